-- Reports of what connectors were used for by some accounts, and what their figures lead to (MODEL section 8). Not security
-- definer: they see what the scope sees.

-- Whether any account has a tag.
create or replace function app.has_tag(tag text) returns boolean
language sql stable as $$
    select exists (select 1 from account_terms t where t.partner_id = app.partner_id() and t.term = tag and t.kind = 't')
$$;

-- The accounts that called a method of a connector in some days; null: there were so many calls that looking for the accounts
-- costs more than finding some of the calls. A day more on both sides: who asks may mean days of another timezone.
create or replace function app.accounts_that_called(connector uuid, method_called text, first date, last date) returns uuid[]
language plpgsql stable as $$
declare
    calls bigint;
begin
    select sum(u.tasks) into calls from usage_connector_days u
     where u.partner_id = app.partner_id() and u.day between first - 1 and last + 1 and u.connector_id = connector
       and (method_called = '' or u.method = method_called);
    if calls > 10000 then
        return null;
    end if;
    return array(select distinct u.account_id from usage_days u
                  where u.partner_id = app.partner_id() and u.day between first - 1 and last + 1 and u.connector_id = connector
                    and u.method <> '' and (method_called = '' or u.method = method_called));
end
$$;

-- What some accounts used of a connector, by day.
create or replace function app.usage_of_connector_by(connector uuid, ids uuid[], first date, last date) returns jsonb
language plpgsql stable as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_array(d.day, d.tasks, d.failed_tasks, 0, 0, 0, 0, 0) order by d.day), '[]')
              from (select u.day, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks
                      from unnest(ids) i (id)
                      join usage_days u on u.account_id = i.id and u.partner_id = app.partner_id()
                     where u.day between first and last and u.connector_id = connector and u.method <> '' group by u.day) d);
end
$$;

-- What stands beside accounts in a list of those that used a connector: what they used of it before, and what their
-- sub-accounts used of it.
create or replace function app.beside_connector_accounts(connector uuid, ids uuid[], first date, last date, before_first date, before_last date)
returns jsonb language plpgsql stable set jit = off set plan_cache_mode = force_custom_plan as $$
declare
    span record;
    before record;
    lower_ids uuid[] := array(select distinct n.account_id from account_ancestors n
                               where n.partner_id = app.partner_id() and n.ancestor_id = any (ids) and n.distance > 0);
begin
    select * into span from app.span_parts(first, last);
    select * into before from app.span_parts(before_first, before_last);
    return (with lower_sums as (
        select u.account_id, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks
          from app.use_parts(span.months, span.added, span.removed, lower_ids, connector) u group by 1),
    trees as (
        select n.ancestor_id as id, sum(s.tasks) as tasks, sum(s.failed_tasks) as failed_tasks
          from lower_sums s
          join account_ancestors n on n.partner_id = app.partner_id() and n.account_id = s.account_id and n.distance > 0
         where n.ancestor_id = any (ids) group by 1),
    former as (
        select u.account_id as id, sum(u.tasks) as tasks
          from app.use_parts(before.months, before.added, before.removed, ids, connector) u group by 1)
    select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'name', a.name, 'live', coalesce(a.live, false), 'before', coalesce(f.tasks, 0),
               'below', coalesce(t.tasks, 0), 'below_failed', coalesce(t.failed_tasks, 0))), '[]')
      from unnest(ids) i (id)
      left join accounts a on a.partner_id = app.partner_id() and a.id = i.id
      left join trees t on t.id = i.id
      left join former f on f.id = i.id);
end
$$;
