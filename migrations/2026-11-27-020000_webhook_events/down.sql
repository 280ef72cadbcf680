delete from error_reports where kind = 'change';
alter table error_reports drop constraint error_reports_kind_check;
alter table error_reports add constraint error_reports_kind_check check (kind in ('error', 'warning', 'test', 'limit')) not valid;
alter table error_reports validate constraint error_reports_kind_check;
comment on column error_reports.kind is 'error, warning, test or limit.';
comment on column error_reports.account_id is 'The account whose incident it is; null: a test.';
alter table error_webhooks drop column events;
