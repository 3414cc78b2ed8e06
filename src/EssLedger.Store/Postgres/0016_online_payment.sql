-- What was paid by card at HelloAsso, as HelloAsso said when it was asked, and what the office made of it. Who paid is personal data and erasable; the book knows the number only.
create table online_payment (
    number      bigint not null primary key,   -- its id there
    ordered     bigint not null,               -- the id of its order
    amount      bigint not null,               -- euro cents
    state       text    not null,           -- in HelloAsso's word
    paid_at     bigint not null,               -- Unix milliseconds, UTC
    form        text    not null,
    payer_name  text    not null,
    payer_email text    not null,
    read_at     bigint not null,               -- Unix milliseconds, UTC
    account     text,                       -- for whom; null: nobody knows
    ground      integer not null default 0, -- 0 none, 1 reference, 2 e-mail, 3 a person said so
    issuance    text,                       -- proposed against it
    came_back   integer not null default 0, -- 1: a case that waits for somebody
    owner       text,                       -- person id: who took the case
    words       text    not null default ''
);
create index online_payment_by_account on online_payment (account);
