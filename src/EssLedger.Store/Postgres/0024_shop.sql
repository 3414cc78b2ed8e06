-- What merchants set up for their shops beside the book: tills, and who wants the takings by mail. At which till and in whose session a payment was asked for stands with the request.
create table till (
    id       bytea   not null primary key check (octet_length(id) = 16),
    account  text    not null,
    name     text    not null,
    made_at  bigint  not null,               -- Unix milliseconds, UTC
    ended_at bigint 
);
create index till_by_account on till (account);
create table takings_mail (
    account  text    not null,
    person   text    not null,
    hour     integer not null check (hour between 0 and 23), -- Europe/Paris
    language text    not null,
    since    bigint  not null,               -- Unix milliseconds, UTC
    told     integer,                        -- the last day written about, as days since 0001-01-01
    primary key (account, person)
);
alter table payment_request add column made_by text; -- person id
alter table payment_request add column till bytea;
create index payment_request_printed on payment_request (payee) where expires_at is null;
