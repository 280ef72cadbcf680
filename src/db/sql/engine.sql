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
               'tokens_version', c.tokens_version, 'quiet_until', t.quiet_until,
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
      left join call_turns t on t.partner_id = c.partner_id and t.account_id = c.account_id and t.account_connector_id = c.id
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

-- Whether a cycle of the scope's account has this Account Connector, or a call of a program is by it; what is kept of its
-- calls belongs to its owner.
create or replace function app.calls_by(of_cycle uuid, owner uuid, connector uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, app as $$
begin
    return exists (select 1 from cycle_connectors s
                    where s.partner_id = app.partner_id() and s.account_id = app.account_id() and s.cycle_id = of_cycle
                      and s.owner_id = owner and s.account_connector_id = connector)
        or exists (select 1 from method_calls c
                    where c.partner_id = app.partner_id() and c.account_id = app.account_id() and c.id = of_cycle
                      and c.account_id = owner and c.account_connector_id = connector);
end
$$;

-- Books the next call by an Account Connector, of which `calls` may be made in any `window_ms` over all workers (R4), and
-- says when it may be made. Null: not within the next `ahead_s`, and nothing was booked.
create or replace function app.book_turn(of_caller uuid, owner uuid, connector uuid, calls integer, window_ms integer, ahead_s integer,
                                         at timestamptz) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
    slot timestamptz;
    mine record;
    count_booked integer;
begin
    if not app.calls_by(of_caller, owner, connector) then
        return null;
    end if;
    insert into call_turns (partner_id, account_id, account_connector_id) values (app.partner_id(), owner, connector)
    on conflict do nothing;
    select t.booked, t.quiet_until into mine from call_turns t
     where t.partner_id = app.partner_id() and t.account_id = owner and t.account_connector_id = connector for update;
    count_booked := cardinality(mine.booked);
    slot := greatest(at, mine.booked[count_booked], mine.quiet_until);
    if count_booked >= calls then
        slot := greatest(slot, mine.booked[count_booked - calls + 1] + make_interval(secs => window_ms / 1000.0));
    end if;
    if slot > at + make_interval(secs => ahead_s) then
        return null;
    end if;
    update call_turns t set booked = (mine.booked || slot)[greatest(count_booked + 2 - calls, 1):]
     where t.partner_id = app.partner_id() and t.account_id = owner and t.account_connector_id = connector;
    return slot;
end
$$;

-- The same as servers of the former version call it.
create or replace function app.book_call(of_cycle uuid, owner uuid, connector uuid, calls integer, window_ms integer,
                                         at timestamptz) returns timestamptz
language sql security definer set search_path = pg_catalog, public, app as $$
    select app.book_turn(of_cycle, owner, connector, calls, window_ms, 600, at)
$$;

-- An application asked for no calls before an instant.
create or replace function app.quiet_calls(of_cycle uuid, owner uuid, connector uuid, until timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
    if app.calls_by(of_cycle, owner, connector) then
        insert into call_turns as t (partner_id, account_id, account_connector_id, quiet_until)
        values (app.partner_id(), owner, connector, until)
        on conflict (partner_id, account_id, account_connector_id)
            do update set quiet_until = greatest(t.quiet_until, excluded.quiet_until);
    end if;
end
$$;
