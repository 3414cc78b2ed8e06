--
-- PostgreSQL database dump
--


-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: people; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA people;


--
-- Name: currency_add_piece(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.currency_add_piece(number bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    execute format('create table currency_entry_%s partition of currency_entry for values from (%s) to (%s)', number, number * 10000000, (number + 1) * 10000000);
    execute format('create trigger append_only before update or delete or truncate on currency_entry_%s execute function refuse_rewriting()', number);
end $$;


--
-- Name: currency_append(bytea[], bytea[], integer[], text[], bigint[], integer[], smallint[], text[], text[], text[], smallint[], integer[], bytea[], bytea[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.currency_append(bodies bytea[], salts bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], must_be_open text[], status_subjects text[], statuses smallint[], draft_of_original integer[], digests bytea[], contents bytea[]) RETURNS TABLE(place bigint, committed_at bigint, hash bytea)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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
    perform pg_advisory_xact_lock(hashtext('essledger'), hashtext('currency'));

    perform from unnest(must_be_open) u (subject) left join currency_status s on s.subject = u.subject where s.status is distinct from 1;
    if found then
        return;
    end if;

    select e.position, e.committed_at, e.hash into last, moment, link from currency_entry e order by e.position desc limit 1;
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
        perform currency_add_piece(next / 10000000);
    end if;

    insert into currency_subject_entry select last + u.draft, u.turn, u.subject from unnest(draft_of_subject, subjects, turns) u (draft, subject, turn);
    insert into currency_claim select last + u.draft, u.kind, u.key from unnest(draft_of_claim, claim_kinds, claim_keys) u (draft, kind, key);
    insert into currency_entry select last + u.n, moment, u.hash, u.salt, u.body from unnest(hashes, salts, bodies) with ordinality u (hash, salt, body, n);
    insert into currency_original select last + u.draft, u.digest, u.content from unnest(draft_of_original, digests, contents) u (draft, digest, content);
    insert into currency_status as s select u.subject, u.status from unnest(status_subjects, statuses) u (subject, status)
        on conflict (subject) do update set status = excluded.status;
    -- A hint for other servers; the book is the truth.
    perform pg_notify('currency_head', next::text);

    return query select last + u.n, moment, u.hash from unnest(hashes) with ordinality u (hash, n);
end $$;


--
-- Name: currency_conflicts(bytea[], integer[], text[], bigint[], integer[], smallint[], text[], integer[], text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.currency_conflicts(bodies bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], draft_of_open integer[], must_be_open text[]) RETURNS TABLE(draft integer, conflict text, what text, holder bigint, committed_at bigint, hash bytea, same boolean)
    LANGUAGE sql STABLE
    AS $$
    select distinct on (c.draft) c.draft, c.conflict, c.what, c.holder, e.committed_at, e.hash, e.body = bodies[c.draft]
    from (
        select u.draft, 1 as rank, u.ordinal, 'taken' as conflict, u.kind || ' ' || u.key as what, k.position as holder
        from unnest(draft_of_claim, claim_kinds, claim_keys) with ordinality u (draft, kind, key, ordinal) join currency_claim k on k.kind = u.kind and k.key = u.key
        union all
        select u.draft, 2, 0, 'stale', u.subject, s.position
        from unnest(draft_of_subject, subjects, turns) u (draft, subject, turn) join currency_subject_entry s on s.subject = u.subject and s.turn = u.turn
        union all
        select u.draft, 3, u.ordinal, 'not_open', u.subject, null
        from unnest(draft_of_open, must_be_open) with ordinality u (draft, subject, ordinal) left join currency_status s on s.subject = u.subject
        where s.status is distinct from 1
    ) c left join currency_entry e on e.position = c.holder
    order by c.draft, c.rank, c.ordinal
$$;


--
-- Name: currency_erase_originals(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.currency_erase_originals(at bigint) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare erased int;
begin
    delete from currency_original where position = at;
    get diagnostics erased = row_count;
    return erased;
end $$;


--
-- Name: currency_erase_originals_through(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.currency_erase_originals_through(last bigint) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare erased int;
begin
    delete from currency_original o using currency_entry e
        where o.position = e.position and o.position <= last and e.committed_at < extract(epoch from now() - interval '10 years') * 1000;
    get diagnostics erased = row_count;
    return erased;
end $$;


--
-- Name: label_add_piece(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.label_add_piece(number bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    execute format('create table label_entry_%s partition of label_entry for values from (%s) to (%s)', number, number * 10000000, (number + 1) * 10000000);
    execute format('create trigger append_only before update or delete or truncate on label_entry_%s execute function refuse_rewriting()', number);
end $$;


--
-- Name: label_append(bytea[], bytea[], integer[], text[], bigint[], integer[], smallint[], text[], text[], text[], smallint[], integer[], bytea[], bytea[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.label_append(bodies bytea[], salts bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], must_be_open text[], status_subjects text[], statuses smallint[], draft_of_original integer[], digests bytea[], contents bytea[]) RETURNS TABLE(place bigint, committed_at bigint, hash bytea)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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
    perform pg_advisory_xact_lock(hashtext('essledger'), hashtext('label'));

    perform from unnest(must_be_open) u (subject) left join label_status s on s.subject = u.subject where s.status is distinct from 1;
    if found then
        return;
    end if;

    select e.position, e.committed_at, e.hash into last, moment, link from label_entry e order by e.position desc limit 1;
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
        perform label_add_piece(next / 10000000);
    end if;

    insert into label_subject_entry select last + u.draft, u.turn, u.subject from unnest(draft_of_subject, subjects, turns) u (draft, subject, turn);
    insert into label_claim select last + u.draft, u.kind, u.key from unnest(draft_of_claim, claim_kinds, claim_keys) u (draft, kind, key);
    insert into label_entry select last + u.n, moment, u.hash, u.salt, u.body from unnest(hashes, salts, bodies) with ordinality u (hash, salt, body, n);
    insert into label_original select last + u.draft, u.digest, u.content from unnest(draft_of_original, digests, contents) u (draft, digest, content);
    insert into label_status as s select u.subject, u.status from unnest(status_subjects, statuses) u (subject, status)
        on conflict (subject) do update set status = excluded.status;
    -- A hint for other servers; the book is the truth.
    perform pg_notify('label_head', next::text);

    return query select last + u.n, moment, u.hash from unnest(hashes) with ordinality u (hash, n);
end $$;


--
-- Name: label_conflicts(bytea[], integer[], text[], bigint[], integer[], smallint[], text[], integer[], text[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.label_conflicts(bodies bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], draft_of_open integer[], must_be_open text[]) RETURNS TABLE(draft integer, conflict text, what text, holder bigint, committed_at bigint, hash bytea, same boolean)
    LANGUAGE sql STABLE
    AS $$
    select distinct on (c.draft) c.draft, c.conflict, c.what, c.holder, e.committed_at, e.hash, e.body = bodies[c.draft]
    from (
        select u.draft, 1 as rank, u.ordinal, 'taken' as conflict, u.kind || ' ' || u.key as what, k.position as holder
        from unnest(draft_of_claim, claim_kinds, claim_keys) with ordinality u (draft, kind, key, ordinal) join label_claim k on k.kind = u.kind and k.key = u.key
        union all
        select u.draft, 2, 0, 'stale', u.subject, s.position
        from unnest(draft_of_subject, subjects, turns) u (draft, subject, turn) join label_subject_entry s on s.subject = u.subject and s.turn = u.turn
        union all
        select u.draft, 3, u.ordinal, 'not_open', u.subject, null
        from unnest(draft_of_open, must_be_open) with ordinality u (draft, subject, ordinal) left join label_status s on s.subject = u.subject
        where s.status is distinct from 1
    ) c left join label_entry e on e.position = c.holder
    order by c.draft, c.rank, c.ordinal
$$;


--
-- Name: label_erase_originals(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.label_erase_originals(at bigint) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare erased int;
begin
    delete from label_original where position = at;
    get diagnostics erased = row_count;
    return erased;
end $$;


--
-- Name: label_erase_originals_through(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.label_erase_originals_through(last bigint) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare erased int;
begin
    delete from label_original o using label_entry e
        where o.position = e.position and o.position <= last and e.committed_at < extract(epoch from now() - interval '10 years') * 1000;
    get diagnostics erased = row_count;
    return erased;
end $$;


--
-- Name: refuse_rewriting(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_rewriting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'a book is append-only';
end $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: AccountHolders; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."AccountHolders" (
    "Account" text NOT NULL,
    "Name" text NOT NULL,
    "Kind" text NOT NULL,
    "Siret" text,
    "VerifiedAt" bigint,
    "VerifiedBy" text,
    "Bureau" text
);


--
-- Name: Admissions; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Admissions" (
    "Account" text NOT NULL,
    "Person" text NOT NULL,
    "Asked" bigint NOT NULL,
    "DecidedBy" text,
    "Decided" bigint,
    "Refusal" text
);


--
-- Name: AspNetUserClaims; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."AspNetUserClaims" (
    "Id" integer NOT NULL,
    "UserId" text NOT NULL,
    "ClaimType" text,
    "ClaimValue" text
);


--
-- Name: AspNetUserClaims_Id_seq; Type: SEQUENCE; Schema: people; Owner: -
--

ALTER TABLE people."AspNetUserClaims" ALTER COLUMN "Id" ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME people."AspNetUserClaims_Id_seq"
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: AspNetUserLogins; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."AspNetUserLogins" (
    "LoginProvider" character varying(128) NOT NULL,
    "ProviderKey" character varying(128) NOT NULL,
    "ProviderDisplayName" text,
    "UserId" text NOT NULL
);


--
-- Name: AspNetUserPasskeys; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."AspNetUserPasskeys" (
    "CredentialId" bytea NOT NULL,
    "UserId" text NOT NULL,
    "Data" jsonb NOT NULL
);


--
-- Name: AspNetUserTokens; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."AspNetUserTokens" (
    "UserId" text NOT NULL,
    "LoginProvider" character varying(128) NOT NULL,
    "Name" character varying(128) NOT NULL,
    "Value" text
);


--
-- Name: Assignments; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Assignments" (
    "Person" text NOT NULL,
    "Role" text NOT NULL,
    "Scope" text NOT NULL,
    "Given" bigint,
    "GivenBy" text
);


--
-- Name: Bars; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Bars" (
    "Person" text NOT NULL,
    "Reason" text NOT NULL,
    "By" text NOT NULL,
    "At" bigint NOT NULL
);


--
-- Name: Bureaux; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Bureaux" (
    "Id" text NOT NULL,
    "Name" text NOT NULL
);


--
-- Name: ClientPersons; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."ClientPersons" (
    "ClientId" text NOT NULL,
    "Person" text NOT NULL
);


--
-- Name: Committees; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Committees" (
    "Id" text NOT NULL,
    "Name" text NOT NULL,
    "Hears" text NOT NULL
);


--
-- Name: Fees; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Fees" (
    "Year" integer NOT NULL,
    "Kind" text NOT NULL,
    "Cents" bigint NOT NULL,
    "IsFree" boolean NOT NULL,
    "IsRolling" boolean NOT NULL
);


--
-- Name: Holdings; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Holdings" (
    "Person" text NOT NULL,
    "Account" text NOT NULL
);


--
-- Name: IdempotentRequests; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."IdempotentRequests" (
    "Caller" text NOT NULL,
    "Key" text NOT NULL,
    "Content" bytea NOT NULL,
    "FirstSeen" bigint NOT NULL,
    "HeldUntil" bigint NOT NULL,
    "Status" integer,
    "ContentType" text,
    "Location" text,
    "Body" bytea
);


--
-- Name: Invitations; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Invitations" (
    "Id" text NOT NULL,
    "Person" text NOT NULL,
    "Email" text NOT NULL,
    "Name" text NOT NULL,
    "Roles" text NOT NULL,
    "IsRecovery" boolean NOT NULL,
    "InvitedBy" text NOT NULL,
    "Written" bigint NOT NULL,
    "Digest" text NOT NULL,
    "Expires" bigint NOT NULL,
    "ConfirmedBy" text,
    "Accepted" bigint,
    "Revoked" bigint,
    "Joins" boolean DEFAULT false NOT NULL
);


--
-- Name: Memberships; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Memberships" (
    "Id" text NOT NULL,
    "Person" text NOT NULL,
    "Kind" text NOT NULL,
    "First" date NOT NULL,
    "Last" date NOT NULL,
    "Cents" bigint NOT NULL,
    "Paid" date NOT NULL,
    "Reference" text NOT NULL,
    "EnteredBy" text NOT NULL,
    "Entered" bigint NOT NULL
);


--
-- Name: Mergers; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Mergers" (
    "Gone" text NOT NULL,
    "Into" text NOT NULL,
    "By" text NOT NULL,
    "At" bigint NOT NULL,
    "DecidedBy" text,
    "Moved" text
);


--
-- Name: OpenIddictApplications; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."OpenIddictApplications" (
    "Id" text NOT NULL,
    "ApplicationType" character varying(50),
    "ClientId" character varying(100),
    "ClientSecret" text,
    "ClientType" character varying(50),
    "ConcurrencyToken" character varying(50),
    "ConsentType" character varying(50),
    "DisplayName" text,
    "DisplayNames" text,
    "JsonWebKeySet" text,
    "Permissions" text,
    "PostLogoutRedirectUris" text,
    "Properties" text,
    "RedirectUris" text,
    "Requirements" text,
    "Settings" text
);


--
-- Name: OpenIddictAuthorizations; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."OpenIddictAuthorizations" (
    "Id" text NOT NULL,
    "ApplicationId" text,
    "ConcurrencyToken" character varying(50),
    "CreationDate" timestamp with time zone,
    "Properties" text,
    "Scopes" text,
    "Status" character varying(50),
    "Subject" character varying(400),
    "Type" character varying(50)
);


--
-- Name: OpenIddictScopes; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."OpenIddictScopes" (
    "Id" text NOT NULL,
    "ConcurrencyToken" character varying(50),
    "Description" text,
    "Descriptions" text,
    "DisplayName" text,
    "DisplayNames" text,
    "Name" character varying(200),
    "Properties" text,
    "Resources" text
);


--
-- Name: OpenIddictTokens; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."OpenIddictTokens" (
    "Id" text NOT NULL,
    "ApplicationId" text,
    "AuthorizationId" text,
    "ConcurrencyToken" character varying(50),
    "CreationDate" timestamp with time zone,
    "ExpirationDate" timestamp with time zone,
    "Payload" text,
    "Properties" text,
    "RedemptionDate" timestamp with time zone,
    "ReferenceId" character varying(100),
    "Status" character varying(50),
    "Subject" character varying(400),
    "Type" character varying(150)
);


--
-- Name: PasskeyUses; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."PasskeyUses" (
    "Credential" text NOT NULL,
    "Person" text NOT NULL,
    "At" bigint NOT NULL
);


--
-- Name: People; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."People" (
    "Id" text NOT NULL,
    "DisplayName" text NOT NULL,
    "Created" bigint NOT NULL,
    "UserName" character varying(256),
    "NormalizedUserName" character varying(256),
    "Email" character varying(256),
    "NormalizedEmail" character varying(256),
    "EmailConfirmed" boolean NOT NULL,
    "PasswordHash" text,
    "SecurityStamp" text,
    "ConcurrencyStamp" text,
    "PhoneNumber" character varying(256),
    "PhoneNumberConfirmed" boolean NOT NULL,
    "TwoFactorEnabled" boolean NOT NULL,
    "LockoutEnd" bigint,
    "LockoutEnabled" boolean NOT NULL,
    "AccessFailedCount" integer NOT NULL
);


--
-- Name: Proposals; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Proposals" (
    "Id" text NOT NULL,
    "Act" text NOT NULL,
    "Person" text NOT NULL,
    "Other" text NOT NULL,
    "Reason" text NOT NULL,
    "By" text NOT NULL,
    "At" bigint NOT NULL,
    "DecidedBy" text,
    "Decided" bigint,
    "Granted" boolean NOT NULL
);


--
-- Name: Sessions; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Sessions" (
    "Id" text NOT NULL,
    "Person" text NOT NULL,
    "Started" bigint NOT NULL,
    "Device" text NOT NULL,
    "Network" text NOT NULL,
    "Proof" integer NOT NULL,
    "Proved" bigint NOT NULL,
    "Seen" bigint NOT NULL
);


--
-- Name: Shops; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Shops" (
    "Account" text NOT NULL,
    "Merchant" text NOT NULL,
    "Name" text NOT NULL,
    "Siret" text
);


--
-- Name: SpentCodes; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."SpentCodes" (
    "Person" text NOT NULL,
    "Code" text NOT NULL,
    "At" bigint NOT NULL
);


--
-- Name: Tries; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Tries" (
    "Account" text NOT NULL,
    "Place" text NOT NULL,
    "Count" integer NOT NULL,
    "Since" bigint NOT NULL
);


--
-- Name: Withdrawals; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."Withdrawals" (
    "Whose" text NOT NULL,
    "At" bigint NOT NULL
);


--
-- Name: __EFMigrationsHistory; Type: TABLE; Schema: people; Owner: -
--

CREATE TABLE people."__EFMigrationsHistory" (
    "MigrationId" character varying(150) NOT NULL,
    "ProductVersion" character varying(32) NOT NULL
);


--
-- Name: alert; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alert (
    number bigint NOT NULL,
    key text NOT NULL,
    rule integer NOT NULL,
    account text NOT NULL,
    at bigint NOT NULL,
    amount bigint NOT NULL,
    whole bigint NOT NULL,
    count integer NOT NULL
);


--
-- Name: alert_behind; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alert_behind (
    alert bigint NOT NULL,
    account text NOT NULL,
    "position" bigint NOT NULL
);


--
-- Name: alert_follower; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alert_follower (
    one integer NOT NULL,
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT alert_follower_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT alert_follower_one_check CHECK ((one = 1))
);


--
-- Name: alert_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.alert ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.alert_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: alert_sighting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alert_sighting (
    kind integer NOT NULL,
    subject text NOT NULL,
    account text NOT NULL,
    "position" bigint NOT NULL,
    at bigint NOT NULL,
    amount bigint NOT NULL
);


--
-- Name: alert_step; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alert_step (
    alert bigint NOT NULL,
    number integer NOT NULL,
    outcome integer,
    reason text NOT NULL,
    written_by text NOT NULL,
    written_at bigint NOT NULL
);


--
-- Name: alert_terms; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alert_terms (
    number bigint NOT NULL,
    from_at bigint NOT NULL,
    cash_loads integer NOT NULL,
    cash_below bigint NOT NULL,
    cash_days integer NOT NULL,
    inout_individual bigint NOT NULL,
    inout_professional bigint NOT NULL,
    inout_percent integer NOT NULL,
    inout_hours integer NOT NULL,
    individual_accounts integer NOT NULL,
    professional_accounts integer NOT NULL,
    set_by text NOT NULL,
    set_at bigint NOT NULL,
    reason text NOT NULL
);


--
-- Name: alert_terms_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.alert_terms ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.alert_terms_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audit_trail; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_trail (
    number bigint NOT NULL,
    at bigint NOT NULL,
    person text NOT NULL,
    roles text NOT NULL,
    client text NOT NULL,
    network text NOT NULL,
    action text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    stage integer NOT NULL,
    refusal text NOT NULL,
    begun bigint,
    details text NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_trail_hash_check CHECK ((octet_length(hash) = 32))
);


--
-- Name: census_release; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.census_release (
    day date NOT NULL,
    content text NOT NULL
);


--
-- Name: cluster; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cluster (
    id text NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    changed timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: currency_checkpoint; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.currency_checkpoint (
    size bigint NOT NULL,
    root bytea NOT NULL,
    note bytea NOT NULL,
    at bigint NOT NULL
);


--
-- Name: currency_claim; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.currency_claim (
    "position" bigint NOT NULL,
    kind smallint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: currency_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.currency_entry (
    "position" bigint NOT NULL,
    committed_at bigint NOT NULL,
    hash bytea NOT NULL,
    salt bytea NOT NULL,
    body bytea NOT NULL,
    CONSTRAINT currency_entry_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT currency_entry_salt_check CHECK ((octet_length(salt) = 32))
)
PARTITION BY RANGE ("position");


--
-- Name: currency_entry_0; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.currency_entry_0 (
    "position" bigint NOT NULL,
    committed_at bigint NOT NULL,
    hash bytea NOT NULL,
    salt bytea NOT NULL,
    body bytea NOT NULL,
    CONSTRAINT currency_entry_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT currency_entry_salt_check CHECK ((octet_length(salt) = 32))
);


--
-- Name: currency_original; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.currency_original (
    "position" bigint NOT NULL,
    digest bytea NOT NULL,
    content bytea NOT NULL
);


--
-- Name: currency_receipt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.currency_receipt (
    "position" bigint NOT NULL,
    content bytea NOT NULL
);


--
-- Name: currency_status; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.currency_status (
    subject text NOT NULL COLLATE pg_catalog."C",
    status smallint NOT NULL
);


--
-- Name: currency_subject_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.currency_subject_entry (
    "position" bigint NOT NULL,
    turn bigint,
    subject text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: currency_tile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.currency_tile (
    level smallint NOT NULL,
    index bigint NOT NULL,
    hashes bytea NOT NULL
);


--
-- Name: debit_mandate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.debit_mandate (
    id bytea NOT NULL,
    reference text NOT NULL,
    account text NOT NULL,
    holder text NOT NULL,
    iban text NOT NULL,
    bic text,
    signed integer NOT NULL,
    exchange bigint NOT NULL,
    dues bigint NOT NULL,
    dues_every integer NOT NULL,
    day integer NOT NULL,
    once integer NOT NULL,
    until integer,
    on_paper integer NOT NULL,
    entered_by text NOT NULL,
    entered_at bigint NOT NULL,
    state integer DEFAULT 1 NOT NULL,
    why text,
    since bigint,
    first_used integer,
    last_used integer
);


--
-- Name: erasure_request; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.erasure_request (
    id bytea NOT NULL,
    person text NOT NULL,
    asked_at bigint NOT NULL,
    why text,
    granted integer,
    ground text,
    reasons text,
    decided_by text,
    decided_at bigint,
    CONSTRAINT erasure_request_id_check CHECK ((octet_length(id) = 16))
);


--
-- Name: evidence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.evidence (
    id bytea NOT NULL,
    application bytea NOT NULL,
    brought_by text NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    announced bytea,
    criterion integer,
    expires integer,
    visibility integer NOT NULL,
    begun_at bigint NOT NULL,
    state integer DEFAULT 0 NOT NULL,
    received bigint DEFAULT 0 NOT NULL,
    kept_size bigint DEFAULT 0 NOT NULL,
    kept bytea,
    refusal text,
    CONSTRAINT evidence_announced_check CHECK ((octet_length(announced) = 32)),
    CONSTRAINT evidence_check CHECK ((received <= size)),
    CONSTRAINT evidence_id_check CHECK ((octet_length(id) = 16)),
    CONSTRAINT evidence_kept_check CHECK ((octet_length(kept) = 32))
);


--
-- Name: evidence_piece; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.evidence_piece (
    evidence bytea NOT NULL,
    at bigint NOT NULL,
    content bytea NOT NULL
);
ALTER TABLE ONLY public.evidence_piece ALTER COLUMN content SET STORAGE EXTERNAL;


--
-- Name: grain_snapshot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.grain_snapshot (
    service text NOT NULL,
    type text NOT NULL,
    n0 bigint NOT NULL,
    n1 bigint NOT NULL,
    extension text NOT NULL,
    payload bytea,
    version integer NOT NULL
);


--
-- Name: grant_standing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.grant_standing (
    number text NOT NULL COLLATE pg_catalog."C",
    begun bigint NOT NULL,
    kind smallint NOT NULL,
    holder text NOT NULL COLLATE pg_catalog."C",
    standing text NOT NULL,
    level smallint NOT NULL,
    grant_from date NOT NULL,
    term_until date NOT NULL,
    suspended_through date,
    first_day date NOT NULL,
    last_day date NOT NULL,
    known_from date NOT NULL,
    known_until date NOT NULL
);


--
-- Name: invoice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.invoice (
    series integer NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    source text NOT NULL,
    owner text NOT NULL,
    content text NOT NULL
);


--
-- Name: label_checkpoint; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.label_checkpoint (
    size bigint NOT NULL,
    root bytea NOT NULL,
    note bytea NOT NULL,
    at bigint NOT NULL
);


--
-- Name: label_claim; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.label_claim (
    "position" bigint NOT NULL,
    kind smallint NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: label_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.label_entry (
    "position" bigint NOT NULL,
    committed_at bigint NOT NULL,
    hash bytea NOT NULL,
    salt bytea NOT NULL,
    body bytea NOT NULL,
    CONSTRAINT label_entry_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT label_entry_salt_check CHECK ((octet_length(salt) = 32))
)
PARTITION BY RANGE ("position");


--
-- Name: label_entry_0; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.label_entry_0 (
    "position" bigint NOT NULL,
    committed_at bigint NOT NULL,
    hash bytea NOT NULL,
    salt bytea NOT NULL,
    body bytea NOT NULL,
    CONSTRAINT label_entry_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT label_entry_salt_check CHECK ((octet_length(salt) = 32))
);


--
-- Name: label_original; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.label_original (
    "position" bigint NOT NULL,
    digest bytea NOT NULL,
    content bytea NOT NULL
);


--
-- Name: label_projection; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.label_projection (
    one integer NOT NULL,
    "position" bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT label_projection_one_check CHECK ((one = 1))
);


--
-- Name: label_receipt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.label_receipt (
    "position" bigint NOT NULL,
    content bytea NOT NULL
);


--
-- Name: label_status; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.label_status (
    subject text NOT NULL COLLATE pg_catalog."C",
    status smallint NOT NULL
);


--
-- Name: label_subject_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.label_subject_entry (
    "position" bigint NOT NULL,
    turn bigint,
    subject text NOT NULL COLLATE pg_catalog."C"
);


--
-- Name: label_tile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.label_tile (
    level smallint NOT NULL,
    index bigint NOT NULL,
    hashes bytea NOT NULL
);


--
-- Name: mandate_delegate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.mandate_delegate (
    delegate text NOT NULL,
    account text NOT NULL,
    mandate bytea NOT NULL,
    CONSTRAINT mandate_delegate_mandate_check CHECK ((octet_length(mandate) = 16))
);


--
-- Name: online_payment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.online_payment (
    number bigint NOT NULL,
    ordered bigint NOT NULL,
    amount bigint NOT NULL,
    state text NOT NULL,
    paid_at bigint NOT NULL,
    form text NOT NULL,
    payer_name text NOT NULL,
    payer_email text NOT NULL,
    read_at bigint NOT NULL,
    account text,
    ground integer DEFAULT 0 NOT NULL,
    issuance text,
    came_back integer DEFAULT 0 NOT NULL,
    owner text,
    words text DEFAULT ''::text NOT NULL
);


--
-- Name: orleansquery; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.orleansquery (
    querykey text NOT NULL,
    querytext text NOT NULL
);


--
-- Name: outbox; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox (
    id bytea NOT NULL,
    occasion text NOT NULL,
    addressee text NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    language text NOT NULL,
    subject text NOT NULL,
    content text NOT NULL,
    written_at bigint NOT NULL,
    state integer NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt bigint,
    sent_at bigint,
    trouble text,
    CONSTRAINT outbox_id_check CHECK ((octet_length(id) = 16))
);


--
-- Name: participant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.participant (
    id text NOT NULL,
    holder text NOT NULL,
    name text NOT NULL,
    commune text,
    rna text,
    address text,
    postcode text,
    latitude double precision,
    longitude double precision,
    website text,
    hours text,
    description text,
    email text,
    in_directory boolean DEFAULT false NOT NULL,
    partial_diffusion boolean DEFAULT false NOT NULL
);


--
-- Name: participant_profile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.participant_profile (
    participant text NOT NULL COLLATE pg_catalog."C",
    family smallint,
    filieres smallint,
    commune text,
    qpv boolean,
    networks smallint,
    statuses smallint,
    tags smallint,
    accepts_currency boolean,
    first_day date NOT NULL,
    last_day date NOT NULL,
    known_from date NOT NULL,
    known_until date NOT NULL
);


--
-- Name: payment_request; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payment_request (
    id bytea NOT NULL,
    payee text NOT NULL,
    amount bigint,
    unit text NOT NULL,
    reference text,
    expires_at bigint,
    created_at bigint NOT NULL,
    code bytea NOT NULL,
    CONSTRAINT payment_request_id_check CHECK ((octet_length(id) = 16))
);


--
-- Name: payout_iban; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payout_iban (
    number bigint NOT NULL,
    account text NOT NULL,
    iban text NOT NULL,
    entered_by text NOT NULL,
    entered_at bigint NOT NULL,
    decided_by text,
    decided_at bigint,
    confirmed integer DEFAULT 0 NOT NULL
);


--
-- Name: payout_iban_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.payout_iban ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.payout_iban_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: reminder; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reminder (
    service text NOT NULL,
    grain text NOT NULL,
    name text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    period bigint NOT NULL,
    grain_hash integer NOT NULL,
    version integer NOT NULL
);


--
-- Name: retention_rule; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.retention_rule (
    number bigint NOT NULL,
    kind text NOT NULL,
    days integer NOT NULL,
    first_day integer NOT NULL,
    set_by text NOT NULL,
    set_at bigint NOT NULL,
    reason text NOT NULL,
    CONSTRAINT retention_rule_days_check CHECK ((days > 0))
);


--
-- Name: retention_rule_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.retention_rule ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.retention_rule_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: scheduled_payment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.scheduled_payment (
    account text NOT NULL,
    mandate bytea NOT NULL,
    amount bigint NOT NULL,
    rhythm integer NOT NULL,
    first_day integer NOT NULL,
    day_of_month integer NOT NULL,
    last_day integer NOT NULL,
    note text,
    made_at bigint NOT NULL,
    made_by text NOT NULL,
    due integer,
    CONSTRAINT scheduled_payment_amount_check CHECK ((amount > 0)),
    CONSTRAINT scheduled_payment_mandate_check CHECK ((octet_length(mandate) = 16))
);


--
-- Name: scheduled_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.scheduled_run (
    account text NOT NULL,
    mandate bytea NOT NULL,
    due integer NOT NULL,
    state integer NOT NULL,
    on_day integer NOT NULL,
    reason integer,
    limit_passed integer NOT NULL
);


--
-- Name: schemaversions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schemaversions (
    schemaversionsid integer NOT NULL,
    scriptname character varying(255) NOT NULL,
    applied timestamp without time zone NOT NULL
);


--
-- Name: schemaversions_schemaversionsid_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.schemaversions_schemaversionsid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: schemaversions_schemaversionsid_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.schemaversions_schemaversionsid_seq OWNED BY public.schemaversions.schemaversionsid;


--
-- Name: sharing_agreement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sharing_agreement (
    number bigint NOT NULL,
    id bytea NOT NULL,
    first_day integer NOT NULL,
    last_day integer,
    giver text NOT NULL,
    receiver text NOT NULL,
    what_fr text NOT NULL,
    purpose_fr text NOT NULL,
    basis_fr text NOT NULL,
    what_en text NOT NULL,
    purpose_en text NOT NULL,
    basis_en text NOT NULL,
    recorded_by text NOT NULL,
    recorded_at bigint NOT NULL,
    CONSTRAINT sharing_agreement_id_check CHECK ((octet_length(id) = 16))
);


--
-- Name: sharing_agreement_number_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.sharing_agreement ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sharing_agreement_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: silo; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.silo (
    cluster text NOT NULL,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    status integer NOT NULL,
    gateway_port integer,
    suspicions text,
    started_at timestamp with time zone NOT NULL,
    alive_at timestamp with time zone NOT NULL
);


--
-- Name: currency_entry_0; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.currency_entry ATTACH PARTITION public.currency_entry_0 FOR VALUES FROM ('0') TO ('10000000');


--
-- Name: label_entry_0; Type: TABLE ATTACH; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label_entry ATTACH PARTITION public.label_entry_0 FOR VALUES FROM ('0') TO ('10000000');


--
-- Name: schemaversions schemaversionsid; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schemaversions ALTER COLUMN schemaversionsid SET DEFAULT nextval('public.schemaversions_schemaversionsid_seq'::regclass);


--
-- Data for Name: AccountHolders; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."AccountHolders" VALUES
	('ATAHK7PHTSSM5YIYN3AD', 'Boulangerie du Beffroi (exemple)', 'merchant', '99910010000018', NULL, NULL, NULL),
	('NE2ZFYWT5XIFP36K32ZU', 'Cycles de la Deûle (exemple)', 'merchant', '99910011800010', NULL, NULL, NULL),
	('6TCHJYC65XPQZRYB3KHY', 'Épicerie des Tilleuls (exemple)', 'merchant', '99910012600013', NULL, NULL, NULL),
	('RWMWGCOEB55VCE4C4TMQ', 'Librairie du Vieux Pont (ex.)', 'merchant', '99910013400017', NULL, NULL, NULL),
	('XES4MZEEBVV5QF65KCB5', 'Camille Exemple', 'resident', NULL, NULL, NULL, NULL),
	('WWPGTJTZ4YW5QNUGD7ND', 'Sofiane Exemple', 'resident', NULL, NULL, NULL, NULL),
	('FTQTD74DSJY3NW7OLTL7', 'Lucie Exemple', 'resident', NULL, NULL, NULL, NULL),
	('Y57FDE262FTGMNBPS2LX', 'Marcel Exemple', 'resident', NULL, NULL, NULL, NULL),
	('SUREZCCA5CWYIP723PEH', 'Inès Exemple', 'resident', NULL, NULL, NULL, NULL),
	('SGVXBRZ4HXQCOPBU5SF7', 'EXEMPLE Lucie', 'resident', NULL, NULL, NULL, NULL),
	('HZNVUOAJASVGN33DPLV7', 'Yvette Exemple', 'resident', NULL, 1795762247564, 'KFYLEVCSKPLH342BYGIC', NULL),
	('D5MN5FXEA5OYARCPZHSO', 'Gaston Exemple', 'resident', NULL, 1795762247603, 'KFYLEVCSKPLH342BYGIC', NULL),
	('H3GFGUV2CCLGK6QZF2KY', 'Nadia Exemple', 'resident', NULL, 1795762247635, 'KFYLEVCSKPLH342BYGIC', NULL),
	('2I6C5Z3GAQDU5SUYMJIG', 'Ressourcerie du Canal (exemple)', 'ess', '99910014200010', NULL, NULL, NULL),
	('WHSDOYIFGSSCFSGW5D6M', 'Ada Exemple', 'resident', NULL, 1795762254609, 'KFYLEVCSKPLH342BYGIC', NULL),
	('GFJHNKNDCK6PYUSRHSGF', 'Ada Exemple', 'resident', NULL, 1795762256796, 'KFYLEVCSKPLH342BYGIC', NULL),
	('YQXC6MOODOQA3I6N4EWR', 'Ada Exemple', 'resident', NULL, 1795762257931, 'KFYLEVCSKPLH342BYGIC', NULL);


--
-- Data for Name: Admissions; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."Admissions" VALUES
	('SUREZCCA5CWYIP723PEH', 'TOJ3UZTIUI4COVA6DEH5', 1795762247466, NULL, NULL, NULL),
	('SGVXBRZ4HXQCOPBU5SF7', 'JJEHJR2PB3PELTQXQIGY', 1795762247531, NULL, NULL, NULL);


--
-- Data for Name: AspNetUserClaims; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: AspNetUserLogins; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: AspNetUserPasskeys; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: AspNetUserTokens; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: Assignments; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."Assignments" VALUES
	('H3NLD435PD7WJUYRNF5Y', 'resident', '', 1795762242424, NULL),
	('V73CDJPZYAZYM6P7WO65', 'merchant', '', 1795762242653, NULL),
	('ZEK36T47QWNTPDFUI7GF', 'cashier', '', 1795762242753, NULL),
	('KFYLEVCSKPLH342BYGIC', 'bureau', '', 1795762242777, NULL),
	('5APQ4G3ZOUTDFJAD3BP7', 'treasurer', '', 1795762242816, NULL),
	('WHVCIGZJTGQVPZNB3TBG', 'approver', '', 1795762242837, NULL),
	('RUV2N6BAAMMEBGS62UNI', 'participant', '', 1795762242883, NULL),
	('RHSCABTDXU2EX2DFVR6Z', 'label-manager', '', 1795762242966, NULL),
	('RPCAWKINNRFOMZS2F46J', 'label-visitor', '', 1795762243039, NULL),
	('T43LYJMSTEC3OVIVRWOC', 'label-committee', '', 1795762243077, NULL),
	('X5CTU26ILZX6F4H656MC', 'appeal', '', 1795762243118, NULL),
	('V5EKIKTMRDWEDE2EBBQR', 'city', '', 1795762243180, NULL),
	('DHNX2PMVLUNR2LSYGYK4', 'auditor', '', 1795762243218, NULL),
	('XO7UV3PGFOHEHG4EQXRI', 'dpo', '', 1795762243236, NULL),
	('76DLAA5AUI2355Q2SV4P', 'admin', '', 1795762243258, NULL),
	('3WBJMZZTLVN5OLBXHQOU', 'merchant', '', 1795762243799, NULL),
	('3WBJMZZTLVN5OLBXHQOU', 'merchant', 'ATAHK7PHTSSM5YIYN3AD', 1795762243937, NULL),
	('V73CDJPZYAZYM6P7WO65', 'merchant', 'ATAHK7PHTSSM5YIYN3AD', 1795762243962, NULL),
	('ZEK36T47QWNTPDFUI7GF', 'cashier', 'ATAHK7PHTSSM5YIYN3AD', 1795762243976, NULL),
	('H5LYVDGHKKBCVJV47XUY', 'participant', '', 1795762244140, NULL),
	('CYYWH4LI4633W6MIKTXK', 'merchant', '', 1795762244563, NULL),
	('CYYWH4LI4633W6MIKTXK', 'merchant', 'NE2ZFYWT5XIFP36K32ZU', 1795762244588, NULL),
	('WP5XQ7VK7RANLXTKTB52', 'participant', '', 1795762244622, NULL),
	('AP2FI7ZR537EIJIWMIVC', 'merchant', '', 1795762244771, NULL),
	('AP2FI7ZR537EIJIWMIVC', 'merchant', '6TCHJYC65XPQZRYB3KHY', 1795762244792, NULL),
	('CTQJEINJ55TL7YOS4OPU', 'participant', '', 1795762244850, NULL),
	('KOD7ZRRWYJ5BVNPN3DKV', 'merchant', '', 1795762245010, NULL),
	('KOD7ZRRWYJ5BVNPN3DKV', 'merchant', 'RWMWGCOEB55VCE4C4TMQ', 1795762245028, NULL),
	('WJXXQ6VS6MY3YIUPB3UT', 'participant', '', 1795762245083, NULL),
	('3IGESGEQ7F72ML3WZCDS', 'resident', '', 1795762245453, NULL),
	('Y26Q53UZAJBJLDC3HNWQ', 'resident', '', 1795762245553, NULL),
	('3O72XBRMPT55QMGHZZQX', 'resident', '', 1795762245624, NULL),
	('EG4IS4N6SANCD4AWZOYM', 'participant', '', 1795762245721, NULL),
	('7J3TJRV6AIX6UPVU4J3E', 'participant', '', 1795762245878, NULL),
	('2GY4RANYUJD6N3YV4IEP', 'participant', '', 1795762246057, NULL),
	('NWEOCA26BF2XMFN54QN7', 'participant', '', 1795762246220, NULL),
	('UNMISDJWVQ6D5JPBOOJ6', 'participant', '', 1795762246412, NULL),
	('PXTL5F2VDYPLYYYDCICO', 'participant', '', 1795762246548, NULL),
	('I6XHKPS7ZGECXA6SBW4B', 'participant', '', 1795762246723, NULL),
	('VRL2HZ63BI4X72MW4ZOK', 'participant', '', 1795762246903, NULL),
	('VFT4XCXETPBDXQGCLU32', 'participant', '', 1795762247248, NULL),
	('TOJ3UZTIUI4COVA6DEH5', 'resident', '', 1795762247452, NULL),
	('JJEHJR2PB3PELTQXQIGY', 'resident', '', 1795762247520, NULL),
	('OQJ66H4EWCAT64RGX4QZ', 'resident', '', 1795762247552, NULL),
	('Y754MSAJI7OD47Y26WMP', 'resident', '', 1795762247592, NULL),
	('7ZKP75OKIXOAMTM3MNAQ', 'resident', '', 1795762247625, NULL);


--
-- Data for Name: Bars; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: Bureaux; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."Bureaux" VALUES
	('PVHES5VOWWQVWU4INHIK', 'Marché de l’Exemple');


--
-- Data for Name: ClientPersons; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."ClientPersons" VALUES
	('client-BFSJN5NOR2K3', 'H3NLD435PD7WJUYRNF5Y'),
	('client-KCEMRWIPXDXY', 'V73CDJPZYAZYM6P7WO65'),
	('client-PGPOJ7GSRIDM', 'ZEK36T47QWNTPDFUI7GF'),
	('client-AFS6WGPCHPSB', 'KFYLEVCSKPLH342BYGIC'),
	('client-KEG27VTNEEBX', '5APQ4G3ZOUTDFJAD3BP7'),
	('client-PEEB452GV4QK', 'WHVCIGZJTGQVPZNB3TBG'),
	('client-2SBGBVE2ZWPS', 'RUV2N6BAAMMEBGS62UNI'),
	('client-RWC4N5VFZVDF', 'RHSCABTDXU2EX2DFVR6Z'),
	('client-EHJUE2ZYRPII', 'RPCAWKINNRFOMZS2F46J'),
	('client-ZOKOZ6CFLOAV', 'T43LYJMSTEC3OVIVRWOC'),
	('client-ATGGUYSJZFIY', 'X5CTU26ILZX6F4H656MC'),
	('client-SEEQCDDFJDEF', 'V5EKIKTMRDWEDE2EBBQR'),
	('client-3K73WCTUR757', 'DHNX2PMVLUNR2LSYGYK4'),
	('client-7PHZB3JXEJG4', 'XO7UV3PGFOHEHG4EQXRI'),
	('client-N7IBPEOBNTNW', '76DLAA5AUI2355Q2SV4P'),
	('client-MO7TIMFTBYSG', '3WBJMZZTLVN5OLBXHQOU'),
	('client-27E67FNCLRQ4', 'H5LYVDGHKKBCVJV47XUY'),
	('client-4ISUHIWMXPDD', 'CYYWH4LI4633W6MIKTXK'),
	('client-OHR4E4S3L5GA', 'WP5XQ7VK7RANLXTKTB52'),
	('client-HD5WSJPNJ5MU', 'AP2FI7ZR537EIJIWMIVC'),
	('client-PMSSAUOHISWK', 'CTQJEINJ55TL7YOS4OPU'),
	('client-E5XARN7ACHWZ', 'KOD7ZRRWYJ5BVNPN3DKV'),
	('client-LMZISA525R3V', 'WJXXQ6VS6MY3YIUPB3UT'),
	('client-4LGLXIVZOFU3', 'EG4IS4N6SANCD4AWZOYM'),
	('client-KFMBTKYPSCKT', '7J3TJRV6AIX6UPVU4J3E'),
	('client-ZUTKUJ6UAW6W', '2GY4RANYUJD6N3YV4IEP'),
	('client-HF7PSD3P6ZIP', 'NWEOCA26BF2XMFN54QN7'),
	('client-JQJBONDW4JSX', 'UNMISDJWVQ6D5JPBOOJ6'),
	('client-ISG25LFNA3CO', 'PXTL5F2VDYPLYYYDCICO'),
	('client-RLSVSVLEU4RY', 'I6XHKPS7ZGECXA6SBW4B'),
	('client-MMKFPRP35SMV', 'VRL2HZ63BI4X72MW4ZOK'),
	('client-GVF3LOPNFQ7V', 'VFT4XCXETPBDXQGCLU32');


--
-- Data for Name: Committees; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: Fees; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."Fees" VALUES
	(2026, 'resident', 500, true, true),
	(2026, 'merchant', 6000, false, false),
	(2026, 'ess', 4000, false, false);


--
-- Data for Name: Holdings; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."Holdings" VALUES
	('3WBJMZZTLVN5OLBXHQOU', 'ATAHK7PHTSSM5YIYN3AD'),
	('CYYWH4LI4633W6MIKTXK', 'NE2ZFYWT5XIFP36K32ZU'),
	('AP2FI7ZR537EIJIWMIVC', '6TCHJYC65XPQZRYB3KHY'),
	('KOD7ZRRWYJ5BVNPN3DKV', 'RWMWGCOEB55VCE4C4TMQ'),
	('H3NLD435PD7WJUYRNF5Y', 'XES4MZEEBVV5QF65KCB5'),
	('3IGESGEQ7F72ML3WZCDS', 'WWPGTJTZ4YW5QNUGD7ND'),
	('Y26Q53UZAJBJLDC3HNWQ', 'FTQTD74DSJY3NW7OLTL7'),
	('3O72XBRMPT55QMGHZZQX', 'Y57FDE262FTGMNBPS2LX'),
	('TOJ3UZTIUI4COVA6DEH5', 'SUREZCCA5CWYIP723PEH'),
	('JJEHJR2PB3PELTQXQIGY', 'SGVXBRZ4HXQCOPBU5SF7'),
	('OQJ66H4EWCAT64RGX4QZ', 'HZNVUOAJASVGN33DPLV7'),
	('Y754MSAJI7OD47Y26WMP', 'D5MN5FXEA5OYARCPZHSO'),
	('7ZKP75OKIXOAMTM3MNAQ', 'H3GFGUV2CCLGK6QZF2KY');


--
-- Data for Name: IdempotentRequests; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."IdempotentRequests" VALUES
	('KFYLEVCSKPLH342BYGIC', 'd540d9d46a164b148c413e91', '\x6a99cd5afdfc63240802972dcf53544f1b2526fa69e80a010f43760efef2810d05633d6d11ed3da1', 1795762254489, 1795762259489, 201, 'application/json; charset=utf-8', '/v1/accounts/WHSDOYIFGSSCFSGW5D6M', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c872748b05e085a019bbcfa4a221631830f3962b28653f7aedbe7f04cbd65308f3ce24b66ecc6cdddbbdb550bc95a3bd620a1f0956d2c0d70107d19f345810a97487ba527870d909f803ccd4cc4db9f443ac17de47a0ff684fdf3a6ade87930eb485530e704d79c4934eb335076e386e91fd1d316e0281537b1cbfa22f04a7584b8363683012f16d8e3eb15c9bd853378f5714abfa72883f7f58350ed2a6628ff6ea5b48e749bc7dfedba84a417508d829b7bab56ae14bd281dd974a56fca9b7afe1001798eb74a67e5195f8e140f9819a7353e28ee88c6afc55acee18307eb75aa9b34b8cd12b1f01ff49b257a6d76cd010'),
	('KFYLEVCSKPLH342BYGIC', '20c4a9c640edbdf76816e903', '\x6a99cd5afdfc6324a614d8f7ec71b5eb0a726b51bf8651de02e2ab545e89189a98d504edd8f8642e', 1795762254746, 1795762259746, 400, 'application/problem+json', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c872c1e62c0fa04877c9ee28bd8000ec42fcf28862fccbdfd3d1b91b143f43f72bbc55ddacd799a1881d86d62a7f60fcd68dbd11ce7f3f9c396c21aec04a2beb046dfc2380c7d14696fd9b564540acd4f1b8a9ff9ad829741a5c4cce2ceaabef46fdeb7c1beb3befa43d6b9977962f29159a8ed14ff6b1669f28fa55eb785b5d3838a27be2235fa1fe61bf418444003eab56806cb0b429ea8fa4e537042943c27dbeb8627ae6141efc3964885f89e0fbb64662f66e91eb4b4487719627c87b27f17f700509af84d4bb4d96bf0fc32e4b084a78ad0a95a79b8e777ef743be823f82b192cbd3a0a2bc279e0d83f7a7f22f947b2bdf9eb38fdcf7f85eb623aa93afe3ff7453969b923b5042b943531a74af131f79a9c537dcd750e948256c0c97bed1e1'),
	('KFYLEVCSKPLH342BYGIC', '26c5e133bf9ee7d4737aff39', '\x6a99cd5afdfc632404ec8c27b80f7f32cf95ab3fe46c765cb57b0b251af2de72d39773ae80f69b41', 1795762254790, 1795762259790, 200, 'application/json; charset=utf-8', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c87206c8734e83a54c04258fcbcfb6aa341086e78d0049490bb732bb2f4f96c6e828aa8c0112bfbd35dfe0634aaed57d6891e0f9332c74ceaf1559cede69901012116fb6fe05d8839f26c4c6a99a017609ed962b08845ff2a79869cc60cd48b03f0ca46b24a6fb221d4ce4b756cfca9ed6e12dc6a065cea45170aaf38909fb6ecbe8'),
	('5APQ4G3ZOUTDFJAD3BP7', '4a155b28d357bfbc6b542665', '\x6a99cd5afdfc63243f5c54116c347d6563f276db076a0cd5970e17cc738742d5cf2425e448b932a6', 1795762254899, 1795762259899, 202, 'application/json; charset=utf-8', '/v1/issuances/01a21bc5-7433-7a1e-a7d0-a3149b69e885', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c87209bade28a4d31ebf2ee7eebf4659a79004f59b12e3d5d5d71715494cd511cab945e9c82f15beef3f5359a90cb78b0de826dbc8996604bd7311650cb6b516b7b0e03a53858e48dc56bd0ff71f5a528f40080c178f0dc79544bca511ae3849acd7e2e39aeb23f8e641eaef3c0ca503406c2bede462ca8bb0e4f55fc08357671bc5a3301152f0f0193f1cd33bb2dd9d46ac1c5ba81ff90c466c16266fe3669ce23a'),
	('5APQ4G3ZOUTDFJAD3BP7', '7f70363b2eed13d8f428fb9f', '\x6a99cd5afdfc63243f5c54116c347d6563f276db076a0cd5970e17cc738742d5cf2425e448b932a6', 1795762254995, 1795762259995, 409, 'application/problem+json', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c8720d98c84f9b1591d8b067af2c8749c7bbca69501f8265addf7f00097eae237d9687013b01ffc5c1545578b829eb323f072f1a03ed77d2c1c557681f3be12a8250b1e374e57ee817caf38bbc1f6f64f2578e94486c09a3823e9dca90961198cb69c87df3d0b7eddb9d5d680aacdeed15ca9307757d08f8da21a6d83611166c81a9eb8ef3238891634b2dc24521a04688e28962ce53b37865cec1b1e2923aeb527c94a26a10eda83ce3620ab12e2f4d2dace290bb10cc42d190d6a15908b69d32d50ea9168de12d073e330d1903b94b363844d84e49abdecaf3d9b4fb22ec7e642d2e97ef27e042e0677fc6f3c566f1a099da50aa3d0fdd7fbb8f329f3016d680aa824aaba979283aa7c3d84f01af98b35e'),
	('WHVCIGZJTGQVPZNB3TBG', '70adf43f978b466499dac835', '\x6a99cd5afdfc632494b6d905363b5a33fe2c02a7e4023717852548dcf7eda83d4c4398f36d0f8688', 1795762255034, 1795762260034, 200, 'application/json; charset=utf-8', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c87281bbdcae2da84a99a3206d1e12ebcf6666fe4e2dfce5ad9089c18cf0306b24939d75e8278ee9f318bbdaa412349bc6b41cece99f786ba614ecbd7e85995149f985f9743892c5ba1ef29a526e6a050798b6660d261551e1098dadd85472ac2b291c38f4995f2453c403288bdc4b994ee4b45f4f0a0aff5b772814e190aa8c486236fefbebf6d454bcaa32794b8e5187cf3d6c8129a809caba5f8cac16bbdde0f7'),
	('V73CDJPZYAZYM6P7WO65', '2939fc0f3328b1639d51701d', '\x6a99cd5afdfc6324ecf8cecb936d42eaa10e658da8b0b8cd124f5f1ef73628e7dad2881f294dfa7f', 1795762255104, 1795762260104, 201, 'application/json; charset=utf-8', '/v1/payment-requests/01a21bc5-7500-780b-a5c0-14c8bb2722af', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c8729f3092d9ccab7bed3802dee68ff95b14f302070b2338ebc2933e2af38a1d2467b3d59f056ab72c7dca40469e956d84f8892a22b063540d8df508146e00cb8c1b0c47d213ad388b017b87e169bc17c5d2347451a0b9f92e85b6e24038377a269eb684c2e4ba74d1568283727a96cbf65282daf1dfa1ee501528ea37ce4cc752919c8a50afebeaf1efa345aaa1620786cc4e218fe58e532db6fac1ee069db326c595c50a1da5d9bae61215a99353e5cc3c66f105f715e4a7fa18f575fa51c006532c8677f3b74029c41511b6270afa647738050755341dbff46d1663e1f95e8c4540ad32bb345705a9a456e09967e2ca290dcb5ed7d3caadeb8e30932f530fbd62e855c9d976e481bdc8badff185bbd5dfd03e150b02c05001a36c3e6fb58e47208351ce76ec0a6f050297b94833587b0897c451cc17bfa23557083fd5755cbd781c9bb6b6b1f7db9d79a03c62ee3847f21543809298137335f31bfb6cf06a51d715076e8e644713a1e25f2bee7016bbbd9e92026b717718f9dca9abd86e42f39821d99736f2140f8ff99c8abe0d25a2895a6bfad7a3560f908bdd6f7975d3ac6d9184cb983765522a69961af303f5bedebcddbd971d88e795b338ee7b167032f973c43e69d3a75342ff4a3220ef1de8df6f03cd2314623beeb2c823db43aab397218e10d17557d76e8b7290e6c6d4f35febd238e38cd7688d9c190da94db18f056f62ab8c4cc25e587b431d36c4f831e6b214991bb448b58842fc2c5be3ebcb8a90a4aa12954f7e7084cef30074605d07'),
	('KFYLEVCSKPLH342BYGIC', 'fac288d5e941e28247feb56d', '\x6a99cd5afdfc63240802972dcf53544f1b2526fa69e80a010f43760efef2810d05633d6d11ed3da1', 1795762256774, 1795762261774, 201, 'application/json; charset=utf-8', '/v1/accounts/GFJHNKNDCK6PYUSRHSGF', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c8725424eb0e3bee5235180aab1046262393b83ea4b48e94db4cf52d58b52c3f50ba317ba0045e001c1e4ac91c262302f9da4b832980c5c8083f98821e628dc52572ffe77010289b25f1ab1bee7029c2ed0ff239971c540c4fa15b393c6b8d9685b9adc4ce12d8dc4dd74803fc912ef9d2cba9def035559a06d95834fe16d41dff091bde19090a9c6340bbd4a6761f7f0425c0a66c9a65c628bb4f03a57035b856ec842d3190fbbf388a4e55762946af78467c98d2a3cedda997301cc9c306ae006feb8a22f1d1f5c5b89e7117bea38608f9f9459bd61a40ea664ecb20b42d3fd79a2dafb43c2658e77e29917b90becfbd87'),
	('KFYLEVCSKPLH342BYGIC', '2780907cfa548d075ac5d006', '\x6a99cd5afdfc6324a614d8f7ec71b5eb0a726b51bf8651de02e2ab545e89189a98d504edd8f8642e', 1795762256826, 1795762261826, 400, 'application/problem+json', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c872b53033519cd324faca3b808bbd434cd6e00b5fb719e9047a4634ca071967530b198b50644b2d4584270274f5ed748c04b2d881a130ad7349525859ee7a7da52edd92dbaa2b93a8a336f76b632bff0754253f1dfa4b403df47c703e3c95954d94f1b2f40a483ff88eb8a6371cf259fb9dbe6d9a065a60e158ca47a98c20acf2370f53749a38d493e300dc6f81b3184f49498d55c10fe4d35fa0a341568280128dece6307716160d93897f1d24ccc3dce57aab9b59afb1ad87961780c770fa1b3d6e44d9e91f3734e87863e8c1e4812e83a09efc88ab441cd3b8de12e67b9bfb913d7b8e51158c4ac26ee80ac24ae02b3fc380d2f06ab38b8522d14de4322d94bea365229fdc294817567ca9e39169fb347f0b92abe31dd14c7ae25eab7fac585c'),
	('KFYLEVCSKPLH342BYGIC', '2988f540788654cb7373a352', '\x6a99cd5afdfc6324d5f85afb004315c024a52e8f75638595d3d05ce455973d34ba85e3798e7d104c', 1795762256840, 1795762261840, 200, 'application/json; charset=utf-8', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c872558f4514393e9452ccf79831b4b536bd525bebc5fdb139d5a5ca3ec1c74195b2f5c56cd6a92b417f2954b4e864633bbf0f43702e028c828fe19a8362e4a4f8ccc3c439d4c2a1e91812412f356d3e12b96f72efe25a2ab467e90992517ade6c9ffb82d390c6f514d4ac9553b3d8b18fa53c8a2466062ac2c56947b3041b326a6e'),
	('5APQ4G3ZOUTDFJAD3BP7', '11c62ec73b8c840b6ee1c743', '\x6a99cd5afdfc63245564611ea9da8ee372800c1a1de77716ab1c8bc6eea5ab7fc7758fe7c51c4a03', 1795762256899, 1795762261899, 202, 'application/json; charset=utf-8', '/v1/issuances/01a21bc5-7c03-7c2a-9a9f-bc79d83293a3', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c872a825e8cc82848d690ce1e59462a9318add85a3d931dd67fada388ecef17615f2201d32f7a70fffa2cac4fda30c31d1686beb708e0dbb8607bc61008d55dd0fca3123aeda9fb904c0d98c5eeaa2bfa2a3286229cde9e9fbded374d47600f15168162de60fbfc3a839861a42ae9424f98f0b70b6d1a88067ba095d59516d347529a1b37742e36bd1d0c32e00ef1c88ba164192df397810e11c598e49a5a0ecb82b'),
	('5APQ4G3ZOUTDFJAD3BP7', 'e7b4b41e32b9d73da3916ae0', '\x6a99cd5afdfc63245564611ea9da8ee372800c1a1de77716ab1c8bc6eea5ab7fc7758fe7c51c4a03', 1795762256926, 1795762261926, 409, 'application/problem+json', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c872e35e295e429fbd7f71b9ae6c46d6993553abd8d15f9f43a88c1acc3fd8db49cccabe2f626d5a1a63d797d84ac2f16aba9f83e7c8434492850d8df1e4ab5b953a34aff6b3ee9503a94476215b960167db9a5ac28603d1cc4bc86208820ba5deb6e05b3ca0b7b5d4d5bbdfcb8eb575213a7b9924e916dabb6a52331eacd1c9c06ed3758aff9726e6076b70103ffc340465ba4eaa2cf2098049c59c62b9c95ded86386b7ac02cd58806e25bc72d22b16349bcfeb44c0245017b578dc21a97724ff4881c2e780a465c57731820a4b2955346c58038bea02cca4bca9c3e8a966d09ec095e43377e8b735d9f5f84451730bd3a53c3e016e7bc7f217891aeab55308497187b83e501b1b63fb2a212ebec8cbb52'),
	('WHVCIGZJTGQVPZNB3TBG', '874b51314e4e3ee133594e7a', '\x6a99cd5afdfc63244c0e99eaa97235403e43f402a9ee6f401a3d927d7cb8674261be975d31232e3a', 1795762256973, 1795762261973, 200, 'application/json; charset=utf-8', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c8729a30e4fc37c6bf5b86c892959e3246951836fb7ad2963f5374b527de25a58bcc53898fb75c6488018d202f52caa8217f4c7726f6dd11eed14b9f84d5b8c46a1b54436275a941c3c5e4402d259c1ad58f0250ba9c512333d2cecb7f8442bdc6816280b7ae527ad865987bec3e7adddcd360ca473721fd7c8679a349aa10853cae711cbde968fb5a12e1d0caff92b24398f5a5f102fbe71e75ff009fa922877ef6'),
	('V73CDJPZYAZYM6P7WO65', '12aac7c75e7f500ce4e4fb25', '\x6a99cd5afdfc6324ecf8cecb936d42eaa10e658da8b0b8cd124f5f1ef73628e7dad2881f294dfa7f', 1795762257009, 1795762262009, 201, 'application/json; charset=utf-8', '/v1/payment-requests/01a21bc5-7c71-70df-9668-0c215c7bcae7', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c8729f90b6269d9071e2d0a86e887a66f0cbcbaa2a722d40d9e63031f802b5af63a2a1f71137cda79ddbc1221a3ca3b7f2119fc6d66a3720f5c7e7d6cba8dcbedaeebf29f6c42aad0fa1fffeab6402268b7c749a74eed3251b17d7810943cc6588135e11d947c29436270b5fe92e380976f514b40d361ea2aa15e9e597dc0effe4969ff87f42ea17974249aeb0a7ba552a97c465d93bfa540d7a32c08e8e5c20844a332d1e84e516232fc0550606f8421cc6fe27bf057a1611777f14eaac93b6cdab535a995b42be94a4afca8ce0b131e70f88e96af8c03f7b707e10c9536ba4b602ab8875ca42346b659414e871c15f60ec42bf654d6f09058076506488acfd092ba2a0d850e71ca4e9d48dc7383755af9097ccfbeb03b94e2ab38dcd38c065503246ec5909209a5b9a4f89d6772afaafadac74a9a0110df5e778d54f2f51532242fbee6e7c50e377f1d8a28da755ede2de9ffc226ce79fe5dd03604ace3c669e348bf862c58a2eac9948010ef57932c5a12706fbded6d8297013d945d570af405493dbdc6f0da108561795d13f9954adbf6d3abd38912d39e9ae8467cee8b8a0d7820a208a7cc0046c928454b563dbebdbe471d857fd5061668a4cbff5bc88b4494b13c033e0711f73f7baa87ed57e2877b6452a8fa4c3289d6e54b46f587d494de6d9fe27289ad50ecf28c779487037b232a90e147a13bfed717dc5fa7d6c5aad4ba34d9587f371984f074668a51557c5f0402843b7476f30d5c3b82238304ba6e9a28910dbd44ecfc22973ad1b3ca5c5'),
	('KFYLEVCSKPLH342BYGIC', 'ad953b871b7795653d0a8a70', '\x6a99cd5afdfc63240802972dcf53544f1b2526fa69e80a010f43760efef2810d05633d6d11ed3da1', 1795762257911, 1795762262911, 201, 'application/json; charset=utf-8', '/v1/accounts/YQXC6MOODOQA3I6N4EWR', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c8724626890c0c90df885ef3daa5ddb72ec0da807d5a34e393b9c873dcd739b7874ec6412c43c6a75b714626e64b397c28e26839904b541261ebdf6330d218d0de1adadb5268dc98c2cc8cb899fde5fbe6a191d6056931eb68491d8854622a0a3fd426a6ba01a41bfd3977a69ca839d5046c8ac172074f27ba517383293d63ae295ad21a8c8615ccfaa9bf809c767292973d0f02d085d5e212d8be73ae8bbc2af708a30adab199960cccef45a51120dcfc9c87026157c45d29562b170550a05629a18d31285b2bed7a9fbf79ec50432a39c04d8f34b90abe6887ad44c6fc7fb435f93eb2dc9b43889ab290d477986b1b197d'),
	('KFYLEVCSKPLH342BYGIC', 'e02f1356ec294382b5047a8b', '\x6a99cd5afdfc6324a614d8f7ec71b5eb0a726b51bf8651de02e2ab545e89189a98d504edd8f8642e', 1795762257966, 1795762262966, 400, 'application/problem+json', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c87289ddb204ccfbe9d1fd1b530a4510bf5c9f983f2eb84905e4857786cda73dbe5ae0ea419d52e42b5ccf5f870164cfcd1dba575f47e890f2988755e584e2078d17f1ee91676c5ecf2c152e4e30df04c78e0e547af5f2b7e3727279b37ccf2514777dc38e17a8093d4eaae9fa6c0d3c8c595e03b1916faf08df927d1c7b9a7e00ad1fee93eb373d1c1ce886ef2870a09d93bdfdd98082e2ea3fcaf4a5318d6cad75c57d1d72d0ddc60f4b205bf7300739e5eb25f66304cc1f0ee06c5ea670e2c7e15609f051c7f6bc93b16bb14e371bd39559e5f28a13ddeb60c46f2b245e3e6398a004b392e6c659d9d7a69be0cc6aa697451e36f486fb11ab49603c5698aa0037da80676d555c8b6cb8c2fa9bd5569b8608698498341e430380608ec92551ff02'),
	('KFYLEVCSKPLH342BYGIC', '38d49f08990649384ac454a4', '\x6a99cd5afdfc6324f19f323605e447d8a43c2dd681f21a24b8885e472bbc477562dad75a15927fb0', 1795762258004, 1795762263004, 200, 'application/json; charset=utf-8', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c872bcd206472ff030753be0a586daef08cc655e28bcc2392f81814438ddd29e50c9a4e066035b1401d468feea855512ab8a35cfe1ec559385038507061f025c3d42a1527bda89dcc080a596c5fe0b8490445995425e18ccbe987310ed4a3e4a9f2c8af3b82ac930d9f3011e000939bea58a95514c604fcb65d688d8538f92984387'),
	('5APQ4G3ZOUTDFJAD3BP7', '13ad24547dcad869c693c8e7', '\x6a99cd5afdfc6324e0ac787929636ad5c330b2bf89f35cf48de617c84b691f0b5d5dbd7039aa4f95', 1795762258079, 1795762263079, 202, 'application/json; charset=utf-8', '/v1/issuances/01a21bc5-809f-77b9-9684-e339d0e382d3', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c872274b713759f757e0dafa6168cf4da14e4f7a3b9b5c3c0832f171c35114057c78974eb181509b4ff6dc8ea52089817b1e2a896fd050924e4e4173998b57a5780b7c2343de98cdb853300a79f5e2fbf6d7e8f02ee3f05f8590b5ed71f8103c45e6b400bf6bf7a89e942e210525244d7ae8ffda0d9319723a181fa9257dd38e6023150b813a1766418351e4df253840c693da510f1cad3d3fbff427dd407ead21ea'),
	('5APQ4G3ZOUTDFJAD3BP7', 'e752341b955e6ae1c164ac31', '\x6a99cd5afdfc6324e0ac787929636ad5c330b2bf89f35cf48de617c84b691f0b5d5dbd7039aa4f95', 1795762258129, 1795762263129, 409, 'application/problem+json', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c87267b333bdcea96f4719aa168cce39955b034abd54854c9150df41279757086af4522887d6e4e15279c646576245bb2096000ef2652738f17794be6a3785a0b9bd9e1f5fa314a66cf588570ddc97c7c26600c0d17400aeb1ccaea7548906d9fbb27ae19ffea097ea18a9d257d5e89d19f61a531c88d5c6d963069db402744a00c6807a6b96d3e9c62ef00509d945145b5e7405674ccbaf10e73af19457cc70d58bf44a1eb378dcf16ba0c774754b02fccd055e91263ff09abae001e564f78c18e4eec2669d623c88e6a5f1666bb31d7b74ed608d9fa03b03b15ef7fd9701acc4c79dd61d4127d7a5e65a650aed64e172a4bccda8d93c3dfaf285041b53c4cfca1c1cd43321667d0997b1982588ef5adc5f'),
	('WHVCIGZJTGQVPZNB3TBG', '701f16762d73b7bc71af70eb', '\x6a99cd5afdfc6324f3bb451d4aca3e64200cce339ec8091ceeb784966b233232f721b335daad8e39', 1795762258173, 1795762263173, 200, 'application/json; charset=utf-8', '', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c872847a0c2313648aac3a1eb094aeffd1f26cb529636ea99f67e2e4a05bc02ca55da4390cfc70dce14fd39cf8e81592436b7ff1f6221cb5fc0c83eb81cda2b5854f4170c1a33629b2c03e9ee6e28d64e700362967050d3a0352f89e5f3a0015fea1f08d0fc273d6d971fc5fff8490322a7bef24bdf1999f79245c75451b4e3bc9ce0e196bd5ef9c06829e055e46fc93fff1562a18c976349a017672d996f5518c87'),
	('V73CDJPZYAZYM6P7WO65', '10c90ad3d4e1ff6cf15bc873', '\x6a99cd5afdfc6324ecf8cecb936d42eaa10e658da8b0b8cd124f5f1ef73628e7dad2881f294dfa7f', 1795762258206, 1795762263206, 201, 'application/json; charset=utf-8', '/v1/payment-requests/01a21bc5-811e-71ce-bcb8-96c0b405701f', '\x09f0c9f0f439bd7f34a7b44399a7a8c64787c87265ea0883893094deed9145ea22cbe03df5a7678691600003635a4333d412044edc5614923e8a52ab07dee8601f36953f667fc7dc9dc2eb47dd7a238b17c5dd5b46a1485d7f6f2e6f6401d40989e66c5c6dfa58610fdbb75d170cb4a8c0b6a74938f849e7a4a1e0fb780733477045d5860d29ca665e855355736cca78d6a7adb365211d21270474a7baf4f83e132ac0a1645233b62212ba600904a8f5a7ce6ea9e0ee9b7ed856d2a6202aeb31deef8194ab6455b7c710c868661adb8e7c4f486ac388c5601b109ea62512dedf16662f5540365edef3556e078ef96cc7bb1eff0e023de8c88543bd2097e6b90d77c3758d252753f6171fb5d01d627fb760545a1a933e0970a99c0dd470df98c2b3346701fdf54ab9e89af7407f0b1e99d1417ccade2f7c13369d9ee70b8038eb112709a43306ede0893685f794150e9c2d01bb87f1dfd135dca29c24859fe23fd7d734031cf57de68d814706a4733dfa1f62c9ffd3b4d221885017ce81cb0dd13f1a0c90a700df5f84d8ab410e1fa88d041b06677c5d81fbd02de33b2bcaca009ac62499eeafd7365b5eba2eec82b13bdf2316abc12c35d53f7dd3534fd8738647ca4aa296be5dce79d66a0ce5341ada39a7162ad16624341b29bb153d0cc2e6b8f8443fafab96fd8f8d662d6fa3a91710259bff70bcd4631dc34ea6f280b42a9030af10a12d3f180e48154c87910878442f57c9d78f1ad82be90f99cc6e25bb6a055949e094c75ef579edeb2506f629fd5e947aa68e1d18dc53280ce684ce7dfd025aeb');


--
-- Data for Name: Invitations; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: Memberships; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: Mergers; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: OpenIddictApplications; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."OpenIddictApplications" VALUES
	('bc878972-d816-4abf-bfa2-b118c4cbbf99', NULL, 'wallet', NULL, 'public', 'b5faee5f-5ff5-4ff9-ac62-7a0c34d866ca', 'implicit', 'EssLedger wallet', NULL, NULL, '["ept:authorization","ept:token","ept:revocation","ept:end_session","gt:authorization_code","gt:refresh_token","rst:code"]', '["http://127.0.0.1:7202/wallet/"]', NULL, '["http://127.0.0.1:7202/wallet/"]', '["ft:pkce"]', NULL),
	('c82b6c74-2a6c-4387-85dc-849f1dbe274b', NULL, 'till', NULL, 'public', '1a1ea60f-0f0f-4baf-9656-1a4de91e7c26', 'implicit', 'EssLedger till', NULL, NULL, '["ept:authorization","ept:token","ept:revocation","ept:end_session","gt:authorization_code","gt:refresh_token","rst:code"]', '["http://127.0.0.1:7202/till/"]', NULL, '["http://127.0.0.1:7202/till/"]', '["ft:pkce"]', NULL),
	('a887dabb-0a74-40e3-9cae-67e57ec677e6', NULL, 'client-BFSJN5NOR2K3', 'AQAAAAEAACcQAAAAEKoYOkvtYiZt8aUXVGLXtqL96Iy13lYsVtobUR8+KPDlLVk4mAnPOXxEf+Np+QjnRQ==', 'confidential', 'e95129f1-459a-4c59-86b7-432dec5325ac', NULL, 'resident', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('3b66b906-30ed-4896-aa34-c25a9119ebed', NULL, 'client-KCEMRWIPXDXY', 'AQAAAAEAACcQAAAAEEt5FjlFSTmGyCTUuwWIXNjM3jilstL6ihudWL5dxt2YG4Zo20ivlm1aH38gSFR8ew==', 'confidential', '8c939e63-ff91-4db8-bf7f-53fe15d4c020', NULL, 'merchant', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('f833cec8-5a0b-47fe-8f66-09149aa427ce', NULL, 'client-PGPOJ7GSRIDM', 'AQAAAAEAACcQAAAAEElnxeq7WjFnm/8LRXXFh5vKzD2HU3XQRDbNmYtIgaGsaUeh14LnDRklxisxYB3Dgw==', 'confidential', '64007264-fd75-43a6-8516-464c340f3416', NULL, 'cashier', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('d33a5d33-d7d3-4145-94ef-bfaf74286dad', NULL, 'client-AFS6WGPCHPSB', 'AQAAAAEAACcQAAAAELJDoVWT5S5eAKZmByYeccVlVngtJyXRoRLuUpTX4yi2XdcwhQfQ6L+Scbo8La1NkA==', 'confidential', '969e481c-7a6e-4373-afdf-56fef1115567', NULL, 'bureau', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('461bfb72-d236-4dd5-a8f2-09a0047d09cf', NULL, 'client-KEG27VTNEEBX', 'AQAAAAEAACcQAAAAECCvxcTAbTQakI97NkLs1EeF/KiVlKMXHzMfUb7wi+nwcvTjAil0K24LcU+5Wn+nKQ==', 'confidential', 'a3d29bde-7b26-47a6-b686-d9169560a62d', NULL, 'treasurer', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('81742fbc-72a0-40ac-91f4-99fd1d629d33', NULL, 'client-PEEB452GV4QK', 'AQAAAAEAACcQAAAAENsosWS2PcnT18nvchYc3XrFbArSj/T+yTC8/X/HLty/HoPhx4y9cGXkjLK0G4n+HQ==', 'confidential', '7751bbb6-4306-451d-ba01-a43b4a39f8c0', NULL, 'approver', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('b2703c9b-3f2e-45a8-af72-a3671fe30dcd', NULL, 'client-2SBGBVE2ZWPS', 'AQAAAAEAACcQAAAAEFpleko/d/5HUwpeBzg3jO22TDcrSaSq8a6VbN8WMejf1E1ClLmau3WWN9maErrk1A==', 'confidential', 'b3ecb327-6b2c-4c87-b6ab-0e5afb52878c', NULL, 'participant', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('190bc9d3-e8ba-454a-80ae-85ae9bd7dcf6', NULL, 'client-RWC4N5VFZVDF', 'AQAAAAEAACcQAAAAEPMzx3edHIBvcDjH0eCy09ZoLOCnqx00YVfho5lw3I0V+kvs2NtpPflbK4fTz3PCEA==', 'confidential', '0cde5375-efa5-4d36-bc44-0bb7e5a0496e', NULL, 'label-manager', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('80fbd55c-121d-4f0e-b25f-85fa427c2924', NULL, 'client-EHJUE2ZYRPII', 'AQAAAAEAACcQAAAAECRUa4TxOMOWuix7iZhNxhlxwbomxbsFjkT2Tbx8fwNioYsP7lKWOmZ9jSTpmIwgHw==', 'confidential', '3eb49f1d-fc7a-459f-a816-6d374dccd4ed', NULL, 'label-visitor', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('7526cde5-ccff-45ce-a6e7-3e391a998945', NULL, 'client-ZOKOZ6CFLOAV', 'AQAAAAEAACcQAAAAEIw8hvjGykoQbx5w/S93tO4ezmDxoN85f3gzc8+jjsCWMDHhwAcN4lhuh4psZZqwww==', 'confidential', 'da4c6b55-0594-49fd-b365-80c17b064630', NULL, 'label-committee', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('ba6bb3bc-6650-482d-960f-ff95404e587d', NULL, 'client-ATGGUYSJZFIY', 'AQAAAAEAACcQAAAAEKq6PDu7VC1IzcfjvJmv43ackR46XQXEjB3/qeBPrix5sTFoBJwXDUXEo23zrxtFwQ==', 'confidential', '5356126d-c0f0-4989-987c-231b4274429f', NULL, 'appeal', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('28c26e22-2d6b-4745-a1a2-d4997af1ef07', NULL, 'client-SEEQCDDFJDEF', 'AQAAAAEAACcQAAAAEGaZoa/bIKwG/Ry50perDgeIdten9kNio8TpSUQe+rK4ieYX1Khdk+R8rPqfGvCLMg==', 'confidential', '197fe855-8214-46ac-8b53-556a3c9e3189', NULL, 'city', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('a9fac6c0-974f-415f-9060-315c6dbbc592', NULL, 'client-3K73WCTUR757', 'AQAAAAEAACcQAAAAEG7sE9vhy2FBV93/SkR4VPiBpF3+NTdw1A/ltfQl+9P0CEVJUjyqYOGU3QKdu5ubDg==', 'confidential', 'f9ea541a-b5e6-4a96-9934-a8ebaf8a4198', NULL, 'auditor', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('1e7379be-de35-4f30-b9b2-cf4b9503e08f', NULL, 'client-7PHZB3JXEJG4', 'AQAAAAEAACcQAAAAEN67r0ElHmPihOnEtMeaqwgIVNC5+kYUzucmGOs/eMxCcF0271sl32PH+JdTEVTHCg==', 'confidential', 'a866801b-223a-4ab0-ab83-e5ef93bf257b', NULL, 'dpo', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('2a33b836-2cad-41b4-ba8a-c1ae534ef99e', NULL, 'client-N7IBPEOBNTNW', 'AQAAAAEAACcQAAAAEOWUaVSls21kVp7txDCyNSoeD3kMVCIfjGAT1n2X5oetkf3qmqFJUApJKmibH9ps8Q==', 'confidential', '48800570-2386-4bca-a334-e527d0c5e1d3', NULL, 'admin', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('4f4ab807-d99c-42ce-b58b-b4d5c5d1a16e', NULL, 'client-MO7TIMFTBYSG', 'AQAAAAEAACcQAAAAEIeEC6lUccIjJsW+J/TH5L+0ljLRgPACW3ytA2Nva38tXNTqMkpCrySxbTcnpmYlfQ==', 'confidential', 'a0ef9e93-2e57-444d-8d61-42f49f9b2d12', NULL, 'Boulangerie du Beffroi (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('713fb3be-0dc0-4a5d-8b29-ea8b522b1812', NULL, 'client-27E67FNCLRQ4', 'AQAAAAEAACcQAAAAEHX6Tc8iWwNruWRoVF3+oLOEygP9LXVcvFWD8nS/naTM80yNnC1JtbIpka4IVlhvhA==', 'confidential', '34131222-a667-44b4-af45-7e7257124d83', NULL, 'Boulangerie du Beffroi (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('f8753f4d-3e3d-4614-960e-df927c555bfe', NULL, 'client-4ISUHIWMXPDD', 'AQAAAAEAACcQAAAAEBmc8GxzCg6inTBQRXz8Gn3Os3GFnHea7nxdEb/OgxT2KT0YFBTUaqYPkLHGXvwnnA==', 'confidential', 'dcf718fa-82bc-4c51-b9a6-5c0806c62404', NULL, 'Cycles de la Deûle (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('7d2a9702-1930-4466-b214-3e07d72c38b9', NULL, 'client-OHR4E4S3L5GA', 'AQAAAAEAACcQAAAAEHiR6kDYUXkFWQ9/ZTRHs7q/27kLWu9nbat5Zy3EftXSxxjYrBsTh6jcNVV9b1M3xg==', 'confidential', 'e92eae5d-eca7-494e-a1a3-40bbeadea379', NULL, 'Cycles de la Deûle (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('2deb74c9-1668-4b6a-9d4e-b9fd9e128bee', NULL, 'client-HD5WSJPNJ5MU', 'AQAAAAEAACcQAAAAEEHIwF2JbzmVtyLYf9ky5yaQ61TSM3cp3DCYG/nSS436erzIUP9TkKi+lYrdriKm0Q==', 'confidential', 'e2fc299d-8781-4655-abd0-5ef1f1d93887', NULL, 'Épicerie des Tilleuls (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('a4064948-91d0-4a3e-9f22-2824c026b6ce', NULL, 'client-PMSSAUOHISWK', 'AQAAAAEAACcQAAAAEOHDKER/dtPyeDZer4Z2+IWw9OZTu9DqIW8oYL7/thSDYeJB9rAeXZGzeQa6Zctwww==', 'confidential', 'dd2f8b14-1701-41e7-92a3-e27b30a75ed9', NULL, 'Épicerie des Tilleuls (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('a1fe7fd6-9d19-4590-b703-ba8fd4007e01', NULL, 'client-E5XARN7ACHWZ', 'AQAAAAEAACcQAAAAEAHsfg3adGCxvzV4punRl7St0WSuYhbUfmwwr9lluGNZGtbD2KrhTItoxWzdRbXSAQ==', 'confidential', '069db5cb-4cf9-4053-8e42-7e0b1a4dd466', NULL, 'Librairie du Vieux Pont (ex.)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('ff7250c8-f3a5-4fce-9c78-d03c932c2b20', NULL, 'client-LMZISA525R3V', 'AQAAAAEAACcQAAAAEMWJo0l0f7cMq6I3rJ3+WfzXvPRjNhQoqv4CUyd3E5/pdyCsda1yLomi00vnCuCqYg==', 'confidential', 'f5cd583d-41b5-488f-9ad7-43a58da5fe9d', NULL, 'Librairie du Vieux Pont (ex.)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('a3198f85-f0b5-479b-a917-bd224063f35c', NULL, 'client-4LGLXIVZOFU3', 'AQAAAAEAACcQAAAAEIBM5DKRzDK4W1nzXdXM0zQJ0QqdndBGDf4LKvT3Qb6ZW6zkK9ZynDI+IqiiwZqB9g==', 'confidential', '6567457b-b9fc-4a7e-af40-485bb697ea95', NULL, 'Ressourcerie du Canal (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('b9ae72a0-9c3f-40e5-828d-e386be63f505', NULL, 'client-KFMBTKYPSCKT', 'AQAAAAEAACcQAAAAEJRgzJWcO7N/QZOonQIsVjoTvkAcDPmL8Lxu/lLxHsPNv3SFvLt9zUFuLKOKBzg6Hg==', 'confidential', '35311655-4901-4826-8bda-f01a78417692', NULL, 'Ferme des Weppes solidaires (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('fc169612-bcb4-4e62-87b9-a5cdb37e1280', NULL, 'client-ZUTKUJ6UAW6W', 'AQAAAAEAACcQAAAAELcVqgqoLJpZb2O0ErYl4ypKjIIqcrIcLs1B4Exnbn813987ustdzKnb2OXfldABdg==', 'confidential', 'f6c8e280-bd69-4093-8c1b-86ba9664ed74', NULL, 'Atelier Vélo de Fives (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('1c856835-e23d-45c0-a8ec-a16e9813b131', NULL, 'client-HF7PSD3P6ZIP', 'AQAAAAEAACcQAAAAEAc4yLMyeHEW5yEcN+UigC8rcNWtWTedodK5TPsupduhzdC89JF47Cl2nZ1oCkQbYQ==', 'confidential', 'e7316206-bdc7-446b-9070-0b6569048750', NULL, 'Café du Moulin (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('a20f3e8e-c35f-403d-8894-38b46bacb02a', NULL, 'client-JQJBONDW4JSX', 'AQAAAAEAACcQAAAAEOQx9v9RkGuDlVWiEt+snJCVFmrmuG6TD7Kq3spCQ3O1zX1ZM7Dn16+ofdMj4Lmd5A==', 'confidential', 'cf69e857-a960-4222-a915-9c5aa2384b6e', NULL, 'Menuiserie Bois Vert (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('d3f7e053-dbbd-48e0-9a14-0951571e1095', NULL, 'client-ISG25LFNA3CO', 'AQAAAAEAACcQAAAAEOIsZpJl9IYlP3nYrY1lpmc/JNGKxNBBT0Dhd4m8QX+OYr2cEvTY6cRmPbKsqMyWmg==', 'confidential', '09337aca-1435-4ae4-9f77-964c30bbd485', NULL, 'Mercerie des Filatures (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('b1154c6f-90ef-47b3-9c9f-92f54328841a', NULL, 'client-RLSVSVLEU4RY', 'AQAAAAEAACcQAAAAEIsO1CgHOJWxc58rroMVLtV2546BBuArHIDSxuKA7ly3TkSjNUgz6XON7/DXuzqTNw==', 'confidential', '9248ce6e-e109-4738-ba51-cecdb53983d7', NULL, 'Aide à domicile Les Voisins (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('5f676445-6508-4b7d-b295-2bdbedb76491', NULL, 'client-MMKFPRP35SMV', 'AQAAAAEAACcQAAAAEPUwqXPf3V5i4GbD9aE6yP8rnuvosZisPZwLNcIxY50TkSfH1IgU9ysVEEA3AOaTdQ==', 'confidential', '45ee696e-98dc-4082-85c4-7bda583be0e3', NULL, 'Traiteur Saveurs Partagées (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL),
	('9c0351f1-c9b1-4fe3-837a-eb544ea1f1c7', NULL, 'client-GVF3LOPNFQ7V', 'AQAAAAEAACcQAAAAEKfEA0TDnVvzX1JiOXrWumEIrZESlFHOATLstSFmq1K71dXrskpfWoI2DyMjWySgVQ==', 'confidential', '93877517-a15c-45fb-a53e-1229f760025e', NULL, 'Torréfaction des Bois Blancs (exemple)', NULL, NULL, '["ept:token","ept:revocation","gt:client_credentials"]', NULL, NULL, NULL, NULL, NULL);


--
-- Data for Name: OpenIddictAuthorizations; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: OpenIddictScopes; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: OpenIddictTokens; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."OpenIddictTokens" VALUES
	('705b7f7a-27d0-41ef-9f28-60d601c1babe', 'd33a5d33-d7d3-4145-94ef-bfaf74286dad', NULL, '9bc14885-54fa-4e93-8fd8-28b8e8b868c9', '2026-11-27 06:50:53+00', '2026-11-27 07:10:53+00', NULL, NULL, NULL, NULL, 'valid', 'client-AFS6WGPCHPSB', 'urn:ietf:params:oauth:token-type:access_token'),
	('ba7563ea-530f-4f1c-b302-e68bf84d3ff3', '461bfb72-d236-4dd5-a8f2-09a0047d09cf', NULL, 'b0e88f6b-e9b9-4e0b-a5f5-bc46e9d7578b', '2026-11-27 06:50:53+00', '2026-11-27 07:10:53+00', NULL, NULL, NULL, NULL, 'valid', 'client-KEG27VTNEEBX', 'urn:ietf:params:oauth:token-type:access_token'),
	('4884556c-4c9a-4edd-9157-cea662b35fe5', '81742fbc-72a0-40ac-91f4-99fd1d629d33', NULL, '49682e8d-702a-4392-a0b5-97fc047e0bbf', '2026-11-27 06:50:54+00', '2026-11-27 07:10:54+00', NULL, NULL, NULL, NULL, 'valid', 'client-PEEB452GV4QK', 'urn:ietf:params:oauth:token-type:access_token'),
	('61ee7f99-76f5-4394-aa66-5ab8d0531081', '3b66b906-30ed-4896-aa34-c25a9119ebed', NULL, '6e8d5bbf-fa0d-4013-b42d-83f2d4443b96', '2026-11-27 06:50:54+00', '2026-11-27 07:10:54+00', NULL, NULL, NULL, NULL, 'valid', 'client-KCEMRWIPXDXY', 'urn:ietf:params:oauth:token-type:access_token'),
	('6b34a2d6-9fd9-46c5-847e-144a19ec61ba', 'a9fac6c0-974f-415f-9060-315c6dbbc592', NULL, '6f081c5b-4250-46e1-a52e-f48a34a890ff', '2026-11-27 06:50:54+00', '2026-11-27 07:10:54+00', NULL, NULL, NULL, NULL, 'valid', 'client-3K73WCTUR757', 'urn:ietf:params:oauth:token-type:access_token'),
	('c4f1fe30-211f-41e1-89dc-756c4b4fa83b', 'd33a5d33-d7d3-4145-94ef-bfaf74286dad', NULL, 'ada8ebc1-33ab-4bc8-a8d0-28e49142e6fe', '2026-11-27 06:50:56+00', '2026-11-27 07:10:56+00', NULL, NULL, NULL, NULL, 'valid', 'client-AFS6WGPCHPSB', 'urn:ietf:params:oauth:token-type:access_token'),
	('f15dd6e4-fbd6-4575-9c8d-ff1704e454ed', '461bfb72-d236-4dd5-a8f2-09a0047d09cf', NULL, '8737278a-9fa7-4171-9a22-b263446b4027', '2026-11-27 06:50:56+00', '2026-11-27 07:10:56+00', NULL, NULL, NULL, NULL, 'valid', 'client-KEG27VTNEEBX', 'urn:ietf:params:oauth:token-type:access_token'),
	('11220e66-a7ab-4b00-a04c-73d0eed7ef99', '81742fbc-72a0-40ac-91f4-99fd1d629d33', NULL, '54ba4387-2863-49ed-9017-30c89f9d6cce', '2026-11-27 06:50:56+00', '2026-11-27 07:10:56+00', NULL, NULL, NULL, NULL, 'valid', 'client-PEEB452GV4QK', 'urn:ietf:params:oauth:token-type:access_token'),
	('6037c6c7-bbcd-4dd8-a664-a17eeaff9dbf', '3b66b906-30ed-4896-aa34-c25a9119ebed', NULL, '44a9df93-88bd-48e5-a189-66b22af98150', '2026-11-27 06:50:56+00', '2026-11-27 07:10:56+00', NULL, NULL, NULL, NULL, 'valid', 'client-KCEMRWIPXDXY', 'urn:ietf:params:oauth:token-type:access_token'),
	('ee761f48-c5a7-45eb-a9e2-81e6e630ad19', 'a9fac6c0-974f-415f-9060-315c6dbbc592', NULL, '4a7cee79-641c-47fc-91bd-542ec7288bd1', '2026-11-27 06:50:56+00', '2026-11-27 07:10:56+00', NULL, NULL, NULL, NULL, 'valid', 'client-3K73WCTUR757', 'urn:ietf:params:oauth:token-type:access_token'),
	('8d71c1d6-4ede-461e-92bc-50849e9ccb53', 'd33a5d33-d7d3-4145-94ef-bfaf74286dad', NULL, '99fd0b0f-8bf6-4b9b-adbb-536f0b05c406', '2026-11-27 06:50:57+00', '2026-11-27 07:10:57+00', NULL, NULL, NULL, NULL, 'valid', 'client-AFS6WGPCHPSB', 'urn:ietf:params:oauth:token-type:access_token'),
	('106436fd-7a0c-4dc2-9a0e-9fd536c9a2c0', '461bfb72-d236-4dd5-a8f2-09a0047d09cf', NULL, '0cd6c7b2-7ed3-4bc0-aee2-cd28fcf7c261', '2026-11-27 06:50:57+00', '2026-11-27 07:10:57+00', NULL, NULL, NULL, NULL, 'valid', 'client-KEG27VTNEEBX', 'urn:ietf:params:oauth:token-type:access_token'),
	('320b7f99-e92b-4bc7-bd37-3739daa9fe76', '81742fbc-72a0-40ac-91f4-99fd1d629d33', NULL, 'fd5fefe4-2f22-44db-ab72-5d93c4fcab8d', '2026-11-27 06:50:57+00', '2026-11-27 07:10:57+00', NULL, NULL, NULL, NULL, 'valid', 'client-PEEB452GV4QK', 'urn:ietf:params:oauth:token-type:access_token'),
	('ff860c75-20f2-41e1-83b3-291964a2b151', '3b66b906-30ed-4896-aa34-c25a9119ebed', NULL, '1a874836-81d1-49c9-91d5-5f56b22aec3a', '2026-11-27 06:50:57+00', '2026-11-27 07:10:57+00', NULL, NULL, NULL, NULL, 'valid', 'client-KCEMRWIPXDXY', 'urn:ietf:params:oauth:token-type:access_token'),
	('cd52d8ae-3371-4710-90ef-e08b6fcb7708', 'a9fac6c0-974f-415f-9060-315c6dbbc592', NULL, '61e9a0d8-a34a-4641-9e7c-f65a2fd559d0', '2026-11-27 06:50:57+00', '2026-11-27 07:10:57+00', NULL, NULL, NULL, NULL, 'valid', 'client-3K73WCTUR757', 'urn:ietf:params:oauth:token-type:access_token');


--
-- Data for Name: PasskeyUses; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: People; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."People" VALUES
	('H3NLD435PD7WJUYRNF5Y', 'Camille Exemple', 1795762241698, 'H3NLD435PD7WJUYRNF5Y', 'H3NLD435PD7WJUYRNF5Y', NULL, NULL, false, NULL, 'WHIXCPMREGIAH7GCINNE522ZJDT64CNO', 'd8e1e7dd-ffd9-401a-9d1b-e8e96fe61b70', NULL, false, false, NULL, true, 0),
	('V73CDJPZYAZYM6P7WO65', 'Maud Exemple', 1795762242613, 'V73CDJPZYAZYM6P7WO65', 'V73CDJPZYAZYM6P7WO65', NULL, NULL, false, NULL, '5ST77F5VC5PH2IUI2O7AWILFKLRW2O7U', '15bc4e15-0ad6-40fa-93e8-9c5e70697dbf', NULL, false, false, NULL, true, 0),
	('ZEK36T47QWNTPDFUI7GF', 'Karim Exemple', 1795762242716, 'ZEK36T47QWNTPDFUI7GF', 'ZEK36T47QWNTPDFUI7GF', NULL, NULL, false, NULL, 'QJ4KKVMXVGHCXFKXYHAQVFY37FXEP2UP', 'af21e6ef-6313-49c6-8643-a9d4cbf2a485', NULL, false, false, NULL, true, 0),
	('KFYLEVCSKPLH342BYGIC', 'Béatrice Exemple', 1795762242767, 'KFYLEVCSKPLH342BYGIC', 'KFYLEVCSKPLH342BYGIC', NULL, NULL, false, NULL, 'SR5XGNEZCJVTBU77GVWKNHGNJASXA7A4', '00f395b2-bbd7-46c7-825f-2d4df2e2aa1a', NULL, false, false, NULL, true, 0),
	('5APQ4G3ZOUTDFJAD3BP7', 'Thomas Exemple', 1795762242790, '5APQ4G3ZOUTDFJAD3BP7', '5APQ4G3ZOUTDFJAD3BP7', NULL, NULL, false, NULL, 'BHJF5GBQHEMDVEHT2QJ2BPILWNGCECM3', '0319c4de-9e1b-4d01-b772-4fe08b6fbb6a', NULL, false, false, NULL, true, 0),
	('WHVCIGZJTGQVPZNB3TBG', 'Amina Exemple', 1795762242830, 'WHVCIGZJTGQVPZNB3TBG', 'WHVCIGZJTGQVPZNB3TBG', NULL, NULL, false, NULL, 'MSZB7D62V4MGP5FO5WSVFOZQMZPLNJTC', '8cbe4d7f-9134-4a8e-962d-5c3a6cfbd1cf', NULL, false, false, NULL, true, 0),
	('RUV2N6BAAMMEBGS62UNI', 'Paul Exemple', 1795762242860, 'RUV2N6BAAMMEBGS62UNI', 'RUV2N6BAAMMEBGS62UNI', NULL, NULL, false, NULL, 'OGRD373OTY3NMIUDBMANVMRODUQDFTLP', 'b3c7e711-1b3b-4b4c-aafd-42542eeb1c98', NULL, false, false, NULL, true, 0),
	('RHSCABTDXU2EX2DFVR6Z', 'Louise Exemple', 1795762242941, 'RHSCABTDXU2EX2DFVR6Z', 'RHSCABTDXU2EX2DFVR6Z', NULL, NULL, false, NULL, 'BFTZJER2CPOPOMPWQPD2YTLRNQEGBGOK', '297e95eb-7905-449d-abab-57f9f2c492e0', NULL, false, false, NULL, true, 0),
	('RPCAWKINNRFOMZS2F46J', 'Victor Exemple', 1795762242985, 'RPCAWKINNRFOMZS2F46J', 'RPCAWKINNRFOMZS2F46J', NULL, NULL, false, NULL, 'XN32ICY2LGAN3CR2BUQRXNG6CUYT5IFG', '79981faa-7aff-4326-b436-a402612cce2d', NULL, false, false, NULL, true, 0),
	('T43LYJMSTEC3OVIVRWOC', 'Claire Exemple', 1795762243064, 'T43LYJMSTEC3OVIVRWOC', 'T43LYJMSTEC3OVIVRWOC', NULL, NULL, false, NULL, '6FGE62OAIGDX5WAKL3XVXGWDIV3DOQ55', '4115d45e-9ea6-448a-9e86-cc5d7cbda10c', NULL, false, false, NULL, true, 0),
	('X5CTU26ILZX6F4H656MC', 'Rachid Exemple', 1795762243104, 'X5CTU26ILZX6F4H656MC', 'X5CTU26ILZX6F4H656MC', NULL, NULL, false, NULL, 'IUSKG6UXI5ZDI5J7J75M42GPIF7ADZNH', 'b44fa31e-3d54-4a48-bca6-345201920e6e', NULL, false, false, NULL, true, 0),
	('V5EKIKTMRDWEDE2EBBQR', 'Ville Exemple', 1795762243168, 'V5EKIKTMRDWEDE2EBBQR', 'V5EKIKTMRDWEDE2EBBQR', NULL, NULL, false, NULL, 'LHXZCKKW4TQKHRKPSVKNABMJWWS2T74G', '0bedb2c9-f20b-481c-a2cd-649f1d60b5d7', NULL, false, false, NULL, true, 0),
	('DHNX2PMVLUNR2LSYGYK4', 'Odile Exemple', 1795762243208, 'DHNX2PMVLUNR2LSYGYK4', 'DHNX2PMVLUNR2LSYGYK4', NULL, NULL, false, NULL, 'D4DIMH5ZPELRSWPQFLD3OL3ZD3HDU6TK', 'b67dbf21-5a2d-42a0-bc7e-9ff2264d55ad', NULL, false, false, NULL, true, 0),
	('XO7UV3PGFOHEHG4EQXRI', 'Diane Exemple', 1795762243230, 'XO7UV3PGFOHEHG4EQXRI', 'XO7UV3PGFOHEHG4EQXRI', NULL, NULL, false, NULL, 'XVVTUJLIHFEK467EUGLVWQQDFMM6JHJT', 'ff545237-17ab-441c-80a1-8d25bd44a6d4', NULL, false, false, NULL, true, 0),
	('76DLAA5AUI2355Q2SV4P', 'Alain Exemple', 1795762243247, '76DLAA5AUI2355Q2SV4P', '76DLAA5AUI2355Q2SV4P', NULL, NULL, false, NULL, 'K26G35RIUUFYCAQ22SPZ4HSDBCWAUBFF', 'ad0a4fb4-6e44-4f80-ada3-44923fab0321', NULL, false, false, NULL, true, 0),
	('3WBJMZZTLVN5OLBXHQOU', 'Commerce Boulangerie du Beffroi (exemple)', 1795762243792, '3WBJMZZTLVN5OLBXHQOU', '3WBJMZZTLVN5OLBXHQOU', NULL, NULL, false, NULL, 'NT46RG3KNHRTO62TSEHMH476EOEIJWI4', 'a7cbb8c0-caff-4d80-9694-bd5871e14e28', NULL, false, false, NULL, true, 0),
	('H5LYVDGHKKBCVJV47XUY', 'Pour Boulangerie du Beffroi (exemple)', 1795762244133, 'H5LYVDGHKKBCVJV47XUY', 'H5LYVDGHKKBCVJV47XUY', NULL, NULL, false, NULL, 'CJVUYLINI2NDRUELCVTH5PAUYFBBHBMN', 'd1adb34e-2fb3-4bbe-bc59-ffbec5b12c89', NULL, false, false, NULL, true, 0),
	('CYYWH4LI4633W6MIKTXK', 'Commerce Cycles de la Deûle (exemple)', 1795762244549, 'CYYWH4LI4633W6MIKTXK', 'CYYWH4LI4633W6MIKTXK', NULL, NULL, false, NULL, 'RQ7ZOWU3CZ7Z5BPP7SIH4YC5O2UNM44L', '00cb9afc-66f1-4b46-84d7-2e07f53cde96', NULL, false, false, NULL, true, 0),
	('WP5XQ7VK7RANLXTKTB52', 'Pour Cycles de la Deûle (exemple)', 1795762244615, 'WP5XQ7VK7RANLXTKTB52', 'WP5XQ7VK7RANLXTKTB52', NULL, NULL, false, NULL, '6VLXAMT4MQWN4GEQL7GJZHODVLEEMYQW', '39194e0c-eeb5-438a-a72a-3b2a3e85022f', NULL, false, false, NULL, true, 0),
	('AP2FI7ZR537EIJIWMIVC', 'Commerce Épicerie des Tilleuls (exemple)', 1795762244752, 'AP2FI7ZR537EIJIWMIVC', 'AP2FI7ZR537EIJIWMIVC', NULL, NULL, false, NULL, 'WWI7CNBBS7N6ZYFFRZ7LVFNRP6K3GMKH', '42571e05-c86a-4004-9d71-6e898184a59b', NULL, false, false, NULL, true, 0),
	('CTQJEINJ55TL7YOS4OPU', 'Pour Épicerie des Tilleuls (exemple)', 1795762244836, 'CTQJEINJ55TL7YOS4OPU', 'CTQJEINJ55TL7YOS4OPU', NULL, NULL, false, NULL, 'HBY6X23335XJ7Q6YNMX6QWMBTKPPT47B', '168c70e6-b435-459e-93d4-3f4d76719b14', NULL, false, false, NULL, true, 0),
	('KOD7ZRRWYJ5BVNPN3DKV', 'Commerce Librairie du Vieux Pont (ex.)', 1795762244991, 'KOD7ZRRWYJ5BVNPN3DKV', 'KOD7ZRRWYJ5BVNPN3DKV', NULL, NULL, false, NULL, 'VCYWAP6PC4XGWBSN6SS7AZ2GXWPKBFO4', '68f77dfe-1ba2-4317-a216-2c93239b4a96', NULL, false, false, NULL, true, 0),
	('WJXXQ6VS6MY3YIUPB3UT', 'Pour Librairie du Vieux Pont (ex.)', 1795762245065, 'WJXXQ6VS6MY3YIUPB3UT', 'WJXXQ6VS6MY3YIUPB3UT', NULL, NULL, false, NULL, 'GDRV3DK25645DW4WL3W6UR5L5T27KU7W', '67b77b7a-20fe-4c9f-b82e-1296302cd748', NULL, false, false, NULL, true, 0),
	('3IGESGEQ7F72ML3WZCDS', 'Sofiane Exemple', 1795762245438, '3IGESGEQ7F72ML3WZCDS', '3IGESGEQ7F72ML3WZCDS', NULL, NULL, false, NULL, 'BXTHJYJ3DQ5ZBQNUVFFJR5KPQTDRLWJI', '885b66d4-af49-456f-8727-9282928750bf', NULL, false, false, NULL, true, 0),
	('Y26Q53UZAJBJLDC3HNWQ', 'Lucie Exemple', 1795762245538, 'Y26Q53UZAJBJLDC3HNWQ', 'Y26Q53UZAJBJLDC3HNWQ', NULL, NULL, false, NULL, 'AM4JXEDUENAEEFQMWXXTJ73IQA2B7I2C', '61c77c97-74be-43e7-89c4-c84b86489740', NULL, false, false, NULL, true, 0),
	('3O72XBRMPT55QMGHZZQX', 'Marcel Exemple', 1795762245603, '3O72XBRMPT55QMGHZZQX', '3O72XBRMPT55QMGHZZQX', NULL, NULL, false, NULL, 'Z5ALM3ZQCK3NR4OYAZBGU2ASYQFZ5D55', '868c0027-17ed-4b1e-a152-28fe3347a641', NULL, false, false, NULL, true, 0),
	('EG4IS4N6SANCD4AWZOYM', 'Pour Ressourcerie du Canal (exemple)', 1795762245709, 'EG4IS4N6SANCD4AWZOYM', 'EG4IS4N6SANCD4AWZOYM', NULL, NULL, false, NULL, 'XZKMGGQA2Q2HK454ZINVGR7AMUD2H5O4', 'f735202e-b059-4dbd-bd43-c8f2ff8100a0', NULL, false, false, NULL, true, 0),
	('7J3TJRV6AIX6UPVU4J3E', 'Pour Ferme des Weppes solidaires (exemple)', 1795762245853, '7J3TJRV6AIX6UPVU4J3E', '7J3TJRV6AIX6UPVU4J3E', NULL, NULL, false, NULL, 'WEKGZKT2PTFXJIYKAGVSFFGLY2GZU7IN', '8d2a5729-6e7b-4ff2-99c7-276aefb2d27d', NULL, false, false, NULL, true, 0),
	('2GY4RANYUJD6N3YV4IEP', 'Pour Atelier Vélo de Fives (exemple)', 1795762246042, '2GY4RANYUJD6N3YV4IEP', '2GY4RANYUJD6N3YV4IEP', NULL, NULL, false, NULL, 'FT7WOOYV6P5YXQTTBDZSAKI2ZT2OBQ53', 'b73bea9b-10d0-44c0-bbde-b4e57d52824c', NULL, false, false, NULL, true, 0),
	('NWEOCA26BF2XMFN54QN7', 'Pour Café du Moulin (exemple)', 1795762246199, 'NWEOCA26BF2XMFN54QN7', 'NWEOCA26BF2XMFN54QN7', NULL, NULL, false, NULL, 'FFOI6LGAVGBXP5UG53T2BEGY3HWQQYH6', '4f640761-f5de-4d05-956f-61f464d50f68', NULL, false, false, NULL, true, 0),
	('UNMISDJWVQ6D5JPBOOJ6', 'Pour Menuiserie Bois Vert (exemple)', 1795762246392, 'UNMISDJWVQ6D5JPBOOJ6', 'UNMISDJWVQ6D5JPBOOJ6', NULL, NULL, false, NULL, 'CGRZDENBT6OODTSHST3UFCCNUCW3LUGS', '2eeb4f8e-458d-4676-80da-ebb7a5988d60', NULL, false, false, NULL, true, 0),
	('PXTL5F2VDYPLYYYDCICO', 'Pour Mercerie des Filatures (exemple)', 1795762246534, 'PXTL5F2VDYPLYYYDCICO', 'PXTL5F2VDYPLYYYDCICO', NULL, NULL, false, NULL, 'OS2YWQI5GYIECXDK5DKV7XLCGJGVEOKL', '71310863-4905-4135-b905-fc8a2a82d546', NULL, false, false, NULL, true, 0),
	('I6XHKPS7ZGECXA6SBW4B', 'Pour Aide à domicile Les Voisins (exemple)', 1795762246710, 'I6XHKPS7ZGECXA6SBW4B', 'I6XHKPS7ZGECXA6SBW4B', NULL, NULL, false, NULL, 'ZXGQ3XPDSXYRU5JP5PE4IFLCSPEVNNZI', 'ae3590fa-51c1-4c7b-85a4-ea77612a246c', NULL, false, false, NULL, true, 0),
	('VRL2HZ63BI4X72MW4ZOK', 'Pour Traiteur Saveurs Partagées (exemple)', 1795762246887, 'VRL2HZ63BI4X72MW4ZOK', 'VRL2HZ63BI4X72MW4ZOK', NULL, NULL, false, NULL, '3NSJRUYCB7EYXIT6RAZCSO2H34SWMQEQ', '2192a47d-4229-4af5-ba3e-23916b629774', NULL, false, false, NULL, true, 0),
	('VFT4XCXETPBDXQGCLU32', 'Pour Torréfaction des Bois Blancs (exemple)', 1795762247160, 'VFT4XCXETPBDXQGCLU32', 'VFT4XCXETPBDXQGCLU32', NULL, NULL, false, NULL, 'PA544X3W7LANTNO6ESRK4DHUDMFZV43Q', 'cbb76071-1957-44db-97b0-d12737d2c920', NULL, false, false, NULL, true, 0),
	('TOJ3UZTIUI4COVA6DEH5', 'Inès Exemple', 1795762247441, 'TOJ3UZTIUI4COVA6DEH5', 'TOJ3UZTIUI4COVA6DEH5', NULL, NULL, false, NULL, 'LPBK5I444T5KAF6264VKTAIXGT5F3QEE', '0b6d2460-61ec-477b-8e11-c26a74a9e7ae', NULL, false, false, NULL, true, 0),
	('JJEHJR2PB3PELTQXQIGY', 'EXEMPLE Lucie', 1795762247512, 'JJEHJR2PB3PELTQXQIGY', 'JJEHJR2PB3PELTQXQIGY', NULL, NULL, false, NULL, 'JX5HB5RJNCSCDUBGSBZXUO5W62NOCYHX', 'a760de52-982a-4378-ac59-975b78fb7448', NULL, false, false, NULL, true, 0),
	('OQJ66H4EWCAT64RGX4QZ', 'Yvette Exemple', 1795762247538, 'OQJ66H4EWCAT64RGX4QZ', 'OQJ66H4EWCAT64RGX4QZ', NULL, NULL, false, NULL, 'CKL55CCEJD2DLRSQ2TTSFAM2LAQQMVJF', '3800b671-fbde-45a8-97ec-870e900be061', NULL, false, false, NULL, true, 0),
	('Y754MSAJI7OD47Y26WMP', 'Gaston Exemple', 1795762247579, 'Y754MSAJI7OD47Y26WMP', 'Y754MSAJI7OD47Y26WMP', NULL, NULL, false, NULL, 'T7CNHQ3EZWCZCGN6TT4AXUFVYGEKXZIN', '7e7f3ec9-b709-445d-940d-8c962a47c1e4', NULL, false, false, NULL, true, 0),
	('7ZKP75OKIXOAMTM3MNAQ', 'Nadia Exemple', 1795762247608, '7ZKP75OKIXOAMTM3MNAQ', '7ZKP75OKIXOAMTM3MNAQ', NULL, NULL, false, NULL, '2MGZJJEUEX6H4A22ANCO3EUDG2AZTRLG', 'b0b24a24-3cc8-4aae-adaf-75aa4f469b19', NULL, false, false, NULL, true, 0);


--
-- Data for Name: Proposals; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: Sessions; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: Shops; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."Shops" VALUES
	('ATAHK7PHTSSM5YIYN3AD', 'QF6QMWLTFGHO67TO27T6', 'Boulangerie du Beffroi (exemple)', '99910010000018'),
	('NE2ZFYWT5XIFP36K32ZU', 'DOH52I4IPB6LYMYN247N', 'Cycles de la Deûle (exemple)', '99910011800010'),
	('6TCHJYC65XPQZRYB3KHY', 'C23KUEEC567BTVOSRD7M', 'Épicerie des Tilleuls (exemple)', '99910012600013'),
	('RWMWGCOEB55VCE4C4TMQ', 'T77YHKYAMOF4DMWM6NDW', 'Librairie du Vieux Pont (ex.)', '99910013400017');


--
-- Data for Name: SpentCodes; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: Tries; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: Withdrawals; Type: TABLE DATA; Schema: people; Owner: -
--



--
-- Data for Name: __EFMigrationsHistory; Type: TABLE DATA; Schema: people; Owner: -
--

INSERT INTO people."__EFMigrationsHistory" VALUES
	('20261125050924_People', '10.0.15'),
	('20261126030502_WaysIn', '10.0.15'),
	('20261126041437_Members', '10.0.15'),
	('20261126063253_Rights', '10.0.15');


--
-- Data for Name: alert; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alert OVERRIDING SYSTEM VALUE VALUES
	(1, 'means 2 cb2609a461853b2a8da2f9392168c656488985655c10715585be40662cb0f9e9 D5MN5FXEA5OYARCPZHSO', 1, 'D5MN5FXEA5OYARCPZHSO', 1795762247681, 0, 0, 2),
	(2, 'cash D5MN5FXEA5OYARCPZHSO 891e2212336be328fa2d495d94c08de4aa2b3b361c20e9054da2af06dc81b1cd', 2, 'D5MN5FXEA5OYARCPZHSO', 1795762247754, 27000, 15000, 3),
	(3, 'inout H3GFGUV2CCLGK6QZF2KY 0153fabd2af1026cb6e62b9c9f05f0ffbfcc915d7a12f8211734cba541c6f511', 3, 'H3GFGUV2CCLGK6QZF2KY', 1795762247983, 55000, 60000, 1);


--
-- Data for Name: alert_behind; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alert_behind VALUES
	(1, 'HZNVUOAJASVGN33DPLV7', 33),
	(1, 'D5MN5FXEA5OYARCPZHSO', 35),
	(2, 'D5MN5FXEA5OYARCPZHSO', 37),
	(2, 'D5MN5FXEA5OYARCPZHSO', 39),
	(2, 'D5MN5FXEA5OYARCPZHSO', 41),
	(3, 'H3GFGUV2CCLGK6QZF2KY', 45),
	(3, 'H3GFGUV2CCLGK6QZF2KY', 43);


--
-- Data for Name: alert_follower; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alert_follower VALUES
	(1, 106, '\x0108686879e240df8215bc44686b5234302df32eb57d265c9b0930e90badd3df');


--
-- Data for Name: alert_sighting; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alert_sighting VALUES
	(3, '3ff1b707fa2d138f', 'ATAHK7PHTSSM5YIYN3AD', 4, 1795762244093, 0),
	(3, '7fb1c774752dfb0e', 'NE2ZFYWT5XIFP36K32ZU', 6, 1795762244598, 0),
	(3, '4ceeb640f0d937b5', '6TCHJYC65XPQZRYB3KHY', 8, 1795762244806, 0),
	(3, '4090d2e951f4ca23', 'RWMWGCOEB55VCE4C4TMQ', 10, 1795762245040, 0),
	(3, 'a9f642906a7e426b', 'XES4MZEEBVV5QF65KCB5', 14, 1795762245435, 0),
	(3, '4d714c279136d4c6', 'WWPGTJTZ4YW5QNUGD7ND', 18, 1795762245535, 0),
	(3, 'cd0c2f800fbe8e23', 'FTQTD74DSJY3NW7OLTL7', 22, 1795762245600, 0),
	(3, '55399f192ebfd6be', 'Y57FDE262FTGMNBPS2LX', 26, 1795762245701, 0),
	(2, 'cb2609a461853b2a8da2f9392168c656488985655c10715585be40662cb0f9e9', 'HZNVUOAJASVGN33DPLV7', 33, 1795762247659, 4000),
	(2, 'cb2609a461853b2a8da2f9392168c656488985655c10715585be40662cb0f9e9', 'D5MN5FXEA5OYARCPZHSO', 35, 1795762247681, 4000),
	(1, 'D5MN5FXEA5OYARCPZHSO', 'D5MN5FXEA5OYARCPZHSO', 37, 1795762247703, 9000),
	(1, 'D5MN5FXEA5OYARCPZHSO', 'D5MN5FXEA5OYARCPZHSO', 39, 1795762247727, 9000),
	(1, 'D5MN5FXEA5OYARCPZHSO', 'D5MN5FXEA5OYARCPZHSO', 41, 1795762247754, 9000),
	(3, 'e0dd5cb0d59e3d49', 'H3GFGUV2CCLGK6QZF2KY', 44, 1795762247917, 0),
	(3, 'e35691dd1802485d', 'WHSDOYIFGSSCFSGW5D6M', 69, 1795762254865, 0),
	(1, 'WHSDOYIFGSSCFSGW5D6M', 'WHSDOYIFGSSCFSGW5D6M', 71, 1795762255068, 5000),
	(3, 'dfb4d70b007dedf3', 'GFJHNKNDCK6PYUSRHSGF', 82, 1795762256881, 0),
	(1, 'GFJHNKNDCK6PYUSRHSGF', 'GFJHNKNDCK6PYUSRHSGF', 84, 1795762256987, 5000),
	(3, 'e3382f18102d3af5', 'YQXC6MOODOQA3I6N4EWR', 95, 1795762258050, 0),
	(1, 'YQXC6MOODOQA3I6N4EWR', 'YQXC6MOODOQA3I6N4EWR', 97, 1795762258187, 5000);


--
-- Data for Name: alert_step; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alert_step VALUES
	(1, 1, NULL, '', 'KFYLEVCSKPLH342BYGIC', 1795762248496),
	(1, 2, 1, 'Un couple et son compte joint, vu au guichet (exemple).', 'KFYLEVCSKPLH342BYGIC', 1795762248496);


--
-- Data for Name: alert_terms; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alert_terms OVERRIDING SYSTEM VALUE VALUES
	(1, 1795762247436, 3, 15000, 30, 50000, 500000, 80, 24, 1000, 3, 'KFYLEVCSKPLH342BYGIC', 1795762247435, 'Démonstration : chacun essaie autant de comptes qu’il veut (exemple).');


--
-- Data for Name: audit_trail; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_trail VALUES
	(1, 1795762254557, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.open', 'account', '', 0, '', NULL, '{"asked":{"kind":"resident","holder.name":null}}', '\x1b2e322a78b84a1971d2efb3fc9ecbc8f3ca00e76920b66f0e3aedfbc750a6c5'),
	(2, 1795762254641, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.open', 'account', 'WHSDOYIFGSSCFSGW5D6M', 1, '', 1, '{"changed":{"kind":[null,"resident"],"status":[null,"open"]}}', '\x84a427169582a0218c76825479b0453cc20aaa4bb23b4af7acecb648ef433be7'),
	(3, 1795762254849, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.key_add', 'account', 'WHSDOYIFGSSCFSGW5D6M', 0, '', NULL, '{}', '\x5664881aa4b2cf78b4c6fd83ed44f2fb252e1bfdb3cfda43cb85f95bffa4d586'),
	(4, 1795762254875, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.key_add', 'account', 'WHSDOYIFGSSCFSGW5D6M', 1, '', 3, '{"changed":{"key e35691dd1802485d":[null,"active"]}}', '\xfc85a6f379646007224b2576063ac8a50a906bbc68ee75636e01ae17289669f3'),
	(5, 1795762254936, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '', 0, '', NULL, '{"asked":{"account":"WHSDOYIFGSSCFSGW5D6M","amount":5000,"unit":"MLC","source.kind":null,"source.reference":null,"source.amount":5000}}', '\x503e91a42da75cc3ff31b01c2f4ab1f89bfca811c95222207ba898a00dbef9fe'),
	(6, 1795762254956, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '01a21bc5-7433-7a1e-a7d0-a3149b69e885', 1, '', 5, '{"changed":{"state":[null,"pending"]}}', '\xb80c5e845a370f05b4bd597c536db951bbf400cfc39f66969d31a2bfbe558f0f'),
	(7, 1795762255004, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '', 0, '', NULL, '{"asked":{"account":"WHSDOYIFGSSCFSGW5D6M","amount":5000,"unit":"MLC","source.kind":null,"source.reference":null,"source.amount":5000}}', '\x87cffec43a2f5c704aad9b3fa2df9652190f2455181b2a9af691eadc97c6dd0a'),
	(8, 1795762255015, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '', 2, 'already_issued', 7, '{}', '\x6a64adcc159c7ec19dd0a5fe8cea48dfaffe1316c8b1b51af6387c7b30283999'),
	(9, 1795762255045, 'WHVCIGZJTGQVPZNB3TBG', 'approver', 'client-PEEB452GV4QK', '127.0.0.0/24', 'issuance.approve', 'issuance', '01a21bc5-7433-7a1e-a7d0-a3149b69e885', 0, '', NULL, '{}', '\x02f9c04863077c99419d2b354c07f65b033e90e99253d365a63db92eb6ba2cd0'),
	(10, 1795762255075, 'WHVCIGZJTGQVPZNB3TBG', 'approver', 'client-PEEB452GV4QK', '127.0.0.0/24', 'issuance.approve', 'issuance', '01a21bc5-7433-7a1e-a7d0-a3149b69e885', 1, '', 9, '{"changed":{"state":["pending",null]}}', '\xde695cbe9b6ff1815abf21850cbc09070723959eae14cd0fe1d2a8d3e5a6d8b5'),
	(11, 1795762255562, 'DHNX2PMVLUNR2LSYGYK4', 'auditor', 'client-3K73WCTUR757', '127.0.0.0/24', 'account.read', 'account', 'WHSDOYIFGSSCFSGW5D6M', 3, '', NULL, '{}', '\x1a7eb03ee0ca8ace180aa4a573b8d0d1ad23b8903e783feba579c7f488c1b65d'),
	(12, 1795762255848, 'DHNX2PMVLUNR2LSYGYK4', 'auditor', 'client-3K73WCTUR757', '127.0.0.0/24', 'account.read', 'account', 'WHSDOYIFGSSCFSGW5D6M', 3, '', NULL, '{}', '\x639edbff77519a4e6b5ffee18a8daf9cf56bc911d711c43b1b26857b0a53b8f6'),
	(13, 1795762256779, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.open', 'account', '', 0, '', NULL, '{"asked":{"kind":"resident","holder.name":null}}', '\xd34fcf04fcd98b30b2193711e2e034f623e924419aa7b9f23d027ebd316056c1'),
	(14, 1795762256808, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.open', 'account', 'GFJHNKNDCK6PYUSRHSGF', 1, '', 13, '{"changed":{"kind":[null,"resident"],"status":[null,"open"]}}', '\xa4ed0c342e84a96c911dde6b26de772a51f38338e09cd431c5b237814584c9a3'),
	(15, 1795762256872, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.key_add', 'account', 'GFJHNKNDCK6PYUSRHSGF', 0, '', NULL, '{}', '\xf7543e6fe507e84dd166106a51533b8ff5c6b545401fdc59178a8b2d50e653ba'),
	(16, 1795762256887, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.key_add', 'account', 'GFJHNKNDCK6PYUSRHSGF', 1, '', 15, '{"changed":{"key dfb4d70b007dedf3":[null,"active"]}}', '\x0f19a5e7bcf15822b25a55bb01b7c04a7252b12f75cdd7976f4331b2398ebd90'),
	(17, 1795762256904, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '', 0, '', NULL, '{"asked":{"account":"GFJHNKNDCK6PYUSRHSGF","amount":5000,"unit":"MLC","source.kind":null,"source.reference":null,"source.amount":5000}}', '\xf905c458f958fc6ccb3492ad7618c49a00aa140adba5177cde75fdc70f111702'),
	(18, 1795762256914, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '01a21bc5-7c03-7c2a-9a9f-bc79d83293a3', 1, '', 17, '{"changed":{"state":[null,"pending"]}}', '\xa6aabe7dff60c753bfbcd533e67604f26e0a00d4dbf6ac05a9ebf286877ed032'),
	(19, 1795762256949, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '', 0, '', NULL, '{"asked":{"account":"GFJHNKNDCK6PYUSRHSGF","amount":5000,"unit":"MLC","source.kind":null,"source.reference":null,"source.amount":5000}}', '\x712d57e9761749a4d82638abe9b0f603038a2aa56aab221ef7b0c0eef6c9c905'),
	(20, 1795762256957, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '', 2, 'already_issued', 19, '{}', '\x57956dc4a9a0334e3984a5f2ee13219c3ab19d8e4d341452d5db8be16b1d0544'),
	(21, 1795762256979, 'WHVCIGZJTGQVPZNB3TBG', 'approver', 'client-PEEB452GV4QK', '127.0.0.0/24', 'issuance.approve', 'issuance', '01a21bc5-7c03-7c2a-9a9f-bc79d83293a3', 0, '', NULL, '{}', '\xfe26ae3a4a96588c6a5d4666dcaa335ec2127115c7fe0f1f0e520d4214a9dc46'),
	(22, 1795762256989, 'WHVCIGZJTGQVPZNB3TBG', 'approver', 'client-PEEB452GV4QK', '127.0.0.0/24', 'issuance.approve', 'issuance', '01a21bc5-7c03-7c2a-9a9f-bc79d83293a3', 1, '', 21, '{"changed":{"state":["pending",null]}}', '\xe72ec4f85e52381dc7f70c5fc6c5864078d4c80c8a680b6fc2fa1d8e4f52d334'),
	(23, 1795762257115, 'DHNX2PMVLUNR2LSYGYK4', 'auditor', 'client-3K73WCTUR757', '127.0.0.0/24', 'account.read', 'account', 'GFJHNKNDCK6PYUSRHSGF', 3, '', NULL, '{}', '\xbb54c15e35d11e5e1902f3b0bbd04e97ab9ae65d6441fbf59ad428715673fdcb'),
	(24, 1795762257281, 'DHNX2PMVLUNR2LSYGYK4', 'auditor', 'client-3K73WCTUR757', '127.0.0.0/24', 'account.read', 'account', 'GFJHNKNDCK6PYUSRHSGF', 3, '', NULL, '{}', '\x0d753fbc3bc43c1a722fc8a9fd690b726462a9c39e3df334303256b89ddc0e8a'),
	(25, 1795762257916, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.open', 'account', '', 0, '', NULL, '{"asked":{"kind":"resident","holder.name":null}}', '\x67bf9a40341681d3bb94e2baecb2ecda8580de98b84c2697adf133e27049b911'),
	(26, 1795762257941, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.open', 'account', 'YQXC6MOODOQA3I6N4EWR', 1, '', 25, '{"changed":{"kind":[null,"resident"],"status":[null,"open"]}}', '\x78a01804fafc5211f4f39b937a11cc61f4246f9b3e04daa063c9ccaeddfc9bb7'),
	(27, 1795762258038, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.key_add', 'account', 'YQXC6MOODOQA3I6N4EWR', 0, '', NULL, '{}', '\x059076a8311579532b05ad834a5a0d6241b4c33960a20d885219f7810cd5639e'),
	(28, 1795762258064, 'KFYLEVCSKPLH342BYGIC', 'bureau', 'client-AFS6WGPCHPSB', '127.0.0.0/24', 'account.key_add', 'account', 'YQXC6MOODOQA3I6N4EWR', 1, '', 27, '{"changed":{"key e3382f18102d3af5":[null,"active"]}}', '\x7d5dffcaa707db8685a8b2e6de5703a7a15cda392f4403efd695cd28a75c7e82'),
	(29, 1795762258094, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '', 0, '', NULL, '{"asked":{"account":"YQXC6MOODOQA3I6N4EWR","amount":5000,"unit":"MLC","source.kind":null,"source.reference":null,"source.amount":5000}}', '\x2f0d6e2d5282cc53642734eaa818efe380ce761c2abc8c07320cee6543e7e92c'),
	(30, 1795762258111, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '01a21bc5-809f-77b9-9684-e339d0e382d3', 1, '', 29, '{"changed":{"state":[null,"pending"]}}', '\x3545894f11a3b960f074379195496e18ca0de1fe0fab4b8fca4f4468b2572ed7'),
	(31, 1795762258147, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '', 0, '', NULL, '{"asked":{"account":"YQXC6MOODOQA3I6N4EWR","amount":5000,"unit":"MLC","source.kind":null,"source.reference":null,"source.amount":5000}}', '\xedbad05e3eef0fb7ea21594e1a5b5947de0221d308cab5fb2aaaa01230f02307'),
	(32, 1795762258157, '5APQ4G3ZOUTDFJAD3BP7', 'treasurer', 'client-KEG27VTNEEBX', '127.0.0.0/24', 'issuance.propose', 'issuance', '', 2, 'already_issued', 31, '{}', '\x5cb1686ac2d7f5c21f6e9801312904dec4b4b62a32fd2e339570391ebc972f21'),
	(33, 1795762258179, 'WHVCIGZJTGQVPZNB3TBG', 'approver', 'client-PEEB452GV4QK', '127.0.0.0/24', 'issuance.approve', 'issuance', '01a21bc5-809f-77b9-9684-e339d0e382d3', 0, '', NULL, '{}', '\x3026c347d8e1e32d9ad9fe2ad7b18e18fad6f64227700cd8a5dddfa416b81e13'),
	(36, 1795762258438, 'DHNX2PMVLUNR2LSYGYK4', 'auditor', 'client-3K73WCTUR757', '127.0.0.0/24', 'account.read', 'account', 'YQXC6MOODOQA3I6N4EWR', 3, '', NULL, '{}', '\x6dad66a8e46fefbaf244a06a049d76d6d8000ea18e766d5e4d27dd189faf0dd8'),
	(34, 1795762258188, 'WHVCIGZJTGQVPZNB3TBG', 'approver', 'client-PEEB452GV4QK', '127.0.0.0/24', 'issuance.approve', 'issuance', '01a21bc5-809f-77b9-9684-e339d0e382d3', 1, '', 33, '{"changed":{"state":["pending",null]}}', '\x1c28abf74315b22b4793f4ddd154151459f47a34a6af5c7110ccee3ad3510baf'),
	(35, 1795762258308, 'DHNX2PMVLUNR2LSYGYK4', 'auditor', 'client-3K73WCTUR757', '127.0.0.0/24', 'account.read', 'account', 'YQXC6MOODOQA3I6N4EWR', 3, '', NULL, '{}', '\x8ebbcc00b27d2469bcd33dea4b9452d6845631ced6c6ff56aadc9422fd9ab054');


--
-- Data for Name: census_release; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cluster; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.cluster VALUES
	('JDJ5H2', 4, '2026-11-27 06:51:10.73799+00');


--
-- Data for Name: currency_checkpoint; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.currency_checkpoint VALUES
	(1, '\x380382f42ae610455920a7b5d1240655b14ac4de577ef84006e96bc2a6e1610c', '\x6573736c65646765722f4a444a3548322f63757272656e63790a310a4f414f433943726d4545565a494b6531305351475662464b784e35586676684142756c72777162685951773d0a0ae28094206573736c65646765722f4a444a3548322f63757272656e637920483232456e48474a7576746f55334e56575a77416a75564f554d6a6e31757a4764337a6d51393550787672617178376a75414b634b5230704c7754526c696734676a617634624549764c4c7374484437337846345346735a4767303d0a', 1795762241573),
	(2, '\x9dc1774dc6d9fa20919d016a2ae04351dc946231504c386adeb6c9fb5d6f601b', '\x6573736c65646765722f4a444a3548322f63757272656e63790a320a6e6346335463625a2b6943526e5146714b75424455647955596a4651544468713372624a2b3131765942733d0a0ae28094206573736c65646765722f4a444a3548322f63757272656e637920483232456e4d367031654f434534357343794447305a64746966574477755948716e4d556845593844783062424a49666e4676715454334273456f714f5a5268742f576d57797a6f66635644497366505072704d334c734d6d77633d0a', 1795762243641),
	(23, '\x738e7ba6c91b2ca86e327f514a139326a2f5a9ce25bd8ea2aef9161dab3350da', '\x6573736c65646765722f4a444a3548322f63757272656e63790a32330a6334353770736b624c4b68754d6e395253684f544a714c317163346c7659366972766b574861737a554e6f3d0a0ae28094206573736c65646765722f4a444a3548322f63757272656e637920483232456e436f736e793279484a6337626e536a2b756545795942397362524a65734f59354c397674546f58494b77564c327361726d462b68564d3162637276596d342f77495843656d3437477a5448327a7a53537534536851513d0a', 1795762245665),
	(54, '\x3876e69fcdb50c921783111ab7d0cc0dcad7373235be280d67c5166668f82485', '\x6573736c65646765722f4a444a3548322f63757272656e63790a35340a4f48626d6e383231444a4958677845617439444d446372584e7a49317669674e5a3855575a6d6a344a49553d0a0ae28094206573736c65646765722f4a444a3548322f63757272656e637920483232456e49504569664c2f4b54732b647755326a6152785059654362584a484d546f4a7236744248413073667a743354533964347366514f44586d43346877557770343570774c6865325072376a41342b545263414d353751383d0a', 1795762248699),
	(67, '\xf1951dc6e9bb873affa6a900cfcc68e546f4efb09434dfa24ea637a0b296dcc3', '\x6573736c65646765722f4a444a3548322f63757272656e63790a36370a385a556478756d37687a722f70716b417a38786f35556230373743554e4e2b69547159336f4c4b57334d4d3d0a0ae28094206573736c65646765722f4a444a3548322f63757272656e637920483232456e466548436c2b4e7358576269563049776e6f746a6b45764f7651452b784e5a624b3659314a746444745a763633357a523553544e79356e315a78364d67554c67575461346164416158775873466f47714d4d7a35674d3d0a', 1795762250748),
	(68, '\x626699dd6d2b551bea86166717f79c2eb4e2a7b2ba025638878cb0a5fa9b1705', '\x6573736c65646765722f4a444a3548322f63757272656e63790a36380a596d615a335730725652767168685a6e462f65634c72546970374b36416c593468347977706671624677553d0a0ae28094206573736c65646765722f4a444a3548322f63757272656e637920483232456e457963684e50466f69346b4f7459676e7550456768332b6b376e3367396175624863505447784642716a475559504e686a6c54386637584a55566b356531372b5a6c5a31494e44446b64594b784f352b397a4d6f414d3d0a', 1795762254782),
	(80, '\x0339759b09afabbcae7e268409f9cef9561b9712ed202b5927030d80ff837968', '\x6573736c65646765722f4a444a3548322f63757272656e63790a38300a417a6c316d776d76713779756669614543666e4f2b5659626c784c744943745a4a774d4e67502b446557673d0a0ae28094206573736c65646765722f4a444a3548322f63757272656e637920483232456e4d396c6a2f52667575694c6e6650544c3578767742566d33574f475052535842544b2b546276717250443862664a6f64705a6a5132687432737a6168542f5764716133643269474f306b3179367349526748367341513d0a', 1795762256798),
	(106, '\xb569c114442d4dfab8c435a5d6afcf7525c1afbbee334cb19de09ac5e491402b', '\x6573736c65646765722f4a444a3548322f63757272656e63790a3130360a74576e4246455174546671347844576c31712f5064535842723776754d3079786e654361786553525143733d0a0ae28094206573736c65646765722f4a444a3548322f63757272656e637920483232456e4c6f6561636f2b586d507443365a47744a2f724d5168682b4d2b39535163783432395441626d2f575836587a35645566545a35536376474731306f5876453962757065384b6b47567a716f594e37527a5935625441413d0a', 1795762258812);


--
-- Data for Name: currency_claim; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.currency_claim VALUES
	(1, 5, 'book'),
	(3, 5, 'ATAHK7PHTSSM5YIYN3AD'),
	(5, 5, 'NE2ZFYWT5XIFP36K32ZU'),
	(7, 5, '6TCHJYC65XPQZRYB3KHY'),
	(9, 5, 'RWMWGCOEB55VCE4C4TMQ'),
	(11, 5, 'XES4MZEEBVV5QF65KCB5'),
	(12, 5, '01a21bc5-4ea2-740f-a3fd-8eb56718de95'),
	(13, 4, '01a21bc5-4ea2-740f-a3fd-8eb56718de95'),
	(13, 3, 'b7ee1b806720dfe0bc245033a1b760980fa360b2c560b3d33af26a94524a76cf'),
	(15, 5, 'WWPGTJTZ4YW5QNUGD7ND'),
	(16, 5, '01a21bc5-4f5e-791c-8648-6181071b0ee4'),
	(17, 4, '01a21bc5-4f5e-791c-8648-6181071b0ee4'),
	(17, 3, '7f511fdf86e5d629cfa43b4aac80628d0a3f7c2498ccfae9b520aaded5b4fc12'),
	(19, 5, 'FTQTD74DSJY3NW7OLTL7'),
	(20, 5, '01a21bc5-4fc8-7bf0-b198-3c0bf6cf3303'),
	(21, 4, '01a21bc5-4fc8-7bf0-b198-3c0bf6cf3303'),
	(21, 3, 'b90b3b82cafe6313ef50ad8772a235f0301ad832393a67f6c4fec63a72c6c156'),
	(23, 5, 'Y57FDE262FTGMNBPS2LX'),
	(24, 5, '01a21bc5-502e-792f-b8d8-bd88dc89e057'),
	(25, 4, '01a21bc5-502e-792f-b8d8-bd88dc89e057'),
	(25, 3, '414d887e4db3dd38fe6a68ee8b452197f8e2cafdad9202771cae7106d89ac7cd'),
	(27, 5, 'SUREZCCA5CWYIP723PEH'),
	(28, 5, 'SGVXBRZ4HXQCOPBU5SF7'),
	(29, 5, 'HZNVUOAJASVGN33DPLV7'),
	(30, 5, 'D5MN5FXEA5OYARCPZHSO'),
	(31, 5, 'H3GFGUV2CCLGK6QZF2KY'),
	(32, 5, '01a21bc5-57d9-7dc6-b030-a746e6f44f1f'),
	(33, 4, '01a21bc5-57d9-7dc6-b030-a746e6f44f1f'),
	(33, 3, 'b596e4a8941688231884db8f6126e402339008d4b69aa6df5be0a68946fdd089'),
	(34, 5, '01a21bc5-57ef-7773-b19e-d8c077284b7d'),
	(35, 4, '01a21bc5-57ef-7773-b19e-d8c077284b7d'),
	(35, 3, 'f6e89bd1496d567d4c2bf30bbb96a87e0aabdfccd17d241cec5f04873370065e'),
	(36, 5, '01a21bc5-5804-702b-8a45-b5a039f279fe'),
	(37, 4, '01a21bc5-5804-702b-8a45-b5a039f279fe'),
	(37, 3, '6a9ebe2192633c605055758803911426286b10cdaf65a2230dbaac8678b5df44'),
	(38, 5, '01a21bc5-581c-7dd9-bf7f-22ce6b93f102'),
	(39, 4, '01a21bc5-581c-7dd9-bf7f-22ce6b93f102'),
	(39, 3, '3cd7969b24db314121544546a831dfddb868c622bc153ec3154c70b5f9f436a2'),
	(40, 5, '01a21bc5-5835-7df3-bbdf-a4d6cbad30fa'),
	(41, 4, '01a21bc5-5835-7df3-bbdf-a4d6cbad30fa'),
	(41, 3, '72edf9d14d89da0635bcb693102e041c483c9c77b53bc70812f441bbb4c1e973'),
	(42, 5, '01a21bc5-5851-7146-99bf-b4dd9490edb2'),
	(43, 4, '01a21bc5-5851-7146-99bf-b4dd9490edb2'),
	(43, 3, '484a0765d6df7821d815e68c937bf550d2f51665500d43ca29700cbbc14bbb08'),
	(45, 1, '01a21bc5-58f1-7355-bd0a-0a9dbf04227c H3GFGUV2CCLGK6QZF2KY'),
	(46, 5, '2I6C5Z3GAQDU5SUYMJIG'),
	(47, 5, 'CAMPAIGN.4ST4DWHHHOCH'),
	(49, 5, '01a21bc5-598c-7716-94d1-9f488a335d5a'),
	(50, 15, '01a21bc5-598c-7716-94d1-9f488a335d5a'),
	(50, 3, 'e6f8251b69abcca10089323c527640d09325291d500dd218d3570a3c3c8f6b57');
INSERT INTO public.currency_claim VALUES
	(51, 5, '01a21bc5-598c-7041-a919-de6f2489d456'),
	(52, 15, '01a21bc5-598c-7041-a919-de6f2489d456'),
	(53, 6, 'a1b28cb54ea679a4857ba6c4199acf88721611fac31f270f90e0d6fba87f94b2'),
	(53, 7, 'e03481572ba6e2696ecee0d930c7b9454f61b562cf17b56edacd230579405f5b'),
	(53, 7, 'f43079453797dc49177d75850c372627a6561d0d682ac5c2dc2899a351f5d8d1'),
	(53, 7, '96e1198ab230e44f24383eea47c09ffb9f55ed2b1fc4eb83b3084c73ab2e13c5'),
	(54, 5, '01a21bc5-5b8e-7b64-9f3d-719a518b6485'),
	(55, 5, '01a21bc5-5bc8-7800-be6e-7aa3e4c822eb'),
	(56, 5, '01a21bc5-5c3b-7ccc-afc4-ac653b83ba85'),
	(57, 5, '01a21bc5-5c5f-7f0d-a86d-0f4074ae7c5f'),
	(58, 5, '01a21bc5-5c74-71e3-abeb-5f9914554dd9'),
	(59, 5, '01a21bc5-5c80-76fc-a315-51886f045766'),
	(60, 5, '01a21bc5-5c88-7907-a535-5e94f902fd46'),
	(61, 5, '01a21bc5-5c94-71db-a8d1-87b3176f7a3b'),
	(62, 5, '01a21bc5-5c9d-77f0-8b38-ae7e39f37c31'),
	(63, 5, '01a21bc5-5cb9-76d7-b3d4-d6384c89dc94'),
	(64, 5, '01a21bc5-5cd2-7394-8173-3998f644eee6'),
	(65, 5, '01a21bc5-5d02-7aa2-a4d4-60f3891d53f9'),
	(66, 5, '01a21bc5-5d0d-7fd2-be02-b6228769775f'),
	(67, 5, '01a21bc5-5d14-787f-af82-fe826bcb14de'),
	(68, 5, 'WHSDOYIFGSSCFSGW5D6M'),
	(70, 5, '01a21bc5-7433-7a1e-a7d0-a3149b69e885'),
	(71, 4, '01a21bc5-7433-7a1e-a7d0-a3149b69e885'),
	(71, 3, '2ed72e772188987b7d984498f2490cd7de45b3963ce36e331b7c441da0d15d33'),
	(72, 1, '01a21bc5-75da-7bd7-b958-304305f320e4 WHSDOYIFGSSCFSGW5D6M'),
	(72, 2, '01a21bc5-7500-780b-a5c0-14c8bb2722af'),
	(73, 1, '01a21bc5-7734-7b15-8fb0-0b26789d1073 WHSDOYIFGSSCFSGW5D6M'),
	(74, 1, '01a21bc5-775b-7c39-8130-e2c7369d3a8a WHSDOYIFGSSCFSGW5D6M'),
	(75, 1, '01a21bc5-7798-7ac7-befd-e1f34f31cda2 WHSDOYIFGSSCFSGW5D6M'),
	(76, 1, '01a21bc5-77a6-76e9-a284-60cdfc147fd9 WHSDOYIFGSSCFSGW5D6M'),
	(77, 1, '01a21bc5-77b8-77fd-87a4-6c8a2b65b418 ATAHK7PHTSSM5YIYN3AD'),
	(78, 1, '01a21bc5-77ed-798b-a615-8071111b9052 WHSDOYIFGSSCFSGW5D6M'),
	(79, 1, '01a21bc5-782d-7c2e-a726-bdae62c4cdad ATAHK7PHTSSM5YIYN3AD'),
	(80, 1, '01a21bc5-788c-7939-b79d-ee1f9408ce19 WHSDOYIFGSSCFSGW5D6M'),
	(81, 5, 'GFJHNKNDCK6PYUSRHSGF'),
	(83, 5, '01a21bc5-7c03-7c2a-9a9f-bc79d83293a3'),
	(84, 4, '01a21bc5-7c03-7c2a-9a9f-bc79d83293a3'),
	(84, 3, 'c6d9facbd011cae71bb30ddf27a5e70ff72cfba59708345aca2adb7ba0ed70af'),
	(85, 1, '01a21bc5-7c98-7a89-b8c9-9f6311723a6d GFJHNKNDCK6PYUSRHSGF'),
	(85, 2, '01a21bc5-7c71-70df-9668-0c215c7bcae7'),
	(86, 1, '01a21bc5-7cf7-749f-839a-08e633a641ef GFJHNKNDCK6PYUSRHSGF'),
	(87, 1, '01a21bc5-7d08-71c9-a06f-89612aa8ba9b GFJHNKNDCK6PYUSRHSGF'),
	(88, 1, '01a21bc5-7d52-7438-a22b-05dc287d48a6 GFJHNKNDCK6PYUSRHSGF'),
	(89, 1, '01a21bc5-7d5c-75bf-b729-881ff1334bea GFJHNKNDCK6PYUSRHSGF'),
	(90, 1, '01a21bc5-7d68-7001-900d-1c537a309229 ATAHK7PHTSSM5YIYN3AD'),
	(91, 1, '01a21bc5-7d85-7464-a4db-a55dbaed964c GFJHNKNDCK6PYUSRHSGF'),
	(92, 1, '01a21bc5-7da1-78b8-9f0d-db9629cdc8ab ATAHK7PHTSSM5YIYN3AD'),
	(93, 1, '01a21bc5-7dc2-7849-b5a0-d7ecac0b2c5a GFJHNKNDCK6PYUSRHSGF'),
	(94, 5, 'YQXC6MOODOQA3I6N4EWR'),
	(96, 5, '01a21bc5-809f-77b9-9684-e339d0e382d3');
INSERT INTO public.currency_claim VALUES
	(97, 4, '01a21bc5-809f-77b9-9684-e339d0e382d3'),
	(97, 3, 'da9d6d55216787c5ae4cd89d1f0ca080daba82dc03c60f15b4ff416ec66c0e79'),
	(98, 1, '01a21bc5-8146-75da-83bf-bc673876b989 YQXC6MOODOQA3I6N4EWR'),
	(98, 2, '01a21bc5-811e-71ce-bcb8-96c0b405701f'),
	(99, 1, '01a21bc5-81a4-75c7-ad51-046efb90a97c YQXC6MOODOQA3I6N4EWR'),
	(100, 1, '01a21bc5-81b4-7503-94ae-157038d99ff3 YQXC6MOODOQA3I6N4EWR'),
	(101, 1, '01a21bc5-81da-75b4-8702-4079aefd5cc2 YQXC6MOODOQA3I6N4EWR'),
	(102, 1, '01a21bc5-81e6-7237-b1b7-62396092906d YQXC6MOODOQA3I6N4EWR'),
	(103, 1, '01a21bc5-81f1-7c72-a022-3b961a577cc6 ATAHK7PHTSSM5YIYN3AD'),
	(104, 1, '01a21bc5-820a-7ede-bc79-7f80fd2ba31e YQXC6MOODOQA3I6N4EWR'),
	(105, 1, '01a21bc5-8224-794a-97dc-d3aafe35782d ATAHK7PHTSSM5YIYN3AD'),
	(106, 1, '01a21bc5-8243-709a-b780-cadcee78bd27 YQXC6MOODOQA3I6N4EWR');


--
-- Data for Name: currency_entry_0; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.currency_entry_0 VALUES
	(1, 1795762230464, '\xdfcb19d99e63b1039efe5d1ebd027dea4902b2a0fd2c22a785fcbf148b7b29de', '\x3d9b71b3f145eb45c841c7a5ade0bd813c02d6f91c23354fc762cf9a5a5d6b56', '\x8301664a444a354832634d4c43'),
	(2, 1795762243469, '\x8ba3720309b79d9b1f87d3cd6927430e659b0d924de8135bd1fbcc0a7d52f565', '\xc04cee8453606333c3fe644aae49bf6a56864ab08f8ed400049f02747010c26f', '\x87182a685452454153555259011b000001a21bc5475e8382028318c8000082038318c8000082048318c800005820fe925aa81c8c19b2cf158751d9930ec7d259123f93101d9dd4f912cb496c811474354150513447335a4f555444464a414433425037'),
	(3, 1795762243778, '\xe1fa5781a94f00fabb948fe75dcd51cce8a565cc58fed9dc6465ba85be5698f7', '\x691dea72363427552d5c6bef319506ddedd4c0717582ab61b828274649c3a702', '\x850274415441484b3750485453534d355949594e3341440201744b46594c455643534b504c483334324259474943'),
	(4, 1795762244093, '\xdc06b8ae7b39cb88f32c7ddafd8584d71f43b9b4c33a37e9a83ef57a51fa02d3', '\xefd9596df75480afd87a09839a7927514c1eb757f72a0e16caa847fb98605c08', '\x870574415441484b3750485453534d355949594e3341440258210315a2dfc3695735579a50b407360fcb5d175917dfd216d8432e279c45a07dd49440582083a738c93c50fd7a3ecef375921deb72ad953822bbe270cc5efdf5286a282a31743357424a4d5a5a544c564e354f4c425848514f55'),
	(5, 1795762244545, '\x57eecf5ba4be49b86316417b64180637f379adfe317376875871bb583c922846', '\x9c56b3785c28dbcfb2b59f1f63fa14d2986ab4e85c68964b3c3d17abc6754423', '\x8502744e45325a46595754355849465033364b33325a550201744b46594c455643534b504c483334324259474943'),
	(6, 1795762244598, '\xb1454a4a607cf51ce2d60476dd5b24b3f5e0b2b7abe495d6ac6c855ea0e61505', '\x6c12a63258bd1b36cc365a5a25854e5c658d78d2efa22ab2f1c0e756942641ba', '\x8705744e45325a46595754355849465033364b33325a5502582102fef370bef8777bbadf04d8259bee779afbe746a6ce85665d8b5246317b5df6a640582069eb6207724aba431d3e9e1d6e09f3b4e09fbd6baf17f499e7da984fd393b783744359595748344c493436333357364d494b54584b'),
	(7, 1795762244748, '\x27bcfc1c3eea8c6a7635e4323dc344324bc727076d0f86b42ef774e741cea266', '\xd2a5c2216236e88e96235252e788fa055b7dcad83831758f3d8ee48eed108d06', '\x850274365443484a594336355850515a525942334b48590201744b46594c455643534b504c483334324259474943'),
	(8, 1795762244806, '\xde2be1d0bb13e0ca3cf5a5813bf5d2b90c924aa9050a1d18cace717496bee0ea', '\xc17e091776d7d34bfef52300fc984a3e5bec546e5e4571cc394cad70f4ed2f94', '\x870574365443484a594336355850515a525942334b4859025821034e455424ec71fb3459a15210865483d4e47662e631775d55368938a30645ccd04058208e87b56e7168a2b88d958090e55e37101708c003b2df63cb4cb88d8a370fb1ea744150324649375a5235333745494a49574d495643'),
	(9, 1795762244989, '\xc14905061b2c8547eb7eaf0a5203a76207a2ba1540efde404e30f874839fc94b', '\x03b7920748b77cee92c4828711f6d368936c95866cf59f734cb0a73966d4783c', '\x85027452574d5747434f45423535564345344334544d510201744b46594c455643534b504c483334324259474943'),
	(10, 1795762245040, '\x3393544604eb1dd003522f5e80e8467969aa079d090ab544106cca4eea094801', '\x32c26b421e11ce95248a1db7a3a6bd7c365f0f9bcc167108dcf885609678633e', '\x87057452574d5747434f45423535564345344334544d51025821033be7cc3092d4ff11d7948eb9836430629b44a0e4df6ef7644b905cb43d19a73540582099c29b7a54e57df74b55cdbc1074813fd7be91fb6769cd91e805cae63457896c744b4f44375a525257594a3542564e504e33444b56'),
	(11, 1795762245259, '\xe922668f368c7fd6bf5d153018d98194e2477706baf53a44679b0a2b7c797576', '\x3238a53b5747818791b88d109386c2bca02ef505642db5f5423e52526555c4b7', '\x850274584553344d5a454542565635514636354b4342350101744b46594c455643534b504c483334324259474943'),
	(12, 1795762245365, '\x05b833c8c539e640c278ef030d940d3d061dcca8fe5e8132d5cc4241bab11c1d', '\x956a47a9d991218d294fbb4c8707732d4efd2aae98a94a0bcd613914bc5d4538', '\x8a0a685452454153555259025001a21bc54ea2740fa3fd8eb56718de9574584553344d5a454542565635514636354b434235192710634d4c435820b7ee1b806720dfe0bc245033a1b760980fa360b2c560b3d33af26a94524a76cf19271074354150513447335a4f555444464a414433425037'),
	(13, 1795762245399, '\xd759daf143cd66764aeb287935537ef31267bc593c31a6c48704722621b6f34a', '\x44e944b538025838b8b92e9db5b9193046b82769f5e8f78c9c6de6f70e3a6719', '\x880c685452454153555259035001a21bc54ea2740fa3fd8eb56718de955820b7ee1b806720dfe0bc245033a1b760980fa360b2c560b3d33af26a94524a76cf74354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e4345444019271063455552866849535355414e43454074584553344d5a454542565635514636354b43423540192710634d4c43'),
	(14, 1795762245435, '\xbe4266164889096ae44882f7882d853e93c909d10ed5afe4040e1e1ccd0ff157', '\x9cf890b72a8d213019d87d8c953dc6b0cc5b7b2afd43592003d3779da4f3c32c', '\x870574584553344d5a454542565635514636354b43423502582103201735881cb2580690f83b0dc8ead19b08379d86deba144841a153a8b8bc6bc0405820dd2aa7b6a115ae8dc61dc9b5576e0c0bc15adf90e3ea7bab6e9b307673464f5a7448334e4c44343335504437574a5559524e463559'),
	(15, 1795762245459, '\x6b3be2dec203938f06998eceab1c5411f476ca43c5ba2596080cbe509b62447b', '\x48c91df68db0d082c5f3daf9dca2da4dbe20a0a61decafcabee897311dda11d8', '\x85027457575047544a545a34595735514e554744374e440101744b46594c455643534b504c483334324259474943'),
	(16, 1795762245495, '\x2f1deaa984cc96a94482656f702e78dbca0d1f0ef4ad699c802a7e621e3744ba', '\xbbac9380e107d1277aaf0da33217c0ca00294b8201706a5b83719740be40bdda', '\x8a0a685452454153555259045001a21bc54f5e791c86486181071b0ee47457575047544a545a34595735514e554744374e44192710634d4c4358207f511fdf86e5d629cfa43b4aac80628d0a3f7c2498ccfae9b520aaded5b4fc1219271074354150513447335a4f555444464a414433425037'),
	(17, 1795762245514, '\x8897d503ed93c3a51213ca404939938185bdb355086976543efe9e25f280286e', '\xb45948bb2af0df62bf975bbd81ac006337e9e970bd057ad5e636fdd074793036', '\x880c685452454153555259055001a21bc54f5e791c86486181071b0ee458207f511fdf86e5d629cfa43b4aac80628d0a3f7c2498ccfae9b520aaded5b4fc1274354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e4345444019271063455552866849535355414e4345407457575047544a545a34595735514e554744374e4440192710634d4c43'),
	(18, 1795762245535, '\x5d820db666bfc0992fae01fd6b799d950ad9dcff1c2df786a2819e485b2b71cc', '\x7be6a2fd5d0b07e4f769e8b36c285196f3c0d4e213ee64482e8771b020be18c7', '\x87057457575047544a545a34595735514e554744374e440258210319ceb8c411c96f267d678004212611aa2f5cfa2b2bba98114fd61fe1e279a8a14058206fbe1b7204d61808c1db2a17a3d3bec3f9723b879d7486f081a829e869a36b8e743349474553474551374637324d4c33575a434453'),
	(19, 1795762245564, '\x5a025823f7797ed355a32d428eb5445b94ad03c6436888fdb1cd42186f741a2e', '\x0f44bb43c41aa017c5d1359f6168eb20c99cee37038732306f4dd8c5f700aee3', '\x8502744654515444373444534a59334e57374f4c544c370101744b46594c455643534b504c483334324259474943'),
	(20, 1795762245582, '\x13cb637b046921f9261fc5551a90c15a8e3c6cfde346d39bb8e70cdd3aa05ec4', '\xb11feee1bfb9be6a948291e713573e7b8eca42a7b24f2b9bf0e6fabaf68e6aee', '\x8a0a685452454153555259065001a21bc54fc87bf0b1983c0bf6cf3303744654515444373444534a59334e57374f4c544c37192710634d4c435820b90b3b82cafe6313ef50ad8772a235f0301ad832393a67f6c4fec63a72c6c15619271074354150513447335a4f555444464a414433425037'),
	(21, 1795762245589, '\x8cd428b1b478dcaac78f3a74d039c7558449d5d937dbaa3430b858cf8640aef1', '\xe49757fd6ec498f8cad8e1815e5e35b3e89ced52f79dc9ba251996e67c1583b8', '\x880c685452454153555259075001a21bc54fc87bf0b1983c0bf6cf33035820b90b3b82cafe6313ef50ad8772a235f0301ad832393a67f6c4fec63a72c6c15674354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e4345444019271063455552866849535355414e434540744654515444373444534a59334e57374f4c544c3740192710634d4c43'),
	(22, 1795762245600, '\xc1e4cc711a428ccbb03debd5b9768c43d64c88feccfd8e0c48e390a7160cc794', '\xbc2bbe677e7d645dffa73e1e428c019eb67809c360f443e1283178f7b9a81299', '\x8705744654515444373444534a59334e57374f4c544c3702582102582bc094f8127a289a601371669b03f69a582e63c6d5804821f67fd97aab4414405820bb4d24c1b528f7467dfbcf6ebbeb901a6de40bc8fd6d5ba0b8fc157029546b1574593236513533555a414a424a4c444333484e5751'),
	(23, 1795762245635, '\x86eb2136c17c0e0c34bc96b285d941b4dc5d4e3e78b6d8f53b6dc483cc6c1f52', '\x5fd66efa24f0d8126d829078ab375d10bc0c22978e9b1295317481ec9d451824', '\x8502745935374644453236324654474d4e425053324c580101744b46594c455643534b504c483334324259474943'),
	(24, 1795762245684, '\x0d2f4b0d2b9226c6f98656c9f6993d59f789c1417d0091e34f2bd9b1ebdde8d4', '\xbc197964062618a68269f88184488c9fbef0fe43f07ab9c77ac7326a886b61f2', '\x8a0a685452454153555259085001a21bc5502e792fb8d8bd88dc89e057745935374644453236324654474d4e425053324c58192710634d4c435820414d887e4db3dd38fe6a68ee8b452197f8e2cafdad9202771cae7106d89ac7cd19271074354150513447335a4f555444464a414433425037'),
	(25, 1795762245692, '\xabf000dbf51612f9673c9494b61586985fb17bbea8d877197ae9abb2c1923ec7', '\xe3dc5db68b81112f510d770939855baf2bf93e2f03f3d3afe3dc485a6413c2a7', '\x880c685452454153555259095001a21bc5502e792fb8d8bd88dc89e0575820414d887e4db3dd38fe6a68ee8b452197f8e2cafdad9202771cae7106d89ac7cd74354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e4345444019271063455552866849535355414e434540745935374644453236324654474d4e425053324c5840192710634d4c43'),
	(26, 1795762245701, '\xfdfb46275b2460174de700395bc66f8ec99afefb642a40d3cee375c49013c420', '\x569dc57af282e15d037080ccc6140ef9b0d2823bbfe11c9c772d919299aa8eb8', '\x8705745935374644453236324654474d4e425053324c580258210266ff7e972e241ddbaeedcccad95db129f8d3429cc13ae69a0d24b344d9ae6e6d4058200c31838a8c1c8f2a0330363b3a01e021fa172e4a2e2b580623f6441aa73341ca74334f37325842524d50543535514d47485a5a5158'),
	(27, 1795762247460, '\x705d39dd90e497f8f098f1d9b0a0a2937cb5ce0019edf0cd7af97976f735fd15', '\x4278fb88cb8972f6c2e2e0fa8ece37c22a9cb2a29bfeade7b8e1181a45fb8534', '\x850274535552455a434341354357594950373233504548010074544f4a33555a5449554934434f56413644454835'),
	(28, 1795762247525, '\x754defbcc79b43201163e109e2688c4cbdbb615f07a0837df428d73f5f526cde', '\xed01a1cd81ea03fdff77000e01b8b32e009fad4da994262826148681da2f3eea', '\x8502745347565842525a34485851434f504255355346370100744a4a45484a523250423350454c54515851494759'),
	(29, 1795762247561, '\x5efdd50fb81cce329ce93de010095a929f9a2f93575527ed2c7ced165683428d', '\x5dc22c3a365989a9272448fb642178b438fbd63b84cd8e1539edd834fb6dc94b', '\x850274485a4e56554f414a415356474e333344504c56370101744b46594c455643534b504c483334324259474943'),
	(30, 1795762247599, '\xbfdcec7d9ffbc8537275b2e98bc82cc53a1948fed16cd77efed5e40926faba64', '\x2c6c9b1617a7f3c2f1c68511a3fd9fa85e75898237f4e34479228bf9bb7590fb', '\x85027444354d4e3546584541354f59415243505a48534f0101744b46594c455643534b504c483334324259474943'),
	(31, 1795762247631, '\xf7017a55f32a4e96fb7c3c24458d818cfe44ba02711feb326f2ff9d399b5c317', '\xde2885df4b74a7b570dfa72267463cce87f1253d142f13cab060b1985fd75dcf', '\x850274483347464755563243434c474b36515a46324b590101744b46594c455643534b504c483334324259474943'),
	(32, 1795762247651, '\x32dacf52733457e9456fc185d1bf8d698450215048700cb63104c522e383c81e', '\x3395914948af1c30bf24190d063b2c838a23490e91ea59dc4fa3e41794786ec5', '\x8a0a6854524541535552590a5001a21bc557d97dc6b030a746e6f44f1f74485a4e56554f414a415356474e333344504c5637190fa0634d4c435820b596e4a8941688231884db8f6126e402339008d4b69aa6df5be0a68946fdd089190fa074354150513447335a4f555444464a414433425037'),
	(33, 1795762247659, '\x86ca0a69f231bd1ad9dcbc02a40742c7c3d25a436077cf345174f351f0782cfa', '\x6434845a3e093f2f9b5cf5f31faeb06fbcc588ea1475cf6bc5dfbe2cceaeab34', '\x880c6854524541535552590b5001a21bc557d97dc6b030a746e6f44f1f5820b596e4a8941688231884db8f6126e402339008d4b69aa6df5be0a68946fdd08974354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e43454440190fa063455552866849535355414e43454074485a4e56554f414a415356474e333344504c563740190fa0634d4c43'),
	(34, 1795762247670, '\x4fdc469231dd868aafa72eece7dc89b46da47ea179edf3c9df574c627989916c', '\x8083c81a6ae8b44d3b3c79b6af152604335fd1dff9b25ffc80469e9df87a02e9', '\x8a0a6854524541535552590c5001a21bc557ef7773b19ed8c077284b7d7444354d4e3546584541354f59415243505a48534f190fa0634d4c435820f6e89bd1496d567d4c2bf30bbb96a87e0aabdfccd17d241cec5f04873370065e190fa074354150513447335a4f555444464a414433425037'),
	(35, 1795762247681, '\xb08a5d5b068f125d91ccbaa018115f33d6a6f9c33ba5baed7238b9f05892153b', '\x662c12731097076be823b8ef2602c93d5c8dbd1e3e8555f321db2a2033ddbc91', '\x880c6854524541535552590d5001a21bc557ef7773b19ed8c077284b7d5820f6e89bd1496d567d4c2bf30bbb96a87e0aabdfccd17d241cec5f04873370065e74354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e43454440190fa063455552866849535355414e4345407444354d4e3546584541354f59415243505a48534f40190fa0634d4c43'),
	(36, 1795762247694, '\x861af2567aab9eb3b434fa9b8b7704bd0796c8e4572dbfcc2feaf51944b5891a', '\x56348ae84a2386f7f45e9c451c940dc00969a5376e6963f277f0ca7a22745288', '\x8a0a6854524541535552590e5001a21bc55804702b8a45b5a039f279fe7444354d4e3546584541354f59415243505a48534f192328634d4c4358206a9ebe2192633c605055758803911426286b10cdaf65a2230dbaac8678b5df4419232874354150513447335a4f555444464a414433425037'),
	(37, 1795762247703, '\x79d54052936fcca9c9a36b64df57db3dd868fd8c99d013280912eb1126b192b8', '\x14bee9bf5ac11561204f74198ab976117c770b46d57b978794fbb7bbf3ed2678', '\x880c6854524541535552590f5001a21bc55804702b8a45b5a039f279fe58206a9ebe2192633c605055758803911426286b10cdaf65a2230dbaac8678b5df4474354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e4345444019232863455552866849535355414e4345407444354d4e3546584541354f59415243505a48534f40192328634d4c43'),
	(38, 1795762247719, '\xcff8dbe6b9f95543da866edb26b3eb999611e4f716643c3bcbd6634c427b5578', '\x493587a5a39e92f64f3b2bd8021fd9a2597d5f345181fee1209647c57f51f5f5', '\x8a0a685452454153555259105001a21bc5581c7dd9bf7f22ce6b93f1027444354d4e3546584541354f59415243505a48534f192328634d4c4358203cd7969b24db314121544546a831dfddb868c622bc153ec3154c70b5f9f436a219232874354150513447335a4f555444464a414433425037'),
	(39, 1795762247727, '\x6069f004e4c50c064d1083fbc316ac24cfd167db07a07625cbf6c2ce6485d4bd', '\xcedab940f1eeb8926390d72be7e6c5a8c5cd411da45124f059ca9882c9e876b3', '\x880c685452454153555259115001a21bc5581c7dd9bf7f22ce6b93f10258203cd7969b24db314121544546a831dfddb868c622bc153ec3154c70b5f9f436a274354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e4345444019232863455552866849535355414e4345407444354d4e3546584541354f59415243505a48534f40192328634d4c43'),
	(40, 1795762247741, '\x7759cc470db9d9a1a07fd47d425e34014b9833199d04adbb5e2889c1b7202c61', '\x53adbdcc4d973d87c8ee15d2775a7a2e8412d61f92750ab7d019949b1ebd9480', '\x8a0a685452454153555259125001a21bc558357df3bbdfa4d6cbad30fa7444354d4e3546584541354f59415243505a48534f192328634d4c43582072edf9d14d89da0635bcb693102e041c483c9c77b53bc70812f441bbb4c1e97319232874354150513447335a4f555444464a414433425037'),
	(41, 1795762247754, '\x891e2212336be328fa2d495d94c08de4aa2b3b361c20e9054da2af06dc81b1cd', '\x5bf35cabb5175e6582321f2fac036d1fba89262af0f641f99ff44fb0e8b7c5ee', '\x880c685452454153555259135001a21bc558357df3bbdfa4d6cbad30fa582072edf9d14d89da0635bcb693102e041c483c9c77b53bc70812f441bbb4c1e97374354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e4345444019232863455552866849535355414e4345407444354d4e3546584541354f59415243505a48534f40192328634d4c43'),
	(42, 1795762247789, '\x20b9dd4938e3717e6f784cd210f9c39e0c551664b414985aad53450d6f663552', '\x918b092b07447d07e0b2d615321c73eb0bdb80033bbb98f41e74f345a157eac1', '\x8a0a685452454153555259145001a21bc55851714699bfb4dd9490edb274483347464755563243434c474b36515a46324b5919ea60634d4c435820484a0765d6df7821d815e68c937bf550d2f51665500d43ca29700cbbc14bbb0819ea6074354150513447335a4f555444464a414433425037'),
	(43, 1795762247796, '\x75ab43aadf69e734de721c91606050d0efb45cbdbff076ba4dee08b6104b63b2', '\x9fd631d6d0a83dd65c98dbbb167029c38bc00dd5378873e271dcf8bb1a3dd239', '\x880c685452454153555259155001a21bc55851714699bfb4dd9490edb25820484a0765d6df7821d815e68c937bf550d2f51665500d43ca29700cbbc14bbb0874354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e4345444019ea6063455552866849535355414e43454074483347464755563243434c474b36515a46324b594019ea60634d4c43'),
	(44, 1795762247917, '\x0dab2ee805d566828366299f1d9809bf6ba5aa73148468f62bbe856c25f5999c', '\xb128f021efa5270fb563e8a7de68e68c4ea63b6891cf88ab3d0f39911108ae13', '\x870574483347464755563243434c474b36515a46324b590258210223823add003a24bb1032d6c544df825629adccdfb67593e1f32f674506af39cc40582028ad58ab7b6937e6761acdfa5286c8e1998658108fceb4fffcbcfa1c64d5c4b674375a4b5037354f4b49584f414d544d334d4e4151'),
	(45, 1795762247983, '\x0153fabd2af1026cb6e62b9c9f05f0ffbfcc915d7a12f8211734cba541c6f511', '\xe45020b53f8c014be110b62ebdc6e0cdb7d6a9139240369630235cde459c0603', '\x8c0774483347464755563243434c474b36515a46324b59035001a21bc558f17355bd0a0a9dbf04227c74483347464755563243434c474b36515a46324b5974415441484b3750485453534d355949594e334144582063e32d3d785ed9f45102747387320ff19f2b6bb4029f2cc8b8c5363e41b09937582078df009d2f3fe0255eb6d67ffeab327b3b435f0d0893b2e57982008656388f9c48e0dd5cb0d59e3d494040818674483347464755563243434c474b36515a46324b594074415441484b3750485453534d355949594e3341444019d6d8634d4c43'),
	(46, 1795762248033, '\x391039e9e316246c191af89bdc80c659d0fc81c24b4200e82d29d1ad05d2223c', '\x1a2adbcb51df84bfc3806ada4e45602586cee388c63febfa4a7657872b77e7fc', '\x85027432493643355a334741514455355355594d4a49470301744b46594c455643534b504c483334324259474943'),
	(47, 1795762248135, '\x9ffd08a2a59c1a65198e2e09714bc50c1e468c9acf69e9f59756f5d2417e6a23', '\x4d45cc9082c99ef4ceacc7ed1333419d75006014ccd2fa0d7b8a53b89d57c7d1', '\x87183c685452454153555259166c3453543444574848484f43488b021a0007a12000194e201951301951e5181e018202038080582009c8e4b51caed61ea5c2dceaf2588e98eb835a62263a2394f664c1c26c3fe04c74354150513447335a4f555444464a414433425037'),
	(48, 1795762248177, '\x40365482867ab06abeae9ea9b9ba661e667b8405f1807d830c30ac22a2496ce0', '\xef9f95da9db38036cf3ae0ea3bd48afbd57708a3326360c80cd805571796f929', '\x85183d685452454153555259176c3453543444574848484f4348745748564349475a4a54475156505a4e4233544247'),
	(49, 1795762248196, '\x68f1af7956c0f73d8a7ed858d85717b3d9632e9f7a3a3cbcb7da20b70b4e410d', '\x89492657f20a62af168c5e00f5c0595d238168fe2990ea934c13d7cc3764185a', '\x88183f68545245415355525918185001a21bc5598c771694d19f488a335d5a6c3453543444574848484f43485820e6f8251b69abcca10089323c527640d09325291d500dd218d3570a3c3c8f6b571a00030d4074354150513447335a4f555444464a414433425037'),
	(50, 1795762248227, '\xa74765fe16a36f09705e1b6e7c9306ce33f47f217b042b4846958c36acf464dd', '\x9529c6de38efd47518088119f6570caae243b16fe32f61850a2ba3173f9acf9a', '\x88184068545245415355525918195001a21bc5598c771694d19f488a335d5a5820e6f8251b69abcca10089323c527640d09325291d500dd218d3570a3c3c8f6b5774354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e423354424781867543414d504149474e2e3453543444574848484f43484069414e4e4f554e434544401a00030d4063455552');
INSERT INTO public.currency_entry_0 VALUES
	(51, 1795762248260, '\x21471ef15b306d86f87ec36207b766fb5756f443f9092cb28d448689ed0343d5', '\x34d0c3ebe0d355d859109ff49c812850949dc595eb7de984ffc77a6440dd3d17', '\x891841685452454153555259181a5001a21bc5598c7041a919de6f2489d4567543414d504149474e2e3453543444574848484f43486000828374485a4e56554f414a415356474e333344504c563750e96af6272b3dd41441fab1af2d5172d0191770837444354d4e3546584541354f59415243505a48534f501b002e3a356dc93974271f19f34f01c119177074354150513447335a4f555444464a414433425037'),
	(52, 1795762248283, '\x441069a5fc26d4c9ed20b6f645bf9bbbac1c4463737c9c7fdd22b75d6580db10', '\x68f107dad17ee5266fb974710fe70b15724959e32936b2818f7770ef3a17bb19', '\x881842685452454153555259181b5001a21bc5598c7041a919de6f2489d4566074354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478386674241434b494e47407543414d504149474e2e3453543444574848484f434840192ee063455552866849535355414e43454074485a4e56554f414a415356474e333344504c563750e96af6272b3dd41441fab1af2d5172d0191770634d4c43866849535355414e4345407444354d4e3546584541354f59415243505a48534f501b002e3a356dc93974271f19f34f01c1191770634d4c43'),
	(53, 1795762248332, '\xff77ad56eee58a04f069a811918fc204a288b9d378e6375437766051fbf86504', '\xefa69242c3cc735b61ab23f0b63f5a8ce31f331be0c2268ff91abce513e64975', '\x8c181a685452454153555259181c6947554152414e5445455820a1b28cb54ea679a4857ba6c4199acf88721611fac31f270f90e0d6fba87f94b219512f0019fa000183835820e03481572ba6e2696ecee0d930c7b9454f61b562cf17b56edacd230579405f5b19512f19ea60835820f43079453797dc49177d75850c372627a6561d0d682ac5c2dc2899a351f5d8d119512f1909c483582096e1198ab230e44f24383eea47c09ffb9f55ed2b1fc4eb83b3084c73ab2e13c519512f1905dc58206d71dbb8a7a9ec94ac8aa85666492d603662847bfa5a14e66f7ba79d40e5d03974354150513447335a4f555444464a414433425037'),
	(54, 1795762248627, '\xdb1069305baa7580d3d7e8817d355fb7545dc0d3981f609d592d920edf3a8480', '\x8bd834aa3ac79fdcbf5855eb3154052173f4803000b9b194fad9eb38158a7819', '\x86182d685452454153555259181d5001a21bc55b8e7b649f3d719a518b648574354150513447335a4f555444464a4144334250376c505648455335564f57575156'),
	(55, 1795762248686, '\x7400d0c51b5df551020cd64b5e2e528ed77d1ea9965ba24d2b6efc04d70e9203', '\x3b0b076768a623a4f5e93cb630c97110a24640c2259072daedcc5cd15e344c27', '\x8a182f685452454153555259181e5001a21bc55bc87800be6e7aa3e4c822eb74354150513447335a4f555444464a41443342503761411864011901f4195130'),
	(56, 1795762248784, '\x4cc99f915c09175954f956f35f7bb1798dc38c1df345db41bc8c1744c96d3bae', '\x0fb1a5f3b46b876f32b1fbe16d711897a48e5181d7dfe45971b39ca8ed16c6e7', '\x881831685452454153555259181f5001a21bc55c3b7cccafc4ac653b83ba85745748564349475a4a54475156505a4e42335442475001a21bc55bc87800be6e7aa3e4c822eb655641554c548183614118641901f4'),
	(57, 1795762248807, '\xe2f7771ada0f3b2df144ed05ef9e4b050c9601e053e72f753abd8b9a3c784d1f', '\xc3a1b73952d937c335851a3f2ad78bd25d4ce8d460abbe97b7fb9e5581cb9e82', '\x8a182f68545245415355525918205001a21bc55c5f7f0da86d0f4074ae7c5f74354150513447335a4f555444464a41443342503761411901f401190190195130'),
	(58, 1795762248828, '\x99331489a33a26a809ba51b342d788f0a9a9a605c32ead076d3e3fbe78f2dbe3', '\x0981bb51f4ba619ecc9209fb4c2239b5d3e50ed91ae92894947831931ca9fb26', '\x88183168545245415355525918215001a21bc55c7471e3abeb5f9914554dd9745748564349475a4a54475156505a4e42335442475001a21bc55c5f7f0da86d0f4074ae7c5f655641554c54818361411901f4190190'),
	(59, 1795762248835, '\x99cbabca0c5adaf0f34c20fafb6958a46cd85a2a3a875349c92312564e7a717d', '\x106ba4988c02d1e1cec88f8c7c1602576564d17e92a79fbd43f32bddfbd34d55', '\x8a182f68545245415355525918225001a21bc55c8076fca31551886f04576674354150513447335a4f555444464a41443342503761411903e80119012c195130'),
	(60, 1795762248847, '\xe82fefd94687119b3228cb5a52bc20ca4b78cd590812f879940a57666b5c99de', '\x6aabde564ffb135374dc1f6a415d9f33fd2bec633d610d535631a1a9f6b62f2b', '\x88183168545245415355525918235001a21bc55c887907a5355e94f902fd46745748564349475a4a54475156505a4e42335442475001a21bc55c8076fca31551886f045766655641554c54818361411903e819012c'),
	(61, 1795762248856, '\xd14a7c456539988a49f924f552b783908bca66ce20e220e52f74a01ac5625444', '\x437ed2639b6dd7f15c2a36415997c34eef105af6dbf553d505460eef35b0c9ad', '\x8a182f68545245415355525918245001a21bc55c9471dba8d187b3176f7a3b74354150513447335a4f555444464a41443342503761411907d0011864195130'),
	(62, 1795762248877, '\xfd2cdd9de6d644ed2b10735f437bf44658a93ca51cfa0b19428271512d675932', '\x4159f5397453e4da812ced51485e1892575dafb81914c1026037706b229d4a49', '\x88183068545245415355525918255001a21bc55c9d77f08b38ae7e39f37c3174354150513447335a4f555444464a414433425037655641554c54734452415745522e505648455335564f57575156838361411864183c8361411901f418288361411903e814'),
	(63, 1795762248903, '\x0610075c2a204b9cf97928a8f8343b309ff62056e9277f036cf3ecb93e8f0c92', '\xab2346b905e969480d54ad40e2069aa2fd492b4bca5b74f9404765642d7c4b45', '\x88183168545245415355525918265001a21bc55cb976d7b3d4d6384c89dc94744b46594c455643534b504c4833343242594749435001a21bc55c9d77f08b38ae7e39f37c31734452415745522e505648455335564f57575156838361411864183c8361411901f418288361411903e814'),
	(64, 1795762248951, '\xccb17ad6478204ff38826c97e69b05c1ffa1c894cb1f7eb3b62a7520330981f6', '\xe1ba02a01ccd49bcddd10eb429e737f2c67e5c5cf9bd3c8b932b639db24b0676', '\x88183268545245415355525918275001a21bc55cd2739481733998f644eee6744b46594c455643534b504c4833343242594749436c505648455335564f57575156828361411901f4028361411903e801634d4c43'),
	(65, 1795762248965, '\x0bd2ba0bdeb5245f78aa40f1c9f0afced22257fe92ba1d41b72a6e8834815114', '\xe08ec0e27dafe302d4600b4149718a87ea8712a5b66a6fe75c9ae29864a3ed0e', '\x88183268545245415355525918285001a21bc55d027aa2a4d460f3891d53f9744b46594c455643534b504c4833343242594749436c505648455335564f57575156818361411903e803634d4c43'),
	(66, 1795762248975, '\xdd5abd483f9ec85f150d224ba2e463e978baa214e9068b488ca2e827c97309d3', '\xcaee7c0f3be9664fab4f3c419e336ae33d72c78f322321f2432d7c1a2b910512', '\x88183268545245415355525918295001a21bc55d0d7fd2be02b6228769775f744b46594c455643534b504c4833343242594749436c505648455335564f57575156828361411864058361411901f403634d4c43'),
	(67, 1795762248991, '\xb61bc1fbe29d94ef001e6c23f1117657269891b049d7a4e348826704ceaa90b9', '\xcd7b2cdfb3ac9328e987a7e5152588035e6c3d03fdc994a885935e4d7fa7da09', '\x891834685452454153555259182a5001a21bc55d14787faf82fe826bcb14de744b46594c455643534b504c4833343242594749436c505648455335564f57575156818361411901f402634d4c4374415441484b3750485453534d355949594e334144'),
	(68, 1795762254606, '\xc6226d7b85e2a2918d803e88c83592427cc7d72e8b777c0f168ea80c238d4824', '\x137273c746ec45d73e610c58c68f289ee0addaf687b02185a9c81e7753898760', '\x850274574853444f59494647535343465347573544364d0101744b46594c455643534b504c483334324259474943'),
	(69, 1795762254865, '\x4c28e959ecd7a3b28230a8944a6615c3e2f4d9564dfce86ee78b52d20e5775f2', '\x99d7387f80eb90b1d55b69642a3e4821365dd7621c675eedde6f26775593621c', '\x870574574853444f59494647535343465347573544364d02582102b9010b8f456be9200fd3585ec1a7e60ae6b88f110e29fd92217fb95b752cf888405820a230ab01694fba22d9313564c4c296c9481c7cb287dada89681f91a6acc27c3d744b46594c455643534b504c483334324259474943'),
	(70, 1795762254951, '\xbf9a55ccb6fe0b1d180a53e758dc929ca5f87e7e40933244b7c914214db489a4', '\xd2c9e3eb1798e1f55e93762ead7bef3d41777ed0821b69d02b820df20a434b37', '\x8a0a685452454153555259182b5001a21bc574337a1ea7d0a3149b69e88574574853444f59494647535343465347573544364d191388634d4c4358202ed72e772188987b7d984498f2490cd7de45b3963ce36e331b7c441da0d15d3319138874354150513447335a4f555444464a414433425037'),
	(71, 1795762255068, '\xacbe6c9e2fe14c0e4ed820cff44aade9b43604187ce3f6a124c4ff487ac5cea2', '\x142b25f16af9664becab29331fdb97ac7f78f0bdde35338da79be09c8a611bd6', '\x880c685452454153555259182c5001a21bc574337a1ea7d0a3149b69e88558202ed72e772188987b7d984498f2490cd7de45b3963ce36e331b7c441da0d15d3374354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e4345444019138863455552866849535355414e43454074574853444f59494647535343465347573544364d40191388634d4c43'),
	(72, 1795762255358, '\x655c4e8b6455824ffcc04eab6e9aab7543dd97918672a8066167d1612eaaa203', '\x789395afc3abd8ca6cfd3f3024306c0752315561c642cb3c0b973b1eb8ec637e', '\x8c0774574853444f59494647535343465347573544364d035001a21bc575da7bd7b958304305f320e474574853444f59494647535343465347573544364d74415441484b3750485453534d355949594e33414458204f2aea68f52961e82aebeb427accfa9e5a1bb41835535cb4803c12fe84f2adcf582037c26bb0987869822aad22dc6d1f56a9314e36d488a9d5f3113986cce051d65248e35691dd1802485d5001a21bc57500780ba5c014c8bb2722af40818674574853444f59494647535343465347573544364d4074415441484b3750485453534d355949594e334144401904e2634d4c43'),
	(73, 1795762255702, '\xcd4f4dfce940a5617f396bd924433bd72f3d48eaf2aac7ae4f9889fae4a25424', '\xe028c222a918a2d9e5bbc7d3918535cd449fcdf98e30e9b4e51c83112cdd1e24', '\x8a0874574853444f59494647535343465347573544364d045001a21bc577347b158fb00b26789d107374574853444f59494647535343465347573544364d582059bbf7c7a7c1b849b3c0e591ee064f6bf18e994b51d941ab5d6fd8a1b343752e5820490f1660ab561dee67be80a929c2391d59e15aa86057bf7fc13b8f6ac708354848e35691dd1802485d0f00'),
	(74, 1795762255719, '\x7e89b6dfcf2d097942a71753047f7d039803fca2b8f74ed10f5c9c7eb0428dca', '\xd4f95147a291187725c6f1c4c83f846a31f4eb8bde77a13e8534caf89412b9cf', '\x8a0874574853444f59494647535343465347573544364d055001a21bc5775b7c398130e2c7369d3a8a74574853444f59494647535343465347573544364d5820016bc6fb35d66e524a41fdda20355ad73bde646080ebb271934f103e664734405820e0904c1c10b35a5bb1b020d00f4bc1d038c518728ea00c8603532460a7fb066648e35691dd1802485d1500'),
	(75, 1795762255777, '\xd069a6fa8cb68bd2c79f7f31362489a61cf4f5f56d29a96e6b3fa9b14d502419', '\x39932226ee60170a46636f94ad441dbc072c3592dc9f28ef599b447d9d412505', '\x8a0874574853444f59494647535343465347573544364d065001a21bc577987ac7befde1f34f31cda274574853444f59494647535343465347573544364d5820b010543146189a427ba2bb0e7d13d63a521db394014cfeca2546585e12d434de58200cb316197748333bca6ca02b8aa69717702c2003268df4acf32a7d738bf3b53c48e35691dd1802485d0700'),
	(76, 1795762255794, '\x82d1f77723c9a43e26868d7373500c7b682f9c4ce128033b6a02951e045eb503', '\x8da46ce8a1ec30f0289db737667e34eae6af2243512c78ab36e419ae70659e78', '\x8a0874574853444f59494647535343465347573544364d075001a21bc577a676e9a28460cdfc147fd974574853444f59494647535343465347573544364d5820c57a3c99a12c756f0ab9c0ec0f2a9841fb010cdfd886338ca70b3a2e155c42005820bfcbebcb73ddbb43154a31e68ba121f37611a2511cadc2091be65a07b811a75148e35691dd1802485d0800'),
	(77, 1795762255822, '\x63f72192403532215d077e150419d14bd257d0dfabc741a55cef1d73dcaf9a9d', '\x724521c8222e08fb49c8d3bc29a377fa9689ebcd98adb8b519005f2143fa4187', '\x8c0774415441484b3750485453534d355949594e334144035001a21bc577b877fd87a46c8a2b65b41874415441484b3750485453534d355949594e33414474574853444f59494647535343465347573544364d58208a7fe878b40292757aa42d8221ec931dbe01e7dc6476291ecf861b897d8f0e2c5820ee2dd4d11e94bbfff872d690237d950c0753800b04434cb2107455fa0104a3b8483ff1b707fa2d138f405001a21bc575da7bd7b958304305f320e4818674415441484b3750485453534d355949594e3341444074574853444f59494647535343465347573544364d401904e2634d4c43'),
	(78, 1795762255860, '\x4a993cb7f16f2e2a20207d75edac5cd7b9b051746fa96e42ae2bb662af21ba5d', '\x35cd413a0150eb4657c70da7582cfbf3ce6c0df5dc8786b3db6fef0f094a594c', '\x8c0774574853444f59494647535343465347573544364d085001a21bc577ed798ba6158071111b905274574853444f59494647535343465347573544364d74415441484b3750485453534d355949594e3341445820d5c8c2adb76829d17fe71ddb8f147a29a3b7d53a291af1b64da7bbe33f8d4e3658208b4521fa790416517b68de15b13d024c08595f9c3feb9dcf0e37a28898972b9f48e35691dd1802485d4040818674574853444f59494647535343465347573544364d4074415441484b3750485453534d355949594e3341444019012c634d4c43'),
	(79, 1795762255929, '\xdad77d723efd2714f763a09d21061543478df0538ebb431000a101e07a88718a', '\xe740e3993a7cd8b8ac2ecde1bc2b1fedb2689dcb51db8fd7e6b5def4ba3c39a5', '\x91182874415441484b3750485453534d355949594e334144045001a21bc5782d7c2ea726bdae62c4cdad74415441484b3750485453534d355949594e3341446c5245434f4e56455253494f4e5820f3ec0fdb347a2b7b40acb229ad3e19c4dd5ba908d196c321e792873a18b2977e5820f2e37ee4d7afc785a36e546312e5c82546edb78c8dc341dcd0e527189e53b713483ff1b707fa2d138f4040818674415441484b3750485453534d355949594e334144406c5245434f4e56455253494f4e4019012c634d4c430040604006'),
	(80, 1795762256023, '\xd87190d330ac38999001221e1fa4e8595db2bf26ee0bdce92813a53ec172bf22', '\x410dd4cae31e8e7a4770116797a7ce5df4d34ec003fef55a417d6a348fb6e339', '\x8a0874574853444f59494647535343465347573544364d095001a21bc5788c7939b79dee1f9408ce1974574853444f59494647535343465347573544364d5820bf677ec50f4b1fa83908bc372c0b08b6f45a4c74c64f6e8c706e81f7a15603585820591ab69edc960c395914217ce549f54904ba62af7655427053f2312030a6f05f48e35691dd1802485d1600'),
	(81, 1795762256792, '\x030540c3a934f5295d0bedac7acac313d3435a09a45edad7c98d52f8e9b41b19', '\x3b4804f3c1357168674ec8ba5557c542e2ade22fce4131aeb2672576d1269911', '\x85027447464a484e4b4e44434b365059555352485347460101744b46594c455643534b504c483334324259474943'),
	(82, 1795762256881, '\xcfdef2d70dbed7e94542c2d022ccba054a00a597f56af1987af0f3e205fabaab', '\x4fee447b5c9a6519fbfc63c22bd642843e1f6d4e533752102c4f46558ae6647d', '\x87057447464a484e4b4e44434b3650595553524853474602582103c3aa5509831888532816d34344a6150988e0432836540b144bad2737517cf202405820aa161399cbf8fe5d4a9de624e9af7c4c94e89e0340c49f2b01c76d612dd3bd5b744b46594c455643534b504c483334324259474943'),
	(83, 1795762256912, '\xc50e4a273b914c270c6644e4bc1b3ae3e0b38e1b23d7c477e67b28c0074f2505', '\xf9fa12a267c411e4fde47be4ea238bc4f6d112596f2de8319d9611a9c1f1dd9b', '\x8a0a685452454153555259182d5001a21bc57c037c2a9a9fbc79d83293a37447464a484e4b4e44434b36505955535248534746191388634d4c435820c6d9facbd011cae71bb30ddf27a5e70ff72cfba59708345aca2adb7ba0ed70af19138874354150513447335a4f555444464a414433425037'),
	(84, 1795762256987, '\x65e493b9991b5444012977abda461b62fe2fc308081a37f5d7e3e6869a70a0ae', '\x7ce09bf142231a7a0d9d9179e70d02db18ffc54b1911c685cba212430cbcaf5a', '\x880c685452454153555259182e5001a21bc57c037c2a9a9fbc79d83293a35820c6d9facbd011cae71bb30ddf27a5e70ff72cfba59708345aca2adb7ba0ed70af74354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e4345444019138863455552866849535355414e4345407447464a484e4b4e44434b3650595553524853474640191388634d4c43'),
	(85, 1795762257059, '\x7be4fa737013e62e48e2d11b6cafe8dbd8abcbbeb4bd08904023ce6bf39fca75', '\x9dcbe4f4c637abbfd60035e5c6b83965df78e90cd22d543fb6bf2c56750fecee', '\x8c077447464a484e4b4e44434b36505955535248534746035001a21bc57c987a89b8c99f6311723a6d7447464a484e4b4e44434b3650595553524853474674415441484b3750485453534d355949594e3341445820e71ea678cf92f6608d3d402bf77167314470f83ad281adbd5a659cdf488aadea582084a6c54e60d3b760f00a51f6550c47f27fe1f27366375d1ba723f1987e3837b148dfb4d70b007dedf35001a21bc57c7170df96680c215c7bcae74081867447464a484e4b4e44434b365059555352485347464074415441484b3750485453534d355949594e334144401904e2634d4c43'),
	(86, 1795762257156, '\xa91b707e59ad1fcf0054c1158446581e35d938bcfd8c6832ffd9fa9e89e92a8a', '\xc02534e5dbc5503be6b096f8fe6f32122b4063f5792df34628caf97d8b658172', '\x8a087447464a484e4b4e44434b36505955535248534746045001a21bc57cf7749f839a08e633a641ef7447464a484e4b4e44434b365059555352485347465820993164bba2e5d7808adba70534428f5c2334f40cff4e814df1114f08a788a35a582014d69a76e2cf6bfed46f5beeceabfdc0044e19a5e749e86e64e8060d503103b548dfb4d70b007dedf30f00'),
	(87, 1795762257168, '\xf40566df835657aad1f86ecca46a46362ead071f55e37a9d51fcee5ffce3b95f', '\x659f4dda41bf1dd26d7cc11999d05b73b8b06e15e4767c8aa7dece6f0ae636ef', '\x8a087447464a484e4b4e44434b36505955535248534746055001a21bc57d0871c9a06f89612aa8ba9b7447464a484e4b4e44434b365059555352485347465820adc648a5e8daa2ea0374638c2c8ef2b843f3fa7239f79737fa935012dda0816258202aa2463859ecbf187e1068a7f2201b9e73b958f70431779b3f9559bfaa78bd4348dfb4d70b007dedf31500'),
	(88, 1795762257241, '\xe794c1981f9c79c9788d81ed69fbcdfb6669b816d058009f07acd24140e9f0ab', '\x446e694a868948324fe43d0a7fac65b8c606fa85af22bf8a7347caa7764d8052', '\x8a087447464a484e4b4e44434b36505955535248534746065001a21bc57d527438a22b05dc287d48a67447464a484e4b4e44434b3650595553524853474658204a76e7b6b57d239e70f2fa8b565341c017a2c6accc966b2728bda9635fff106758208eb4c77eaea3735780b14dee8978b25ec35029dcf2ae81204e8ce613a276f03448dfb4d70b007dedf30700'),
	(89, 1795762257252, '\xc2c634d2601ff0f97d10f1b5debd0b3a335aa0bdb58d4ad1710b8226bc1ac8d3', '\x990746f611cfc17d88051a32353d039d311691a1eca40011d2e88076ab9437f5', '\x8a087447464a484e4b4e44434b36505955535248534746075001a21bc57d5c75bfb729881ff1334bea7447464a484e4b4e44434b36505955535248534746582095b42aabdf362f317dec4ae8de41c10216f0aca2f959bbafa506117bda961c4858207fc58b2ed9563972c32caebf38f10974b606dbb79a04f0d4bd47d530b8a1767f48dfb4d70b007dedf30800'),
	(90, 1795762257263, '\x19aa46b965407951c8c3bd37d68460250f9b72d5d4abcc9eb4f0033525a70c79', '\x2941e1874c10cb5965f4464a4ff4f6bd0d5b218a5d50de236c8a9bcbcf0f9ea8', '\x8c0774415441484b3750485453534d355949594e334144055001a21bc57d687001900d1c537a30922974415441484b3750485453534d355949594e3341447447464a484e4b4e44434b36505955535248534746582057f4071afed4dde4e5fc6772357e58b2d24af634b894f30689e964e65fc3f9fb58200b09f088a262c24346efb5afb40632b5e1cfe5c5a391688121e420569402bc4c483ff1b707fa2d138f405001a21bc57c987a89b8c99f6311723a6d818674415441484b3750485453534d355949594e334144407447464a484e4b4e44434b36505955535248534746401904e2634d4c43'),
	(91, 1795762257291, '\x20929b3bfda1f2b8635e7d9f56009b0655c4527a1c5fc1e6e1e4a59177f43b6b', '\x87541f6512a01c42be873f8b509cacf37bfe95cf6a7b461b0a59627c4fdaac9a', '\x8c077447464a484e4b4e44434b36505955535248534746085001a21bc57d857464a4dba55dbaed964c7447464a484e4b4e44434b3650595553524853474674415441484b3750485453534d355949594e33414458203c57ace7b5f94dabc1554567aa884e9915d910535f9028fc6ecd819c4db5d7ea58202a6b9626691d93dd8a7dac99ebe783483c1cacd215bda710c8a956e0e6fbcaf748dfb4d70b007dedf3404081867447464a484e4b4e44434b365059555352485347464074415441484b3750485453534d355949594e3341444019012c634d4c43'),
	(92, 1795762257321, '\xbde0df10f5d7b51b090432bbc718faedd7f6e1488155de3dab77141bbf9ae73a', '\xd11ab91e85d2568ce3339f64539a0b520219e54be7aa7660560726e7f3c8a78b', '\x91182874415441484b3750485453534d355949594e334144065001a21bc57da178b89f0ddb9629cdc8ab74415441484b3750485453534d355949594e3341446c5245434f4e56455253494f4e5820cbe8c216f715a54e418865eafee613ae1f3d9035fc433de981b9d07fb7da1334582009126850747c2728ab148b4711b62b544615c2e612c5460ed7130825cefb900d483ff1b707fa2d138f4040818674415441484b3750485453534d355949594e334144406c5245434f4e56455253494f4e4019012c634d4c430040604006'),
	(93, 1795762257355, '\x4520fbb9276bf0eac160c5ab65a8fda30fbc7ff4f921b96ef161474bace7afbb', '\xbfb642d76c1baf461b6961ca83dfaa681b56105346ee03c06c645e97973f9522', '\x8a087447464a484e4b4e44434b36505955535248534746095001a21bc57dc27849b5a0d7ecac0b2c5a7447464a484e4b4e44434b365059555352485347465820c6f63765d2442627a41675cf18999cd35b2ed10caab9deac16906e4f231793785820f832c959c1174e434f63d0027cb477fd7d91288389ce8d0f7f73fbb8b14a98e648dfb4d70b007dedf31600'),
	(94, 1795762257926, '\x310c9880a2893eeb568b15af2daddfbec2f4228dc2342a8e00d5963337f3e659', '\x7d6454e27e9b7aecad1b370c303846ccdf1a7ecc2f6fe1133719738f58961903', '\x85027459515843364d4f4f444f51413349364e344557520101744b46594c455643534b504c483334324259474943'),
	(95, 1795762258050, '\xc366b6f900da9f2d3d14c6db41bdbac801686997bdc2f636d34b1ef3b0455058', '\x30cbea51ad5066d8c09435bc83c6741e58289fe9aee7586bdef82c982c39e894', '\x87057459515843364d4f4f444f51413349364e34455752025821029d6fc11f192402a2f24f0160ae73d5c46904110e92588e36d3cee95d99c3b0db4058201eebca20cd7b8ba04da446ad67a449d5b702809a13881ccf895b2a90fef7c322744b46594c455643534b504c483334324259474943'),
	(96, 1795762258106, '\xf92e0e041d2fa1a15b15ede0bb34fafbf9033d59f575992f949149a231551ce6', '\xd8b5a4a101a11e7a075f99c67775cfabee3139f8fd2d1a92983e90c77fa4e899', '\x8a0a685452454153555259182f5001a21bc5809f77b99684e339d0e382d37459515843364d4f4f444f51413349364e34455752191388634d4c435820da9d6d55216787c5ae4cd89d1f0ca080daba82dc03c60f15b4ff416ec66c0e7919138874354150513447335a4f555444464a414433425037'),
	(97, 1795762258187, '\x4f38650112068af0ee66699460be5357778e11494fea7b06b5b6a21020f1c21c', '\xd17655a14fa871769182f505b3db50bf5e41891bf7f8850460a96ca7ddb1b49d', '\x880c68545245415355525918305001a21bc5809f77b99684e339d0e382d35820da9d6d55216787c5ae4cd89d1f0ca080daba82dc03c60f15b4ff416ec66c0e7974354150513447335a4f555444464a414433425037745748564349475a4a54475156505a4e42335442478286674241434b494e474069414e4e4f554e4345444019138863455552866849535355414e4345407459515843364d4f4f444f51413349364e3445575240191388634d4c43'),
	(98, 1795762258259, '\x1421ae9861edcd07e54576e40a2758898bc248477a5c28fbc59edb1d651912db', '\xbd321dbed9447c010e9f405cb9882d8a6ca595988e8a07a3b921f6c1bfdcec15', '\x8c077459515843364d4f4f444f51413349364e34455752035001a21bc5814675da83bfbc673876b9897459515843364d4f4f444f51413349364e3445575274415441484b3750485453534d355949594e334144582043ca793d60a6eb66409c46ee6bb2d858bd42275b2cb716ed1e4d76afdee2af0f5820676cdb0697f5fcea4c28d8ef47474563d27f39ec25771a45dba5a5b6730d25d648e3382f18102d3af55001a21bc5811e71cebcb896c0b405701f4081867459515843364d4f4f444f51413349364e344557524074415441484b3750485453534d355949594e334144401904e2634d4c43'),
	(99, 1795762258352, '\x26e2573ecee53e38330446b9ae1017cd96154bff02d6d5cf09be0ce79cd11c07', '\xe65dfbe54a6ed471eec361899ad6c417b3e5a39337d4f64a1599507e8d1705f6', '\x8a087459515843364d4f4f444f51413349364e34455752045001a21bc581a475c7ad51046efb90a97c7459515843364d4f4f444f51413349364e344557525820f9b13eeeccdcaa84a8165c70c2b9b28be2987f3241ed8c74b427a3b66b7627bd58203cd46e14692175591565bd84f14309f8338e4e2f59c51c5d19cda35df82628a448e3382f18102d3af50f00'),
	(100, 1795762258364, '\x3470fdc0c0d8e0bd1862d6c3b91c74a6e7ce6e5fb9bd705124e10afe205b8a0f', '\x91a2fa60105d301bf0d50c796189976878ef72eb6882ed184d628e3cba543faf', '\x8a087459515843364d4f4f444f51413349364e34455752055001a21bc581b4750394ae157038d99ff37459515843364d4f4f444f51413349364e344557525820e747052afa97f76ebae151a0930302bd198366bac9110246b7055c35adb78d755820c7bb36bcd7b72383bcad42541b5df04208c2791516f5c7e698707738c5b10af748e3382f18102d3af51500');
INSERT INTO public.currency_entry_0 VALUES
	(101, 1795762258402, '\x8a708e661e321eadfcb866ab0fcc9afd331f5bfc523b8efeded00740898f48e0', '\xfe6b5004164bca9793433bf2338ae26076d3efc23305610ac77cb418a13e557e', '\x8a087459515843364d4f4f444f51413349364e34455752065001a21bc581da75b487024079aefd5cc27459515843364d4f4f444f51413349364e3445575258202b5e90c57e7e0a6e13e2aa872fc524e913253d22513e28dd54898d614786d57d58203bcb560b5078952a2155bd226f702f4abee261a7622c9a9a55d6b7964d4ddbb348e3382f18102d3af50700'),
	(102, 1795762258413, '\xc6f93f1afc3372ce80b12312450e61cc4b02e3c38b7aebdea3f62262196878f5', '\xcb4be0f7acf5da841c70b9c3bc2cd57676346567dd25faeafcb7b3e62fe3cc47', '\x8a087459515843364d4f4f444f51413349364e34455752075001a21bc581e67237b1b762396092906d7459515843364d4f4f444f51413349364e344557525820461bb0ec267a8609aa7033c395645ca09c80e0b2b69d0532d92a32735a709b2b5820cd5d1db64ba2c97100e392e8ab2427793e9bf707c70459aed2643cfcd630afa548e3382f18102d3af50800'),
	(103, 1795762258424, '\xc22782d9714765aca5438bfe5b2186ff5cfdc974354b4d022bb51701ed325da9', '\x3bbeea1a43c9ea8b2f289b56a2e0e4a80d4cc42c7b21f663a28f2b482194277a', '\x8c0774415441484b3750485453534d355949594e334144075001a21bc581f17c72a0223b961a577cc674415441484b3750485453534d355949594e3341447459515843364d4f4f444f51413349364e344557525820522ca03a9d830142bc9bfcea8b985e33aaf27ad9dde2528c885b2aa8e384255c5820b637f7cfd5192a6cd7451f9b9c848ee8e1fd7f3d0504dc005c6f4e87f8d6773e483ff1b707fa2d138f405001a21bc5814675da83bfbc673876b989818674415441484b3750485453534d355949594e334144407459515843364d4f4f444f51413349364e34455752401904e2634d4c43'),
	(104, 1795762258447, '\x621d811c7040c3f6a5a338158378df0fc701c63fcd1824526380a92674c1e461', '\x4fa3c69ef5778dc23d5b1a8d081c003c4408b80ed04514bbd6c14167907d04aa', '\x8c077459515843364d4f4f444f51413349364e34455752085001a21bc5820a7edebc797f80fd2ba31e7459515843364d4f4f444f51413349364e3445575274415441484b3750485453534d355949594e33414458209b3e669a9ccd57054deb88d65f457d3ecf0522de8b514c695e220dac5603001d58205bef72b7f89feef6e52166ff19dbea07a0552adca4467fa99d9b1b557c43356948e3382f18102d3af5404081867459515843364d4f4f444f51413349364e344557524074415441484b3750485453534d355949594e3341444019012c634d4c43'),
	(105, 1795762258477, '\xbee39a4483ab5c876e3eb2d374bf54ca61b2c782869800e2c4739d8c378e4a8b', '\xdc210134b51b886d0dab800d0dd2210aee80c0f7f830c2ae9b5ca0745e84ed17', '\x91182874415441484b3750485453534d355949594e334144085001a21bc58224794a97dcd3aafe35782d74415441484b3750485453534d355949594e3341446c5245434f4e56455253494f4e5820cfd3c953171daa51c2813c16f10cdb47c998049125397c0f0f16d0a8ab2f7d06582017ef0f724e6bbdc9d857b79289a54cafc0cb609a3be007a46d886f7dd9785440483ff1b707fa2d138f4040818674415441484b3750485453534d355949594e334144406c5245434f4e56455253494f4e4019012c634d4c430040604006'),
	(106, 1795762258506, '\x0108686879e240df8215bc44686b5234302df32eb57d265c9b0930e90badd3df', '\x389144aadcf5d9e22f861c96da5ae56347327396a1484200598a2070a462ee6c', '\x8a087459515843364d4f4f444f51413349364e34455752095001a21bc58243709ab780cadcee78bd277459515843364d4f4f444f51413349364e3445575258200c8853d8a641b426818d25db7a901922320446477bec57e293b214f4804e242c58203e9bfcd0f9d39adc512eadd9f79c7a3e2e419b15a9ecdda43f93ea4d482d00a048e3382f18102d3af51600');


--
-- Data for Name: currency_original; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.currency_original VALUES
	(2, '\xfe925aa81c8c19b2cf158751d9930ec7d259123f93101d9dd4f912cb496c8114', '\x44c3a9636964c3a920706f7572206c612064c3a96d6f6e7374726174696f6e2028696e76656e74696f6e292e'),
	(4, '\x83a738c93c50fd7a3ecef375921deb72ad953822bbe270cc5efdf5286a282a31', '\xd2845823a301382e04483ff1b707fa2d138f1073766e642e6573736c65646765722e70726f6f66a05866a401664a444a3548320274415441484b3750485453534d355949594e3341440358209493796064ec51b42f09e9502d80f1a2692f94abd421417c2e8ba8edab288a490458210315a2dfc3695735579a50b407360fcb5d175917dfd216d8432e279c45a07dd4945840ada46f7a575823ac18870dc2fb91f095f4c6132a464f9ac580f5520c3c99015e58e251afd3f68c8cc3304592e62d7499bc0fc491c9d6a1e2ec374da5b8106751'),
	(6, '\x69eb6207724aba431d3e9e1d6e09f3b4e09fbd6baf17f499e7da984fd393b783', '\xd2845823a301382e04487fb1c774752dfb0e1073766e642e6573736c65646765722e70726f6f66a05866a401664a444a35483202744e45325a46595754355849465033364b33325a5503582049ebc04da6a598597100c3b92ad8de7924ec799a8c18b533560a9219a57c6a3c04582102fef370bef8777bbadf04d8259bee779afbe746a6ce85665d8b5246317b5df6a658403fcbeec41d2246865f5173ba450e5dcfcbc00f87626f9636156d1e239e7108146d99de42fc0a98952696f3e869d07a424a4e43536d9343c660c8abd68c8e9b60'),
	(8, '\x8e87b56e7168a2b88d958090e55e37101708c003b2df63cb4cb88d8a370fb1ea', '\xd2845823a301382e04484ceeb640f0d937b51073766e642e6573736c65646765722e70726f6f66a05866a401664a444a3548320274365443484a594336355850515a525942334b48590358200e3c5c37b83d4d500fe5502a6c111aad803e97501aef3da9988c7ddfa7c401e1045821034e455424ec71fb3459a15210865483d4e47662e631775d55368938a30645ccd0584072099e515f12a233a741e16d5ce7653df46a7dd57b84734e172d4424f679286a35b103bcb8cf03e6899b6a56f445ef5a2e338d2c6992cc0e8d50ef0811b3e70b'),
	(10, '\x99c29b7a54e57df74b55cdbc1074813fd7be91fb6769cd91e805cae63457896c', '\xd2845823a301382e04484090d2e951f4ca231073766e642e6573736c65646765722e70726f6f66a05866a401664a444a354832027452574d5747434f45423535564345344334544d51035820005c857ce12a5afda351d73223035f71f74e3d4fbe620f863d7a987c90e3dcf5045821033be7cc3092d4ff11d7948eb9836430629b44a0e4df6ef7644b905cb43d19a7355840cc4b17926ed381f395c5fb2eb94b0d67926920daeadc5e2ba24c4f376aa1e8780db260a19dc300cc0abf3e28a4bf613345ec3f63762c13af2944f3b48e49fc91'),
	(12, '\xb7ee1b806720dfe0bc245033a1b760980fa360b2c560b3d33af26a94524a76cf', '\x44454d4f0a44c3894d4f4e5354524154494f4e584553344d5a454542565635514636354b434235'),
	(14, '\xdd2aa7b6a115ae8dc61dc9b5576e0c0bc15adf90e3ea7bab6e9b307673464f5a', '\xd2845823a301382e0448a9f642906a7e426b1073766e642e6573736c65646765722e70726f6f66a05866a401664a444a3548320274584553344d5a454542565635514636354b434235035820f99d0678d0899a2a5538c566fdbd349bedf001c8fceaef06c31729cdaf1e997c04582103201735881cb2580690f83b0dc8ead19b08379d86deba144841a153a8b8bc6bc058402c6e649abd4ab9313249d3ffdb3b0574bae0d459009f398907b8d56eba962100706d6e57286e34c40195fe3bc33e2298b909b8c9c9ad5f4b6b0555dbb9c77d84'),
	(16, '\x7f511fdf86e5d629cfa43b4aac80628d0a3f7c2498ccfae9b520aaded5b4fc12', '\x44454d4f0a44c3894d4f4e5354524154494f4e57575047544a545a34595735514e554744374e44'),
	(18, '\x6fbe1b7204d61808c1db2a17a3d3bec3f9723b879d7486f081a829e869a36b8e', '\xd2845823a301382e04484d714c279136d4c61073766e642e6573736c65646765722e70726f6f66a05866a401664a444a354832027457575047544a545a34595735514e554744374e44035820028a7a6efc696bb5d0cfe0ac79e6fe1b978d66fc55cd98ca87da92f68435587b0458210319ceb8c411c96f267d678004212611aa2f5cfa2b2bba98114fd61fe1e279a8a15840773bcb0519e739ef90a5eff3c65bfeafdc08de430f935e4bd36d6ed1955716614e4cd2882502d3350268545406ab9c1b71c4de1505736b8389392fb90cc08ae4'),
	(20, '\xb90b3b82cafe6313ef50ad8772a235f0301ad832393a67f6c4fec63a72c6c156', '\x44454d4f0a44c3894d4f4e5354524154494f4e4654515444373444534a59334e57374f4c544c37'),
	(22, '\xbb4d24c1b528f7467dfbcf6ebbeb901a6de40bc8fd6d5ba0b8fc157029546b15', '\xd2845823a301382e0448cd0c2f800fbe8e231073766e642e6573736c65646765722e70726f6f66a05866a401664a444a35483202744654515444373444534a59334e57374f4c544c37035820419b3fabc4979f9c1f7d0d54dbb2b0be81f0d8bd8804288d7e3b3982a6a77cc404582102582bc094f8127a289a601371669b03f69a582e63c6d5804821f67fd97aab44145840c3e2565d18475e7fda020f326b5fee3424c0366c4236804d5554a970c1f8ccfd7e07f3a54cf35d2d07923b98c5a552372cdd4cf4f8a4446b254d0cb0f6310d72'),
	(24, '\x414d887e4db3dd38fe6a68ee8b452197f8e2cafdad9202771cae7106d89ac7cd', '\x44454d4f0a44c3894d4f4e5354524154494f4e5935374644453236324654474d4e425053324c58'),
	(26, '\x0c31838a8c1c8f2a0330363b3a01e021fa172e4a2e2b580623f6441aa73341ca', '\xd2845823a301382e044855399f192ebfd6be1073766e642e6573736c65646765722e70726f6f66a05866a401664a444a35483202745935374644453236324654474d4e425053324c58035820eb14861f0b204a01829f92a6340b77fb9ee58a46e36db4fc9220a97ee63060c10458210266ff7e972e241ddbaeedcccad95db129f8d3429cc13ae69a0d24b344d9ae6e6d58409d99c58851ef3859f21b067f9fe2a7c71f7b2f56af591d19f899de95e604fadb167f38b695c0fd1b814c0e536e45e8210c1effafc79e89000c1632e96be7e630'),
	(32, '\xb596e4a8941688231884db8f6126e402339008d4b69aa6df5be0a68946fdd089', '\x42414e4b5f5452414e534645520a4652313432303034313031303035303530303031334d3032363036564952454d454e5431'),
	(34, '\xf6e89bd1496d567d4c2bf30bbb96a87e0aabdfccd17d241cec5f04873370065e', '\x42414e4b5f5452414e534645520a4652313432303034313031303035303530303031334d3032363036564952454d454e5432'),
	(36, '\x6a9ebe2192633c605055758803911426286b10cdaf65a2230dbaac8678b5df44', '\x434153480a434f4d50544f495231'),
	(38, '\x3cd7969b24db314121544546a831dfddb868c622bc153ec3154c70b5f9f436a2', '\x434153480a434f4d50544f495232'),
	(40, '\x72edf9d14d89da0635bcb693102e041c483c9c77b53bc70812f441bbb4c1e973', '\x434153480a434f4d50544f495233'),
	(42, '\x484a0765d6df7821d815e68c937bf550d2f51665500d43ca29700cbbc14bbb08', '\x42414e4b5f5452414e534645520a56454e54454558454d504c45'),
	(44, '\x28ad58ab7b6937e6761acdfa5286c8e1998658108fceb4fffcbcfa1c64d5c4b6', '\xd2845823a301382e0448e0dd5cb0d59e3d491073766e642e6573736c65646765722e70726f6f66a05866a401664a444a3548320274483347464755563243434c474b36515a46324b590358208fd3f07124f13957ad02ffc305dfac526a81c8ec54b1074ce9869b00346b90120458210223823add003a24bb1032d6c544df825629adccdfb67593e1f32f674506af39cc58403e07a7f441c32f98785da6a3308d5a64bb6a0720b58c355d869d54d7369f7d42368cac0cc77005befeb7afc848a785484647d7c1c8a752c2be3d6f0e74991993'),
	(45, '\x63e32d3d785ed9f45102747387320ff19f2b6bb4029f2cc8b8c5363e41b09937', '\xd2845823a301382e0448e0dd5cb0d59e3d491073766e642e6573736c65646765722e6f72646572a05856a701664a444a354832025001a21bc558f17355bd0a0a9dbf04227c0374483347464755563243434c474b36515a46324b590474415441484b3750485453534d355949594e3341440519d6d806634d4c43071a6b09297358402a1b1da019b79bcc6856afae31899c48c0fb7b664c926ce8a7d477373a4e856f1e19ec1c918ede8d36a8033140f76c800ecc2a1afca5cc52f8647fa503ae9508'),
	(47, '\x09c8e4b51caed61ea5c2dceaf2588e98eb835a62263a2394f664c1c26c3fe04c', '\x26e6d6b4cb234d0f1e8fbdceeb92dcec436f757020646520706f75636520616c696d656e746174696f6e20286578656d706c65290a4343415320286578656d706c6529'),
	(49, '\xe6f8251b69abcca10089323c527640d09325291d500dd218d3570a3c3c8f6b57', '\x42414e4b5f5452414e534645520a434341534558454d504c4531'),
	(53, '\x6d71dbb8a7a9ec94ac8aa85666492d603662847bfa5a14e66f7ba79d40e5d039', '\x8801781b4652313432303034313031303035303530303031334d3032363036694558454d504c452d3101634555528219512f008219512f19fa0083a40119512f0219ea60056d4e61646961204578656d706c65086d56656e7465206578656d706c65a50119512f021909c4056e476173746f6e204578656d706c650778185246343044354d4e3546584541354f59415243505a48534f08664368616e6765a40119512f021905dc056e597665747465204578656d706c6508781d436f7469736174696f6e20616e6e75656c6c6520286578656d706c6529'),
	(69, '\xa230ab01694fba22d9313564c4c296c9481c7cb287dada89681f91a6acc27c3d', '\xd2845823a301382e0448e35691dd1802485d1073766e642e6573736c65646765722e70726f6f66a05866a401664a444a3548320274574853444f59494647535343465347573544364d035820a7723e2f066fd4fc37d0ea5fd54f30a8a20091be7551901569002a1de68c1d7c04582102b9010b8f456be9200fd3585ec1a7e60ae6b88f110e29fd92217fb95b752cf8885840bffe6b7e64f833f1674226e8a9278763995f2d365e21c464a7b84481607d31cb710de65c4a53310b8095cf533525643dfc588e17e16f29be9de1274798d909d3'),
	(70, '\x2ed72e772188987b7d984498f2490cd7de45b3963ce36e331b7c441da0d15d33', '\x434153480a5041592e4d4a5330314132314243352d373432452d373531372d423036422d463946333045413345303737'),
	(72, '\x4f2aea68f52961e82aebeb427accfa9e5a1bb41835535cb4803c12fe84f2adcf', '\xd2845823a301382e0448e35691dd1802485d1073766e642e6573736c65646765722e6f72646572a05874a901664a444a354832025001a21bc575da7bd7b958304305f320e40374574853444f59494647535343465347573544364d0474415441484b3750485453534d355949594e334144051904e206634d4c43071a6b0928c7085001a21bc57500780ba5c014c8bb2722af096a636166c3a920f09fa590584010b271f5797467a1c8b1bfa76cbfa216313312dd3844b76512eea6410279ac53608cc01b1723fdc220bf9142e232a7b0bfef31ed4147cc5593a5af5f6930d09a'),
	(73, '\x59bbf7c7a7c1b849b3c0e591ee064f6bf18e994b51d941ab5d6fd8a1b343752e', '\xd2845823a301382e0448e35691dd1802485d1073766e642e6573736c65646765722e6f72646572a05868a801664a444a354832025001a21bc577347b158fb00b26789d10730374574853444f59494647535343465347573544364d0474415441484b3750485453534d355949594e334144051904e206634d4c43071a6b0928c7085001a21bc57500780ba5c014c8bb2722af58403de9b3bad127c3fb13c6f5e1f3350068af66acbbba410969abee112d1999c4735bfa51fee58f540a9c352ceccdc4c247fc301d8ea42a7aead37a9dac3f9bcf24'),
	(74, '\x016bc6fb35d66e524a41fdda20355ad73bde646080ebb271934f103e66473440', '\xd2845823a301382e0448e35691dd1802485d1073766e642e6573736c65646765722e6f72646572a05856a701664a444a354832025001a21bc5775b7c398130e2c7369d3a8a0374574853444f59494647535343465347573544364d0474415441484b3750485453534d355949594e3341440519177006634d4c43071a6b0928c75840ee979582c675414faec2d95d2d7da7e6799b2e1c03d58d38f50249827b7aea4314bc0d707c2108201f406cb35819333d5b1b82c25d0adfa9e05eb2905477dba9'),
	(75, '\xb010543146189a427ba2bb0e7d13d63a521db394014cfeca2546585e12d434de', '\xd2845823a301382e0448e35691dd1802485d1073766e642e6573736c65646765722e6f72646572a05854a701664a444a354832025001a21bc577987ac7befde1f34f31cda20374574853444f59494647535343465347573544364d0474415441484b3750485453534d355949594e334144050106634d4c43071a6b09284a5840c47c090a51c27d8e8ff3a2f033eaf65c94573b9e87a08d1399bd2441f801800753b003c73fbff612ae2c13901eaac4602c30e127979a6ff35da702a8fcd2f984'),
	(76, '\xc57a3c99a12c756f0ab9c0ec0f2a9841fb010cdfd886338ca70b3a2e155c4200', '\xd2845823a301382e0448e35691dd1802485d1073766e642e6573736c65646765722e6f72646572a05854a701664a444a354832025001a21bc577a676e9a28460cdfc147fd90374574853444f59494647535343465347573544364d0474415441484b3750485453534d355949594e334144050106634d4c43071a6b092b0b584051e1fa1a78203078e1c6d35adbd8cb1d4b79dee2d46234b587e9a1eeef259cf965361e5d8b07eb13b6693421a114d6826ab3b29adfa8add55fd508a0c7181d66'),
	(77, '\x8a7fe878b40292757aa42d8221ec931dbe01e7dc6476291ecf861b897d8f0e2c', '\xd2845823a301382e04483ff1b707fa2d138f1073766e642e6573736c65646765722e6f72646572a05868a801664a444a354832025001a21bc577b877fd87a46c8a2b65b4180374415441484b3750485453534d355949594e3341440474574853444f59494647535343465347573544364d051904e206634d4c43071a6b0928c70b5001a21bc575da7bd7b958304305f320e45840e8e7f91f841230e6d329232d8528bc3201f27564a06ea7fe4384fdbb7aa7b7876f27d326dc26382b5ed2b778ae1cd3b62a4e2ca89ef5c3fa7f7c9a59860f2533'),
	(78, '\xd5c8c2adb76829d17fe71ddb8f147a29a3b7d53a291af1b64da7bbe33f8d4e36', '\xd2845823a301382e0448e35691dd1802485d1073766e642e6573736c65646765722e6f72646572a05856a701664a444a354832025001a21bc577ed798ba6158071111b90520374574853444f59494647535343465347573544364d0474415441484b3750485453534d355949594e3341440519012c06634d4c43071a6b0928c758405153de71cd219afeb6b19775b32704d1fca7055b50b0565c0d0ee2de0ef2d18355132c7e93dbc85e39bb3b10971fa415aa9f1fd0fbe076ea64a9ee7e0b861fd7'),
	(79, '\xf3ec0fdb347a2b7b40acb229ad3e19c4dd5ba908d196c321e792873a18b2977e', '\xd2845823a301382e04483ff1b707fa2d138f1073766e642e6573736c65646765722e6f72646572a05850a801664a444a354832025001a21bc5782d7c2ea726bdae62c4cdad0374415441484b3750485453534d355949594e334144046c5245434f4e56455253494f4e0519012c06634d4c43071a6b0928c70c065840171c76e8120394152ccb84a5661c8350c41fa9942a637868d5dc51664cd12ed560b3e48fa772f199b68d446f3ecbd548e7281af851e8557cf574dfdb1e847bdd'),
	(80, '\xbf677ec50f4b1fa83908bc372c0b08b6f45a4c74c64f6e8c706e81f7a1560358', '\xd2845823a301382e0448e35691dd1802485d1073766e642e6573736c65646765722e6f72646572a0584fa801664a444a354832025001a21bc5788c7939b79dee1f9408ce190374574853444f59494647535343465347573544364d046c5245434f4e56455253494f4e05186406634d4c43071a6b0928c80c025840d01ebf07df043d5ab204b6f7206b79a9b7fb82244441ff5000ca32c71f6c7c2226bb6ca4179ee9446d95aded897e9b6cba4b98685f99d71968f2b89ef81bfcc6'),
	(82, '\xaa161399cbf8fe5d4a9de624e9af7c4c94e89e0340c49f2b01c76d612dd3bd5b', '\xd2845823a301382e0448dfb4d70b007dedf31073766e642e6573736c65646765722e70726f6f66a05866a401664a444a354832027447464a484e4b4e44434b36505955535248534746035820c66e755f8fbdda8b34b41f5ff19e1e3a0bdb148f966f7ef71029059ecf9299c304582103c3aa5509831888532816d34344a6150988e0432836540b144bad2737517cf202584086d335a568dfa8e2953e14bb8e8e30903e28e59e5a1feaf5d1324657d8add6ae2945b94426577a6f321cb5e8a317a57abd81b33c229f5e43c55569bf76a19648'),
	(83, '\xc6d9facbd011cae71bb30ddf27a5e70ff72cfba59708345aca2adb7ba0ed70af', '\x434153480a5041592e4d4a5330314132314243352d374246452d373034322d423144322d373145333042453346443033'),
	(85, '\xe71ea678cf92f6608d3d402bf77167314470f83ad281adbd5a659cdf488aadea', '\xd2845823a301382e0448dfb4d70b007dedf31073766e642e6573736c65646765722e6f72646572a05874a901664a444a354832025001a21bc57c987a89b8c99f6311723a6d037447464a484e4b4e44434b365059555352485347460474415441484b3750485453534d355949594e334144051904e206634d4c43071a6b0928c9085001a21bc57c7170df96680c215c7bcae7096a636166c3a920f09fa5905840a416f6e44eabf096a25d2cbae89fff1191367bfd511a3017de75d3968cd0001521f0528568fef6542a5acbe2f9ad03be674c760174d560b9a9b409afc1ff91a8'),
	(86, '\x993164bba2e5d7808adba70534428f5c2334f40cff4e814df1114f08a788a35a', '\xd2845823a301382e0448dfb4d70b007dedf31073766e642e6573736c65646765722e6f72646572a05868a801664a444a354832025001a21bc57cf7749f839a08e633a641ef037447464a484e4b4e44434b365059555352485347460474415441484b3750485453534d355949594e334144051904e206634d4c43071a6b0928c9085001a21bc57c7170df96680c215c7bcae75840c0267fb91e55cedfecd07e675902035a769bfa004ad45bb1ccd60ff3c09245e36b05092c784106e62f34d493e17ed15a6f0bfa471d7ab9eb519adc7a64fe5c70'),
	(87, '\xadc648a5e8daa2ea0374638c2c8ef2b843f3fa7239f79737fa935012dda08162', '\xd2845823a301382e0448dfb4d70b007dedf31073766e642e6573736c65646765722e6f72646572a05856a701664a444a354832025001a21bc57d0871c9a06f89612aa8ba9b037447464a484e4b4e44434b365059555352485347460474415441484b3750485453534d355949594e3341440519177006634d4c43071a6b0928c95840ee53a78ef43f1a15c7ec09eb1d7c21a68aa6e1edabcb1082a71dcb6a50de2bc24e55b0ab4648ec5b184d796f1c1d52b8070ea966a4657c4a2d5b5050767978d4'),
	(88, '\x4a76e7b6b57d239e70f2fa8b565341c017a2c6accc966b2728bda9635fff1067', '\xd2845823a301382e0448dfb4d70b007dedf31073766e642e6573736c65646765722e6f72646572a05854a701664a444a354832025001a21bc57d527438a22b05dc287d48a6037447464a484e4b4e44434b365059555352485347460474415441484b3750485453534d355949594e334144050106634d4c43071a6b09284c584043cc3e1d15b93fec2da13832c33bd43795cf2add247151e8c8b6376f4cfbb90f008f25ea036ca75329399de467520ac996e09b4a0b161678cdacf46404e18a9b'),
	(89, '\x95b42aabdf362f317dec4ae8de41c10216f0aca2f959bbafa506117bda961c48', '\xd2845823a301382e0448dfb4d70b007dedf31073766e642e6573736c65646765722e6f72646572a05854a701664a444a354832025001a21bc57d5c75bfb729881ff1334bea037447464a484e4b4e44434b365059555352485347460474415441484b3750485453534d355949594e334144050106634d4c43071a6b092b0d5840c139e5e879dc0e2cf631618a36a6f1b48774b02d7ac3a506b8e2b6e88cf08f9903d70f5a2ba2715378e20032c7ce6f2324332e1d9e2f5bbf26979aa7aea19569'),
	(90, '\x57f4071afed4dde4e5fc6772357e58b2d24af634b894f30689e964e65fc3f9fb', '\xd2845823a301382e04483ff1b707fa2d138f1073766e642e6573736c65646765722e6f72646572a05868a801664a444a354832025001a21bc57d687001900d1c537a3092290374415441484b3750485453534d355949594e334144047447464a484e4b4e44434b36505955535248534746051904e206634d4c43071a6b0928c90b5001a21bc57c987a89b8c99f6311723a6d584070f0853a1ea2203a29e28ea5bcb9b81c8b1b4f72408959704bb87d2bee61caa408f0fd2d0a8bf6d5d0dc352d8aed2d9f63eed768455da9a30b14aae22e4d77b1'),
	(91, '\x3c57ace7b5f94dabc1554567aa884e9915d910535f9028fc6ecd819c4db5d7ea', '\xd2845823a301382e0448dfb4d70b007dedf31073766e642e6573736c65646765722e6f72646572a05856a701664a444a354832025001a21bc57d857464a4dba55dbaed964c037447464a484e4b4e44434b365059555352485347460474415441484b3750485453534d355949594e3341440519012c06634d4c43071a6b0928c958405ff173c434a9d230a9a1cf0fc29ff9844321c04e449e4d69e194257d0ce383a64aa7b38b869a3777806bd4c1e47b60bd493bca103efe3b83b8169802b3111b76'),
	(92, '\xcbe8c216f715a54e418865eafee613ae1f3d9035fc433de981b9d07fb7da1334', '\xd2845823a301382e04483ff1b707fa2d138f1073766e642e6573736c65646765722e6f72646572a05850a801664a444a354832025001a21bc57da178b89f0ddb9629cdc8ab0374415441484b3750485453534d355949594e334144046c5245434f4e56455253494f4e0519012c06634d4c43071a6b0928c90c065840f8bb7446d4192dbab9e01acff44ab332db177cb770c329429fe342494a587f0a1d9937246e64bdbaa986695583d1b337fe1c3d121e346ef39d29d33e242e5f4d'),
	(93, '\xc6f63765d2442627a41675cf18999cd35b2ed10caab9deac16906e4f23179378', '\xd2845823a301382e0448dfb4d70b007dedf31073766e642e6573736c65646765722e6f72646572a0584fa801664a444a354832025001a21bc57dc27849b5a0d7ecac0b2c5a037447464a484e4b4e44434b36505955535248534746046c5245434f4e56455253494f4e05186406634d4c43071a6b0928c90c02584049a0a02a98fb30b002a45a2daca57e09620a38fd128af3e89b3a66a02da54beb0f8c7416f4ae2f74398350ef5127e958a7c5c9a7463da93f0f148eda711c784e'),
	(95, '\x1eebca20cd7b8ba04da446ad67a449d5b702809a13881ccf895b2a90fef7c322', '\xd2845823a301382e0448e3382f18102d3af51073766e642e6573736c65646765722e70726f6f66a05866a401664a444a354832027459515843364d4f4f444f51413349364e3445575203582028604bf9b28ee622a7500012ac891361a79e81ef4033de0d8a3718d3be1e65b8045821029d6fc11f192402a2f24f0160ae73d5c46904110e92588e36d3cee95d99c3b0db584005c996de51d0cfebdbe784c226e7ea349c6818179b82203a5988d1585ab67c684f03f6c7bce7d3fceaa73b6d118061d2c18cf141f9063c195cf889dfd9d1b0af'),
	(96, '\xda9d6d55216787c5ae4cd89d1f0ca080daba82dc03c60f15b4ff416ec66c0e79', '\x434153480a5041592e4d4a5330314132314243352d383039422d374230392d414439362d333033423838393930324230'),
	(98, '\x43ca793d60a6eb66409c46ee6bb2d858bd42275b2cb716ed1e4d76afdee2af0f', '\xd2845823a301382e0448e3382f18102d3af51073766e642e6573736c65646765722e6f72646572a05874a901664a444a354832025001a21bc5814675da83bfbc673876b989037459515843364d4f4f444f51413349364e344557520474415441484b3750485453534d355949594e334144051904e206634d4c43071a6b0928ca085001a21bc5811e71cebcb896c0b405701f096a636166c3a920f09fa5905840aef96c9908a01a8b6fbb5415c128f7b0feb5a7a7c45d2c1d66b5ee4f718e67d3798e50356bce5e0c23694c4cbb417f06afe46e81d0127b319cccfda481af92a2'),
	(99, '\xf9b13eeeccdcaa84a8165c70c2b9b28be2987f3241ed8c74b427a3b66b7627bd', '\xd2845823a301382e0448e3382f18102d3af51073766e642e6573736c65646765722e6f72646572a05868a801664a444a354832025001a21bc581a475c7ad51046efb90a97c037459515843364d4f4f444f51413349364e344557520474415441484b3750485453534d355949594e334144051904e206634d4c43071a6b0928ca085001a21bc5811e71cebcb896c0b405701f58400b1fd28f1d8f30c0c0e5236c296f8f3ce970b3fb48fdccd026661c18a8200eec5dc23d46e67d390d99f0aa2eebe7d0a08273f001837598b1de0e82b933b7a4ff');
INSERT INTO public.currency_original VALUES
	(100, '\xe747052afa97f76ebae151a0930302bd198366bac9110246b7055c35adb78d75', '\xd2845823a301382e0448e3382f18102d3af51073766e642e6573736c65646765722e6f72646572a05856a701664a444a354832025001a21bc581b4750394ae157038d99ff3037459515843364d4f4f444f51413349364e344557520474415441484b3750485453534d355949594e3341440519177006634d4c43071a6b0928ca58403c1d5c974ea9b3d95c04dee49eaf731b69ab37c079dba7dd5853093d4c283e597c1bac784c7dda15f439241654311c0531d83dcf6169bea8bf04a3f7bf1c87db'),
	(101, '\x2b5e90c57e7e0a6e13e2aa872fc524e913253d22513e28dd54898d614786d57d', '\xd2845823a301382e0448e3382f18102d3af51073766e642e6573736c65646765722e6f72646572a05854a701664a444a354832025001a21bc581da75b487024079aefd5cc2037459515843364d4f4f444f51413349364e344557520474415441484b3750485453534d355949594e334144050106634d4c43071a6b09284d58401b94383c29d54b1af9d026cc40200baf61cae7752b728427ce109add8fd41e2701b933fd7f13496ffbdff9857e16d82bdb5d557a476459fc0c29eeaf7eb88f04'),
	(102, '\x461bb0ec267a8609aa7033c395645ca09c80e0b2b69d0532d92a32735a709b2b', '\xd2845823a301382e0448e3382f18102d3af51073766e642e6573736c65646765722e6f72646572a05854a701664a444a354832025001a21bc581e67237b1b762396092906d037459515843364d4f4f444f51413349364e344557520474415441484b3750485453534d355949594e334144050106634d4c43071a6b092b0e58403f250618f517ee3b6ce6be1b5505b727c9b46f48be94571df2ef9ea42169081246d1fa370c5ff9ef137d4fe5691ae2c316d6c2dc8fab758eacf728f267a50f11'),
	(103, '\x522ca03a9d830142bc9bfcea8b985e33aaf27ad9dde2528c885b2aa8e384255c', '\xd2845823a301382e04483ff1b707fa2d138f1073766e642e6573736c65646765722e6f72646572a05868a801664a444a354832025001a21bc581f17c72a0223b961a577cc60374415441484b3750485453534d355949594e334144047459515843364d4f4f444f51413349364e34455752051904e206634d4c43071a6b0928ca0b5001a21bc5814675da83bfbc673876b9895840cccc135e4de2e94a1a4743e4eaf21aeaad39c03a18e2256ce14ad9425fca40b07bf24ee00d56f1422623df90fda1d65f274fc8ce892bd3cb766a60c8f1158444'),
	(104, '\x9b3e669a9ccd57054deb88d65f457d3ecf0522de8b514c695e220dac5603001d', '\xd2845823a301382e0448e3382f18102d3af51073766e642e6573736c65646765722e6f72646572a05856a701664a444a354832025001a21bc5820a7edebc797f80fd2ba31e037459515843364d4f4f444f51413349364e344557520474415441484b3750485453534d355949594e3341440519012c06634d4c43071a6b0928ca58408d5ed8309ad142b00d3f0e34c5c131eac029b45c0fd3a7bfc018bc20a9c59a36226481e787f3b3578c241328365ff311071d9cfa0e0763b160a72c49ee93fe48'),
	(105, '\xcfd3c953171daa51c2813c16f10cdb47c998049125397c0f0f16d0a8ab2f7d06', '\xd2845823a301382e04483ff1b707fa2d138f1073766e642e6573736c65646765722e6f72646572a05850a801664a444a354832025001a21bc58224794a97dcd3aafe35782d0374415441484b3750485453534d355949594e334144046c5245434f4e56455253494f4e0519012c06634d4c43071a6b0928ca0c065840b153f27541f356583747232f08a51d3ef832e99c81692cc7d4104507bc77235b6019f7509b0e733d032807fd4659b47e5d19ef34325a2d81819ac91981f71536'),
	(106, '\x0c8853d8a641b426818d25db7a901922320446477bec57e293b214f4804e242c', '\xd2845823a301382e0448e3382f18102d3af51073766e642e6573736c65646765722e6f72646572a0584fa801664a444a354832025001a21bc58243709ab780cadcee78bd27037459515843364d4f4f444f51413349364e34455752046c5245434f4e56455253494f4e05186406634d4c43071a6b0928ca0c02584042b55e69ae1ec31a477daec6f01738ef4ee14e3a87f2f3a71f48ced2fabcb3b431e44649b345359d0ed4ef8c2c558b7d84975a0a95ae1b3607b10a733da1bc67');


--
-- Data for Name: currency_receipt; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.currency_receipt VALUES
	(72, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a058a3aa01664a444a354832025001a21bc575da7bd7b958304305f320e4031848045820655c4e8b6455824ffcc04eab6e9aab7543dd97918672a8066167d1612eaaa2030558204f2aea68f52961e82aebeb427accfa9e5a1bb41835535cb4803c12fe84f2adcf061904e207634d4c430874574853444f59494647535343465347573544364d0974415441484b3750485453534d355949594e3341440a1b000001a21bc575fe5840bbeb2e0062ca7dc5f47060682adc7176cae720ec022111d507744187f24c664f3a4adfd5d451ef2d0621c956e8a3b926416c9ff34608df0c23285d247838f46d'),
	(77, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a058a3aa01664a444a354832025001a21bc577b877fd87a46c8a2b65b41803184d04582063f72192403532215d077e150419d14bd257d0dfabc741a55cef1d73dcaf9a9d0558208a7fe878b40292757aa42d8221ec931dbe01e7dc6476291ecf861b897d8f0e2c061904e207634d4c430874415441484b3750485453534d355949594e3341440974574853444f59494647535343465347573544364d0a1b000001a21bc577ce5840cd56a6beddb89ebb0e825ac3a00e3e68c521a03d22a4a16a87ed85b228af95a3e49be73ababbc2b8e23e57dc86866976df14c9cc276ada0f6dc286d99be7d666'),
	(78, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a058a3aa01664a444a354832025001a21bc577ed798ba6158071111b905203184e0458204a993cb7f16f2e2a20207d75edac5cd7b9b051746fa96e42ae2bb662af21ba5d055820d5c8c2adb76829d17fe71ddb8f147a29a3b7d53a291af1b64da7bbe33f8d4e360619012c07634d4c430874574853444f59494647535343465347573544364d0974415441484b3750485453534d355949594e3341440a1b000001a21bc577f458402c3b5cb65d2a1508b16bdb9ce3c043ced9ffb9365e355d6066e7b82e8e8be710081752a19143f85786d491fea9483d1736e098efd3603635158008ed2c43ed31'),
	(79, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a0589baa01664a444a354832025001a21bc5782d7c2ea726bdae62c4cdad03184f045820dad77d723efd2714f763a09d21061543478df0538ebb431000a101e07a88718a055820f3ec0fdb347a2b7b40acb229ad3e19c4dd5ba908d196c321e792873a18b2977e0619012c07634d4c430874415441484b3750485453534d355949594e334144096c5245434f4e56455253494f4e0a1b000001a21bc57839584030adf33199e98bbd1e3de5cce41fdc5bc8c1bfaaa03d8dcb3f3f75b1edf9b8eb0455a1fb24e98946ed88701f649b24d6af2a5c743938d84476e91f610f0626f4'),
	(85, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a058a3aa01664a444a354832025001a21bc57c987a89b8c99f6311723a6d0318550458207be4fa737013e62e48e2d11b6cafe8dbd8abcbbeb4bd08904023ce6bf39fca75055820e71ea678cf92f6608d3d402bf77167314470f83ad281adbd5a659cdf488aadea061904e207634d4c43087447464a484e4b4e44434b365059555352485347460974415441484b3750485453534d355949594e3341440a1b000001a21bc57ca3584024d69f91d6c5883e083c0401f53441cb3ca19dd985968a4ae42ebd7c5a0d4fc5a461db92f2c233d81b2b3467a0606613a508d33b2ea400d2ebad25c7ee32ab73'),
	(90, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a058a3aa01664a444a354832025001a21bc57d687001900d1c537a30922903185a04582019aa46b965407951c8c3bd37d68460250f9b72d5d4abcc9eb4f0033525a70c7905582057f4071afed4dde4e5fc6772357e58b2d24af634b894f30689e964e65fc3f9fb061904e207634d4c430874415441484b3750485453534d355949594e334144097447464a484e4b4e44434b365059555352485347460a1b000001a21bc57d6f58404d482b5ac05b1d1c1449d72c6e84894a1f1b6000591d7bac6d9deece3ea839bd300232e871fe1786d92dfcbf151b7b6c3ed40d662ddbfaedb4847fa40a5c8492'),
	(91, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a058a3aa01664a444a354832025001a21bc57d857464a4dba55dbaed964c03185b04582020929b3bfda1f2b8635e7d9f56009b0655c4527a1c5fc1e6e1e4a59177f43b6b0558203c57ace7b5f94dabc1554567aa884e9915d910535f9028fc6ecd819c4db5d7ea0619012c07634d4c43087447464a484e4b4e44434b365059555352485347460974415441484b3750485453534d355949594e3341440a1b000001a21bc57d8b5840e41aade9e2168dc741a7f28b845f1fefa9c654b8612ebc9c5974beb0b65a1896a4744126d2975311bb8695fa8663b2c2a4d1edb41c14957719cef4662344c86d'),
	(92, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a0589baa01664a444a354832025001a21bc57da178b89f0ddb9629cdc8ab03185c045820bde0df10f5d7b51b090432bbc718faedd7f6e1488155de3dab77141bbf9ae73a055820cbe8c216f715a54e418865eafee613ae1f3d9035fc433de981b9d07fb7da13340619012c07634d4c430874415441484b3750485453534d355949594e334144096c5245434f4e56455253494f4e0a1b000001a21bc57da95840efa698fb3f81263d928c8fe6b2526e250787d0773ea16dcb679942331f0c8b1768b4415fb4117c6c8ccbaffa6ece489f8e7ac453cc54065393310a543616b571'),
	(98, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a058a3aa01664a444a354832025001a21bc5814675da83bfbc673876b9890318620458201421ae9861edcd07e54576e40a2758898bc248477a5c28fbc59edb1d651912db05582043ca793d60a6eb66409c46ee6bb2d858bd42275b2cb716ed1e4d76afdee2af0f061904e207634d4c43087459515843364d4f4f444f51413349364e344557520974415441484b3750485453534d355949594e3341440a1b000001a21bc5815358405d15aca01825f5729fd98f37fa928918b525cadf371418f5e09c0c379d1e255f80e1a4a441a65a9dc32a2be4a8fc090cfc409a8ca2e01ac9b3158a710f032eba'),
	(103, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a058a3aa01664a444a354832025001a21bc581f17c72a0223b961a577cc6031867045820c22782d9714765aca5438bfe5b2186ff5cfdc974354b4d022bb51701ed325da9055820522ca03a9d830142bc9bfcea8b985e33aaf27ad9dde2528c885b2aa8e384255c061904e207634d4c430874415441484b3750485453534d355949594e334144097459515843364d4f4f444f51413349364e344557520a1b000001a21bc581f8584025f2b65d9cdf816d91e03b82fbc32141cb23a4962dfecabea3159ff35b7f20456ff5f06204ad423a1edb2697c399a6ad86c6d1550c65f65a82ebbe31ef317183'),
	(104, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a058a3aa01664a444a354832025001a21bc5820a7edebc797f80fd2ba31e031868045820621d811c7040c3f6a5a338158378df0fc701c63fcd1824526380a92674c1e4610558209b3e669a9ccd57054deb88d65f457d3ecf0522de8b514c695e220dac5603001d0619012c07634d4c43087459515843364d4f4f444f51413349364e344557520974415441484b3750485453534d355949594e3341440a1b000001a21bc5820f5840cc229256c235540e072caf5b1a612a94c75a208776a94a2c8a1fdeeea65818fa4f62d713011f0b7f0876cda3c399b3f876f18c77aa79ebad4bb1e332536808b9'),
	(105, '\xd2845824a3012604485afc7cd271e766411075766e642e6573736c65646765722e72656365697074a0589baa01664a444a354832025001a21bc58224794a97dcd3aafe35782d031869045820bee39a4483ab5c876e3eb2d374bf54ca61b2c782869800e2c4739d8c378e4a8b055820cfd3c953171daa51c2813c16f10cdb47c998049125397c0f0f16d0a8ab2f7d060619012c07634d4c430874415441484b3750485453534d355949594e334144096c5245434f4e56455253494f4e0a1b000001a21bc5822d5840ad27f5eb94df110ea4a4f54930caa846f3aec4c08f6536322686975cfd70b08bdc231fcea485ba0fddfcfbb4fe26f5d3b600a745f10e542081956b5a018a2b46');


--
-- Data for Name: currency_status; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.currency_status VALUES
	('ATAHK7PHTSSM5YIYN3AD', 1),
	('NE2ZFYWT5XIFP36K32ZU', 1),
	('6TCHJYC65XPQZRYB3KHY', 1),
	('RWMWGCOEB55VCE4C4TMQ', 1),
	('XES4MZEEBVV5QF65KCB5', 1),
	('WWPGTJTZ4YW5QNUGD7ND', 1),
	('FTQTD74DSJY3NW7OLTL7', 1),
	('Y57FDE262FTGMNBPS2LX', 1),
	('SUREZCCA5CWYIP723PEH', 0),
	('SGVXBRZ4HXQCOPBU5SF7', 0),
	('HZNVUOAJASVGN33DPLV7', 1),
	('D5MN5FXEA5OYARCPZHSO', 1),
	('H3GFGUV2CCLGK6QZF2KY', 1),
	('2I6C5Z3GAQDU5SUYMJIG', 1),
	('WHSDOYIFGSSCFSGW5D6M', 1),
	('GFJHNKNDCK6PYUSRHSGF', 1),
	('YQXC6MOODOQA3I6N4EWR', 1);


--
-- Data for Name: currency_subject_entry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.currency_subject_entry VALUES
	(2, 1, 'TREASURY'),
	(2, NULL, 'TERMS'),
	(3, 1, 'ATAHK7PHTSSM5YIYN3AD'),
	(4, 2, 'ATAHK7PHTSSM5YIYN3AD'),
	(5, 1, 'NE2ZFYWT5XIFP36K32ZU'),
	(6, 2, 'NE2ZFYWT5XIFP36K32ZU'),
	(7, 1, '6TCHJYC65XPQZRYB3KHY'),
	(8, 2, '6TCHJYC65XPQZRYB3KHY'),
	(9, 1, 'RWMWGCOEB55VCE4C4TMQ'),
	(10, 2, 'RWMWGCOEB55VCE4C4TMQ'),
	(11, 1, 'XES4MZEEBVV5QF65KCB5'),
	(12, 2, 'TREASURY'),
	(13, 3, 'TREASURY'),
	(13, NULL, 'BACKING'),
	(13, NULL, 'ANNOUNCED'),
	(13, NULL, 'ISSUANCE'),
	(13, NULL, 'XES4MZEEBVV5QF65KCB5'),
	(14, 2, 'XES4MZEEBVV5QF65KCB5'),
	(15, 1, 'WWPGTJTZ4YW5QNUGD7ND'),
	(16, 4, 'TREASURY'),
	(17, 5, 'TREASURY'),
	(17, NULL, 'BACKING'),
	(17, NULL, 'ANNOUNCED'),
	(17, NULL, 'ISSUANCE'),
	(17, NULL, 'WWPGTJTZ4YW5QNUGD7ND'),
	(18, 2, 'WWPGTJTZ4YW5QNUGD7ND'),
	(19, 1, 'FTQTD74DSJY3NW7OLTL7'),
	(20, 6, 'TREASURY'),
	(21, 7, 'TREASURY'),
	(21, NULL, 'BACKING'),
	(21, NULL, 'ANNOUNCED'),
	(21, NULL, 'ISSUANCE'),
	(21, NULL, 'FTQTD74DSJY3NW7OLTL7'),
	(22, 2, 'FTQTD74DSJY3NW7OLTL7'),
	(23, 1, 'Y57FDE262FTGMNBPS2LX'),
	(24, 8, 'TREASURY'),
	(25, 9, 'TREASURY'),
	(25, NULL, 'BACKING'),
	(25, NULL, 'ANNOUNCED'),
	(25, NULL, 'ISSUANCE'),
	(25, NULL, 'Y57FDE262FTGMNBPS2LX'),
	(26, 2, 'Y57FDE262FTGMNBPS2LX'),
	(27, 1, 'SUREZCCA5CWYIP723PEH'),
	(28, 1, 'SGVXBRZ4HXQCOPBU5SF7'),
	(29, 1, 'HZNVUOAJASVGN33DPLV7'),
	(30, 1, 'D5MN5FXEA5OYARCPZHSO'),
	(31, 1, 'H3GFGUV2CCLGK6QZF2KY'),
	(32, 10, 'TREASURY'),
	(33, 11, 'TREASURY'),
	(33, NULL, 'BACKING');
INSERT INTO public.currency_subject_entry VALUES
	(33, NULL, 'ANNOUNCED'),
	(33, NULL, 'ISSUANCE'),
	(33, NULL, 'HZNVUOAJASVGN33DPLV7'),
	(34, 12, 'TREASURY'),
	(35, 13, 'TREASURY'),
	(35, NULL, 'BACKING'),
	(35, NULL, 'ANNOUNCED'),
	(35, NULL, 'ISSUANCE'),
	(35, NULL, 'D5MN5FXEA5OYARCPZHSO'),
	(36, 14, 'TREASURY'),
	(37, 15, 'TREASURY'),
	(37, NULL, 'BACKING'),
	(37, NULL, 'ANNOUNCED'),
	(37, NULL, 'ISSUANCE'),
	(37, NULL, 'D5MN5FXEA5OYARCPZHSO'),
	(38, 16, 'TREASURY'),
	(39, 17, 'TREASURY'),
	(39, NULL, 'BACKING'),
	(39, NULL, 'ANNOUNCED'),
	(39, NULL, 'ISSUANCE'),
	(39, NULL, 'D5MN5FXEA5OYARCPZHSO'),
	(40, 18, 'TREASURY'),
	(41, 19, 'TREASURY'),
	(41, NULL, 'BACKING'),
	(41, NULL, 'ANNOUNCED'),
	(41, NULL, 'ISSUANCE'),
	(41, NULL, 'D5MN5FXEA5OYARCPZHSO'),
	(42, 20, 'TREASURY'),
	(43, 21, 'TREASURY'),
	(43, NULL, 'BACKING'),
	(43, NULL, 'ANNOUNCED'),
	(43, NULL, 'ISSUANCE'),
	(43, NULL, 'H3GFGUV2CCLGK6QZF2KY'),
	(44, 2, 'H3GFGUV2CCLGK6QZF2KY'),
	(45, 3, 'H3GFGUV2CCLGK6QZF2KY'),
	(45, NULL, 'ATAHK7PHTSSM5YIYN3AD'),
	(46, 1, '2I6C5Z3GAQDU5SUYMJIG'),
	(47, 22, 'TREASURY'),
	(47, NULL, 'CAMPAIGNS'),
	(48, 23, 'TREASURY'),
	(48, NULL, 'CAMPAIGNS'),
	(49, 24, 'TREASURY'),
	(49, NULL, 'CAMPAIGNS'),
	(50, 25, 'TREASURY'),
	(50, NULL, 'CAMPAIGNS'),
	(50, NULL, 'CAMPAIGN.4ST4DWHHHOCH'),
	(50, NULL, 'ANNOUNCED'),
	(51, 26, 'TREASURY'),
	(51, NULL, 'CAMPAIGNS'),
	(52, 27, 'TREASURY');
INSERT INTO public.currency_subject_entry VALUES
	(52, NULL, 'CAMPAIGNS'),
	(52, NULL, 'BACKING'),
	(52, NULL, 'CAMPAIGN.4ST4DWHHHOCH'),
	(52, NULL, 'ISSUANCE'),
	(52, NULL, 'HZNVUOAJASVGN33DPLV7'),
	(52, NULL, 'D5MN5FXEA5OYARCPZHSO'),
	(53, 28, 'TREASURY'),
	(53, NULL, 'SUSPENSE'),
	(53, NULL, 'GUARANTEE'),
	(54, 29, 'TREASURY'),
	(55, 30, 'TREASURY'),
	(55, NULL, 'PRESS'),
	(55, NULL, 'ONTHEWAY'),
	(56, 31, 'TREASURY'),
	(56, NULL, 'ONTHEWAY'),
	(56, NULL, 'VAULT'),
	(57, 32, 'TREASURY'),
	(57, NULL, 'PRESS'),
	(57, NULL, 'ONTHEWAY'),
	(58, 33, 'TREASURY'),
	(58, NULL, 'ONTHEWAY'),
	(58, NULL, 'VAULT'),
	(59, 34, 'TREASURY'),
	(59, NULL, 'PRESS'),
	(59, NULL, 'ONTHEWAY'),
	(60, 35, 'TREASURY'),
	(60, NULL, 'ONTHEWAY'),
	(60, NULL, 'VAULT'),
	(61, 36, 'TREASURY'),
	(61, NULL, 'PRESS'),
	(61, NULL, 'ONTHEWAY'),
	(62, 37, 'TREASURY'),
	(62, NULL, 'VAULT'),
	(62, NULL, 'ONTHEWAY'),
	(63, 38, 'TREASURY'),
	(63, NULL, 'ONTHEWAY'),
	(63, NULL, 'DRAWER.PVHES5VOWWQV'),
	(64, 39, 'TREASURY'),
	(64, NULL, 'DRAWER.PVHES5VOWWQV'),
	(64, NULL, 'SOLD'),
	(64, NULL, 'ISSUANCE'),
	(64, NULL, 'PAPER'),
	(64, NULL, 'BACKING'),
	(64, NULL, 'BUREAU.PVHES5VOWWQV'),
	(65, 40, 'TREASURY'),
	(65, NULL, 'DRAWER.PVHES5VOWWQV'),
	(65, NULL, 'SOLD'),
	(65, NULL, 'ISSUANCE'),
	(65, NULL, 'PAPER'),
	(65, NULL, 'BACKING');
INSERT INTO public.currency_subject_entry VALUES
	(65, NULL, 'BUREAU.PVHES5VOWWQV'),
	(66, 41, 'TREASURY'),
	(66, NULL, 'DRAWER.PVHES5VOWWQV'),
	(66, NULL, 'SOLD'),
	(66, NULL, 'ISSUANCE'),
	(66, NULL, 'PAPER'),
	(66, NULL, 'BACKING'),
	(66, NULL, 'BUREAU.PVHES5VOWWQV'),
	(67, 42, 'TREASURY'),
	(67, NULL, 'SOLD'),
	(67, NULL, 'DRAWER.PVHES5VOWWQV'),
	(67, NULL, 'PAPER'),
	(67, NULL, 'ATAHK7PHTSSM5YIYN3AD'),
	(68, 1, 'WHSDOYIFGSSCFSGW5D6M'),
	(69, 2, 'WHSDOYIFGSSCFSGW5D6M'),
	(70, 43, 'TREASURY'),
	(71, 44, 'TREASURY'),
	(71, NULL, 'BACKING'),
	(71, NULL, 'ANNOUNCED'),
	(71, NULL, 'ISSUANCE'),
	(71, NULL, 'WHSDOYIFGSSCFSGW5D6M'),
	(72, 3, 'WHSDOYIFGSSCFSGW5D6M'),
	(72, NULL, 'ATAHK7PHTSSM5YIYN3AD'),
	(73, 4, 'WHSDOYIFGSSCFSGW5D6M'),
	(74, 5, 'WHSDOYIFGSSCFSGW5D6M'),
	(75, 6, 'WHSDOYIFGSSCFSGW5D6M'),
	(76, 7, 'WHSDOYIFGSSCFSGW5D6M'),
	(77, 3, 'ATAHK7PHTSSM5YIYN3AD'),
	(77, NULL, 'WHSDOYIFGSSCFSGW5D6M'),
	(78, 8, 'WHSDOYIFGSSCFSGW5D6M'),
	(78, NULL, 'ATAHK7PHTSSM5YIYN3AD'),
	(79, 4, 'ATAHK7PHTSSM5YIYN3AD'),
	(79, NULL, 'RECONVERSION'),
	(80, 9, 'WHSDOYIFGSSCFSGW5D6M'),
	(81, 1, 'GFJHNKNDCK6PYUSRHSGF'),
	(82, 2, 'GFJHNKNDCK6PYUSRHSGF'),
	(83, 45, 'TREASURY'),
	(84, 46, 'TREASURY'),
	(84, NULL, 'BACKING'),
	(84, NULL, 'ANNOUNCED'),
	(84, NULL, 'ISSUANCE'),
	(84, NULL, 'GFJHNKNDCK6PYUSRHSGF'),
	(85, 3, 'GFJHNKNDCK6PYUSRHSGF'),
	(85, NULL, 'ATAHK7PHTSSM5YIYN3AD'),
	(86, 4, 'GFJHNKNDCK6PYUSRHSGF'),
	(87, 5, 'GFJHNKNDCK6PYUSRHSGF'),
	(88, 6, 'GFJHNKNDCK6PYUSRHSGF'),
	(89, 7, 'GFJHNKNDCK6PYUSRHSGF'),
	(90, 5, 'ATAHK7PHTSSM5YIYN3AD'),
	(90, NULL, 'GFJHNKNDCK6PYUSRHSGF');
INSERT INTO public.currency_subject_entry VALUES
	(91, 8, 'GFJHNKNDCK6PYUSRHSGF'),
	(91, NULL, 'ATAHK7PHTSSM5YIYN3AD'),
	(92, 6, 'ATAHK7PHTSSM5YIYN3AD'),
	(92, NULL, 'RECONVERSION'),
	(93, 9, 'GFJHNKNDCK6PYUSRHSGF'),
	(94, 1, 'YQXC6MOODOQA3I6N4EWR'),
	(95, 2, 'YQXC6MOODOQA3I6N4EWR'),
	(96, 47, 'TREASURY'),
	(97, 48, 'TREASURY'),
	(97, NULL, 'BACKING'),
	(97, NULL, 'ANNOUNCED'),
	(97, NULL, 'ISSUANCE'),
	(97, NULL, 'YQXC6MOODOQA3I6N4EWR'),
	(98, 3, 'YQXC6MOODOQA3I6N4EWR'),
	(98, NULL, 'ATAHK7PHTSSM5YIYN3AD'),
	(99, 4, 'YQXC6MOODOQA3I6N4EWR'),
	(100, 5, 'YQXC6MOODOQA3I6N4EWR'),
	(101, 6, 'YQXC6MOODOQA3I6N4EWR'),
	(102, 7, 'YQXC6MOODOQA3I6N4EWR'),
	(103, 7, 'ATAHK7PHTSSM5YIYN3AD'),
	(103, NULL, 'YQXC6MOODOQA3I6N4EWR'),
	(104, 8, 'YQXC6MOODOQA3I6N4EWR'),
	(104, NULL, 'ATAHK7PHTSSM5YIYN3AD'),
	(105, 8, 'ATAHK7PHTSSM5YIYN3AD'),
	(105, NULL, 'RECONVERSION'),
	(106, 9, 'YQXC6MOODOQA3I6N4EWR');


--
-- Data for Name: currency_tile; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.currency_tile VALUES
	(0, 0, '\x380382f42ae610455920a7b5d1240655b14ac4de577ef84006e96bc2a6e1610c168812ad78484b59b9c7a5f0a68c05c4d188357279c11121d702e9391004274a22b8667ea6cd1b4bb8fb160c5a4cda860755562882396d54a1ea311521b5bb4413cf5426a7611ddb23781787518c85b9c2f16be0fa84016c7e254054f9f47e5f2ef2755da52f5fc11d37f3308a97bd65ecdf40aef90a50ffc2551cb150338c90d6fb6e5d288112bbeaa7aefd0362b60122e8acba48354bbca7e8bcc3f47810f65249dc26096185dd7a7dc0ca145055cbf982003b3b7e6a4a301fa41f17a0c770c3f468270f9f30f986f362c588587c5ffe41127e5d292c30bced7c645ddcc462603ef6bc0bf50678f840fc6958a0daa2cc56588aa00230a7a85efff2f390ddbc114be85bc209962fd72967ee0e6b92cfcb07c9bf98f214e6aba165505d79a9f80e802ccf0136c3a609ce2fb54a7cd990f8820d3441445b2f62882e2a1fd6c480bbc2c83d473fac225146a1b238f1d840d37b039d10962942a8ce6792cc1d88dc4631faf626bda25cf7f9179f5da4f19919fe6584fe23567fcd71069ef9fdaa5e203a4f5d825254b41dda96ba49df3fc2247d827211ec6ecadef3372e10da483abde0323071086710ff9664f5b625ee1f46be2b032d629be32980e67ccbc3b230ae420d63b804439e4c5bd49d1ddcff38446bca46f22b3d29315aaa7a0ebc39dc'),
	(0, 1, '\xd9b3cb414368007ead53451a85eea90629c926814f5f97e1f33b165b990916fd84917ce7e65e0266c6d72385c46281f1366279b4950576e2fc253ee38cccdebc9b1fd9f328575b2d931437229ba0fb4cb81cf3dec635ce4e32ba2a62c47d2599da8d95bdf5ac50111427ec22adfad58fbefcba8245d9a1d714d9a018eb17d6208477d883b0502e7a305aa3c500e3d3fb4d84ed9e5da3318fbeb08c97eb652de52a0973bcde5b5d4a579ed3ba988352852f0e5a28f54f2782577cceae5b432d4418b285213e4274dfbad89579be0d8094f17d7e4130d2a8da74c42b71faa07409365c6f183ad20c42fae64aeb25f7674c135ad49342bb7bc851a65efb131ea0639525888cbb8c90c4bd1e1bfdf599ab867a6eff5779ca960ca31c74044f091ded2d83cb6a4adc0890266ad08d033e16667c089152b501d23faa90e12c94a7d8c4f608eee7dc4309750632325ec1a1a8daa188363b0ed5cdcd43cc59c2061f0638768926b069bf09da8a3e9f543b3a34791d154aefb037b12b3b11a7ba3f2cab2797cf832af370a6df5d28032360572e7f9937c111130e580bdcc50338b9c451207958ac4f7e4ac7613c69ab48d3929cb85e3eaf18d098dcc1c09b5ced934021a1a05f464877037e755ba2c85ee0a35ad03041d87c4184b7c597ad900c6e8786b50f7fa9d2d0455e4a664749a1e6e4a692f3805c972d3fc166336013ac502fa74a'),
	(0, 2, '\x6029436de81a23370756951602ee4748d92db4cd7fe262d81965543414824636c6dba592491f20986fdc5c123c8759e5866e11861bb8ad6ddb1606932d2221be9598876ee45d9001cea3c7d14a9d001f0a9febbc131550e5a173bfd5b0654866fcf7606ef9459350eaede676fbe2ee348f2004936a29fe1f94436c16b889bbb59800c592bbe09a200ceeef1a3efe703488dd9acf633e4d546ac1c7f0c2decf38f6fd1e9a38136c8ff9369c8faff38822b09de0ab3855460674cd0eeff6a8b6b341c6ef6a07a4bca2b5a221223cda13f6c5bde9e50d84fd1e8c54b21b0d9e2ad4d8ef88bb443fbc9df7bab2fc6ade4f6f2eab3df1d4f6a4e567d779383cb0e4f7b249ff9487246e260d17a55dd1f72457caf0e7a511837877e3f28cd7bb7e67ca47c7de0a9f4157a60be53f4a7a0f0342d495327ed9252afdb5e78db744b11ac98949aa45192cb44ba20f479f6658b089f93328c54f8ccceb2ede88c8acb430aeee890670cf61a399ba6d76ce4a9acf780258f8e3ecb64123bb20f6673f84b56e6a889603ec2aa0463f1add0cde279048dff85ee265e8c07cd9f970999412ef6c872e0a38c4645befb20cdb21c99e974bc86c84e84c22d06b365209852185e5610efddc71f1d403444f9cec71787239af9417886543549538a7a52df154731503f733489b89cea09bf101dc9ec095e34eb298f6f3e11bede7f8f18b8c21e81aa7'),
	(0, 3, '\x44ba5dea51b0481a6d9441146edc6efb4e2b0ce8bfd7378eaa1c15744b72ee7aecdb4f33bb5c138d62bc8f709862c3217fc1e4247d82fcf3e8b077780b2abd760b9f5c0373ebea9f5af5c47a4e3db73570c2476eddbc19f52389d13cb9e0564dc1791956a8b8dee07a6b698c3fc30741352dad3988e0739826c2bb98125c8d0a4e521972683336750c0316eacf91f36e57caedd46741f32f036640650e0a5c2776ae54a7a7bb0647a794969057b3f8615d13ecdce6a20e465c41251e603dafcf5b6c50c1632f971a879821b5d6428a6010342de6612d5785eba479d24b406afd0bdf794e280a23cde62dea5019c50f98e606d7bd4329d74fe20d5c60e53e549076e233a85af756c7bdd7357107047bfa9cca95d8371633649563377539548463392aa6700f70d5fff246a58b6f5a92ce696d806fabad08ab839278a4b8ee78e5f578f174ff747e6e9a4e4f7f67c8c227171bb8cfaae3ddb9963cc56edcdd537afafb67f97246f79a4558033bb8556e3d0e9800ae51ec26875caa2530fb99f6b48051e71c3cf2f543a2ce6f41f92157bf9fc6d10c9c9a6e92462593aaa749b87d07ce480e550de03d36d1d575eb024314f20d022ead1cfb88de2daae860e9df4ec746d3ff77e051c70ebd0857b92dc9f8760e57f37ec46b621828e060710459fccec28750cd2a9014aa17351de4c503281097676fd0b3d600c9f7959d0ff4a68c'),
	(0, 4, '\x941af7092e652349d4fc45ca8166eb8429a06203227ec45914678d3c0b393700e61cec7b7d3b1d3b9fd29f305559acd080d9f9d28d0e724911ccf10ef5f7e0f82efcc85e00411bee68a3ab39ae184898cc63d46a7689c3f0eeac648a7df44c6a75a5aa29c3360e459aac8627172a2b17b69a537f10d4d87c7d64c3887957119eee1cba8356ce4f1572dde116789d88e2f78c5e521a45e2afdba2dfa8faf8a27cb7543f27ff56b304a861cc99730e6538edb25fc343971a367ba640a9f2c3c223c7b2ac5750b68c8a309253fb2a040d53ee622d540d340fd6230d5eed7d356f72ba370263719f8193e034d031e2737ef1fa3b0f71e365aed9380b80b68ac21e32a36b342d9ba602fb9e20357a822e136f439537939cb275c9e7185ebbb32f89f89baf26f62d20ec6876f576857313308ff10769330140e0318f7d76bbeb8c7bd0cc447488cc1d5194df03f879bce87fb9ac74e81d6b65b65a304c3e9508a5cfc79d6c68820fdca05d9ea786c5d08b3b0beae044f39e41169e09718585c8429cb15b3c049098a4cf69edda19e2b38c732b4b9a7966b2e0d356cb707358ad9603f66b5fff16c8afaef8f33ac51e822e1fa26437a346f0c59e6165b45dab76324481ecb70761b8d553946b94d7dd8a35766718b330986e196f6949c438922d18b326f257788c8c25724b86e9efb5c7e78b596c8ee5b4386edd4dbe7418f9e0f8c526'),
	(0, 5, '\x5473662e775f2da93344f5d460ede4e30de511846a3a7b28cfa3212a29c575045b22c237671e326c7660a81af151d73f8244b76d006669dfa367047c4965de8234362fc1d1b0e4d77ac466ed0cd374d505e63002a2b6e79ef42218d56466defd2c2a78a84e7e929e48354b7d08586218916243a6e43c277d483698de69223e12fafc2ffec39e104fdddf76a0978307d8d0eddff238edc2da77b4f679fb40c8df2ec56e9e43b09eaefb429074004a39b986e965f2bdf6272203796bbc2c6c28f998d61201ca0d78a3ffcfbbcd2f4afaff0578654af715f5e48b2b0c4b8d905814316026aa9156980f6fb8b70b69b6c291eb91e84745b5a543a129ee935894dbaf85f100a7f05550e9a69b46fca829f409b56e7f58ccdd4bf9878d91e80fb70b74334a7d8c2006718f5c71b017a3a924e48a4a3d9d9d1ea6225c05430085e33ac4994f451af0e530045b1da5ec1ca214001cb0ee42c76b3c124830ad57a58f54433ce2cddd13f54e7b31b6ab5bf4025e0060669b5d3007f920a51c79c453734e684f6000372ec32ad5b459fdd6168808e1d00f099c3f6c46393a36a951f5a45cc6915cd0a9a94fca55d6f43eb284bf3ee36b3829c47d596c5d33f1f1d94c018b266574b0bfe00b4bdc65c18d4adc0e03c092771ed5f5d49c8cbd9bdf7f3e26264b9045e3449fbb93f8c070f1c2c30e7ad24d9e6af4d12cee05f474baaedb218805');


--
-- Data for Name: debit_mandate; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.debit_mandate VALUES
	('\x01a21bc55ab87bca93eeb8e147f8b8eb', 'EXEMPLE-YVETTE', 'HZNVUOAJASVGN33DPLV7', 'Yvette Exemple', 'FR1420041010050500013M02606', NULL, 739916, 2000, 1200, 12, 5, 0, NULL, 1, '5APQ4G3ZOUTDFJAD3BP7', 1795762248377, 1, NULL, NULL, NULL, NULL),
	('\x01a21bc55ac07e7faf4b0ee611c53864', 'EXEMPLE-GASTON', 'D5MN5FXEA5OYARCPZHSO', 'Gaston Exemple', 'FR1420041010050500013M02606', NULL, 739916, 5000, 1200, 12, 5, 0, NULL, 1, '5APQ4G3ZOUTDFJAD3BP7', 1795762248385, 1, NULL, NULL, NULL, NULL);


--
-- Data for Name: erasure_request; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: evidence; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: evidence_piece; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: grain_snapshot; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: grant_standing; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.grant_standing VALUES
	('LIL-2026-0001', 18, 1, 'FGM7CFEOTCGYTROFDN3F', 'none', 2, '2026-08-29', '2029-08-28', NULL, '-infinity', '2026-08-28', '2026-11-27', 'infinity'),
	('LIL-2026-0001', 18, 1, 'FGM7CFEOTCGYTROFDN3F', 'active', 2, '2026-08-29', '2029-08-28', NULL, '2026-08-29', '2029-08-28', '2026-11-27', 'infinity'),
	('LIL-2026-0001', 18, 1, 'FGM7CFEOTCGYTROFDN3F', 'expired', 2, '2026-08-29', '2029-08-28', NULL, '2029-08-29', 'infinity', '2026-11-27', 'infinity'),
	('LIL-2026-0002', 33, 1, 'PGNWUQQGOTJ62KIXE57F', 'none', 1, '2026-08-29', '2029-08-28', NULL, '-infinity', '2026-08-28', '2026-11-27', 'infinity'),
	('LIL-2026-0002', 33, 1, 'PGNWUQQGOTJ62KIXE57F', 'active', 1, '2026-08-29', '2029-08-28', NULL, '2026-08-29', '2026-11-16', '2026-11-27', 'infinity'),
	('LIL-2026-0002', 33, 1, 'PGNWUQQGOTJ62KIXE57F', 'suspended', 1, '2026-08-29', '2029-08-28', NULL, '2026-11-17', '2029-08-28', '2026-11-27', 'infinity'),
	('LIL-2026-0002', 33, 1, 'PGNWUQQGOTJ62KIXE57F', 'expired', 1, '2026-08-29', '2029-08-28', NULL, '2029-08-29', 'infinity', '2026-11-27', 'infinity'),
	('LIL-2026-0003', 62, 1, 'ZRVFNJBV7Q6ZTNLMDQLZ', 'none', 1, '2026-08-29', '2029-08-28', NULL, '-infinity', '2026-08-28', '2026-11-27', 'infinity'),
	('LIL-2026-0003', 62, 1, 'ZRVFNJBV7Q6ZTNLMDQLZ', 'active', 1, '2026-08-29', '2029-08-28', NULL, '2026-08-29', '2029-08-28', '2026-11-27', 'infinity'),
	('LIL-2026-0003', 62, 1, 'ZRVFNJBV7Q6ZTNLMDQLZ', 'expired', 1, '2026-08-29', '2029-08-28', NULL, '2029-08-29', 'infinity', '2026-11-27', 'infinity'),
	('LIL-2026-0004', 76, 2, 'NOWB6RVQ424LMNLRSBRC', 'none', 1, '2026-09-28', '2029-09-27', NULL, '-infinity', '2026-09-27', '2026-11-27', 'infinity'),
	('LIL-2026-0004', 76, 2, 'NOWB6RVQ424LMNLRSBRC', 'active', 1, '2026-09-28', '2029-09-27', NULL, '2026-09-28', '2029-09-27', '2026-11-27', 'infinity'),
	('LIL-2026-0004', 76, 2, 'NOWB6RVQ424LMNLRSBRC', 'expired', 1, '2026-09-28', '2029-09-27', NULL, '2029-09-28', 'infinity', '2026-11-27', 'infinity'),
	('LIL-2026-0005', 90, 2, 'TAZAHZ67NXRWJT25PU2H', 'none', 2, '2026-08-14', '2029-08-13', NULL, '-infinity', '2026-08-13', '2026-11-27', 'infinity'),
	('LIL-2026-0005', 90, 2, 'TAZAHZ67NXRWJT25PU2H', 'active', 2, '2026-08-14', '2029-08-13', NULL, '2026-08-14', '2029-08-13', '2026-11-27', 'infinity'),
	('LIL-2026-0005', 90, 2, 'TAZAHZ67NXRWJT25PU2H', 'expired', 2, '2026-08-14', '2029-08-13', NULL, '2029-08-14', 'infinity', '2026-11-27', 'infinity'),
	('LIL-2026-0006', 104, 2, 'TWFQIEAKICRH427MXAVC', 'none', 3, '2026-06-30', '2029-06-29', NULL, '-infinity', '2026-06-29', '2026-11-27', 'infinity'),
	('LIL-2026-0006', 104, 2, 'TWFQIEAKICRH427MXAVC', 'active', 3, '2026-06-30', '2029-06-29', NULL, '2026-06-30', '2029-06-29', '2026-11-27', 'infinity'),
	('LIL-2026-0006', 104, 2, 'TWFQIEAKICRH427MXAVC', 'expired', 3, '2026-06-30', '2029-06-29', NULL, '2029-06-30', 'infinity', '2026-11-27', 'infinity'),
	('LIL-2026-0007', 119, 1, 'QTVKNQLGHMSFNB6KIU54', 'none', 1, '2026-05-16', '2029-05-15', NULL, '-infinity', '2026-05-15', '2026-11-27', 'infinity'),
	('LIL-2026-0007', 119, 1, 'QTVKNQLGHMSFNB6KIU54', 'active', 1, '2026-05-16', '2029-05-15', NULL, '2026-05-16', '2029-05-15', '2026-11-27', 'infinity'),
	('LIL-2026-0007', 119, 1, 'QTVKNQLGHMSFNB6KIU54', 'expired', 1, '2026-05-16', '2029-05-15', NULL, '2029-05-16', 'infinity', '2026-11-27', 'infinity'),
	('LIL-2026-0008', 133, 2, 'SZJVZXULV7OS4CRZAXFM', 'none', 2, '2026-04-01', '2029-03-31', NULL, '-infinity', '2026-03-31', '2026-11-27', 'infinity'),
	('LIL-2026-0008', 133, 2, 'SZJVZXULV7OS4CRZAXFM', 'active', 2, '2026-04-01', '2029-03-31', NULL, '2026-04-01', '2029-03-31', '2026-11-27', 'infinity'),
	('LIL-2026-0008', 133, 2, 'SZJVZXULV7OS4CRZAXFM', 'expired', 2, '2026-04-01', '2029-03-31', NULL, '2029-04-01', 'infinity', '2026-11-27', 'infinity'),
	('LIL-2026-0009', 148, 1, 'ZV5IVSTNDGBNR3LKMM26', 'none', 3, '2026-02-15', '2029-02-14', NULL, '-infinity', '2026-02-14', '2026-11-27', 'infinity'),
	('LIL-2026-0009', 148, 1, 'ZV5IVSTNDGBNR3LKMM26', 'active', 3, '2026-02-15', '2029-02-14', NULL, '2026-02-15', '2029-02-14', '2026-11-27', 'infinity'),
	('LIL-2026-0009', 148, 1, 'ZV5IVSTNDGBNR3LKMM26', 'expired', 3, '2026-02-15', '2029-02-14', NULL, '2029-02-15', 'infinity', '2026-11-27', 'infinity'),
	('LIL-2026-0010', 162, 2, 'GQFUFM6OTWCI6QXKUFEC', 'none', 1, '2026-01-01', '2028-12-31', NULL, '-infinity', '2025-12-31', '2026-11-27', 'infinity'),
	('LIL-2026-0010', 162, 2, 'GQFUFM6OTWCI6QXKUFEC', 'active', 1, '2026-01-01', '2028-12-31', NULL, '2026-01-01', '2028-12-31', '2026-11-27', 'infinity'),
	('LIL-2026-0010', 162, 2, 'GQFUFM6OTWCI6QXKUFEC', 'expired', 1, '2026-01-01', '2028-12-31', NULL, '2029-01-01', 'infinity', '2026-11-27', 'infinity');


--
-- Data for Name: invoice; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: label_checkpoint; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.label_checkpoint VALUES
	(1, '\xe2944bd0c453bacf65e0149e5bd4ba1b728d9161b3a43a26bd3ca99b8266fd2d', '\x6573736c65646765722f47574d5353422f6c6162656c0a310a3470524c304d52547573396c344253655739533647334b4e6b57477a70446f6d765479706d344a6d2f53303d0a0ae28094206573736c65646765722f47574d5353422f6c6162656c2070324c6e64386667684d53576c64364950436b6e483450562f7061796661724f71666b36576b41794f2f473046777a377547594b4c79754e75716f612b305174753048354f567658785a4f6959494d5872696f4c502f4e3951516b3d0a', 1795762241619),
	(2, '\xe4b88a6c680bc8f15c3685582bff5f9f6ac24ac8b07c6c676ef7703e82805b8f', '\x6573736c65646765722f47574d5353422f6c6162656c0a320a354c694b6247674c795046634e6f56594b2f39666e327243537369776647786e62766477506f4b415734383d0a0ae28094206573736c65646765722f47574d5353422f6c6162656c2070324c6e64304333576f45527170756c3134544835716e525177454471596f6245484172717445646344427047734f506c55624a6e65325a51682b57364a4a6230562f44634e4b4a5446426d364c6339766b586c6d6b70713977733d0a', 1795762243638),
	(62, '\xbd21e6ae6a57909073ece08d53e50f5286f782dc94f8071c75c4d8d6cb10456a', '\x6573736c65646765722f47574d5353422f6c6162656c0a36320a7653486d726d70586b4a427a374f434e552b5550556f6233677479552b416363646354593173735152576f3d0a0ae28094206573736c65646765722f47574d5353422f6c6162656c2070324c6e64792f783539364f516644496a316c59783057315253367674555642615071587756314a50685756622b6c5a512f586739585752574b683639353453317969575344526e504558464d3257746b396234775548423941733d0a', 1795762245661),
	(182, '\xd2d4db57bb31599d5abb988b96735e97b8b2e693b2db9ae719672de857b6c8a0', '\x6573736c65646765722f47574d5353422f6c6162656c0a3138320a3074546256377378575a31617535694c6c6e4e656c37697935704f793235726e4757637436466532794b413d0a0ae28094206573736c65646765722f47574d5353422f6c6162656c2070324c6e647778505975357151715345544e5a656e6350484473377878666c5577716e474933497650504e435654565569314e4773737a4d707142586e4a4f4d706c51313178654f2b4f697a732b6f363864375075345a4e4b67553d0a', 1795762247796);


--
-- Data for Name: label_claim; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.label_claim VALUES
	(1, 5, 'book'),
	(4, 5, 'FGM7CFEOTCGYTROFDN3F'),
	(8, 5, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(19, 5, 'PGNWUQQGOTJ62KIXE57F'),
	(23, 5, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(35, 5, 'ICFZJIO5PL2GVKLLASY5'),
	(39, 5, '01a21bc5-4d31-77ed-bae7-8503cb4c02b8'),
	(48, 5, 'ZRVFNJBV7Q6ZTNLMDQLZ'),
	(52, 5, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(63, 5, 'NOWB6RVQ424LMNLRSBRC'),
	(67, 5, '01a21bc5-5094-7f94-975b-866434fee470'),
	(77, 5, 'TAZAHZ67NXRWJT25PU2H'),
	(81, 5, '01a21bc5-5137-712e-a73d-0e7130e3de04'),
	(91, 5, 'TWFQIEAKICRH427MXAVC'),
	(95, 5, '01a21bc5-51e8-7293-9262-ad2664afe1b2'),
	(105, 5, 'QTVKNQLGHMSFNB6KIU54'),
	(109, 5, '01a21bc5-52a5-7c21-8212-59264715b45a'),
	(120, 5, 'SZJVZXULV7OS4CRZAXFM'),
	(124, 5, '01a21bc5-5344-79d6-9b91-c021f4344339'),
	(134, 5, 'ZV5IVSTNDGBNR3LKMM26'),
	(138, 5, '01a21bc5-53dc-7948-b7d0-208f52b660bb'),
	(149, 5, 'GQFUFM6OTWCI6QXKUFEC'),
	(153, 5, '01a21bc5-547a-7bad-97bc-4a5a7543f48e'),
	(163, 5, 'C2CDL3D2IK2LBH2TVUF3'),
	(167, 5, '01a21bc5-552b-7c49-9e31-d610f0126039'),
	(173, 5, '01a21bc5-554f-77fc-8f31-98dc8fc9579e'),
	(176, 5, '01a21bc5-55d3-7b0f-86d1-4f8215ec8b0a'),
	(178, 5, 'Y4OSMREW4ATBC6YDBJJQ'),
	(181, 5, '01a21bc5-5689-74f1-a5f5-fa509e152b31');


--
-- Data for Name: label_entry_0; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.label_entry_0 VALUES
	(1, 1795762230531, '\xc27241aa0e15d65d9058b2ed20d40f0f8dd1833a11d265e005912b4395ffcca9', '\x88fea1a7d6962420ef08b99aab2e33e4d49b342880e04fc0f170a0f5e9007375', '\x82016647574d535342'),
	(2, 1795762243607, '\x87957f7e0178c3c3b440445012ff643beff9e9ceae2dd524fba6a4301f1138d2', '\x97fa891490044998c45f7840f61b8c1c13e2ba421f788b45bf53866d7be97964', '\x8b14194f3c74524853434142544458553245583244465652365a5820ec119616147d9d496a10010573139d4a6780b357ed5d4b20cd960b5db188c8d6011824185a01183c181e03'),
	(3, 1795762243709, '\x4d7c8d8a5532fa5191b8ae7e3626557f262bda492eb73bd97b75f3842a8563cb', '\x6da0794592eba67ad4eb3790c31531bb9eb8f39195b95edbdadf25164f5f7123', '\x8715194f5a74524853434142544458553245583244465652365a58209d5fc935b8aae4279515c181c7c65e3e11259d6d2f2bffb66cc6628df2ccd6df015820f96f1942e2a9d73454fe6070a85d7f8e81be94b1959e43bc8b1313b7506c6d11878601010182010200008602020181010000860303028201020000860405038101000286050601810200008606020382010200018607040181030000'),
	(4, 1795762244158, '\xd3b5ab942655adac0edcbf55435417f1d512c4916f30099382455bc6ef2881b0', '\x6a7fe540a4455b73e4b09860bd59e786a93898f149c013f93451cecf2ebd51a3', '\x8616194f6e74524853434142544458553245583244465652365a5820da70f6b0e31940d86f29e5470288b87c452ff9ada55503f2209beaf79c7e99587446474d374346454f5443475954524f46444e334601'),
	(5, 1795762244176, '\x2d7d3734bc6d2d5959d0fef206c77ac926622f5abedd2926407d6c1cc927db4d', '\x28971301f6cae48b8cc1b639cc5dd7c393174baf251bc856efafe1f990c3195d', '\x8e17194f6e7448354c59564447484b4b4243564a5634375855595820c22afd05b3fa2ead18bcc4b1fdc6a28a44439ee6557bd86724252760432914f77446474d374346454f5443475954524f46444e33460181068101816535393335308080810081118101'),
	(6, 1795762244195, '\x2e64c7269cb63e64219838c4ba8eb17b3baa412fe6f09e44135a348cb0c51908', '\x9dfdd2a085e86ed310c01f4c6e2a09338fe2451f23e3e47dde69ac6ced462d3e', '\x861818194f6e74524853434142544458553245583244465652365a5820985fce1db23929102b493371bde117105a900ceee3417feac3ef6d62baf55fd27446474d374346454f5443475954524f46444e33467448354c59564447484b4b4243564a563437585559'),
	(7, 1795762244259, '\x6310eb4e2adb6dbd01cb0ddcdddb6f4efbdcaf14bbb584508e80a7816d65e01a', '\x607f8efba47e2797097d987eda0b8637f854189d15a7d821deb8c062cb76e050', '\x87181a1951307448354c59564447484b4b4243564a5634375855595820a7fd2c181357028ce7ef13146d0b314e91a989b6dd33278cccd883ca04f771807446474d374346454f5443475954524f46444e3346582103ea5ad9a4ef6185f345b9d731137730689a78f2b2a7e33486c9c04fed7f7b3d9a58208c143b4fc0f13bbd3bf3123c3f20ed0cc77bf179f008d6d53ce0a4332f070bda'),
	(8, 1795762244306, '\x6b203a9682c367830bc522551a7baee8ee5480a136085c4b228ff1e344c47fc3', '\x3cefb55c8528b3e1e24cf0747f41c5b8913ace044b9b20551e3ce1b46a096608', '\x8a181c19509a7448354c59564447484b4b4243564a5634375855595820810afb15a5809620df567deb552fdc54d50d6052001caed52ffd016a8f8590925001a21bc54abb76ba81827d84a011af427446474d374346454f5443475954524f46444e334601018080'),
	(9, 1795762244378, '\xc2cc205956876696f73abd79ca59fccfe370588df01d78c23b6d33a5afd57152', '\xb20115fccf43a0b77ab407fef9601e0f093630306bbc842638e4aaa2fe81a4b9', '\x88181d19509a7448354c59564447484b4b4243564a56343758555958202d92a68acb76155dde53f7b3b2b8e064ff9047f141ff2e45ddba40eb050931b85001a21bc54abb76ba81827d84a011af42010180'),
	(10, 1795762244395, '\x2c88a2cf03a202f59ec1ff5e3fbc0317e8b158a7f132e24bb9e2bdc9922e8534', '\x76a4384c5009b431f2085212465eca14d4e24861fcfa8ac7675d18426a3c2332', '\x88181d19509a7448354c59564447484b4b4243564a5634375855595820123ffcd9f39af20c630ebdee4e2747fe9a249b8faf1529f90c6f373dac2d68105001a21bc54abb76ba81827d84a011af42020280'),
	(11, 1795762244414, '\x67abd1d3f82d355a369ecb8a096319e51d538f280d65f21d239d9c034f206272', '\xd51d9733da88d386544666bcb1940c5ae8aab29f03204e512e9c0b68fe27de5c', '\x88181d19509a7448354c59564447484b4b4243564a5634375855595820c0032e6db448b2c18b6e5de58685bf8fbe806056482d06099fcd5eadb79ba9065001a21bc54abb76ba81827d84a011af4203038119516c'),
	(12, 1795762244434, '\xb9ca4844c38ff91c46cdb5cfcacb1d1e3cdffa1ecddaca8011af4c3b55b69ed4', '\x761365c18e90676c643f62a014017dc17d441f7cd3e097a99efb266b157b888e', '\x88181d19509a7448354c59564447484b4b4243564a56343758555958208fd75ed22e6f89c9975be8d488c811b4db4d426985e5fe934e0a744c1232fc385001a21bc54abb76ba81827d84a011af42040481195180'),
	(13, 1795762244444, '\xca1a41f6b396eba530b771f40e8432dbcf8bf3f45d7dcb9ee58dc509b283ed2e', '\xf8a141234a72e0f06347e8815d16b7394067e4bd8b1543ef063ad50c05b7a1c2', '\x88181d19509a7448354c59564447484b4b4243564a56343758555958209b48e3386c00eaa5a2feffc3cc63296d63f8db021a4d54e65ded044391411baf5001a21bc54abb76ba81827d84a011af42050681195194'),
	(14, 1795762244467, '\x716484f004122a5ddb0b7c37f0a39bd6877725e4dd76c7232f97fbb82de7f902', '\x20e4c2974350f7a15f810dd1bba3bce954b22c3303e1cc2628b7a66a80784188', '\x85182019509f7448354c59564447484b4b4243564a563437585559582087192597172d847967c11cb1525047695648bccb3626675a24d2b475cb68af885001a21bc54abb76ba81827d84a011af42'),
	(15, 1795762244488, '\x69bb4b8289fcf3452c06ff84ccca45623e774a043e44af00f867b6e79d531795', '\xb66c397e7eaf2ac1d262235de882e6bd6735d20af93656a6234aaaf720f18885', '\x8618221950a974524853434142544458553245583244465652365a5820e820fcd1f8eb5d3a98cf4b02d893d9586b84de2927a974280ab3a5018fcb6b485001a21bc54abb76ba81827d84a011af4201'),
	(16, 1795762244496, '\xe968ba271921f54de74e261b35a09af4c13fb6f1f9e5931cbb9d3c3560e0f363', '\x712f21639d7156adc22f0bfe8f96fa15897f02dcaff7f6eac2bae7045e4f6737', '\x8618241950bd7452504341574b494e4e52464f4d5a53324634364a58203579597d5d061a05cd222adacda795869e5f2bdfe9e720389ee21c7260d562585001a21bc54abb76ba81827d84a011af4201'),
	(17, 1795762244505, '\x89c08b3f562101726ddbb4c729a00ead621ee4102b93454dd83db2719484f38e', '\xdd6af496fc9792de216b8cc4c36f08662e96fafd5daef8381d919645aa231204', '\x8618251950cc745434334c594a4d53544543334f56495652574f435820e845c0a5ef35ad2bbbf460914b554e474fefb2c1b8be53425d77d1651a3b3f675001a21bc54abb76ba81827d84a011af4201'),
	(18, 1795762244529, '\x37822af98cd495006716c19b043c1106245f08a0a7c095a7d815fbdc77439236', '\x4c1e71a1825ae468466f8931c35702d84d7047fabdabff9583a60f80241db96b', '\x8718261950d6745434334c594a4d53544543334f56495652574f4358205a6913bcd1f51a18ff9ef136bbe8008cbdf1c2b538ceb67f22db46f5945631f05001a21bc54abb76ba81827d84a011af4201836d4c494c2d323032362d303030310219551d'),
	(19, 1795762244637, '\xfad3086bdd3ee52f2492beb90867e2a2165513ff4cb87e98817632f5087533e7', '\x6fd53dffd1891aabd711e5125069a6f0168c6ae2c0e8ee817dd78a320d50d1b5', '\x8616194f6e74524853434142544458553245583244465652365a58203b4669560ff2f957c1ca25c903ee5e862708c3ddd4b1fea8dd25b03c46e214837450474e57555151474f544a36324b49584535374601'),
	(20, 1795762244642, '\xca02026e884491091719682b18546120bca236cdf0ed027ce2ae26df67212115', '\xfb931c5683b7de2f4eb68024a11ef0225fcb4a9fd8eb76bd4fbbfb557c3d0f60', '\x8e17194f6e74575035585137564b3752414e4c58544b5442353258201afe072c2476835ee5965bd42e65ef3cbb555ab50a5ed33d8be3d9c808116eb47450474e57555151474f544a36324b495845353746018106810a816535393335308080810081028101'),
	(21, 1795762244652, '\xca79cd3a555c308bf590fcd07d2b6552e605e6d10810cd6f2c991849715edd28', '\xec7a1419e0a6e89f20084d6630383f1286394dc2bcc1c22773caa97936201e9f', '\x861818194f6e74524853434142544458553245583244465652365a5820070ce51a9a234096ec878fc312e7e7f86b472c5b9507b07e80e854124fecdc8d7450474e57555151474f544a36324b49584535374674575035585137564b3752414e4c58544b54423532'),
	(22, 1795762244669, '\x5f4421801116ebe61f3b4d534d8e59d9062a9d878e9d2bda33897ce07cc1b05d', '\x447ea4a04c5aa352fd15d386002dd4f4bdaea1a9826dcf4753f61db828c7d03a', '\x87181a19513074575035585137564b3752414e4c58544b544235325820172055c670fc4be39c082f9c84623fe5268f95212a5c142d576afd203ad5e3bd7450474e57555151474f544a36324b4958453537465821037ce82206bca6d1db03d251bc15f6d5819d4ab11b53ae7d1e0aa10562647c96db582030e64310d860459d9a84c2d455f40258dee4a8bcb1e3db2070177cc9d9e93cf8'),
	(23, 1795762244675, '\x1012cf0bbab7cdb11a52878de9d184efd0d35158bb6a797d8c3ac2d568bfbff6', '\x644f4032864f218fface328663ecc6bf8a067c16f1a2e414caeeb069506a8ae8', '\x8a181c19509a74575035585137564b3752414e4c58544b544235325820ef064c9c0bee9ba5878a0da48287171aec95dcfa8097e4db377204fcae6e3fa45001a21bc54c3f71e986188c1e51d6afe87450474e57555151474f544a36324b49584535374601018080'),
	(24, 1795762244682, '\xdbce619ab7b858de50dcd217e111763edb37b7ece21deee50e88991e6b231bbf', '\x23a1c239bb6d52cc10ad2b8e709bb7d2b225b5a12ce1fa22269667254036a409', '\x88181d19509a74575035585137564b3752414e4c58544b544235325820830d025c59e9173913549a45b0089fd88e9cbe56463653990d4e4053d1b1c6b05001a21bc54c3f71e986188c1e51d6afe8010180'),
	(25, 1795762244690, '\xfc6fa5da28f9ed41b774c26ffe984b3668e7f2d8b194bd54843667da28dcd4d6', '\xbe8248dd78fbc977371e74d976b5525855327d193a3b2aa5b267c13eff64b65e', '\x88181d19509a74575035585137564b3752414e4c58544b5442353258206702858b45d3ddb3625d2082ac31869da3ba5cf7ba0f8753c2814b8465b357035001a21bc54c3f71e986188c1e51d6afe8020280'),
	(26, 1795762244693, '\x0d1c142e40f25810f97f147dc921f2d5a96bf3f54e338214562825f916b1fe28', '\x50cc5c9b6dbdff024d48c28d56a11ffab67b95acb9b96548e2ea42aa7cf018a6', '\x88181d19509a74575035585137564b3752414e4c58544b544235325820aee260cb9624c6fa8a60bfd2757522af59f621f6465a8d7a195a21031897701f5001a21bc54c3f71e986188c1e51d6afe803038119516c'),
	(27, 1795762244699, '\x4db17cd92ad39278e7595858af9995286b343ea704b8a826235b8180452e3048', '\xfdd4ac80645d330a61a34596c6c37cebcaa4d75d5f2ab618d9af670cff71aae5', '\x88181d19509a74575035585137564b3752414e4c58544b54423532582072a2bbddffd5fe72d589bbbf4e9505881d328161892ecb65ddaa929bf17aeacf5001a21bc54c3f71e986188c1e51d6afe8040481195180'),
	(28, 1795762244705, '\x5d4b67b55c167ff5576b0bd08b5a5cb1ff03fc321677ed5c21b271f38db389a6', '\xab5069be36af9526b87c2b588b0dadaa8cb47533bca08a917d51a99c96e66f5d', '\x88181d19509a74575035585137564b3752414e4c58544b544235325820fb6a3be011455ef34e2475efac2e2b84a4e747366ffcca59292c133e06aa660b5001a21bc54c3f71e986188c1e51d6afe8050681195194'),
	(29, 1795762244710, '\x353402a96b2f2a745d0f72f6e5cd3ebf7caf0a0dbae40761c48a1f557d1fb246', '\x67caa2b8337517934e455c3755a35bb17f9cd907e7bfc477c515531a2c368615', '\x85182019509f74575035585137564b3752414e4c58544b544235325820addd4e46fdd86b0379a71fc31c8e7d6eee273f4f1c63656d72a795088c2e28d55001a21bc54c3f71e986188c1e51d6afe8'),
	(30, 1795762244713, '\x1b8ca170a58e0307d84e103ec3c96dc4d9915daf7b2bac035543eaf9b8128223', '\xd5aca98c2c02f00642a6d1759bac2c38c34fdc1aad7bafdd147bd3635670aa36', '\x8618221950a974524853434142544458553245583244465652365a58203a25bd7c5460e681b5c235c441215fe9c23472f776f4d7244af92bf90eb8ec965001a21bc54c3f71e986188c1e51d6afe801'),
	(31, 1795762244718, '\xed054a9ed21755b503071b2f7230f2dd0fdfbfc00b0143b83ea0351414a559cc', '\x2de18989b3aeefa8bc4b0da68543ba58b0752d5c58e376c2a54369e3fc88b61e', '\x8618241950bd7452504341574b494e4e52464f4d5a53324634364a5820f89e76fb7f816dd8a635ae1504cbab6b19911ede4c3f8a9041aadea006a2603d5001a21bc54c3f71e986188c1e51d6afe801'),
	(32, 1795762244722, '\x1cf1ebf499fea0b7189342ebbce073a544fd020d67f85cda119e7ea4cccbe70f', '\xa6d49d385d615f7e7705eea3716d18a1a23e26d9692ffb43a44b21de85d687f3', '\x8618251950cc745434334c594a4d53544543334f56495652574f43582080d1a2a27f3d48b17756d03631cd0975bd5f6b37b9d05cd6e9fc430d76a81c055001a21bc54c3f71e986188c1e51d6afe801'),
	(33, 1795762244728, '\x6cf22eb27663d5ef3f179b6d567d86896db44a659f19fc2c5595fc284dbd9b6e', '\xa66c860ecb901ebfd19439240a2d5bdb9bc6a77fbbb694a7e922f283a72e77c0', '\x8718261950d6745434334c594a4d53544543334f56495652574f4358202ab1898c833e88e4a1d127cc5bfda7c2627aabf02cd12bf0fc3b3fc972187c895001a21bc54c3f71e986188c1e51d6afe801836d4c494c2d323032362d303030320119551d'),
	(34, 1795762244740, '\xb7a6355ad0a6bef1afe72743f8eed2e217974f89514b984d0e94730ff5844e26', '\x4f164030c1ecc5050d61e050f922ea4e9066990c5c607fa7040b47d390907780', '\x85036d4c494c2d323032362d30303032195126745434334c594a4d53544543334f56495652574f435820f3f55241a496d7be0563c99b9c27c10ad094ec5898fd28c3a9ce7a1e0d6531c6'),
	(35, 1795762244879, '\xd4fadc094c59ca341241f0c15c82113ddebbcf9e0c881ce486e00847fd57cf1a', '\xaa67145efe5c45f417f85632c50586f3998d86b1ccffbc09818dae668e9d4aa2', '\x8616194f6e74524853434142544458553245583244465652365a58206292b58765aeb6694e3d1f2a7472ac4d3f7edc5b72212175b6d8feb26e377660744943465a4a494f35504c3247564b4c4c4153593501'),
	(36, 1795762244886, '\xb50f200839975bbac4b2bc51b49c476798b1cdcf130fc85a1ff798b17990cf83', '\x71fd50d189291acf28d04e5f4c85a489ad4cd4546466307bff8b2067b0cbcf10', '\x8e17194f6e744354514a45494e4a3535544c37594f53344f505558209e3c071db93d1245f1dc1af7acc55f5c704a46efe19d20cfe3b3d931a8907635744943465a4a494f35504c3247564b4c4c415359350181068101816535393239388080810081038101'),
	(37, 1795762244893, '\x6ab224b580c7f8be3291f482b612b12a6027301456571c02066e7db92267f4f8', '\x9714e7fd5a96ee357d40d0397231f58923a14ab861072bf6b34ddf75cfcacdd3', '\x861818194f6e74524853434142544458553245583244465652365a5820ccf5d3a6ee2de7dd410ea1a12b92d79704ffd68af4ba7bd1093a0f5d350fbe22744943465a4a494f35504c3247564b4c4c41535935744354514a45494e4a3535544c37594f53344f5055'),
	(38, 1795762244910, '\xab20c407378cd0a2be960ab4a84c3063c6fbd1bf89c32cabee140ab6c07faa55', '\x27a8879703f9c2b5f1f4ec3062e67cbb7eb0fb62c349ad274c397991e2e58973', '\x87181a195130744354514a45494e4a3535544c37594f53344f5055582026c11ecce8680b3c0efd5b5ea539421ec0d29a29e5b39ca3435e654ba4530b11744943465a4a494f35504c3247564b4c4c41535935582102d62fa8c1efbeb9483faa46619570000fcc37a13cca6bc065d7a2a8e7a4c1cfff58203b96c87f6e2191583b4c917ac72ee60e6404f0c43ba4ef6a0d8c844ddb33b41e'),
	(39, 1795762244919, '\xfe1543c6f621040e6a8dc777b39558e90ad69d6270aacd0d0b12ecaa1a2d68c8', '\xb386a47aa9da1ddb0efab4f1605e81ed21006d12fa3fc20b1b013348c1e6f454', '\x8a181c1950f4744354514a45494e4a3535544c37594f53344f50555820e95ce9c04a099cadc10b359c188fa13dab5213a5e2f8fa25003097569126c5355001a21bc54d3177edbae78503cb4c02b8744943465a4a494f35504c3247564b4c4c4153593501018080'),
	(40, 1795762244926, '\x7955794b42daaf4eafc8fd0dee68469cd92eb5a89aeb8822b93ad895aa8cd8f6', '\x2cb49292796b3efd60cb25e1cd2acd1cd6c35c346c5432708a343131372d407d', '\x88181d1950f4744354514a45494e4a3535544c37594f53344f5055582018cf3b3c6b580cfc132d1cfe4d3a0d7923a792750990797070ce0b8cb21764275001a21bc54d3177edbae78503cb4c02b8010180'),
	(41, 1795762244941, '\x7314d8ee962c574c52e70f5eb09e620de5ee24f1965df625f56458c55b0a839d', '\xc68c1e95a2cc68fc309b51c97174199fe8817d2392a70832a046c02bd0a1500f', '\x88181d1950f4744354514a45494e4a3535544c37594f53344f50555820c4307b166968ea698e747c5107d086cf5d73a8b380f42b178aef06d41c0ba3b65001a21bc54d3177edbae78503cb4c02b8020280'),
	(42, 1795762244946, '\x227391095275e4ae00ca8b63d80315b7bb6a0783895b75062ae9287196f4f429', '\xe663fc8bab41712759d4ecaee631bee608a289c15cd555e0eb68a8c42a9b390b', '\x88181d1950f4744354514a45494e4a3535544c37594f53344f50555820b02b264b98dcd619b5fae759b7b48a04513e5df0f04f19a40d8d10ec6f3270ed5001a21bc54d3177edbae78503cb4c02b803038119516c'),
	(43, 1795762244957, '\xebb8d459cda80a14478b92b1fede285230627b08e722cc3cee80bc9eb1824ca4', '\x6f4df893e3294461a4ae34e9306af1fd3eef13260fa064caa430d925d5dbe38b', '\x88181d1950f4744354514a45494e4a3535544c37594f53344f50555820586560d6e2fbf75a6907b9b5cc43c9759f40f4a85007216f0282228d884210845001a21bc54d3177edbae78503cb4c02b8040481195180'),
	(44, 1795762244965, '\x726a9d81115d604fa2d32e4809989e96e7f41f7c03e1734bb300ed5d869b2b93', '\xbf1c4d644b04294eaf412400c6b16fadff433484220ef843a2308bed245b3b19', '\x88181d1950f4744354514a45494e4a3535544c37594f53344f505558203ea882b7b87a49f0555e00063b70990c65e62b08c430634205a17965bdf738ac5001a21bc54d3177edbae78503cb4c02b8050681195194'),
	(45, 1795762244970, '\x7eb66d61c09a536dedb97a000c6c761f58ea4a46621b7b4e52a146e52e026017', '\x82de7af332507b6c554637126402d0da59604164ee77b2295b322ea0870ad208', '\x8518201950f9744354514a45494e4a3535544c37594f53344f505558205053343d7f6b9a419d568121ab8d988c82a4a1d6c192b40457e36e750d5e74ec5001a21bc54d3177edbae78503cb4c02b8'),
	(46, 1795762244973, '\xd4ff46c32dbbac74409ee0300ad9542ee660a99a611b121db0f65b2b281ebbf5', '\x3f2fa22ec16623bf3a005789dd8111262c3a8a9b71b53671502917b740267aa6', '\x86182219510374524853434142544458553245583244465652365a582056f27ce670e872d3228aa4289f0011a950c431b7a3195c63761085bcbf1553e85001a21bc54d3177edbae78503cb4c02b801'),
	(47, 1795762244978, '\xfe1358c0820ce65c27dffe3d3da57dd97b1ea01d4c49c17d07f5b14ae28e66d3', '\x33407c1de004692fed955cdeba922ba9007b6fef61499bf4d6e721a503db3788', '\x8618241951177452504341574b494e4e52464f4d5a53324634364a582028d5649064857e3c4cdb4b289d5130d9be7127f3a886b164696fabfca073d27e5001a21bc54d3177edbae78503cb4c02b801'),
	(48, 1795762245133, '\xcbc4bd2495ac0b1856bde80a609228e25646148a354d14858ff068114be5ee97', '\xff24857e66fccfdcffce61e51d4737dee967a7ca082929e0b7e61d579b6c6f99', '\x8616194f6e74524853434142544458553245583244465652365a582059cd65b10ead74fbb3902219a2a54bba8e1dc2eedcfd0209e0fb2c3fb53d5cb1745a5256464e4a42563751365a544e4c4d44514c5a01'),
	(49, 1795762245137, '\x810c775d43971c7db8d29b1a5d4a42a105265990e8fafe7300baff5b64dcd9fa', '\x476de30ca1945d50ea1e79ed37d9d613fd14b720a48b075d3c67c4daefc2c685', '\x8e17194f6e74574a585851365653364d593359495550423355545820ea952e8224ec5f08d8bd04e1627e7d646eca008f36b336db0a85421d46f4872e745a5256464e4a42563751365a544e4c4d44514c5a018106811840816535393335308080810081088101'),
	(50, 1795762245143, '\x1446bec2f207ef131c818bd30ab117ff6cfc3b0b011869d4661d03ac9f6fadc5', '\x268711bb78aefd1f9f3b4198f806198b64d9bdf894a025eeea50a7192b41238f', '\x861818194f6e74524853434142544458553245583244465652365a5820cc61a88d1867b0014fa82091e627fe6568f5c943885889b064466d0584a2d11d745a5256464e4a42563751365a544e4c4d44514c5a74574a585851365653364d59335949555042335554');
INSERT INTO public.label_entry_0 VALUES
	(51, 1795762245159, '\x76405a117af0299b20a39ff5a9509d268e7c7148faabfb9fe5fa8c3920959bf4', '\x7f2f608a1dd2287caca854dd4eff2b96d1002dc51bfed51e696f86b989648813', '\x87181a19513074574a585851365653364d593359495550423355545820b49d2dd75a301d53c46c57220500e06e0aacec428dd4bb05ee1c607479607699745a5256464e4a42563751365a544e4c4d44514c5a582102bb186dd96ef7757564f9e1ad303be3b0149b35544806de4ba3988f132ce1546758203e71584cffeff4ea567fd008abc3d0c24bc64e968bf1dba1ec9b6eafa85999f6'),
	(52, 1795762245165, '\xf6e1057790fd1e356902ec5140a8dc1109ea8a88be0f949c0aa4a7e4cb297ca4', '\xcdca97ce02138bb13f9aeabcc4746e8f84dcd3a62427ac502ad05137e0b4e440', '\x8a181c19509a74574a585851365653364d5933594955504233555458208c561e19323b06e61f3f94393389e59712476ed63a0777640beebbb51cf55a855001a21bc54e2877aeb7d75fa0d16b0d84745a5256464e4a42563751365a544e4c4d44514c5a01018080'),
	(53, 1795762245171, '\x4ddae83b1691ceb1d02fd70f4550c86bb680beb673a4dbd70be5a8097f975d48', '\x9741a54150781297ef3c0046a4577789098ccd37b857e536248f2c3110445722', '\x88181d19509a74574a585851365653364d593359495550423355545820a9eecd4cc71d0371036f94c8c36495b6cf425bdc9d01f42296f705c1903038f85001a21bc54e2877aeb7d75fa0d16b0d84010180'),
	(54, 1795762245183, '\xb12505539b3cbdae327ba56af73794ff054a3f42b12121c1f3d6a58acec7161c', '\xc6702e40216c05f42d8ac4e3decc8e3fdcd2849fcd9b828b7e8bcf169c6ce42e', '\x88181d19509a74574a585851365653364d593359495550423355545820748ee05f07446c0a37edd5cb5892f3debcc1b76bf0c1ab5e24ef84574eea554e5001a21bc54e2877aeb7d75fa0d16b0d84020280'),
	(55, 1795762245189, '\x955ce5fae34720c1e825e03db1bb72482dc9e167b2a672cbbe8f99aa74eb8abb', '\x8efe80bf012d242e87f1b7207b88be2e58a087c5097383d4aa1997350eb88142', '\x88181d19509a74574a585851365653364d59335949555042335554582008e678528236495989e4c4591bfce6d1e87d3bd85244c41336f63eea0730559c5001a21bc54e2877aeb7d75fa0d16b0d8403038119516c'),
	(56, 1795762245193, '\xca6b582c89511bfca9331af06a5b80923ce49f8967adf1bdee7e377b61a67e94', '\x2c9008ab6e416497ec1f255a152c6986bd9b031c4b66b6183c7111de82e63f60', '\x88181d19509a74574a585851365653364d59335949555042335554582083db4c7ccaa525683571ee40c89b438ac11711762b3b4faf803fe2847da892935001a21bc54e2877aeb7d75fa0d16b0d84040481195180'),
	(57, 1795762245200, '\x95ff11790038da1248975d568ce927bef6394f0b5148b745611d58edc5639cbb', '\xb070b5a7606b8fb27454113e1ce4d85387ce2a1375514e02e1c4187aa1a371ef', '\x88181d19509a74574a585851365653364d59335949555042335554582033cf4807a7fc1b440f37169e7646615cb188f96bac43fa680d9d0910e2cb5dab5001a21bc54e2877aeb7d75fa0d16b0d84050681195194'),
	(58, 1795762245210, '\x4bdd7e4a2ad61a91a47da36f0f09d1a1e9ef3eba037337508d3a93fb35d91801', '\x1f27b66a0e688a8c4d8ac81bbe58f69ff581228372a81601f05cdf3df0eb5b8c', '\x85182019509f74574a585851365653364d593359495550423355545820358c803829d84e2e91a70f7d6f269477f13b51b44a7f55a513656bd54894e24c5001a21bc54e2877aeb7d75fa0d16b0d84'),
	(59, 1795762245214, '\xce448c050e71ae848f3f8000f4ce1f1943dec0834a53dd54c8ae658f597e5698', '\x077dea3736a928775f172a4d0286dd1a87ca31e5903c2b90df1b1206f919f20f', '\x8618221950a974524853434142544458553245583244465652365a5820df5eb5166c76cc35af5f6cce0fe478628ef81a4b84f90425119458d6b6dd1b795001a21bc54e2877aeb7d75fa0d16b0d8401'),
	(60, 1795762245219, '\x00e75ac634c769636dc3a0a76f6dd71a610e253de92c2a9ef3fdfa9b6887819f', '\x4a66e31c8bcd77960744f368f43d1eccc0a59ed4cc7ff6321c845c4575524737', '\x8618241950bd7452504341574b494e4e52464f4d5a53324634364a5820f1ffaad541938d781f5f85a86b58aec0b86a31f43ba93014c04d9ec43dbc5e035001a21bc54e2877aeb7d75fa0d16b0d8401'),
	(61, 1795762245223, '\x9891342c846177dbb1b40dc3da9344a9a5444a8d95e8260a6beaf77ec605bb44', '\xc7c4da21598934d96914d5048172af59ae40001638546060940f73abf85252d3', '\x8618251950cc745434334c594a4d53544543334f56495652574f4358208f3f2f82e7ef49f497e222e6b78129ec2f6ea85f85349171c1c8c12153b73fac5001a21bc54e2877aeb7d75fa0d16b0d8401'),
	(62, 1795762245239, '\x66c90d35d238106c11f73fc7db76e3555d179727a83d17166aa12aec3b080b84', '\x2d9c3bdee0d4a3b528eeffb3a06df049e785d18994b6914f2dab4f45d06fc4f4', '\x8718261950d6745434334c594a4d53544543334f56495652574f435820b60b3128eefa8068e522978befaa8e98991c450bda51fc8f25fcfb7722979c425001a21bc54e2877aeb7d75fa0d16b0d8401836d4c494c2d323032362d303030330119551d'),
	(63, 1795762245747, '\xafed71d7f7ca664b17d1edf2cd44602f15013d8e61e488cea53d5eb04875354b', '\xe490bb9172003cca9c8cc03579c5284d098d1cc2960105188f584c3029879456', '\x8616194f6e74524853434142544458553245583244465652365a58209df9106f2faed393ab52f70e251ce19b5fa59b960e5b37e5fb2b21755f519dba744e4f5742365256513432344c4d4e4c525342524302'),
	(64, 1795762245756, '\x4feff388bf9e9145c1192dc14320d238760224ef983a93551d04df0218b47f19', '\xbeee3bec8c071af47b5cf3df630a328be998225d846d335a390ed013889f1e61', '\x8e17194f6e744547344953344e3653414e43443441575a4f594d5820e7b56a699d0d726a4cf3bd1b78be9a7295b94bc2018410ff1c9de6b0f02bc979744e4f5742365256513432344c4d4e4c525342524301810381182881653539333530810180810181048101'),
	(65, 1795762245764, '\x5729f4097eaf8e908fda410bff4cdd77b41930c4459ce66933b9494a355a0086', '\x2e1caddfa13ca829d9612f7626c260c7056e18ab14fad212c60b125e775b8bba', '\x861818194f6e74524853434142544458553245583244465652365a58205aad15f5f69322397b9f0fd320c9a0790f1e809289ffce79c9be0c93186627fa744e4f5742365256513432344c4d4e4c5253425243744547344953344e3653414e43443441575a4f594d'),
	(66, 1795762245777, '\xc0fe90752324ed4e0c2b38720526cc32a1279c14534daa2ffc9e6f4bbe5a6e2e', '\xdd80b6e9180d040154aff7e2f9f959a1e71d0bf651cf170a27fe3e8a5267360f', '\x87181a195130744547344953344e3653414e43443441575a4f594d58207c3343ae474f8abf10f73f53b69e484417af5685a97354290af5d1802a0f5533744e4f5742365256513432344c4d4e4c5253425243582102b1759cbd5d9b8211dc8136056db51ad7c11e3fca11d2343e5012ca8275295e06582001234e0b682388844352ba6622d0fceedb4d572683a3cf97dccb75ddd7ef154e'),
	(67, 1795762245784, '\x0ad8dcebc95dba2f2fd4736e1aaaf226c7a36d6d64a238e1ee3ad2604648d02e', '\xf403d326f84f163e22753f57c51455fa23243154852b602f33beb2d9e94fbb76', '\x8a181c1950b8744547344953344e3653414e43443441575a4f594d58208dcbed376535ce662990986c55ebba399452e7f2583ccc81752c82c38be8ad915001a21bc550947f94975b866434fee470744e4f5742365256513432344c4d4e4c525342524302018080'),
	(68, 1795762245788, '\x7837d267f6b0d996b26122363112d9eb84052935d57532f800748f31e1476597', '\xa6c68ddee4ad30e9023c8cb8cb6b348fc7eb3bce83944915caafa12987d1b24a', '\x88181d1950b8744547344953344e3653414e43443441575a4f594d582090596e335f65096bd7b464e10ac05e05710d4d081c9494307a825f3208f228225001a21bc550947f94975b866434fee470010180'),
	(69, 1795762245794, '\xc7ee2107ae4fac7d3ee4f0d1e68ed5d643587cb8e25e734dd343f98c0040d254', '\x494e08f575580f7a58e9e90e288de21dda475e51b78870227e54ca02941d93e6', '\x88181d1950b8744547344953344e3653414e43443441575a4f594d5820ffbc2429b4739ccacdfddf3e779968c4b6d0318e2263b0b476d7ff65b70fc6665001a21bc550947f94975b866434fee470020381195158'),
	(70, 1795762245803, '\x6ae0437450da247a7b1033b6700c5c4e8330f1fb339ae5726518e8c94d270886', '\x0b3b43ac6eede0e1b3d42c0891ecbb181aabc9009c406201114c20bf67f1b636', '\x88181d1950b8744547344953344e3653414e43443441575a4f594d5820eded33b2722cd17841ce47d20ecececa0014691041825e47e2e4b333c7404f4f5001a21bc550947f94975b866434fee470030580'),
	(71, 1795762245814, '\x77f75599fd2c6ab371643f72a46e91b27edfe041ea91ab8ed68b87b10e229bbf', '\x7e33609db30b3ba3325db0410ac748084475563e57b9ba16903f198f7344dfc3', '\x88181d1950b8744547344953344e3653414e43443441575a4f594d58209dfa68ad53a6c70da54bb23e410328cafa95a5dcc30f555cf6e914677bf845ad5001a21bc550947f94975b866434fee470040681195180'),
	(72, 1795762245821, '\xa7b4aad1c5e34a28ff979e4a99981ba53e2c05f1ee5c8f71a681f8c3bc42aecd', '\xc3df19b74c7ea5d66f58ed20c34e9c014ecc9596d164e9033702a07c0583182f', '\x8518201950bd744547344953344e3653414e43443441575a4f594d5820f527067be97c108758d84ec81b10f05afdb79a2400d34b26866feaf1fbc481f15001a21bc550947f94975b866434fee470'),
	(73, 1795762245825, '\xfd796de9d7490666b3159d4f143062c34dd93df59d73136ba22301e4c7246f73', '\x3fc8b4925948b2e1cff45e4fd35acf7b3d9f8e85d83d0ff1246c458105737253', '\x8618221950c774524853434142544458553245583244465652365a582073ee7267e1dd335b8d174a49a7eeddafb5024056638f78aece934975d9db191e5001a21bc550947f94975b866434fee47001'),
	(74, 1795762245834, '\xe40ea030965df4105035f34b5315e68292fbfdb270130d0e6df07c8310e177d2', '\x03c3b61ef5f81442f7619c546e066a1cac3a2a3cb80f0d2c46865e5809b7f95e', '\x8618241950db7452504341574b494e4e52464f4d5a53324634364a582002834b8d2911ab775fc2a04c0fce12862650b31c84e38d4b84fadb210e3f37bf5001a21bc550947f94975b866434fee47001'),
	(75, 1795762245839, '\x7a140379ed940db0acd80d45a75ee2bfc4159101f3877e9202c1f8ae80bb5c16', '\x9ae5a671c082ff0620549c8d704862c2ddc2d27a52275f99e951eaf667f7f170', '\x8618251950ea745434334c594a4d53544543334f56495652574f4358201e5c49bdde88fb97a9ca9f57dfe95501099ce0a55199266ded1708dd21f083865001a21bc550947f94975b866434fee47001'),
	(76, 1795762245848, '\x6378a301f1962761dbebeeffd53593e5561dc3222ad939722b808b4028752f47', '\x3859aa984cd795064ede97be305076549448c7598881c7fa86bfaf7d20db3070', '\x8718261950f4745434334c594a4d53544543334f56495652574f435820a5cf7487bc82b34be6ac805ad70ad8233ca02955bf70e83c79149c4ced83c8185001a21bc550947f94975b866434fee47001836d4c494c2d323032362d303030340119553b'),
	(77, 1795762245911, '\x2a575f643350596d2e79c9ad6d182c4b5c787a08548407d3606eae205e0049ab', '\x8dc0311f40ce85b912879865d59d67b5a51427a76a78703f8040f31c2ea12b2d', '\x8616194f6e74524853434142544458553245583244465652365a5820a71788a0052e61dc6c9b78836bffd886938e97636b1214c997657efa541d4adf7454415a41485a36374e5852574a5432355055324802'),
	(78, 1795762245917, '\xba884c2fc8e62745f4ccd91c30ab258d6eddbd91ce667ec881a5ee6983ae76a3', '\xe4b6f7dad81077c5f798726d02f91fd752c5c065136ae5a5f72e52280cc71ec3', '\x8e17194f6e74374a33544a5256364149583655505655344a3345582006448e0a3da9777f42051f0feee971ecdfba1503367f32a98c9389c1d4d384877454415a41485a36374e5852574a543235505532480181018101816535393335358080810881018101'),
	(79, 1795762245921, '\xccdf99c94922672fbb1878b273de04b9fbfd22eb0d8db0bed7d05af79e8224ad', '\x47c228d25f2542d8727362800d7d93891c1416bd230527410ca5abf1821357de', '\x861818194f6e74524853434142544458553245583244465652365a5820ca1d23eff3932d5635337199702cc28398ad719262f1805950605d17173f3c787454415a41485a36374e5852574a5432355055324874374a33544a5256364149583655505655344a3345'),
	(80, 1795762245941, '\x0f7e077c03e93a903f388ed3558be560a792ce5abb276c9a503955c51435e083', '\x5b095af3fc59395ad86e88cac0ca2b70d7e15cdc9297b13129dd40f887898e82', '\x87181a19513074374a33544a5256364149583655505655344a33455820f5d8cd43166698498432963a366bd87fd8ee693440883dcbe6bb348c0d5685737454415a41485a36374e5852574a5432355055324858210246432943cdee2d3100c260b784cda7412f9a9dab717377006e1380c03529ba175820e189b7e372c336fac2996f2385121a72fd34d97a45dd9e435d92d6ac86356063'),
	(81, 1795762245950, '\x7b42fbc699218acc00a8e75877b2c700f213d82deaf51e8470c0162acc2efc9b', '\x511994ef801e541aab3c35674adf7121d9c9e45add0b590bd8b8aff2c80de925', '\x8a181c19508b74374a33544a5256364149583655505655344a334558209d501bc62cf8cdf3b114cec70d112df28b14908b0802a43b3c4f9a98ebf8f98f5001a21bc55137712ea73d0e7130e3de047454415a41485a36374e5852574a5432355055324802018080'),
	(82, 1795762245960, '\xbd8bc96a1968f1e5a41a07dd53012a8fc600ac5c72df301445dfe8e2c8afcd36', '\xec00b9bc04de6b30e91797d39e0fe54a3072d4a01f96023134d4e22523db7b69', '\x88181d19508b74374a33544a5256364149583655505655344a334558202aa8fe5a33b52d19bfced671befc93641750b65f6823b366339411035e1947295001a21bc55137712ea73d0e7130e3de04010180'),
	(83, 1795762245967, '\xcad77c45bc318e9ebf3eb669bff49f89a98c8c1625bd54eb959d9ebf0ee6610e', '\x3576b6ee8a2d910e47a823c00cca7830d14ff8e78073c6573727c319843e4b0c', '\x88181d19508b74374a33544a5256364149583655505655344a334558207f27079cbd56b9e92810fab79ece0a2e0a536479232c99ad32eda00b2351aad85001a21bc55137712ea73d0e7130e3de04020381195158'),
	(84, 1795762245981, '\x1580e564c0b532167988f3c857642569f0a4d59ebbf84cc3c19607c1ac75f3dc', '\x5505ae3648b6a0f58d058baf6c21dc9dbbc43a9eadc9e85a10793189a060aead', '\x88181d19508b74374a33544a5256364149583655505655344a3345582078de66f9ab56dbeb3e86d82b152b4f37dfaf0e412dda45a7efab4deb74f2c2c95001a21bc55137712ea73d0e7130e3de04030580'),
	(85, 1795762245992, '\xc488470dcf4344b7f6c7eee3eedf948fe1e8c47ce1614c1b16733c32a3d4e55e', '\x0129cfba0744bbf9c25563c5f0f3c5a00af173d9953689591e627780b3193b00', '\x88181d19508b74374a33544a5256364149583655505655344a33455820df4946c410f18e3616d20137d1587f331bc788219a6b7e70f9d31a1afd29d9945001a21bc55137712ea73d0e7130e3de04040681195180'),
	(86, 1795762246005, '\x3309dada553502a4af16c3295962d4f638c340c4f31fdfa5dbbd79383893da01', '\xf1c48419315872c12b4192d6b879beb0a56dec983e12dc02615ad4dd9ca15f21', '\x85182019509074374a33544a5256364149583655505655344a33455820b5741a03bb291cdbb45c21794641a79a0fafb92eda88229b84fd0f92f59d247e5001a21bc55137712ea73d0e7130e3de04'),
	(87, 1795762246011, '\x3c4fcbf1ccc8d03c94504d5a4261431f62ceaefeddc3b6be424b5063beae096c', '\x35e49d7cfe1b650c375ba03d8013deed39c3d04eda46eb96f24aafad72226386', '\x86182219509a74524853434142544458553245583244465652365a58202abf3ef4417b0228eb9593db39ee2f27583af71153e852a05b443e58b3db3a245001a21bc55137712ea73d0e7130e3de0401'),
	(88, 1795762246020, '\xcaa5cc496d231ab5c52e647ca1bae24a03a4ffa8a7ba91e8a628e7f6bb3a8419', '\x87809571d8d6825f683c03ac6d9556f05aae133ef1eabf554e4fe424d8ffe4f5', '\x8618241950ae7452504341574b494e4e52464f4d5a53324634364a58209e9ec57347dbd4e2388f0a5210ac9c5dcea185db9df229e7de56bd8329f997aa5001a21bc55137712ea73d0e7130e3de0401'),
	(89, 1795762246027, '\x6bcdbfda4202eb04b873e74f6a8005b42b74b537b26eaa8631f32c2a5902a98a', '\x2367302a80746d9aa8be02db86267421ebeb4d6cc303b4ca161cb365faf05885', '\x8618251950bd745434334c594a4d53544543334f56495652574f43582001d062998456354faf951a2fce0d3648967929155aba6b125211bab86631cd135001a21bc55137712ea73d0e7130e3de0401'),
	(90, 1795762246035, '\x00f7c2e9b17f14d9428bd224d36975f85b8bba657f065e7ce92943490a5b1fa6', '\x571e7bcff037e58ec44a80fae14cfb85d217af3ac3da547530f7d555afec7015', '\x8718261950c7745434334c594a4d53544543334f56495652574f435820536c298b249fb37023d0d338c8665162264dcf181552c05eb0fa57066ff38d8f5001a21bc55137712ea73d0e7130e3de0401836d4c494c2d323032362d303030350219550e'),
	(91, 1795762246093, '\x60730926017431a4bfa539350fc94a4b7efb9aceb88c49ad2b9ee136c6a0739e', '\x25ac0fe1af7bcec2592f57d226e5278ea5c2f43938385fb5c57c7aa446884961', '\x8616194f6e74524853434142544458553245583244465652365a5820b764c9c64a007c67e752e2c96942e4bf8435f1967ff2cf8ab5ccbb7f0d48b22a74545746514945414b494352483432374d5841564302'),
	(92, 1795762246098, '\x473e2fd352a5ba5f7ed50107819aef53f834a4dd331bc5f6ca05fce3a77cfea3', '\x0b593d3b735c35850be403f3ae59838b659b992368c29dfe13e43a626aa4d8ae', '\x8e17194f6e743247593452414e59554a44364e3359563449455058202b1503a8061623b751a9d7e31188d379a640481dec6215046c3b5bdf678f715974545746514945414b494352483432374d58415643018103810a81653539333530810180810081028101'),
	(93, 1795762246104, '\xa474a3a24f7d4c7c5f456ff81c13fd14d463937f587493ae8eb61a6f7e56d2c1', '\x88a6348527c535fd29aba25fd83a915bb2ab2010cdf86b390e2ab02008f4009f', '\x861818194f6e74524853434142544458553245583244465652365a58200b96466da09102da619909f4d69b1265d61e9670790ef14efdfee85cc41b4d4e74545746514945414b494352483432374d58415643743247593452414e59554a44364e33595634494550'),
	(94, 1795762246118, '\x50bd033a73b626d0839c3b5a681d541a5ecbf07a74857e6ac1b428fa7debafbc', '\x23b314f8d6417b877df739fd7b5df85504371ebb62318f8d75ad7fbb9aef0bbc', '\x87181a195130743247593452414e59554a44364e335956344945505820d2dd46c431eb44cf032db7e2aba2041482d6d531ec2c3998d28904dd057aa39774545746514945414b494352483432374d584156435821032b5f9416d4d55d6545653a8415f4d78d59ec00e34dda4e5a4d55c9a43454ea9858201c9a3de1755efa0e7bf2a3d2df61463e60c8b589215e2e123f16e70519362d35'),
	(95, 1795762246122, '\x9d0595273ee3d9fc27df8f13b5dd1db7fc4ec4063c1ee131603bb1321c7e5d01', '\x87de22e1378d53a6c90bef3fd8f028a10c20f249afed5c827f7da0c0c6421fa7', '\x8a181c19505e743247593452414e59554a44364e3359563449455058201ae53ae6b37a3cc7e4219dc672dcbbe84c9df6d49fc3ea9206004f8e576a3eac5001a21bc551e872939262ad2664afe1b274545746514945414b494352483432374d5841564302018080'),
	(96, 1795762246129, '\x1142645d0e2fae0a200d75f7c7f179cd83d489ea60839eabb43c64332637f747', '\xddeed75b6513a5492fcc744d82af705f84a53c3aa61e2e84943897283edae354', '\x88181d19505e743247593452414e59554a44364e33595634494550582032fe83d37f91a58149163e22dc1e6e9fdea4ac974fd5df0f472ebd9662c4d68d5001a21bc551e872939262ad2664afe1b2010180'),
	(97, 1795762246133, '\x2675b949ea4a17ff201801065d738b3c39519170c161506251ece097eb1c7c6f', '\x5227493138886d02f7451236e0eba8c63f0038e310e053c893d39c1961c346f2', '\x88181d19505e743247593452414e59554a44364e33595634494550582043e0588a444494b7e876b632d3e8fb57ad5f4347471c603cc363d2e63e5683d95001a21bc551e872939262ad2664afe1b2020381195158'),
	(98, 1795762246138, '\x3689e580d3c0d85f125a467b097176a8ccc2b0dabdf8fc0c1db6fbe5799d8da5', '\x40b518d55acf2e0c93a4445c42062e48785c27372c02771ea882fb7597728a7f', '\x88181d19505e743247593452414e59554a44364e3359563449455058200b0861ac9d5f79f478275e4e8ed8528074fda9aaf284be0646fbbba53173bccc5001a21bc551e872939262ad2664afe1b2030580'),
	(99, 1795762246145, '\x99fe961052b0dad79fd064dd68e9215ba3505e4effaa1456767bd376f7e5c05b', '\xc9c8ced7f13a0a0a3f741bd446a13a4bda519888010afe8cd6219911ee5618ba', '\x88181d19505e743247593452414e59554a44364e335956344945505820bb6d32a60a74120230c9d8a10b884327318530eaf8e63f696767a7b8899e9c275001a21bc551e872939262ad2664afe1b2040681195180'),
	(100, 1795762246156, '\xd2ade60d2285ead22486c6018b26c2761dd093deb1e8a3f7c12d86f0fa5f858b', '\xa87b8442df30751182cd5d1e650fae37c8877c48b9888d24a83f1f5180c83077', '\x851820195063743247593452414e59554a44364e335956344945505820a4dcd2473fdddd65570cf6ae2687ed65b7610c26af915ab8b5ffde90e14960385001a21bc551e872939262ad2664afe1b2');
INSERT INTO public.label_entry_0 VALUES
	(101, 1795762246169, '\xee0ff44919c5cade5185dc936dced2c9629d65e512d71d9a864e4f291ed75863', '\xd882753089008f0b45e47bffd720942abee226ffb22fb7fb64d504400a64d61d', '\x86182219506d74524853434142544458553245583244465652365a5820d96f45d21c2e0c5892cdc1c5cd4935291dd6ad6ea2e71ef3674723626f04b6ee5001a21bc551e872939262ad2664afe1b201'),
	(102, 1795762246180, '\xe0054ae042fe7e2bb54cd018312f7ad4fae112852b39f722e289a733fad5c87a', '\xfea69a314def76618f88cea057a660172622e3e39dc8464731badf3ee0661e0d', '\x8618241950817452504341574b494e4e52464f4d5a53324634364a58206f061272ceb9a64ec30f336431dc39c7454558bff15777ad5f0e28d9497161a45001a21bc551e872939262ad2664afe1b201'),
	(103, 1795762246186, '\x5d5eb9ff73d8194ae7bc1a3972cd55b681100144ba27195cd9990b7442c4cba7', '\x28cefb5c5d892ee4e6c9ab65b69d9249302fc50fe98a587f3fb3a481ccc3025b', '\x861825195090745434334c594a4d53544543334f56495652574f435820f8388262d74b66f9201bacde76fdedb8bd72fa5c21847e680e51fb49c29a74d75001a21bc551e872939262ad2664afe1b201'),
	(104, 1795762246190, '\x9a48e25f85e04c77b3ad06d32da3694439eb8fa716ca6c5651d12cc9a87b3071', '\x337563e32e419be76090b6c0d0285bf333fb3ea08410e20c41c9231246df157c', '\x87182619509a745434334c594a4d53544543334f56495652574f4358208190d6d01fbf81a9370d1291d7924c61835e6d684dd3dfb376c96e75c3968c2c5001a21bc551e872939262ad2664afe1b201836d4c494c2d323032362d30303036031954e1'),
	(105, 1795762246274, '\x7c0f0279ac034dd7ec5384c8a9006a508f8bee7f37db3e2b372100ffcae677f9', '\x01aaec4479d45398ef29b82ce3fd87143211544cb9aa45bc86d145aa5331e5d5', '\x8616194f6e74524853434142544458553245583244465652365a58209392202f975cb9f2e68b890d5029b1cf3b1f8755908669495c18379281f76311745154564b4e514c47484d53464e42364b4955353401'),
	(106, 1795762246281, '\x8667ee3ae1c41dcdad0690893034fbdec86d77bf7021b2515c8d2544f50dddba', '\xcc5b8d39856e68684abf9b23ed37261d5ccddaf3f3be9a5e01af34182c58a082', '\x8e17194f6e744e57454f43413236424632584d464e3534514e37582049d8052bed1852d89c0e0ba3d33ffe6c6869cac32031b26a5f0d2e266882bae9745154564b4e514c47484d53464e42364b495535340181068101816535393239388080810081108101'),
	(107, 1795762246289, '\x591d8aa454847caa2fd8628781cecdfa7df1d38ae9a87bf0d8ea13a5715a3abd', '\xd72e7a2bcbd15bb6c2622e411507dfdaf81600ef6be24a7997b3be3449f160a5', '\x861818194f6e74524853434142544458553245583244465652365a5820d9deeb447cb2d4077e36421f73946379cf05b5658c5fc48d43c5bf9a2c1d333e745154564b4e514c47484d53464e42364b49553534744e57454f43413236424632584d464e3534514e37'),
	(108, 1795762246307, '\xd91f94ed70ca7a6060ad1517e65d71fd377043ad0e4f266f0246d67d7e22b64c', '\xc61a65de54f35df85da0a3d2bada04ec55fe8ec13f6d6e43ec20852d9519409f', '\x87181a195130744e57454f43413236424632584d464e3534514e3758205277faa59001f310b5b9d6a625ce93e52d9c6f93023af6b72fc40a193000b3df745154564b4e514c47484d53464e42364b4955353458210246d60ec68ed2eac1db86c78b7da7a0b21cf5dcdf72eece6e00c4a053a122f7db5820277310c3ffad87a3ba84cd7ed4382c111a2a52bd8a457fdec6bd8e44b1e90add'),
	(109, 1795762246313, '\x1fb5407ff90d6abc7d703baa25807394f55c7753bae667ce8dc0a59673583376', '\x923f734637b36adb1bb88c44d6828c4e154cb0cf2d4cf75f528563712195d065', '\x8a181c195031744e57454f43413236424632584d464e3534514e3758206b44b6ce38aeb584da6389ad71ab4328c520e948d8521de2fbf64ccb25d4758c5001a21bc552a57c21821259264715b45a745154564b4e514c47484d53464e42364b4955353401018080'),
	(110, 1795762246320, '\x3856d05af1fedef416fb216bdf69d19d12de81b62d5ca4c979bd62c6c3fce826', '\xd054fe7ebb75224275560462f48b3369859e9aa3b2cbb78a3dabb7177a1521a5', '\x88181d195031744e57454f43413236424632584d464e3534514e37582051ef8b533fea732ad91d3ec533f8170950dbf7c9ed5f7c76d35340e2a02964675001a21bc552a57c21821259264715b45a010180'),
	(111, 1795762246326, '\x30956c1061fdb99fae1cf60eef84ab0ceb28c4e57eb05b71dcbab2351e15efc0', '\x6e403cadf07fd01670fe9c3b1d63d2757a13444397872c3657073747ac613586', '\x88181d195031744e57454f43413236424632584d464e3534514e375820abf689a883475c199d2ed30196329155a16ad15bb89de4ffac8ce24efe62e6145001a21bc552a57c21821259264715b45a020280'),
	(112, 1795762246336, '\x37fa6e10298bb9af1309a5a9f4fa99240fb62d93101eef30ab317d28246c56b1', '\x65a72a73a6f1525f6fa431fa3fe1e4e93f4ecd12a2cf618c24fe89df3d8e982a', '\x88181d195031744e57454f43413236424632584d464e3534514e3758205a88b83d6d0fc324f45226f303cd0314476bb5746a17d20c7937393846dcb6eb5001a21bc552a57c21821259264715b45a03038119516c'),
	(113, 1795762246345, '\x56d8cb1cb977515d57ab7e75e288e04596ab9c73f999b49445e0aee40322787b', '\x7febc315116ebf88634b7452fa0aecf85e08b12232064d522bcc49599a469782', '\x88181d195031744e57454f43413236424632584d464e3534514e37582075ffc931f3fc5bcbd7a7fb434ae5419f7940b6ef87513ded034422a53603dd995001a21bc552a57c21821259264715b45a040481195180'),
	(114, 1795762246350, '\x58b605dfe4034f2078b1db3456ef5b3575690ee4d9d5eda4159adbbdf760a253', '\x552262643c01c91bd1a6c979441c85cd1a73caabcb42560902b6f823046ff50b', '\x88181d195031744e57454f43413236424632584d464e3534514e375820026191fba40119ca13606d4d59152db77d8293e4a620099abcb5605cff91086e5001a21bc552a57c21821259264715b45a050681195194'),
	(115, 1795762246359, '\x694c274209bdd28c51bacea2cb8c8cfb8a7110d8ddbc9b888cdb6e6799175b7c', '\x643ffa776d544344cd0f8c1224b63a46064fbef2ecb55dba2b80bfe4b14175bb', '\x851820195036744e57454f43413236424632584d464e3534514e375820d3f2b5e8ba2cd2b8266a64a82657e860d5a88fdf90fa256c8f238c025fd633815001a21bc552a57c21821259264715b45a'),
	(116, 1795762246373, '\xc721c46ef240fc8f75457ac8a0b08a9ce3b585948a723629cf75a50657ee1902', '\x548f8c0712c5747cff23898ba7a7a2e0927a0d09db1d930d8dc21cf71b2d8ad2', '\x86182219504074524853434142544458553245583244465652365a58205a2c92723d828c99133942ab9b6b40ce7131e9c066d477cd16be67d9808f76315001a21bc552a57c21821259264715b45a01'),
	(117, 1795762246378, '\x390574e7e3d4320bfd8c20722260e96400197c5a85c622b2208e3557ffd5edec', '\xff24a2be678d6a1ba5ba6ca985d42b7518249f2e4f618f00d11e7b75870eb32a', '\x8618241950547452504341574b494e4e52464f4d5a53324634364a58207623b8eb7b8144e8ddf4d884086562f5657fbc144e7d73708cdadfa2dd791bbb5001a21bc552a57c21821259264715b45a01'),
	(118, 1795762246384, '\x19c144a1da51ab5421e2b14b515ed44b9c2bda876912041ddd5172d76772753c', '\x700bcf4559f0a5d4b2fab0f384e2fcf8d723d7c8d7a7ae907103bc41ac75a730', '\x861825195063745434334c594a4d53544543334f56495652574f4358207150e976ba7f1db468429e17b028ee1a1a526365cfdecdb378f92dcb771f2c205001a21bc552a57c21821259264715b45a01'),
	(119, 1795762246389, '\xcc2dd24598c23143d0f3b8a6c2246ed3db30cbe6ed22dcb68fccadd5c4eced57', '\xe057135dabf864039d36185f126e1d78211c400ddfaf09440e2ddbde11515524', '\x87182619506d745434334c594a4d53544543334f56495652574f435820c89c66a0f43a69197d2ebdb2ea285d98487cf0420c516353d9ee2c42895d143d5001a21bc552a57c21821259264715b45a01836d4c494c2d323032362d30303037011954b4'),
	(120, 1795762246446, '\x73d4cffe453912384a54ffcf3c99559c1d4e084991c570edabef6503348788b3', '\x6581b2385f8a325ee6be3e1d04903269b82a8c58131c7030a787dba57d89ccfc', '\x8616194f6e74524853434142544458553245583244465652365a5820129b0415ce9467e279333d8765298fa230ad07358628d1f0f2b970955f7bb90b74535a4a565a58554c56374f533443525a4158464d02'),
	(121, 1795762246451, '\x982c41edb138c484270e814a274cc8923ee376e0ccb318055be820a16627bfe6', '\x4ff8c60bc580ee24958245b02a61448ff599aeb7634ff0976e316dcd174cdab6', '\x8e17194f6e74554e4d4953444a5756513644354a50424f4f4a3658203e3d4435492935d89647412ab18c6c6cbf2b844f817c1ea498c8f7e61507833374535a4a565a58554c56374f533443525a4158464d0181058110816535393531328080810281028101'),
	(122, 1795762246458, '\xac764a387b5b90ed70120bb8cdcb577a1e729111a3b8d0814490422a1f94a5ab', '\x5890e70f974070a4b20dd15022dbbd9aa9eae235528d742427791f78e81d2206', '\x861818194f6e74524853434142544458553245583244465652365a58203aa52cd88fbabc509ae7aa13e2eb6149a3c9f47eaa4ed619b044e55a9c2065ad74535a4a565a58554c56374f533443525a4158464d74554e4d4953444a5756513644354a50424f4f4a36'),
	(123, 1795762246467, '\x83feb3d42c708b3615c54b098cb73390cacd55a044a26761ba3c78120d28afa6', '\x6c2d26a6230ed105cb76ef5961dd37ad42f0709b71a222f9b31f2839389909f0', '\x87181a19513074554e4d4953444a5756513644354a50424f4f4a365820101c0017319a6a805a5a9dae9f20527ed4db89d81ce2fdceb0f6c9af283386d074535a4a565a58554c56374f533443525a4158464d5821032a564361a5ca4382bc20fad1af5639b3b44b0aec5e67de74039e45ea11c789fd5820995bc1844be1a6005b451a0af251c0fdab214a101390446d5702858a3eeeb082'),
	(124, 1795762246472, '\x0aee6a4e9345bef94906ce065fc3a816a7896f0e0194c8fce38a80d38739a4bf', '\xc0d55563fc39e3ddebc4b2b82f34102fcfa880b307bad966113ea8b100e14951', '\x8a181c19500474554e4d4953444a5756513644354a50424f4f4a365820a26c2811bcee91ec821739759045c15b794d31030067e8f3a5f8d0f6698c9ac85001a21bc5534479d69b91c021f434433974535a4a565a58554c56374f533443525a4158464d02018080'),
	(125, 1795762246489, '\xe42d573db007abe35897bee9c5faa5a91a71b429413098950b5b89fc35adad67', '\x7454b493ea1fe494d4ce3060ca2860e040386b64665f1285a8fe385630b1f998', '\x88181d19500474554e4d4953444a5756513644354a50424f4f4a3658209a9b7af5ae8df612b476ac56a116f2854b1697b5df68c1f2bef700fbd04508a35001a21bc5534479d69b91c021f4344339010180'),
	(126, 1795762246494, '\xf24764b60052d9a0067e1dc0b69cdc9e69d07a08684b83857febf20b51b6427c', '\x397fe2b8625904ae1b70a9ffdae8d03c7f5a61f6b2b964f464981b87fa9199d4', '\x88181d19500474554e4d4953444a5756513644354a50424f4f4a36582069bd51737e022bd4e981056eec122c3d8d406be25fe059f9095cf28d05adb3255001a21bc5534479d69b91c021f4344339020381195158'),
	(127, 1795762246499, '\xf37f840c882da9c1b6c289cc9e8e3132b310167f6aae9b5a7bdeb3f69b1a65fa', '\x97ee6b7897f0e18d77b2f4a61201695c210df775cc5b03a9374ad0573199707c', '\x88181d19500474554e4d4953444a5756513644354a50424f4f4a3658206ce8a51a21b4e3385b8534a8886c47865b5a78cf5389c06d56bfe5b801d7ba8b5001a21bc5534479d69b91c021f4344339030580'),
	(128, 1795762246508, '\x0c9b11e3d692783b5cba50eb2e83ce4f3343a147e17cc883d1098f6d8280b8ed', '\xa6eca9c7406a62d518db479500be60ab5edb281cfca46ab53def045ca18e2bda', '\x88181d19500474554e4d4953444a5756513644354a50424f4f4a365820b61b0b890c26a7df452cd3fe43c55124c39d768121aa58855f07b2f1166fd7ec5001a21bc5534479d69b91c021f4344339040681195180'),
	(129, 1795762246514, '\xb61127abde6281f76d22457c813e92cf85bbc0f8fedcb11060f7b57eb40d1eee', '\x7c254cf1088a6eae330aa3534a19e2ace2fcd106bfad8cb94e655170cd498a26', '\x85182019500974554e4d4953444a5756513644354a50424f4f4a365820ffb498e5d3b05993ec010f80e6527cb51302fd36e9561f1f198974a2b3fc88565001a21bc5534479d69b91c021f4344339'),
	(130, 1795762246518, '\x50c362ef5580d96925f9654a707d04c121a1cb2450f7c5c43697c4e71f080d1d', '\x09c7cd5416bb5754c5fa6ef37a98b2461055a6326c7904ea3e3cdb9d20be6cb8', '\x86182219501374524853434142544458553245583244465652365a5820cfa6952c78173b61811d26045ff520dcc9f3743c575a096a933d33a1364ac4415001a21bc5534479d69b91c021f434433901'),
	(131, 1795762246522, '\xdb40e0ab96be89c6fd008dece02e7330c3504135c9cca3a74169a784f2e26b77', '\x179bf83fa0ee5e568b90620c8bfd0d75b13c0d06fab0631cfc64d7d20f6f0586', '\x8618241950277452504341574b494e4e52464f4d5a53324634364a58202ee2aff83c5fa12444e2109196121eb1792abc04e871ecdbe8e9c4a561d6af625001a21bc5534479d69b91c021f434433901'),
	(132, 1795762246526, '\x791933b4c4639f36a6834e8e8f4afa7ca47b1bf5d3f4e0625ef75c9580faaa03', '\x401000730404af3c63e62da876ddc7306489fd1295be1a02beaca75a6ad1701c', '\x861825195036745434334c594a4d53544543334f56495652574f4358201fbad43e8fe83069aa21af043230dbc10855edc82edfd4814e1db7950949eb835001a21bc5534479d69b91c021f434433901'),
	(133, 1795762246531, '\x8917e73d6b6b85df518eb2c4350d8c7bbe2aedb8f00b638a5b237f414b828f60', '\xb1518d26af1ab352995e7169fe8081de7140e0ec1a95d85d52b516f118ed224c', '\x871826195040745434334c594a4d53544543334f56495652574f435820ab3ee23cf3e50f621aed3c55cc66c5a4d76d071bf52723a7e384f5a50212cc135001a21bc5534479d69b91c021f434433901836d4c494c2d323032362d3030303802195487'),
	(134, 1795762246578, '\x72abe674e0efa6b4fc6a3daf0d09bd3a101809c9fe51d580b0c1ed6dde85d438', '\x591e18d2093b8d14dfc397561c6c47a052bb60367aa82dcb6bc561ae31a18cb6', '\x8616194f6e74524853434142544458553245583244465652365a58204ef8aa009f27943af36100e6d6c6995012018b9f98cff62bd99397895a95b7ee745a5635495653544e4447424e52334c4b4d4d323601'),
	(135, 1795762246589, '\x0a1d8336ce7c7eedd243e14dfa0ec84d373de406e51604982e57e9352dbd81f0', '\x3012bcdebc6354cb55c12a0ee3fc9810ca148398703457e3e1b5f20d1c616d68', '\x8e17194f6e745058544c354632564459504c595959444349434f58206b68cf585dfe94d65c9ceb14343314e72d79795e0af8e74ac2c14d9a3bde3056745a5635495653544e4447424e52334c4b4d4d3236018106811820816535393539398080810081088101'),
	(136, 1795762246595, '\xd963252807e5880e8af2f4dc0cb4cd45809898be45a8c0d90eee44e46b20d13d', '\x85e26d0ca2d65df2e3badeba0aea35754d57ec5f26b13c0a0caed8e137e22ded', '\x861818194f6e74524853434142544458553245583244465652365a582069b399736ad9d1c2df98484d2271410a7d1ae1456663bb7b9f363c59208ccb8a745a5635495653544e4447424e52334c4b4d4d3236745058544c354632564459504c595959444349434f'),
	(137, 1795762246615, '\x7a1263eb2c05df6242ab8f21c86ae7c8dde150c567b9215b9c5eb4e7773f16d8', '\x905b5925eee8336a6838b8c78bbcf5a5c4e6c9467c4784397d189459552ea7b3', '\x87181a195130745058544c354632564459504c595959444349434f58207a3b8663ce0db5c43e0fbcda4750c67403529da860a04112f5e0140be28f10ec745a5635495653544e4447424e52334c4b4d4d323658210348e2ed1013c8bd81281d9b71e0b10c010bc0a0d785875247702886bc141f74865820f628fac2bb202f1683fe9da4b2a383a9fd116c9714b6342c0cd38bd4609204c3'),
	(138, 1795762246623, '\xf123cc2bf11afa7ace466fda70a2b37e79417c59171bd68330a1cf3d70bf231f', '\x22f7e314bf4b9b32c472b7f397fc40845ee646de6d835e5ae89a0a32c6087ae8', '\x8a181c194fd7745058544c354632564459504c595959444349434f58201d08af5832ce65d2f2085ab4851cd55f3b4057b83604b5448f4756505770dc365001a21bc553dc7948b7d0208f52b660bb745a5635495653544e4447424e52334c4b4d4d323601018080'),
	(139, 1795762246637, '\x857fcbc2f20a336bae86c48c4829db6b91e5123ad762fbb25b000d5de317d4ea', '\x6114aea71feed0f6e4075fffe7604ef3b4036d9754c65f3944d8e8eb923d3bf1', '\x88181d194fd7745058544c354632564459504c595959444349434f58209d8282d6d2e9c3f6da778e72c2bc408f2a2a8d4e0fce9df51109ba57e0b99e145001a21bc553dc7948b7d0208f52b660bb010180'),
	(140, 1795762246644, '\x23037f8dba187a316ca4759e5372c0e1c525bc7ad6b0536fef8075462248b093', '\x0bbea3b92f1f4c19097890f23cb26744f940686211f90de26d4e9a8454c98b5d', '\x88181d194fd7745058544c354632564459504c595959444349434f5820b430f0e1211c0319e015373ea678ec8ea0db8ac607247e8364b6d8e18ff3f0825001a21bc553dc7948b7d0208f52b660bb020280'),
	(141, 1795762246649, '\x4809ff8aac669e4477c2cdbeec834cb9c9aa28655a1e89a5497e775a5d1bd859', '\xd2f64c95e48be32622e62cf3067eddee1883525e6aac885bbc29587eb212a4dd', '\x88181d194fd7745058544c354632564459504c595959444349434f582079a6278f4bfbcd2cf3f6af5cb43a541785b4eff9aaefeabf4c9b28890a4fb2fb5001a21bc553dc7948b7d0208f52b660bb03038119516c'),
	(142, 1795762246657, '\x0bb2b26eb676c12ccc859156a01775241814494d847607b417cc0e5d3dabf3bf', '\xd317725612b4c2166d35d22c42aeeba9c3fc62dd9577d86f8157474906926fce', '\x88181d194fd7745058544c354632564459504c595959444349434f5820eee5bb12c71ac33628622c41a01adceafc76750b844e7e55801445451cd434b05001a21bc553dc7948b7d0208f52b660bb040481195180'),
	(143, 1795762246664, '\x10f4854896c198bc568640ec31d975067e156a57cfdd2630033343257729c330', '\xca59e8ea2592437d8144f819cd8de0d0db059558f54beb84e1da5617e087bbba', '\x88181d194fd7745058544c354632564459504c595959444349434f582052265a7d8e7bb64a5438e9bd34dd2953fbdd703bdcf21ad256d716b1667ec0ec5001a21bc553dc7948b7d0208f52b660bb050681195194'),
	(144, 1795762246671, '\x20394fb86da2b64121242ee09407f4069db13a4018b4c22c8f8dec78693adb3b', '\x1605c6c90751a4143f39ad660f58e4530035945dde879a0091d2a8bf92ab671a', '\x851820194fdc745058544c354632564459504c595959444349434f58209795cc06626b830d9e252ad83b81ee3187101f14ad0b6d24f6df2e03f67939c45001a21bc553dc7948b7d0208f52b660bb'),
	(145, 1795762246678, '\x2689a3b17b3bc00c103d1ab2b7fbd4dcddc4a93f65db0c029a4e09323e61b335', '\x0e1084a33b6b53a5c22c2adedb1e5ca3084ed85fa38c8c7e639235c4520f89c6', '\x861822194fe674524853434142544458553245583244465652365a5820775e323d53832f6e3f6a4ea84d503d819e70b46cc1e81dc8c7252e1fede9145c5001a21bc553dc7948b7d0208f52b660bb01'),
	(146, 1795762246685, '\x7cdccc476edcb88e887fdb56ee09eb0bc5609c982da0ca8a2c4aec271d668b60', '\x92bc1b8e0dda88c0558c7a7838c45b9c37ef2e133b8308bd41f93da3d59bc9f2', '\x861824194ffa7452504341574b494e4e52464f4d5a53324634364a58205ecc0706dfac66c6757b4157efba4bb195fd6067c93327480b45b300ba10dac85001a21bc553dc7948b7d0208f52b660bb01'),
	(147, 1795762246692, '\x0529db53f42314eb3042692f1afb10514376c075f988cdf8be3f76b37d854d35', '\xb318c3be10d5ed841daabf130195694a6596580dc4305c047d1496778e8d6968', '\x861825195009745434334c594a4d53544543334f56495652574f435820fd84bbf61a0d9fd443c7d9143fcd04b6d163be2c4dfdaae81734df653fefa8fa5001a21bc553dc7948b7d0208f52b660bb01'),
	(148, 1795762246704, '\x569b47dcf2e04f1abed3bae5610b7a588b44fb4867f2be7ab11ac0c80f96c4e9', '\xde4e9e317041937262bba5f7dcd8923c21dd39086d16bdeaa87041578268668e', '\x871826195013745434334c594a4d53544543334f56495652574f4358201d3b2675041c7bbc8e73f82cdea5037189abb1a02f976809e81e626f59ef23935001a21bc553dc7948b7d0208f52b660bb01836d4c494c2d323032362d303030390319545a'),
	(149, 1795762246750, '\xfa0da986cf5ab4969f9bc102870c005c4e80dfb19c5e28bfc03a11522d67445f', '\xf82267ead44d674bf3de05f631f0150a508ff3fccee400bf359fe3f2aa999eb0', '\x8616194f6e74524853434142544458553245583244465652365a5820b459aece237aae0f63b2b3e5dcd5fe27a753f824816762d9fba604e0168c721e7447514655464d364f545743493651584b5546454302'),
	(150, 1795762246756, '\x8dd3fd5dc5f52438f784f247a050c9d5d424cb7369fdd35a463294218989a1a8', '\x421c7272d1f9f95ae667b931a7dfa16eb3ad4505c4d6bb916ca3ffcdc54c6621', '\x8e17194f6e74493658484b5053375a47454358413653425734425820e75c4c128a02fb66c707cc954fe4a2a284ab1ce5afcb194ba0a256d1319be82b7447514655464d364f545743493651584b554645430181018104816535393030398080810281048101');
INSERT INTO public.label_entry_0 VALUES
	(151, 1795762246759, '\xef022c7490bcfb541dd150577f12edea6415a3073f1d65f09364db94c5db7b70', '\x53c85ee4691e60452dc1a8d505781ee4058be7d991c506b0e6cb1d84b42eb21b', '\x861818194f6e74524853434142544458553245583244465652365a582041fdd9e4c6ba5613049afa39372cdd76720b9f527047c8c778a2420699146ae97447514655464d364f545743493651584b5546454374493658484b5053375a4745435841365342573442'),
	(152, 1795762246775, '\x38321b0d5b73a0ddde88537f702e4b8668c0ba0ea68d998f8f9d3aeff5109359', '\xe5ab7037f95c02d430c058d35986c09d257fa011fce2c48b7f3ccd3965346f32', '\x87181a19513074493658484b5053375a47454358413653425734425820ed1f1de271a0a83ce3245d2356d0a2273868bce177b87184ee606c872684d5e57447514655464d364f545743493651584b5546454358210228f3a10f59e872a94536873092d6f455fa1e05ae9fdf19d3ddb683728c1add8a5820c3793020f596598e0d7aa5b95d6a02c7dd1bda422e498fa0017dd88bd0e97661'),
	(153, 1795762246782, '\xd2311db2d79f0373e0c8bd02b0dda8a852c8d48a372ca28f792a7508e15e58cb', '\xad1df50c958f761e3b6afe67c07eff5eb5f365f4ce9b450ecc95b0daacb3b7b7', '\x8a181c194faa74493658484b5053375a47454358413653425734425820cc377c1ebf33e39ad269fc4704a2c5962d973715862989481ac4423a40fe854a5001a21bc5547a7bad97bc4a5a7543f48e7447514655464d364f545743493651584b5546454302018080'),
	(154, 1795762246789, '\x9ebd01b7ba52c874fd6c79665a72dabe9c50033f08655b32edb1b2bd38e93be6', '\xa2bf1212199e13989010cc71bf9d7246e3487168084967d125ac6ad8afd909bf', '\x88181d194faa74493658484b5053375a4745435841365342573442582003e9b729790624652d495ecf518f55d1deaa928e74e9b77252288ba77ad0f59a5001a21bc5547a7bad97bc4a5a7543f48e010180'),
	(155, 1795762246797, '\xbadaf1c6072c534afe3fb84b58f6077a5809fed09d45c4280017e5e4db185c33', '\x9d96533c2df3417b743fcf31898c6b1ea17780dae167133ee170bf756c695c66', '\x88181d194faa74493658484b5053375a474543584136534257344258207f7468f325f20e71ab18cd679fed9507d9ed77e65eb4302b042b1a211f949c435001a21bc5547a7bad97bc4a5a7543f48e020381195158'),
	(156, 1795762246807, '\x9ffa6d56fd02fba3d2c1f6144c0e46cba7cd2fd35a48fc8e13398fd0376d7054', '\x961b94934a9504b59330ecdaca8efb4c01379d8dd1ff503287c40d691bdbfaf1', '\x88181d194faa74493658484b5053375a47454358413653425734425820378d22402b1adf2d4341129c4e8ccfa2479c4ec6b733f580f69dcca136057c6f5001a21bc5547a7bad97bc4a5a7543f48e030580'),
	(157, 1795762246816, '\xfa353af4b5ee3eea68a387771328b07aa0c0c195dd59fca8a49864c62ccd5078', '\x31664dfd0d64ebdd0d0868629e7a9e95bf864009a68ef375c4b15d48c3970778', '\x88181d194faa74493658484b5053375a47454358413653425734425820a248329f70238be0a918acc8c86762656a4c60470a6ad3edcb082ad9d32d93465001a21bc5547a7bad97bc4a5a7543f48e040681195180'),
	(158, 1795762246832, '\x31b5369425245034197bdf7399b7084aca74fb52fbc97f8c19ddc68fb8e6097c', '\x5409dc794835b40d3035e76100eb2f411332368b40a35b44f92534138c71cc5e', '\x851820194faf74493658484b5053375a474543584136534257344258206db2d6222a1a1258d1e025858c7df397e395bcee0fdb95f0728727a36a39bc895001a21bc5547a7bad97bc4a5a7543f48e'),
	(159, 1795762246843, '\x1e5733c7280b3425530a016ff06964b39f8f31e134cf5af7a915077ca67678fe', '\xe67ff2f1e93cb46a560e949776f6c04307b8fd219dba0c7667e4142e620ac09e', '\x861822194fb974524853434142544458553245583244465652365a5820e6d262922617123907a610a2774aa91b631ba3af7a4733165a86ca064ea93ae25001a21bc5547a7bad97bc4a5a7543f48e01'),
	(160, 1795762246850, '\xdedc9636bfd236f0a36015c7f6ae914b4eef9a64431383a5a1eb7d0f774cbc95', '\xdbfad32ef4e040610c91a90cb62a37348bc9ee68e8536a98e448e52b76550ab5', '\x861824194fcd7452504341574b494e4e52464f4d5a53324634364a58206bf3c2f2f8983b2a3710d96c01e413181548206edb2480e2317fad1555ca87d45001a21bc5547a7bad97bc4a5a7543f48e01'),
	(161, 1795762246858, '\x377bfb9271956eace917f6b4236ccf0b1d1fc7c71a2874e4d23fbe0e457009ab', '\x5ea8c91718afec44db786b72f429521f201c7c18a09d0caeda7226aa34b3050d', '\x861825194fdc745434334c594a4d53544543334f56495652574f435820f8f006bc88e06b9a51913407892d7291a449f7134874e0f3563e2b7ae453dab85001a21bc5547a7bad97bc4a5a7543f48e01'),
	(162, 1795762246878, '\x3944b94784c04a86238bf1cd6d0bc235093dcb9772403a5ec0944890846c334c', '\xb0cd3ab1675d23db1530596995e9f3126fa5a25238d290e14078fb01e1203f74', '\x871826194fe6745434334c594a4d53544543334f56495652574f4358203f8807f8a92a3242b4ad4514f9da3da361a9c53aca524b19a7a8e2d5b3538dad5001a21bc5547a7bad97bc4a5a7543f48e01836d4c494c2d323032362d303031300119542d'),
	(163, 1795762246926, '\xd70ffc7fdff9f34625b0b4188c8e8cf48042ab8a1bcbfc9a70b628ed13e0ee63', '\xc0b107d843d000fafaad1826d550be63a4254dc8c36e65d3de2d8c108027c686', '\x8616194f6e74524853434142544458553245583244465652365a5820ebc707c4e2dbbba60657b7fd4fe70c10788cc1fdadf80927f98c8aff8a77adf474433243444c334432494b324c424832545655463302'),
	(164, 1795762246933, '\xf4dc21e6bb4b459056cc9b3f0108ec2e434360dde8cd6502c066484c4d7815ff', '\xc958557114b85b08c76b78d9260b9f4fae256a0c187e8fdf5ad40a979d256f5e', '\x8e17194f6e7456524c32485a36334249345837324d57345a4f4b5820f13669d3f42333d5e0cf3c5432506830526ada695fea268eb02ec2566e5afedc74433243444c334432494b324c42483254565546330181038101816535393335308080810181048101'),
	(165, 1795762246941, '\x1643e7bacde9ef85e5a3c8d055a36b7ace28c0bdcb52e5e22f308e97684f4213', '\x44275ce9d5f13dcd0829d03aea81c16e2b471caf1243edfe669f0f34fbd90856', '\x861818194f6e74524853434142544458553245583244465652365a582075e6c3e3b229004b859bbaaf74fc40925cf8d6d4fb3d513e0f1d2c0a738cfe1b74433243444c334432494b324c42483254565546337456524c32485a36334249345837324d57345a4f4b'),
	(166, 1795762246952, '\x43b43362a4e911c860a55190c3240809957d7a1fcdc4c6e60ed355731d446c2f', '\xa63dfcf6aef81ea6e0ae5d2a8e8f06f11ed76ce66f19af4812f54281438c9812', '\x87181a1951307456524c32485a36334249345837324d57345a4f4b58200171ede7681b214ec9c772948f3a0fdd894d513f5a153a48cd5d9e81c5bc3c1074433243444c334432494b324c424832545655463358210306aeb6d162ba7917b570bffd9e669714bfa684aa8c650fde6a9c539c9b03f3785820ae52499392961cf60672dbcf8ded284770bc6b5568edb71b140dafe70d990449'),
	(167, 1795762246957, '\x097f7336cd23ab025a8597b48ed9bdbc429c3fb22953415143297fb0d2ae1e73', '\xff1d52e125d4ba68bc56ce703afde05d6651942ddb903d182fc2721032d7e467', '\x8a181c1950f47456524c32485a36334249345837324d57345a4f4b5820ed3fffa51114b06319311a7fdec13384bf0d03706055934aad9fa06ee28215245001a21bc5552b7c499e31d610f012603974433243444c334432494b324c424832545655463302018080'),
	(168, 1795762246961, '\xb1d5579dbd2f6bed009ee9d3a7a5fb8d8d55372f1bbe13f539bce840253e0ea3', '\x7284ed0e44c34b41b1cc07272ba1d89e1c97eb7100ae169bb5de0031edb99713', '\x88181d1950f47456524c32485a36334249345837324d57345a4f4b58204a839bdc29d3a2e81716f31ebf2a1d8fb73bb520dbfc41bc5ff32dbc980311095001a21bc5552b7c499e31d610f0126039010180'),
	(169, 1795762246964, '\x36f4c55a0b16c6249b0be8f084b587004e97adef94857a4a947a3431c16afb10', '\x39623bbb2e12d979360e0053d36333f7bbc5d557b30529d58dc41a43aee9363f', '\x88181d1950f47456524c32485a36334249345837324d57345a4f4b582042e077cb255c1c8a1b2a71a3becdee62140c5f589accd57eb5b0177bd9f4ee745001a21bc5552b7c499e31d610f0126039020381195158'),
	(170, 1795762246969, '\x7eb7986ab2953957299602e8666dc637b736e289df16b0a4a2b82fd438bd74f1', '\x550910bfebb5fbd248c2ac5a942a034626557e81102328ae1accb8ca31fe6fd9', '\x88181d1950f47456524c32485a36334249345837324d57345a4f4b5820fe168f5468ecb68778fafcd0d43d182d86bf129b594f4cb1f5b694ec8d665e835001a21bc5552b7c499e31d610f0126039030580'),
	(171, 1795762246974, '\x84dbe8aa0ebee73714b78a5d0c22bde53b2b2b6cd67d1fcbc2e6342a9728d159', '\x0213cee3ec2e191e31f6a2cbaeadc5f56d99c0935a0e1511e5f49f3ab8ea3b8c', '\x88181d1950f47456524c32485a36334249345837324d57345a4f4b5820a55b7bdb5f7d52b5771cdb1270a1edc423f810b15936d3b966e5e5e0fdbc3d245001a21bc5552b7c499e31d610f0126039040681195180'),
	(172, 1795762246978, '\x9508f43bc92c4cf72eb81c9cae8cd24d518a7acd8dcf7fd3cfd8f6d827381a1b', '\x60c6090fa088471feafacb9340f15194731f28e351762c6173acbfc26e8db89f', '\x8518201950f97456524c32485a36334249345837324d57345a4f4b5820350e6c5c39c8c04c9e257dee87359f8ccae14249c19eb6663e834defe01ff0fb5001a21bc5552b7c499e31d610f0126039'),
	(173, 1795762247008, '\x50700efc39964b07e4421714940422600b0acf05fb1c895c5a31a38a4ece6295', '\x453e91e0f04955d003808988ee8fd30aa0826b1f163a928f73b2b521a245238d', '\x89182b195112744547344953344e3653414e43443441575a4f594d5820934e9bd244bc34d533d9733724c1d4182b0c766f71dd43bda45e9a06f5c0f8f75001a21bc5554f77fc8f3198dc8fc9579e744e4f5742365256513432344c4d4e4c52534252437446474d374346454f5443475954524f46444e3346018119529d'),
	(174, 1795762247089, '\x607c2a35ca43de755361d57486361f455712de08331aa4afb39e2292bcf39816', '\xc547cd83bc0fd89ebc148dfcc789e1867b703a3a910fe5bb66bff6f5abafa0ab', '\x88182c195130744547344953344e3653414e43443441575a4f594d58206352127ef4b39fa668f3eb2e981c4e385147c4aa013f970586bd000de8e804aa5001a21bc5554f77fc8f3198dc8fc9579e744e4f5742365256513432344c4d4e4c52534252434847194a804ef34ed158206057100f880292b47e42252486410a4ae54f59430244ee077b57efb11a0d2b4a'),
	(175, 1795762247118, '\x9b7203a80a744e1e79086ebd55f7a0ff1fd78a654d97e55c0a4bd75fb229091e', '\x75216d659bb68810cbbae73b9965689a75df23a7a5e92e7ac0bc708e2c083bde', '\x88182c1951307448354c59564447484b4b4243564a5634375855595820251e30873c13fe5f6fddfe4d36452bf8b4a36f8557daa24e185b4627a04589dd5001a21bc5554f77fc8f3198dc8fc9579e7446474d374346454f5443475954524f46444e334648b2b00fab3b8b96975820d09cad0942be1f784e750f74b8f852e731b26e926aa8b4961dabb00f340493f8'),
	(176, 1795762247125, '\x17193a2253a4805e286734964255b34d6cb405d4b80126ea70b8ddcd19628d3d', '\x789d7c877458519c39e1f478700e4dfe1c642152828b557198258a2d773b2bd4', '\x89182b19511274374a33544a5256364149583655505655344a334558203038b4d0ecb7f2d8a7ee4e1ecc4118c9083bc95f07b38daff0a434beae48de7e5001a21bc555d37b0f86d14f8215ec8b0a7454415a41485a36374e5852574a54323550553248744943465a4a494f35504c3247564b4c4c41535935018119529d'),
	(177, 1795762247148, '\xe5e3f42734f226a0eb0940c313d0de7f49030e2f5a7d239ee572184aea2d66ab', '\x1451c9ec066ca29745da63dba381f47841640f16bc4ac03fc774ddb14ca392a7', '\x88182c19513074374a33544a5256364149583655505655344a33455820a4ed99c9675a126df87bbc9071c2c6c05f4fca6ac7a37c86f41ffa95f3469df65001a21bc555d37b0f86d14f8215ec8b0a7454415a41485a36374e5852574a54323550553248484258ef5a4de0632958203f599390b732abd41368d3615de6ddafe10e290a6075dbc5d79276f0091976bb'),
	(178, 1795762247284, '\xf65d99fef888fc8d7c6d283e253a77f80bfc88d14a917ca3ebe98ce62ed8718b', '\x2cf453824c9572eaf9080c3c4b3d247e249168625da7b4223390f9df5bfc874b', '\x8616194f6e74524853434142544458553245583244465652365a5820cf718238b9ca5b732388b6fb247d652fa35f123f5f84b28ff1942950a195a2127459344f534d5245573441544243365944424a4a5101'),
	(179, 1795762247291, '\xf74e80703c8a72c79ac3d63ca91d32af80a71a45a5c81941d34045d54a9d5f65', '\x1cf21fdda24d0fdf817e048163b3383bd686f0403baf89d463a9990248b0bd18', '\x8e17194f6e74564654345843584554504244585147434c553332582014eb446b40c01ab550840af851348cfebf128c4a43669574c501bf7651ef41187459344f534d5245573441544243365944424a4a510181068101816535393335308080810081108101'),
	(180, 1795762247302, '\x0f1dcaad330614b9e4d7be8d4130f5d1b3e2e8d77728f00a2a1da5ba94138bca', '\x528fdc4f31bab762291656d80e3daeade0eed099ecd76f607454967aac3791a3', '\x861818194f6e74524853434142544458553245583244465652365a5820506b9b9601ef7dd8c9254d7285248f3820e88a2d5e72c903199b4db5776b38847459344f534d5245573441544243365944424a4a5174564654345843584554504244585147434c553332'),
	(181, 1795762247308, '\xe96f6b834e0165ec146f0a05e586b1201b76995407db3a8f3be660c300df08e8', '\x2fe9b62c1265b874c592c664d358a37bc06faf26fc0d2302dfb4ffa83f1ccda2', '\x89182b195112744547344953344e3653414e43443441575a4f594d582007ad25da729322514b68bf0a503cd451747aa9519fdf74ae0a2076364cd3769d5001a21bc5568974f1a5f5fa509e152b31744e4f5742365256513432344c4d4e4c52534252437459344f534d5245573441544243365944424a4a51028119529d'),
	(182, 1795762247322, '\x0046079be2b06f2d96eff708949d23a2f4a010734a2f9ecab73edf8b3c37be72', '\x7e42b9cebe9d99715d205f7ad5ed677dccd49647a1008380cb30dae9b57e0391', '\x88182c195130744547344953344e3653414e43443441575a4f594d5820a9a37db9f1da0eff487fc3c2f66c6ad04be8da78602e43dd6d748ba8a3de2ae25001a21bc5568974f1a5f5fa509e152b31744e4f5742365256513432344c4d4e4c52534252434847194a804ef34ed158204a2df69d3eb4e4dd0330bdc38e12a174e6a7a22e8efdff8fa284334ed34fb437');


--
-- Data for Name: label_original; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.label_original VALUES
	(2, '\xec119616147d9d496a10010573139d4a6780b357ed5d4b20cd960b5db188c8d6', '\xc6a54b86cba120f83382b915cb44939c44c3a96d6f6e7374726174696f6e203a2064c3a96c6962c3a9726174696f6e20696e76656e74c3a96520647520636f6e7365696c206d756e69636970616c2e'),
	(3, '\x9d5fc935b8aae4279515c181c7c65e3e11259d6d2f2bffb66cc6628df2ccd6df', '\x51c9ef3c8fe626dff8d6de61860f5b1241646f7074c3a96520c3a0206c27756e616e696d6974c3a92064752067726f757065206465207472617661696c20286578656d706c65292e'),
	(3, '\xf96f1942e2a9d73454fe6070a85d7f8e81be94b1959e43bc8b1313b7506c6d11', '\x7b227469746c65223a224368617274652064657320636f6d6d6572636573206574206163746575727320736f6c6964616972657320286578656d706c6529222c2274657874223a2243686172746520696e76656e74c3a96520706f7572206c612064c3a96d6f6e7374726174696f6e2e204c65206c6162656c2072c3a9756e6974206465732061637465757273206465206c27c3a9636f6e6f6d696520736f6369616c6520657420736f6c6964616972652065742064657320636f6d6d657263657320656e676167c3a9732c20737572207369782076616c65757273203a207574696c6974c3a920736f6369616c652c2064c3a976656c6f7070656d656e742064757261626c652c20736f6c696461726974c3a92c206d69786974c3a920736f6369616c652c20c3a97175696c69627265204e6f72642d5375642c2064c3a96d6f6372617469736174696f6e206465206c27c3a9636f6e6f6d69652e222c2261646f707465644279223a2247726f757065206465207472617661696c2064657320636f6d6d6572c3a7616e74732065742064657320656e7472657072656e65757273206465206c2745535320286578656d706c6529222c2261646f707465644f6e223a22323032352d30382d3034222c22776f7264696e6773223a7b2231223a224163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e222c2232223a2252c3a96475697265206c65732064c3a96368657473203a206175206d6f696e7320756e65206d657375726520636869666672c3a9652064616e73206c27616e6ec3a9652e222c2233223a22436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e222c2234223a2250726f706f736572206175206d6f696e732074726f69732070726f647569747320697373757320647520636f6d6d6572636520c3a97175697461626c652e222c2235223a22556e6520676f757665726e616e63652064c3a96d6f637261746971756520717569206e652064c3a970656e6420706173206475206361706974616c2e222c2236223a224163636570746572206c61206d6f6e6e616965206c6f63616c652e222c2237223a2252c3a9756e6972206175206d6f696e732074726f697320636f6d6d65726365732065742074726f69732061637465757273206465206c274553532c2064616e7320756e206c6965752061636365737369626c6520c3a020746f75732e227d7d'),
	(4, '\xda70f6b0e31940d86f29e5470288b87c452ff9ada55503f2209beaf79c7e9958', '\x8cc3b5fc22e2bad4e7964aaa507b1973496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(5, '\xc22afd05b3fa2ead18bcc4b1fdc6a28a44439ee6557bd86724252760432914f7', '\x4aacf1aa776d5c51157f721f6499956644c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(6, '\x985fce1db23929102b493371bde117105a900ceee3417feac3ef6d62baf55fd2', '\x08547ab09e2be3ebfb979ec8f452efcf52657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(7, '\xa7fd2c181357028ce7ef13146d0b314e91a989b6dd33278cccd883ca04f77180', '\xe74f3c25c71b2466c2b74ab9353448ab'),
	(7, '\x8c143b4fc0f13bbd3bf3123c3f20ed0cc77bf179f008d6d53ce0a4332f070bda', '\xd2845823a301382e0448b2b00fab3b8b96971073766e642e6573736c65646765722e70726f6f66a05866a4016647574d535342027446474d374346454f5443475954524f46444e334603582010e18f51d79ebfec400a50d5076d79de08046939db7a6c1737da53074ae055a304582103ea5ad9a4ef6185f345b9d731137730689a78f2b2a7e33486c9c04fed7f7b3d9a5840c4b7a61d9956422bc588c3e4695fbde199c47ece1abf2b6c91b57f99d6c55b36046cd7d8e883e5ed5aaec2b416f2c20f33becea0e71a6d4ba8af727ea128aba3'),
	(8, '\x810afb15a5809620df567deb552fdc54d50d6052001caed52ffd016a8f859092', '\xf8700ce2f9d46964e5701b5cf2dfd50d43616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(9, '\x2d92a68acb76155dde53f7b3b2b8e064ff9047f141ff2e45ddba40eb050931b8', '\xd55aed8d4bac7f82bb6952ad9e2c00f24163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(10, '\x123ffcd9f39af20c630ebdee4e2747fe9a249b8faf1529f90c6f373dac2d6810', '\xa1fd6f1e86ba429ab37888fcb128926352c3a96475697265206c65732064c3a96368657473203a206175206d6f696e7320756e65206d657375726520636869666672c3a9652064616e73206c27616e6ec3a9652e'),
	(11, '\xc0032e6db448b2c18b6e5de58685bf8fbe806056482d06099fcd5eadb79ba906', '\x504a6268d3eb2af66f4ca0e8f5e479f4436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(12, '\x8fd75ed22e6f89c9975be8d488c811b4db4d426985e5fe934e0a744c1232fc38', '\x2c3b8d2010b1da55478e6fea5f9f77ec50726f706f736572206175206d6f696e732074726f69732070726f647569747320697373757320647520636f6d6d6572636520c3a97175697461626c652e'),
	(13, '\x9b48e3386c00eaa5a2feffc3cc63296d63f8db021a4d54e65ded044391411baf', '\x7bd0c2442cfc15aedab8ee54b6d33db84163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(14, '\x87192597172d847967c11cb1525047695648bccb3626675a24d2b475cb68af88', '\xbef2d907989e2eacf19da495e870c304446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(15, '\xe820fcd1f8eb5d3a98cf4b02d893d9586b84de2927a974280ab3a5018fcb6b48', '\x197ccee8ca044724c3753c686422486a446f737369657220636f6d706c657420657420726563657661626c65202864c3a96d6f6e7374726174696f6e292e'),
	(16, '\x3579597d5d061a05cd222adacda795869e5f2bdfe9e720389ee21c7260d56258', '\x407a6e5f974980f9c17a2558a74ae59a5669736974652073616e732076657264696374203a20c3a97469717565747465732064276f726967696e65206c697369626c65732c20626163206465207472692c20756e6520706572736f6e6e6520656e20696e73657274696f6e206163637565696c6c69652028696e76656e74c3a9292e'),
	(17, '\xe845c0a5ef35ad2bbbf460914b554e474fefb2c1b8be53425d77d1651a3b3f67', '\x91c0a4be16630434d9dba4204fee7c4841766973206661766f7261626c65202864c3a96d6f6e7374726174696f6e292e'),
	(18, '\x5a6913bcd1f51a18ff9ef136bbe8008cbdf1c2b538ceb67f22db46f5945631f0', '\x1017a0a762305e5b7cd764648b5e0cf844c3a96d6f6e7374726174696f6e203a20646f737369657220696e76656e74c3a92c2061766973206661766f7261626c652e'),
	(19, '\x3b4669560ff2f957c1ca25c903ee5e862708c3ddd4b1fea8dd25b03c46e21483', '\x568c1cf6f7eb70c38c796a82ec610016496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(20, '\x1afe072c2476835ee5965bd42e65ef3cbb555ab50a5ed33d8be3d9c808116eb4', '\x6f6a7e505baf269abc81c02197bf839b44c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(21, '\x070ce51a9a234096ec878fc312e7e7f86b472c5b9507b07e80e854124fecdc8d', '\x95a374011c5bee8c33aff41832f289b852657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(22, '\x172055c670fc4be39c082f9c84623fe5268f95212a5c142d576afd203ad5e3bd', '\x30d624f2844b18d6c22394b69180601a'),
	(22, '\x30e64310d860459d9a84c2d455f40258dee4a8bcb1e3db2070177cc9d9e93cf8', '\xd2845823a301382e0448855f7ce86dc0f4a61073766e642e6573736c65646765722e70726f6f66a05866a4016647574d535342027450474e57555151474f544a36324b495845353746035820ae6aa94f0adb83fdc55839113284befd627cf1e18b6a7192c4c81e0843fed5f1045821037ce82206bca6d1db03d251bc15f6d5819d4ab11b53ae7d1e0aa10562647c96db58401bb3ed272b29d7ff75016c9a29ea6b9213fc2bab30ad2a27eeb470cd4156280457352ef349a5fe66447148b5ca739a31337770f83277c0d968590a5ac1ed8ea8'),
	(23, '\xef064c9c0bee9ba5878a0da48287171aec95dcfa8097e4db377204fcae6e3fa4', '\x2e4e9627fe9a2c8e0d42a1fc3da68be443616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(24, '\x830d025c59e9173913549a45b0089fd88e9cbe56463653990d4e4053d1b1c6b0', '\x0b7d699e0160de22089507a5ab4a27034163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(25, '\x6702858b45d3ddb3625d2082ac31869da3ba5cf7ba0f8753c2814b8465b35703', '\x442965f2370562923f0fd069ebb7926952c3a96475697265206c65732064c3a96368657473203a206175206d6f696e7320756e65206d657375726520636869666672c3a9652064616e73206c27616e6ec3a9652e'),
	(26, '\xaee260cb9624c6fa8a60bfd2757522af59f621f6465a8d7a195a21031897701f', '\x9fa48826c060d98c697c214f2ee13e60436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(27, '\x72a2bbddffd5fe72d589bbbf4e9505881d328161892ecb65ddaa929bf17aeacf', '\xe399372782e228ca7055461e46e542ec50726f706f736572206175206d6f696e732074726f69732070726f647569747320697373757320647520636f6d6d6572636520c3a97175697461626c652e'),
	(28, '\xfb6a3be011455ef34e2475efac2e2b84a4e747366ffcca59292c133e06aa660b', '\x59ccae2e3e4d0fda4978803a5bf9120b4163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(29, '\xaddd4e46fdd86b0379a71fc31c8e7d6eee273f4f1c63656d72a795088c2e28d5', '\xe9ae792644ad42815639fb6cd991fec7446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(30, '\x3a25bd7c5460e681b5c235c441215fe9c23472f776f4d7244af92bf90eb8ec96', '\x426a93b5c9e8a85d0558b1df70ba7534446f737369657220636f6d706c657420657420726563657661626c65202864c3a96d6f6e7374726174696f6e292e'),
	(31, '\xf89e76fb7f816dd8a635ae1504cbab6b19911ede4c3f8a9041aadea006a2603d', '\x47c089e36e01501ca432aebd5795ef2c5669736974652073616e732076657264696374203a20c3a97469717565747465732064276f726967696e65206c697369626c65732c20626163206465207472692c20756e6520706572736f6e6e6520656e20696e73657274696f6e206163637565696c6c69652028696e76656e74c3a9292e'),
	(32, '\x80d1a2a27f3d48b17756d03631cd0975bd5f6b37b9d05cd6e9fc430d76a81c05', '\x02a068146346fd99dd7310d49056674041766973206661766f7261626c65202864c3a96d6f6e7374726174696f6e292e'),
	(33, '\x2ab1898c833e88e4a1d127cc5bfda7c2627aabf02cd12bf0fc3b3fc972187c89', '\x9567e9fff54213f08a76f79009661bce44c3a96d6f6e7374726174696f6e203a20646f737369657220696e76656e74c3a92c2061766973206661766f7261626c652e'),
	(34, '\xf3f55241a496d7be0563c99b9c27c10ad094ec5898fd28c3a9ce7a1e0d6531c6', '\xf44f0454bca4bc770ab9cbc8c64d976444c3a96d6f6e7374726174696f6e203a20656e676167656d656e74206e6f6e2074656e752c20696e76656e74c3a92e'),
	(35, '\x6292b58765aeb6694e3d1f2a7472ac4d3f7edc5b72212175b6d8feb26e377660', '\x0cb204e4e26590282567c1ed258558fd496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(36, '\x9e3c071db93d1245f1dc1af7acc55f5c704a46efe19d20cfe3b3d931a8907635', '\x6a531d3c3148aa6d03ce4288cb90990944c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(37, '\xccf5d3a6ee2de7dd410ea1a12b92d79704ffd68af4ba7bd1093a0f5d350fbe22', '\xf51f5a5b0eecc27b9d9cd5c6989ef50452657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(38, '\x26c11ecce8680b3c0efd5b5ea539421ec0d29a29e5b39ca3435e654ba4530b11', '\xfb18fc948fa389cff8bbcc259f9ed445'),
	(38, '\x3b96c87f6e2191583b4c917ac72ee60e6404f0c43ba4ef6a0d8c844ddb33b41e', '\xd2845823a301382e0448b01a9e9cd73690fb1073766e642e6573736c65646765722e70726f6f66a05866a4016647574d53534202744943465a4a494f35504c3247564b4c4c41535935035820b1b0d3adc51f78c290a5db0d9542fa2d04cf4ebe663c52b31029a6253c20c13304582102d62fa8c1efbeb9483faa46619570000fcc37a13cca6bc065d7a2a8e7a4c1cfff5840f175d14493832241162f641799d74f2d9c5451f4de17b40f2ba609a6e3f84df63fca6ebc51baaafcad951c5f34ea76d739bffc9c95f46bfa7c7d1697799cf39c'),
	(39, '\xe95ce9c04a099cadc10b359c188fa13dab5213a5e2f8fa25003097569126c535', '\xe1ba847439f4f385816b42a68860ee1f43616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(40, '\x18cf3b3c6b580cfc132d1cfe4d3a0d7923a792750990797070ce0b8cb2176427', '\xa8e42973e1bc0fe77535594d3fc16cd04163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(41, '\xc4307b166968ea698e747c5107d086cf5d73a8b380f42b178aef06d41c0ba3b6', '\x0165d9426f06ab62889fac2d5ed8b39752c3a96475697265206c65732064c3a96368657473203a206175206d6f696e7320756e65206d657375726520636869666672c3a9652064616e73206c27616e6ec3a9652e'),
	(42, '\xb02b264b98dcd619b5fae759b7b48a04513e5df0f04f19a40d8d10ec6f3270ed', '\x465e4fdb70b86a787f27ec7e667380e7436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(43, '\x586560d6e2fbf75a6907b9b5cc43c9759f40f4a85007216f0282228d88421084', '\x61497fc1775972c4d820322318a5f3fc50726f706f736572206175206d6f696e732074726f69732070726f647569747320697373757320647520636f6d6d6572636520c3a97175697461626c652e'),
	(44, '\x3ea882b7b87a49f0555e00063b70990c65e62b08c430634205a17965bdf738ac', '\x57160a99482f30361316aa044b6d15664163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(45, '\x5053343d7f6b9a419d568121ab8d988c82a4a1d6c192b40457e36e750d5e74ec', '\x88928a319e9d296bfef7ffee609d1827446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(46, '\x56f27ce670e872d3228aa4289f0011a950c431b7a3195c63761085bcbf1553e8', '\x0060fb8a2a269cf88a409c1e1593651b446f737369657220636f6d706c657420657420726563657661626c65202864c3a96d6f6e7374726174696f6e292e'),
	(47, '\x28d5649064857e3c4cdb4b289d5130d9be7127f3a886b164696fabfca073d27e', '\x4b43a9b92e721453a499026875bcabc95669736974652073616e732076657264696374203a20c3a97469717565747465732064276f726967696e65206c697369626c65732c20626163206465207472692c20756e6520706572736f6e6e6520656e20696e73657274696f6e206163637565696c6c69652028696e76656e74c3a9292e');
INSERT INTO public.label_original VALUES
	(48, '\x59cd65b10ead74fbb3902219a2a54bba8e1dc2eedcfd0209e0fb2c3fb53d5cb1', '\x56626c8f77a74c18fd7eca5aaa998e6a496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(49, '\xea952e8224ec5f08d8bd04e1627e7d646eca008f36b336db0a85421d46f4872e', '\xf8156b94c047839ab9c5f1e66b51663e44c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(50, '\xcc61a88d1867b0014fa82091e627fe6568f5c943885889b064466d0584a2d11d', '\x42d43816864e551360113164ad94ad0452657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(51, '\xb49d2dd75a301d53c46c57220500e06e0aacec428dd4bb05ee1c607479607699', '\x1ddbbf82dbe908720b81bc6da5206ef2'),
	(51, '\x3e71584cffeff4ea567fd008abc3d0c24bc64e968bf1dba1ec9b6eafa85999f6', '\xd2845823a301382e0448c89d9413e53f42221073766e642e6573736c65646765722e70726f6f66a05866a4016647574d53534202745a5256464e4a42563751365a544e4c4d44514c5a035820d05ef6914f996cc6e3da2b807fe72033c17187e5baf0dab928e7352ad87b0ee304582102bb186dd96ef7757564f9e1ad303be3b0149b35544806de4ba3988f132ce1546758407314ad2166d9fa8258bcb02964777ec2bad8f9ef20f12d6b1f29e3009b9f75d567356752ef91d3a3d267862695fe4e83abc8cc6de3756c0f7486920910d58072'),
	(52, '\x8c561e19323b06e61f3f94393389e59712476ed63a0777640beebbb51cf55a85', '\x0b1b90e5719e5b2beee003c94ca8fb9a43616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(53, '\xa9eecd4cc71d0371036f94c8c36495b6cf425bdc9d01f42296f705c1903038f8', '\x8f0397f10d0da4c9e0ef8d37c31709b24163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(54, '\x748ee05f07446c0a37edd5cb5892f3debcc1b76bf0c1ab5e24ef84574eea554e', '\xb230c21e0e54086ef7f8d5a69d4aff6052c3a96475697265206c65732064c3a96368657473203a206175206d6f696e7320756e65206d657375726520636869666672c3a9652064616e73206c27616e6ec3a9652e'),
	(55, '\x08e678528236495989e4c4591bfce6d1e87d3bd85244c41336f63eea0730559c', '\xc041ae05cdd0058867b68b8eb6fe6eea436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(56, '\x83db4c7ccaa525683571ee40c89b438ac11711762b3b4faf803fe2847da89293', '\x1db8e0bcdba42aa067cab2e9a61421a050726f706f736572206175206d6f696e732074726f69732070726f647569747320697373757320647520636f6d6d6572636520c3a97175697461626c652e'),
	(57, '\x33cf4807a7fc1b440f37169e7646615cb188f96bac43fa680d9d0910e2cb5dab', '\x4084ba7ba839fe407236bab3d43e422b4163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(58, '\x358c803829d84e2e91a70f7d6f269477f13b51b44a7f55a513656bd54894e24c', '\x4dcd30eede8d882d375d3e7c961b10ae446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(59, '\xdf5eb5166c76cc35af5f6cce0fe478628ef81a4b84f90425119458d6b6dd1b79', '\x50f947c1186443c74a8fe85fc23dd1ea446f737369657220636f6d706c657420657420726563657661626c65202864c3a96d6f6e7374726174696f6e292e'),
	(60, '\xf1ffaad541938d781f5f85a86b58aec0b86a31f43ba93014c04d9ec43dbc5e03', '\x13b6305c735030fbaf624c8a143b10875669736974652073616e732076657264696374203a20c3a97469717565747465732064276f726967696e65206c697369626c65732c20626163206465207472692c20756e6520706572736f6e6e6520656e20696e73657274696f6e206163637565696c6c69652028696e76656e74c3a9292e'),
	(61, '\x8f3f2f82e7ef49f497e222e6b78129ec2f6ea85f85349171c1c8c12153b73fac', '\xcb4d8637b64c7b77a014ad49eec3932241766973206661766f7261626c65202864c3a96d6f6e7374726174696f6e292e'),
	(62, '\xb60b3128eefa8068e522978befaa8e98991c450bda51fc8f25fcfb7722979c42', '\x2e9c89ad2857064089e1cc12b8893ccf44c3a96d6f6e7374726174696f6e203a20646f737369657220696e76656e74c3a92c2061766973206661766f7261626c652e'),
	(63, '\x9df9106f2faed393ab52f70e251ce19b5fa59b960e5b37e5fb2b21755f519dba', '\xc5943738ddffc0fc64534ec41aea5db6496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(64, '\xe7b56a699d0d726a4cf3bd1b78be9a7295b94bc2018410ff1c9de6b0f02bc979', '\x986c7e6f8bb05d0bd1bd75e624ca896344c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(65, '\x5aad15f5f69322397b9f0fd320c9a0790f1e809289ffce79c9be0c93186627fa', '\xbb7eee6b15172dd69e742bcc5d48eb2552657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(66, '\x7c3343ae474f8abf10f73f53b69e484417af5685a97354290af5d1802a0f5533', '\xeb5593dc7e116b1c113f2643753a96fd'),
	(66, '\x01234e0b682388844352ba6622d0fceedb4d572683a3cf97dccb75ddd7ef154e', '\xd2845823a301382e044847194a804ef34ed11073766e642e6573736c65646765722e70726f6f66a05866a4016647574d53534202744e4f5742365256513432344c4d4e4c525342524303582045d323d3a21bf5ffee3db79972f22799d6205212a3c813d633b3ac641fa7282904582102b1759cbd5d9b8211dc8136056db51ad7c11e3fca11d2343e5012ca8275295e065840faf088ad3488b62f1a97c979b5b2712757a8b147569f1dcb9f6d94415ec6742e21dc1ace64e1e53edc8ce050403cade09a65b5c0a3d3fc39b0057c8f8adc9992'),
	(67, '\x8dcbed376535ce662990986c55ebba399452e7f2583ccc81752c82c38be8ad91', '\xd0d32a6a01a0ab7dfa32778cba5018c243616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(68, '\x90596e335f65096bd7b464e10ac05e05710d4d081c9494307a825f3208f22822', '\x433b9f4d9037f071a5a4207a163ddd4a4163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(69, '\xffbc2429b4739ccacdfddf3e779968c4b6d0318e2263b0b476d7ff65b70fc666', '\x868544315bd91897d2877da805dd603b436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(70, '\xeded33b2722cd17841ce47d20ecececa0014691041825e47e2e4b333c7404f4f', '\x29de017f70f51f2b1495625936c9738c556e6520676f757665726e616e63652064c3a96d6f637261746971756520717569206e652064c3a970656e6420706173206475206361706974616c2e'),
	(71, '\x9dfa68ad53a6c70da54bb23e410328cafa95a5dcc30f555cf6e914677bf845ad', '\xcfc86f09732fc9c286a577df86ff95df4163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(72, '\xf527067be97c108758d84ec81b10f05afdb79a2400d34b26866feaf1fbc481f1', '\x16e3d320db1c2dc60c75bd1b90bf9dc7446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(73, '\x73ee7267e1dd335b8d174a49a7eeddafb5024056638f78aece934975d9db191e', '\xfc6c00cf47003803e3d7de304bb504b9446f737369657220636f6d706c657420657420726563657661626c65202864c3a96d6f6e7374726174696f6e292e'),
	(74, '\x02834b8d2911ab775fc2a04c0fce12862650b31c84e38d4b84fadb210e3f37bf', '\x16d4d4974b369b9859f958590f651aa85669736974652073616e732076657264696374203a20c3a97469717565747465732064276f726967696e65206c697369626c65732c20626163206465207472692c20756e6520706572736f6e6e6520656e20696e73657274696f6e206163637565696c6c69652028696e76656e74c3a9292e'),
	(75, '\x1e5c49bdde88fb97a9ca9f57dfe95501099ce0a55199266ded1708dd21f08386', '\x62f591518d718cf35f475283bfdc365f41766973206661766f7261626c65202864c3a96d6f6e7374726174696f6e292e'),
	(76, '\xa5cf7487bc82b34be6ac805ad70ad8233ca02955bf70e83c79149c4ced83c818', '\x3ebbc933ee23e92bb46319c32bb5e91144c3a96d6f6e7374726174696f6e203a20646f737369657220696e76656e74c3a92c2061766973206661766f7261626c652e'),
	(77, '\xa71788a0052e61dc6c9b78836bffd886938e97636b1214c997657efa541d4adf', '\x2924c2ca7cd2e8c222e50d647ea9700d496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(78, '\x06448e0a3da9777f42051f0feee971ecdfba1503367f32a98c9389c1d4d38487', '\xf40d97fb9131ad3caab324fd8e3e0f6944c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(79, '\xca1d23eff3932d5635337199702cc28398ad719262f1805950605d17173f3c78', '\xdafacea5155acbb98df5340e71c9d52a52657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(80, '\xf5d8cd43166698498432963a366bd87fd8ee693440883dcbe6bb348c0d568573', '\xee7d94f125ff7068c9e12fb5581d9bba'),
	(80, '\xe189b7e372c336fac2996f2385121a72fd34d97a45dd9e435d92d6ac86356063', '\xd2845823a301382e04484258ef5a4de063291073766e642e6573736c65646765722e70726f6f66a05866a4016647574d535342027454415a41485a36374e5852574a54323550553248035820880a7c02e145d6348160ca36fdbfaff5911a5da3b9fa87b448608e936cefa5820458210246432943cdee2d3100c260b784cda7412f9a9dab717377006e1380c03529ba17584024cf3c4c5f2307e365f98580d45d8551e0dc0790e9438c2c3494dae7c5cd5d563947d79a27550c14a60ded887815bfdf69f6df0b947b4f2b6cc954e8b58681b1'),
	(81, '\x9d501bc62cf8cdf3b114cec70d112df28b14908b0802a43b3c4f9a98ebf8f98f', '\xf369119d9b60acccb4cbbc2e683b59a643616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(82, '\x2aa8fe5a33b52d19bfced671befc93641750b65f6823b366339411035e194729', '\xadd432688c22a904962adf8d3a766f2e4163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(83, '\x7f27079cbd56b9e92810fab79ece0a2e0a536479232c99ad32eda00b2351aad8', '\xdae377b9fccb7d2c070f3b91da7ab9ee436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(84, '\x78de66f9ab56dbeb3e86d82b152b4f37dfaf0e412dda45a7efab4deb74f2c2c9', '\x9e068f4361a8a94688f8936005917ae3556e6520676f757665726e616e63652064c3a96d6f637261746971756520717569206e652064c3a970656e6420706173206475206361706974616c2e'),
	(85, '\xdf4946c410f18e3616d20137d1587f331bc788219a6b7e70f9d31a1afd29d994', '\x122e4da4bfb528df5445f2696e745bf34163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(86, '\xb5741a03bb291cdbb45c21794641a79a0fafb92eda88229b84fd0f92f59d247e', '\x2605c197169b2461ab793deba8c5dddf446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(87, '\x2abf3ef4417b0228eb9593db39ee2f27583af71153e852a05b443e58b3db3a24', '\x608cfa7e42e61e55f3c38e86caf192c0446f737369657220636f6d706c657420657420726563657661626c65202864c3a96d6f6e7374726174696f6e292e'),
	(88, '\x9e9ec57347dbd4e2388f0a5210ac9c5dcea185db9df229e7de56bd8329f997aa', '\x3a9b635d0043112137b41d3df7192c645669736974652073616e732076657264696374203a20c3a97469717565747465732064276f726967696e65206c697369626c65732c20626163206465207472692c20756e6520706572736f6e6e6520656e20696e73657274696f6e206163637565696c6c69652028696e76656e74c3a9292e'),
	(89, '\x01d062998456354faf951a2fce0d3648967929155aba6b125211bab86631cd13', '\x95451f26601a7fec66e79e133e33aa3f41766973206661766f7261626c65202864c3a96d6f6e7374726174696f6e292e'),
	(90, '\x536c298b249fb37023d0d338c8665162264dcf181552c05eb0fa57066ff38d8f', '\x3cae7030acd9567ed62005dc8c65ccae44c3a96d6f6e7374726174696f6e203a20646f737369657220696e76656e74c3a92c2061766973206661766f7261626c652e'),
	(91, '\xb764c9c64a007c67e752e2c96942e4bf8435f1967ff2cf8ab5ccbb7f0d48b22a', '\xe7b5752f5bd2f5722f8fc7f582364c57496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(92, '\x2b1503a8061623b751a9d7e31188d379a640481dec6215046c3b5bdf678f7159', '\x1a7533b73549e3202b9ca10fe6c807ff44c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(93, '\x0b96466da09102da619909f4d69b1265d61e9670790ef14efdfee85cc41b4d4e', '\xe4c51573900841638cb8d9261b21a43e52657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(94, '\xd2dd46c431eb44cf032db7e2aba2041482d6d531ec2c3998d28904dd057aa397', '\x23c26c122d1bcdf0be28a1689179cc21');
INSERT INTO public.label_original VALUES
	(94, '\x1c9a3de1755efa0e7bf2a3d2df61463e60c8b589215e2e123f16e70519362d35', '\xd2845823a301382e0448d53a75a380bc87071073766e642e6573736c65646765722e70726f6f66a05866a4016647574d5353420274545746514945414b494352483432374d58415643035820c67390ecc924154637389cd941de9328f33fbc2a143b63fedc76a1f6cae7e02a045821032b5f9416d4d55d6545653a8415f4d78d59ec00e34dda4e5a4d55c9a43454ea985840a503271d866d0533156863abeabbf2defc1e244013dde3dd7fc1cd29c7f5fe266482027966823975d949310fb82a9f95236b88797ce0c473526b065733da7867'),
	(95, '\x1ae53ae6b37a3cc7e4219dc672dcbbe84c9df6d49fc3ea9206004f8e576a3eac', '\x961383ba9881f867ba059c8d4052e7b243616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(96, '\x32fe83d37f91a58149163e22dc1e6e9fdea4ac974fd5df0f472ebd9662c4d68d', '\xd648cfc56f9b36e1963ec52f85a577b54163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(97, '\x43e0588a444494b7e876b632d3e8fb57ad5f4347471c603cc363d2e63e5683d9', '\xaef8f1fcfeca0e1f50df4cdc00dc6a1d436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(98, '\x0b0861ac9d5f79f478275e4e8ed8528074fda9aaf284be0646fbbba53173bccc', '\xf79e28e1b147c7dd8ea50b66bdd325d7556e6520676f757665726e616e63652064c3a96d6f637261746971756520717569206e652064c3a970656e6420706173206475206361706974616c2e'),
	(99, '\xbb6d32a60a74120230c9d8a10b884327318530eaf8e63f696767a7b8899e9c27', '\x7ab23a039d35562743f0becad16ab6444163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(100, '\xa4dcd2473fdddd65570cf6ae2687ed65b7610c26af915ab8b5ffde90e1496038', '\x85234fa9a4eab38d00fd1ed7da74bc07446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(101, '\xd96f45d21c2e0c5892cdc1c5cd4935291dd6ad6ea2e71ef3674723626f04b6ee', '\x279730c0f5775182fdcaea9e27739d35446f737369657220636f6d706c657420657420726563657661626c65202864c3a96d6f6e7374726174696f6e292e'),
	(102, '\x6f061272ceb9a64ec30f336431dc39c7454558bff15777ad5f0e28d9497161a4', '\x2623f99fe25268c71c55829bc3b1bcb55669736974652073616e732076657264696374203a20c3a97469717565747465732064276f726967696e65206c697369626c65732c20626163206465207472692c20756e6520706572736f6e6e6520656e20696e73657274696f6e206163637565696c6c69652028696e76656e74c3a9292e'),
	(103, '\xf8388262d74b66f9201bacde76fdedb8bd72fa5c21847e680e51fb49c29a74d7', '\x5db5f4db63caf87979e96bd5f1e2361f41766973206661766f7261626c65202864c3a96d6f6e7374726174696f6e292e'),
	(104, '\x8190d6d01fbf81a9370d1291d7924c61835e6d684dd3dfb376c96e75c3968c2c', '\xc1fbac96d076ef0e0d7f9313d654efff44c3a96d6f6e7374726174696f6e203a20646f737369657220696e76656e74c3a92c2061766973206661766f7261626c652e'),
	(105, '\x9392202f975cb9f2e68b890d5029b1cf3b1f8755908669495c18379281f76311', '\x258e46177e22342d993b75d703b09e85496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(106, '\x49d8052bed1852d89c0e0ba3d33ffe6c6869cac32031b26a5f0d2e266882bae9', '\x2e22882bd04eed34dbb4b8d8d456614c44c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(107, '\xd9deeb447cb2d4077e36421f73946379cf05b5658c5fc48d43c5bf9a2c1d333e', '\xc8e87bbe65bf9ba6579690ce2ce78de952657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(108, '\x5277faa59001f310b5b9d6a625ce93e52d9c6f93023af6b72fc40a193000b3df', '\x040ccb5ef1cda258ce83a9a04cbcd1ab'),
	(108, '\x277310c3ffad87a3ba84cd7ed4382c111a2a52bd8a457fdec6bd8e44b1e90add', '\xd2845823a301382e0448e69a9f768527043d1073766e642e6573736c65646765722e70726f6f66a05866a4016647574d53534202745154564b4e514c47484d53464e42364b495535340358209eacc3290bb8cff707b74cc586ddfc31471e50ec0f1733e87dc3367a04b7df7b0458210246d60ec68ed2eac1db86c78b7da7a0b21cf5dcdf72eece6e00c4a053a122f7db5840b11bc6b94403148d917424f3991c4066f6f9833873d310263acb4dd0680e419153d213b6977e1a071da2f2cf83d93f71a50fadf2a925ddf842138be7e12a033f'),
	(109, '\x6b44b6ce38aeb584da6389ad71ab4328c520e948d8521de2fbf64ccb25d4758c', '\x18959b830460ac8a1a16b37cb68d89c243616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(110, '\x51ef8b533fea732ad91d3ec533f8170950dbf7c9ed5f7c76d35340e2a0296467', '\x5c986821849289046ee5886a596f96664163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(111, '\xabf689a883475c199d2ed30196329155a16ad15bb89de4ffac8ce24efe62e614', '\xb4954ae53071238c8520db5117119b7952c3a96475697265206c65732064c3a96368657473203a206175206d6f696e7320756e65206d657375726520636869666672c3a9652064616e73206c27616e6ec3a9652e'),
	(112, '\x5a88b83d6d0fc324f45226f303cd0314476bb5746a17d20c7937393846dcb6eb', '\x8b97ae25968e1f994c5ab73130044cf6436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(113, '\x75ffc931f3fc5bcbd7a7fb434ae5419f7940b6ef87513ded034422a53603dd99', '\xfa6ef7b45efb2d021d1cc40e1df9cf4f50726f706f736572206175206d6f696e732074726f69732070726f647569747320697373757320647520636f6d6d6572636520c3a97175697461626c652e'),
	(114, '\x026191fba40119ca13606d4d59152db77d8293e4a620099abcb5605cff91086e', '\x99994d875d9fc4112bf37858cfb686374163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(115, '\xd3f2b5e8ba2cd2b8266a64a82657e860d5a88fdf90fa256c8f238c025fd63381', '\x5a085401f18b9a1f4ea9fc2318d6e8c8446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(116, '\x5a2c92723d828c99133942ab9b6b40ce7131e9c066d477cd16be67d9808f7631', '\xd7058ea4c88f3783f7f691142a48314d446f737369657220636f6d706c657420657420726563657661626c65202864c3a96d6f6e7374726174696f6e292e'),
	(117, '\x7623b8eb7b8144e8ddf4d884086562f5657fbc144e7d73708cdadfa2dd791bbb', '\xe6a4a746436966a4c6b2840f76b2103b5669736974652073616e732076657264696374203a20c3a97469717565747465732064276f726967696e65206c697369626c65732c20626163206465207472692c20756e6520706572736f6e6e6520656e20696e73657274696f6e206163637565696c6c69652028696e76656e74c3a9292e'),
	(118, '\x7150e976ba7f1db468429e17b028ee1a1a526365cfdecdb378f92dcb771f2c20', '\x698db5909f34a412ef354306b73cb51041766973206661766f7261626c65202864c3a96d6f6e7374726174696f6e292e'),
	(119, '\xc89c66a0f43a69197d2ebdb2ea285d98487cf0420c516353d9ee2c42895d143d', '\xf51a30d9f57f0612f2f3f64a33e0a90844c3a96d6f6e7374726174696f6e203a20646f737369657220696e76656e74c3a92c2061766973206661766f7261626c652e'),
	(120, '\x129b0415ce9467e279333d8765298fa230ad07358628d1f0f2b970955f7bb90b', '\xa12c28c2d8f1663cca821ec99ea73979496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(121, '\x3e3d4435492935d89647412ab18c6c6cbf2b844f817c1ea498c8f7e615078333', '\x968708fdfc332444cf4a1050eac0ba7c44c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(122, '\x3aa52cd88fbabc509ae7aa13e2eb6149a3c9f47eaa4ed619b044e55a9c2065ad', '\x3dfd92d38a23dc58dd720dc7eb951fdc52657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(123, '\x101c0017319a6a805a5a9dae9f20527ed4db89d81ce2fdceb0f6c9af283386d0', '\xacc49c07bebd6726e6cff97cc8c59b23'),
	(123, '\x995bc1844be1a6005b451a0af251c0fdab214a101390446d5702858a3eeeb082', '\xd2845823a301382e0448f0e3c9730ed638ad1073766e642e6573736c65646765722e70726f6f66a05866a4016647574d5353420274535a4a565a58554c56374f533443525a4158464d0358203ab7c4a05121f2154a8088d12055d7296d6bddff7b3191be3109454580353117045821032a564361a5ca4382bc20fad1af5639b3b44b0aec5e67de74039e45ea11c789fd5840c8dd309dd376060ef3e091dce078f781bab741e9438b13002bfcdac6d762c7367e0e567db6938e379ef532db0cfdb7105d574df9fd1b8a1108caee39051f7bfe'),
	(124, '\xa26c2811bcee91ec821739759045c15b794d31030067e8f3a5f8d0f6698c9ac8', '\x37c364d777309eaa67c11147418392ba43616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(125, '\x9a9b7af5ae8df612b476ac56a116f2854b1697b5df68c1f2bef700fbd04508a3', '\xd6255b2184c49cf4ff7b5f5c8db499364163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(126, '\x69bd51737e022bd4e981056eec122c3d8d406be25fe059f9095cf28d05adb325', '\xd6568c8b315a59a0871ca816b4d1ad19436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(127, '\x6ce8a51a21b4e3385b8534a8886c47865b5a78cf5389c06d56bfe5b801d7ba8b', '\x381c39cdbdd00e1b528144fe02d7e16a556e6520676f757665726e616e63652064c3a96d6f637261746971756520717569206e652064c3a970656e6420706173206475206361706974616c2e'),
	(128, '\xb61b0b890c26a7df452cd3fe43c55124c39d768121aa58855f07b2f1166fd7ec', '\xcb8d6e3987b24b6d289979421d18de3a4163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(129, '\xffb498e5d3b05993ec010f80e6527cb51302fd36e9561f1f198974a2b3fc8856', '\x3fea3aeebab3e4a768c8595ba045fbd7446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(130, '\xcfa6952c78173b61811d26045ff520dcc9f3743c575a096a933d33a1364ac441', '\x067e6afec32a69b00bc55c707686d47e446f737369657220636f6d706c657420657420726563657661626c65202864c3a96d6f6e7374726174696f6e292e'),
	(131, '\x2ee2aff83c5fa12444e2109196121eb1792abc04e871ecdbe8e9c4a561d6af62', '\xca7a6a8c899eb8a1a4c52666dd3c96f55669736974652073616e732076657264696374203a20c3a97469717565747465732064276f726967696e65206c697369626c65732c20626163206465207472692c20756e6520706572736f6e6e6520656e20696e73657274696f6e206163637565696c6c69652028696e76656e74c3a9292e'),
	(132, '\x1fbad43e8fe83069aa21af043230dbc10855edc82edfd4814e1db7950949eb83', '\x02f8d87153e58f512897037353ff524841766973206661766f7261626c65202864c3a96d6f6e7374726174696f6e292e'),
	(133, '\xab3ee23cf3e50f621aed3c55cc66c5a4d76d071bf52723a7e384f5a50212cc13', '\x8458ea266824fa16ff695909cbb09b5c44c3a96d6f6e7374726174696f6e203a20646f737369657220696e76656e74c3a92c2061766973206661766f7261626c652e'),
	(134, '\x4ef8aa009f27943af36100e6d6c6995012018b9f98cff62bd99397895a95b7ee', '\xb83d3de531be3576da8cae3e6757c13f496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(135, '\x6b68cf585dfe94d65c9ceb14343314e72d79795e0af8e74ac2c14d9a3bde3056', '\x0480d04397710c0e1e88e860b0bf76b044c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(136, '\x69b399736ad9d1c2df98484d2271410a7d1ae1456663bb7b9f363c59208ccb8a', '\x1ce739d81f9353a798ad7ddb5fdf9fac52657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(137, '\x7a3b8663ce0db5c43e0fbcda4750c67403529da860a04112f5e0140be28f10ec', '\x6e708599a55e0e81dacf6475a691d904'),
	(137, '\xf628fac2bb202f1683fe9da4b2a383a9fd116c9714b6342c0cd38bd4609204c3', '\xd2845823a301382e0448f9318d3a6bfa51d31073766e642e6573736c65646765722e70726f6f66a05866a4016647574d53534202745a5635495653544e4447424e52334c4b4d4d3236035820c8c056fc682705b17d3b3831877c4cc3b8df1a4dec8ce288a55b8141e4b42dfd0458210348e2ed1013c8bd81281d9b71e0b10c010bc0a0d785875247702886bc141f7486584024fe5b9c3360e29facdc2acaaaaccc247650c6580b7ce62a09ff3e5aee75ff5d4c8b2055198703b3bb59f2d7df475bb43fb81c893ae500cb7fc5f6e595b489a4'),
	(138, '\x1d08af5832ce65d2f2085ab4851cd55f3b4057b83604b5448f4756505770dc36', '\x1b8e9e293238f874eb8212a764ca855c43616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(139, '\x9d8282d6d2e9c3f6da778e72c2bc408f2a2a8d4e0fce9df51109ba57e0b99e14', '\xe20126f47281fb621aa63579067f275c4163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(140, '\xb430f0e1211c0319e015373ea678ec8ea0db8ac607247e8364b6d8e18ff3f082', '\xdc5fe6e53fa897fcc6a4e004f289798352c3a96475697265206c65732064c3a96368657473203a206175206d6f696e7320756e65206d657375726520636869666672c3a9652064616e73206c27616e6ec3a9652e');
INSERT INTO public.label_original VALUES
	(141, '\x79a6278f4bfbcd2cf3f6af5cb43a541785b4eff9aaefeabf4c9b28890a4fb2fb', '\x76fcbfeb15b70feb8c2ec4077e3a3790436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(142, '\xeee5bb12c71ac33628622c41a01adceafc76750b844e7e55801445451cd434b0', '\xacffa1bdb1fe9271b2283c0aa9860b0a50726f706f736572206175206d6f696e732074726f69732070726f647569747320697373757320647520636f6d6d6572636520c3a97175697461626c652e'),
	(143, '\x52265a7d8e7bb64a5438e9bd34dd2953fbdd703bdcf21ad256d716b1667ec0ec', '\xc73aa06ebcb6646e41f560a19b57e2664163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(144, '\x9795cc06626b830d9e252ad83b81ee3187101f14ad0b6d24f6df2e03f67939c4', '\x524ccc14d8913d8df37a7aef450e6935446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(145, '\x775e323d53832f6e3f6a4ea84d503d819e70b46cc1e81dc8c7252e1fede9145c', '\xa57ddcf78a00d9f14b2460ed13549ac5446f737369657220636f6d706c657420657420726563657661626c65202864c3a96d6f6e7374726174696f6e292e'),
	(146, '\x5ecc0706dfac66c6757b4157efba4bb195fd6067c93327480b45b300ba10dac8', '\xa8742aa4bcffd1b22b64cfbe705018db5669736974652073616e732076657264696374203a20c3a97469717565747465732064276f726967696e65206c697369626c65732c20626163206465207472692c20756e6520706572736f6e6e6520656e20696e73657274696f6e206163637565696c6c69652028696e76656e74c3a9292e'),
	(147, '\xfd84bbf61a0d9fd443c7d9143fcd04b6d163be2c4dfdaae81734df653fefa8fa', '\x0293935510a053621f0e79ea09b37da141766973206661766f7261626c65202864c3a96d6f6e7374726174696f6e292e'),
	(148, '\x1d3b2675041c7bbc8e73f82cdea5037189abb1a02f976809e81e626f59ef2393', '\x7364b6bd2366c6ff2c788d4e5f2e6acb44c3a96d6f6e7374726174696f6e203a20646f737369657220696e76656e74c3a92c2061766973206661766f7261626c652e'),
	(149, '\xb459aece237aae0f63b2b3e5dcd5fe27a753f824816762d9fba604e0168c721e', '\xc7b5badc8a6da5834d3e14c76b795882496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(150, '\xe75c4c128a02fb66c707cc954fe4a2a284ab1ce5afcb194ba0a256d1319be82b', '\x3f4d225c1046b874a8fda237cbff87f944c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(151, '\x41fdd9e4c6ba5613049afa39372cdd76720b9f527047c8c778a2420699146ae9', '\x166bf9e71b6612e236721fbd3dd81f4652657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(152, '\xed1f1de271a0a83ce3245d2356d0a2273868bce177b87184ee606c872684d5e5', '\xf6440d49a93a82f81752a32a85249096'),
	(152, '\xc3793020f596598e0d7aa5b95d6a02c7dd1bda422e498fa0017dd88bd0e97661', '\xd2845823a301382e044845087a6aaeaf5d5f1073766e642e6573736c65646765722e70726f6f66a05866a4016647574d535342027447514655464d364f545743493651584b554645430358204238a000620e50a49d531f0f84067eae0261361c8c2fe57c4f22035ce94e81670458210228f3a10f59e872a94536873092d6f455fa1e05ae9fdf19d3ddb683728c1add8a584009ddd127d2b73adbb7d8d6cfa4d8fe4881e56cecd9cc8a008c67bfd9d4dc690c1d83c13a755647c9ae526542c431ba2824a6d2384e4c76b32ad248975b793801'),
	(153, '\xcc377c1ebf33e39ad269fc4704a2c5962d973715862989481ac4423a40fe854a', '\x034ecc3ffef527628edad601539fcef843616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(154, '\x03e9b729790624652d495ecf518f55d1deaa928e74e9b77252288ba77ad0f59a', '\xae0d42dfbbcfc78e77d5eeeddceb25794163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(155, '\x7f7468f325f20e71ab18cd679fed9507d9ed77e65eb4302b042b1a211f949c43', '\x584c3211eccf8156153360fc57e85296436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(156, '\x378d22402b1adf2d4341129c4e8ccfa2479c4ec6b733f580f69dcca136057c6f', '\x94fbf2a05cdc73cfbee186f8820f37f5556e6520676f757665726e616e63652064c3a96d6f637261746971756520717569206e652064c3a970656e6420706173206475206361706974616c2e'),
	(157, '\xa248329f70238be0a918acc8c86762656a4c60470a6ad3edcb082ad9d32d9346', '\x46655ef4da43bc49e7bf98d95b1d32f84163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(158, '\x6db2d6222a1a1258d1e025858c7df397e395bcee0fdb95f0728727a36a39bc89', '\x3e79adbcb7af67fe1a3bba0ff794787f446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(159, '\xe6d262922617123907a610a2774aa91b631ba3af7a4733165a86ca064ea93ae2', '\x240309d0d8c5a936889c4d951e6ce031446f737369657220636f6d706c657420657420726563657661626c65202864c3a96d6f6e7374726174696f6e292e'),
	(160, '\x6bf3c2f2f8983b2a3710d96c01e413181548206edb2480e2317fad1555ca87d4', '\xc07308de7ada1e75e92a9bbe3079532c5669736974652073616e732076657264696374203a20c3a97469717565747465732064276f726967696e65206c697369626c65732c20626163206465207472692c20756e6520706572736f6e6e6520656e20696e73657274696f6e206163637565696c6c69652028696e76656e74c3a9292e'),
	(161, '\xf8f006bc88e06b9a51913407892d7291a449f7134874e0f3563e2b7ae453dab8', '\xa357c77a1eaf0bd6d8c0bc2a3892583441766973206661766f7261626c65202864c3a96d6f6e7374726174696f6e292e'),
	(162, '\x3f8807f8a92a3242b4ad4514f9da3da361a9c53aca524b19a7a8e2d5b3538dad', '\xdd5ac95b5469fe10c39b6222b249a6c844c3a96d6f6e7374726174696f6e203a20646f737369657220696e76656e74c3a92c2061766973206661766f7261626c652e'),
	(163, '\xebc707c4e2dbbba60657b7fd4fe70c10788cc1fdadf80927f98c8aff8a77adf4', '\x025b527a20995d4e6428b00858e08c3b496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(164, '\xf13669d3f42333d5e0cf3c5432506830526ada695fea268eb02ec2566e5afedc', '\x8ffcf146fdae689d0faa1932621f9dd044c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(165, '\x75e6c3e3b229004b859bbaaf74fc40925cf8d6d4fb3d513e0f1d2c0a738cfe1b', '\x824d4dbca14210668611625aa9bc213b52657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(166, '\x0171ede7681b214ec9c772948f3a0fdd894d513f5a153a48cd5d9e81c5bc3c10', '\x9fced74375153813b05e632a03594cd9'),
	(166, '\xae52499392961cf60672dbcf8ded284770bc6b5568edb71b140dafe70d990449', '\xd2845823a301382e0448f532373859cc67711073766e642e6573736c65646765722e70726f6f66a05866a4016647574d5353420274433243444c334432494b324c4248325456554633035820bb0811e9222c1848caa34b83c086a08c8edea34f6b1da203d0f44a62e8aa1dbe0458210306aeb6d162ba7917b570bffd9e669714bfa684aa8c650fde6a9c539c9b03f3785840e6ff22ce5f9346b0cee033d15fbab408910c29604f050e369b6521fe02ea4c6b44a74e7bc8544babf1e1f6186b584a80d8887f4f76925bc4f8b96c57d3d8fb10'),
	(167, '\xed3fffa51114b06319311a7fdec13384bf0d03706055934aad9fa06ee2821524', '\x666b759c93730fe4b94d80bec6da5e8343616e6469646174757265202864c3a96d6f6e7374726174696f6e292e'),
	(168, '\x4a839bdc29d3a2e81716f31ebf2a1d8fb73bb520dbfc41bc5ff32dbc98031109', '\xbc869e3c8a7df6d70f358ffbc1aadd234163637565696c6c697220746f75746520706572736f6e6e652065742072656e64726520756e2073657276696365207574696c652061752071756172746965722e'),
	(169, '\x42e077cb255c1c8a1b2a71a3becdee62140c5f589accd57eb5b0177bd9f4ee74', '\x5e285ccd85dc64604114a30f2b0371eb436f6f70c3a9726572206176656320756e20616374657572206465206c274553532c206f75206176656320756e20636f6d6d6572636520656e676167c3a92e'),
	(170, '\xfe168f5468ecb68778fafcd0d43d182d86bf129b594f4cb1f5b694ec8d665e83', '\x3732095d3d42d8119279903a891f68bc556e6520676f757665726e616e63652064c3a96d6f637261746971756520717569206e652064c3a970656e6420706173206475206361706974616c2e'),
	(171, '\xa55b7bdb5f7d52b5771cdb1270a1edc423f810b15936d3b966e5e5e0fdbc3d24', '\x5bb2ae278ea1ecf19a094bf9114b3c764163636570746572206c61206d6f6e6e616965206c6f63616c652e'),
	(172, '\x350e6c5c39c8c04c9e257dee87359f8ccae14249c19eb6663e834defe01ff0fb', '\xf943adcbcbf38af495cede5e23a44fe1446f73736965722064c3a9706f73c3a9202864c3a96d6f6e7374726174696f6e292e'),
	(173, '\x934e9bd244bc34d533d9733724c1d4182b0c766f71dd43bda45e9a06f5c0f8f7', '\xa14bae146e2d4b95bcaf4bc82e6fa9cc4c6120726573736f757263657269652072657072656e64206c657320696e76656e647573206465207661697373656c6c65203b206c6120626f756c616e676572696520656d62616c6c6520617665632064657320736163732072c3a9656d706c6f79c3a9732e20286578656d706c6529'),
	(174, '\x6352127ef4b39fa668f3eb2e981c4e385147c4aa013f970586bd000de8e804aa', '\xc665dcc643b18e4945b07fd97b78a3cf'),
	(174, '\x6057100f880292b47e42252486410a4ae54f59430244ee077b57efb11a0d2b4a', '\xd284582aa301382e044847194a804ef34ed1107819766e642e6573736c65646765722e636f6f7065726174696f6ea05858a5016647574d535342025001a21bc5554f77fc8f3198dc8fc9579e03582043f3030dbebd5c7a1686ee4644ef6bb846aff004c50d839ce6485f74cbb3909f04744e4f5742365256513432344c4d4e4c5253425243051951305840a7df688dfe8fb78717abb007d4da7b4b4960632403565402d75c181a27daddc567bc4cb3319625c5658a1ac58cd40f5d375276857369244613b04ad562fcd1d4'),
	(175, '\x251e30873c13fe5f6fddfe4d36452bf8b4a36f8557daa24e185b4627a04589dd', '\x69a0e3e88c70b050e975b8955b7f7608'),
	(175, '\xd09cad0942be1f784e750f74b8f852e731b26e926aa8b4961dabb00f340493f8', '\xd284582aa301382e0448b2b00fab3b8b9697107819766e642e6573736c65646765722e636f6f7065726174696f6ea05858a5016647574d535342025001a21bc5554f77fc8f3198dc8fc9579e03582043f3030dbebd5c7a1686ee4644ef6bb846aff004c50d839ce6485f74cbb3909f047446474d374346454f5443475954524f46444e334605195130584017b5e7a11366f78b49e46c8c381f31f460f08f0b9373d82ef13cac72c8a169271d739af67667b59adcc93ce9c59cc0b1164583d0b09e29a806855577aeb38bf8'),
	(176, '\x3038b4d0ecb7f2d8a7ee4e1ecc4118c9083bc95f07b38daff0a434beae48de7e', '\x390a849d9bd496d9bcfe9f001c3696de4c61206665726d65206c6976726520736573206cc3a967756d657320c3a0206c27c3a970696365726965206465757820666f6973207061722073656d61696e652e20286578656d706c6529'),
	(177, '\xa4ed99c9675a126df87bbc9071c2c6c05f4fca6ac7a37c86f41ffa95f3469df6', '\xd3daea5b757474544af5632737bacbc1'),
	(177, '\x3f599390b732abd41368d3615de6ddafe10e290a6075dbc5d79276f0091976bb', '\xd284582aa301382e04484258ef5a4de06329107819766e642e6573736c65646765722e636f6f7065726174696f6ea05858a5016647574d535342025001a21bc555d37b0f86d14f8215ec8b0a0358203973b392522c6ee7ee783cb966051fd99c83be66eaf4cd42ac4cb30f37662557047454415a41485a36374e5852574a543235505532480519513058402210af6f6591391203a12b3502245426c25e6781bdbb37a7ae9d450370980e77290b7988a11d02fcee96cc82c70e43bc96ee8e2f1c3dedf5711f05b762a096fc'),
	(178, '\xcf718238b9ca5b732388b6fb247d652fa35f123f5f84b28ff1942950a195a212', '\x3a21d8a5e003e53b0801260b79859a9a496e736372697074696f6e202864c3a96d6f6e7374726174696f6e292e'),
	(179, '\x14eb446b40c01ab550840af851348cfebf128c4a43669574c501bf7651ef4118', '\x19de7e5eb780689782bff42d43869f4c44c3a9636c6172c3a920706172206c65207061727469636970616e74202864c3a96d6f6e7374726174696f6e292e'),
	(180, '\x506b9b9601ef7dd8c9254d7285248f3820e88a2d5e72c903199b4db5776b3884', '\x7bea3856ad9cbee18a050687f5e4b5b152657072c3a973656e74616e742064c3a97369676ec3a9202864c3a96d6f6e7374726174696f6e292e'),
	(181, '\x07ad25da729322514b68bf0a503cd451747aa9519fdf74ae0a2076364cd3769d', '\x5405c0f2d8dc2f3213b557e067124d274c6120726573736f7572636572696520616368c3a8746520736f6e20636166c3a920c3a0206c6120746f7272c3a966616374696f6e206574206c75692072656e64206c65732073616373206465206a7574652c206c6176c3a973206574207265636f757375732e0a4c6120746f7272c3a966616374696f6e206c75692072c3a9736572766520646978206b696c6f7320706172206d6f6973206175207072697820642761636861742e20286578656d706c6529'),
	(182, '\xa9a37db9f1da0eff487fc3c2f66c6ad04be8da78602e43dd6d748ba8a3de2ae2', '\x72b289b024d18d63809fcebad7a0c431'),
	(182, '\x4a2df69d3eb4e4dd0330bdc38e12a174e6a7a22e8efdff8fa284334ed34fb437', '\xd284582aa301382e044847194a804ef34ed1107819766e642e6573736c65646765722e636f6f7065726174696f6ea05858a5016647574d535342025001a21bc5568974f1a5f5fa509e152b310358203a65a15789df0e84f8ee78512a45c7e02289ce880d5e1ee33f55d59feb68343204744e4f5742365256513432344c4d4e4c5253425243051951305840dc9a6c0dc784eafafe51ca8373c5321ccd4a80ad9cd794250e47f94de76429194dce19f2f9f954ec5bda6254c43c8b4d6f03f748005a224313ef735f1f305da7');


--
-- Data for Name: label_projection; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.label_projection VALUES
	(1, 182, '\x0046079be2b06f2d96eff708949d23a2f4a010734a2f9ecab73edf8b3c37be72');


--
-- Data for Name: label_receipt; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.label_receipt VALUES
	(18, '\xd2845822a30126044887c55024881722041073766e642e6573736c65646765722e6261646765a05860aa016647574d535342026d4c494c2d323032362d30303031037820426f756c616e67657269652064752042656666726f6920286578656d706c6529046e39393931303031303030303031380502061950d60719551d0800096535393335300a01584023588464fd1de24e069e8dd10a8bf6ac9e8b1b9b2a9af480b01e91272c2ecd04a0dbe614d2e982a71adb579df503b098224cdebcb901a530f9831659b0a51e21');


--
-- Data for Name: label_status; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: label_subject_entry; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.label_subject_entry VALUES
	(2, 1, 'REGISTER'),
	(2, NULL, 'SCHEME'),
	(3, 2, 'REGISTER'),
	(3, NULL, 'SCHEME'),
	(4, 3, 'REGISTER'),
	(4, NULL, 'FGM7CFEOTCGYTROFDN3F'),
	(5, 4, 'REGISTER'),
	(5, NULL, 'FGM7CFEOTCGYTROFDN3F'),
	(6, 5, 'REGISTER'),
	(6, NULL, 'FGM7CFEOTCGYTROFDN3F'),
	(7, 6, 'REGISTER'),
	(7, NULL, 'FGM7CFEOTCGYTROFDN3F'),
	(8, 7, 'REGISTER'),
	(8, NULL, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(8, NULL, 'FGM7CFEOTCGYTROFDN3F'),
	(9, 8, 'REGISTER'),
	(9, NULL, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(10, 9, 'REGISTER'),
	(10, NULL, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(11, 10, 'REGISTER'),
	(11, NULL, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(12, 11, 'REGISTER'),
	(12, NULL, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(13, 12, 'REGISTER'),
	(13, NULL, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(14, 13, 'REGISTER'),
	(14, NULL, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(15, 14, 'REGISTER'),
	(15, NULL, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(16, 15, 'REGISTER'),
	(16, NULL, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(17, 16, 'REGISTER'),
	(17, NULL, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(18, 17, 'REGISTER'),
	(18, NULL, '01a21bc5-4abb-76ba-8182-7d84a011af42'),
	(18, NULL, 'LIL-2026-0001'),
	(19, 18, 'REGISTER'),
	(19, NULL, 'PGNWUQQGOTJ62KIXE57F'),
	(20, 19, 'REGISTER'),
	(20, NULL, 'PGNWUQQGOTJ62KIXE57F'),
	(21, 20, 'REGISTER'),
	(21, NULL, 'PGNWUQQGOTJ62KIXE57F'),
	(22, 21, 'REGISTER'),
	(22, NULL, 'PGNWUQQGOTJ62KIXE57F'),
	(23, 22, 'REGISTER'),
	(23, NULL, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(23, NULL, 'PGNWUQQGOTJ62KIXE57F'),
	(24, 23, 'REGISTER'),
	(24, NULL, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(25, 24, 'REGISTER');
INSERT INTO public.label_subject_entry VALUES
	(25, NULL, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(26, 25, 'REGISTER'),
	(26, NULL, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(27, 26, 'REGISTER'),
	(27, NULL, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(28, 27, 'REGISTER'),
	(28, NULL, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(29, 28, 'REGISTER'),
	(29, NULL, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(30, 29, 'REGISTER'),
	(30, NULL, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(31, 30, 'REGISTER'),
	(31, NULL, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(32, 31, 'REGISTER'),
	(32, NULL, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(33, 32, 'REGISTER'),
	(33, NULL, '01a21bc5-4c3f-71e9-8618-8c1e51d6afe8'),
	(33, NULL, 'LIL-2026-0002'),
	(34, 33, 'REGISTER'),
	(34, NULL, 'LIL-2026-0002'),
	(35, 34, 'REGISTER'),
	(35, NULL, 'ICFZJIO5PL2GVKLLASY5'),
	(36, 35, 'REGISTER'),
	(36, NULL, 'ICFZJIO5PL2GVKLLASY5'),
	(37, 36, 'REGISTER'),
	(37, NULL, 'ICFZJIO5PL2GVKLLASY5'),
	(38, 37, 'REGISTER'),
	(38, NULL, 'ICFZJIO5PL2GVKLLASY5'),
	(39, 38, 'REGISTER'),
	(39, NULL, '01a21bc5-4d31-77ed-bae7-8503cb4c02b8'),
	(39, NULL, 'ICFZJIO5PL2GVKLLASY5'),
	(40, 39, 'REGISTER'),
	(40, NULL, '01a21bc5-4d31-77ed-bae7-8503cb4c02b8'),
	(41, 40, 'REGISTER'),
	(41, NULL, '01a21bc5-4d31-77ed-bae7-8503cb4c02b8'),
	(42, 41, 'REGISTER'),
	(42, NULL, '01a21bc5-4d31-77ed-bae7-8503cb4c02b8'),
	(43, 42, 'REGISTER'),
	(43, NULL, '01a21bc5-4d31-77ed-bae7-8503cb4c02b8'),
	(44, 43, 'REGISTER'),
	(44, NULL, '01a21bc5-4d31-77ed-bae7-8503cb4c02b8'),
	(45, 44, 'REGISTER'),
	(45, NULL, '01a21bc5-4d31-77ed-bae7-8503cb4c02b8'),
	(46, 45, 'REGISTER'),
	(46, NULL, '01a21bc5-4d31-77ed-bae7-8503cb4c02b8'),
	(47, 46, 'REGISTER'),
	(47, NULL, '01a21bc5-4d31-77ed-bae7-8503cb4c02b8'),
	(48, 47, 'REGISTER'),
	(48, NULL, 'ZRVFNJBV7Q6ZTNLMDQLZ'),
	(49, 48, 'REGISTER');
INSERT INTO public.label_subject_entry VALUES
	(49, NULL, 'ZRVFNJBV7Q6ZTNLMDQLZ'),
	(50, 49, 'REGISTER'),
	(50, NULL, 'ZRVFNJBV7Q6ZTNLMDQLZ'),
	(51, 50, 'REGISTER'),
	(51, NULL, 'ZRVFNJBV7Q6ZTNLMDQLZ'),
	(52, 51, 'REGISTER'),
	(52, NULL, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(52, NULL, 'ZRVFNJBV7Q6ZTNLMDQLZ'),
	(53, 52, 'REGISTER'),
	(53, NULL, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(54, 53, 'REGISTER'),
	(54, NULL, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(55, 54, 'REGISTER'),
	(55, NULL, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(56, 55, 'REGISTER'),
	(56, NULL, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(57, 56, 'REGISTER'),
	(57, NULL, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(58, 57, 'REGISTER'),
	(58, NULL, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(59, 58, 'REGISTER'),
	(59, NULL, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(60, 59, 'REGISTER'),
	(60, NULL, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(61, 60, 'REGISTER'),
	(61, NULL, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(62, 61, 'REGISTER'),
	(62, NULL, '01a21bc5-4e28-77ae-b7d7-5fa0d16b0d84'),
	(62, NULL, 'LIL-2026-0003'),
	(63, 62, 'REGISTER'),
	(63, NULL, 'NOWB6RVQ424LMNLRSBRC'),
	(64, 63, 'REGISTER'),
	(64, NULL, 'NOWB6RVQ424LMNLRSBRC'),
	(65, 64, 'REGISTER'),
	(65, NULL, 'NOWB6RVQ424LMNLRSBRC'),
	(66, 65, 'REGISTER'),
	(66, NULL, 'NOWB6RVQ424LMNLRSBRC'),
	(67, 66, 'REGISTER'),
	(67, NULL, '01a21bc5-5094-7f94-975b-866434fee470'),
	(67, NULL, 'NOWB6RVQ424LMNLRSBRC'),
	(68, 67, 'REGISTER'),
	(68, NULL, '01a21bc5-5094-7f94-975b-866434fee470'),
	(69, 68, 'REGISTER'),
	(69, NULL, '01a21bc5-5094-7f94-975b-866434fee470'),
	(70, 69, 'REGISTER'),
	(70, NULL, '01a21bc5-5094-7f94-975b-866434fee470'),
	(71, 70, 'REGISTER'),
	(71, NULL, '01a21bc5-5094-7f94-975b-866434fee470'),
	(72, 71, 'REGISTER'),
	(72, NULL, '01a21bc5-5094-7f94-975b-866434fee470');
INSERT INTO public.label_subject_entry VALUES
	(73, 72, 'REGISTER'),
	(73, NULL, '01a21bc5-5094-7f94-975b-866434fee470'),
	(74, 73, 'REGISTER'),
	(74, NULL, '01a21bc5-5094-7f94-975b-866434fee470'),
	(75, 74, 'REGISTER'),
	(75, NULL, '01a21bc5-5094-7f94-975b-866434fee470'),
	(76, 75, 'REGISTER'),
	(76, NULL, '01a21bc5-5094-7f94-975b-866434fee470'),
	(76, NULL, 'LIL-2026-0004'),
	(77, 76, 'REGISTER'),
	(77, NULL, 'TAZAHZ67NXRWJT25PU2H'),
	(78, 77, 'REGISTER'),
	(78, NULL, 'TAZAHZ67NXRWJT25PU2H'),
	(79, 78, 'REGISTER'),
	(79, NULL, 'TAZAHZ67NXRWJT25PU2H'),
	(80, 79, 'REGISTER'),
	(80, NULL, 'TAZAHZ67NXRWJT25PU2H'),
	(81, 80, 'REGISTER'),
	(81, NULL, '01a21bc5-5137-712e-a73d-0e7130e3de04'),
	(81, NULL, 'TAZAHZ67NXRWJT25PU2H'),
	(82, 81, 'REGISTER'),
	(82, NULL, '01a21bc5-5137-712e-a73d-0e7130e3de04'),
	(83, 82, 'REGISTER'),
	(83, NULL, '01a21bc5-5137-712e-a73d-0e7130e3de04'),
	(84, 83, 'REGISTER'),
	(84, NULL, '01a21bc5-5137-712e-a73d-0e7130e3de04'),
	(85, 84, 'REGISTER'),
	(85, NULL, '01a21bc5-5137-712e-a73d-0e7130e3de04'),
	(86, 85, 'REGISTER'),
	(86, NULL, '01a21bc5-5137-712e-a73d-0e7130e3de04'),
	(87, 86, 'REGISTER'),
	(87, NULL, '01a21bc5-5137-712e-a73d-0e7130e3de04'),
	(88, 87, 'REGISTER'),
	(88, NULL, '01a21bc5-5137-712e-a73d-0e7130e3de04'),
	(89, 88, 'REGISTER'),
	(89, NULL, '01a21bc5-5137-712e-a73d-0e7130e3de04'),
	(90, 89, 'REGISTER'),
	(90, NULL, '01a21bc5-5137-712e-a73d-0e7130e3de04'),
	(90, NULL, 'LIL-2026-0005'),
	(91, 90, 'REGISTER'),
	(91, NULL, 'TWFQIEAKICRH427MXAVC'),
	(92, 91, 'REGISTER'),
	(92, NULL, 'TWFQIEAKICRH427MXAVC'),
	(93, 92, 'REGISTER'),
	(93, NULL, 'TWFQIEAKICRH427MXAVC'),
	(94, 93, 'REGISTER'),
	(94, NULL, 'TWFQIEAKICRH427MXAVC'),
	(95, 94, 'REGISTER'),
	(95, NULL, '01a21bc5-51e8-7293-9262-ad2664afe1b2'),
	(95, NULL, 'TWFQIEAKICRH427MXAVC');
INSERT INTO public.label_subject_entry VALUES
	(96, 95, 'REGISTER'),
	(96, NULL, '01a21bc5-51e8-7293-9262-ad2664afe1b2'),
	(97, 96, 'REGISTER'),
	(97, NULL, '01a21bc5-51e8-7293-9262-ad2664afe1b2'),
	(98, 97, 'REGISTER'),
	(98, NULL, '01a21bc5-51e8-7293-9262-ad2664afe1b2'),
	(99, 98, 'REGISTER'),
	(99, NULL, '01a21bc5-51e8-7293-9262-ad2664afe1b2'),
	(100, 99, 'REGISTER'),
	(100, NULL, '01a21bc5-51e8-7293-9262-ad2664afe1b2'),
	(101, 100, 'REGISTER'),
	(101, NULL, '01a21bc5-51e8-7293-9262-ad2664afe1b2'),
	(102, 101, 'REGISTER'),
	(102, NULL, '01a21bc5-51e8-7293-9262-ad2664afe1b2'),
	(103, 102, 'REGISTER'),
	(103, NULL, '01a21bc5-51e8-7293-9262-ad2664afe1b2'),
	(104, 103, 'REGISTER'),
	(104, NULL, '01a21bc5-51e8-7293-9262-ad2664afe1b2'),
	(104, NULL, 'LIL-2026-0006'),
	(105, 104, 'REGISTER'),
	(105, NULL, 'QTVKNQLGHMSFNB6KIU54'),
	(106, 105, 'REGISTER'),
	(106, NULL, 'QTVKNQLGHMSFNB6KIU54'),
	(107, 106, 'REGISTER'),
	(107, NULL, 'QTVKNQLGHMSFNB6KIU54'),
	(108, 107, 'REGISTER'),
	(108, NULL, 'QTVKNQLGHMSFNB6KIU54'),
	(109, 108, 'REGISTER'),
	(109, NULL, '01a21bc5-52a5-7c21-8212-59264715b45a'),
	(109, NULL, 'QTVKNQLGHMSFNB6KIU54'),
	(110, 109, 'REGISTER'),
	(110, NULL, '01a21bc5-52a5-7c21-8212-59264715b45a'),
	(111, 110, 'REGISTER'),
	(111, NULL, '01a21bc5-52a5-7c21-8212-59264715b45a'),
	(112, 111, 'REGISTER'),
	(112, NULL, '01a21bc5-52a5-7c21-8212-59264715b45a'),
	(113, 112, 'REGISTER'),
	(113, NULL, '01a21bc5-52a5-7c21-8212-59264715b45a'),
	(114, 113, 'REGISTER'),
	(114, NULL, '01a21bc5-52a5-7c21-8212-59264715b45a'),
	(115, 114, 'REGISTER'),
	(115, NULL, '01a21bc5-52a5-7c21-8212-59264715b45a'),
	(116, 115, 'REGISTER'),
	(116, NULL, '01a21bc5-52a5-7c21-8212-59264715b45a'),
	(117, 116, 'REGISTER'),
	(117, NULL, '01a21bc5-52a5-7c21-8212-59264715b45a'),
	(118, 117, 'REGISTER'),
	(118, NULL, '01a21bc5-52a5-7c21-8212-59264715b45a'),
	(119, 118, 'REGISTER'),
	(119, NULL, '01a21bc5-52a5-7c21-8212-59264715b45a');
INSERT INTO public.label_subject_entry VALUES
	(119, NULL, 'LIL-2026-0007'),
	(120, 119, 'REGISTER'),
	(120, NULL, 'SZJVZXULV7OS4CRZAXFM'),
	(121, 120, 'REGISTER'),
	(121, NULL, 'SZJVZXULV7OS4CRZAXFM'),
	(122, 121, 'REGISTER'),
	(122, NULL, 'SZJVZXULV7OS4CRZAXFM'),
	(123, 122, 'REGISTER'),
	(123, NULL, 'SZJVZXULV7OS4CRZAXFM'),
	(124, 123, 'REGISTER'),
	(124, NULL, '01a21bc5-5344-79d6-9b91-c021f4344339'),
	(124, NULL, 'SZJVZXULV7OS4CRZAXFM'),
	(125, 124, 'REGISTER'),
	(125, NULL, '01a21bc5-5344-79d6-9b91-c021f4344339'),
	(126, 125, 'REGISTER'),
	(126, NULL, '01a21bc5-5344-79d6-9b91-c021f4344339'),
	(127, 126, 'REGISTER'),
	(127, NULL, '01a21bc5-5344-79d6-9b91-c021f4344339'),
	(128, 127, 'REGISTER'),
	(128, NULL, '01a21bc5-5344-79d6-9b91-c021f4344339'),
	(129, 128, 'REGISTER'),
	(129, NULL, '01a21bc5-5344-79d6-9b91-c021f4344339'),
	(130, 129, 'REGISTER'),
	(130, NULL, '01a21bc5-5344-79d6-9b91-c021f4344339'),
	(131, 130, 'REGISTER'),
	(131, NULL, '01a21bc5-5344-79d6-9b91-c021f4344339'),
	(132, 131, 'REGISTER'),
	(132, NULL, '01a21bc5-5344-79d6-9b91-c021f4344339'),
	(133, 132, 'REGISTER'),
	(133, NULL, '01a21bc5-5344-79d6-9b91-c021f4344339'),
	(133, NULL, 'LIL-2026-0008'),
	(134, 133, 'REGISTER'),
	(134, NULL, 'ZV5IVSTNDGBNR3LKMM26'),
	(135, 134, 'REGISTER'),
	(135, NULL, 'ZV5IVSTNDGBNR3LKMM26'),
	(136, 135, 'REGISTER'),
	(136, NULL, 'ZV5IVSTNDGBNR3LKMM26'),
	(137, 136, 'REGISTER'),
	(137, NULL, 'ZV5IVSTNDGBNR3LKMM26'),
	(138, 137, 'REGISTER'),
	(138, NULL, '01a21bc5-53dc-7948-b7d0-208f52b660bb'),
	(138, NULL, 'ZV5IVSTNDGBNR3LKMM26'),
	(139, 138, 'REGISTER'),
	(139, NULL, '01a21bc5-53dc-7948-b7d0-208f52b660bb'),
	(140, 139, 'REGISTER'),
	(140, NULL, '01a21bc5-53dc-7948-b7d0-208f52b660bb'),
	(141, 140, 'REGISTER'),
	(141, NULL, '01a21bc5-53dc-7948-b7d0-208f52b660bb'),
	(142, 141, 'REGISTER'),
	(142, NULL, '01a21bc5-53dc-7948-b7d0-208f52b660bb');
INSERT INTO public.label_subject_entry VALUES
	(143, 142, 'REGISTER'),
	(143, NULL, '01a21bc5-53dc-7948-b7d0-208f52b660bb'),
	(144, 143, 'REGISTER'),
	(144, NULL, '01a21bc5-53dc-7948-b7d0-208f52b660bb'),
	(145, 144, 'REGISTER'),
	(145, NULL, '01a21bc5-53dc-7948-b7d0-208f52b660bb'),
	(146, 145, 'REGISTER'),
	(146, NULL, '01a21bc5-53dc-7948-b7d0-208f52b660bb'),
	(147, 146, 'REGISTER'),
	(147, NULL, '01a21bc5-53dc-7948-b7d0-208f52b660bb'),
	(148, 147, 'REGISTER'),
	(148, NULL, '01a21bc5-53dc-7948-b7d0-208f52b660bb'),
	(148, NULL, 'LIL-2026-0009'),
	(149, 148, 'REGISTER'),
	(149, NULL, 'GQFUFM6OTWCI6QXKUFEC'),
	(150, 149, 'REGISTER'),
	(150, NULL, 'GQFUFM6OTWCI6QXKUFEC'),
	(151, 150, 'REGISTER'),
	(151, NULL, 'GQFUFM6OTWCI6QXKUFEC'),
	(152, 151, 'REGISTER'),
	(152, NULL, 'GQFUFM6OTWCI6QXKUFEC'),
	(153, 152, 'REGISTER'),
	(153, NULL, '01a21bc5-547a-7bad-97bc-4a5a7543f48e'),
	(153, NULL, 'GQFUFM6OTWCI6QXKUFEC'),
	(154, 153, 'REGISTER'),
	(154, NULL, '01a21bc5-547a-7bad-97bc-4a5a7543f48e'),
	(155, 154, 'REGISTER'),
	(155, NULL, '01a21bc5-547a-7bad-97bc-4a5a7543f48e'),
	(156, 155, 'REGISTER'),
	(156, NULL, '01a21bc5-547a-7bad-97bc-4a5a7543f48e'),
	(157, 156, 'REGISTER'),
	(157, NULL, '01a21bc5-547a-7bad-97bc-4a5a7543f48e'),
	(158, 157, 'REGISTER'),
	(158, NULL, '01a21bc5-547a-7bad-97bc-4a5a7543f48e'),
	(159, 158, 'REGISTER'),
	(159, NULL, '01a21bc5-547a-7bad-97bc-4a5a7543f48e'),
	(160, 159, 'REGISTER'),
	(160, NULL, '01a21bc5-547a-7bad-97bc-4a5a7543f48e'),
	(161, 160, 'REGISTER'),
	(161, NULL, '01a21bc5-547a-7bad-97bc-4a5a7543f48e'),
	(162, 161, 'REGISTER'),
	(162, NULL, '01a21bc5-547a-7bad-97bc-4a5a7543f48e'),
	(162, NULL, 'LIL-2026-0010'),
	(163, 162, 'REGISTER'),
	(163, NULL, 'C2CDL3D2IK2LBH2TVUF3'),
	(164, 163, 'REGISTER'),
	(164, NULL, 'C2CDL3D2IK2LBH2TVUF3'),
	(165, 164, 'REGISTER'),
	(165, NULL, 'C2CDL3D2IK2LBH2TVUF3'),
	(166, 165, 'REGISTER');
INSERT INTO public.label_subject_entry VALUES
	(166, NULL, 'C2CDL3D2IK2LBH2TVUF3'),
	(167, 166, 'REGISTER'),
	(167, NULL, '01a21bc5-552b-7c49-9e31-d610f0126039'),
	(167, NULL, 'C2CDL3D2IK2LBH2TVUF3'),
	(168, 167, 'REGISTER'),
	(168, NULL, '01a21bc5-552b-7c49-9e31-d610f0126039'),
	(169, 168, 'REGISTER'),
	(169, NULL, '01a21bc5-552b-7c49-9e31-d610f0126039'),
	(170, 169, 'REGISTER'),
	(170, NULL, '01a21bc5-552b-7c49-9e31-d610f0126039'),
	(171, 170, 'REGISTER'),
	(171, NULL, '01a21bc5-552b-7c49-9e31-d610f0126039'),
	(172, 171, 'REGISTER'),
	(172, NULL, '01a21bc5-552b-7c49-9e31-d610f0126039'),
	(173, 172, 'REGISTER'),
	(173, NULL, '01a21bc5-554f-77fc-8f31-98dc8fc9579e'),
	(173, NULL, 'NOWB6RVQ424LMNLRSBRC'),
	(173, NULL, 'FGM7CFEOTCGYTROFDN3F'),
	(174, 173, 'REGISTER'),
	(174, NULL, '01a21bc5-554f-77fc-8f31-98dc8fc9579e'),
	(174, NULL, 'NOWB6RVQ424LMNLRSBRC'),
	(175, 174, 'REGISTER'),
	(175, NULL, '01a21bc5-554f-77fc-8f31-98dc8fc9579e'),
	(175, NULL, 'FGM7CFEOTCGYTROFDN3F'),
	(176, 175, 'REGISTER'),
	(176, NULL, '01a21bc5-55d3-7b0f-86d1-4f8215ec8b0a'),
	(176, NULL, 'TAZAHZ67NXRWJT25PU2H'),
	(176, NULL, 'ICFZJIO5PL2GVKLLASY5'),
	(177, 176, 'REGISTER'),
	(177, NULL, '01a21bc5-55d3-7b0f-86d1-4f8215ec8b0a'),
	(177, NULL, 'TAZAHZ67NXRWJT25PU2H'),
	(178, 177, 'REGISTER'),
	(178, NULL, 'Y4OSMREW4ATBC6YDBJJQ'),
	(179, 178, 'REGISTER'),
	(179, NULL, 'Y4OSMREW4ATBC6YDBJJQ'),
	(180, 179, 'REGISTER'),
	(180, NULL, 'Y4OSMREW4ATBC6YDBJJQ'),
	(181, 180, 'REGISTER'),
	(181, NULL, '01a21bc5-5689-74f1-a5f5-fa509e152b31'),
	(181, NULL, 'NOWB6RVQ424LMNLRSBRC'),
	(181, NULL, 'Y4OSMREW4ATBC6YDBJJQ'),
	(182, 181, 'REGISTER'),
	(182, NULL, '01a21bc5-5689-74f1-a5f5-fa509e152b31'),
	(182, NULL, 'NOWB6RVQ424LMNLRSBRC');


--
-- Data for Name: label_tile; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.label_tile VALUES
	(0, 0, '\xe2944bd0c453bacf65e0149e5bd4ba1b728d9161b3a43a26bd3ca99b8266fd2d619177c5aa8e10fa0e06aa25b2b8f9e534bc3fe15508c6cfdc94732a6ba8439ec551d870e46ad297a8912e71d23fbf7af03b8af4f80e8c075c64df907541d81da4bdfb7c231ef8089e2952bb75e235bd016b1fc5ec471ab893952df1c849b9b541f2715af0d37f9e6fb72f422c911b320c6e8b6b7dfa7346c574c8544ca4fdf75f43b2f0339b74d68fe7bcbd9c404268e92a4a5cac74b73708f5be4acd21a3acd7e31d152bd0e0671cfe082737b4435240555803c6006b2693a9e66c613fe9a79bac74a352148e65dddffcaf80060676dbc4551e5baa588ca2a10d98dc71e382782bb9f914d7b015264b65a406b901aa4be242589f34082ab8ec1286a7736a9a1821bc72362eb14095cdf1791224a5bafc1cbacee54099089674ebd13a5e1231acb932f60e7ed10937f7467acc351bf794a3e9a9441c94d6966baa0f44e0c3d5e57beb89a3a9dc5dc06acd170a1fd53ecb09390b8e3393cf551183b64096ade9e76f4945cc3013b635780115b2c45614de2a937f131e50ef205e3494124e6c4d98942e0d6644fca848f68713fb59ab912369dcc7c26b09085a02a8f7fe59bcbc4ddaf1adf5704c42a2b62563b0f015b3ecb58c132ab577bee8afed1ae0b7221d9ca369397f5e75645afb70ca9fca81a3ce5c853ac14b907de69eb272af604665'),
	(0, 1, '\x7c565cbbc3d01b35bc79552fb8a8700f724a30d306f08c0ea881d11daf23210a167d2fcbf09d79d993b411794d8063fdc83ba07eb0f8b14d5996e1396088136f971550e07f6d6d589e4cd683519f689ed681629671f8a3de63794adcf8ef1cc05d9be91d74fa8d1fd44bb2476f2a6c4078b93dfe1c8f1bec64141aaebb9bd3c707a6f14526703bd074cb0f111a68899a25d71b2889c01488af7f76efe3f9afe4eb7e9af39c0d9c5e570115c95f11edbf6a97bfae709f39cf5078e4952511dbde9792743028e45727a7483365d02722e31d4bb5b282f9bfddc54e46f62e4946d7ecef22b1a357241affd9ef176126438e901ae88336a6d4e7fccf7cd009bdb433959e7db19c75d32c2bf92009651474fec4998e63402c7dd26c3a1d0a6ea73eaee8ff2e0ae3c165a809c50373f97208b51c3253c1a61eeaa074474da64b3b09745316d1f7fdc93587ea3107a067bb0c812f9036143b5aa869a78e1dd9c650d61bacdb8fe7b36f28a6c82a8a08a58b19739e4f416bc4885b81334d19a0c899a21c17565c9cd78a40431244d2b4eb0dc343d72b0800de1406d7d17df36b063a8b0952b2746e370d9d666711b0ccfc2bbaf8684adf9a9101c2a8ccde9ad613ef9538067a3ce0e9283d4947823278763f52c5f238f8882542b14caed7f174179b7390a23327132f2cc3787a315849fbc32985d84dd6c7d83ec1cf0de9abd76a63d594'),
	(0, 2, '\xf7c8f5563640f3487c9e630110db80a856fe560efa1b086436389d39d33998bd7cc822559f132c1d8d44223db8824fcd47c7337422c644763f00b8d1d528a104a509642fc955008443f1f862b2c7539f5e267ab299bd706655a7db26e6979c46e8719d8976bb2431ce92547c87227b70dae55685f6b7aa8a8ddab5d6673e3848a3a8c8b4b4c70f08dd39fc51934d47d2c5972499b9b381632bcab2b239cf8b95d3232321f6329dee8af997fe66d351af71287411b3f2e16c82d499b42dfe5f813ad84426de5dd5ba75e4b9c95238c8f8fd84d5c2bd9921666cd4b6e5915236f0284cff9b27f5458f2e275e4750f7b51f94c820e1d93eeef8b3295fcaf402798aa5e853fd34389373167cf639a24301224125266ad5c9692a8dfc6550e0e415d379924c2bf2b78f5a5eb279da29cdfbf8a02610123f6ea6b830c38cd6ec8481d841b6eea234305dc50ea6759d1a23a167cf596c8b0fdabcd5ae2aa4b0d23ee5d721a630fd5e00ab61d9d0064790d7c2da4ee4878007dba39c551967ce5f7c40da4c457241d15e0240eea2332712ea20a49cb99f893b37b84b52375d333aca8b2167b827b900baccfe1238e409b1c016aebffb885f133b5f40e1af2e2b8bc1957cf622cea0abf25967dcf9cc2a4633aaa17f393e6122597fb44688de88af31cee0bdaa2513147845de811afb286e5cfff8192a607edb5bf5fafd93113414572a4e'),
	(0, 3, '\x3dce9573026641a5c44c1bc4c3d4f9c99c88e9bd73659ba4511b7c0ff5c690bc237301a506d9fe49b339a6d686f9cf3e40696d4d96d60e844ecc49bca759c937d5e52a73c1017503cfc3079721bf8a14330eee494cfa546548c83f9b624821d791d8e3d934ddbfc1581cd994149446421bc430d9e5611d23328f927dfc8e8e03fc5396318dcdc076be1a26ec481a7d1e96c605bb97165db5d2474a046520961498dc9c49504284c756cde5f39f7e844b5a214377aa166ae6f2282a0f5ff055c72b322e95f2949d7d05848e6b732bc384b82d0da2b5f41ea764b939f81afd27448d6fde0a6711497a7cd4328f249c547ed84e4151dd86e55d7786fa0c2b7b623f0dfb3371548e789e21ad6295ea2927c20a1524811815a4089cd8be7cc1c2e91c31b2120668e19c2cc326130b28bea1b43dc8279ca803e7099d85222f35acbef6d5e4a308969deb07c24a33eede3ecb6d38da881fe44aaeb5aecb00b0a93152a0714671386555796a52a5ad37d45edc89863f91b461ddc5a5f8c1689f54417139fb353ce1997df6ccc0cfaf72de76faa90b45db8fbb31fe82cbe1f7195d2ed68dbf9ced692cfd0f8d58765ca188499f49381e8df3f04627e79265e3e605d55a79e8da7ad3a320a68dae42a7df4e833e3c4beb4b78f2d74a28d0108019c33d0578b53c9b9b353f2efd2a731b9107ea4a8d162b35ff3791aa4b9844ac780700478c'),
	(0, 4, '\x4a67346267b0ca32409b1b8dc0eecf4c5ec4539f5ccfd9084408ca62d8e9bb58e8c909f0366d71e3cb533e478ee85b1a58489b398ca55408a5f188a871bbace69e50945a18cc4493620ceb63becab371a2c9b66c3d45ad6e93e25ff754dc8f61f6aa13ecfda3a788eb64ba068d6c14d3c92daecb83a046fbe93b806fe47651f45fd68c501eede5c9bea780b366b9bad83f0ef9a8558a6fa04df16b18d66dcc740965ad497c5267f7884adc30ed3ae0424e0d1a5986af8792a24b2b4ab7784e5fbd4f98ef7fbfe6a013738ee12fde7f79295a8672c38f5605d04d85e231f795393b3339479fb2b47d7a25d3ac61dc817ec54a6e9d4a6e96c7bcd53ed01bd040505355c13e20729b7f84440e043620fd5d4e0ff81367fa5b7aec2d966b6e82c0e569d028623ac8cbb36be5de2a947f26a6b9a4fca219f52228c960086245fbf6197506e1ad4a0635b3a898373ffc427b413e87da98f6c49500a32cb10751e324d3fb8ecd755530fad33f48feb16a01214fb7a8cf6a36c5032cedf0b939f014feed9113a214f1d4923d623c09e8601c5c64e408ea8780ae63b24a2d604c41f159582f83219fea8af8257d4768ebc387dd4cea9a4ec419c2fc896dd8aafb576b7ca04ee9866f0e1b693538e3521236c63fb4f3ed9cc2f3f88ce2360b6566bf07dd392c37e072c084b71e76c85505ec21346bfac4b9eb67eadd7cb44dbd4a1583d66c'),
	(0, 5, '\x705ee6527ca655a96d5f74fa2b71ad5937b2e5135a5c7a4f43658684137d36a37db81def49b54582380bef2b2f629c03bc8818cc4ec6cad6f2b7480032fbdf7e4981e96ff7eeba923994241b6c2f7ae4fd6cb9a5fedbd579c1b14f1f5f81813c1cfa95395a086a67acb140f7acc3e6748515e13819c1cbc4edfd789de73dbf6cd8160eef2e63eec8648be04a923058ed5938ea974cd017d461863a67986478aed2acb9c86a139ab4ad8075440d905c72d7b3c49afa50e2c7ff59ab580adc59a651ece827e46fc652b38a056d0db2e477b876e9bb4895a295b473c2bbf8d5e246e25cecd56b60c64061f115da876ec3020e74db8a7ea186fa4769bd9ee884e9e796dff976a12d3f29b4b8748c4eea8f38ea7ab0d3e3f50d67a58666f8f67207a44f961eeab5f3e0d7664831f3b09f5273a923b7004db04e5cafc61b1f9f46e323643d6ba07a627fb60381f065bde90c24ae0dabb5d7f8b815c7e876d3dbd088722e3973a8a1b1e8b8073eb75f6d9e946856b6351a166e1a76014441ab988dd57b131013cc25fcaabe2100604ebe7a878452548c4a859e613a15ab0a1b9b47396b3b30e456c4fe1a19f2ef8c089f7d677597b78dbc7881625b68b986ac653aea7da28844e83f07dcabe2c0e22b495bfa13226f5130dca357436f746e686a9f5ae8cd911f8bda2d1c81d1445245bb34f400b033c95eaabc082763d9290d347ecb2e'),
	(0, 6, '\xc1a84bde82917751c0d23a983827d28c5144198f0c397772a129132f208fa67ec8d96a812351b47e53b6016f26c1946b6fc6f75b42ee3b353b898288a2d5d6b880e474505950aaedfef3f7affa22f16e6e6490f1444409184936cee9d6f3ba63b8a2e7522b3e9880f4491e637978d8cb668526f72bef5e22259a73072830ae6c69aa504e00f7e4e2741f58f0b4bf863bf1866fb69665b2aa890cc1d0fe0d101f4584a95c8f6629e5238bad324257d8972ab03a37496224d9d3b8739099cf77b77329bd6c8d7fbaf95bc2cce335601f23b5032eee976018b967b6431d891fe7a2c88ad9e516019dd14233efa311f103d3af863b46c5f45fe8ff902577bb03c19ffc6e8dd5b863766b9cbb11278aef38acc6b1d63f74c52150a381e7e44312d18ef539a0106d8bb8cc035df751a065e3ccea8240413b4cb40ee14820bb5c21083a9ddff346fb9f6c3a7384dcc5828ef9ad05aba53868e18d982f647b93f4c3db28596faa477dcfba8b2f94612cac55abfb111055479c7bb21283ae8b6a30768748f6e300b2ff77da54b808ca9cd85136aa76203e760eb1ccbf094736e47994df2e2b723ea7a8301fbe55ea78864bebe012af6a81932545abc9d93ed1931c813a5bd02e8158ac9b332436da699a0cf9055184000235ff21b140ac4c4a4dab234b91f9865708132350a82e5d464222517561404d10a394a431a5a9683d18f1786cd8'),
	(0, 7, '\xf22d0b1cabfa3701ef5a8ac634ff783662a75a75e2b0953e732eb5f6d8fa523a52851ba02db4c6140ad2a083117e74152f86f67142ead66ae01a9ecb22a520d309af8d223c1a7852754b2336cc9048ff4ed89b7c81f1e727d35043c56c02969141a76aaeab1ff1bcc504a428b64aec28de9aaf7d9825d2bbd0ed071e86b70253913bb0fcb3dfbdd5024de861e88514c6a6bc608b687f75fbab6bd3f072acb2e378d737ed2965d20cfab916d5165f66eb707e098f51b678a7bb76d743e85d0391be64e53fcc16896d2cd53b1bc00da2ab48d63e96d2e7b1fd7d0ed40564dca5251ac9377a7eedf0b2f8361ff894adcc533dde8be9d9fa16e6c471ab934753b657fd3ff79224f748dea1a8f49d02b1d3964b75bd631cb928607c5390a063268dd46e078cf996ae9c145f0714bf477295a76acd31fe14d07a638092333b7d26f09bbe9f90567687df2b9579081ffbdb3df0a72b9c24e4fd05006a874c24c33e05cb9ad8e20d5a043cb51ec3d24a3aec3aac5b77afe2b46e6f164a24e2ff7b39282727cd4d8cbffe21ae0df2abc6a2c725ed6d2484d77025f2d3aa2a6a9a2d4ee6fd4257497ee1dd35f68a8cfedaaf371552623ce494c38abf4c57c669f2038bd588161450fda33d3ae28f1823628604af1689accec35eb71c3ab474d3568c9f595bfddea8ef8ec4b6124fd81e3858546430c0e27d5a748852e7dc996ca34764d990'),
	(0, 8, '\x2370fc2ead86ba5a4ef7c31fcf9b32601455ed04d9b50b0f612a339991f1048b666e6aed3dd499ff1ef7b660e576c4763a0ef51a80748dafcdfcee8e54b4753e883ee872650cc479982176a4e64504783000b48705e13ed05929fcca2e51441751a9d672c5937ae09a8b1579fff1155a9ddb836c995808a3f179fc31f803d1e220668973287174eb7d8d56940bf1b6ad79672eafc75e3f690092cf855e9d75b8b3300124440ebdceafd9f2185ab6392e6e208ab27dc0d734ed7b14a9060c582ea4949a77f94242796108a939eb534b2a04c7d92931d9f9fbea30c26af881e85ef5d0f207b0e041c89fe9df9baf92e766e82f2fc092fe6d761b26f0eb6ca22be8d0d68e5b673108156e87cf100b709f949b0db1c53825651ae04a0abcb3817d3316cbad7ea1b66c30c41282c6d3f597e5a64cf29648723f885534c44a75f36de1cd99fca17c0d8369ce772b657e73824080ce630507739048b47101f3ff1eb7c804f738ec0b4c92e5e3e44b72a3622e6202b071f72509cc6a0a8bd1804b7a394c42698a1f4e5d0bace93fc61e29f22cfe160618c277f675bba231345674e745adcf5e81e339c84ee75aa746ca48445a6c0e33b528d370ab319ea639cfc1768ad1a23c27161b0c59b443f83c2b854428bfe53606d1f41e5e581333cc8713c07e310db51b443c9718595f9bfb7c81a234c685ece8089cff90c800bec40f207c3aaf'),
	(0, 9, '\x331694fd4f54d6cd1ee5289fb418a7caddc04c21c778c9d3ee84a32b54172e030525d65a9a623ad6afb348e02eb57105beaeced2a1dd523ce591710f50aee304c9fa7a75bbfe9d771dc539eea85ce37c0c4e57dfa57beec2674b908c3dc26cce7718fe7bed2a45e60d4800b0261962e225b8dff969f98bf7f4d13ac8ecfef44a32748bfb642d5922aec55907d9a1edceb86ebcd2cdb7187da58ceb68b95c955bb016cb3425dc845b5c4fbe9395dfc2cc4864f20a0b5f77ff3ae219237ab4bf8e6b4ccacff1972926f49142c4041939c8789d740a1ccc979e0b07b422ce5def66ca0a872b1018031a36ab4d9bf0bf18698a2661cf20ec418a69fdb377501fc58fea8bbba4b9149818c62a584f2e99530d6a97089d753a4f945e9bf4b779c35d80ff65446b77e5216c9bf5ad80c9e32313d925b387301633f05502638b5e3e382e2f1c2c8faaf70ec47ddb54d8b00e4a070b6b5029c677f4db678120e3ebc31c43bd52b678db2bc7362c01eb44e47c54b09ec87e1b51343dd59ce93da868db6bb7b57f9832e7af8fc7d78f9a7c17cdb1fb74980480f0d981074799d964dfbbd8d720d19b7a2e1c74eec57ba171d1bad0ef00239ccd0f30e131070973903660c32dcf01ce8c8cc858365343b90af7f191f36c5f08c6a25045288b6eee3574653731bf76e7e0ae13ed6d80b7ef5444cae4761b0eb446500c92c28869dab649b91961'),
	(0, 10, '\x1e461a8486c5275229012ef382363b5505e4068af6189bae2e7d4f0c159117d8e1e5ac67e4d7021fc86abb574c021708c35dd11c097814ed305bfcb293d3ce5b293062426859e9ef927fdb6f165271e7a880c313034d10f493208d59b43344929b5d3285861baae5b1eee4f691efd0d694dcefe47c538590ad04b4d7065413f173f36dcf2958ba9fd971ba25e8abc007c8e835d6b49c3eb57a84b212163d7b1d5b7d1a2c0abc6b67d9e8d31b28b36332b986a6a5f7f3e6d2cee822f71f55ef3cda77b39992df3198da3ae1606b27e5888acaeab77856cc959ff9526d116d1b81c9ac6ea43b9d9173fb2158c25e39f14523f4f9e0503c736c64ca161ced748ebf2e4e24460eaa7fffdf7fd1836fdb5466f0c425231db5f0c4c0f6df06cd2604f4495b42123de00abe8c5c5260c7d23082471945d328561602065d149dcf23100ef1fae83043ea9d0b8c7994a9e11b078355cf2d3e7417621c851716ce2d3edd3cd76a4c35f5845da86750d56b17969d86965247d0a5b7ee9f4ee20c4363a0f922c77439b6a001efdc5e6c7040de75ba971c56e1354f6d6cc3e9fa396b123d20707eac1b1a532baafed14c3288c0bbe94fc53afcd8949e52ee1ee89cf17e59c989ab108bdf5f624a36afac2f4bd20965c85234cfc941715ec025a2cf535463bb6023d0a3deb4eba4e3dd97742040ac8943f28df70c1c9ab3ac05e06e02667d706a');


--
-- Data for Name: mandate_delegate; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: online_payment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: orleansquery; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.orleansquery VALUES
	('MembershipReadAllKey', '
    select c.id as DeploymentId, s.address as Address, s.port as Port, s.generation as Generation, s.name as SiloName, s.host as HostName, s.status as Status,
        s.gateway_port as ProxyPort, s.suspicions as SuspectTimes, s.started_at as StartTime, s.alive_at as IAmAliveTime, c.version as Version
    from cluster c left join silo s on s.cluster = c.id where c.id = @DeploymentId'),
	('MembershipReadRowKey', '
    select c.id as DeploymentId, s.address as Address, s.port as Port, s.generation as Generation, s.name as SiloName, s.host as HostName, s.status as Status,
        s.gateway_port as ProxyPort, s.suspicions as SuspectTimes, s.started_at as StartTime, s.alive_at as IAmAliveTime, c.version as Version
    from cluster c left join silo s on s.cluster = c.id and s.address = @Address and s.port = @Port and s.generation = @Generation
    where c.id = @DeploymentId'),
	('InsertMembershipVersionKey', '
    with made as (insert into cluster (id) values (@DeploymentId) on conflict do nothing returning 1) select count(*)::int from made'),
	('InsertMembershipKey', '
    with turn as (
        update cluster set version = version + 1, changed = now() where id = @DeploymentId and version = @Version
            and not exists (select from silo where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
        returning id),
    made as (
        insert into silo (cluster, address, port, generation, name, host, status, gateway_port, started_at, alive_at)
        select id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from turn returning 1)
    select count(*)::int from made'),
	('UpdateMembershipKey', '
    with turn as (
        update cluster set version = version + 1, changed = now() where id = @DeploymentId and version = @Version
            and exists (select from silo where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
        returning id),
    made as (
        update silo set status = @Status, suspicions = @SuspectTimes, alive_at = greatest(alive_at, @IAmAliveTime) from turn
        where cluster = turn.id and address = @Address and port = @Port and generation = @Generation returning 1)
    select count(*)::int from made'),
	('UpdateIAmAlivetimeKey', '
    update silo set alive_at = greatest(alive_at, @IAmAliveTime) where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation'),
	('DeleteMembershipTableEntriesKey', '
    with gone as (delete from silo where cluster = @DeploymentId) delete from cluster where id = @DeploymentId'),
	('GatewaysQueryKey', '
    select address as Address, gateway_port as ProxyPort, generation as Generation from silo where cluster = @DeploymentId and status = @Status and gateway_port > 0'),
	('CleanupDefunctSiloEntriesKey', '
    delete from silo where cluster = @DeploymentId and alive_at < @IAmAliveTime and started_at < @IAmAliveTime and coalesce(suspicions, '''') = '''' and status = 6'),
	('CleanupDefunctSiloEntryKey', '
    delete from silo where cluster = @DeploymentId and status = 6 and address = @Address and port = @Port and generation = @Generation
        and alive_at = @IAmAliveTime and started_at = @StartTime and coalesce(suspicions, '''') = coalesce(@SuspectTimes, '''')'),
	('ReadFromStorageKey', '
    select payload as PayloadBinary, version as Version from grain_snapshot
    where service = @ServiceId and type = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1 and extension = coalesce(@GrainIdExtensionString, '''')'),
	('WriteToStorageKey', '
    insert into grain_snapshot (service, type, n0, n1, extension, payload, version)
    values (@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), @PayloadBinary, 1)
    on conflict (service, type, n0, n1, extension) do update set payload = excluded.payload, version = grain_snapshot.version + 1
    where grain_snapshot.version = @GrainStateVersion
    returning version as NewGrainStateVersion'),
	('ClearStorageKey', '
    update grain_snapshot set payload = null, version = version + 1
    where service = @ServiceId and type = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1 and extension = coalesce(@GrainIdExtensionString, '''')
      and version = @GrainStateVersion
    returning version as NewGrainStateVersion'),
	('DeleteStorageKey', '
    delete from grain_snapshot
    where service = @ServiceId and type = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1 and extension = coalesce(@GrainIdExtensionString, '''')
      and version = @GrainStateVersion
    returning version + 1 as NewGrainStateVersion'),
	('ReadReminderRowsKey', '
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period as Period, version as Version from reminder where service = @ServiceId and grain = @GrainId'),
	('ReadReminderRowKey', '
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period as Period, version as Version from reminder
    where service = @ServiceId and grain = @GrainId and name = @ReminderName'),
	('ReadRangeRows1Key', '
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period as Period, version as Version from reminder
    where service = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash'),
	('ReadRangeRows2Key', '
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period as Period, version as Version from reminder
    where service = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)'),
	('UpsertReminderRowKey', '
    insert into reminder (service, grain, name, starts_at, period, grain_hash, version) values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    on conflict (service, grain, name) do update set starts_at = excluded.starts_at, period = excluded.period, grain_hash = excluded.grain_hash, version = reminder.version + 1
    returning version'),
	('DeleteReminderRowKey', '
    with gone as (delete from reminder where service = @ServiceId and grain = @GrainId and name = @ReminderName and version = @Version returning 1) select count(*)::int from gone'),
	('DeleteReminderRowsKey', '
    delete from reminder where service = @ServiceId');


--
-- Data for Name: outbox; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: participant; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.participant VALUES
	('FGM7CFEOTCGYTROFDN3F', '99910010000018', 'Boulangerie du Beffroi (exemple)', '59350', NULL, '1 place de l''Exemple', NULL, 50.6369, 3.0635, NULL, 'mardi–samedi, 7 h–19 h', 'Pain au levain, farines des Flandres (invention).', NULL, true, false),
	('PGNWUQQGOTJ62KIXE57F', '99910011800010', 'Cycles de la Deûle (exemple)', '59350', NULL, NULL, NULL, 50.6442, 3.0512, NULL, NULL, 'Réparation et vélos d''occasion (invention).', NULL, true, false),
	('ICFZJIO5PL2GVKLLASY5', '99910012600013', 'Épicerie des Tilleuls (exemple)', '59298', NULL, NULL, NULL, 50.6281, 3.1089, NULL, NULL, 'Épicerie de quartier (invention).', NULL, true, false),
	('ZRVFNJBV7Q6ZTNLMDQLZ', '99910013400017', 'Librairie du Vieux Pont (ex.)', '59350', NULL, '12 rue Inventée', NULL, 50.6405, 3.0601, NULL, NULL, 'Livres neufs et d''occasion (invention).', NULL, true, false),
	('NOWB6RVQ424LMNLRSBRC', '99910014200010', 'Ressourcerie du Canal (exemple)', '59350', NULL, NULL, NULL, 50.6251, 3.0447, NULL, NULL, 'Collecte, réparation, vente solidaire (invention).', NULL, true, false),
	('TAZAHZ67NXRWJT25PU2H', '99910015900014', 'Ferme des Weppes solidaires (exemple)', '59355', NULL, NULL, NULL, 50.6447, 2.9869, NULL, NULL, 'Maraîchage d''insertion (invention).', NULL, true, false),
	('TWFQIEAKICRH427MXAVC', '99910016700017', 'Atelier Vélo de Fives (exemple)', '59350', NULL, NULL, NULL, 50.6343, 3.0889, NULL, NULL, 'Réparer soi-même son vélo (invention).', NULL, true, false),
	('QTVKNQLGHMSFNB6KIU54', '99910017500010', 'Café du Moulin (exemple)', '59298', NULL, NULL, NULL, 50.6262, 3.1046, NULL, NULL, 'Café et petite restauration (invention).', NULL, true, false),
	('SZJVZXULV7OS4CRZAXFM', '99910018300014', 'Menuiserie Bois Vert (exemple)', '59512', NULL, NULL, NULL, 50.6903, 3.1817, NULL, NULL, 'Éco-rénovation et menuiserie (invention).', NULL, true, false),
	('ZV5IVSTNDGBNR3LKMM26', '99910019100017', 'Mercerie des Filatures (exemple)', '59599', NULL, NULL, NULL, 50.7228, 3.1601, NULL, NULL, 'Laines et tissus (invention).', NULL, true, false),
	('GQFUFM6OTWCI6QXKUFEC', '99910020900017', 'Aide à domicile Les Voisins (exemple)', '59009', NULL, NULL, NULL, 50.6227, 3.1444, NULL, NULL, 'Soin et aide aux personnes âgées (invention).', NULL, true, false),
	('C2CDL3D2IK2LBH2TVUF3', '99910021700010', 'Traiteur Saveurs Partagées (exemple)', '59350', NULL, NULL, NULL, 50.619, 3.0574, NULL, NULL, 'Traiteur d''insertion (invention).', NULL, true, false),
	('Y4OSMREW4ATBC6YDBJJQ', '99910022500013', 'Torréfaction des Bois Blancs (exemple)', '59350', NULL, NULL, NULL, 50.6368, 3.0327, NULL, NULL, 'Cafés équitables, torréfiés sur place (invention).', NULL, true, false);


--
-- Data for Name: participant_profile; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.participant_profile VALUES
	('FGM7CFEOTCGYTROFDN3F', 6, 1, '59350', NULL, NULL, 0, 17, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('PGNWUQQGOTJ62KIXE57F', 6, 10, '59350', NULL, NULL, 0, 2, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('ICFZJIO5PL2GVKLLASY5', 6, 1, '59298', NULL, NULL, 0, 3, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('ZRVFNJBV7Q6ZTNLMDQLZ', 6, 64, '59350', NULL, NULL, 0, 8, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('NOWB6RVQ424LMNLRSBRC', 3, 40, '59350', true, NULL, 1, 4, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('TAZAHZ67NXRWJT25PU2H', 1, 1, '59355', NULL, NULL, 8, 1, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('TWFQIEAKICRH427MXAVC', 3, 10, '59350', true, NULL, 0, 2, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('QTVKNQLGHMSFNB6KIU54', 6, 1, '59298', NULL, NULL, 0, 16, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('SZJVZXULV7OS4CRZAXFM', 5, 16, '59512', NULL, NULL, 2, 2, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('ZV5IVSTNDGBNR3LKMM26', 6, 32, '59599', NULL, NULL, 0, 8, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('GQFUFM6OTWCI6QXKUFEC', 1, 4, '59009', NULL, NULL, 2, 4, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('C2CDL3D2IK2LBH2TVUF3', 3, 1, '59350', NULL, NULL, 1, 4, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity'),
	('Y4OSMREW4ATBC6YDBJJQ', 6, 1, '59350', NULL, NULL, 0, 16, true, '2025-09-03', 'infinity', '2026-11-27', 'infinity');


--
-- Data for Name: payment_request; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.payment_request VALUES
	('\x01a21bc57500780ba5c014c8bb2722af', 'ATAHK7PHTSSM5YIYN3AD', 1250, 'MLC', 'pay.mjs', 1795762555000, 1795762255131, '\xd2845824a3012604482e4d343a36a3024b1075766e642e6573736c65646765722e72657175657374a0587ba901664a444a354832025001a21bc57500780ba5c014c8bb2722af0374415441484b3750485453534d355949594e334144047820426f756c616e67657269652064752042656666726f6920286578656d706c6529051904e206634d4c43071a6b09297b08677061792e6d6a73096d4c494c2d323032362d303030315840ea67a4bf6cab16a164894082aaa402e4c3c759415dc52a9d8af8bed7992d2b45871d50af86a67e8c93217254c2f64664ce30b92779789d0873619598c792a035'),
	('\x01a21bc57c7170df96680c215c7bcae7', 'ATAHK7PHTSSM5YIYN3AD', 1250, 'MLC', 'pay.mjs', 1795762557000, 1795762257015, '\xd2845824a3012604482e4d343a36a3024b1075766e642e6573736c65646765722e72657175657374a0587ba901664a444a354832025001a21bc57c7170df96680c215c7bcae70374415441484b3750485453534d355949594e334144047820426f756c616e67657269652064752042656666726f6920286578656d706c6529051904e206634d4c43071a6b09297d08677061792e6d6a73096d4c494c2d323032362d3030303158409c8f279f9d69287f21f68cb22277b4e9836a840dd706e22c8762a64feea831b64f56ebe6ed37816d37e3001b5fc43b101188c0a940a410fb7799d3a20930e4a8'),
	('\x01a21bc5811e71cebcb896c0b405701f', 'ATAHK7PHTSSM5YIYN3AD', 1250, 'MLC', 'pay.mjs', 1795762558000, 1795762258211, '\xd2845824a3012604482e4d343a36a3024b1075766e642e6573736c65646765722e72657175657374a0587ba901664a444a354832025001a21bc5811e71cebcb896c0b405701f0374415441484b3750485453534d355949594e334144047820426f756c616e67657269652064752042656666726f6920286578656d706c6529051904e206634d4c43071a6b09297e08677061792e6d6a73096d4c494c2d323032362d3030303158404db06b35d0a26fafd113d9c14adacf820a4ea3e01442a1cda334187e781bd99f6344e67fa34ecd9e5cda8927476cefda1175fb22c96cc04171466c21864bb862');


--
-- Data for Name: payout_iban; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: reminder; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reminder VALUES
	('essledger', 'deadline/DEADLINES', 'daily', '2026-11-27 06:51:41.464704+00', 86400000, 1617680413, 0),
	('essledger', 'retention/RETENTION', 'daily', '2026-11-27 06:52:41.616232+00', 86400000, -2032101349, 0),
	('essledger', 'paymentcalendar/CALENDAR', 'often', '2026-11-27 06:51:41.626894+00', 600000, 633308759, 0),
	('essledger', 'closure/CLOSURES', 'often', '2026-11-27 06:51:41.667884+00', 600000, 513204575, 0);


--
-- Data for Name: retention_rule; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: scheduled_payment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: scheduled_run; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: schemaversions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.schemaversions VALUES
	(1, '0001_currency.sql', '2026-11-27 06:50:29.714722'),
	(2, '0001_label.sql', '2026-11-27 06:50:29.774087'),
	(3, '0002_registers.sql', '2026-11-27 06:50:29.784377'),
	(4, '0003_orleans.sql', '2026-11-27 06:50:29.835345'),
	(5, '0004_directory.sql', '2026-11-27 06:50:29.841654'),
	(6, '0005_evidence.sql', '2026-11-27 06:50:29.875605'),
	(7, '0006_outbox.sql', '2026-11-27 06:50:29.89209'),
	(8, '0007_census.sql', '2026-11-27 06:50:29.903819'),
	(9, '0008_label_projection.sql', '2026-11-27 06:50:29.929142'),
	(10, '0009_audit_trail.sql', '2026-11-27 06:50:29.935553'),
	(11, '0010_personal_data.sql', '2026-11-27 06:50:29.955927'),
	(12, '0011_scheduled_payments.sql', '2026-11-27 06:50:29.989095'),
	(13, '0012_alerts.sql', '2026-11-27 06:50:30.059864'),
	(14, '0014_payout.sql', '2026-11-27 06:50:30.071272'),
	(15, '0015_debits.sql', '2026-11-27 06:50:30.083969'),
	(16, '0016_online_payment.sql', '2026-11-27 06:50:30.097904'),
	(17, '0019_invoice.sql', '2026-11-27 06:50:30.120446');


--
-- Data for Name: sharing_agreement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: silo; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.silo VALUES
	('JDJ5H2', '127.0.0.1', 17202, 154767032, 'Silo_8246d', 'vm', 6, 0, '127.0.0.1:17202@154767032,2026-11-27 06:51:10.736 GMT', '2026-11-27 06:50:32.246749+00', '2026-11-27 06:51:10.736656+00');


--
-- Name: AspNetUserClaims_Id_seq; Type: SEQUENCE SET; Schema: people; Owner: -
--

SELECT pg_catalog.setval('people."AspNetUserClaims_Id_seq"', 1, false);


--
-- Name: alert_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.alert_number_seq', 3, true);


--
-- Name: alert_terms_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.alert_terms_number_seq', 1, true);


--
-- Name: payout_iban_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.payout_iban_number_seq', 1, false);


--
-- Name: retention_rule_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.retention_rule_number_seq', 1, false);


--
-- Name: schemaversions_schemaversionsid_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.schemaversions_schemaversionsid_seq', 17, true);


--
-- Name: sharing_agreement_number_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.sharing_agreement_number_seq', 1, false);


--
-- Name: AccountHolders PK_AccountHolders; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."AccountHolders"
    ADD CONSTRAINT "PK_AccountHolders" PRIMARY KEY ("Account");


--
-- Name: Admissions PK_Admissions; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Admissions"
    ADD CONSTRAINT "PK_Admissions" PRIMARY KEY ("Account");


--
-- Name: AspNetUserClaims PK_AspNetUserClaims; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."AspNetUserClaims"
    ADD CONSTRAINT "PK_AspNetUserClaims" PRIMARY KEY ("Id");


--
-- Name: AspNetUserLogins PK_AspNetUserLogins; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."AspNetUserLogins"
    ADD CONSTRAINT "PK_AspNetUserLogins" PRIMARY KEY ("LoginProvider", "ProviderKey");


--
-- Name: AspNetUserPasskeys PK_AspNetUserPasskeys; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."AspNetUserPasskeys"
    ADD CONSTRAINT "PK_AspNetUserPasskeys" PRIMARY KEY ("CredentialId");


--
-- Name: AspNetUserTokens PK_AspNetUserTokens; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."AspNetUserTokens"
    ADD CONSTRAINT "PK_AspNetUserTokens" PRIMARY KEY ("UserId", "LoginProvider", "Name");


--
-- Name: Assignments PK_Assignments; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Assignments"
    ADD CONSTRAINT "PK_Assignments" PRIMARY KEY ("Person", "Role", "Scope");


--
-- Name: Bars PK_Bars; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Bars"
    ADD CONSTRAINT "PK_Bars" PRIMARY KEY ("Person");


--
-- Name: Bureaux PK_Bureaux; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Bureaux"
    ADD CONSTRAINT "PK_Bureaux" PRIMARY KEY ("Id");


--
-- Name: ClientPersons PK_ClientPersons; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."ClientPersons"
    ADD CONSTRAINT "PK_ClientPersons" PRIMARY KEY ("ClientId");


--
-- Name: Committees PK_Committees; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Committees"
    ADD CONSTRAINT "PK_Committees" PRIMARY KEY ("Id");


--
-- Name: Fees PK_Fees; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Fees"
    ADD CONSTRAINT "PK_Fees" PRIMARY KEY ("Year", "Kind");


--
-- Name: Holdings PK_Holdings; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Holdings"
    ADD CONSTRAINT "PK_Holdings" PRIMARY KEY ("Person", "Account");


--
-- Name: IdempotentRequests PK_IdempotentRequests; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."IdempotentRequests"
    ADD CONSTRAINT "PK_IdempotentRequests" PRIMARY KEY ("Caller", "Key");


--
-- Name: Invitations PK_Invitations; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Invitations"
    ADD CONSTRAINT "PK_Invitations" PRIMARY KEY ("Id");


--
-- Name: Memberships PK_Memberships; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Memberships"
    ADD CONSTRAINT "PK_Memberships" PRIMARY KEY ("Id");


--
-- Name: Mergers PK_Mergers; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Mergers"
    ADD CONSTRAINT "PK_Mergers" PRIMARY KEY ("Gone");


--
-- Name: OpenIddictApplications PK_OpenIddictApplications; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."OpenIddictApplications"
    ADD CONSTRAINT "PK_OpenIddictApplications" PRIMARY KEY ("Id");


--
-- Name: OpenIddictAuthorizations PK_OpenIddictAuthorizations; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."OpenIddictAuthorizations"
    ADD CONSTRAINT "PK_OpenIddictAuthorizations" PRIMARY KEY ("Id");


--
-- Name: OpenIddictScopes PK_OpenIddictScopes; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."OpenIddictScopes"
    ADD CONSTRAINT "PK_OpenIddictScopes" PRIMARY KEY ("Id");


--
-- Name: OpenIddictTokens PK_OpenIddictTokens; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."OpenIddictTokens"
    ADD CONSTRAINT "PK_OpenIddictTokens" PRIMARY KEY ("Id");


--
-- Name: PasskeyUses PK_PasskeyUses; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."PasskeyUses"
    ADD CONSTRAINT "PK_PasskeyUses" PRIMARY KEY ("Credential");


--
-- Name: People PK_People; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."People"
    ADD CONSTRAINT "PK_People" PRIMARY KEY ("Id");


--
-- Name: Proposals PK_Proposals; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Proposals"
    ADD CONSTRAINT "PK_Proposals" PRIMARY KEY ("Id");


--
-- Name: Sessions PK_Sessions; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Sessions"
    ADD CONSTRAINT "PK_Sessions" PRIMARY KEY ("Id");


--
-- Name: Shops PK_Shops; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Shops"
    ADD CONSTRAINT "PK_Shops" PRIMARY KEY ("Account");


--
-- Name: SpentCodes PK_SpentCodes; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."SpentCodes"
    ADD CONSTRAINT "PK_SpentCodes" PRIMARY KEY ("Person", "Code");


--
-- Name: Tries PK_Tries; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Tries"
    ADD CONSTRAINT "PK_Tries" PRIMARY KEY ("Account", "Place");


--
-- Name: Withdrawals PK_Withdrawals; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."Withdrawals"
    ADD CONSTRAINT "PK_Withdrawals" PRIMARY KEY ("Whose");


--
-- Name: __EFMigrationsHistory PK___EFMigrationsHistory; Type: CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."__EFMigrationsHistory"
    ADD CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY ("MigrationId");


--
-- Name: schemaversions PK_schemaversions_Id; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.schemaversions
    ADD CONSTRAINT "PK_schemaversions_Id" PRIMARY KEY (schemaversionsid);


--
-- Name: alert_behind alert_behind_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert_behind
    ADD CONSTRAINT alert_behind_pkey PRIMARY KEY (alert, account, "position");


--
-- Name: alert_follower alert_follower_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert_follower
    ADD CONSTRAINT alert_follower_pkey PRIMARY KEY (one);


--
-- Name: alert alert_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_key_key UNIQUE (key);


--
-- Name: alert alert_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT alert_pkey PRIMARY KEY (number);


--
-- Name: alert_sighting alert_sighting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert_sighting
    ADD CONSTRAINT alert_sighting_pkey PRIMARY KEY (kind, subject, account, "position");


--
-- Name: alert_step alert_step_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert_step
    ADD CONSTRAINT alert_step_pkey PRIMARY KEY (alert, number);


--
-- Name: alert_terms alert_terms_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert_terms
    ADD CONSTRAINT alert_terms_pkey PRIMARY KEY (number);


--
-- Name: audit_trail audit_trail_begun_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_trail
    ADD CONSTRAINT audit_trail_begun_key UNIQUE (begun);


--
-- Name: audit_trail audit_trail_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_trail
    ADD CONSTRAINT audit_trail_pkey PRIMARY KEY (number);


--
-- Name: census_release census_release_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.census_release
    ADD CONSTRAINT census_release_pkey PRIMARY KEY (day);


--
-- Name: cluster cluster_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cluster
    ADD CONSTRAINT cluster_pkey PRIMARY KEY (id);


--
-- Name: currency_checkpoint currency_checkpoint_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.currency_checkpoint
    ADD CONSTRAINT currency_checkpoint_pkey PRIMARY KEY (size);


--
-- Name: currency_claim currency_claim_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.currency_claim
    ADD CONSTRAINT currency_claim_pkey PRIMARY KEY (kind, key);


--
-- Name: currency_entry currency_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.currency_entry
    ADD CONSTRAINT currency_entry_pkey PRIMARY KEY ("position");


--
-- Name: currency_entry_0 currency_entry_0_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.currency_entry_0
    ADD CONSTRAINT currency_entry_0_pkey PRIMARY KEY ("position");


--
-- Name: currency_original currency_original_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.currency_original
    ADD CONSTRAINT currency_original_pkey PRIMARY KEY ("position", digest);


--
-- Name: currency_receipt currency_receipt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.currency_receipt
    ADD CONSTRAINT currency_receipt_pkey PRIMARY KEY ("position");


--
-- Name: currency_status currency_status_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.currency_status
    ADD CONSTRAINT currency_status_pkey PRIMARY KEY (subject);


--
-- Name: currency_subject_entry currency_subject_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.currency_subject_entry
    ADD CONSTRAINT currency_subject_entry_pkey PRIMARY KEY (subject, "position");


--
-- Name: currency_tile currency_tile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.currency_tile
    ADD CONSTRAINT currency_tile_pkey PRIMARY KEY (level, index);


--
-- Name: debit_mandate debit_mandate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.debit_mandate
    ADD CONSTRAINT debit_mandate_pkey PRIMARY KEY (id);


--
-- Name: debit_mandate debit_mandate_reference_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.debit_mandate
    ADD CONSTRAINT debit_mandate_reference_key UNIQUE (reference);


--
-- Name: erasure_request erasure_request_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.erasure_request
    ADD CONSTRAINT erasure_request_pkey PRIMARY KEY (id);


--
-- Name: evidence_piece evidence_piece_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_piece
    ADD CONSTRAINT evidence_piece_pkey PRIMARY KEY (evidence, at);


--
-- Name: evidence evidence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);


--
-- Name: grain_snapshot grain_snapshot_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.grain_snapshot
    ADD CONSTRAINT grain_snapshot_pkey PRIMARY KEY (service, type, n0, n1, extension);


--
-- Name: grant_standing grant_standing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.grant_standing
    ADD CONSTRAINT grant_standing_pkey PRIMARY KEY (number, known_from, first_day);


--
-- Name: invoice invoice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_pkey PRIMARY KEY (series, year, number);


--
-- Name: invoice invoice_source_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_source_key UNIQUE (source);


--
-- Name: label_checkpoint label_checkpoint_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label_checkpoint
    ADD CONSTRAINT label_checkpoint_pkey PRIMARY KEY (size);


--
-- Name: label_claim label_claim_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label_claim
    ADD CONSTRAINT label_claim_pkey PRIMARY KEY (kind, key);


--
-- Name: label_entry label_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label_entry
    ADD CONSTRAINT label_entry_pkey PRIMARY KEY ("position");


--
-- Name: label_entry_0 label_entry_0_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label_entry_0
    ADD CONSTRAINT label_entry_0_pkey PRIMARY KEY ("position");


--
-- Name: label_original label_original_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label_original
    ADD CONSTRAINT label_original_pkey PRIMARY KEY ("position", digest);


--
-- Name: label_projection label_projection_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label_projection
    ADD CONSTRAINT label_projection_pkey PRIMARY KEY (one);


--
-- Name: label_receipt label_receipt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label_receipt
    ADD CONSTRAINT label_receipt_pkey PRIMARY KEY ("position");


--
-- Name: label_status label_status_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label_status
    ADD CONSTRAINT label_status_pkey PRIMARY KEY (subject);


--
-- Name: label_subject_entry label_subject_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label_subject_entry
    ADD CONSTRAINT label_subject_entry_pkey PRIMARY KEY (subject, "position");


--
-- Name: label_tile label_tile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.label_tile
    ADD CONSTRAINT label_tile_pkey PRIMARY KEY (level, index);


--
-- Name: mandate_delegate mandate_delegate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mandate_delegate
    ADD CONSTRAINT mandate_delegate_pkey PRIMARY KEY (delegate, account, mandate);


--
-- Name: online_payment online_payment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.online_payment
    ADD CONSTRAINT online_payment_pkey PRIMARY KEY (number);


--
-- Name: orleansquery orleansquery_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orleansquery
    ADD CONSTRAINT orleansquery_pkey PRIMARY KEY (querykey);


--
-- Name: outbox outbox_addressee_occasion_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_addressee_occasion_key UNIQUE (addressee, occasion);


--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);


--
-- Name: participant participant_holder_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.participant
    ADD CONSTRAINT participant_holder_key UNIQUE (holder);


--
-- Name: participant participant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.participant
    ADD CONSTRAINT participant_pkey PRIMARY KEY (id);


--
-- Name: participant_profile participant_profile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.participant_profile
    ADD CONSTRAINT participant_profile_pkey PRIMARY KEY (participant, known_from, first_day);


--
-- Name: payment_request payment_request_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payment_request
    ADD CONSTRAINT payment_request_pkey PRIMARY KEY (id);


--
-- Name: payout_iban payout_iban_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payout_iban
    ADD CONSTRAINT payout_iban_pkey PRIMARY KEY (number);


--
-- Name: reminder reminder_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminder
    ADD CONSTRAINT reminder_pkey PRIMARY KEY (service, grain, name);


--
-- Name: retention_rule retention_rule_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.retention_rule
    ADD CONSTRAINT retention_rule_pkey PRIMARY KEY (number);


--
-- Name: scheduled_payment scheduled_payment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scheduled_payment
    ADD CONSTRAINT scheduled_payment_pkey PRIMARY KEY (account, mandate);


--
-- Name: scheduled_run scheduled_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scheduled_run
    ADD CONSTRAINT scheduled_run_pkey PRIMARY KEY (account, mandate, due);


--
-- Name: sharing_agreement sharing_agreement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sharing_agreement
    ADD CONSTRAINT sharing_agreement_pkey PRIMARY KEY (number);


--
-- Name: silo silo_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.silo
    ADD CONSTRAINT silo_pkey PRIMARY KEY (cluster, address, port, generation);


--
-- Name: EmailIndex; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "EmailIndex" ON people."People" USING btree ("NormalizedEmail");


--
-- Name: IX_Admissions_Person; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_Admissions_Person" ON people."Admissions" USING btree ("Person");


--
-- Name: IX_AspNetUserClaims_UserId; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_AspNetUserClaims_UserId" ON people."AspNetUserClaims" USING btree ("UserId");


--
-- Name: IX_AspNetUserLogins_UserId; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_AspNetUserLogins_UserId" ON people."AspNetUserLogins" USING btree ("UserId");


--
-- Name: IX_AspNetUserPasskeys_UserId; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_AspNetUserPasskeys_UserId" ON people."AspNetUserPasskeys" USING btree ("UserId");


--
-- Name: IX_Assignments_Scope; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_Assignments_Scope" ON people."Assignments" USING btree ("Scope");


--
-- Name: IX_Holdings_Account; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_Holdings_Account" ON people."Holdings" USING btree ("Account");


--
-- Name: IX_Invitations_Digest; Type: INDEX; Schema: people; Owner: -
--

CREATE UNIQUE INDEX "IX_Invitations_Digest" ON people."Invitations" USING btree ("Digest");


--
-- Name: IX_Memberships_Person; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_Memberships_Person" ON people."Memberships" USING btree ("Person");


--
-- Name: IX_OpenIddictApplications_ClientId; Type: INDEX; Schema: people; Owner: -
--

CREATE UNIQUE INDEX "IX_OpenIddictApplications_ClientId" ON people."OpenIddictApplications" USING btree ("ClientId");


--
-- Name: IX_OpenIddictAuthorizations_ApplicationId_Status_Subject_Type; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_OpenIddictAuthorizations_ApplicationId_Status_Subject_Type" ON people."OpenIddictAuthorizations" USING btree ("ApplicationId", "Status", "Subject", "Type");


--
-- Name: IX_OpenIddictScopes_Name; Type: INDEX; Schema: people; Owner: -
--

CREATE UNIQUE INDEX "IX_OpenIddictScopes_Name" ON people."OpenIddictScopes" USING btree ("Name");


--
-- Name: IX_OpenIddictTokens_ApplicationId_Status_Subject_Type; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_OpenIddictTokens_ApplicationId_Status_Subject_Type" ON people."OpenIddictTokens" USING btree ("ApplicationId", "Status", "Subject", "Type");


--
-- Name: IX_OpenIddictTokens_AuthorizationId; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_OpenIddictTokens_AuthorizationId" ON people."OpenIddictTokens" USING btree ("AuthorizationId");


--
-- Name: IX_OpenIddictTokens_ReferenceId; Type: INDEX; Schema: people; Owner: -
--

CREATE UNIQUE INDEX "IX_OpenIddictTokens_ReferenceId" ON people."OpenIddictTokens" USING btree ("ReferenceId");


--
-- Name: IX_Sessions_Person; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_Sessions_Person" ON people."Sessions" USING btree ("Person");


--
-- Name: IX_Shops_Merchant; Type: INDEX; Schema: people; Owner: -
--

CREATE INDEX "IX_Shops_Merchant" ON people."Shops" USING btree ("Merchant");


--
-- Name: UserNameIndex; Type: INDEX; Schema: people; Owner: -
--

CREATE UNIQUE INDEX "UserNameIndex" ON people."People" USING btree ("NormalizedUserName");


--
-- Name: alert_behind_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX alert_behind_account ON public.alert_behind USING btree (account);


--
-- Name: alert_of_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX alert_of_account ON public.alert USING btree (rule, account, at);


--
-- Name: audit_trail_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_trail_person ON public.audit_trail USING btree (person, number);


--
-- Name: audit_trail_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_trail_subject ON public.audit_trail USING btree (subject, number) WHERE (subject <> ''::text);


--
-- Name: currency_claim_position_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX currency_claim_position_idx ON public.currency_claim USING brin ("position");


--
-- Name: currency_subject_entry_position_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX currency_subject_entry_position_idx ON public.currency_subject_entry USING brin ("position");


--
-- Name: currency_turn; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX currency_turn ON public.currency_subject_entry USING btree (subject, turn) WHERE (turn IS NOT NULL);


--
-- Name: debit_mandate_by_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX debit_mandate_by_account ON public.debit_mandate USING btree (account);


--
-- Name: erasure_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX erasure_waiting ON public.erasure_request USING btree (person) WHERE (decided_at IS NULL);


--
-- Name: evidence_by_application; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX evidence_by_application ON public.evidence USING btree (application, id);


--
-- Name: evidence_by_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX evidence_by_person ON public.evidence USING btree (brought_by);


--
-- Name: evidence_unfinished; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX evidence_unfinished ON public.evidence USING btree (begun_at) WHERE (state <> 1);


--
-- Name: invoice_by_owner; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX invoice_by_owner ON public.invoice USING btree (owner);


--
-- Name: label_claim_position_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX label_claim_position_idx ON public.label_claim USING brin ("position");


--
-- Name: label_subject_entry_position_idx; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX label_subject_entry_position_idx ON public.label_subject_entry USING brin ("position");


--
-- Name: label_turn; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX label_turn ON public.label_subject_entry USING btree (subject, turn) WHERE (turn IS NOT NULL);


--
-- Name: mandate_delegate_by_giver; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mandate_delegate_by_giver ON public.mandate_delegate USING btree (account);


--
-- Name: online_payment_by_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX online_payment_by_account ON public.online_payment USING btree (account);


--
-- Name: outbox_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outbox_waiting ON public.outbox USING btree (next_attempt) WHERE (state = 1);


--
-- Name: payout_iban_by_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX payout_iban_by_account ON public.payout_iban USING btree (account);


--
-- Name: payout_iban_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX payout_iban_waiting ON public.payout_iban USING btree (account) WHERE (decided_at IS NULL);


--
-- Name: scheduled_payment_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scheduled_payment_due ON public.scheduled_payment USING btree (due) WHERE (due IS NOT NULL);


--
-- Name: currency_entry_0_pkey; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.currency_entry_pkey ATTACH PARTITION public.currency_entry_0_pkey;


--
-- Name: label_entry_0_pkey; Type: INDEX ATTACH; Schema: public; Owner: -
--

ALTER INDEX public.label_entry_pkey ATTACH PARTITION public.label_entry_0_pkey;


--
-- Name: alert alert_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER alert_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.alert FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();


--
-- Name: alert_behind alert_behind_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER alert_behind_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.alert_behind FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();


--
-- Name: alert_step alert_step_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER alert_step_append_only BEFORE UPDATE ON public.alert_step FOR EACH ROW WHEN (((new.reason <> ''::text) OR (((((new.alert IS DISTINCT FROM old.alert) OR (new.number IS DISTINCT FROM old.number)) OR (new.outcome IS DISTINCT FROM old.outcome)) OR (new.written_by IS DISTINCT FROM old.written_by)) OR (new.written_at IS DISTINCT FROM old.written_at)))) EXECUTE FUNCTION public.refuse_rewriting();


--
-- Name: alert_step alert_step_no_removal; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER alert_step_no_removal BEFORE DELETE OR TRUNCATE ON public.alert_step FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();


--
-- Name: alert_terms alert_terms_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER alert_terms_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.alert_terms FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();


--
-- Name: currency_entry_0 append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.currency_entry_0 FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();


--
-- Name: label_entry_0 append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.label_entry_0 FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();


--
-- Name: audit_trail audit_trail_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_trail_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_trail FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();


--
-- Name: currency_entry currency_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER currency_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.currency_entry FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();


--
-- Name: label_entry label_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER label_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.label_entry FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_rewriting();


--
-- Name: AspNetUserClaims FK_AspNetUserClaims_People_UserId; Type: FK CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."AspNetUserClaims"
    ADD CONSTRAINT "FK_AspNetUserClaims_People_UserId" FOREIGN KEY ("UserId") REFERENCES people."People"("Id") ON DELETE CASCADE;


--
-- Name: AspNetUserLogins FK_AspNetUserLogins_People_UserId; Type: FK CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."AspNetUserLogins"
    ADD CONSTRAINT "FK_AspNetUserLogins_People_UserId" FOREIGN KEY ("UserId") REFERENCES people."People"("Id") ON DELETE CASCADE;


--
-- Name: AspNetUserPasskeys FK_AspNetUserPasskeys_People_UserId; Type: FK CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."AspNetUserPasskeys"
    ADD CONSTRAINT "FK_AspNetUserPasskeys_People_UserId" FOREIGN KEY ("UserId") REFERENCES people."People"("Id") ON DELETE CASCADE;


--
-- Name: AspNetUserTokens FK_AspNetUserTokens_People_UserId; Type: FK CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."AspNetUserTokens"
    ADD CONSTRAINT "FK_AspNetUserTokens_People_UserId" FOREIGN KEY ("UserId") REFERENCES people."People"("Id") ON DELETE CASCADE;


--
-- Name: OpenIddictAuthorizations FK_OpenIddictAuthorizations_OpenIddictApplications_Application~; Type: FK CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."OpenIddictAuthorizations"
    ADD CONSTRAINT "FK_OpenIddictAuthorizations_OpenIddictApplications_Application~" FOREIGN KEY ("ApplicationId") REFERENCES people."OpenIddictApplications"("Id");


--
-- Name: OpenIddictTokens FK_OpenIddictTokens_OpenIddictApplications_ApplicationId; Type: FK CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."OpenIddictTokens"
    ADD CONSTRAINT "FK_OpenIddictTokens_OpenIddictApplications_ApplicationId" FOREIGN KEY ("ApplicationId") REFERENCES people."OpenIddictApplications"("Id");


--
-- Name: OpenIddictTokens FK_OpenIddictTokens_OpenIddictAuthorizations_AuthorizationId; Type: FK CONSTRAINT; Schema: people; Owner: -
--

ALTER TABLE ONLY people."OpenIddictTokens"
    ADD CONSTRAINT "FK_OpenIddictTokens_OpenIddictAuthorizations_AuthorizationId" FOREIGN KEY ("AuthorizationId") REFERENCES people."OpenIddictAuthorizations"("Id");


--
-- Name: alert_behind alert_behind_alert_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert_behind
    ADD CONSTRAINT alert_behind_alert_fkey FOREIGN KEY (alert) REFERENCES public.alert(number);


--
-- Name: alert_step alert_step_alert_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert_step
    ADD CONSTRAINT alert_step_alert_fkey FOREIGN KEY (alert) REFERENCES public.alert(number);


--
-- Name: evidence_piece evidence_piece_evidence_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.evidence_piece
    ADD CONSTRAINT evidence_piece_evidence_fkey FOREIGN KEY (evidence) REFERENCES public.evidence(id) ON DELETE CASCADE;


--
-- Name: scheduled_run scheduled_run_account_mandate_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scheduled_run
    ADD CONSTRAINT scheduled_run_account_mandate_fkey FOREIGN KEY (account, mandate) REFERENCES public.scheduled_payment(account, mandate) ON DELETE CASCADE;


--
-- Name: silo silo_cluster_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.silo
    ADD CONSTRAINT silo_cluster_fkey FOREIGN KEY (cluster) REFERENCES public.cluster(id);


--
-- Name: SCHEMA people; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA people TO essledger_server;


--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA public TO essledger_server;


--
-- Name: FUNCTION currency_add_piece(number bigint); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.currency_add_piece(number bigint) FROM PUBLIC;


--
-- Name: FUNCTION currency_append(bodies bytea[], salts bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], must_be_open text[], status_subjects text[], statuses smallint[], draft_of_original integer[], digests bytea[], contents bytea[]); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.currency_append(bodies bytea[], salts bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], must_be_open text[], status_subjects text[], statuses smallint[], draft_of_original integer[], digests bytea[], contents bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.currency_append(bodies bytea[], salts bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], must_be_open text[], status_subjects text[], statuses smallint[], draft_of_original integer[], digests bytea[], contents bytea[]) TO essledger_server;


--
-- Name: FUNCTION currency_conflicts(bodies bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], draft_of_open integer[], must_be_open text[]); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.currency_conflicts(bodies bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], draft_of_open integer[], must_be_open text[]) TO essledger_server;


--
-- Name: FUNCTION currency_erase_originals(at bigint); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.currency_erase_originals(at bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.currency_erase_originals(at bigint) TO essledger_server;


--
-- Name: FUNCTION currency_erase_originals_through(last bigint); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.currency_erase_originals_through(last bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.currency_erase_originals_through(last bigint) TO essledger_server;


--
-- Name: FUNCTION label_add_piece(number bigint); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.label_add_piece(number bigint) FROM PUBLIC;


--
-- Name: FUNCTION label_append(bodies bytea[], salts bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], must_be_open text[], status_subjects text[], statuses smallint[], draft_of_original integer[], digests bytea[], contents bytea[]); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.label_append(bodies bytea[], salts bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], must_be_open text[], status_subjects text[], statuses smallint[], draft_of_original integer[], digests bytea[], contents bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.label_append(bodies bytea[], salts bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], must_be_open text[], status_subjects text[], statuses smallint[], draft_of_original integer[], digests bytea[], contents bytea[]) TO essledger_server;


--
-- Name: FUNCTION label_conflicts(bodies bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], draft_of_open integer[], must_be_open text[]); Type: ACL; Schema: public; Owner: -
--

GRANT ALL ON FUNCTION public.label_conflicts(bodies bytea[], draft_of_subject integer[], subjects text[], turns bigint[], draft_of_claim integer[], claim_kinds smallint[], claim_keys text[], draft_of_open integer[], must_be_open text[]) TO essledger_server;


--
-- Name: FUNCTION label_erase_originals(at bigint); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.label_erase_originals(at bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.label_erase_originals(at bigint) TO essledger_server;


--
-- Name: FUNCTION label_erase_originals_through(last bigint); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.label_erase_originals_through(last bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.label_erase_originals_through(last bigint) TO essledger_server;


--
-- Name: TABLE "AccountHolders"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."AccountHolders" TO essledger_server;


--
-- Name: TABLE "Admissions"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Admissions" TO essledger_server;


--
-- Name: TABLE "AspNetUserClaims"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."AspNetUserClaims" TO essledger_server;


--
-- Name: SEQUENCE "AspNetUserClaims_Id_seq"; Type: ACL; Schema: people; Owner: -
--

GRANT USAGE ON SEQUENCE people."AspNetUserClaims_Id_seq" TO essledger_server;


--
-- Name: TABLE "AspNetUserLogins"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."AspNetUserLogins" TO essledger_server;


--
-- Name: TABLE "AspNetUserPasskeys"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."AspNetUserPasskeys" TO essledger_server;


--
-- Name: TABLE "AspNetUserTokens"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."AspNetUserTokens" TO essledger_server;


--
-- Name: TABLE "Assignments"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Assignments" TO essledger_server;


--
-- Name: TABLE "Bars"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Bars" TO essledger_server;


--
-- Name: TABLE "Bureaux"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Bureaux" TO essledger_server;


--
-- Name: TABLE "ClientPersons"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."ClientPersons" TO essledger_server;


--
-- Name: TABLE "Committees"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Committees" TO essledger_server;


--
-- Name: TABLE "Fees"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Fees" TO essledger_server;


--
-- Name: TABLE "Holdings"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Holdings" TO essledger_server;


--
-- Name: TABLE "IdempotentRequests"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."IdempotentRequests" TO essledger_server;


--
-- Name: TABLE "Invitations"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Invitations" TO essledger_server;


--
-- Name: TABLE "Memberships"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Memberships" TO essledger_server;


--
-- Name: TABLE "Mergers"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Mergers" TO essledger_server;


--
-- Name: TABLE "OpenIddictApplications"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."OpenIddictApplications" TO essledger_server;


--
-- Name: TABLE "OpenIddictAuthorizations"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."OpenIddictAuthorizations" TO essledger_server;


--
-- Name: TABLE "OpenIddictScopes"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."OpenIddictScopes" TO essledger_server;


--
-- Name: TABLE "OpenIddictTokens"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."OpenIddictTokens" TO essledger_server;


--
-- Name: TABLE "PasskeyUses"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."PasskeyUses" TO essledger_server;


--
-- Name: TABLE "People"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."People" TO essledger_server;


--
-- Name: TABLE "Proposals"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Proposals" TO essledger_server;


--
-- Name: TABLE "Sessions"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Sessions" TO essledger_server;


--
-- Name: TABLE "Shops"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Shops" TO essledger_server;


--
-- Name: TABLE "SpentCodes"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."SpentCodes" TO essledger_server;


--
-- Name: TABLE "Tries"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Tries" TO essledger_server;


--
-- Name: TABLE "Withdrawals"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."Withdrawals" TO essledger_server;


--
-- Name: TABLE "__EFMigrationsHistory"; Type: ACL; Schema: people; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE people."__EFMigrationsHistory" TO essledger_server;


--
-- Name: TABLE alert; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.alert TO essledger_server;


--
-- Name: TABLE alert_behind; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.alert_behind TO essledger_server;


--
-- Name: TABLE alert_follower; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,UPDATE ON TABLE public.alert_follower TO essledger_server;


--
-- Name: TABLE alert_sighting; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.alert_sighting TO essledger_server;


--
-- Name: TABLE alert_step; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.alert_step TO essledger_server;


--
-- Name: COLUMN alert_step.reason; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(reason) ON TABLE public.alert_step TO essledger_server;


--
-- Name: TABLE alert_terms; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.alert_terms TO essledger_server;


--
-- Name: TABLE audit_trail; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.audit_trail TO essledger_server;


--
-- Name: TABLE census_release; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.census_release TO essledger_server;


--
-- Name: TABLE cluster; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.cluster TO essledger_server;


--
-- Name: TABLE currency_checkpoint; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.currency_checkpoint TO essledger_server;


--
-- Name: TABLE currency_claim; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.currency_claim TO essledger_server;


--
-- Name: TABLE currency_entry; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.currency_entry TO essledger_server;


--
-- Name: TABLE currency_entry_0; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.currency_entry_0 TO essledger_server;


--
-- Name: TABLE currency_original; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.currency_original TO essledger_server;


--
-- Name: TABLE currency_receipt; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.currency_receipt TO essledger_server;


--
-- Name: TABLE currency_status; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.currency_status TO essledger_server;


--
-- Name: TABLE currency_subject_entry; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.currency_subject_entry TO essledger_server;


--
-- Name: TABLE currency_tile; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.currency_tile TO essledger_server;


--
-- Name: TABLE debit_mandate; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.debit_mandate TO essledger_server;


--
-- Name: TABLE erasure_request; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.erasure_request TO essledger_server;


--
-- Name: TABLE evidence; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence TO essledger_server;


--
-- Name: TABLE evidence_piece; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.evidence_piece TO essledger_server;


--
-- Name: TABLE grain_snapshot; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.grain_snapshot TO essledger_server;


--
-- Name: TABLE grant_standing; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.grant_standing TO essledger_server;


--
-- Name: TABLE invoice; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.invoice TO essledger_server;


--
-- Name: TABLE label_checkpoint; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.label_checkpoint TO essledger_server;


--
-- Name: TABLE label_claim; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.label_claim TO essledger_server;


--
-- Name: TABLE label_entry; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.label_entry TO essledger_server;


--
-- Name: TABLE label_entry_0; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.label_entry_0 TO essledger_server;


--
-- Name: TABLE label_original; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.label_original TO essledger_server;


--
-- Name: TABLE label_projection; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,UPDATE ON TABLE public.label_projection TO essledger_server;


--
-- Name: TABLE label_receipt; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.label_receipt TO essledger_server;


--
-- Name: TABLE label_status; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.label_status TO essledger_server;


--
-- Name: TABLE label_subject_entry; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.label_subject_entry TO essledger_server;


--
-- Name: TABLE label_tile; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.label_tile TO essledger_server;


--
-- Name: TABLE mandate_delegate; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mandate_delegate TO essledger_server;


--
-- Name: TABLE online_payment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.online_payment TO essledger_server;


--
-- Name: TABLE orleansquery; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.orleansquery TO essledger_server;


--
-- Name: TABLE outbox; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outbox TO essledger_server;


--
-- Name: TABLE participant; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.participant TO essledger_server;


--
-- Name: TABLE participant_profile; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.participant_profile TO essledger_server;


--
-- Name: TABLE payment_request; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.payment_request TO essledger_server;


--
-- Name: TABLE payout_iban; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.payout_iban TO essledger_server;


--
-- Name: TABLE reminder; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reminder TO essledger_server;


--
-- Name: TABLE retention_rule; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.retention_rule TO essledger_server;


--
-- Name: TABLE scheduled_payment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.scheduled_payment TO essledger_server;


--
-- Name: TABLE scheduled_run; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.scheduled_run TO essledger_server;


--
-- Name: TABLE schemaversions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.schemaversions TO essledger_server;


--
-- Name: TABLE sharing_agreement; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.sharing_agreement TO essledger_server;


--
-- Name: TABLE silo; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.silo TO essledger_server;


--
-- PostgreSQL database dump complete
--


