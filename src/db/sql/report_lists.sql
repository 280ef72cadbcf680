-- Reports over many accounts (MODEL section 8): lists by what was used, a page by key. Whole months come from months, and what a
-- span of days has more or less than those from days. Not security definer: they see what the scope sees.

-- What a span of days is made of: whole months, days beside them, days that are taken from a month again, whichever are
-- fewer. Days still to come hold nothing, so the month that it is now counts as a whole one.
create or replace function app.span_parts(first date, last date, out months date[], out added date[], out removed date[])
language plpgsql stable as $$
declare
    month date := date_trunc('month', first)::date;
    ends date;
    inside date[];
    outside date[];
begin
    months := '{}';
    added := '{}';
    removed := '{}';
    while month <= last loop
        ends := (month + interval '1 month')::date - 1;
        inside := array(select d::date from generate_series(greatest(month, first), least(ends, last), interval '1 day') d);
        outside := array(select d::date from generate_series(month, ends, interval '1 day') d where d::date < first or d::date > last);
        if (select count(*) from unnest(outside) d where d <= current_date) < cardinality(inside) then
            months := months || month;
            removed := removed || outside;
        else
            added := added || inside;
        end if;
        month := ends + 1;
    end loop;
end
$$;

-- What accounts used in such a span, in pieces that are to be summed: of some, or of all where `ids` is null.
create or replace function app.parts_of_accounts(months date[], added date[], removed date[], ids uuid[])
returns table (account_id uuid, tasks bigint, overage bigint, failed_tasks bigint, transactions bigint, failed bigint, incidents bigint)
language sql stable as $$
    select u.account_id, u.tasks, u.overage, u.failed_tasks, u.transactions, u.failed, u.errors + u.warnings from usage_account_months u
     where ids is null and u.partner_id = app.partner_id() and u.month = any (months)
    union all
    select u.account_id, u.tasks, u.overage, u.failed_tasks, u.transactions, u.failed, u.errors + u.warnings from usage_account_days u
     where ids is null and u.partner_id = app.partner_id() and u.day = any (added)
    union all
    select u.account_id, -u.tasks, -u.overage, -u.failed_tasks, -u.transactions, -u.failed, -(u.errors + u.warnings) from usage_account_days u
     where ids is null and u.partner_id = app.partner_id() and u.day = any (removed)
    union all
    select u.account_id, u.tasks, u.overage, u.failed_tasks, u.transactions, u.failed, u.errors + u.warnings from unnest(ids) i (id)
      join usage_account_months u on u.account_id = i.id and u.partner_id = app.partner_id() and u.month = any (months)
    union all
    select u.account_id, u.tasks, u.overage, u.failed_tasks, u.transactions, u.failed, u.errors + u.warnings from unnest(ids) i (id)
      join usage_account_days u on u.account_id = i.id and u.partner_id = app.partner_id() and u.day = any (added)
    union all
    select u.account_id, -u.tasks, -u.overage, -u.failed_tasks, -u.transactions, -u.failed, -(u.errors + u.warnings) from unnest(ids) i (id)
      join usage_account_days u on u.account_id = i.id and u.partner_id = app.partner_id() and u.day = any (removed)
$$;

-- The same by cycle and connector; of one connector alone, where one is named.
create or replace function app.use_parts(months date[], added date[], removed date[], ids uuid[], connector uuid)
returns table (account_id uuid, cycle_id uuid, connector_id uuid, tasks bigint, failed_tasks bigint, transactions bigint,
               failed bigint, incidents bigint)
language sql stable as $$
    select u.account_id, u.cycle_id, u.connector_id, u.tasks, u.failed_tasks, u.transactions, u.failed, u.errors + u.warnings from usage_months u
     where ids is null and u.partner_id = app.partner_id() and u.month = any (months) and (connector is null or u.connector_id = connector)
    union all
    select u.account_id, u.cycle_id, u.connector_id, u.tasks, u.failed_tasks, u.transactions, u.failed, u.errors + u.warnings from usage_days u
     where ids is null and u.partner_id = app.partner_id() and u.day = any (added) and (connector is null or u.connector_id = connector)
    union all
    select u.account_id, u.cycle_id, u.connector_id, -u.tasks, -u.failed_tasks, -u.transactions, -u.failed, -(u.errors + u.warnings) from usage_days u
     where ids is null and u.partner_id = app.partner_id() and u.day = any (removed) and (connector is null or u.connector_id = connector)
    union all
    select u.account_id, u.cycle_id, u.connector_id, u.tasks, u.failed_tasks, u.transactions, u.failed, u.errors + u.warnings from unnest(ids) i (id)
      join usage_months u on u.account_id = i.id and u.partner_id = app.partner_id() and u.month = any (months) and (connector is null or u.connector_id = connector)
    union all
    select u.account_id, u.cycle_id, u.connector_id, u.tasks, u.failed_tasks, u.transactions, u.failed, u.errors + u.warnings from unnest(ids) i (id)
      join usage_days u on u.account_id = i.id and u.partner_id = app.partner_id() and u.day = any (added) and (connector is null or u.connector_id = connector)
    union all
    select u.account_id, u.cycle_id, u.connector_id, -u.tasks, -u.failed_tasks, -u.transactions, -u.failed, -(u.errors + u.warnings) from unnest(ids) i (id)
      join usage_days u on u.account_id = i.id and u.partner_id = app.partner_id() and u.day = any (removed) and (connector is null or u.connector_id = connector)
