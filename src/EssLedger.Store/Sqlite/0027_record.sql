-- What the City and its partners keep up themselves, in versions: a version is added, never changed. The body is JSON of the kind's own type and names nobody.
create table record (
    kind    text    not null,
    id      text    not null,
    version integer not null check (version >= 1),
    body    text,                            -- null: taken back
    author  text    not null,                -- person id
    at      integer not null,                -- Unix milliseconds, UTC
    primary key (kind, id, version)
) strict, without rowid;
-- Who is named in a record: of each place in it the words of now, and no history. Erasable.
create table record_person (
    kind   text    not null,
    id     text    not null,
    place  text    not null,
    words  text    not null,
    person text,                             -- whom, where they are known here
    at     integer not null,                 -- Unix milliseconds, UTC
    primary key (kind, id, place)
) strict, without rowid;
create index record_person_by_person on record_person (person) where person is not null;
-- Files that belong to a record, as minutes do. Erasable.
create table record_file (
    file       text    not null primary key,
    kind       text    not null,
    id         text    not null,
    name       text    not null,
    media_type text    not null,
    content    blob    not null,
    author     text    not null,             -- person id
    at         integer not null              -- Unix milliseconds, UTC
) strict;
create index record_file_by_record on record_file (kind, id);
