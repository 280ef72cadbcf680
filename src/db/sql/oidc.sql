-- Signing in at a partner's own OpenID provider (MODEL section 3): before anybody is known, as all of the gate. What the provider
-- says is verified by the server; here it becomes a person of that partner, or nobody.

-- What the sign-in page of a partner offers. Null: nothing. `passwords`: whether anybody there may still sign in with one.
create or replace function gate.oidc_button(of_slug text) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select jsonb_build_object('label', o.label, 'passwords', o.passwords or o.audience <> 'both')
      from oidc_providers o join partners p on p.id = o.partner_id where p.slug = of_slug
$$;

-- Remembers that a browser is sent to the provider of a partner. Null: it has none, and nothing was done.
create or replace function gate.begin_oidc(of_slug text, sign_in uuid, state bytea, browser bytea, going text, wants_anew boolean,
                                           at timestamptz, until timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    found_one record;
begin
    select o.partner_id, o.issuer, o.client_id, o.label, p.name, p.slug, p.user_agent, p.brand into found_one
      from oidc_providers o join partners p on p.id = o.partner_id where p.slug = of_slug;
    if not found then
        return null;
    end if;
    insert into oidc_sign_ins (partner_id, id, state_hash, browser_hash, issuer, next, anew, created_at, expires_at)
    values (found_one.partner_id, sign_in, state, browser, found_one.issuer, going, wants_anew, at, until);
    return jsonb_build_object('partner', found_one.partner_id, 'partner_name', found_one.name, 'partner_slug', found_one.slug,
                              'issuer', found_one.issuer, 'client_id', found_one.client_id, 'label', found_one.label,
                              'user_agent', found_one.user_agent, 'brand', found_one.brand);
end
$$;

-- The sign-in that a browser brings back, used up. Null: there is none with this state, it was used, its time is over, another
-- browser began it, or the partner has another provider now.
create or replace function gate.take_oidc(state bytea, browser bytea, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    taken oidc_sign_ins;
begin
    delete from oidc_sign_ins s where s.state_hash = state and s.browser_hash = browser returning * into taken;
    if not found or taken.expires_at <= at then
        return null;
    end if;
    return (
        select jsonb_build_object(
                   'partner', p.id, 'partner_name', p.name, 'partner_slug', p.slug, 'user_agent', p.user_agent, 'brand', p.brand,
                   'issuer', o.issuer, 'client_id', o.client_id, 'secret', encode(o.secret, 'base64'), 'label', o.label,
                   'domains', o.domains, 'second_step_by', o.second_step_by,
                   'next', taken.next, 'anew', taken.anew, 'begun_at', taken.created_at)
          from oidc_providers o join partners p on p.id = o.partner_id
         where o.partner_id = taken.partner_id and o.issuer = taken.issuer);
end
$$;

-- Who somebody is here whom the provider of a partner calls by this subject, and for whose address it vouches: whoever was linked
-- with the subject, else the one active person with that address, who is linked with it now. `refused`: why nobody.
create or replace function gate.oidc_person(of_partner uuid, of_issuer text, of_subject text, address text, address_key text,
                                            at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    known uuid;
    who record;
begin
    select i.person_id into known from oidc_identities i
     where i.partner_id = of_partner and i.issuer = of_issuer and i.subject = of_subject;
    select h.id, h.kind, h.name, h.email, h.state into who from people h
     where h.partner_id = of_partner and case when known is null then h.email_key = address_key else h.id = known end;
    if not found then
        return '{"refused": "unknown"}';
    elsif who.state <> 'active' then
        return jsonb_build_object('refused', who.state, 'person', who.id, 'name', who.name, 'email', who.email);
    elsif not exists (select 1 from oidc_providers o
                       where o.partner_id = of_partner and o.issuer = of_issuer and o.audience in (who.kind, 'both')) then
        return jsonb_build_object('refused', 'audience', 'person', who.id, 'name', who.name, 'email', who.email);
    end if;
    if known is null then
        -- Who is linked with another subject already is another: an address may be given to somebody else there.
        insert into oidc_identities (partner_id, person_id, issuer, subject, email, linked_at, used_at)
        values (of_partner, who.id, of_issuer, of_subject, address, at, at) on conflict do nothing;
        if not found then
            return jsonb_build_object('refused', 'other', 'person', who.id, 'name', who.name, 'email', who.email);
        end if;
    else
        update oidc_identities i set used_at = at
         where i.partner_id = of_partner and i.issuer = of_issuer and i.subject = of_subject;
    end if;
    return jsonb_build_object('person', who.id, 'kind', who.kind, 'name', who.name, 'email', who.email, 'linked', known is null,
                              'second_step', gate.has_second_step(of_partner, who.id));
end
$$;

-- Opens the session of who came from a provider. `proved`: when they last signed in there, which may be long ago. `vouched`: there
-- with a second step that counts here.
create or replace function gate.open_oidc_session(partner uuid, person uuid, session uuid, token bytea, at timestamptz,
                                                  idle integer, until timestamptz, source text, agent text, seen_device bytea,
                                                  proved timestamptz, vouched boolean) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    opened jsonb := gate.open_session(partner, person, session, token, at, idle, until, source, agent, seen_device);
begin
    update sessions s set confirmed_at = least(proved, at), second_step_by_provider = vouched
     where s.partner_id = partner and s.id = session;
    return opened;
end
$$;

-- Whether people of a kind sign in at their partner's provider only.
create or replace function gate.no_passwords(of_partner uuid, of_kind text) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select 1 from oidc_providers o
                    where o.partner_id = of_partner and not o.passwords and o.audience in (of_kind, 'both'))
$$;