$$;

-- By what a list is sorted: the least is first.
create or replace function app.place_by(sort text, down boolean, tasks bigint, overage bigint, failed_tasks bigint, transactions bigint, failed bigint, incidents bigint)
returns bigint language sql immutable as $$
    select case sort when 'transactions' then transactions when 'failed' then failed when 'failed_tasks' then failed_tasks when 'overage' then overage
                     when 'incidents' then incidents else tasks end * case when down then -1 else 1 end
$$;

-- The accounts that a list is narrowed to: those with a tag, those at and below one, or both.
create or replace function app.narrowed_accounts(tag text, above uuid) returns uuid[]
language plpgsql stable as $$
begin
    if above is null then
        return array(select t.account_id from account_terms t
                      where t.partner_id = app.partner_id() and t.term = tag and t.kind = 't' order by 1);
    end if;
    return array(select n.account_id from account_ancestors n
                  where n.partner_id = app.partner_id() and n.ancestor_id = above
                    and (tag = '' or exists (select 1 from account_terms t where t.partner_id = n.partner_id
                                                and t.account_id = n.account_id and t.term = tag and t.kind = 't'))
                  order by 1);
end
$$;

-- What some accounts used together, by day.
create or replace function app.usage_of_accounts(ids uuid[], first date, last date) returns jsonb
language plpgsql stable as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_array(d.day, d.tasks, d.failed_tasks, d.transactions, d.failed, d.errors, d.warnings, d.overage) order by d.day), '[]')
              from (select u.day, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks, sum(u.transactions) as transactions,
                           sum(u.failed) as failed, sum(u.errors) as errors, sum(u.warnings) as warnings, sum(u.overage) as overage
                      from unnest(ids) i (id)
                      join usage_account_days u on u.account_id = i.id and u.partner_id = app.partner_id()
                     where u.day between first and last group by u.day) d);
end
$$;

-- The cycles of accounts that run, or did until a day ago, and how many connectors accounts called in a span of days: of some
-- accounts, or of all where `ids` is null.
create or replace function app.cycles_at_work(ids uuid[], at timestamptz) returns table (account_id uuid, cycles bigint)
language sql stable as $$
    select c.account_id, count(*) from cycles c
     where c.partner_id = app.partner_id() and (ids is null or c.account_id = any (ids))
       and (c.state in ('active', 'finishing') or (c.state in ('paused', 'error') and c.stopped_at > at - interval '24 hours'))
     group by c.account_id
$$;

create or replace function app.connectors_called(months date[], added date[], removed date[], ids uuid[]) returns table (account_id uuid, connectors bigint)
language sql stable as $$
    select k.id, count(*) from (
        select u.account_id as id from app.use_parts(months, added, removed, ids, null) u
         where u.connector_id <> '00000000-0000-0000-0000-000000000000' group by u.account_id, u.connector_id having sum(u.tasks) > 0) k
     group by k.id
$$;

-- Accounts by what they used, a page behind a place. By cycles and by connectors, those of the accounts that used something.
create or replace function app.accounts_by_use(first date, last date, sort text, down boolean, ids uuid[], at timestamptz, after_place bigint, after_id uuid, at_most integer)
returns jsonb language plpgsql stable set jit = off set plan_cache_mode = force_custom_plan as $$
declare
    span record;
