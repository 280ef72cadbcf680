-- What the engine reads in the scope of an account and its pages may not.

-- The Account Connectors that a cycle of the scope's account uses, those of accounts above it among them (T6), with
-- their encrypted credentials. That each belongs to the account or to one above it is what cycle_connectors' references
-- hold; that it may be used now is said here: `closed` names what stops it.
create or replace function app.connections(of_cycle uuid, at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'slot', s.slot, 'owner', s.owner_id, 'owner_name', u.name, 'id', c.id, 'name', c.name,
               'connector', c.connector_id, 'connector_name', l.name, 'release', l.live_release, 'state', c.state,
               'problem', c.problem, 'version', c.version, 'parameters', c.parameters,
               'secret', encode(c.secret, 'base64'), 'expires_at', c.expires_at,
               'tokens_version', c.tokens_version,
               'closed', case when s.owner_id <> s.account_id and not c.shared then 'unshared'
                              when s.owner_id <> s.account_id and exists (
                                  select 1 from account_ancestors n
                                    join accounts o on o.partner_id = n.partner_id and o.id = n.ancestor_id
                                   where n.partner_id = s.partner_id and n.account_id = s.owner_id
                                     and (o.suspended_at is not null or o.deleted_at is not null
                                          or coalesce(o.expires_at <= at, false))) then 'suspended' end)), '[]'::jsonb)
      from cycle_connectors s
      join account_connectors c on c.partner_id = s.partner_id and c.account_id = s.owner_id and c.id = s.account_connector_id
      join connectors l on l.partner_id = c.partner_id and l.id = c.connector_id
      join accounts u on u.partner_id = s.partner_id and u.id = s.owner_id
     where s.partner_id = app.partner_id() and s.account_id = app.account_id() and s.cycle_id = of_cycle
$$;

-- What an account may put into the slots of a flow: its own Account Connectors and those of the accounts above it that
-- are shared (T6), of the connectors with these keys. In an account's scope only that account is answered for.
create or replace function app.connector_choices(of_account uuid, keys text[]) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'key', l.key, 'owner', c.account_id, 'id', c.id, 'name', c.name, 'owner_name', u.name, 'state', c.state)
               order by n.distance, lower(c.name), c.id), '[]'::jsonb)
      from account_ancestors n
      join account_connectors c on c.partner_id = n.partner_id and c.account_id = n.ancestor_id
                               and (c.shared or n.distance = 0)
      join connectors l on l.partner_id = c.partner_id and l.id = c.connector_id and l.key = any (keys)
      join accounts u on u.partner_id = n.partner_id and u.id = n.ancestor_id
     where n.partner_id = app.partner_id() and n.account_id = of_account
       and coalesce(app.account_id(), of_account) = of_account
$$;
