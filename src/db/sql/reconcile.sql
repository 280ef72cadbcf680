-- Whether ledger, roll-ups and log say the same (M2), and counting anew from the ledger and the log (M1).

-- All that an account has used, by hour and day, counted from the ledger and the log themselves, as far as they are kept;
-- maintenance.counted adds what was counted before.
create or replace function maintenance.counted_anew(of_partner uuid, of_account uuid)
returns table (hour timestamptz, day date, cycle_id uuid, connector_id uuid, method text, tasks bigint, failed_tasks bigint, overage bigint,
               transactions bigint, failed bigint, errors bigint, warnings bigint)
language sql stable as $$
    with facts as (
        select l.at, coalesce(l.cycle_id, l.account_id) as cycle_id, coalesce(l.connector_id, '00000000-0000-0000-0000-000000000000'::uuid) as connector_id,
               coalesce(l.method, '') as method, 1 as tasks, (not l.good)::integer as failed_tasks, l.overage::integer as overage, 0 as transactions,
               0 as failed, 0 as errors, 0 as warnings
          from ledger l where l.account_id = of_account and l.partner_id = of_partner
        union all
        select n.started_at, n.cycle_id, '00000000-0000-0000-0000-000000000000'::uuid, '', 0, 0, 0, 1, (n.status = 'failed')::integer, 0, 0
          from transactions n where n.account_id = of_account and n.partner_id = of_partner and n.ended_at is not null
        union all
        select i.at, i.cycle_id, '00000000-0000-0000-0000-000000000000'::uuid, '', 0, 0, 0, 0, 0, (i.kind = 'error')::integer, (i.kind = 'warning')::integer
          from incidents i where i.account_id = of_account and i.partner_id = of_partner)
    select date_trunc('hour', f.at, 'UTC'), maintenance.day_of(of_partner, of_account, a.timezone, f.at), f.cycle_id,
           f.connector_id, f.method, sum(f.tasks), sum(f.failed_tasks), sum(f.overage), sum(f.transactions), sum(f.failed), sum(f.errors), sum(f.warnings)
      from facts f left join accounts a on a.partner_id = of_partner and a.id = of_account
     group by 1, 2, 3, 4, 5
$$;

-- What of it waits to be counted, by day.
create or replace function maintenance.uncounted(of_partner uuid, of_account uuid)
returns table (day date, tasks bigint, failed_tasks bigint, overage bigint, transactions bigint, failed bigint, errors bigint, warnings bigint)
language sql stable as $$
    with facts as (
        select l.at, 1 as tasks, (not l.good)::integer as failed_tasks, l.overage::integer as overage, 0 as transactions, 0 as failed, 0 as errors, 0 as warnings
          from usage_pending p cross join unnest(p.tasks) e (id)
         cross join lateral (select * from ledger n where n.account_id = p.account_id and n.id = e.id offset 0) l
         where p.account_id = of_account
        union all
        select n.started_at, 0, 0, 0, 1, (n.status = 'failed')::integer, 0, 0
          from usage_pending p cross join unnest(p.transactions) e (id)
         cross join lateral (select * from transactions o where o.account_id = p.account_id and o.id = e.id offset 0) n
         where p.account_id = of_account
        union all
        select i.at, 0, 0, 0, 0, 0, (i.kind = 'error')::integer, (i.kind = 'warning')::integer
          from usage_pending p cross join unnest(p.incidents) e (id)
         cross join lateral (select * from incidents n where n.account_id = p.account_id and n.id = e.id offset 0) i
         where p.account_id = of_account)
    select maintenance.day_of(of_partner, of_account, a.timezone, f.at), sum(f.tasks), sum(f.failed_tasks), sum(f.overage), sum(f.transactions), sum(f.failed), sum(f.errors), sum(f.warnings)
      from facts f left join accounts a on a.partner_id = of_partner and a.id = of_account
     group by 1
$$;

