-- Files brought as evidence for applications; erasable, and the label owner's. The label book has their digests.
create table evidence (
    id          bytea   primary key check (octet_length(id) = 16),
    application bytea   not null,
    brought_by  text    not null,              -- person id
    name        text    not null,
    media_type  text    not null,
    size        bigint  not null,              -- bytes announced
    announced   bytea   check (octet_length(announced) = 32),
    criterion   integer,                       -- of the application's charter; null: none
    expires     integer,                       -- day number since 0001-01-01
    visibility  integer not null,              -- 1 office, 2 committee, 3 public
    begun_at    bigint  not null,              -- Unix milliseconds, UTC
    state       integer not null default 0,    -- 0 arriving, 1 kept, 2 refused
    received    bigint  not null default 0 check (received <= size),
    kept_size   bigint  not null default 0,
    kept        bytea   check (octet_length(kept) = 32),
    refusal     text
);
create index evidence_by_application on evidence (application, id);
create index evidence_unfinished on evidence (begun_at) where state <> 1;

create table evidence_piece (
    evidence bytea  not null references evidence (id) on delete cascade,
    at       bigint not null,                  -- bytes before it
    content  bytea  not null,
    primary key (evidence, at)
);
-- Photos and office files are compressed already.
alter table evidence_piece alter column content set storage external;
