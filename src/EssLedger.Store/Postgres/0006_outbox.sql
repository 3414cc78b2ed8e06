-- Mail to people, sent or to be sent; erasable. Nobody gets two for one occasion.
create table outbox (
    id           bytea   primary key check (octet_length(id) = 16),
    occasion     text    not null,
    addressee    text    not null,             -- pseudonymous id
    name         text    not null,
    address      text    not null,
    language     text    not null,
    subject      text    not null,
    content      text    not null,
    written_at   bigint  not null,             -- Unix milliseconds, UTC; as all instants here
    state        integer not null,             -- 0 shown, 1 waiting, 2 sent, 3 given up
    attempts     integer not null default 0,
    next_attempt bigint,
    sent_at      bigint,
    trouble      text,
    unique (addressee, occasion)
);
create index outbox_waiting on outbox (next_attempt) where state = 1;