-- Where the figures of an account differ, between two days: by day, which figure, what the ledger or the log says, what a
-- roll-up says. Of an account that was purged the log is gone: its Tasks alone are compared. One statement, and so one
-- moment, whatever is being written.
create or replace function maintenance.differences(of_partner uuid, of_account uuid, first date, last date) returns jsonb
language sql stable as $$
    with gone as (select not exists (select 1 from accounts a where a.partner_id = of_partner and a.id = of_account) as purged),
    base as (
        select c.day, sum(c.tasks) as tasks, sum(c.failed_tasks) as failed_tasks, sum(c.overage) as overage, sum(c.transactions) as transactions, sum(c.failed) as failed, sum(c.errors) as errors, sum(c.warnings) as warnings
          from maintenance.counted(of_partner, of_account) c group by c.day),
    due as (
        select b.day, b.tasks - coalesce(u.tasks, 0) as tasks, b.failed_tasks - coalesce(u.failed_tasks, 0) as failed_tasks, b.overage - coalesce(u.overage, 0) as overage, b.transactions - coalesce(u.transactions, 0) as transactions, b.failed - coalesce(u.failed, 0) as failed, b.errors - coalesce(u.errors, 0) as errors, b.warnings - coalesce(u.warnings, 0) as warnings
          from base b left join maintenance.uncounted(of_partner, of_account) u on u.day = b.day),
    rolled as (
        select u.day, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks, sum(u.overage) as overage, sum(u.transactions) as transactions, sum(u.failed) as failed, sum(u.errors) as errors, sum(u.warnings) as warnings
          from usage_days u where u.account_id = of_account and u.partner_id = of_partner group by u.day),
    hours as (
        select sum(u.tasks) as tasks, maintenance.hours_due(of_partner, of_account) as due
          from usage_hours u
         where u.account_id = of_account and u.partner_id = of_partner and u.hour >= maintenance.hours_kept_from()),
    whole as (
        select u.day, u.tasks, u.failed_tasks, u.overage, u.transactions, u.failed, u.errors, u.warnings from usage_account_days u
         where u.account_id = of_account and u.partner_id = of_partner),
    months as (
        select u.month as day, u.tasks, u.failed_tasks, u.overage, u.transactions, u.failed, u.errors, u.warnings from usage_account_months u
         where u.account_id = of_account and u.partner_id = of_partner),
    whole_months as (
        select date_trunc('month', w.day)::date as day, sum(w.tasks) as tasks, sum(w.failed_tasks) as failed_tasks, sum(w.overage) as overage, sum(w.transactions) as transactions, sum(w.failed) as failed, sum(w.errors) as errors, sum(w.warnings) as warnings from whole w group by 1),
    compared as (
        select coalesce(a.day, b.day) as day, null::uuid as transaction_id, e.what, coalesce(e.counted, 0)::bigint as counted,
               coalesce(e.found, 0)::bigint as found
          from due a full join rolled b on b.day = a.day
         cross join lateral (values ('tasks in usage_days', a.tasks, b.tasks, false),
                                    ('failed_tasks in usage_days', a.failed_tasks, b.failed_tasks, false),
                                    ('overage in usage_days', a.overage, b.overage, false),
                                    ('transactions in usage_days', a.transactions, b.transactions, true),
                                    ('failed in usage_days', a.failed, b.failed, true),
                                    ('errors in usage_days', a.errors, b.errors, true),
                                    ('warnings in usage_days', a.warnings, b.warnings, true)) e (what, counted, found, of_log)
         where coalesce(e.counted, 0) <> coalesce(e.found, 0) and not (e.of_log and (select purged from gone))
        union all
        select coalesce(a.day, b.day) as day, null::uuid as transaction_id, e.what, coalesce(e.counted, 0)::bigint as counted,
               coalesce(e.found, 0)::bigint as found
          from rolled a full join whole b on b.day = a.day
         cross join lateral (values ('tasks in usage_account_days', a.tasks, b.tasks, false),
                                    ('failed_tasks in usage_account_days', a.failed_tasks, b.failed_tasks, false),
                                    ('overage in usage_account_days', a.overage, b.overage, false),
                                    ('transactions in usage_account_days', a.transactions, b.transactions, false),
                                    ('failed in usage_account_days', a.failed, b.failed, false),
                                    ('errors in usage_account_days', a.errors, b.errors, false),
                                    ('warnings in usage_account_days', a.warnings, b.warnings, false)) e (what, counted, found, of_log)
         where coalesce(e.counted, 0) <> coalesce(e.found, 0) and not (e.of_log and (select purged from gone))
        union all
        select coalesce(a.day, b.day) as day, null::uuid as transaction_id, e.what, coalesce(e.counted, 0)::bigint as counted,
               coalesce(e.found, 0)::bigint as found
          from whole_months a full join months b on b.day = a.day
         cross join lateral (values ('tasks in usage_account_months', a.tasks, b.tasks, false),
                                    ('failed_tasks in usage_account_months', a.failed_tasks, b.failed_tasks, false),
                                    ('overage in usage_account_months', a.overage, b.overage, false),
                                    ('transactions in usage_account_months', a.transactions, b.transactions, false),
                                    ('failed in usage_account_months', a.failed, b.failed, false),
                                    ('errors in usage_account_months', a.errors, b.errors, false),
                                    ('warnings in usage_account_months', a.warnings, b.warnings, false)) e (what, counted, found, of_log)
         where coalesce(e.counted, 0) <> coalesce(e.found, 0) and not (e.of_log and (select purged from gone))
        union all
        select coalesce(a.month, b.month), null::uuid, e.what, coalesce(e.counted, 0)::bigint, coalesce(e.found, 0)::bigint
          from (select date_trunc('month', u.day)::date as month, u.cycle_id, u.connector_id, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks, sum(u.transactions) as transactions, sum(u.failed) as failed, sum(u.errors) as errors, sum(u.warnings) as warnings
                  from usage_days u where u.account_id = of_account and u.partner_id = of_partner group by 1, 2, 3) a
          full join (select * from usage_months m where m.account_id = of_account and m.partner_id = of_partner) b
            on b.month = a.month and b.cycle_id = a.cycle_id and b.connector_id = a.connector_id
         cross join lateral (values ('tasks in usage_months', a.tasks, b.tasks),
                                    ('failed_tasks in usage_months', a.failed_tasks, b.failed_tasks),
                                    ('transactions in usage_months', a.transactions, b.transactions),
                                    ('failed in usage_months', a.failed, b.failed),
                                    ('errors in usage_months', a.errors, b.errors),
                                    ('warnings in usage_months', a.warnings, b.warnings)) e (what, counted, found)
         where coalesce(e.counted, 0) <> coalesce(e.found, 0)
        union all
        select first, null, 'tasks in usage_hours', h.due, coalesce(h.tasks, 0) from hours h where h.due <> coalesce(h.tasks, 0)
        union all
        select maintenance.day_of(of_partner, of_account, (select a.timezone from accounts a where a.partner_id = of_partner and a.id = of_account), t.started_at),
               t.id, 'tasks of the transaction', l.tasks, t.tasks
          from transactions t cross join lateral (
               select count(*) as tasks from ledger l where l.account_id = t.account_id and l.transaction_id = t.id) l
         where t.account_id = of_account and t.partner_id = of_partner and t.ended_at is not null and l.tasks <> t.tasks
           and t.started_at >= maintenance.kept_from('ledger'))
    select coalesce(jsonb_agg(c order by c.day, c.transaction_id, c.what), '[]'::jsonb)
      from compared c where c.day between first and last
