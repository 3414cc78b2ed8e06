-- Two books that share code, never data: every table stands once for each. The chain (entry) is the truth;
-- the narrow tables beside it hold what may be unique and where to look, and could be rebuilt from it.

create table currency_entry (
    position     integer primary key,          -- 1, 2, 3 … without a gap
    committed_at integer not null,             -- Unix milliseconds, UTC
    hash         blob    not null check (length(hash) = 32),
    salt         blob    not null check (length(salt) = 32), -- hides the leaf of the transparency log; not chained
    body         blob    not null
) strict;
create table currency_subject_entry (subject text not null, position integer not null, primary key (subject, position)) strict, without rowid;
create table currency_turn (subject text not null, number integer not null, position integer not null, primary key (subject, number)) strict, without rowid;
create table currency_claim (kind integer not null, key text not null, position integer not null, primary key (kind, key)) strict, without rowid;
create table currency_status (subject text primary key, status integer not null) strict, without rowid;
create table currency_original (position integer not null, digest blob not null, content blob not null, primary key (position, digest)) strict, without rowid;
create table currency_receipt (position integer primary key, content blob not null) strict;

create table label_entry (
    position     integer primary key,
    committed_at integer not null,
    hash         blob    not null check (length(hash) = 32),
    salt         blob    not null check (length(salt) = 32),
    body         blob    not null
) strict;
create table label_subject_entry (subject text not null, position integer not null, primary key (subject, position)) strict, without rowid;
create table label_turn (subject text not null, number integer not null, position integer not null, primary key (subject, number)) strict, without rowid;
create table label_claim (kind integer not null, key text not null, position integer not null, primary key (kind, key)) strict, without rowid;
create table label_status (subject text primary key, status integer not null) strict, without rowid;
create table label_original (position integer not null, digest blob not null, content blob not null, primary key (position, digest)) strict, without rowid;
create table label_receipt (position integer primary key, content blob not null) strict;

-- SQLite has no roles: the file itself refuses to rewrite a book.
create trigger currency_entry_no_update before update on currency_entry begin select raise(abort, 'a book is append-only'); end;
create trigger currency_entry_no_delete before delete on currency_entry begin select raise(abort, 'a book is append-only'); end;
create trigger label_entry_no_update before update on label_entry begin select raise(abort, 'a book is append-only'); end;
create trigger label_entry_no_delete before delete on label_entry begin select raise(abort, 'a book is append-only'); end;

-- What a QR code asks for. Not part of a book: only its end is (claim kind 2).
create table payment_request (
    id         blob    primary key check (length(id) = 16),
    payee      text    not null,
    amount     integer,                        -- minor units; null: the payer chooses
    unit       text    not null,
    reference  text,
    expires_at integer,                        -- Unix milliseconds; null: a standing code
    created_at integer not null,
    code       blob    not null                -- the signed payload, kept because ES256 is randomised
) strict;

-- Who stands behind the ids of the label book; erasable, and the label owner's, not the issuer's.
create table participant (
    id      text primary key,
    holder  text not null unique,              -- SIRET or event id
    name    text not null,
    commune text                               -- INSEE code (COG)
) strict, without rowid;
