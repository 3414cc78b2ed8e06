-- How long personal data is kept, who shares it with whom, and who asked to be forgotten. Rules and agreements are dated, and none is ever changed.
create table retention_rule (
    number    integer primary key autoincrement,
    kind      text not null,
    days      integer not null check (days > 0),
    first_day integer not null,                -- day number since 0001-01-01
    set_by    text not null,                   -- person id
    set_at    integer not null,                   -- Unix milliseconds, UTC
    reason    text not null
) strict;

create table sharing_agreement (
    number    integer primary key autoincrement,
    id        blob not null check (length(id) = 16), -- the same agreement, recorded again when it changes or ends
    first_day integer not null,
    last_day  integer,
    giver     text not null,
    receiver  text not null,
    what_fr    text not null,
    purpose_fr text not null,
    basis_fr   text not null,
    what_en    text not null,
    purpose_en text not null,
    basis_en   text not null,
    recorded_by text not null,
    recorded_at integer not null
) strict;

create table erasure_request (
    id         blob primary key check (length(id) = 16),
    person     text not null,                  -- pseudonymous; who they were is told nowhere once they are forgotten
    asked_at   integer not null,
    why        text,
    granted    integer,                        -- 1 yes, 0 no; null: not decided
    ground     text,
    reasons    text,
    decided_by text,
    decided_at integer
) strict;
create unique index erasure_waiting on erasure_request (person) where decided_at is null;

create index evidence_by_person on evidence (brought_by);
