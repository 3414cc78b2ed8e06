-- Who did what with a privilege, when and from where: pseudonymous ids, codes and numbers. Each hash is over the one before, so that a removed row is found.
create table audit_trail (
    number  bigint  primary key,               -- 1, 2, 3 … without a gap
    at      bigint  not null,                  -- Unix milliseconds, UTC
    person  text    not null,                  -- person id; empty: an operator at the machine
    roles   text    not null,                  -- in force, with spaces between
    client  text    not null,                  -- of the token; empty: a page
    network text    not null,                  -- IPv4 /24 or IPv6 /48; empty: not over a network
    action  text    not null,
    kind    text    not null,
    subject text    not null,
    stage   integer not null,                  -- 0 begun, 1 done, 2 refused, 3 read
    refusal text    not null,                  -- a code of the API
    begun   bigint  unique,                    -- the row in which the act began; null in that row itself
    details text    not null,                  -- JSON
    hash    bytea   not null check (octet_length(hash) = 32)
);
create index audit_trail_person on audit_trail (person, number);
create index audit_trail_subject on audit_trail (subject, number) where subject <> '';
create trigger audit_trail_append_only before update or delete or truncate on audit_trail execute function refuse_rewriting();
