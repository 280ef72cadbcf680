create table oauth_grants (
    partner_id uuid not null,
    account_id uuid not null,
    id uuid not null,
    account_connector_id uuid not null,
    state_hash bytea not null unique,
    browser_hash bytea not null,
    verifier bytea not null,
    place text not null check (place in ('partner', 'account', 'link')),
    link_hash bytea check ((place = 'link') = (link_hash is not null)),
    asked_scopes text[] not null default '{}',
    person_id uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (partner_id, account_id, id),
    foreign key (partner_id, account_id, account_connector_id)
        references account_connectors (partner_id, account_id, id) on delete cascade
);
comment on table oauth_grants is 'Sign-ins at an application that somebody has begun for an Account Connector: one row for each time a browser was sent there. Only the SHA-256 of the state is kept.';
comment on column oauth_grants.partner_id is 'Whose row it is.';
comment on column oauth_grants.account_id is 'The account of the Account Connector.';
comment on column oauth_grants.id is 'UUIDv7.';
comment on column oauth_grants.account_connector_id is 'What it connects, and nothing else.';
comment on column oauth_grants.state_hash is 'SHA-256 of the state that the browser brings back.';
comment on column oauth_grants.browser_hash is 'SHA-256 of what stays of the session''s token: another browser, or another sign-in, cannot finish it.';
comment on column oauth_grants.verifier is 'The PKCE verifier, encrypted with the partner''s key and bound to this row.';
comment on column oauth_grants.place is 'Where it was begun: partner (console), account (the account''s own view) or link (a setup link, without signing in).';
comment on column oauth_grants.link_hash is 'SHA-256 of the setup link''s token, which is used up when the sign-in is finished.';
comment on column oauth_grants.asked_scopes is 'What the application was asked for.';
comment on column oauth_grants.person_id is 'Who began it, or who made the link.';
comment on column oauth_grants.created_at is 'When it was begun.';
comment on column oauth_grants.expires_at is 'Good until then.';
comment on column oauth_grants.used_at is 'When the browser came back; null: it did not.';
create index oauth_grants_of on oauth_grants (partner_id, account_id, account_connector_id);
create index oauth_grants_late on oauth_grants (expires_at);
select app.protect('oauth_grants', 'account');
create policy maintenance on oauth_grants to berth_maintenance using (true);
grant select (partner_id, account_id, id, account_connector_id, browser_hash, place, person_id, created_at, expires_at, used_at),
      insert, delete on oauth_grants to berth_partner, berth_account;
grant select, update (used_at) on oauth_grants to berth_gate;
grant select, delete on oauth_grants to berth_maintenance;

alter table account_connectors
    add column tokens_version integer not null default 0,
    add column refreshing_until timestamptz;
comment on column account_connectors.tokens_version is 'Counts the credentials it has had, refreshed tokens among them: who refreshes says which it saw.';
comment on column account_connectors.refreshing_until is 'A worker is refreshing the tokens and others wait, until then at most; null: none is.';
grant select (tokens_version, refreshing_until) on account_connectors to berth_partner, berth_account;
grant update (tokens_version, refreshing_until) on account_connectors to berth_worker;

-- For the exchange of a code, and for links that are good a little longer while somebody signs in at the application.
grant select on connector_clients to berth_gate;
grant update (expires_at) on connect_links to berth_gate;
