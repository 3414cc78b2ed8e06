-- What the ledger pays by itself under signed mandates, and what became of each due day; and to whom mandates were given, so that delegates find them.
-- Erasable: the book has the mandates and the payments. Days are day numbers since 0001-01-01.
create table scheduled_payment (
    account      text    not null,
    mandate      bytea   not null check (octet_length(mandate) = 16),
    amount       bigint  not null check (amount > 0),
    rhythm       integer not null,             -- 1 once, 2 week, 3 month
    first_day    integer not null,
    day_of_month integer not null,
    last_day     integer not null,
    note         text,
    made_at      bigint  not null,             -- Unix milliseconds, UTC
    made_by      text    not null,             -- person id
    due          integer,                      -- the day that is due next; null: none any more
    primary key (account, mandate)
);
create index scheduled_payment_due on scheduled_payment (due) where due is not null;

create table scheduled_run (
    account      text    not null,
    mandate      bytea   not null,
    due          integer not null,
    state        integer not null,             -- 1 refused, 2 paid, 3 given up, 4 missed
    on_day       integer not null,
    reason       integer,
    limit_passed integer not null,
    primary key (account, mandate, due),
    foreign key (account, mandate) references scheduled_payment (account, mandate) on delete cascade
);

create table mandate_delegate (
    delegate text  not null,
    account  text  not null,                   -- who gave it
    mandate  bytea not null check (octet_length(mandate) = 16),
    primary key (delegate, account, mandate)
);
create index mandate_delegate_by_giver on mandate_delegate (account);
