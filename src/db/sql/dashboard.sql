-- What dashboards and the list of accounts show: roll-ups, counters and states, by key. Never the ledger. Not security
-- definer: they see what the scope sees, so in an account's own scope only what is its own.

-- Accounts of a page of their list: id, active cycles, errors of open causes, tasks of the billing period that are counted, the
-- own limit of them or the default (null: none), and whether limits with sub-accounts bind it too, which the page then asks for at
-- once (app.trees_above). One statement for all of them, planned once a connection; when the period of each began is reckoned once,
-- so that it is an index condition.
create or replace function app.accounts_at_a_glance(ids uuid[], moment timestamptz) returns jsonb
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare
    partner constant uuid := app.partner_id();
begin
    return (
        with page as materialized (
            select a.id, a.next_billing_on is null as by_month,
                   case when a.next_billing_on is null then date_trunc('month', timezone(a.timezone, moment))::date
                        else app.period_first(timezone(a.timezone, moment)::date, a.next_billing_on) end as first
              from unnest(ids) i (id) join accounts a on a.partner_id = partner and a.id = i.id),
        running as (
            select p.id, count(*) as cycles from page p join cycles c on c.partner_id = partner and c.account_id = p.id and c.state in ('active', 'finishing')
             group by p.id),
        failing as (
            select p.id, sum(c.count)::bigint as errors from page p
              join incident_causes c on c.partner_id = partner and c.account_id = p.id and c.state = 'open' and c.kind = 'error' group by p.id),
        used as (
            select p.id, sum(u.tasks)::bigint as tasks from page p
              join usage_account_months u on u.account_id = p.id and u.partner_id = partner and u.month >= p.first
             where p.by_month group by p.id
            union all
            select p.id, sum(u.tasks)::bigint as tasks from page p
              join usage_account_days u on u.account_id = p.id and u.partner_id = partner and u.day >= p.first
             where not p.by_month group by p.id),
        trees as (
            select p.id, count(*) as limits from page p
              join account_ancestors n on n.partner_id = partner and n.account_id = p.id
              join account_limits l on l.partner_id = partner and l.account_id = n.ancestor_id and l.kind = 'tasks_month' and l.tree
             group by p.id)
        select coalesce(jsonb_agg(jsonb_build_array(p.id, coalesce(r.cycles, 0), coalesce(f.errors, 0), coalesce(u.tasks, 0),
                                            case when l.kind is null then d.value else least(l.value, d.cap) end, t.id is not null)), '[]')
          from page p
          left join running r on r.id = p.id
          left join failing f on f.id = p.id
          left join used u on u.id = p.id
          left join trees t on t.id = p.id
          left join partner_limits d on d.partner_id = partner and d.kind = 'tasks_month'
          left join account_limits l on l.partner_id = partner and l.account_id = p.id and l.kind = 'tasks_month' and not l.tree);
end
$$;

-- Accounts with open causes of errors, each found by one look into the index, however many causes it has; null: all of them.
create or replace function app.accounts_failing(at_most integer) returns setof uuid
language plpgsql stable rows 200 as $$
begin
    return query
        with recursive failing as (
            (select c.account_id from incident_causes c
              where c.partner_id = app.partner_id() and c.state = 'open' and c.kind = 'error'
              order by c.account_id limit 1)
            union all
            select n.account_id from failing f cross join lateral (
                select c.account_id from incident_causes c
                 where c.partner_id = app.partner_id() and c.state = 'open' and c.kind = 'error' and c.account_id > f.account_id
                 order by c.account_id limit 1) n)
        select f.account_id from failing f
         where not exists (select from accounts a where a.partner_id = app.partner_id() and a.id = f.account_id and not a.live)
         limit at_most;
end
$$;

