-- Causes of incidents over all accounts of a partner. Not security definer: they see what the scope sees.

-- A page of the causes that are in a state (open, muted, resolved), one row a cause over all accounts that are not in the
-- recycle bin: how many incidents in how many accounts, since when, and what the newest says. The newest first, beyond a
-- key; backwards: the nearest before it first. of_cause and of_accounts narrow it, null: not at all. Grouped are the newest
-- `at_most` rows, one a cause of an account, so that the price has a bound; `more` says that there are others.
-- Planned for what was asked: which of the narrowing parts is null decides which index is the right one.
create or replace function app.causes_together(of_state text, of_cause text, of_accounts uuid[], backwards boolean,
                                               key_at timestamptz, key_cause text, most integer, at_most integer) returns jsonb
language plpgsql stable set search_path = pg_catalog, public, app set plan_cache_mode = force_custom_plan as $$
declare
    -- As a list, which is looked up by a hash: a look at the table for each row would cost four times as much.
    gone constant uuid[] := array(select a.id from accounts a where a.partner_id = app.partner_id() and not a.live);
begin
    return (
        with newest as materialized (
            select c.cause, c.count, c.first_at, c.last_at from incident_causes c
             where c.partner_id = app.partner_id() and c.state = of_state
               and (of_cause is null or c.cause = of_cause)
               and (of_accounts is null or c.account_id = any (of_accounts))
               and c.account_id <> all (gone)
             order by c.last_at desc, c.account_id, c.cause limit at_most + 1),
        grouped as (
            select n.cause, sum(n.count)::bigint as count, count(*) as accounts, min(n.first_at) as first_at,
                   max(n.last_at) as last_at
              from newest n group by n.cause),
        page as (
            (select g.* from grouped g
              where not backwards and (key_at is null or g.last_at < key_at or (g.last_at = key_at and g.cause > key_cause))
              order by g.last_at desc, g.cause limit most)
            union all
            (select g.* from grouped g
              where backwards and (g.last_at > key_at or (g.last_at = key_at and g.cause < key_cause))
              order by g.last_at, g.cause desc limit most))
        select jsonb_build_object(
            'more', (select count(*) > at_most from newest),
            'causes', coalesce(jsonb_agg(jsonb_build_object(
                'cause', p.cause, 'count', p.count, 'accounts', p.accounts, 'first_at', p.first_at, 'last_at', p.last_at,
                'kind', m.kind, 'message', m.message)
                order by case when backwards then p.last_at end, case when not backwards then p.last_at end desc,
                         case when backwards then p.cause end desc, p.cause), '[]'::jsonb))
          from page p
         cross join lateral (
               select c.kind, c.message from incident_causes c
                where c.partner_id = app.partner_id() and c.cause = p.cause and c.state = of_state and c.last_at = p.last_at
                  and (of_accounts is null or c.account_id = any (of_accounts))
                  and c.account_id <> all (gone)
                order by c.account_id limit 1) m);
end
$$;

-- Transactions that failed of a cause, in the accounts that have it open or muted, and that nothing later came of: those
-- of the account that met it last first, `at_most` of them. Found by the cause, not by a walk along what failed of others.
create or replace function app.failed_of_cause(of_cause text, at_most integer) returns setof uuid
language plpgsql stable rows 100 set search_path = pg_catalog, public, app as $$
declare
    met record;
    left_over integer := at_most;
    found uuid[];
begin
    for met in
        select c.account_id from incident_causes c
         where c.partner_id = app.partner_id() and c.cause = of_cause and c.state in ('open', 'muted')
           and not exists (select from accounts a where a.partner_id = app.partner_id() and a.id = c.account_id and not a.live)
         order by c.last_at desc, c.account_id
    loop
        found := array(
            select t.id from transactions t
             where t.partner_id = app.partner_id() and t.account_id = met.account_id and t.status = 'failed'
               and t.id in (select i.transaction_id from incidents i
                             where i.partner_id = app.partner_id() and i.account_id = met.account_id and i.cause = of_cause)
               and not app.came_of(t.account_id, t.id, t.of_id)
             order by t.id desc limit left_over);
        return query select unnest(found);
        left_over := left_over - cardinality(found);
        exit when left_over <= 0;
    end loop;
end
$$;
