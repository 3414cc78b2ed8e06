-- The City's reports as they were established: what stands here is shown as it was, whatever is decided later.
create table annual_report (
    period       text    not null check (period glob '[0-9][0-9][0-9][0-9]' or period glob '[0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9]'), -- a civil year, or the first and the last of several
    number       integer not null check (number > 0), -- 1: the first of the period; further ones: as known later
    content      text    not null,             -- canonical JSON
    hash         blob    not null check (length(hash) = 32), -- SHA-256 of the content's UTF-8
    version      text    not null,             -- of the program
    made_by      text    not null,             -- person id
    made_at      integer not null,             -- Unix milliseconds, UTC
    published_by text,
    published_at integer,
    primary key (period, number)
) strict, without rowid;

create trigger annual_report_stands before update of period, number, content, hash, version, made_by, made_at on annual_report begin select raise(abort, 'a report stands'); end;
create trigger annual_report_no_delete before delete on annual_report begin select raise(abort, 'a report stands'); end;