begin
    select * into span from app.span_parts(first, last);
    return (with sums as (
        select u.account_id as id, sum(u.tasks)::bigint as tasks, sum(u.overage)::bigint as overage, sum(u.failed_tasks)::bigint as failed_tasks, sum(u.transactions)::bigint as transactions,
               sum(u.failed)::bigint as failed, sum(u.incidents)::bigint as incidents
          from app.parts_of_accounts(span.months, span.added, span.removed, ids) u group by u.account_id),
    placed as (
        select case sort when 'cycles' then coalesce(r.cycles, 0) * case when down then -1 else 1 end
                         when 'connectors' then coalesce(c.connectors, 0) * case when down then -1 else 1 end
                         else app.place_by(sort, down, s.tasks, s.overage, s.failed_tasks, s.transactions, s.failed, s.incidents) end as place, s.*
          from sums s
          left join (select * from app.cycles_at_work(ids, at) where sort = 'cycles') r on r.account_id = s.id
          left join (select * from app.connectors_called(span.months, span.added, span.removed, ids) where sort = 'connectors') c on c.account_id = s.id
         where s.tasks <> 0 or s.transactions <> 0 or s.incidents <> 0),
    shown as (
        select * from placed p where after_place is null or p.place > after_place or (p.place = after_place and p.id > after_id)
         order by p.place, p.id limit at_most)
    select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'account', h.id, 'place', h.place, 'tasks', h.tasks, 'overage', h.overage, 'failed_tasks', h.failed_tasks,
               'transactions', h.transactions, 'failed', h.failed, 'incidents', h.incidents) order by h.place, h.id), '[]')
      from shown h);
end
$$;

-- What stands beside accounts in such a list: what they used before, what their sub-accounts used, their cycles that run or
-- did until a day ago, and how many connectors they called.
create or replace function app.beside_accounts(ids uuid[], first date, last date, before_first date, before_last date, at timestamptz) returns jsonb
language plpgsql stable set jit = off set plan_cache_mode = force_custom_plan as $$
declare
    span record;
    before record;
    lower_ids uuid[] := array(select distinct n.account_id from account_ancestors n
                               where n.partner_id = app.partner_id() and n.ancestor_id = any (ids) and n.distance > 0);
begin
    select * into span from app.span_parts(first, last);
    select * into before from app.span_parts(before_first, before_last);
    return (with lower_sums as (
        select u.account_id, sum(u.tasks) as tasks, sum(u.overage) as overage, sum(u.transactions) as transactions, sum(u.failed) as failed,
               sum(u.incidents) as incidents
          from app.parts_of_accounts(span.months, span.added, span.removed, lower_ids) u group by 1),
    trees as (
        select n.ancestor_id as id, sum(s.tasks) as tasks, sum(s.overage) as overage, sum(s.transactions) as transactions, sum(s.failed) as failed,
               sum(s.incidents) as incidents
          from lower_sums s
          join account_ancestors n on n.partner_id = app.partner_id() and n.account_id = s.account_id and n.distance > 0
         where n.ancestor_id = any (ids) group by 1),
    former as (
        select u.account_id as id, sum(u.tasks) as tasks from app.parts_of_accounts(before.months, before.added, before.removed, ids) u group by 1),
    running as (select w.account_id as id, w.cycles from app.cycles_at_work(ids, at) w),
    called as (select k.account_id as id, k.connectors from app.connectors_called(span.months, span.added, span.removed, ids) k)
    select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'name', a.name, 'live', coalesce(a.live, false), 'below', jsonb_build_object('tasks', coalesce(t.tasks, 0), 'overage', coalesce(t.overage, 0), 'transactions', coalesce(t.transactions, 0),
                                           'failed', coalesce(t.failed, 0), 'incidents', coalesce(t.incidents, 0)),
               'before', coalesce(f.tasks, 0), 'cycles', coalesce(r.cycles, 0), 'connectors', coalesce(c.connectors, 0))), '[]')
      from unnest(ids) i (id)
      left join accounts a on a.partner_id = app.partner_id() and a.id = i.id
      left join trees t on t.id = i.id
      left join former f on f.id = i.id
      left join running r on r.id = i.id
      left join called c on c.id = i.id);
end
$$;

-- Cycles by what they used, a page behind a place.
create or replace function app.usage_by_cycle(first date, last date, sort text, down boolean, ids uuid[], after_place bigint, after_id uuid, at_most integer)
returns jsonb language plpgsql stable set jit = off set plan_cache_mode = force_custom_plan as $$
declare
    span record;
