create table templates (
    partner_id uuid not null references partners (id),
    id uuid not null,
    folder text not null default '' check (char_length(folder) <= 200),
    name text not null check (char_length(name) between 1 and 200),
    name_key text collate "C" not null,
    description text not null default '',
    tags text[] not null default '{}',
    published boolean not null default false,
    visible_to text not null default 'all' check (visible_to in ('all', 'tags', 'accounts')),
    visible_tags text[] not null default '{}',
    live_release integer,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version integer not null default 1,
    primary key (partner_id, id)
);
comment on table templates is 'Prepared integrations of the partner. Copied to every node on Citus.';
comment on column templates.partner_id is 'Whose row it is.';
comment on column templates.id is 'UUIDv7.';
comment on column templates.folder is 'Where it stands in the library, as Sales/Orders; empty: at the top.';
comment on column templates.name is 'What people see.';
comment on column templates.name_key is 'name in lower case and byte order, for lists.';
comment on column templates.description is 'What it does, for who installs it.';
comment on column templates.tags is 'Sorted, without doubles.';
comment on column templates.published is 'Customers see it; needs a live release.';
comment on column templates.visible_to is 'all accounts, those with one of visible_tags, or those listed in template_accounts; and what lies below them (T6).';
comment on column templates.visible_tags is 'Tags of accounts, for visible_to = tags.';
comment on column templates.live_release is 'What is installed; null: none is live yet.';
comment on column templates.created_at is 'When it was made.';
comment on column templates.updated_at is 'When a person last changed it or one of its releases.';
comment on column templates.version is 'Counts edits; a form that carries an older one is refused.';
create index templates_by_name on templates (partner_id, folder, name_key, id);
select app.protect('templates', 'partner');
grant select, insert, update, delete on templates to berth_partner;
grant select on templates to berth_gate;

create table template_accounts (
    partner_id uuid not null,
    account_id uuid not null,
    template_id uuid not null,
    primary key (partner_id, account_id, template_id),
    foreign key (partner_id, template_id) references templates (partner_id, id) on delete cascade,
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade
);
comment on table template_accounts is 'Accounts that a template with visible_to = accounts is for.';
comment on column template_accounts.partner_id is 'Whose row it is.';
comment on column template_accounts.account_id is 'An account that sees it.';
comment on column template_accounts.template_id is 'The template.';
create index template_accounts_of on template_accounts (partner_id, template_id);
select app.protect('template_accounts', 'account');
grant select, insert, delete on template_accounts to berth_partner;
grant select on template_accounts to berth_gate;

create table template_releases (
    partner_id uuid not null,
    template_id uuid not null,
    number integer not null check (number > 0),
    state text not null check (state in ('draft', 'live', 'deprecated')),
    flow jsonb not null,
    notes text not null default '',
    created_at timestamptz not null,
    created_by text not null,
    promoted_at timestamptz,
    promoted_by text,
    version integer not null default 1,
    primary key (partner_id, template_id, number),
    foreign key (partner_id, template_id) references templates (partner_id, id) on delete cascade
);
comment on table template_releases is 'Releases of a template: a draft is edited, promoting makes it live and deprecates the former; live and deprecated ones never change.';
comment on column template_releases.partner_id is 'Whose row it is.';
comment on column template_releases.template_id is 'The template.';
comment on column template_releases.number is 'Counts up from 1.';
comment on column template_releases.state is 'draft, live or deprecated.';
comment on column template_releases.flow is 'Steps, edges, connectors and fields (flows::model::Flow).';
comment on column template_releases.notes is 'What changed, in the words of who made it.';
comment on column template_releases.created_at is 'When it was made.';
comment on column template_releases.created_by is 'Name of who made it, at the time.';
comment on column template_releases.promoted_at is 'When it became live.';
comment on column template_releases.promoted_by is 'Name of who promoted it, at the time.';
comment on column template_releases.version is 'Counts edits of a draft; a form that carries an older one is refused.';
create unique index template_releases_one_live on template_releases (partner_id, template_id) where state = 'live';
create unique index template_releases_one_draft on template_releases (partner_id, template_id) where state = 'draft';
select app.protect('template_releases', 'partner');
grant select, insert, update, delete on template_releases to berth_partner;
grant select on template_releases to berth_gate;
