-- Invoices and credit notes as they were issued. They name whom they were written to, so they lie apart from the books; the law has them kept for ten years.
create table invoice (
    series  integer not null,                  -- 0 commission, 1 dues, 2 credit notes
    year    integer not null,
    number  integer not null,                  -- 1, 2, 3 … in both
    source  text    not null unique,           -- what it is about: nothing is invoiced twice
    owner   text    not null,                  -- account or person id
    content text    not null,                  -- JSON, as it always will be
    primary key (series, year, number)
) strict;
create index invoice_by_owner on invoice (owner);
