-- What is worth a look, found in the currency book by a follower; what people made of it; and by which terms it is found. All of it is only added to. Ids of accounts
-- and persons are pseudonymous; whose they are is told elsewhere.
create table alert_terms (
    number             bigint generated always as identity primary key,
    from_at            bigint  not null,       -- from when on they hold; all times are Unix milliseconds, UTC
    cash_loads         integer not null,
    cash_below         bigint  not null,       -- all sums are hundredths
    cash_days          integer not null,
    inout_individual   bigint  not null,
    inout_professional bigint  not null,
    inout_percent      integer not null,
    inout_hours        integer not null,
    individual_accounts   integer not null,
    professional_accounts integer not null,
    set_by             text    not null,
    set_at             bigint  not null,
    reason             text    not null
);

create table alert_follower (
    one      int    primary key check (one = 1),
    position bigint not null,                  -- the last entry of the currency book that was looked at
    hash     bytea  not null check (octet_length(hash) = 32)
);
insert into alert_follower values (1, 0, decode(repeat('00', 32), 'hex'));

-- Made anew from the book whenever the follower begins again.
create table alert_sighting (
    kind     integer not null,                 -- 1 cash, 2 IBAN, 3 device key
    subject  text    not null,                 -- the account, the SHA-256 of the IBAN, the id of the key
    account  text    not null,
    position bigint  not null,
    at       bigint  not null,
    amount   bigint  not null,
    primary key (kind, subject, account, position)
);

create table alert (
    number  bigint generated always as identity primary key,
    key     text    not null unique,           -- the same in every run over the same book
    rule    integer not null,                  -- 1 same means, 2 split cash, 3 fast in-out, 4 several accounts
    account text    not null,
    at      bigint  not null,
    amount  bigint  not null,
    whole   bigint  not null,
    count   integer not null
);
create index alert_of_account on alert (rule, account, at);

create table alert_behind (
    alert    bigint not null references alert (number),
    account  text   not null,
    position bigint not null,
    primary key (alert, account, position)
);
create index alert_behind_account on alert_behind (account);

create table alert_step (
    alert      bigint  not null references alert (number),
    number     integer not null,
    outcome    integer,                        -- 1 explained, 2 watched, 3 acted; null: taken up
    reason     text    not null,               -- empty once it was forgotten with the member
    written_by text    not null,
    written_at bigint  not null,
    primary key (alert, number)
);

create trigger alert_terms_append_only before update or delete or truncate on alert_terms execute function refuse_rewriting();
create trigger alert_append_only before update or delete or truncate on alert execute function refuse_rewriting();
create trigger alert_behind_append_only before update or delete or truncate on alert_behind execute function refuse_rewriting();
create trigger alert_step_no_removal before delete or truncate on alert_step execute function refuse_rewriting();
create trigger alert_step_append_only before update on alert_step for each row
    when (new.reason <> '' or (new.alert, new.number, new.outcome, new.written_by, new.written_at) is distinct from (old.alert, old.number, old.outcome, old.written_by, old.written_at))
    execute function refuse_rewriting();
