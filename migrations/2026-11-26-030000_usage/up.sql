-- How much was used (MODEL section 7): roll-ups of the ledger, of the transactions that ended and of the incidents, by hour
-- and by day. They are made of what `usage_pending` names, and can be made anew from the ledger and the log (M1).

create table account_zones (
    partner_id uuid not null,
    account_id uuid not null,
    until_at timestamptz not null,
    timezone text not null,
    primary key (partner_id, account_id, until_at)
);
comment on table account_zones is 'Timezones that accounts had before: an instant belongs to a day of the zone that its account had then (M1), however often that is counted anew. Kept when the account is purged. Copied to each node on Citus.';
comment on column account_zones.partner_id is 'The account''s partner.';
comment on column account_zones.account_id is 'Whose days they are.';
comment on column account_zones.until_at is 'Until then, and since the change before, days were days of `timezone`.';
comment on column account_zones.timezone is 'IANA name.';
select app.protect('account_zones', 'account');
grant select, insert on account_zones to berth_partner, berth_account;
create policy maintenance on account_zones for select to berth_maintenance using (true);
grant select on account_zones to berth_maintenance;

create table usage_pending (
    account_id uuid not null,
    id uuid not null,
    partner_id uuid not null,
    tasks uuid[] not null default '{}',
    transactions uuid[] not null default '{}',
    incidents uuid[] not null default '{}',
    primary key (account_id, id)
);
comment on table usage_pending is 'What the roll-ups do not have yet: one row a commit, written with what it names and removed in the transaction that counts it, so that each is counted exactly once. Spread by account_id on Citus.';
comment on column usage_pending.account_id is 'Whose use it is.';
comment on column usage_pending.id is 'UUIDv7; its time is when it was written.';
comment on column usage_pending.partner_id is 'The account''s partner.';
comment on column usage_pending.tasks is 'Rows of the ledger.';
comment on column usage_pending.transactions is 'Transactions that ended.';
comment on column usage_pending.incidents is 'Incidents that were raised.';
select app.protect('usage_pending', 'account');
select app.protect_work('usage_pending');
grant select on usage_pending to berth_partner, berth_account, berth_worker;
grant insert on usage_pending to berth_worker, berth_gate;
create policy maintenance on usage_pending to berth_maintenance using (true) with check (true);
grant select, insert, update, delete on usage_pending to berth_maintenance;

create table usage_hours (
    account_id uuid not null,
    hour timestamptz not null,
    partner_id uuid not null,
    cycle_id uuid not null,
    connector_id uuid not null,
    method text not null,
    tasks bigint not null default 0,
    failed_tasks bigint not null default 0,
    transactions bigint not null default 0,
    failed bigint not null default 0,
    errors bigint not null default 0,
    warnings bigint not null default 0,
    primary key (account_id, hour, cycle_id, connector_id, method)
) partition by range (hour);
comment on table usage_hours is 'What was used by hour. Spread by account_id on Citus.';
comment on column usage_hours.account_id is 'Whose use it is.';
comment on column usage_hours.hour is 'Its first instant.';
comment on column usage_hours.partner_id is 'The account''s partner.';
comment on column usage_hours.cycle_id is 'The cycle that used it.';
comment on column usage_hours.connector_id is 'The connector of the library that was called; all zeros: a data operation, or what is counted of the cycle as a whole.';
comment on column usage_hours.method is 'The method, or the kind of data operation; empty: what is counted of the cycle as a whole.';
comment on column usage_hours.tasks is 'Tasks in the ledger, by when they were counted.';
comment on column usage_hours.failed_tasks is 'Those of them that did not go well.';
comment on column usage_hours.transactions is 'Transactions that have ended, by when they began.';
comment on column usage_hours.failed is 'Those of them that failed.';
comment on column usage_hours.errors is 'Incidents that stopped something, by when they were raised.';
comment on column usage_hours.warnings is 'Incidents that were ignored or whose step is tried again.';
create table usage_hours_rest partition of usage_hours default;
alter table usage_hours_rest enable row level security;
alter table usage_hours_rest force row level security;
select app.protect('usage_hours', 'account');
grant select on usage_hours to berth_partner, berth_account;
create policy maintenance on usage_hours to berth_maintenance using (true) with check (true);
grant select, insert, update, delete on usage_hours to berth_maintenance;

