create table accounts (
    partner_id uuid not null references partners (id),
    id uuid not null,
    api_id text not null check (char_length(api_id) between 1 and 100),
    api_id_key text collate "C" not null,
    name text not null check (char_length(name) between 1 and 200),
    name_key text collate "C" not null,
    description text not null default '',
    timezone text not null default 'UTC',
    locale text not null default 'en',
    tags text[] not null default '{}',
    parent_id uuid,
    depth smallint not null default 1 check (depth between 1 and 8),
    standing text not null default 'active' check (standing in ('active', 'suspended', 'deleted')),
    suspended_at timestamptz,
    suspended_reason text,
    suspended_by text,
    suspended_via uuid,
    expires_at timestamptz,
    deleted_at timestamptz,
    deleted_by text,
    deleted_with uuid,
    next_billing_on date,
    audit_notes text not null default '',
    task_audit_notes text not null default '',
    retention_success_hours smallint check (retention_success_hours between 0 and 744),
    retention_error_hours smallint check (retention_error_hours between 0 and 744),
    error_webhook_enabled boolean not null default false,
    error_webhook_url text,
    error_webhook_warnings boolean not null default false,
    custom_fields jsonb not null default '{}',
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    live boolean not null generated always as (standing <> 'deleted') stored,
    primary key (partner_id, id),
    foreign key (partner_id, parent_id) references accounts (partner_id, id),
    check (parent_id is null = (depth = 1)),
    check (not error_webhook_enabled or error_webhook_url is not null),
    check ((standing = 'deleted') = (deleted_at is not null)),
    check (standing <> 'active' or (suspended_at is null and suspended_via is null))
);
comment on table accounts is 'The box of one customer, or a sub-account of one. Copied to every node on Citus.';
comment on column accounts.partner_id is 'Whose row it is.';
comment on column accounts.id is 'UUIDv7.';
comment on column accounts.name is 'What people see.';
comment on column accounts.description is 'Free text for partner staff.';
comment on column accounts.timezone is 'IANA name; the account''s days begin by it.';
comment on column accounts.locale is 'Language tag such as en or pt-BR.';
comment on column accounts.tags is 'Sorted, without doubles.';
comment on column accounts.parent_id is 'The account this is a sub-account of.';
comment on column accounts.suspended_reason is 'What was said when it was suspended.';
comment on column accounts.suspended_by is 'Name of the person who did it, at the time; null: its expiry date did.';
comment on column accounts.deleted_at is 'When it went to the recycle bin.';
comment on column accounts.deleted_by is 'Name of the person who did it, at the time.';
comment on column accounts.next_billing_on is 'A reminder for the partner; nothing happens by it.';
comment on column accounts.audit_notes is 'Free text of the partner about the account.';
comment on column accounts.task_audit_notes is 'Free text of the partner about how tasks are counted.';
comment on column accounts.retention_success_hours is 'How long data of successful steps is kept; null inherits.';
comment on column accounts.retention_error_hours is 'How long data of errored steps is kept; null inherits.';
comment on column accounts.error_webhook_enabled is 'Failed transactions are reported to error_webhook_url.';
comment on column accounts.error_webhook_url is 'Where failed transactions are reported to.';
comment on column accounts.error_webhook_warnings is 'Warnings are reported too.';
comment on column accounts.custom_fields is 'Object of key and value, both text.';
comment on column accounts.created_at is 'When it was made.';
comment on column accounts.updated_at is 'When a person last changed it.';
comment on column accounts.api_id is 'Chosen by the partner, unique per partner; defaults to the id.';
comment on column accounts.api_id_key is 'api_id in lower case, for search and uniqueness without regard to case.';
comment on column accounts.name_key is 'name in lower case; byte order, so that a prefix is an index range under a policy.';
comment on column accounts.depth is '1 for a root, at most 8.';
comment on column accounts.standing is 'What is shown: suspended when it or an ancestor is suspended.';
comment on column accounts.live is 'Not deleted; a column, so that a prepared query can match the partial indexes.';
comment on column accounts.suspended_at is 'Set when this account itself was suspended.';
comment on column accounts.suspended_by is 'Who suspended it; null although suspended_at is set: its expiry date did.';
comment on column accounts.suspended_via is 'The nearest suspended ancestor; null for deleted ones, worked out anew when they are restored.';
comment on column accounts.expires_at is 'From this instant the account counts as suspended.';
comment on column accounts.deleted_with is 'The account whose deletion took this one along; restored together.';
comment on column accounts.version is 'Counts edits; a form that carries an older one is refused.';
create unique index accounts_api_id on accounts (partner_id, api_id_key);
create index accounts_by_name on accounts (partner_id, name_key, id) where live;
create index accounts_by_id on accounts (partner_id, id) where live;
create index accounts_by_standing on accounts (partner_id, standing, name_key, id);
-- Deleted ones too: removing an account asks for its children.
create index accounts_by_parent on accounts (partner_id, parent_id, live, name_key, id);
create index accounts_by_expiry on accounts (expires_at) where expires_at is not null and standing = 'active';
create index accounts_by_deletion on accounts (deleted_at, depth desc) where deleted_at is not null;
create index accounts_in_bin on accounts (partner_id, deleted_at desc, id desc) where deleted_at is not null and deleted_with is null;
create index accounts_gone_along on accounts (partner_id, deleted_with) where deleted_with is not null;
create index accounts_expiring on accounts (partner_id, expires_at, id) where expires_at is not null and standing = 'active';
select app.protect('accounts', 'partner');
-- An account's own row has no account_id column: its id is the account.
create policy account_scope on accounts to berth_account
    using (id = nullif(current_setting('app.account_id', true), '')::uuid
           and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (id = nullif(current_setting('app.account_id', true), '')::uuid
           and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy maintenance on accounts to berth_maintenance using (true) with check (true);
grant select, insert, update on accounts to berth_partner;
grant select on accounts to berth_account, berth_gate;
-- An Account User never sets limits, parent, partner or state (SECURITY.md section 4, Authorisation).
grant update (name, name_key, description, timezone, locale, version, updated_at) on accounts to berth_account;
grant select, update, delete on accounts to berth_maintenance;

create table account_ancestors (
    partner_id uuid not null,
    account_id uuid not null,
    ancestor_id uuid not null,
    distance smallint not null check (distance between 0 and 7),
    primary key (partner_id, account_id, ancestor_id),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade,
    foreign key (partner_id, ancestor_id) references accounts (partner_id, id) on delete cascade
);
comment on table account_ancestors is 'Every account with each of its ancestors and itself (distance 0).';
comment on column account_ancestors.partner_id is 'Whose row it is.';
comment on column account_ancestors.account_id is 'The account.';
comment on column account_ancestors.ancestor_id is 'An account above it, or itself.';
comment on column account_ancestors.distance is 'Levels between the two; 0 for the account itself.';
create index account_ancestors_below on account_ancestors (partner_id, ancestor_id, distance, account_id);
select app.protect('account_ancestors', 'account');
create policy maintenance on account_ancestors for select to berth_maintenance using (true);
grant select, insert, delete on account_ancestors to berth_partner;
grant select on account_ancestors to berth_account, berth_gate, berth_maintenance;

create table account_terms (
    partner_id uuid not null,
    term text collate "C" not null,
    account_id uuid not null,
    kind "char" not null check (kind in ('n', 'i', 't')),
    primary key (partner_id, term, account_id, kind),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade
);
comment on table account_terms is 'What an account is found by: words of its name (n), its API ID (i), its tags (t). A prefix is an index range, which stays fast under a policy (TECH.md section 3).';
comment on column account_terms.partner_id is 'Whose row it is.';
comment on column account_terms.term is 'In lower case; byte order, so that a prefix is an index range under a policy.';
comment on column account_terms.account_id is 'The account found by it.';
comment on column account_terms.kind is 'n: a word of the name, or the whole name; i: the API ID; t: a tag.';
create index account_terms_by_account on account_terms (partner_id, account_id);
select app.protect('account_terms', 'account');
grant select, insert, delete on account_terms to berth_partner;
grant select, insert, delete on account_terms to berth_gate;

create table partner_figures (
    partner_id uuid primary key references partners (id),
    accounts bigint not null default 0,
    sub_accounts bigint not null default 0
);
comment on table partner_figures is 'Counters kept by the transaction that changes what they count; counting 100,000 rows would take 80 ms.';
comment on column partner_figures.partner_id is 'Whose counters they are.';
comment on column partner_figures.accounts is 'Accounts without a parent that are not deleted.';
comment on column partner_figures.sub_accounts is 'Sub-accounts that are not deleted.';
select app.protect('partner_figures', 'partner');
grant select, insert, update on partner_figures to berth_partner;
grant insert on partner_figures to berth_gate;
create policy maintenance on partner_figures to berth_maintenance using (true) with check (true);
grant select, update on partner_figures to berth_maintenance;