-- Accounts that have used 80 % of their own limit of tasks or of the default in their billing period, or more. Calendar months are
-- looked up by their figures; where a period is another, its days are summed for the 1,000 that may be nearest by the two
-- months it lies in.
create or replace function app.accounts_near(moment timestamptz) returns table (account_id uuid, used bigint, value bigint)
language plpgsql stable rows 200 set jit = off set work_mem = '32MB' as $$
#variable_conflict use_column
declare
    partner constant uuid := app.partner_id();
    -- The months that it is somewhere at this moment, which are one but for some hours, and the one before.
    newest constant date := date_trunc('month', timezone('UTC', moment + interval '14 hours'))::date;
    oldest constant date := date_trunc('month', timezone('UTC', moment - interval '12 hours'))::date;
    before constant date := (oldest - interval '1 month')::date;
    base partner_limits;
begin
    select * into base from partner_limits d where d.partner_id = partner and d.kind = 'tasks_month';
    return query
        with own as materialized (
            select l.account_id, least(l.value, base.cap) as value from account_limits l
             where l.partner_id = partner and l.kind = 'tasks_month' and not l.tree),
        by_figure as (
            select o.account_id, o.value, u.month, u.tasks from own o
              join usage_account_months u on u.account_id = o.account_id and u.partner_id = partner and u.month in (oldest, newest)
             where u.tasks * 100 >= o.value * 80
            union all
            select u.account_id, base.value, u.month, u.tasks from usage_account_months u
             where u.partner_id = partner and u.month in (oldest, newest) and u.tasks >= (base.value * 80 + 99) / 100
               and not exists (select from own o where o.account_id = u.account_id)),
        by_month as (
            select f.account_id, f.tasks as used, f.value from by_figure f
              join accounts a on a.partner_id = partner and a.id = f.account_id and a.live and a.next_billing_on is null
               and date_trunc('month', timezone(a.timezone, moment))::date = f.month),
        billed as (
            select a.id, case when o.account_id is null then base.value else o.value end as value,
                   app.period_first(timezone(a.timezone, moment)::date, a.next_billing_on) as first
              from accounts a left join own o on o.account_id = a.id
             where a.partner_id = partner and a.next_billing_on is not null and a.live),
        likely as (
            select b.id, b.value, b.first from billed b
             cross join lateral (
                   select sum(u.tasks)::bigint as tasks from usage_account_months u
                    where u.account_id = b.id and u.partner_id = partner and u.month between before and newest) s
             where s.tasks * 100 >= b.value * 80
             order by s.tasks::float8 / greatest(b.value, 1) desc, b.id limit 1000),
        by_period as (
            select k.id as account_id, (select sum(u.tasks)::bigint from usage_account_days u
                                         where u.account_id = k.id and u.partner_id = partner and u.day >= k.first) as used, k.value
              from likely k)
        select m.account_id, m.used, m.value from by_month m
        union all
        select p.account_id, p.used, p.value from by_period p where p.used * 100 >= p.value * 80;
end
$$;

-- Accounts that with all of their sub-accounts have used 80 % of the limit that was set for them together, or more. Which may
-- be, the notices of such limits say; they are few.
create or replace function app.trees_near(moment timestamptz) returns table (account_id uuid, used bigint, value bigint)
language plpgsql stable rows 20 set jit = off as $$
#variable_conflict use_column
declare
    partner constant uuid := app.partner_id();
begin
    return query
        select t.account_id, t.used, t.value from (
            select l.account_id, app.tasks_counted(partner, l.account_id, true, n.period_first) as used, l.value
              from (select distinct s.account_id, s.period_first from limit_notices s
                     where s.partner_id = partner and s.kind = 'tasks_month' and s.tree and s.period_first > moment::date - 40) n
              join accounts a on a.partner_id = partner and a.id = n.account_id and a.live
               and app.period_first(timezone(a.timezone, moment)::date, a.next_billing_on) = n.period_first
              join account_limits l on l.partner_id = partner and l.account_id = n.account_id and l.kind = 'tasks_month' and l.tree) t
         where t.used * 100 >= t.value * 80;
end
$$;

-- Of accounts of a page: of the limits with sub-accounts that bind each the nearest to its end, with whom it was set for. Each
-- such limit is counted once, however many of the accounts lie below it.
create or replace function app.trees_above(of_accounts uuid[], moment timestamptz) returns jsonb
language plpgsql stable set jit = off as $$
declare
    partner constant uuid := app.partner_id();
