-- A partner's programs hear of what changes, not only of what fails: which of it, the partner chooses.
alter table error_webhooks add column events text[] not null default '{transaction,limit}';
alter table error_webhooks add constraint error_webhooks_events_check
    check (events <@ '{transaction,limit,account,user,connector,cycle}'::text[]);
comment on column error_webhooks.events is 'What is told: transaction (failed ones), limit, account, user, connector, cycle.';
alter table error_reports drop constraint error_reports_kind_check;
alter table error_reports add constraint error_reports_kind_check
    check (kind in ('error', 'warning', 'test', 'limit', 'change')) not valid;
alter table error_reports validate constraint error_reports_kind_check;
comment on column error_reports.kind is 'error, warning, limit, change (an entry of the audit log) or test.';
comment on column error_reports.account_id is 'The account that it is about; null: a test, or what belongs to no account.';
create index error_reports_urgent on error_reports (partner_id, url, due_at) where state = 'waiting' and kind <> 'change';
create index error_reports_list on error_reports (partner_id, created_at, id);
