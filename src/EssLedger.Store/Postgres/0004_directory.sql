-- What the public directory says of a participant; erasable, as the name is.
alter table participant
    add column rna         text,
    add column address     text,
    add column postcode    text,
    add column latitude    double precision,   -- degrees north, WGS 84
    add column longitude   double precision,   -- degrees east
    add column website     text,
    add column hours       text,
    add column description text,
    add column email       text,               -- for reminders; never published
    add column in_directory      boolean not null default false,
    add column partial_diffusion boolean not null default false; -- a sole trader whose name and address INSEE does not publish either
