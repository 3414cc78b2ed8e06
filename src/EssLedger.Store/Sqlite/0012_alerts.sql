-- What is worth a look, found in the currency book by a follower; what people made of it; and by which terms it is found. All of it is only added to. Ids of accounts
-- and persons are pseudonymous; whose they are is told elsewhere.
create table alert_terms (
    number             integer primary key autoincrement,
    from_at            integer not null,       -- from when on they hold; all times are Unix milliseconds, UTC
    cash_loads         integer not null,
    cash_below         integer not null,       -- all sums are hundredths
    cash_days          integer not null,
    inout_individual   integer not null,
    inout_professional integer not null,
    inout_percent      integer not null,
    inout_hours        integer not null,
    individual_accounts   integer not null,
    professional_accounts integer not null,
    set_by             text    not null,
    set_at             integer not null,
    reason             text    not null
) strict;

create table alert_follower (
    one      integer primary key check (one = 1),
    position integer not null,                 -- the last entry of the currency book that was looked at
    hash     blob    not null check (length(hash) = 32)
) strict;
insert into alert_follower values (1, 0, zeroblob(32));

-- Made anew from the book whenever the follower begins again.
create table alert_sighting (
    kind     integer not null,                 -- 1 cash, 2 IBAN, 3 device key
    subject  text    not null,                 -- the account, the SHA-256 of the IBAN, the id of the key
    account  text    not null,
    position integer not null,
    at       integer not null,
    amount   integer not null,
    primary key (kind, subject, account, position)
) strict, without rowid;

create table alert (
    number  integer primary key autoincrement,
    key     text    not null unique,           -- the same in every run over the same book
    rule    integer not null,                  -- 1 same means, 2 split cash, 3 fast in-out, 4 several accounts
    account text    not null,
    at      integer not null,
    amount  integer not null,
    whole   integer not null,
    count   integer not null
) strict;
create index alert_of_account on alert (rule, account, at);

create table alert_behind (
    alert    integer not null references alert (number),
    account  text    not null,
    position integer not null,
    primary key (alert, account, position)
) strict, without rowid;
create index alert_behind_account on alert_behind (account);

create table alert_step (
    alert      integer not null references alert (number),
    number     integer not null,
    outcome    integer,                        -- 1 explained, 2 watched, 3 acted; null: taken up
    reason     text    not null,               -- empty once it was forgotten with the member
    written_by text    not null,
    written_at integer not null,
    primary key (alert, number)
) strict, without rowid;

create trigger alert_terms_no_update before update on alert_terms begin select raise(abort, 'alerts are only added to'); end;
create trigger alert_terms_no_delete before delete on alert_terms begin select raise(abort, 'alerts are only added to'); end;
create trigger alert_no_update before update on alert begin select raise(abort, 'alerts are only added to'); end;
create trigger alert_no_delete before delete on alert begin select raise(abort, 'alerts are only added to'); end;
create trigger alert_behind_no_update before update on alert_behind begin select raise(abort, 'alerts are only added to'); end;
create trigger alert_behind_no_delete before delete on alert_behind begin select raise(abort, 'alerts are only added to'); end;
create trigger alert_step_no_update before update on alert_step
    when new.reason <> '' or (new.alert, new.number, new.outcome, new.written_by, new.written_at) is not (old.alert, old.number, old.outcome, old.written_by, old.written_at)
    begin select raise(abort, 'alerts are only added to'); end;
create trigger alert_step_no_delete before delete on alert_step begin select raise(abort, 'alerts are only added to'); end;