begin
    return (
        with bound as materialized (
            select n.account_id, n.ancestor_id, n.distance, l.value from unnest(of_accounts) w (id)
              join account_ancestors n on n.partner_id = partner and n.account_id = w.id
              join account_limits l on l.partner_id = partner and l.account_id = n.ancestor_id and l.kind = 'tasks_month' and l.tree),
        trees as materialized (
            select a.id, a.name,
                   app.tasks_counted(partner, a.id, true, app.period_first(timezone(a.timezone, moment)::date, a.next_billing_on)) as used
              from (select distinct b.ancestor_id from bound b) t
              join accounts a on a.partner_id = partner and a.id = t.ancestor_id),
        nearest as (
            select distinct on (b.account_id) b.account_id, b.distance, b.value, t.name, t.used
              from bound b join trees t on t.id = b.ancestor_id
             order by b.account_id, t.used::numeric / greatest(b.value, 1) desc, b.distance)
        select coalesce(jsonb_agg(jsonb_build_object('account', n.account_id, 'distance', n.distance, 'name', n.name,
                                                     'used', n.used, 'value', n.value)), '[]') from nearest n);
end
$$;

-- The ids of both.
create or replace function app.ids_near(moment timestamptz) returns setof uuid
language plpgsql stable rows 200 as $$
begin
    return query select n.account_id from app.accounts_near(moment) n union select t.account_id from app.trees_near(moment) t;
end
$$;

-- What the partner's overview shows beside its use: who needs somebody, and what runs where. Counted up to at_most.
create or replace function app.partner_dashboard(moment timestamptz, at_most integer) returns jsonb
language plpgsql stable set jit = off as $$
declare
    partner constant uuid := app.partner_id();
    gone constant uuid[] := array(select a.id from accounts a where a.partner_id = partner and not a.live);
begin
    return (
        with failing as materialized (select f.id from app.accounts_failing(at_most) f (id)),
        -- By the limit that is the nearer, where it is both.
        near as materialized (
            select distinct on (b.account_id) b.* from (
                select n.account_id, n.used, n.value, false as tree from app.accounts_near(moment) n
                 union all
                select t.account_id, t.used, t.value, true from app.trees_near(moment) t) b
             order by b.account_id, b.used::numeric / greatest(b.value, 1) desc, b.tree),
        at_work as materialized (
            select c.account_id, count(*) as cycles from cycles c
             where c.partner_id = partner and c.state in ('active', 'finishing') and c.account_id <> all (gone)
             group by c.account_id)
        select jsonb_build_object(
            'failing', (select count(*) from failing),
            'failing_some', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'errors', s.errors)
                                                       order by s.errors desc, a.id), '[]')
                from (select f.id, sum(c.count)::bigint as errors from failing f
                        join incident_causes c on c.partner_id = partner and c.account_id = f.id and c.state = 'open' and c.kind = 'error'
                       group by f.id order by sum(c.count) desc, f.id limit 5) s
                join accounts a on a.partner_id = partner and a.id = s.id),
            'near', (select count(*) from near),
            'near_some', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'used', s.used, 'value', s.value, 'tree', s.tree)
                                                    order by s.used::numeric / greatest(s.value, 1) desc, a.id), '[]')
                from (select n.* from near n order by n.used::numeric / greatest(n.value, 1) desc, n.account_id limit 5) s
                join accounts a on a.partner_id = partner and a.id = s.account_id),
            'active', (select coalesce(sum(w.cycles), 0)::bigint from at_work w),
            'at_work', (select count(*) from at_work),
            'most_active', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'cycles', s.cycles)
                                                      order by s.cycles desc, a.name_key, a.id), '[]')
                from (select w.* from at_work w order by w.cycles desc, w.account_id limit 5) s
                join accounts a on a.partner_id = partner and a.id = s.account_id),
            'in_error', (select count(*) from (
                select 1 from cycles c where c.partner_id = partner and c.state = 'error' and c.account_id <> all (gone) limit at_most) e),
            'refused', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name, 'accounts', r.accounts)
                                                  order by r.accounts desc, l.name, l.id), '[]')
                from (select k.connector_id, count(distinct k.account_id) as accounts from account_connectors k
                       where k.partner_id = partner and k.state = 'refused' and k.account_id <> all (gone)
                       group by k.connector_id order by 2 desc, 1 limit 5) r
                join connectors l on l.partner_id = partner and l.id = r.connector_id),
            'causes', (select coalesce(jsonb_agg(jsonb_build_object('cause', s.cause, 'errors', s.errors, 'accounts', s.accounts,
                                                                    'last_at', s.last_at) order by s.errors desc, s.cause), '[]')
                from (select n.cause, sum(n.count)::bigint as errors, count(*) as accounts, max(n.last_at) as last_at
                        from (select c.cause, c.count, c.last_at from incident_causes c
                               where c.partner_id = partner and c.state = 'open' and c.kind = 'error' and c.account_id <> all (gone)
                               order by c.last_at desc limit 2000) n
                       group by n.cause order by 2 desc, n.cause limit 5) s),
            'has_connector', exists (select from connectors l where l.partner_id = partner),
            'has_template', exists (select from template_releases r where r.partner_id = partner and r.state = 'live')));
