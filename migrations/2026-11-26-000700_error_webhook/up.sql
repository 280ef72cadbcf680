-- How a partner's calls to the outside name themselves, and where failed transactions are reported to.
alter table partners
    add column user_agent text check (char_length(user_agent) between 1 and 200),
    add column user_agent_version integer not null default 1;
comment on column partners.user_agent is 'How calls to applications name themselves; null: neutrally.';
comment on column partners.user_agent_version is 'Counts changes of it, so that an edit that began before another one is noticed.';
grant update (user_agent, user_agent_version) on partners to berth_partner;
grant select (user_agent) on partners to berth_worker;

create table error_webhooks (
    partner_id uuid not null primary key references partners (id),
    enabled boolean not null default false,
    url text,
    warnings boolean not null default false,
    stopped text,
    version integer not null default 1,
    updated_at timestamptz not null,
    check (not enabled or url is not null)
);
comment on table error_webhooks is 'Where a partner wants to hear of failed transactions of accounts that have no address of their own. No row: nowhere.';
comment on column error_webhooks.partner_id is 'Whose settings.';
comment on column error_webhooks.enabled is 'They are reported.';
comment on column error_webhooks.url is 'Where to.';
comment on column error_webhooks.warnings is 'Warnings are reported too.';
comment on column error_webhooks.stopped is 'Why it was switched off without a person; null: it was not.';
comment on column error_webhooks.version is 'Counts changes, so that an edit that began before another one is noticed.';
comment on column error_webhooks.updated_at is 'When it last changed.';
select app.protect('error_webhooks', 'partner');
grant select, insert, update on error_webhooks to berth_partner;
grant select on error_webhooks to berth_gate;

create table error_webhook_keys (
    partner_id uuid not null references partners (id),
    id uuid not null,
    secret bytea not null,
    created_at timestamptz not null,
    created_by text not null,
    ends_at timestamptz,
    primary key (partner_id, id)
);
comment on table error_webhook_keys is 'What reports of failed transactions are signed with (Standard Webhooks). While one is replaced there are two.';
comment on column error_webhook_keys.partner_id is 'Whose key it is.';
comment on column error_webhook_keys.id is 'UUIDv7.';
comment on column error_webhook_keys.secret is 'The key, encrypted with the partner''s and bound to this row. Shown once, when it is made.';
comment on column error_webhook_keys.created_at is 'When it was made.';
comment on column error_webhook_keys.created_by is 'Name of who made it, at the time.';
comment on column error_webhook_keys.ends_at is 'It was replaced and signs until then; null: it is the present one.';
select app.protect('error_webhook_keys', 'partner');
create policy worker_scope on error_webhook_keys for select to berth_worker
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select (partner_id, id, created_at, created_by, ends_at), insert, update (ends_at), delete on error_webhook_keys to berth_partner;
grant select on error_webhook_keys to berth_worker;

create table error_reports (
    partner_id uuid not null references partners (id),
    id uuid not null,
    account_id uuid,
    transaction_id uuid,
    kind text not null check (kind in ('error', 'warning', 'test')),
    url text not null,
    payload text not null,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
    created_at timestamptz not null,
    due_at timestamptz not null,
    attempts smallint not null default 0,
    ended_at timestamptz,
    status_code smallint,
    problem text,
    primary key (partner_id, id)
);
comment on table error_reports is 'The outbox of the error webhook: written with the incident that is reported, sent afterwards, at least once. Swept after 30 days.';
comment on column error_reports.partner_id is 'In whose name it is sent.';
comment on column error_reports.id is 'Of the incident. The message''s id is made of it, the same for every try.';
comment on column error_reports.account_id is 'The account whose incident it is; null: a test.';
comment on column error_reports.transaction_id is 'The transaction that failed, if it was one.';
comment on column error_reports.kind is 'error, warning or test.';
comment on column error_reports.url is 'Where it goes: what the account or the partner said when it happened.';
comment on column error_reports.payload is 'The body, the same for every try.';
comment on column error_reports.state is 'waiting: for its first or next try; sent: it was taken; failed: given up.';
comment on column error_reports.created_at is 'When the incident was raised.';
comment on column error_reports.due_at is 'Not tried before; moved on by each try, so that a sender that dies delays it and does not lose it.';
comment on column error_reports.attempts is 'Tries so far.';
comment on column error_reports.ended_at is 'When it was taken or given up.';
comment on column error_reports.status_code is 'What was answered to the last try.';
comment on column error_reports.problem is 'What was wrong with the last try, in words.';
create index error_reports_waiting on error_reports (partner_id, url, due_at) where state = 'waiting';
create index error_reports_old on error_reports (ended_at) where state <> 'waiting';
select app.protect('error_reports', 'partner');
create policy maintenance on error_reports to berth_maintenance using (true) with check (true);
grant select, insert, update (url, state, due_at, attempts, ended_at, status_code, problem) on error_reports to berth_partner;
grant insert on error_reports to berth_gate;
grant select, update, delete on error_reports to berth_maintenance;
