-- Areas as others publish them (communes, priority neighbourhoods), each import a set that never changes; which one counts on a day is said by its first day.
create table area_set (
    number      integer not null primary key,
    kind        integer not null,          -- 1 communes, 2 QPV, 3 others
    year        integer not null,
    valid_from  text    not null,          -- the first day (Europe/Paris) on which it counts
    source      text    not null,
    licence     text    not null,
    digest      bytea   not null check (octet_length(digest) = 32),  -- SHA-256 of the file as it came
    areas       integer not null,
    imported_on text    not null,          -- a day (Europe/Paris)
    imported_by text    not null,          -- a person's pseudonymous id
    placed      integer not null,          -- what it changed when it came: see AreaEffect
    unplaced    integer not null,
    inside      integer not null,
    changed     integer not null,
    outlines    text    not null,          -- GeoJSON (RFC 7946): code, name and polygons of each
    unique (kind, year, valid_from, digest)
);