create table usage_days (
    account_id uuid not null,
    day date not null,
    partner_id uuid not null,
    cycle_id uuid not null,
    connector_id uuid not null,
    method text not null,
    tasks bigint not null default 0,
    failed_tasks bigint not null default 0,
    transactions bigint not null default 0,
    failed bigint not null default 0,
    errors bigint not null default 0,
    warnings bigint not null default 0,
    primary key (account_id, day, cycle_id, connector_id, method)
) partition by range (day);
comment on table usage_days is 'What was used by day of the account''s timezone, as it was then. Spread by account_id on Citus.';
comment on column usage_days.account_id is 'Whose use it is.';
comment on column usage_days.day is 'The day.';
comment on column usage_days.partner_id is 'The account''s partner.';
comment on column usage_days.cycle_id is 'The cycle that used it.';
comment on column usage_days.connector_id is 'The connector of the library that was called; all zeros: a data operation, or what is counted of the cycle as a whole.';
comment on column usage_days.method is 'The method, or the kind of data operation; empty: what is counted of the cycle as a whole.';
comment on column usage_days.tasks is 'Tasks in the ledger, by when they were counted.';
comment on column usage_days.failed_tasks is 'Those of them that did not go well.';
comment on column usage_days.transactions is 'Transactions that have ended, by when they began.';
comment on column usage_days.failed is 'Those of them that failed.';
comment on column usage_days.errors is 'Incidents that stopped something, by when they were raised.';
comment on column usage_days.warnings is 'Incidents that were ignored or whose step is tried again.';
create index usage_days_of_connector on usage_days (partner_id, connector_id, day);
create table usage_days_rest partition of usage_days default;
alter table usage_days_rest enable row level security;
alter table usage_days_rest force row level security;
select app.protect('usage_days', 'account');
grant select on usage_days to berth_partner, berth_account;
create policy maintenance on usage_days to berth_maintenance using (true) with check (true);
grant select, insert, update, delete on usage_days to berth_maintenance;

create table usage_account_days (
    account_id uuid not null,
    day date not null,
    partner_id uuid not null,
    tasks bigint not null default 0,
    failed_tasks bigint not null default 0,
    transactions bigint not null default 0,
    failed bigint not null default 0,
    errors bigint not null default 0,
    warnings bigint not null default 0,
    primary key (account_id, day)
);
comment on table usage_account_days is 'What an account used on a day, all of its cycles together: the sum of usage_days. Spread by account_id on Citus.';
comment on column usage_account_days.account_id is 'Whose use it is.';
comment on column usage_account_days.day is 'The day in the account''s timezone.';
comment on column usage_account_days.partner_id is 'The account''s partner.';
comment on column usage_account_days.tasks is 'As in usage_days.';
comment on column usage_account_days.failed_tasks is 'As in usage_days.';
comment on column usage_account_days.transactions is 'As in usage_days.';
comment on column usage_account_days.failed is 'As in usage_days.';
comment on column usage_account_days.errors is 'As in usage_days.';
comment on column usage_account_days.warnings is 'As in usage_days.';
create index usage_account_days_of_partner on usage_account_days (partner_id, day) include (account_id, tasks);
select app.protect('usage_account_days', 'account');
grant select on usage_account_days to berth_partner, berth_account;
create policy maintenance on usage_account_days to berth_maintenance using (true) with check (true);
grant select, insert, update, delete on usage_account_days to berth_maintenance;

