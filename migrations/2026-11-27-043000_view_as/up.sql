-- Console Users who see an account as its people do (MODEL section 3). A new table only; code that does not know it works on.
create table views_as (
    partner_id uuid not null,
    account_id uuid not null,
    id uuid not null,
    session_id uuid not null,
    person_id uuid not null,
    begun_at timestamptz not null,
    ends_at timestamptz not null,
    ended_at timestamptz,
    primary key (partner_id, account_id, id),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade,
    foreign key (partner_id, session_id) references sessions (partner_id, id) on delete cascade,
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table views_as is 'Who of a partner''s staff sees which account as its people do, and until when. Goes with the session in which it was begun; what happened stays in the audit log. Local on Citus.';
comment on column views_as.partner_id is 'Whose row it is.';
comment on column views_as.account_id is 'The one account that is seen.';
comment on column views_as.id is 'UUIDv7.';
comment on column views_as.session_id is 'The session in which it was begun, and which alone may enter.';
comment on column views_as.person_id is 'Who sees it.';
comment on column views_as.begun_at is 'When it began.';
comment on column views_as.ends_at is 'When it ends by itself.';
comment on column views_as.ended_at is 'When it was ended before that; null: it was not.';
-- A session sees one account at a time.
create unique index views_as_open on views_as (partner_id, session_id) where ended_at is null;
create index views_as_of_session on views_as (partner_id, session_id, account_id, id);
create index views_as_of_person on views_as (partner_id, person_id);
select app.protect('views_as', 'account');
grant select, insert, update (ended_at) on views_as to berth_partner;
grant select, update (ended_at) on views_as to berth_gate;
