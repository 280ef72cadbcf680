-- Reports as files: each a walk over all rows, a line at a time as cells, so that the server never holds them all.

-- What accounts used, those that used most first, beside what they used before. Planned anew for what is asked.
create or replace function app.lines_of_accounts(first date, last date, before_first date, before_last date, ids uuid[], at timestamptz) returns setof text[]
language plpgsql stable set plan_cache_mode = force_custom_plan as $$
begin
    return query with span as materialized (select * from app.span_parts(first, last)),
    before as materialized (select * from app.span_parts(before_first, before_last)),
    sums as (
        select u.account_id as id, sum(u.tasks)::bigint as tasks, sum(u.overage)::bigint as overage, sum(u.failed_tasks)::bigint as failed_tasks, sum(u.transactions)::bigint as transactions,
               sum(u.failed)::bigint as failed, sum(u.incidents)::bigint as incidents
          from span p cross join lateral app.parts_of_accounts(p.months, p.added, p.removed, null) u group by u.account_id),
    trees as (
        select n.ancestor_id as id, sum(s.tasks)::bigint as tasks from sums s
          join account_ancestors n on n.partner_id = app.partner_id() and n.account_id = s.id group by 1)
    select array[coalesce(a.name, ''), coalesce(a.api_id, ''), s.id::text, s.tasks::text, coalesce(t.tasks, s.tasks)::text, s.overage::text, s.failed_tasks::text,
                 s.transactions::text, s.failed::text, s.incidents::text, coalesce(f.tasks, 0)::text,
                 coalesce(round(100.0 * s.tasks / nullif(f.tasks, 0), 1)::text, ''),
                 coalesce(round(100.0 * s.tasks / nullif(sum(s.tasks) over (), 0), 1)::text, ''), coalesce(r.cycles, 0)::text, coalesce(c.connectors, 0)::text]
      from sums s
      left join accounts a on a.partner_id = app.partner_id() and a.id = s.id
      left join trees t on t.id = s.id
      left join (select u.account_id as id, sum(u.tasks)::bigint as tasks
                   from before b cross join lateral app.parts_of_accounts(b.months, b.added, b.removed, ids) u group by u.account_id) f on f.id = s.id
      left join app.cycles_at_work(ids, at) r on r.account_id = s.id
      left join (select k.* from span p cross join lateral app.connectors_called(p.months, p.added, p.removed, ids) k) c on c.account_id = s.id
     where (s.tasks <> 0 or s.transactions <> 0 or s.incidents <> 0) and (ids is null or s.id = any (ids))
     order by s.tasks desc, s.id;
end
$$;

-- What cycles used, those that used most first.
create or replace function app.lines_by_cycle(first date, last date, ids uuid[]) returns setof text[]
language sql stable as $$
    with span as materialized (select * from app.span_parts(first, last)),
    sums as (
        select u.account_id as account, u.cycle_id as id, sum(u.tasks)::bigint as tasks, sum(u.failed_tasks)::bigint as failed_tasks,
               sum(u.transactions)::bigint as transactions, sum(u.failed)::bigint as failed, sum(u.incidents)::bigint as incidents
          from span p cross join lateral app.use_parts(p.months, p.added, p.removed, ids, null) u group by 1, 2)
    select array[case when s.id = s.account then 'Calls of programs' else coalesce(c.name, '') end, s.id::text, coalesce(a.name, ''), coalesce(a.api_id, ''), s.account::text, s.transactions::text, s.failed::text,
                 s.tasks::text, s.failed_tasks::text, s.incidents::text]
      from sums s
      left join cycles c on c.partner_id = app.partner_id() and c.account_id = s.account and c.id = s.id
      left join accounts a on a.partner_id = app.partner_id() and a.id = s.account
     where s.tasks <> 0 or s.transactions <> 0 or s.incidents <> 0
     order by s.tasks desc, s.id
$$;

-- What connectors and their methods were used for.
create or replace function app.lines_by_connector(first date, last date) returns setof text[]
language sql stable as $$
    select array[case when u.connector_id = '00000000-0000-0000-0000-000000000000' then 'Data operations' else coalesce(l.name, '') end,
                 u.connector_id::text, u.method, u.tasks::text, u.failed_tasks::text]
      from (select d.connector_id, d.method, sum(d.tasks)::bigint as tasks, sum(d.failed_tasks)::bigint as failed_tasks from usage_connector_days d
             where d.partner_id = app.partner_id() and d.day between first and last group by 1, 2) u
      left join connectors l on l.partner_id = app.partner_id() and l.id = u.connector_id
     where u.tasks <> 0 order by u.tasks desc, u.connector_id, u.method
$$;

-- What accounts used of a connector, those that used most first.
create or replace function app.lines_by_connector_account(connector uuid, first date, last date, ids uuid[]) returns setof text[]
language sql stable as $$
    with span as materialized (select * from app.span_parts(first, last)),
    sums as (
        select u.account_id as id, sum(u.tasks)::bigint as tasks, sum(u.failed_tasks)::bigint as failed_tasks
          from span p cross join lateral app.use_parts(p.months, p.added, p.removed, null, connector) u group by 1),
    trees as (
        select n.ancestor_id as id, sum(s.tasks)::bigint as tasks from sums s
          join account_ancestors n on n.partner_id = app.partner_id() and n.account_id = s.id group by 1)
    select array[coalesce(a.name, ''), coalesce(a.api_id, ''), s.id::text, s.tasks::text, coalesce(t.tasks, s.tasks)::text, s.failed_tasks::text]
      from sums s
      left join accounts a on a.partner_id = app.partner_id() and a.id = s.id
      left join trees t on t.id = s.id
     where s.tasks <> 0 and (ids is null or s.id = any (ids)) order by s.tasks desc, s.id
$$;
