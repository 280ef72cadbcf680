-- Tokens by which a partner's program lets somebody in (MODEL section 9): before anybody is known, so it runs as berth_gate.

-- What a token leads to, and whether it is usable; spent, which it also is when it is late, when its person may not enter any more
-- or when its credential was revoked; or of an account that is closed at present. Looking at it changes nothing. Null: there is none.
create or replace function gate.sign_in_token(presented bytea, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    known record;
    stopped record;
    standing text := 'usable';
    brand jsonb;
begin
    select t.partner_id, t.account_id, t.person_id, t.view, t.options, p.name as partner_name, p.slug, h.name, h.email, h.theme,
           coalesce(h.language, a.locale) as language, a.name as account_name, t.origin, t.credential_id is null and t.key_id is null as by_staff,
           t.used_at is null and t.expires_at > at and h.state <> 'disabled' and h.kind = 'account' and a.standing <> 'deleted'
               and c.revoked_at is null and k.revoked_at is null and coalesce(k.expires_at > at, true) and exists (
                   select 1 from account_ancestors n
                     join account_users u on u.partner_id = n.partner_id and u.account_id = n.ancestor_id
                    where n.partner_id = t.partner_id and n.account_id = t.account_id and u.person_id = t.person_id
                      and (n.distance = 0 or u.with_sub_accounts)) as good
      into known
      from sign_in_tokens t
      join partners p on p.id = t.partner_id
      join people h on h.partner_id = t.partner_id and h.id = t.person_id
      join accounts a on a.partner_id = t.partner_id and a.id = t.account_id
      left join api_credentials c on c.partner_id = t.partner_id and c.id = t.credential_id
      left join frame_keys k on k.partner_id = t.partner_id and k.id = t.key_id
     where t.token_hash = presented;
    if not found then
        return null;
    end if;
    -- As gate.enter_account has it.
    select a.suspended_at is null or (a.suspended_by is null and coalesce(a.expires_at <= at, false)) as expired
      into stopped
      from account_ancestors n
      join accounts a on a.partner_id = n.partner_id and a.id = n.ancestor_id
     where n.partner_id = known.partner_id and n.account_id = known.account_id
       and (a.suspended_at is not null or a.expires_at <= at)
     order by n.distance limit 1;
    brand := app.brand_of(known.partner_id, known.account_id);
    if not known.good then
        standing := 'spent';
    elsif stopped.expired is not null then
        standing := case when stopped.expired then 'expired' else 'suspended' end;
    end if;
    return jsonb_build_object(
        'standing', standing, 'partner', known.partner_id, 'partner_slug', known.slug,
        'partner_name', coalesce(brand ->> 'name', known.partner_name), 'brand', brand,
        'person', known.person_id, 'name', known.name, 'email', known.email, 'theme', known.theme, 'language', known.language,
        'account', known.account_id, 'account_name', known.account_name, 'view', known.view, 'options', known.options,
        'origins', case when known.by_staff then jsonb_build_array(known.origin)
                        else to_jsonb(gate.frame_origins(known.partner_id, known.account_id)) end);
end
$$;

-- Uses a token up and opens a session for its account alone; of two at once one gets in. The person proved no password, so there
-- is none that was given lately. Whoever comes by a token that was used already, and from elsewhere, had it from somebody: then the
-- session of the first ends too (`ended`), whichever of the two is the thief. The browser that has just used it comes again where a form
-- was sent twice: it says so by what stood in the page (`visit`), or by the session that it got (`browser`). Within ten seconds it gets
-- another token for that session (`again`), as the first answer may never have reached it. What is refused is to be noted (`noted`) the
-- first time, and then once an hour at most.
create or replace function gate.redeem_sign_in_token(presented bytea, visit bytea, browser bytea, at timestamptz, session uuid, token bytea,
                                                     idle integer, until timestamptz, source text, agent text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    known jsonb := gate.sign_in_token(presented, at);
    of_partner uuid := (known ->> 'partner')::uuid;
    of_person uuid := (known ->> 'person')::uuid;
    at_most record;
    mine uuid;
    ended boolean;
begin
    if known is null then
        return null;
    end if;
    if known ->> 'standing' = 'usable' then
        update sign_in_tokens t set used_at = at, session_id = session, visit_hash = visit
         where t.token_hash = presented and t.used_at is null and t.expires_at > at;
        if found then
            update people h set last_sign_in_at = at, state = 'active'
             where h.partner_id = of_partner and h.id = of_person and h.state <> 'disabled';
        end if;
        if not found then
            known := known || '{"standing": "spent"}';
        end if;
    end if;
    if known ->> 'standing' <> 'usable' then
        update sessions s set token_hash = token, previous_hash = s.token_hash, previous_until = at + interval '30 seconds'
          from sign_in_tokens t
         where t.token_hash = presented and t.used_at > at - interval '10 seconds'
           and s.partner_id = t.partner_id and s.id = t.session_id and (s.address, s.user_agent) = (source, agent)
           and (t.visit_hash = visit or s.token_hash = browser)
        returning s.id into mine;
        if mine is not null then
            return known || jsonb_build_object('standing', 'usable', 'again', mine, 'ended', false, 'noted', false);
        end if;
        delete from sessions s using sign_in_tokens t
         where t.token_hash = presented and t.used_at is not null and s.partner_id = t.partner_id and s.id = t.session_id
           and (s.address, s.user_agent) is distinct from (source, agent);
        ended := found;
        update sign_in_tokens t set refused_at = at
         where t.token_hash = presented and (t.refused_at is null or t.refused_at <= at - interval '1 hour');
        return known || jsonb_build_object('ended', ended, 'noted', found);
    end if;
    -- Locked as in gate.open_session, against a change of how long sessions last.
    select p.account_idle_min, p.account_longest_min into at_most from partners p where p.id = of_partner for share;
    insert into sessions (partner_id, id, person_id, account_id, token_hash, created_at, last_seen_at, idle_s, ends_at,
                          confirmed_at, address, user_agent)
    values (of_partner, session, of_person, (known ->> 'account')::uuid, token, at, at,
            least(idle, 60 * at_most.account_idle_min), least(until, at + make_interval(mins => at_most.account_longest_min)),
            'epoch', source, agent);
    return known || '{"ended": false, "noted": true}';
end
$$;
