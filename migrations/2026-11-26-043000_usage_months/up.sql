-- Two more levels of roll-up, for reports over all accounts: what an account used by month, cycle and connector, and what a
-- partner used by day, connector and method. Without them such a page would read every day of every account.

create table usage_months (
    account_id uuid not null,
    month date not null,
    partner_id uuid not null,
    cycle_id uuid not null,
    connector_id uuid not null,
    tasks bigint not null default 0,
    failed_tasks bigint not null default 0,
    transactions bigint not null default 0,
    failed bigint not null default 0,
    errors bigint not null default 0,
    warnings bigint not null default 0,
    primary key (account_id, month, cycle_id, connector_id)
);
comment on table usage_months is 'What an account used in a calendar month by cycle and connector: the sum of usage_days, for reports over many accounts. Spread by account_id on Citus.';
comment on column usage_months.account_id is 'Whose use it is.';
comment on column usage_months.month is 'Its first day.';
comment on column usage_months.partner_id is 'The account''s partner.';
comment on column usage_months.cycle_id is 'As in usage_days.';
comment on column usage_months.connector_id is 'As in usage_days.';
comment on column usage_months.tasks is 'As in usage_days.';
comment on column usage_months.failed_tasks is 'As in usage_days.';
comment on column usage_months.transactions is 'As in usage_days.';
comment on column usage_months.failed is 'As in usage_days.';
comment on column usage_months.errors is 'As in usage_days.';
comment on column usage_months.warnings is 'As in usage_days.';
create index usage_months_of_partner on usage_months (partner_id, month, connector_id);
select app.protect('usage_months', 'account');
grant select on usage_months to berth_partner, berth_account;
create policy maintenance on usage_months to berth_maintenance using (true) with check (true);
grant select, insert, update, delete on usage_months to berth_maintenance;

create table usage_connector_days (
    partner_id uuid not null,
    day date not null,
    connector_id uuid not null,
    method text not null,
    tasks bigint not null default 0,
    failed_tasks bigint not null default 0,
    primary key (partner_id, day, connector_id, method)
);
comment on table usage_connector_days is 'What all accounts of a partner used of a method on a day, each counted by its own day: the sum of usage_days. Copied to each node on Citus.';
comment on column usage_connector_days.partner_id is 'The partner.';
comment on column usage_connector_days.day is 'The day, in each account''s own timezone.';
comment on column usage_connector_days.connector_id is 'The connector of the library that was called; all zeros: a data operation.';
comment on column usage_connector_days.method is 'The method, or the kind of data operation.';
comment on column usage_connector_days.tasks is 'As in usage_days.';
comment on column usage_connector_days.failed_tasks is 'As in usage_days.';
select app.protect('usage_connector_days', 'partner');
grant select on usage_connector_days to berth_partner;
create policy maintenance on usage_connector_days to berth_maintenance using (true) with check (true);
grant select, insert, update, delete on usage_connector_days to berth_maintenance;

-- By day first: one index finds the days of all connectors and of one. Counting waits while it is made, and goes on.
create index usage_days_of_partner on usage_days (partner_id, day, connector_id);
drop index usage_days_of_connector;

-- What was counted before. By the role that sees it: policies are forced on the owner too.
set local role berth_maintenance;
insert into usage_months (account_id, month, partner_id, cycle_id, connector_id, tasks, failed_tasks, transactions, failed, errors, warnings)
select u.account_id, date_trunc('month', u.day)::date, u.partner_id, u.cycle_id, u.connector_id, sum(u.tasks), sum(u.failed_tasks),
       sum(u.transactions), sum(u.failed), sum(u.errors), sum(u.warnings)
  from usage_days u group by 1, 2, 3, 4, 5;
insert into usage_connector_days (partner_id, day, connector_id, method, tasks, failed_tasks)
select u.partner_id, u.day, u.connector_id, u.method, sum(u.tasks), sum(u.failed_tasks)
  from usage_days u where u.method <> '' group by 1, 2, 3, 4;
reset role;

-- Under each report stands when its figures were compared, in an account's own view too: app.figures_checked tells it.
grant select (partner_id, id, checked_at, differences, detail) on reconciliations to berth_gate;
