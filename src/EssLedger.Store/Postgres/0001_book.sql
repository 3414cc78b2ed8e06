-- One book; the script runs once for each ($book$ is its name), for the two share code and never data. The chain (entry) is the truth; the narrow
-- tables beside it hold what may be unique and where to look, and could be rebuilt from it.

create table $book$_entry (
    position     bigint not null primary key,  -- 1, 2, 3 … without a gap
    committed_at bigint not null,              -- Unix milliseconds, UTC, by this server's clock
    hash         bytea  not null check (octet_length(hash) = 32),
    salt         bytea  not null check (octet_length(salt) = 32), -- hides the leaf of the transparency log; not chained
    body         bytea  not null
) partition by range (position);

-- What the body commits to by digest, apart so that it can be erased; by position, so that new rows stand together on disk.
create table $book$_original (
    position bigint not null,
    digest   bytea  not null,
    content  bytea  not null,
    primary key (position, digest)
);

-- Uniqueness over the whole book needs tables that are not cut in pieces; they are narrow.
create table $book$_subject_entry (
    position bigint not null,
    turn     bigint,                           -- the subject's act number where it decided the entry
    subject  text collate "C" not null,
    primary key (subject, position)
);
create unique index $book$_turn on $book$_subject_entry (subject, turn) where turn is not null;

create table $book$_claim (
    position bigint   not null,
    kind     smallint not null,
    key      text collate "C" not null,
    primary key (kind, key)
);

-- To read what belongs to the newest entries only; an index of ranges costs next to nothing to keep.
create index on $book$_subject_entry using brin (position);
create index on $book$_claim using brin (position);

create table $book$_status (subject text collate "C" primary key, status smallint not null);

create table $book$_receipt (position bigint primary key, content bytea not null);

-- The transparency log: what was signed, and the full tiles of hashes below it.
create table $book$_checkpoint (size bigint primary key, root bytea not null, note bytea not null, at bigint not null);
create table $book$_tile (level smallint not null, index bigint not null, hashes bytea not null, primary key (level, index));

create or replace function refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception 'a book is append-only';
end $$;
create trigger $book$_append_only before update or delete or truncate on $book$_entry execute function refuse_rewriting();

-- Entries lie in pieces of ten million (some 4 GB), so that old ones can be frozen, moved and backed up apart.
create function $book$_add_piece(number bigint) returns void language plpgsql as $$
begin
    execute format('create table $book$_entry_%s partition of $book$_entry for values from (%s) to (%s)', number, number * 10000000, (number + 1) * 10000000);
    execute format('create trigger append_only before update or delete or truncate on $book$_entry_%s execute function refuse_rewriting()', number);
end $$;
select $book$_add_piece(0);

-- Places a batch of drafts in one statement, hence one round trip and no client that could hold the head while it sleeps. Arrays named draft_of_…
-- say to which draft (from 1) each element belongs. Returns a row for every draft, in order, or none when a subject is not open. Uniqueness is not
-- looked up but tried: a batch with a conflict ends in unique_violation and leaves nothing behind. Either way the caller asks $book$_conflicts
-- which drafts to take out, and calls again with the rest.
create function $book$_append(
    bodies bytea[], salts bytea[],
    draft_of_subject int[], subjects text[], turns bigint[],
    draft_of_claim int[], claim_kinds smallint[], claim_keys text[],
    must_be_open text[],
    status_subjects text[], statuses smallint[],
    draft_of_original int[], digests bytea[], contents bytea[]
) returns table (place bigint, committed_at bigint, hash bytea)
language plpgsql security definer
-- Rows are always few and found by index, whatever the planner believes of a young table.
set search_path = public, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan
as $$
declare
    last   bigint;
    moment bigint;
    link   bytea;
    next   bigint;
    hashes bytea[] := '{}';
    body   bytea;
begin
    -- The head: whoever appends to this book waits here for the end of the transaction before. From here on each statement sees all that was
    -- committed while we waited.
    perform pg_advisory_xact_lock(hashtext('essledger'), hashtext('$book$'));

    perform from unnest(must_be_open) u (subject) left join $book$_status s on s.subject = u.subject where s.status is distinct from 1;
    if found then
        return;
    end if;

    select e.position, e.committed_at, e.hash into last, moment, link from $book$_entry e order by e.position desc limit 1;
    if not found then
        select 0, 0, decode(repeat('00', 32), 'hex') into last, moment, link;
    end if;
    moment := greatest(moment, floor(extract(epoch from clock_timestamp()) * 1000)::bigint);
    next := last;
    foreach body in array bodies loop
        next := next + 1;
        link := sha256(link || int8send(next) || int8send(moment) || body);
        hashes := array_append(hashes, link);
    end loop;
    if next / 10000000 > last / 10000000 then
        perform $book$_add_piece(next / 10000000);
    end if;

    insert into $book$_subject_entry select last + u.draft, u.turn, u.subject from unnest(draft_of_subject, subjects, turns) u (draft, subject, turn);
    insert into $book$_claim select last + u.draft, u.kind, u.key from unnest(draft_of_claim, claim_kinds, claim_keys) u (draft, kind, key);
    insert into $book$_entry select last + u.n, moment, u.hash, u.salt, u.body from unnest(hashes, salts, bodies) with ordinality u (hash, salt, body, n);
    insert into $book$_original select last + u.draft, u.digest, u.content from unnest(draft_of_original, digests, contents) u (draft, digest, content);
    insert into $book$_status as s select u.subject, u.status from unnest(status_subjects, statuses) u (subject, status)
        on conflict (subject) do update set status = excluded.status;
    -- A hint for other servers; the book is the truth.
    perform pg_notify('$book$_head', next::text);

    return query select last + u.n, moment, u.hash from unnest(hashes) with ordinality u (hash, n);
end $$;

-- Of a batch that could not be placed: the drafts that conflict with the book, each with its first conflict (claims in their order, then the turn, then
-- what is not open), and whether the very bytes of the draft stand already where it conflicts.
create function $book$_conflicts(
    bodies bytea[],
    draft_of_subject int[], subjects text[], turns bigint[],
    draft_of_claim int[], claim_kinds smallint[], claim_keys text[],
    draft_of_open int[], must_be_open text[]
) returns table (draft int, conflict text, what text, holder bigint, committed_at bigint, hash bytea, same boolean)
language sql stable
as $$
    select distinct on (c.draft) c.draft, c.conflict, c.what, c.holder, e.committed_at, e.hash, e.body = bodies[c.draft]
    from (
        select u.draft, 1 as rank, u.ordinal, 'taken' as conflict, u.kind || ' ' || u.key as what, k.position as holder
        from unnest(draft_of_claim, claim_kinds, claim_keys) with ordinality u (draft, kind, key, ordinal) join $book$_claim k on k.kind = u.kind and k.key = u.key
        union all
        select u.draft, 2, 0, 'stale', u.subject, s.position
        from unnest(draft_of_subject, subjects, turns) u (draft, subject, turn) join $book$_subject_entry s on s.subject = u.subject and s.turn = u.turn
        union all
        select u.draft, 3, u.ordinal, 'not_open', u.subject, null
        from unnest(draft_of_open, must_be_open) with ordinality u (draft, subject, ordinal) left join $book$_status s on s.subject = u.subject
        where s.status is distinct from 1
    ) c left join $book$_entry e on e.position = c.holder
    order by c.draft, c.rank, c.ordinal
$$;

revoke all on function $book$_append, $book$_add_piece from public;