create table usage_account_months (
    account_id uuid not null,
    month date not null,
    partner_id uuid not null,
    tasks bigint not null default 0,
    failed_tasks bigint not null default 0,
    transactions bigint not null default 0,
    failed bigint not null default 0,
    errors bigint not null default 0,
    warnings bigint not null default 0,
    primary key (account_id, month)
);
comment on table usage_account_months is 'What an account used in a calendar month: the sum of usage_account_days, for reports over many accounts. Spread by account_id on Citus.';
comment on column usage_account_months.account_id is 'Whose use it is.';
comment on column usage_account_months.month is 'Its first day.';
comment on column usage_account_months.partner_id is 'The account''s partner.';
comment on column usage_account_months.tasks is 'As in usage_days.';
comment on column usage_account_months.failed_tasks is 'As in usage_days.';
comment on column usage_account_months.transactions is 'As in usage_days.';
comment on column usage_account_months.failed is 'As in usage_days.';
comment on column usage_account_months.errors is 'As in usage_days.';
comment on column usage_account_months.warnings is 'As in usage_days.';
create index usage_account_months_top on usage_account_months (partner_id, month, tasks desc);
select app.protect('usage_account_months', 'account');
grant select on usage_account_months to berth_partner, berth_account;
create policy maintenance on usage_account_months to berth_maintenance using (true) with check (true);
grant select, insert, update, delete on usage_account_months to berth_maintenance;

create table usage_partner_days (
    partner_id uuid not null,
    day date not null,
    tasks bigint not null default 0,
    failed_tasks bigint not null default 0,
    transactions bigint not null default 0,
    failed bigint not null default 0,
    errors bigint not null default 0,
    warnings bigint not null default 0,
    primary key (partner_id, day)
);
comment on table usage_partner_days is 'What all accounts of a partner used on a day, each counted by its own day: the sum of usage_account_days. Copied to each node on Citus.';
comment on column usage_partner_days.partner_id is 'The partner.';
comment on column usage_partner_days.day is 'The day, in each account''s own timezone.';
comment on column usage_partner_days.tasks is 'As in usage_days.';
comment on column usage_partner_days.failed_tasks is 'As in usage_days.';
comment on column usage_partner_days.transactions is 'As in usage_days.';
comment on column usage_partner_days.failed is 'As in usage_days.';
comment on column usage_partner_days.errors is 'As in usage_days.';
comment on column usage_partner_days.warnings is 'As in usage_days.';
select app.protect('usage_partner_days', 'partner');
grant select on usage_partner_days to berth_partner;
create policy maintenance on usage_partner_days to berth_maintenance using (true) with check (true);
grant select, insert, update, delete on usage_partner_days to berth_maintenance;

-- What the roll-ups are made of, read over all accounts (T10).
create policy maintenance on ledger for select to berth_maintenance using (true);
grant select on ledger to berth_maintenance;
create policy maintenance on incidents for select to berth_maintenance using (true);
grant select on incidents to berth_maintenance;

-- All that was used before there were roll-ups is counted by the first of them. By the role that sees it: policies are
-- forced on the owner too.
set local role berth_maintenance;
insert into usage_pending (account_id, id, partner_id, tasks)
select l.account_id, l.id, l.partner_id, array[l.id] from ledger l;
insert into usage_pending (account_id, id, partner_id, transactions)
select t.account_id, t.id, t.partner_id, array[t.id] from transactions t where t.ended_at is not null;
insert into usage_pending (account_id, id, partner_id, incidents)
select i.account_id, i.id, i.partner_id, array[i.id] from incidents i;
reset role;

create table reconciliations (
    partner_id uuid not null,
    id uuid not null,
    checked_at timestamptz not null,
    accounts integer not null,
    differences integer not null,
    detail jsonb not null default '[]',
    primary key (partner_id, id)
);
comment on table reconciliations is 'Checks that ledger, roll-ups and log of a partner say the same (M2), the newest of which stands under each report.';
comment on column reconciliations.partner_id is 'The partner.';
comment on column reconciliations.id is 'UUIDv7.';
comment on column reconciliations.checked_at is 'When it was checked.';
comment on column reconciliations.accounts is 'How many accounts were.';
comment on column reconciliations.differences is 'How many figures differ; 0: all add up.';
comment on column reconciliations.detail is 'The first of the differences.';
select app.protect('reconciliations', 'partner');
grant select on reconciliations to berth_partner;
create policy maintenance on reconciliations to berth_maintenance using (true) with check (true);
grant select, insert, delete on reconciliations to berth_maintenance;
