-- What a QR code asks for. Not part of a book: only its end is (claim kind 2).
create table payment_request (
    id         bytea  primary key check (octet_length(id) = 16),
    payee      text   not null,
    amount     bigint,                         -- minor units; null: the payer chooses
    unit       text   not null,
    reference  text,
    expires_at bigint,                         -- Unix milliseconds; null: a standing code
    created_at bigint not null,
    code       bytea  not null                 -- the signed payload, kept because ES256 is randomised
);

-- Who stands behind the ids of the label book; erasable, and the label owner's, not the issuer's.
create table participant (
    id      text primary key,
    holder  text not null unique,              -- SIRET or event id
    name    text not null,
    commune text                               -- INSEE code (COG)
);