end
$$;

-- When a transaction was accepted: the time in its id.
create or replace function app.accepted_at(id uuid) returns timestamptz
language sql immutable parallel safe as $$
    select to_timestamp((('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint) / 1000.0)
$$;

-- What runs and waits at this moment, of an account or of all of the partner's: running is what workers have, waiting what could
-- run and has no turn yet, with the oldest of it; what waits for a time or for others is neither. Who is busy has
-- something ready or leased, so counters are read for those alone: the first 5,000 ready ones say who they are. An account that
-- may run nothing, or whose work waits at a limit, has only a backlog.
create or replace function app.live_load(of_account uuid) returns jsonb
language plpgsql stable set enable_seqscan = off as $$
declare
    partner constant uuid := app.partner_id();
begin
    if of_account is not null then
        return (
            with mine as (
                select (select a.open from queue_accounts a where a.account_id = of_account and a.partner_id = partner) as open,
                       (select count(*) from queue q where q.state = 'leased' and q.account_id = of_account and q.partner_id = partner) as running),
            first_ones as (
                select greatest(app.accepted_at(q.transaction_id), q.ready_at) as since
                  from (select * from queue w where w.account_id = of_account and w.partner_id = partner
                         order by w.transaction_id limit 1000) q where q.state = 'ready'
                union all
                (select greatest(app.accepted_at(q.transaction_id), q.ready_at) from queue q
                  where q.account_id = of_account and q.partner_id = partner and q.state = 'backlog'
                  order by q.transaction_id limit 1))
            select jsonb_build_object('running', m.running, 'waiting', greatest(coalesce(m.open, 0) - m.running, 0),
                                      'oldest', (select min(f.since) from first_ones f), 'top', '[]'::jsonb)
              from mine m);
    end if;
    return (
        with leased as (
            select q.account_id, count(*) as running from queue q where q.partner_id = partner and q.state = 'leased' group by q.account_id),
        ready as materialized (
            select q.account_id, greatest(app.accepted_at(q.transaction_id), q.ready_at) as since from queue q
             where q.partner_id = partner and q.state = 'ready' order by q.turn limit 5000),
        held as materialized (
            select h.account_id from queue_accounts h where h.partner_id = partner and h.held is not null limit 1000),
        busy as (
            select l.account_id from leased l union select r.account_id from ready r union select h.account_id from held h
            union (select s.account_id from account_limits s
                    where s.partner_id = partner and s.kind = 'at_once' and s.value = 0 limit 1000)),
        places as materialized (
            select b.account_id, coalesce(l.running, 0) as running, greatest(a.open - coalesce(l.running, 0), 0) as waiting
              from busy b
              join queue_accounts a on a.account_id = b.account_id and a.partner_id = partner
              left join leased l on l.account_id = b.account_id)
        select jsonb_build_object(
            'running', (select coalesce(sum(p.running), 0)::bigint from places p),
            'waiting', (select coalesce(sum(p.waiting), 0)::bigint from places p),
            'oldest', least((select min(r.since) from ready r), (
                select min(app.accepted_at(f.transaction_id)) from held h cross join lateral (
                    select q.transaction_id from queue q where q.account_id = h.account_id and q.partner_id = partner and q.state = 'backlog'
                     order by q.transaction_id limit 1) f)),
            'top', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'running', t.running, 'waiting', t.waiting)
                                              order by t.running + t.waiting desc, a.name_key, a.id), '[]')
                      from (select p.* from places p where p.running + p.waiting > 0
                             order by p.running + p.waiting desc, p.account_id limit 5) t
                      join accounts a on a.partner_id = partner and a.id = t.account_id)));
