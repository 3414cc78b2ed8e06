-- Addresses of web shops, and the messages to them about their payments. What was sent and answered is kept for 30 days; a message about an entry goes to an address once.
create table webhook (
    id            bytea   not null primary key check (octet_length(id) = 16),
    account       text    not null,
    url           text    not null,
    secret        text    not null,          -- sealed
    from_position bigint  not null,
    made_at       bigint  not null,          -- Unix milliseconds, UTC; as all instants here
    former_secret text,
    former_until  bigint ,
    state         integer not null           -- 0 on, 1 off, 2 failed
);
create index webhook_by_account on webhook (account);
create table webhook_delivery (
    webhook      bytea   not null,
    position     bigint  not null,           -- of the entry that it is about
    message      text    not null,           -- what receivers know it by
    type         text    not null,
    body         text    not null,
    written_at   bigint  not null,
    state        integer not null,           -- 1 waiting, 2 delivered, 3 given up
    attempts     integer not null,
    next_attempt bigint ,
    primary key (webhook, position)
);
create index webhook_delivery_waiting on webhook_delivery (next_attempt) where state = 1;
create table webhook_attempt (
    webhook      bytea   not null,
    position     bigint  not null,
    at           bigint  not null,
    status       integer,                    -- of HTTP; null: no answer
    milliseconds integer not null,
    answer       text    not null,           -- its first bytes
    trouble      text
);
create index webhook_attempt_by_message on webhook_attempt (webhook, position);
-- How far the book was read for all of them: one row.
create table webhook_follower (
    one      integer not null primary key check (one = 1),
    position bigint  not null
);
insert into webhook_follower values (1, 0);
create index payment_request_ending on payment_request (payee, expires_at);
