-- Members' consents to be debited each month, with the bank account. Erasable: the book knows a mandate by its id and what was debited, and nothing else of it.
create table debit_mandate (
    id         blob    primary key,           -- 16 bytes, as the book names it
    reference  text    not null unique,        -- the unique mandate reference ("RUM")
    account    text    not null,
    holder     text    not null,               -- whose the bank account is
    iban       text    not null,
    bic        text,                           -- null: the bank knows itself
    signed     integer not null,               -- day number (proleptic Gregorian)
    exchange   integer not null,               -- cents each month
    dues       integer not null,               -- cents
    dues_every integer not null,               -- months
    day        integer not null,               -- of the month, 1 to 28
    once       integer not null,               -- 1: one debit only
    until      integer,                        -- day number; null: until it is ended
    on_paper   integer not null,               -- 1: the association keeps the signed paper
    entered_by text    not null,               -- person id
    entered_at integer not null,               -- Unix milliseconds, UTC
    state      integer not null default 1,     -- 1 active, 2 suspended, 3 ended
    why        text,                           -- the bank's reason, or a word
    since      integer,                        -- Unix milliseconds, UTC
    first_used integer,                        -- day number of the first collected debit
    last_used  integer                         -- and of the last one
) strict, without rowid;
create index debit_mandate_by_account on debit_mandate (account);
