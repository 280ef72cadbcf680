-- Task history by billing period over all accounts (MODEL section 8): each account by its own calendar and billing date. Not
-- security definer: they see what the scope sees.

-- The billing period of each account that is so many back; 0: the one it is in.
create or replace function app.periods_ago(ids uuid[], ago integer, at timestamptz) returns table (account_id uuid, first date, until date)
language sql stable as $$
    select a.id, app.period_begins(d.today, a.next_billing_on, -ago), app.period_begins(d.today, a.next_billing_on, 1 - ago)
      from accounts a cross join lateral (select (at at time zone a.timezone)::date as today) d
     where a.partner_id = app.partner_id() and (ids is null or a.id = any (ids))
$$;

-- What that period stands beside: the one before it; where it has begun and is not over, as many days of that.
create or replace function app.periods_beside(ids uuid[], ago integer, at timestamptz) returns table (account_id uuid, first date, until date)
language sql stable as $$
    select a.id, f.first, case when ago > 0 then f.until else least(f.until, f.first + (d.today - f.until + 1)) end
      from accounts a cross join lateral (select (at at time zone a.timezone)::date as today) d
     cross join lateral (select app.period_begins(d.today, a.next_billing_on, -ago - 1) as first,
                                app.period_begins(d.today, a.next_billing_on, -ago) as until) f
     where a.partner_id = app.partner_id() and (ids is null or a.id = any (ids))
$$;

-- What accounts used in them, by day: each day of the accounts alone whose period holds it, and between which days they lie. `beside`: of the periods that these
-- stand beside. It reads each day of each account, about thirty times as many rows as there are accounts.
create or replace function app.days_of_periods(ids uuid[], ago integer, at timestamptz, beside boolean) returns jsonb
language plpgsql stable set jit = off set plan_cache_mode = force_custom_plan as $$
begin
    return (with periods as materialized (
        select * from app.periods_ago(ids, ago, at) where not beside
        union all
        select * from app.periods_beside(ids, ago, at) where beside)
    select jsonb_build_object('first', (select min(p.first) from periods p), 'last', (select max(p.until) - 1 from periods p), 'days',
               coalesce(jsonb_agg(jsonb_build_array(d.day, d.tasks, d.failed_tasks, d.transactions, d.failed, d.errors, d.warnings, d.overage) order by d.day), '[]'))
      from (select u.day, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks, sum(u.transactions) as transactions,
                   sum(u.failed) as failed, sum(u.errors) as errors, sum(u.warnings) as warnings, sum(u.overage) as overage
              from periods p
              join usage_account_days u on u.account_id = p.account_id and u.partner_id = app.partner_id() and u.day >= p.first and u.day < p.until
             group by u.day) d);
end
$$;

-- What accounts used in it. A period that begins with a month is that month, which is read from the months.
create or replace function app.usage_of_periods(ids uuid[], ago integer, at timestamptz)
returns table (account_id uuid, first date, until date, tasks bigint, overage bigint, failed_tasks bigint, transactions bigint, failed bigint, incidents bigint)
language sql stable as $$
    with periods as materialized (select * from app.periods_ago(ids, ago, at))
    select p.account_id, p.first, p.until, u.tasks, u.overage, u.failed_tasks, u.transactions, u.failed, u.errors + u.warnings
      from periods p
      join usage_account_months u on u.account_id = p.account_id and u.partner_id = app.partner_id() and u.month = p.first
     where extract(day from p.first) = 1
    union all
    select p.account_id, p.first, p.until, sum(u.tasks)::bigint, sum(u.overage)::bigint, sum(u.failed_tasks)::bigint, sum(u.transactions)::bigint,
           sum(u.failed)::bigint, sum(u.errors + u.warnings)::bigint
      from periods p
      join usage_account_days u on u.account_id = p.account_id and u.partner_id = app.partner_id() and u.day >= p.first and u.day < p.until
     where extract(day from p.first) <> 1
     group by p.account_id, p.first, p.until
$$;

-- How many tasks a month an account may use itself; null: there is no limit.
create or replace function app.own_task_limit(of_account uuid) returns bigint
language sql stable as $$
    select case when exists (select 1 from account_limits l where l.partner_id = app.partner_id() and l.account_id = of_account
                                and l.kind = 'tasks_month' and not l.tree)
                then (select least(l.value, d.cap) from account_limits l
                        left join partner_limits d on d.partner_id = l.partner_id and d.kind = l.kind
                       where l.partner_id = app.partner_id() and l.account_id = of_account and l.kind = 'tasks_month' and not l.tree)
                else (select d.value from partner_limits d where d.partner_id = app.partner_id() and d.kind = 'tasks_month') end
