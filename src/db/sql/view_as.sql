-- Seeing an account as its people do (MODEL section 3): what the gate asks of a Console User who has begun to.

-- As what they work there. Null: they may not, since they may not see in the console what an account's people see. 1: they look.
-- 2: they work as Standard does, where they may do all of that to cycles.
create or replace function gate.rank_of_viewer(who jsonb) returns integer
language sql immutable set search_path = pg_catalog as $$
    select case
        when (who ->> 'full_access')::boolean then 2
        when exists (select 1 from unnest('{accounts,account_users,connectors,cycles}'::text[]) area
                      where coalesce(who -> 'rights' ->> area, '') not in ('view', 'edit', 'manage')) then null
        when who -> 'rights' ->> 'cycles' = 'manage' then 2
        else 1 end
$$;

-- Whether an account is closed to its people at this instant, by itself or by one above it.
create or replace function gate.is_stopped(of_partner uuid, of_account uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (
        select 1 from account_ancestors c
          join accounts a on a.partner_id = c.partner_id and a.id = c.ancestor_id
         where c.partner_id = of_partner and c.account_id = of_account
           and (a.suspended_at is not null or a.deleted_at is not null or a.expires_at <= at))
$$;