end
$$;

-- How the cycles of an account stand, and what of it needs somebody.
create or replace function app.account_stands(of_account uuid, since uuid, at_most integer) returns jsonb
language plpgsql stable as $$
declare
    partner constant uuid := app.partner_id();
begin
    return (
        with open_causes as materialized (
            select c.cause, c.kind, c.count, c.first_at, c.message from incident_causes c
             where c.partner_id = partner and c.account_id = of_account and c.state = 'open'),
        failing as materialized (
            select n.cycle_id, sum(n.count)::bigint as errors, max(n.last_at) as last_at,
                   (array_agg(n.cause order by n.last_at desc, n.cause))[1] as cause
              from incident_cycles n
              join open_causes c on c.cause = n.cause and c.kind = 'error' and n.last_at >= c.first_at
             where n.partner_id = partner and n.account_id = of_account
             group by n.cycle_id),
        failing_some as (
            select y.id, y.name, y.state, f.errors, f.last_at, f.cause, c.message,
                   (select s.step ->> 'name' from jsonb_array_elements(y.flow -> 'steps') s (step)
                     where s.step ->> 'key' = (
                           select i.step from (select i.* from incidents i
                                                where i.account_id = of_account and i.partner_id = partner and i.cause = f.cause
                                                order by i.id desc limit 50) i
                            where i.cycle_id = f.cycle_id order by i.id desc limit 1) limit 1) as step
              from failing f
              join open_causes c on c.cause = f.cause
              join cycles y on y.partner_id = partner and y.account_id = of_account and y.id = f.cycle_id and y.state <> 'removed'
             order by f.last_at desc, y.id limit 5)
        select jsonb_build_object(
            'active', count(*) filter (where c.state in ('active', 'finishing')),
            'paused', count(*) filter (where c.state = 'paused'),
            'in_error', count(*) filter (where c.state = 'error'),
            'stopped', (
                select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'problem', e.problem) order by e.name_key, e.id), '[]'::jsonb)
                  from (select y.id, y.name, y.name_key, y.problem from cycles y
                         where y.partner_id = partner and y.account_id = of_account and y.state = 'error'
                         order by y.name_key, y.id limit 3) e),
            'failing', (
                select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'state', s.state, 'errors', s.errors, 'step', s.step,
                                                             'message', s.message, 'last_at', s.last_at)
                                          order by s.last_at desc, s.id), '[]'::jsonb) from failing_some s),
            'failing_cycles', (select count(*) from failing),
            'unconnected', (
                select count(*) from account_connectors k
                 where k.partner_id = partner and k.account_id = of_account and k.state <> 'ready'),
            'connectors', (
                select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'state', o.state) order by o.state desc, o.name, o.id), '[]'::jsonb)
                  from (select k.id, k.name, k.state from account_connectors k
                         where k.partner_id = partner and k.account_id = of_account and k.state <> 'ready'
                         order by k.state desc, k.name, k.id limit 3) o),
            'incidents', (select count(*) from open_causes),
            'errors', (select coalesce(sum(o.count), 0)::bigint from open_causes o where o.kind = 'error'),
            'failed', (
                select count(*) from (
                    select 1 from transactions t
                     where t.partner_id = partner and t.account_id = of_account and t.status = 'failed' and t.id > since
                     limit at_most) f))
          from cycles c
         where c.partner_id = partner and c.account_id = of_account);
end
$$;
