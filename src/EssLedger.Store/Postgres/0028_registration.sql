-- Who registered for a meeting of the label: personal data, apart from the meeting's own record, and gone some time after its day. A seat is somebody's or free, so no two take the last one.
create table registration (
    id           text    not null primary key,
    meeting      text    not null,
    day          integer not null,             -- of the meeting: days since 0001-01-01
    seat         integer not null check (seat >= 1),
    name         text    not null,
    email        text    not null,
    email_key    text    not null,             -- in small letters: one address, one seat
    organisation text,
    side         text    not null,             -- ess, shop, other
    language     text    not null,
    person       text,                         -- whom, where they had signed in
    secret       bytea   not null,             -- SHA-256 of what their mail has, to take it back
    agreed_at    bigint  not null,             -- Unix milliseconds, UTC: since when they agree
    unique (meeting, seat),
    unique (meeting, email_key)
);
create unique index registration_by_secret on registration (secret);
create index registration_by_email on registration (email_key);
create index registration_by_person on registration (person) where person is not null;