$$;

-- Counts an account anew. In a transaction of one snapshot (repeatable read): what is written meanwhile waits to be counted
-- itself.
create or replace function maintenance.recount(of_partner uuid, of_account uuid) returns void
language plpgsql as $$
declare
    fresh jsonb;
    -- Days of methods that were not what they should be: what all accounts came to there is summed anew.
    days date[];
    connectors_of uuid[];
    methods text[];
begin
    perform maintenance.roll_up(2147483647, of_account);
    -- Read before anything goes: what the log does not have any more is in the days themselves.
    select jsonb_agg(to_jsonb(c)) into fresh from maintenance.counted(of_partner, of_account) c;
    insert into usage_partner_days as u (partner_id, day, tasks, failed_tasks, overage, transactions, failed, errors, warnings)
    select of_partner, coalesce(n.day, o.day), coalesce(n.tasks, 0) - coalesce(o.tasks, 0), coalesce(n.failed_tasks, 0) - coalesce(o.failed_tasks, 0), coalesce(n.overage, 0) - coalesce(o.overage, 0), coalesce(n.transactions, 0) - coalesce(o.transactions, 0), coalesce(n.failed, 0) - coalesce(o.failed, 0), coalesce(n.errors, 0) - coalesce(o.errors, 0), coalesce(n.warnings, 0) - coalesce(o.warnings, 0)
      from (select c.day, sum(c.tasks) as tasks, sum(c.failed_tasks) as failed_tasks, sum(c.overage) as overage, sum(c.transactions) as transactions, sum(c.failed) as failed, sum(c.errors) as errors, sum(c.warnings) as warnings from maintenance.counted(of_partner, of_account) c group by c.day) n
      full join (select * from usage_account_days d where d.account_id = of_account and d.partner_id = of_partner) o on o.day = n.day
     order by 2
    on conflict (partner_id, day) do update set tasks = u.tasks + excluded.tasks, failed_tasks = u.failed_tasks + excluded.failed_tasks, overage = u.overage + excluded.overage, transactions = u.transactions + excluded.transactions, failed = u.failed + excluded.failed, errors = u.errors + excluded.errors, warnings = u.warnings + excluded.warnings;
    select coalesce(array_agg(k.day), '{}'), coalesce(array_agg(k.connector_id), '{}'), coalesce(array_agg(k.method), '{}')
      into days, connectors_of, methods
      from (select coalesce(n.day, o.day) as day, coalesce(n.connector_id, o.connector_id) as connector_id, coalesce(n.method, o.method) as method
              from (select c.day, c.connector_id, c.method, sum(c.tasks) as tasks, sum(c.failed_tasks) as failed_tasks from maintenance.counted(of_partner, of_account) c where c.method <> '' group by 1, 2, 3) n
              full join (select d.day, d.connector_id, d.method, sum(d.tasks) as tasks, sum(d.failed_tasks) as failed_tasks from usage_days d where d.account_id = of_account and d.partner_id = of_partner and d.method <> '' group by 1, 2, 3) o
                on o.day = n.day and o.connector_id = n.connector_id and o.method = n.method
             where n.tasks is distinct from o.tasks or n.failed_tasks is distinct from o.failed_tasks) k;
    -- Hours before what the ledger and the log still have stay as they are.
    delete from usage_hours u where u.account_id = of_account and u.partner_id = of_partner and u.hour >= maintenance.hours_counted_from();
    insert into usage_hours (account_id, hour, partner_id, cycle_id, connector_id, method, tasks, failed_tasks, overage, transactions, failed, errors, warnings)
    select of_account, c.hour, of_partner, c.cycle_id, c.connector_id, c.method, sum(c.tasks), sum(c.failed_tasks), sum(c.overage), sum(c.transactions), sum(c.failed), sum(c.errors), sum(c.warnings)
      from maintenance.counted(of_partner, of_account) c
     where c.hour >= maintenance.hours_counted_from() group by c.hour, c.cycle_id, c.connector_id, c.method;
    delete from usage_days u where u.account_id = of_account and u.partner_id = of_partner;
    insert into usage_days (account_id, day, partner_id, cycle_id, connector_id, method, tasks, failed_tasks, overage, transactions, failed, errors, warnings)
    select of_account, c.day, of_partner, c.cycle_id, c.connector_id, c.method, sum(c.tasks), sum(c.failed_tasks), sum(c.overage), sum(c.transactions), sum(c.failed), sum(c.errors), sum(c.warnings)
      from jsonb_to_recordset(fresh) c (day date, cycle_id uuid, connector_id uuid, method text, tasks bigint, failed_tasks bigint,
                                        overage bigint, transactions bigint, failed bigint, errors bigint, warnings bigint)
     group by c.day, c.cycle_id, c.connector_id, c.method;
    delete from usage_account_days u where u.account_id = of_account and u.partner_id = of_partner;
    insert into usage_account_days (account_id, day, partner_id, tasks, failed_tasks, overage, transactions, failed, errors, warnings)
    select of_account, u.day, of_partner, sum(u.tasks), sum(u.failed_tasks), sum(u.overage), sum(u.transactions), sum(u.failed), sum(u.errors), sum(u.warnings)
      from usage_days u where u.account_id = of_account and u.partner_id = of_partner group by u.day;
    delete from usage_account_months u where u.account_id = of_account and u.partner_id = of_partner;
    insert into usage_account_months (account_id, month, partner_id, tasks, failed_tasks, overage, transactions, failed, errors, warnings)
    select of_account, date_trunc('month', u.day)::date, of_partner, sum(u.tasks), sum(u.failed_tasks), sum(u.overage), sum(u.transactions), sum(u.failed), sum(u.errors), sum(u.warnings)
      from usage_account_days u where u.account_id = of_account and u.partner_id = of_partner group by 2;
    delete from usage_connector_days c using unnest(days, connectors_of, methods) k (day, connector_id, method)
     where c.partner_id = of_partner and c.day = k.day and c.connector_id = k.connector_id and c.method = k.method;
    insert into usage_connector_days (partner_id, day, connector_id, method, tasks, failed_tasks)
    select of_partner, u.day, u.connector_id, u.method, sum(u.tasks), sum(u.failed_tasks)
      from unnest(days, connectors_of, methods) k (day, connector_id, method)
      join usage_days u on u.partner_id = of_partner and u.day = k.day and u.connector_id = k.connector_id and u.method = k.method
     group by u.day, u.connector_id, u.method;
    delete from usage_months u where u.account_id = of_account and u.partner_id = of_partner;
    insert into usage_months (account_id, month, partner_id, cycle_id, connector_id, tasks, failed_tasks, transactions, failed, errors, warnings)
    select of_account, date_trunc('month', u.day)::date, of_partner, u.cycle_id, u.connector_id, sum(u.tasks), sum(u.failed_tasks), sum(u.transactions), sum(u.failed), sum(u.errors), sum(u.warnings)
      from usage_days u where u.account_id = of_account and u.partner_id = of_partner group by 2, u.cycle_id, u.connector_id;
