-- What reports show, from roll-ups alone (MODEL section 8). Not security definer: they see what the scope sees, so in an
-- account's own scope only what is its own.

-- What an account used, by day; `below`: with all of its sub-accounts.
create or replace function app.usage_by_day(of_account uuid, below boolean, first date, last date) returns jsonb
language plpgsql stable as $$
begin
    if below then
        return (select coalesce(jsonb_agg(jsonb_build_array(d.day, d.tasks, d.failed_tasks, d.transactions, d.failed, d.errors, d.warnings) order by d.day), '[]')
                  from (select u.day, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks, sum(u.transactions) as transactions,
                               sum(u.failed) as failed, sum(u.errors) as errors, sum(u.warnings) as warnings
                          from account_ancestors n
                          join usage_account_days u on u.account_id = n.account_id and u.partner_id = n.partner_id
                         where n.partner_id = app.partner_id() and n.ancestor_id = of_account and u.day between first and last
                         group by u.day) d);
    end if;
    return (select coalesce(jsonb_agg(jsonb_build_array(u.day, u.tasks, u.failed_tasks, u.transactions, u.failed, u.errors, u.warnings) order by u.day), '[]')
              from usage_account_days u
             where u.account_id = of_account and u.partner_id = app.partner_id() and u.day between first and last);
end
$$;

-- What its cycles used, and the connectors and methods they called.
create or replace function app.usage_parts(of_account uuid, first date, last date) returns jsonb
language plpgsql stable as $$
begin
    return (with mine as (
        select u.cycle_id, u.connector_id, u.method, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks,
               sum(u.transactions) as transactions, sum(u.failed) as failed, sum(u.errors + u.warnings) as incidents
          from usage_days u
         where u.account_id = of_account and u.partner_id = app.partner_id() and u.day between first and last
         group by u.cycle_id, u.connector_id, u.method)
    select jsonb_build_object(
        'cycles', (select coalesce(jsonb_agg(jsonb_build_object('id', m.cycle_id, 'name', c.name, 'state', c.state, 'tasks', m.tasks,
                          'failed_tasks', m.failed_tasks, 'transactions', m.transactions, 'failed', m.failed, 'incidents', m.incidents)
                          order by m.tasks desc, m.transactions desc, m.cycle_id), '[]')
                     from (select cycle_id, sum(tasks) as tasks, sum(failed_tasks) as failed_tasks, sum(transactions) as transactions,
                                  sum(failed) as failed, sum(incidents) as incidents from mine group by cycle_id
                            order by sum(tasks) desc, cycle_id limit 100) m
                     left join cycles c on c.partner_id = app.partner_id() and c.account_id = of_account and c.id = m.cycle_id),
        'methods', (select coalesce(jsonb_agg(jsonb_build_object('id', m.connector_id, 'name', l.name, 'method', m.method, 'tasks', m.tasks,
                           'failed_tasks', m.failed_tasks) order by m.tasks desc, m.connector_id, m.method), '[]')
                      from (select connector_id, method, sum(tasks) as tasks, sum(failed_tasks) as failed_tasks from mine
                             where method <> '' group by connector_id, method order by sum(tasks) desc, connector_id, method limit 100) m
                      left join connectors l on l.partner_id = app.partner_id() and l.id = m.connector_id)));
end
$$;

-- What all accounts of the partner used, by day.
create or replace function app.usage_of_partner(first date, last date) returns jsonb
language plpgsql stable as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_array(u.day, u.tasks, u.failed_tasks, u.transactions, u.failed, u.errors, u.warnings) order by u.day), '[]')
              from usage_partner_days u where u.partner_id = app.partner_id() and u.day between first and last);
end
$$;

-- The accounts that used most, a page by key: whole months from the months, the rest of the days. Each with what its
-- sub-accounts used beside it, never mixed into it.
create or replace function app.usage_by_account(first date, last date, below_tasks bigint, after_id uuid, at_most integer) returns jsonb
language plpgsql stable set jit = off as $$
declare
    whole_from date := (date_trunc('month', first - 1) + interval '1 month')::date;
    whole_until date := date_trunc('month', last + 1)::date;
    page jsonb;
begin
    if whole_until <= whole_from then
        whole_from := last + 1;
        whole_until := last + 1;
    end if;
    with parts as (
        select u.account_id, u.tasks, u.failed_tasks, u.transactions, u.failed, u.errors + u.warnings as incidents
          from usage_account_months u
         where u.partner_id = app.partner_id() and u.month >= whole_from and u.month < whole_until
        union all
        select u.account_id, u.tasks, u.failed_tasks, u.transactions, u.failed, u.errors + u.warnings
          from usage_account_days u
         where u.partner_id = app.partner_id() and (u.day between first and whole_from - 1 or u.day between whole_until and last)),
    sums as (
        select p.account_id, sum(p.tasks)::bigint as tasks, sum(p.failed_tasks)::bigint as failed_tasks,
               sum(p.transactions)::bigint as transactions, sum(p.failed)::bigint as failed, sum(p.incidents)::bigint as incidents
          from parts p group by p.account_id),
    shown as materialized (
        select s.* from sums s
         where below_tasks is null or s.tasks < below_tasks or (s.tasks = below_tasks and s.account_id > after_id)
         order by s.tasks desc, s.account_id limit at_most),
    trees as (
        select n.ancestor_id as account_id, sum(s.tasks)::bigint as tasks
          from shown h
          join account_ancestors n on n.partner_id = app.partner_id() and n.ancestor_id = h.account_id
          join sums s on s.account_id = n.account_id
         group by n.ancestor_id)
    select coalesce(jsonb_agg(jsonb_build_object('id', h.account_id, 'name', a.name, 'live', coalesce(a.live, false), 'tasks', h.tasks,
               'failed_tasks', h.failed_tasks, 'transactions', h.transactions, 'failed', h.failed, 'incidents', h.incidents,
               'tree', coalesce(t.tasks, h.tasks)) order by h.tasks desc, h.account_id), '[]')
      into page
      from shown h
      left join accounts a on a.partner_id = app.partner_id() and a.id = h.account_id
      left join trees t on t.account_id = h.account_id;
    return page;
end
$$;

-- How far counting is: when the oldest of what waits to be counted of an account was written; null: all is counted.
create or replace function app.uncounted_since(of_account uuid) returns text
language plpgsql stable as $$
begin
    return (select min(p.id::text) from usage_pending p where p.account_id = of_account and p.partner_id = app.partner_id());
end
$$;

-- Tasks of an account since a day, what waits to be counted among them; `below`: with all of its sub-accounts. Null in an
-- account's own scope for all but its own.
create or replace function app.tasks_used(of_account uuid, below boolean, first date) returns bigint
language plpgsql stable as $$
begin
    if app.account_id() is not null and (below or app.account_id() <> of_account) then
        return null;
    end if;
    return app.tasks_counted(app.partner_id(), of_account, below, first);
end
$$;