$$;

-- What an account and all below it used in some days.
create or replace function app.tasks_of_tree(of_account uuid, first date, until date) returns bigint
language sql stable as $$
    select coalesce(sum(u.tasks), 0)::bigint
      from account_ancestors n
     cross join lateral (
           select m.tasks from usage_account_months m
            where extract(day from first) = 1 and m.account_id = n.account_id and m.partner_id = n.partner_id and m.month = first
           union all
           select d.tasks from usage_account_days d
            where extract(day from first) <> 1 and d.account_id = n.account_id and d.partner_id = n.partner_id and d.day >= first and d.day < until) u
     where n.partner_id = app.partner_id() and n.ancestor_id = of_account
$$;

-- Accounts by what they used in it, a page behind a place, with what the same used in the period that it stands beside.
create or replace function app.usage_by_period(ids uuid[], ago integer, at timestamptz, sort text, down boolean, after_place bigint, after_id uuid, at_most integer)
returns jsonb language plpgsql stable set jit = off set plan_cache_mode = force_custom_plan as $$
begin
    return (with placed as (
        select app.place_by(sort, down, s.tasks, s.overage, s.failed_tasks, s.transactions, s.failed, s.incidents) as place, s.account_id as id, s.*
          from app.usage_of_periods(ids, ago, at) s where s.tasks <> 0 or s.transactions <> 0 or s.incidents <> 0),
    shown as materialized (
        select * from placed p where after_place is null or p.place > after_place or (p.place = after_place and p.id > after_id)
         order by p.place, p.id limit at_most),
    former as (
        select b.account_id as id, sum(u.tasks)::bigint as tasks from app.periods_beside(array(select h.id from shown h), ago, at) b
          join usage_account_days u on u.account_id = b.account_id and u.partner_id = app.partner_id() and u.day >= b.first and u.day < b.until
         group by b.account_id)
    select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'place', h.place, 'name', a.name, 'live', a.live, 'first', h.first, 'last', h.until - 1,
               'tasks', h.tasks, 'before', coalesce(f.tasks, 0), 'tree', app.tasks_of_tree(h.id, h.first, h.until), 'overage', h.overage,
               'limit', app.own_task_limit(h.id), 'transactions', h.transactions, 'failed', h.failed, 'incidents', h.incidents) order by h.place, h.id), '[]')
      from shown h
      join accounts a on a.partner_id = app.partner_id() and a.id = h.id
      left join former f on f.id = h.id);
end
$$;

-- What all of them came to together, and between which days their periods lie; months are read where periods are months.
create or replace function app.usage_in_periods(ids uuid[], ago integer, at timestamptz) returns jsonb
language plpgsql stable set jit = off set plan_cache_mode = force_custom_plan as $$
begin
    return (select jsonb_build_object('first', min(p.first), 'last', max(p.until) - 1) from app.periods_ago(ids, ago, at) p)
        || (select jsonb_build_object('tasks', coalesce(sum(s.tasks), 0), 'overage', coalesce(sum(s.overage), 0), 'failed_tasks', coalesce(sum(s.failed_tasks), 0),
                       'transactions', coalesce(sum(s.transactions), 0), 'failed', coalesce(sum(s.failed), 0), 'incidents', coalesce(sum(s.incidents), 0))
              from app.usage_of_periods(ids, ago, at) s);
end
$$;

-- The same as a file, those that used most first.
create or replace function app.lines_by_period(ids uuid[], ago integer, at timestamptz) returns setof text[]
language sql stable set jit = off as $$
    select array[a.name, a.api_id, s.account_id::text, s.first::text, (s.until - 1)::text, s.tasks::text, app.tasks_of_tree(s.account_id, s.first, s.until)::text,
                 s.overage::text, coalesce(app.own_task_limit(s.account_id)::text, ''), s.failed_tasks::text, s.transactions::text, s.failed::text, s.incidents::text]
      from app.usage_of_periods(ids, ago, at) s
      join accounts a on a.partner_id = app.partner_id() and a.id = s.account_id
     where s.tasks <> 0 or s.transactions <> 0 or s.incidents <> 0
     order by s.tasks desc, s.account_id
$$;