end
$$;

-- Accounts of a partner that have used anything, a page in the order of ids.
create or replace function maintenance.used_accounts(of_partner uuid, after uuid, at_most integer) returns uuid[]
language sql stable as $$
    select coalesce(array_agg(k.account_id order by k.account_id), '{}') from (
        select account_id from usage_account_months u where u.partner_id = of_partner and u.account_id > after
        union
        select account_id from usage_pending p where p.partner_id = of_partner and p.account_id > after
        union
        select account_id from ledger l where l.partner_id = of_partner and l.account_id > after
         order by account_id limit at_most) k
$$;

-- Where the days of a partner differ from the sum of its accounts'.
create or replace function maintenance.partner_differences(of_partner uuid, first date, last date) returns jsonb
language sql stable as $$
    with whole as (
        select u.day, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks, sum(u.overage) as overage, sum(u.transactions) as transactions, sum(u.failed) as failed, sum(u.errors) as errors, sum(u.warnings) as warnings from usage_account_days u
         where u.partner_id = of_partner and u.day between first and last group by u.day),
    kept as (
        select u.day, u.tasks, u.failed_tasks, u.overage, u.transactions, u.failed, u.errors, u.warnings from usage_partner_days u
         where u.partner_id = of_partner and u.day between first and last),
    compared as (
        select coalesce(w.day, k.day) as day, e.what, coalesce(e.counted, 0)::bigint as counted, coalesce(e.found, 0)::bigint as found
          from whole w full join kept k on k.day = w.day
         cross join lateral (values ('tasks in usage_partner_days', w.tasks, k.tasks),
                                    ('failed_tasks in usage_partner_days', w.failed_tasks, k.failed_tasks),
                                    ('transactions in usage_partner_days', w.transactions, k.transactions),
                                    ('failed in usage_partner_days', w.failed, k.failed),
                                    ('errors in usage_partner_days', w.errors, k.errors),
                                    ('warnings in usage_partner_days', w.warnings, k.warnings)) e (what, counted, found)
         where coalesce(e.counted, 0) <> coalesce(e.found, 0)
        union all
        select coalesce(w.day, k.day), e.what, coalesce(e.counted, 0)::bigint, coalesce(e.found, 0)::bigint
          from (select u.day, u.connector_id, u.method, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks from usage_days u
                 where u.partner_id = of_partner and u.day between first and last and u.method <> '' group by 1, 2, 3) w
          full join (select * from usage_connector_days u where u.partner_id = of_partner and u.day between first and last) k
            on k.day = w.day and k.connector_id = w.connector_id and k.method = w.method
         cross join lateral (values ('tasks in usage_connector_days', w.tasks, k.tasks),
                                    ('failed_tasks in usage_connector_days', w.failed_tasks, k.failed_tasks)) e (what, counted, found)
         where coalesce(e.counted, 0) <> coalesce(e.found, 0))
    select coalesce(jsonb_agg(c order by c.day, c.what), '[]'::jsonb) from compared c
$$;

-- Keeps what a check of a partner's figures found, and the newest hundred.
create or replace function maintenance.note_reconciliation(of_partner uuid, this uuid, at timestamptz, accounts integer,
                                                           differences bigint, detail jsonb) returns void
language sql as $$
    insert into reconciliations (partner_id, id, checked_at, accounts, differences, detail)
    values (of_partner, this, at, accounts, least(differences, 2147483647)::integer, detail);
    delete from reconciliations r
     where r.partner_id = of_partner and r.id < (
         select k.id from reconciliations k where k.partner_id = of_partner order by k.id desc offset 100 limit 1)
$$;

-- A partner whose figures were not checked since an instant.
create or replace function maintenance.unreconciled(before timestamptz) returns uuid
language sql stable as $$
    select p.id from partners p
     where not exists (select 1 from reconciliations r where r.partner_id = p.id and r.checked_at >= before)
     order by p.id limit 1
$$;
