-- Addresses of web shops, and the messages to them about their payments. What was sent and answered is kept for 30 days; a message about an entry goes to an address once.
create table webhook (
    id            blob    not null primary key check (length(id) = 16),
    account       text    not null,
    url           text    not null,
    secret        text    not null,          -- sealed
    from_position integer not null,
    made_at       integer not null,          -- Unix milliseconds, UTC; as all instants here
    former_secret text,
    former_until  integer,
    state         integer not null           -- 0 on, 1 off, 2 failed
) strict;
create index webhook_by_account on webhook (account);
create table webhook_delivery (
    webhook      blob    not null,
    position     integer not null,           -- of the entry that it is about
    message      text    not null,           -- what receivers know it by
    type         text    not null,
    body         text    not null,
    written_at   integer not null,
    state        integer not null,           -- 1 waiting, 2 delivered, 3 given up
    attempts     integer not null,
    next_attempt integer,
    primary key (webhook, position)
) strict;
create index webhook_delivery_waiting on webhook_delivery (next_attempt) where state = 1;
create table webhook_attempt (
    webhook      blob    not null,
    position     integer not null,
    at           integer not null,
    status       integer,                    -- of HTTP; null: no answer
    milliseconds integer not null,
    answer       text    not null,           -- its first bytes
    trouble      text
) strict;
create index webhook_attempt_by_message on webhook_attempt (webhook, position);
-- How far the book was read for all of them: one row.
create table webhook_follower (
    one      integer not null primary key check (one = 1),
    position integer not null
) strict;
insert into webhook_follower values (1, 0);
create index payment_request_ending on payment_request (payee, expires_at);