begin
    select * into span from app.span_parts(first, last);
    return (with sums as (
        select u.account_id as account, u.cycle_id as id, sum(u.tasks)::bigint as tasks, sum(u.failed_tasks)::bigint as failed_tasks,
               sum(u.transactions)::bigint as transactions, sum(u.failed)::bigint as failed, sum(u.incidents)::bigint as incidents
          from app.use_parts(span.months, span.added, span.removed, ids, null) u group by 1, 2),
    placed as (
        select app.place_by(sort, down, s.tasks, 0, s.failed_tasks, s.transactions, s.failed, s.incidents) as place, s.* from sums s
         where s.tasks <> 0 or s.transactions <> 0 or s.incidents <> 0),
    shown as (
        select * from placed p where after_place is null or p.place > after_place or (p.place = after_place and p.id > after_id)
         order by p.place, p.id limit at_most)
    select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'account', h.account, 'place', h.place, 'tasks', h.tasks, 'failed_tasks', h.failed_tasks,
               'transactions', h.transactions, 'failed', h.failed, 'incidents', h.incidents) order by h.place, h.id), '[]')
      from shown h);
end
$$;

-- What stands beside cycles in such a list.
create or replace function app.beside_cycles(ids uuid[], cycle_ids uuid[], before_first date, before_last date) returns jsonb
language plpgsql stable set jit = off set plan_cache_mode = force_custom_plan as $$
declare
    before record;
    accounts_of uuid[] := array(select distinct i from unnest(ids) i);
begin
    select * into before from app.span_parts(before_first, before_last);
    return (with former as (
        select u.account_id, u.cycle_id, sum(u.tasks) as tasks
          from app.use_parts(before.months, before.added, before.removed, accounts_of, null) u
         where u.cycle_id = any (cycle_ids) group by 1, 2)
    select coalesce(jsonb_agg(jsonb_build_object('id', i.cycle_id, 'name', c.name, 'state', c.state, 'account_name', a.name,
               'live', coalesce(a.live, false), 'before', coalesce(f.tasks, 0))), '[]')
      from unnest(ids, cycle_ids) i (account_id, cycle_id)
      left join cycles c on c.partner_id = app.partner_id() and c.account_id = i.account_id and c.id = i.cycle_id
      left join accounts a on a.partner_id = app.partner_id() and a.id = i.account_id
      left join former f on f.account_id = i.account_id and f.cycle_id = i.cycle_id);
end
$$;

-- Connectors by what they were used for, a page behind a place, and what they were used for before.
create or replace function app.usage_by_connector(first date, last date, before_first date, before_last date, sort text, down boolean,
                                                  after_place bigint, after_id uuid, at_most integer)
returns jsonb language plpgsql stable as $$
begin
    return (with sums as (
        select u.connector_id as id, sum(u.tasks)::bigint as tasks, sum(u.failed_tasks)::bigint as failed_tasks, count(distinct u.method) as methods
          from usage_connector_days u where u.partner_id = app.partner_id() and u.day between first and last group by 1),
    placed as (
        select app.place_by(sort, down, s.tasks, 0, s.failed_tasks, s.methods, 0, 0) as place, s.* from sums s where s.tasks <> 0),
    shown as (
        select * from placed p where after_place is null or p.place > after_place or (p.place = after_place and p.id > after_id)
         order by p.place, p.id limit at_most),
    former as (
        select u.connector_id as id, sum(u.tasks)::bigint as tasks from usage_connector_days u
         where u.partner_id = app.partner_id() and u.day between before_first and before_last group by 1)
    select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'place', h.place, 'name', l.name, 'tasks', h.tasks, 'failed_tasks', h.failed_tasks,
               'methods', h.methods, 'before', coalesce(f.tasks, 0)) order by h.place, h.id), '[]')
      from shown h
      left join connectors l on l.partner_id = app.partner_id() and l.id = h.id
      left join former f on f.id = h.id);
end
$$;

-- What a connector was used for, by day; null: all of them and data operations.
create or replace function app.usage_of_connector(connector uuid, first date, last date) returns jsonb
language plpgsql stable as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_array(d.day, d.tasks, d.failed_tasks, 0, 0, 0, 0, 0) order by d.day), '[]')
              from (select u.day, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks from usage_connector_days u
                     where u.partner_id = app.partner_id() and u.day between first and last and (connector is null or u.connector_id = connector)
                     group by u.day) d);
end
$$;

-- Methods of a connector by what they were used for.
create or replace function app.usage_of_methods(connector uuid, first date, last date, before_first date, before_last date) returns jsonb
language plpgsql stable as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('id', connector, 'method', m.method, 'place', -m.tasks, 'tasks', m.tasks, 'failed_tasks', m.failed_tasks,
                       'before', m.before) order by m.tasks desc, m.method), '[]')
              from (select u.method, coalesce(sum(u.tasks) filter (where u.day between first and last), 0)::bigint as tasks,
                           coalesce(sum(u.failed_tasks) filter (where u.day between first and last), 0)::bigint as failed_tasks,
                           coalesce(sum(u.tasks) filter (where u.day between before_first and before_last), 0)::bigint as before
                      from usage_connector_days u
                     where u.partner_id = app.partner_id() and u.connector_id = connector and u.day between least(first, before_first) and last
                     group by u.method) m where m.tasks <> 0);
