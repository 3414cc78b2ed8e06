-- What was told the public of the currency; never changed, so that two tellings of one period cannot be compared.
create table figure_release (
    period  text primary key check (period ~ '^[0-9]{4}(-Q[1-4])?$'), -- a civil year or a quarter of it, Europe/Paris
    place   integer not null unique,           -- in the order of telling
    content text not null                      -- JSON: the numbers, and in which block each account was counted
);
