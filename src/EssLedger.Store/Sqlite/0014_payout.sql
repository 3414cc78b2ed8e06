-- To which bank account a professional's euro go. A line counts once a second person has confirmed it; the newest confirmed one is used. Erasable: names of bank
-- accounts are personal data, and the book knows nothing of them.
create table payout_iban (
    number     integer primary key autoincrement,
    account    text    not null,
    iban       text    not null,
    entered_by text    not null,               -- person id
    entered_at integer not null,               -- Unix milliseconds, UTC
    decided_by text,                           -- person id; null: it waits
    decided_at integer,
    confirmed  integer not null default 0      -- 1: it may be used
) strict;
create index payout_iban_by_account on payout_iban (account);
create unique index payout_iban_waiting on payout_iban (account) where decided_at is null;
