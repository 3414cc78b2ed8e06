-- What was told the public of the census; never changed, so that two tellings of one day cannot be compared.
create table census_release (
    day     text primary key check (day glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), -- Europe/Paris
    content text not null                      -- JSON: who was counted, and how many in each class
) strict, without rowid;

create trigger census_release_no_update before update on census_release begin select raise(abort, 'a release stands'); end;
create trigger census_release_no_delete before delete on census_release begin select raise(abort, 'a release stands'); end;
