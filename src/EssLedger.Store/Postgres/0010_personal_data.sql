-- How long personal data is kept, who shares it with whom, and who asked to be forgotten. Rules and agreements are dated, and none is ever changed.
create table retention_rule (
    number    bigint generated always as identity primary key,
    kind      text not null,
    days      integer not null check (days > 0),
    first_day integer not null,                -- day number since 0001-01-01
    set_by    text not null,                   -- person id
    set_at    bigint not null,                   -- Unix milliseconds, UTC
    reason    text not null
);

create table sharing_agreement (
    number    bigint generated always as identity primary key,
    id        bytea not null check (octet_length(id) = 16), -- the same agreement, recorded again when it changes or ends
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
    recorded_at bigint not null
);

create table erasure_request (
    id         bytea primary key check (octet_length(id) = 16),
    person     text not null,                  -- pseudonymous; who they were is told nowhere once they are forgotten
    asked_at   bigint not null,
    why        text,
    granted    integer,                        -- 1 yes, 0 no; null: not decided
    ground     text,
    reasons    text,
    decided_by text,
    decided_at bigint
);
create unique index erasure_waiting on erasure_request (person) where decided_at is null;

create index evidence_by_person on evidence (brought_by);

create function currency_erase_originals(at bigint) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare erased int;
begin
    delete from currency_original where position = at;
    get diagnostics erased = row_count;
    return erased;
end $$;
-- What a signature rests on is kept for ten years, whoever asks.
create function currency_erase_originals_through(last bigint) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare erased int;
begin
    delete from currency_original o using currency_entry e
        where o.position = e.position and o.position <= last and e.committed_at < extract(epoch from now() - interval '10 years') * 1000;
    get diagnostics erased = row_count;
    return erased;
end $$;
revoke all on function currency_erase_originals, currency_erase_originals_through from public;

create function label_erase_originals(at bigint) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare erased int;
begin
    delete from label_original where position = at;
    get diagnostics erased = row_count;
    return erased;
end $$;
-- What a signature rests on is kept for ten years, whoever asks.
create function label_erase_originals_through(last bigint) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare erased int;
begin
    delete from label_original o using label_entry e
        where o.position = e.position and o.position <= last and e.committed_at < extract(epoch from now() - interval '10 years') * 1000;
    get diagnostics erased = row_count;
    return erased;
end $$;
revoke all on function label_erase_originals, label_erase_originals_through from public;
