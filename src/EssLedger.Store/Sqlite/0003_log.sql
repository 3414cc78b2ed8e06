-- The transparency log of each book: what was signed, and the full tiles (16 hashes of one level each) of its Merkle tree.

create table currency_checkpoint (
    size integer primary key,                                -- entries covered
    root blob    not null check (length(root) = 32),
    note blob    not null,                                   -- the signed note, as served
    at   integer not null                                    -- Unix milliseconds, UTC
) strict;
create table currency_tile (
    level  integer not null,                                 -- hashes of subtrees of 16^level leaves
    "index" integer not null,
    hashes blob    not null check (length(hashes) = 512),
    primary key (level, "index")
) strict, without rowid;

create table label_checkpoint (
    size integer primary key,
    root blob    not null check (length(root) = 32),
    note blob    not null,
    at   integer not null
) strict;
create table label_tile (
    level  integer not null,
    "index" integer not null,
    hashes blob    not null check (length(hashes) = 512),
    primary key (level, "index")
) strict, without rowid;

-- What was signed stays signed, and sizes only grow.
create trigger currency_checkpoint_grows before insert on currency_checkpoint when new.size <= (select max(size) from currency_checkpoint) begin select raise(abort, 'a log only grows'); end;
create trigger currency_checkpoint_no_update before update on currency_checkpoint begin select raise(abort, 'a log is append-only'); end;
create trigger currency_checkpoint_no_delete before delete on currency_checkpoint begin select raise(abort, 'a log is append-only'); end;
create trigger currency_tile_no_update before update on currency_tile begin select raise(abort, 'a log is append-only'); end;
create trigger currency_tile_no_delete before delete on currency_tile begin select raise(abort, 'a log is append-only'); end;
create trigger label_checkpoint_grows before insert on label_checkpoint when new.size <= (select max(size) from label_checkpoint) begin select raise(abort, 'a log only grows'); end;
create trigger label_checkpoint_no_update before update on label_checkpoint begin select raise(abort, 'a log is append-only'); end;
create trigger label_checkpoint_no_delete before delete on label_checkpoint begin select raise(abort, 'a log is append-only'); end;
create trigger label_tile_no_update before update on label_tile begin select raise(abort, 'a log is append-only'); end;
create trigger label_tile_no_delete before delete on label_tile begin select raise(abort, 'a log is append-only'); end;
