-- A partner's programs hear of what changes, not only of what fails: which of it, the partner chooses.
alter table error_webhooks add column events text[] not null default '{transaction,limit}';
alter table error_webhooks add constraint error_webhooks_events_check
    check (events <@ '{transaction,limit,account,user,connector,cycle}'::text[]);
comment on column error_webhooks.events is 'What is told: transaction (failed ones), limit, account, user, connector, cycle.';
alter table error_reports drop constraint error_reports_kind_check;
alter table error_reports add constraint error_reports_kind_check
    check (kind in ('error', 'warning', 'test', 'limit', 'change')) not valid;
comment on column error_reports.kind is 'error, warning, limit, change (an entry of the audit log) or test.';
comment on column error_reports.account_id is 'The account that it is about; null: a test, or what belongs to no account.';
-- Its indexes, and the check of rows that were there, are 031400 to 031440: they take long, and hold up nobody there.
