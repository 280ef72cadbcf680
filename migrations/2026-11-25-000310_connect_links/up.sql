create table connect_links (
    partner_id uuid not null,
    account_id uuid not null,
    id uuid not null,
    account_connector_id uuid not null,
    token_hash bytea not null unique,
    person_id uuid not null,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (partner_id, account_id, id),
    foreign key (partner_id, account_id, account_connector_id)
        references account_connectors (partner_id, account_id, id) on delete cascade
);
comment on table connect_links is 'One-use links with which somebody gives the credentials of one Account Connector without signing in. Only the SHA-256 of the token is kept.';
comment on column connect_links.partner_id is 'Whose row it is.';
comment on column connect_links.account_id is 'The account of the Account Connector.';
comment on column connect_links.id is 'UUIDv7.';
comment on column connect_links.account_connector_id is 'What it connects, and nothing else.';
comment on column connect_links.token_hash is 'SHA-256 of the part of the address that opens it.';
comment on column connect_links.person_id is 'Who made it.';
comment on column connect_links.created_by is 'Name of who made it, at the time; the partner''s where its staff did.';
comment on column connect_links.created_at is 'When it was made.';
comment on column connect_links.expires_at is 'Good until then.';
comment on column connect_links.used_at is 'When it was used; null: it was not.';
create index connect_links_of on connect_links (partner_id, account_id, account_connector_id);
create index connect_links_late on connect_links (expires_at);
select app.protect('connect_links', 'account');
create policy maintenance on connect_links to berth_maintenance using (true);
grant select (partner_id, account_id, id, account_connector_id, person_id, created_by, created_at, expires_at, used_at),
      insert, delete on connect_links to berth_partner, berth_account;
grant select, update (used_at) on connect_links to berth_gate;
grant select, delete on connect_links to berth_maintenance;

-- For the page behind such a link, and for app.inherited_connectors.
grant select on connectors, connector_releases to berth_gate;
