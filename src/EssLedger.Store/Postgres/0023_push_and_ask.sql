-- Devices that are told of what happened to their holder's accounts, through the push services of their browsers; and what is to be told them. Nothing here says who paid or what is left.
create table push_device (
    id        bytea   not null primary key check (octet_length(id) = 32), -- SHA-256 of the address
    person    text    not null,
    address   text    not null,              -- at the push service of its browser
    p256dh    bytea   not null,              -- RFC 8291
    auth      bytea   not null,
    vapid_key text    not null,              -- the key of ours that it expects (RFC 8292)
    language  text    not null,
    kinds     integer not null,              -- 1 money, 2 asks, 4 schedules, 8 security
    made_at   bigint  not null
);
create index push_device_by_person on push_device (person);
create table push_message (
    device       bytea   not null,
    occasion     text    not null,           -- told once whoever writes it
    account      text    not null,
    event        integer not null,
    amount       bigint,
    unit         text,
    written_at   bigint  not null,
    state        integer not null,           -- 1 waiting, 2 over
    attempts     integer not null,
    next_attempt bigint,
    primary key (device, occasion)
);
create index push_message_waiting on push_message (next_attempt) where state = 1;
-- How far the book was read for all of them: one row.
create table push_follower (
    one      integer not null primary key check (one = 1),
    position bigint  not null
);
insert into push_follower values (1, 0);
-- Payment requests that were delivered to the one who is to pay. What is asked stands with the request, and whether it was paid in the book.
create table ask (
    request    bytea   not null primary key check (octet_length(request) = 16),
    asker      text    not null,
    payer      text    not null,
    note       text,
    asked_at   bigint  not null,
    expires_at bigint  not null,
    ending     integer,                      -- 1 refused, 2 withdrawn, 3 paid or expired; null: none that somebody noticed
    ended_at   bigint
);
create index ask_by_payer on ask (payer, asked_at);
create index ask_by_asker on ask (asker, asked_at);
-- Whose asks somebody wants to see no more.
create table ask_block (
    payer text    not null,
    asker text    not null,
    at    bigint  not null,
    primary key (payer, asker)
);
