-- Files brought as evidence for applications; erasable, and the label owner's. The label book has their digests.
create table evidence (
    id          blob    primary key check (length(id) = 16),
    application blob    not null,
    brought_by  text    not null,              -- person id
    name        text    not null,
    media_type  text    not null,
    size        integer not null,              -- bytes announced
    announced   blob    check (length(announced) = 32),
    criterion   integer,                       -- of the application's charter; null: none
    expires     integer,                       -- day number since 0001-01-01
    visibility  integer not null,              -- 1 office, 2 committee, 3 public
    begun_at    integer not null,              -- Unix milliseconds, UTC
    state       integer not null default 0,    -- 0 arriving, 1 kept, 2 refused
    received    integer not null default 0 check (received <= size),
    kept_size   integer not null default 0,
    kept        blob    check (length(kept) = 32),
    refusal     text
) strict, without rowid;
create index evidence_by_application on evidence (application, id);
create index evidence_unfinished on evidence (begun_at) where state <> 1;

create table evidence_piece (
    evidence blob    not null references evidence (id) on delete cascade,
    at       integer not null,                 -- bytes before it
    content  blob    not null,
    primary key (evidence, at)
) strict;
