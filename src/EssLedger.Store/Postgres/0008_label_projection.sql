-- The label book as rows, for lists, statistics and exports in plain SQL; ops/statistics.md shows how. The book is the truth: a follower writes these rows from
-- it, and `essledger rebuild` makes them anew. Each row says what held on the days first_day … last_day, for whoever goes by what was recorded by the end of a day
-- out of known_from … known_until; all days are included. infinity stands for "until further notice", -infinity for "ever before".
create table label_projection (
    one      int    primary key check (one = 1),
    position bigint not null,                  -- the last entry of the label book that is in it
    hash     bytea  not null                   -- that entry's hash
);
insert into label_projection values (1, 0, decode(repeat('00', 32), 'hex'));

create table grant_standing (
    number      text collate "C" not null,
    begun       bigint   not null,             -- the position of the act that gave the number out
    kind        smallint not null,             -- 1 shop, 2 ESS actor, 3 event
    holder      text collate "C" not null,
    standing    text     not null,             -- none, active, suspended, expired, withdrawn, renounced
    level       smallint not null,
    grant_from  date     not null,             -- the grant's first day
    term_until  date     not null,             -- the last day of the term that runs
    suspended_through date,                    -- while it is suspended: the last day of that; null: until it is reinstated
    first_day   date     not null,
    last_day    date     not null,
    known_from  date     not null,
    known_until date     not null,
    primary key (number, known_from, first_day)
);

create table participant_profile (
    participant text collate "C" not null,
    family      smallint,                      -- 1 cooperative, 2 mutual, 3 association, 4 foundation, 5 ESS company, 6 outside the ESS; null here and below: not known
    filieres    smallint,                      -- sum of 1 food, 2 cycling, 4 care, 8 repair, 16 eco-building, 32 textile, 64 other
    commune     text,                          -- INSEE code (COG)
    qpv         boolean,                       -- whether in a priority neighbourhood
    networks    smallint,                      -- sum of 1 local currency, 2 fair trade, 4 circular economy, 8 ESS
    statuses    smallint,                      -- sum of 1 IAE, 2 ESUS, 4 CAE, 8 SCIC, 16 PTCE
    tags        smallint,                      -- sum of 1 local, 2 sustainable, 4 solidary, 8 responsible, 16 fair
    accepts_currency boolean,
    first_day   date     not null,
    last_day    date     not null,
    known_from  date     not null,
    known_until date     not null,
    primary key (participant, known_from, first_day)
);
