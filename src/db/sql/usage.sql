-- Roll-ups (M1): what `usage_pending` names is taken from it and counted in one transaction, each of it exactly once, however
-- many processes do so at once. But for what is written with the outcomes themselves, this is work over all accounts (T10).

-- What a commit leaves to be counted: rows of the ledger and Transactions that ended.
create or replace function app.note_use(all_tasks uuid[], ended uuid[], at timestamptz) returns void
language plpgsql as $$
begin
    if all_tasks <> '{}' or ended <> '{}' then
        insert into usage_pending (account_id, id, partner_id, tasks, transactions)
        values (app.account_id(), app.new_id(at), app.partner_id(), all_tasks, ended);
    end if;
end
$$;

-- The same of Transactions that end by no outcome of theirs, in any scope that may end them.
create or replace function app.note_ended(of_account uuid, ended uuid[], at timestamptz) returns void
language plpgsql as $$
begin
    if ended <> '{}' then
        insert into usage_pending (account_id, id, partner_id, transactions)
        values (of_account, app.new_id(at), app.partner_id(), ended);
    end if;
end
$$;

-- The timezone that an account had at an instant, where it has another one now.
create or replace function app.zone_then(of_partner uuid, of_account uuid, at timestamptz) returns text
language plpgsql stable as $$
begin
    return (select z.timezone from account_zones z
             where z.partner_id = of_partner and z.account_id = of_account and z.until_at > at order by z.until_at limit 1);
end
$$;

-- The day of an instant in an account: by the timezone that it had then.
create or replace function maintenance.day_of(of_partner uuid, of_account uuid, zone_now text, at timestamptz) returns date
language plpgsql stable as $$
begin
    return (at at time zone coalesce(app.zone_then(of_partner, of_account, at), zone_now, 'UTC'))::date;
end
$$;

-- Counts what waits to be counted, up to so many commits' worth; of one account alone, where one is named. Says how many, and
-- which accounts had Tasks among it.
-- What a program called is in no cycle: there the account's own id stands for one, which no other row of any list has.
-- In the order of keys throughout, so that two at once never wait for each other in a circle. Each row is looked up by its
-- whole key (`offset 0`), planned for the tables as they are now: joined freely, the ledger of an account with a long
-- history was read whole for every commit.
create or replace function maintenance.roll_up(at_most integer, only_account uuid) returns jsonb
language plpgsql set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    set jit = off as $$
declare
    counted jsonb;
