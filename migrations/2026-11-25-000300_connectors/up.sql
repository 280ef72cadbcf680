create table connectors (
    partner_id uuid not null references partners (id),
    id uuid not null,
    key text collate "C" not null check (key ~ '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$'),
    name text not null check (char_length(name) between 1 and 100),
    name_key text collate "C" not null,
    kind text not null check (kind in ('application', 'utility', 'custom')),
    categories text[] not null default '{}',
    origin text not null,
    live_release integer,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version integer not null default 1,
    primary key (partner_id, id)
);
comment on table connectors is 'The partner''s library of connectors: applications that its customers'' cycles can call. Copied to every node on Citus.';
comment on column connectors.partner_id is 'Whose row it is.';
comment on column connectors.id is 'UUIDv7.';
comment on column connectors.key is 'What templates and programs call it; unique per partner, never changed.';
comment on column connectors.name is 'What people see.';
comment on column connectors.name_key is 'name in lower case and byte order, for lists and search.';
comment on column connectors.kind is 'application: from the catalogue; utility: built in; custom: imported or written by the partner.';
comment on column connectors.categories is 'Sorted, without doubles.';
comment on column connectors.origin is 'Where its first release came from, as catalogue:slack, openapi, hand.';
comment on column connectors.live_release is 'The release that new Account Connectors and templates use; null: none is live yet.';
comment on column connectors.created_at is 'When it was added.';
comment on column connectors.updated_at is 'When a person last changed it or one of its releases.';
comment on column connectors.version is 'Counts edits; a form that carries an older one is refused.';
create unique index connectors_key on connectors (partner_id, key);
create index connectors_by_name on connectors (partner_id, name_key, id);
select app.protect('connectors', 'partner');
create policy account_scope on connectors for select to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy worker_scope on connectors for select to berth_worker
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select, insert, update, delete on connectors to berth_partner;
grant select on connectors to berth_account, berth_worker;

