-- What a merchant tells the public of a shop that takes the currency; its name is that of the account. It goes with who is forgotten.
create table shop_entry (
    account     text    not null primary key,
    shown       integer not null,
    address     text,
    postcode    text,
    commune     text,                        -- INSEE code
    latitude    real,                    -- degrees north, WGS 84
    longitude   real,                    -- degrees east
    filieres    integer,                     -- a set of flags; null: not said
    website     text,
    hours       text,
    description text,
    kept_at     integer not null             -- Unix milliseconds, UTC
) strict;
