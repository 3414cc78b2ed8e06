-- Who came from another system with a file, and which account is theirs here: an import goes on where it was stopped, and the same file changes nothing.
create table newcomer (
    source    text    not null,                -- which system
    reference text    not null,                -- their id there
    person    text    not null,
    account   text    not null,
    minor     bigint  not null,                -- what they had there, in hundredths
    done      integer not null,                -- 1: they are here with all that belongs to them
    primary key (source, reference)
);
create unique index newcomer_by_account on newcomer (account);
create index newcomer_by_person on newcomer (person);