begin
    -- Most often there is nothing, and then no other table is looked at.
    perform 1 from usage_pending limit 1;
    if not found then
        return '{"commits": 0, "partners": [], "accounts": []}';
    end if;
    with picked as materialized (
        select p.account_id, p.id from usage_pending p
         where only_account is null or p.account_id = only_account
         order by p.account_id, p.id limit at_most for update skip locked),
    taken as (
        delete from usage_pending p using picked k where p.account_id = k.account_id and p.id = k.id
        returning p.account_id, p.tasks, p.transactions, p.incidents),
    facts as (
        select l.partner_id, l.account_id, l.at, coalesce(l.cycle_id, l.account_id) as cycle_id, coalesce(l.connector_id, '00000000-0000-0000-0000-000000000000'::uuid) as connector_id,
               coalesce(l.method, '') as method, 1 as tasks, (not l.good)::integer as failed_tasks, l.overage::integer as overage, 0 as transactions,
               0 as failed, 0 as errors, 0 as warnings
          from taken t cross join unnest(t.tasks) e (id)
         cross join lateral (select * from ledger n where n.account_id = t.account_id and n.id = e.id offset 0) l
        union all
        select n.partner_id, n.account_id, n.started_at, n.cycle_id, '00000000-0000-0000-0000-000000000000'::uuid, '', 0, 0, 0, 1,
               (n.status = 'failed')::integer, 0, 0
          from taken t cross join unnest(t.transactions) e (id)
         cross join lateral (select * from transactions o where o.account_id = t.account_id and o.id = e.id offset 0) n
        union all
        select i.partner_id, i.account_id, i.at, i.cycle_id, '00000000-0000-0000-0000-000000000000'::uuid, '', 0, 0, 0, 0, 0,
               (i.kind = 'error')::integer, (i.kind = 'warning')::integer
          from taken t cross join unnest(t.incidents) e (id)
         cross join lateral (select * from incidents n where n.account_id = t.account_id and n.id = e.id offset 0) i),
    by_hour as materialized (
        select f.partner_id, f.account_id, date_trunc('hour', f.at, 'UTC') as hour,
               maintenance.day_of(f.partner_id, f.account_id, a.timezone, f.at) as day, f.cycle_id, f.connector_id,
               f.method, sum(f.tasks) as tasks, sum(f.failed_tasks) as failed_tasks, sum(f.overage) as overage, sum(f.transactions) as transactions,
               sum(f.failed) as failed, sum(f.errors) as errors, sum(f.warnings) as warnings
          from facts f left join accounts a on a.partner_id = f.partner_id and a.id = f.account_id
         group by f.partner_id, f.account_id, 3, 4, f.cycle_id, f.connector_id, f.method),
    hours as (
        insert into usage_hours as u (account_id, hour, partner_id, cycle_id, connector_id, method, tasks, failed_tasks, overage, transactions, failed, errors, warnings)
        select account_id, hour, partner_id, cycle_id, connector_id, method, sum(tasks), sum(failed_tasks), sum(overage), sum(transactions), sum(failed), sum(errors), sum(warnings)
          from by_hour group by account_id, hour, partner_id, cycle_id, connector_id, method order by 1, 2, 4, 5, 6
        on conflict (account_id, hour, cycle_id, connector_id, method) do update
           set tasks = u.tasks + excluded.tasks, failed_tasks = u.failed_tasks + excluded.failed_tasks, overage = u.overage + excluded.overage, transactions =
               u.transactions + excluded.transactions, failed = u.failed + excluded.failed, errors = u.errors +
               excluded.errors, warnings = u.warnings + excluded.warnings),
    days as (
        insert into usage_days as u (account_id, day, partner_id, cycle_id, connector_id, method, tasks, failed_tasks, overage, transactions, failed, errors, warnings)
        select account_id, day, partner_id, cycle_id, connector_id, method, sum(tasks), sum(failed_tasks), sum(overage), sum(transactions), sum(failed), sum(errors), sum(warnings)
          from by_hour group by account_id, day, partner_id, cycle_id, connector_id, method order by 1, 2, 4, 5, 6
        on conflict (account_id, day, cycle_id, connector_id, method) do update
           set tasks = u.tasks + excluded.tasks, failed_tasks = u.failed_tasks + excluded.failed_tasks, overage = u.overage + excluded.overage, transactions =
               u.transactions + excluded.transactions, failed = u.failed + excluded.failed, errors = u.errors +
               excluded.errors, warnings = u.warnings + excluded.warnings),
    account_days as (
        insert into usage_account_days as u (account_id, day, partner_id, tasks, failed_tasks, overage, transactions, failed, errors, warnings)
        select account_id, day, partner_id, sum(tasks), sum(failed_tasks), sum(overage), sum(transactions), sum(failed), sum(errors), sum(warnings)
          from by_hour group by account_id, day, partner_id order by 1, 2
        on conflict (account_id, day) do update
           set tasks = u.tasks + excluded.tasks, failed_tasks = u.failed_tasks + excluded.failed_tasks, overage = u.overage + excluded.overage, transactions =
               u.transactions + excluded.transactions, failed = u.failed + excluded.failed, errors = u.errors +
               excluded.errors, warnings = u.warnings + excluded.warnings),
    account_months as (
        insert into usage_account_months as u (account_id, month, partner_id, tasks, failed_tasks, overage, transactions, failed, errors, warnings)
        select account_id, date_trunc('month', day)::date, partner_id, sum(tasks), sum(failed_tasks), sum(overage), sum(transactions), sum(failed), sum(errors), sum(warnings)
          from by_hour group by account_id, 2, partner_id order by 1, 2
        on conflict (account_id, month) do update
           set tasks = u.tasks + excluded.tasks, failed_tasks = u.failed_tasks + excluded.failed_tasks, overage = u.overage + excluded.overage, transactions =
               u.transactions + excluded.transactions, failed = u.failed + excluded.failed, errors = u.errors +
               excluded.errors, warnings = u.warnings + excluded.warnings),
    partner_days as (
        insert into usage_partner_days as u (partner_id, day, tasks, failed_tasks, overage, transactions, failed, errors, warnings)
        select partner_id, day, sum(tasks), sum(failed_tasks), sum(overage), sum(transactions), sum(failed), sum(errors), sum(warnings)
          from by_hour group by partner_id, day order by 1, 2
        on conflict (partner_id, day) do update
           set tasks = u.tasks + excluded.tasks, failed_tasks = u.failed_tasks + excluded.failed_tasks, overage = u.overage + excluded.overage, transactions =
               u.transactions + excluded.transactions, failed = u.failed + excluded.failed, errors = u.errors +
               excluded.errors, warnings = u.warnings + excluded.warnings),
    months as (
        insert into usage_months as u (account_id, month, partner_id, cycle_id, connector_id, tasks, failed_tasks, transactions, failed, errors, warnings)
        select account_id, date_trunc('month', day)::date, partner_id, cycle_id, connector_id, sum(tasks), sum(failed_tasks), sum(transactions), sum(failed), sum(errors), sum(warnings)
          from by_hour group by account_id, 2, partner_id, cycle_id, connector_id order by 1, 2, 4, 5
        on conflict (account_id, month, cycle_id, connector_id) do update
           set tasks = u.tasks + excluded.tasks, failed_tasks = u.failed_tasks + excluded.failed_tasks, transactions =
               u.transactions + excluded.transactions, failed = u.failed + excluded.failed, errors = u.errors +
               excluded.errors, warnings = u.warnings + excluded.warnings),
    connector_days as (
        insert into usage_connector_days as u (partner_id, day, connector_id, method, tasks, failed_tasks)
        select partner_id, day, connector_id, method, sum(tasks), sum(failed_tasks)
          from by_hour where method <> '' group by partner_id, day, connector_id, method order by 1, 2, 3, 4
        on conflict (partner_id, day, connector_id, method) do update
           set tasks = u.tasks + excluded.tasks, failed_tasks = u.failed_tasks + excluded.failed_tasks)
    select jsonb_build_object('commits', (select count(*) from taken), 'partners', coalesce(jsonb_agg(a.partner_id), '[]'),
                              'accounts', coalesce(jsonb_agg(a.account_id), '[]')) into counted
      from (select distinct h.partner_id, h.account_id from by_hour h where h.tasks > 0) a;
    return counted;
end
$$;

-- How long what waits to be counted has waited, in seconds; null: nothing waits.
create or replace function maintenance.roll_up_lag(at timestamptz) returns double precision
language sql stable as $$
    select extract(epoch from at) - ('x' || lpad(left(replace(min(p.id::text), '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0
      from usage_pending p
$$;
