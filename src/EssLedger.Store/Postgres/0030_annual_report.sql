-- The City's reports as they were established: what stands here is shown as it was, whatever is decided later.
create table annual_report (
    period       text    not null check (period ~ '^[0-9]{4}(-[0-9]{4})?$'), -- a civil year, or the first and the last of several
    number       integer not null check (number > 0), -- 1: the first of the period; further ones: as known later
    content      text    not null,             -- canonical JSON
    hash         bytea   not null check (octet_length(hash) = 32), -- SHA-256 of the content's UTF-8
    version      text    not null,             -- of the program
    made_by      text    not null,             -- person id
    made_at      bigint  not null,             -- Unix milliseconds, UTC
    published_by text,
    published_at bigint,
    primary key (period, number)
);
