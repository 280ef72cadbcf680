-- Signing in at an application (OAuth 2.0): the link that somebody begins it with, and the browser that comes back, before
-- anybody is known.

-- A setup link with which somebody begins a sign-in at the application: it stays good while that takes, a quarter of an hour
-- at most after it was made. Null: it cannot be used.
create or replace function gate.hold_connect_link(token bytea, at timestamptz, until timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    facts jsonb := gate.connect_link(token, at);
begin
    if facts is null or not (facts ->> 'usable')::boolean then
        return null;
    end if;
    update connect_links k
       set expires_at = greatest(k.expires_at, least(until, k.created_at + interval '15 minutes'))
     where k.token_hash = token;
    return facts;
end
$$;

-- The sign-in that a browser brings back, used up. Null: there is none with this state, it was used, its time is over, or
-- another browser began it.
create or replace function gate.take_oauth_grant(state bytea, browser bytea, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    taken oauth_grants;
begin
    update oauth_grants g set used_at = at
     where g.state_hash = state and g.browser_hash = browser and g.used_at is null and g.expires_at > at
    returning * into taken;
    if not found then
        return null;
    end if;
    return (
        select jsonb_build_object(
                   'partner', c.partner_id, 'account', c.account_id, 'grant', taken.id, 'connector', c.id,
                   'person', taken.person_id, 'place', taken.place, 'back', taken.back, 'redirect', taken.redirect, 'link', encode(taken.link_hash, 'base64'),
                   'verifier', encode(taken.verifier, 'base64'), 'scopes', taken.asked_scopes,
                   'partner_name', coalesce(b.brand ->> 'name', p.name), 'brand', b.brand, 'user_agent', p.user_agent, 'account_name', a.name, 'application', l.name,
                   'library', l.id, 'client_id', r.client_id, 'client_secret', encode(r.secret, 'base64'))
          from account_connectors c
          join partners p on p.id = c.partner_id
          cross join lateral app.brand_of(c.partner_id, c.account_id) b (brand)
          join accounts a on a.partner_id = c.partner_id and a.id = c.account_id
          join connectors l on l.partner_id = c.partner_id and l.id = c.connector_id
          left join connector_clients r on r.partner_id = l.partner_id and r.connector_id = l.id
         where c.partner_id = taken.partner_id and c.account_id = taken.account_id and c.id = taken.account_connector_id);
end
$$;

-- On which host name the browser's session is that began the sign-in with a state, so that it can be led back there; `host` is
-- null for the installation's own. Null: there is no such sign-in, or that name is not its partner's any more.
create or replace function gate.oauth_begun_at(state bytea, at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select jsonb_build_object('host', g.begun_host)
      from oauth_grants g
     where g.state_hash = state and g.used_at is null and g.expires_at > at
       and (g.begun_host is null or exists (
            select 1 from partner_hosts h
             where h.partner_id = g.partner_id and h.host = g.begun_host and h.verified_at is not null))
$$;
