-- What members paid and were paid in the currency before this one, as its export says: history to read, no part of any book here. Personal data; it goes with the member.
create table former_payment (
    source    text    not null,                -- which system
    account   text    not null,                -- whose account here
    reference text    not null,                -- the payment's id there
    day       text    not null,                -- yyyy-MM-dd, as the old system has it
    minor     bigint  not null,                -- in hundredths: received above zero, paid below
    other     text    not null,                -- with whom, in the old system's words
    words     text    not null,                -- what for
    primary key (source, account, reference)
);
create index former_payment_by_account on former_payment (account, day);

-- A credit note that one person asked for, until another issues it or refuses.
create table credit_wish (
    invoice  text   not null primary key,      -- the number that it is to cancel
    year     integer not null,
    reason   text   not null,
    asked_by text   not null,
    asked_at bigint  not null                  -- milliseconds since 1970, UTC
);
