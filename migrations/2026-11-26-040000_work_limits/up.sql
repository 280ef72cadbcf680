-- Limits that make work wait (MODEL M5): tasks a month, which hold or go on as overage, and transactions a minute.
alter table queue
    add column begun boolean not null default false,
    add column granted smallint not null default 0 check (granted between 0 and 2),
    add column reserved smallint not null default 0;
comment on column queue.begun is 'It was counted by its limits of transactions a minute.';
comment on column queue.granted is 'Its next Task is counted by its limits of tasks already. 0: it is not; 1: within them; 2: beyond one that lets work go on as overage. Where no such limit is near nothing is granted.';
comment on column queue.reserved is 'Tasks that it may come to need until its end, the next among them: nothing new begins with what those under way will need.';
create index queue_granted on queue (account_id) where granted > 0;

alter table queue_accounts
    add column near_limit boolean not null default false,
    add column held jsonb,
    add column held_until timestamptz;
comment on column queue_accounts.near_limit is 'Its work asks for room before each Task: a limit of tasks is near or reached, or there is one of transactions a minute. Looked at anew whenever its use is counted.';
comment on column queue_accounts.held is 'The limit that its work waits at; nothing of it runs meanwhile. Null: none.';
comment on column queue_accounts.held_until is 'When to look next whether there is room.';
create index queue_accounts_held on queue_accounts (held_until) where held is not null;
update queue_accounts q set near_limit = true
 where exists (select 1 from partner_limits l where l.partner_id = q.partner_id and l.kind in ('tasks_month', 'transactions_minute'))
    or exists (select 1 from account_limits l where l.partner_id = q.partner_id and l.kind in ('tasks_month', 'transactions_minute'));

create table rate_turns (
    account_id uuid not null,
    tree boolean not null,
    partner_id uuid not null,
    minute timestamptz not null,
    begun bigint not null,
    primary key (account_id, tree)
);
comment on table rate_turns is 'How many transactions began in the newest minute, at each limit of transactions a minute. Beside the queue, and local like it on Citus.';
comment on column rate_turns.account_id is 'Whom the limit was set for; of a default the account itself.';
comment on column rate_turns.tree is 'It is for the account and all below it.';
comment on column rate_turns.partner_id is 'The account''s partner.';
comment on column rate_turns.minute is 'The minute.';
comment on column rate_turns.begun is 'How many began in it.';
select app.protect('rate_turns', 'account');
grant select on rate_turns to berth_partner;
grant select, insert, update on rate_turns to berth_gate;

alter table ledger add column overage boolean not null default false;
comment on column ledger.overage is 'It was beyond a limit of tasks a month that lets work go on, counted apart (MODEL M5).';
alter table usage_hours add column overage bigint not null default 0;
alter table usage_days add column overage bigint not null default 0;
alter table usage_account_days add column overage bigint not null default 0;
alter table usage_account_months add column overage bigint not null default 0;
alter table usage_partner_days add column overage bigint not null default 0;
comment on column usage_hours.overage is 'Tasks of those that were beyond a limit, as overage.';
comment on column usage_days.overage is 'Tasks of those that were beyond a limit, as overage.';
comment on column usage_account_days.overage is 'As in usage_days.';
comment on column usage_account_months.overage is 'As in usage_days.';
comment on column usage_partner_days.overage is 'As in usage_days.';

create table limit_notices (
    partner_id uuid not null,
    account_id uuid not null,
    kind text not null,
    tree boolean not null,
    period_first date not null,
    percent smallint not null check (percent in (80, 100)),
    id uuid not null,
    value bigint not null,
    used bigint not null,
    at_limit text,
    noticed_at timestamptz not null,
    told_at timestamptz,
    primary key (partner_id, account_id, kind, tree, period_first, percent),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade
);
comment on table limit_notices is 'That so much of a limit was used, once in a billing period (MODEL M6): written when it is counted, told by mail and webhook afterwards. Copied to each node on Citus.';
comment on column limit_notices.partner_id is 'The account''s partner.';
comment on column limit_notices.account_id is 'Whom the limit was set for; of a default the account itself.';
comment on column limit_notices.kind is 'Which limit.';
comment on column limit_notices.tree is 'It is for the account and all below it.';
comment on column limit_notices.period_first is 'First day of the billing period.';
comment on column limit_notices.percent is 'That is how much of it was reached.';
comment on column limit_notices.id is 'UUIDv7; also of the message to the webhook.';
comment on column limit_notices.value is 'The limit then.';
comment on column limit_notices.used is 'What was used then.';
comment on column limit_notices.at_limit is 'hold or overage; null: hold.';
comment on column limit_notices.noticed_at is 'When it was counted.';
comment on column limit_notices.told_at is 'When the mails and the message were written; null: not yet.';
create index limit_notices_untold on limit_notices (noticed_at) where told_at is null;
select app.protect('limit_notices', 'account');
create policy maintenance on limit_notices to berth_maintenance using (true) with check (true);
grant select, insert on limit_notices to berth_maintenance;
grant select, update (told_at) on limit_notices to berth_partner;
grant select on limit_notices to berth_account;

-- What is counted is compared with the limits at once.
create policy maintenance on partner_limits for select to berth_maintenance using (true);
create policy maintenance on account_limits for select to berth_maintenance using (true);
grant select on partner_limits, account_limits to berth_maintenance;

-- The webhook tells of limits too.
alter table error_reports drop constraint error_reports_kind_check;
alter table error_reports add constraint error_reports_kind_check check (kind in ('error', 'warning', 'test', 'limit')) not valid;
alter table error_reports validate constraint error_reports_kind_check;
comment on column error_reports.kind is 'error, warning, test or limit.';

grant update (begun, granted, reserved, lease_until) on queue to berth_gate;
grant select on usage_account_days, usage_account_months, usage_pending to berth_gate;

alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check
    check (template in ('invite', 'reset', 'password-changed', 'new-sign-in', 'granted', 'step', 'limit')) not valid;
alter table mails validate constraint mails_template_check;
