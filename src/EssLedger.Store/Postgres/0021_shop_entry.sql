-- What a merchant tells the public of a shop that takes the currency; its name is that of the account. It goes with who is forgotten.
create table shop_entry (
    account     text    not null primary key,
    shown       integer not null,
    address     text,
    postcode    text,
    commune     text,                        -- INSEE code
    latitude    double precision,        -- degrees north, WGS 84
    longitude   double precision,        -- degrees east
    filieres    integer,                     -- a set of flags; null: not said
    website     text,
    hours       text,
    description text,
    kept_at     bigint not null             -- Unix milliseconds, UTC
);
