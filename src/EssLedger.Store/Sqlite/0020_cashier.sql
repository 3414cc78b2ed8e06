-- Short codes by which cashiers take turns at a shared till, and after how long it locks. Of a code only a slow hash is kept; of whoever goes, nothing.
create table cashier_code (
    account      text    not null,
    person       text    not null,
    hash         blob    not null,
    refunds      integer not null check (refunds in (0, 1)), -- whether they may give money back there
    set_at       integer not null,           -- Unix milliseconds, UTC
    failed       integer not null,           -- wrong tries since the last right one
    locked_until integer,                    -- Unix milliseconds, UTC
    primary key (account, person)
) strict;
create table cashier_lock (
    account text    not null primary key,
    minutes integer not null check (minutes between 1 and 60)
) strict;