create table connector_releases (
    partner_id uuid not null,
    connector_id uuid not null,
    number integer not null check (number > 0),
    state text not null check (state in ('draft', 'live', 'deprecated')),
    definition jsonb not null,
    methods integer not null,
    authentication text not null generated always as (coalesce(definition #>> '{authentication,kind}', 'none')) stored,
    report jsonb not null default '{}',
    notes text not null default '',
    created_at timestamptz not null,
    created_by text not null,
    promoted_at timestamptz,
    promoted_by text,
    version integer not null default 1,
    primary key (partner_id, connector_id, number),
    foreign key (partner_id, connector_id) references connectors (partner_id, id) on delete cascade
);
comment on table connector_releases is 'Releases of a connector: a draft is edited, promoting makes it live and deprecates the former; live and deprecated ones never change.';
comment on column connector_releases.partner_id is 'Whose row it is.';
comment on column connector_releases.connector_id is 'The connector.';
comment on column connector_releases.number is 'Counts up from 1.';
comment on column connector_releases.state is 'draft, live or deprecated.';
comment on column connector_releases.definition is 'Base URL, authentication, methods (connectors::model::Definition); holds no secret.';
comment on column connector_releases.methods is 'How many methods the definition has, so that lists need not read it.';
comment on column connector_releases.authentication is 'Which kind of authentication the definition has, so that lists need not read it.';
comment on column connector_releases.report is 'What an import could not take over, and why.';
comment on column connector_releases.notes is 'What changed, in the words of who made it.';
comment on column connector_releases.created_at is 'When it was made.';
comment on column connector_releases.created_by is 'Name of who made it, at the time.';
comment on column connector_releases.promoted_at is 'When it became live.';
comment on column connector_releases.promoted_by is 'Name of who promoted it, at the time.';
comment on column connector_releases.version is 'Counts edits of a draft; a form that carries an older one is refused.';
create unique index connector_releases_one_live on connector_releases (partner_id, connector_id) where state = 'live';
create unique index connector_releases_one_draft on connector_releases (partner_id, connector_id) where state = 'draft';
select app.protect('connector_releases', 'partner');
create policy account_scope on connector_releases for select to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy worker_scope on connector_releases for select to berth_worker
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select, insert, update, delete on connector_releases to berth_partner;
grant select on connector_releases to berth_account, berth_worker;

create table connector_clients (
    partner_id uuid not null,
    connector_id uuid not null,
    client_id text not null,
    secret bytea not null,
    scopes text[] not null default '{}',
    updated_at timestamptz not null,
    updated_by text not null,
    primary key (partner_id, connector_id),
    foreign key (partner_id, connector_id) references connectors (partner_id, id) on delete cascade
);
comment on table connector_clients is 'The partner''s own registration at an application that signs in by OAuth 2.0.';
comment on column connector_clients.partner_id is 'Whose row it is.';
comment on column connector_clients.connector_id is 'The connector.';
comment on column connector_clients.client_id is 'Public name of the registration.';
comment on column connector_clients.secret is 'Its secret, encrypted with the partner''s key; write-only for people.';
comment on column connector_clients.scopes is 'Scopes asked for.';
comment on column connector_clients.updated_at is 'When it was last set.';
comment on column connector_clients.updated_by is 'Name of who set it, at the time.';
select app.protect('connector_clients', 'partner');
create policy account_scope on connector_clients for select to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy worker_scope on connector_clients for select to berth_worker
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select (partner_id, connector_id, client_id, scopes, updated_at, updated_by) on connector_clients to berth_partner;
grant insert, update, delete on connector_clients to berth_partner;
grant select (partner_id, connector_id, client_id, scopes) on connector_clients to berth_account;
grant select on connector_clients to berth_worker;

create table account_connectors (
    partner_id uuid not null,
    account_id uuid not null,
    id uuid not null,
    connector_id uuid not null,
    name text not null check (char_length(name) between 1 and 100),
    state text not null default 'open' check (state in ('open', 'ready', 'refused')),
    shared boolean not null default true,
    parameters jsonb not null default '{}',
    secret bytea,
    scopes text[] not null default '{}',
    problem text,
    authenticated_at timestamptz,
    authenticated_by text,
    expires_at timestamptz,
    created_at timestamptz not null,
    created_by text not null,
    version integer not null default 1,
    primary key (partner_id, account_id, id),
    foreign key (partner_id, account_id) references accounts (partner_id, id),
    foreign key (partner_id, connector_id) references connectors (partner_id, id),
    check (state <> 'ready' or problem is null)
);
comment on table account_connectors is 'A connector installed in an account, with that customer''s credentials. Sub-accounts may use it while it is shared (T6). Copied to every node on Citus.';
comment on column account_connectors.partner_id is 'Whose row it is.';
comment on column account_connectors.account_id is 'The account it is installed in.';
comment on column account_connectors.id is 'UUIDv7.';
comment on column account_connectors.connector_id is 'What is installed.';
comment on column account_connectors.name is 'Its name within the account.';
comment on column account_connectors.state is 'open: credentials are still to be given; ready; refused: the application did not take them any more.';
comment on column account_connectors.shared is 'Sub-accounts may use it.';
comment on column account_connectors.parameters is 'What it says once beside its credentials, as a subdomain; no secrets.';
comment on column account_connectors.secret is 'The credentials, encrypted with the partner''s key and bound to this row; only the engine reads them.';
comment on column account_connectors.scopes is 'What the application granted.';
comment on column account_connectors.problem is 'Why it was refused, in words.';
comment on column account_connectors.authenticated_at is 'When the credentials were given.';
comment on column account_connectors.authenticated_by is 'Name of who gave them, at the time; the partner''s where its staff did.';
comment on column account_connectors.expires_at is 'When the access token ends; null: it does not, or is unknown.';
comment on column account_connectors.created_at is 'When it was installed.';
comment on column account_connectors.created_by is 'Name of who installed it, at the time; the partner''s where its staff did.';
comment on column account_connectors.version is 'Counts edits; a form that carries an older one is refused.';
create unique index account_connectors_name on account_connectors (partner_id, account_id, lower(name));
create index account_connectors_of on account_connectors (partner_id, connector_id, account_id);
select app.protect('account_connectors', 'account');
select app.protect_work('account_connectors');
grant select (partner_id, account_id, id, connector_id, name, state, shared, parameters, scopes, problem, authenticated_at,
              authenticated_by, expires_at, created_at, created_by, version) on account_connectors to berth_partner, berth_account;
grant insert, update, delete on account_connectors to berth_partner, berth_account;
grant select on account_connectors to berth_worker, berth_gate;
grant update (state, secret, scopes, problem, expires_at, version) on account_connectors to berth_worker, berth_gate;