end
$$;

-- Accounts by what they used of a connector, a page behind a place.
create or replace function app.usage_by_connector_account(connector uuid, first date, last date, sort text, down boolean, ids uuid[],
                                                          after_place bigint, after_id uuid, at_most integer)
returns jsonb language plpgsql stable set jit = off set plan_cache_mode = force_custom_plan as $$
declare
    span record;
begin
    select * into span from app.span_parts(first, last);
    return (with sums as (
        select u.account_id as id, sum(u.tasks)::bigint as tasks, sum(u.failed_tasks)::bigint as failed_tasks,
               count(distinct u.cycle_id) filter (where u.cycle_id <> u.account_id) as cycles
          from app.use_parts(span.months, span.added, span.removed, ids, connector) u group by 1),
    placed as (
        select app.place_by(sort, down, s.tasks, 0, s.failed_tasks, 0, 0, 0) as place, s.* from sums s where s.tasks <> 0),
    shown as (
        select * from placed p where after_place is null or p.place > after_place or (p.place = after_place and p.id > after_id)
         order by p.place, p.id limit at_most)
    select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'account', h.id, 'place', h.place, 'tasks', h.tasks, 'failed_tasks', h.failed_tasks,
               'transactions', 0, 'failed', 0, 'incidents', 0) order by h.place, h.id), '[]')
      from shown h);
end
$$;

-- Methods that an account called, a page behind a place; beside them what it and all of its sub-accounts called, where `below`.
create or replace function app.usage_by_method(of_account uuid, below boolean, connector uuid, first date, last date, before_first date, before_last date,
                                               sort text, down boolean, after_place bigint, after_id uuid, after_method text, at_most integer)
returns jsonb language plpgsql stable set jit = off set plan_cache_mode = force_custom_plan as $$
declare
    lower_ids uuid[] := '{}';
begin
    -- An account's own scope does not ask for those below, and may not.
    if below then
        lower_ids := array(select n.account_id from account_ancestors n where n.partner_id = app.partner_id() and n.ancestor_id = of_account);
    end if;
    return (with own as (
        select u.connector_id as id, u.method, coalesce(sum(u.tasks) filter (where u.day between first and last), 0)::bigint as tasks,
               coalesce(sum(u.failed_tasks) filter (where u.day between first and last), 0)::bigint as failed_tasks,
               coalesce(sum(u.tasks) filter (where u.day between before_first and before_last), 0)::bigint as before
          from usage_days u
         where u.account_id = of_account and u.partner_id = app.partner_id() and u.day between least(first, before_first) and last and u.method <> ''
           and (connector is null or u.connector_id = connector)
         group by 1, 2),
    tree as (
        select u.connector_id as id, u.method, sum(u.tasks)::bigint as tasks, sum(u.failed_tasks)::bigint as failed_tasks
          from unnest(lower_ids) i (id)
          join usage_days u on u.account_id = i.id and u.partner_id = app.partner_id()
         where u.day between first and last and u.method <> '' and (connector is null or u.connector_id = connector)
         group by 1, 2),
    sums as (
        select coalesce(o.id, t.id) as id, coalesce(o.method, t.method) as method, coalesce(o.tasks, 0) as tasks, coalesce(o.failed_tasks, 0) as failed_tasks,
               coalesce(o.before, 0) as before, coalesce(t.tasks, 0) as tree_tasks, coalesce(t.failed_tasks, 0) as tree_failed_tasks
          from own o full join tree t on t.id = o.id and t.method = o.method),
    placed as (
        select app.place_by(sort, down, s.tasks, 0, s.failed_tasks, s.tree_tasks, 0, 0) as place, s.* from sums s where s.tasks <> 0 or s.tree_tasks <> 0),
    shown as (
        select * from placed p where after_place is null or (p.place, p.id, p.method collate "C") > (after_place, after_id, after_method collate "C")
         order by p.place, p.id, p.method collate "C" limit at_most)
    select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'place', h.place, 'name', l.name, 'method', h.method, 'tasks', h.tasks,
               'failed_tasks', h.failed_tasks, 'before', h.before, 'tree', h.tree_tasks, 'tree_failed', h.tree_failed_tasks)
               order by h.place, h.id, h.method collate "C"), '[]')
      from shown h left join connectors l on l.partner_id = app.partner_id() and l.id = h.id);
end
$$;
