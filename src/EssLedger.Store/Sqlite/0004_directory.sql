-- What the public directory says of a participant; erasable, as the name is.
alter table participant add column rna         text;
alter table participant add column address     text;
alter table participant add column postcode    text;
alter table participant add column latitude    real; -- degrees north, WGS 84
alter table participant add column longitude   real; -- degrees east
alter table participant add column website     text;
alter table participant add column hours       text;
alter table participant add column description text;
alter table participant add column email       text; -- for reminders; never published
alter table participant add column in_directory      integer not null default 0;
alter table participant add column partial_diffusion integer not null default 0; -- a sole trader whose name and address INSEE does not publish either
