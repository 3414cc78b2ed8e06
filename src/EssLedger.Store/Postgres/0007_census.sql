-- What was told the public of the census; never changed, so that two tellings of one day cannot be compared.
create table census_release (
    day     date primary key,                  -- Europe/Paris
    content text not null                      -- JSON: who was counted, and how many in each class
);
