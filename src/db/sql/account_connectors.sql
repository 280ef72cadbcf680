-- Account Connectors beyond what a scope sees by itself: those of accounts above, cycles of accounts below, and the
-- link with which somebody connects one without signing in. In a partner's scope `of_account` is any account of the
-- partner; in an account's it is that account or nothing is answered and nothing done.

-- What an account may use of the accounts above it (T6): name, application, whose and state, and no more.
create or replace function app.inherited_connectors(of_account uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'id', c.id, 'name', c.name, 'application', l.name, 'connector', l.id, 'owner', c.account_id, 'owner_name', u.name,
               'state', c.state) order by n.distance, lower(c.name), c.id), '[]'::jsonb)
      from account_ancestors n
      join account_connectors c on c.partner_id = n.partner_id and c.account_id = n.ancestor_id and c.shared
      join connectors l on l.partner_id = c.partner_id and l.id = c.connector_id
      join accounts u on u.partner_id = n.partner_id and u.id = n.ancestor_id
     where n.partner_id = app.partner_id() and n.account_id = of_account and n.distance > 0
       and coalesce(app.account_id(), of_account) = of_account
$$;

-- How many cycles use an Account Connector of an account, in it and below it, and how many of them run now. Only
-- counts: whose they are is not the parent's to know (T7).
create or replace function app.connector_use(of_account uuid, of_connector uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select jsonb_build_object(
               'here', count(*) filter (where y.account_id = of_account),
               'here_running', count(*) filter (where y.account_id = of_account and y.state in ('active', 'finishing')),
               'below', count(*) filter (where y.account_id <> of_account),
               'below_running', count(*) filter (where y.account_id <> of_account and y.state in ('active', 'finishing')))
      from cycles y
     where y.partner_id = app.partner_id() and y.state <> 'removed'
       and coalesce(app.account_id(), of_account) = of_account
       and (y.account_id, y.id) in (
           select s.account_id, s.cycle_id from cycle_connectors s
            where s.partner_id = app.partner_id() and s.owner_id = of_account and s.account_connector_id = of_connector)
$$;

-- Stops the cycles that use an Account Connector and cannot any more as it stands now: all of them while it is not
-- connected, those of sub-accounts while it is not shared. Each has an incident that says whom to ask, in the words that
-- the engine would have found. Answers how many were running. A cycle that is being started at this moment is waited
-- for, and stops too: whoever starts one locks it before looking at its connectors.
create or replace function app.stop_unusable(of_account uuid, of_connector uuid, said_here text, said_below text,
                                             at timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
    count_stopped integer;
    whose uuid[];
    which uuid[];
    causes text[];
    words text[];
begin
    perform 1 from cycles y
      where y.partner_id = app.partner_id() and y.state <> 'removed' and coalesce(app.account_id(), of_account) = of_account
        and (y.account_id, y.id) in (
            select s.account_id, s.cycle_id from cycle_connectors s
             where s.partner_id = app.partner_id() and s.owner_id = of_account and s.account_connector_id = of_connector)
      order by y.account_id, y.id for update;
    with stranded as (
        select distinct s.account_id, s.cycle_id,
               c.name || case when c.state <> 'ready' then ': not connected' else ': not shared' end as cause
          from cycle_connectors s
          join account_connectors c on c.partner_id = s.partner_id and c.account_id = s.owner_id
                                   and c.id = s.account_connector_id
         where s.partner_id = app.partner_id() and s.owner_id = of_account and s.account_connector_id = of_connector
           and coalesce(app.account_id(), of_account) = of_account
           and (c.state <> 'ready' or (s.account_id <> s.owner_id and not c.shared))),
    stopped as (
        update cycles y
           set state = 'error', problem = case when y.account_id = of_account then said_here else said_below end,
               next_run_at = null, stopped_at = stop_unusable.at, stopped_by = null, version = y.version + 1
          from stranded t
         where y.partner_id = app.partner_id() and y.account_id = t.account_id and y.id = t.cycle_id
           and y.state in ('active', 'finishing')
        returning y.account_id, y.id, y.problem, t.cause)
    select count(*)::integer, array_agg(w.account_id order by w.id), array_agg(w.id order by w.id), array_agg(w.cause order by w.id),
           array_agg(w.problem order by w.id)
      into count_stopped, whose, which, causes, words from stopped w;
    if count_stopped > 0 then
        perform app.raise_incidents(
            whose, array(select app.new_id(stop_unusable.at) from generate_series(1, count_stopped)),
            array_fill(null::uuid, array[count_stopped]), which, array_fill(''::text, array[count_stopped]),
            array_fill('error'::text, array[count_stopped]), causes, words, stop_unusable.at);
    end if;
    return count_stopped;
end
$$;

-- An account was suspended, or resumed (`said` is null): the cycles of its sub-accounts, which take nothing meanwhile, each
-- have a warning that says whom to ask, which closes with it.
create or replace function app.tell_below(of_account uuid, why text, said text, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
    whose uuid[];
    which uuid[];
    many integer;
begin
    if app.account_id() is not null then
        return;
    end if;
    if said is null then
        update incident_causes c set resolved_at = at
          from account_ancestors n
         where n.partner_id = app.partner_id() and n.ancestor_id = of_account and n.distance > 0
           and c.account_id = n.account_id and c.partner_id = n.partner_id and c.cause = why and c.resolved_at is null;
        return;
    end if;
    select array_agg(y.account_id order by y.account_id, y.id), array_agg(y.id order by y.account_id, y.id), count(*)::integer
      into whose, which, many
      from account_ancestors n
      join cycles y on y.partner_id = n.partner_id and y.account_id = n.account_id and y.state in ('active', 'finishing')
     where n.partner_id = app.partner_id() and n.ancestor_id = of_account and n.distance > 0;
    if many > 0 then
        perform app.raise_incidents(
            whose, array(select app.new_id(at) from generate_series(1, many)), array_fill(null::uuid, array[many]), which,
            array_fill(''::text, array[many]), array_fill('warning'::text, array[many]), array_fill(why, array[many]),
            array_fill(said, array[many]), at);
    end if;
end
$$;

-- What a link connects, before anybody is known. Null: there never was one.
create or replace function gate.connect_link(token bytea, at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select jsonb_build_object(
               'partner', k.partner_id, 'account', k.account_id, 'connector', k.account_connector_id,
               'person', k.person_id, 'made_by', k.created_by, 'account_name', a.name,
               'partner_name', coalesce(b.brand ->> 'name', p.name), 'brand', b.brand,
               'name', c.name, 'application', l.name, 'authentication', r.definition -> 'authentication',
               'usable', k.used_at is null and k.expires_at > at and a.live and not exists (
                   select 1 from account_ancestors n
                     join accounts u on u.partner_id = n.partner_id and u.id = n.ancestor_id
                    where n.partner_id = k.partner_id and n.account_id = k.account_id
                      and (u.suspended_at is not null or u.deleted_at is not null or coalesce(u.expires_at <= at, false))))
      from connect_links k
      join partners p on p.id = k.partner_id
      cross join lateral app.brand_of(k.partner_id, k.account_id) b (brand)
      join accounts a on a.partner_id = k.partner_id and a.id = k.account_id
      join account_connectors c on c.partner_id = k.partner_id and c.account_id = k.account_id
                               and c.id = k.account_connector_id
      join connectors l on l.partner_id = c.partner_id and l.id = c.connector_id
      left join connector_releases r on r.partner_id = l.partner_id and r.connector_id = l.id and r.number = l.live_release
     where k.token_hash = token
$$;

-- Uses it up. Null: it was used, its time is over, or there never was one.
create or replace function gate.use_connect_link(token bytea, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    facts jsonb := gate.connect_link(token, at);
begin
    if facts is null or not (facts ->> 'usable')::boolean then
        return null;
    end if;
    update connect_links set used_at = at where token_hash = token and used_at is null;
    return case when found then facts end;
end
$$;
