-- What may be called before anyone is known (T3). Every function here runs as berth_gate, takes the hash of a
-- credential, and answers with facts or with null: null means nobody is signed in by that credential.
-- `at` is the server's clock, handed in so that a test can move it.

-- Who is signed in by a token. `rotate`: the token must be replaced; not twice within the time of the one before.
-- `settled_until`: before it, a use of the session is not written down again. `set_up_first`: no place opens but the person's
-- own, until they have the second step that the partner requires. `networks`: from which they may ask; null: from all.
create or replace function gate.session_of(token bytea, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare answer jsonb; replaced_by bytea;
begin
    select jsonb_build_object(
               'partner', p.id, 'partner_slug', p.slug, 'main_host', p.main_host,
               -- Customers meet the name that its brand says, and all else of that brand.
               'partner_name', case when h.kind = 'account' then coalesce(p.brand ->> 'name', p.name) else p.name end,
               'brand', case when h.kind = 'account' then p.brand end,
               'person', h.id, 'kind', h.kind, 'name', h.name, 'email', h.email,
               'full_access', h.full_access, 'rights', h.rights,
               'theme', h.theme, 'timezone', h.timezone, 'language', h.language, 'partner_language', p.language, 'shortcuts', h.shortcuts,
               'session', s.id, 'confirmed_at', s.confirmed_at, 'bound', s.account_id,
               'touch', s.last_seen_at < at - interval '60 seconds',
               'settled_until', s.last_seen_at + interval '60 seconds', 'last_account', h.recent_accounts[1],
               'frame', case when s.frame_id is not null then gate.frame_look(s.frame_id) end,
               'rotate', s.rotate and (s.previous_until is null or s.previous_until <= at),
               -- Whom a program let in gave no password, and needs no second step; a provider may have asked for one.
               'set_up_first', s.account_id is null and not s.second_step_by_provider
                   and (p.second_step = 'everybody' or p.second_step = 'console' and h.kind = 'console')
                   and not gate.has_second_step(p.id, h.id),
               'networks', case when h.kind = 'console' then to_jsonb(nullif(p.console_networks, '{}')) end)
      into answer
      from sessions s
      join people h on h.partner_id = s.partner_id and h.id = s.person_id
      join partners p on p.id = s.partner_id
     where s.token_hash = token
       and s.ends_at > at
       and s.last_seen_at + make_interval(secs => s.idle_s) > at
       and h.state = 'active'
       and (s.frame_id is null or gate.frame_is_open(s.partner_id, s.frame_id));
    if answer is null then
        -- A request that was under way when its session was given a new token.
        select s.token_hash into replaced_by from sessions s where s.previous_hash = token and s.previous_until > at;
        if found then
            return gate.session_of(replaced_by, at) || '{"rotate": false, "touch": false}';
        end if;
    end if;
    return answer;
end
$$;

-- Replaces a session's token; false when another request was quicker, and the old token serves this one (section 3).
create or replace function gate.rotate_session(token bytea, fresh bytea, at timestamptz, until timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    update sessions set token_hash = fresh, previous_hash = token, previous_until = until, rotate = false
     where token_hash = token and rotate and (previous_until is null or previous_until <= at);
    return found;
end
$$;

-- Adds the seal of everything that is said here of who asks and where, by which the server may ask again whether all of
-- it still holds. Nothing is sealed while something waits to be written down.
create or replace function gate.sealed(answer jsonb) returns jsonb
language sql immutable set search_path = pg_catalog as $$
    select case when (answer ->> 'touch')::boolean or (answer ->> 'rotate')::boolean then answer
           else answer || jsonb_build_object('seal', encode(sha256(convert_to(answer::text, 'UTF8')), 'hex')) end
$$;

-- The console: only Console Users have a place there (section 1: an Account User never enters it).
create or replace function gate.enter_partner(token bytea, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare who jsonb := gate.who(token, at);
begin
    -- A program whose token is bound to an account has no place there either.
    if who is null or who ->> 'kind' = 'account' or who ->> 'bound' is not null or (who ->> 'set_up_first')::boolean then
        return who;
    end if;
    return gate.sealed(who || jsonb_build_object('entered', true));
end
$$;

-- One account: a grant on it, or a grant with sub-accounts on an ancestor (T5). Suspended and expired accounts are
-- named but not entered: no scope is ever set for them.
create or replace function gate.enter_account(token bytea, account uuid, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    who jsonb := gate.who(token, at);
    partner uuid := (who ->> 'partner')::uuid;
    rank integer;
    seen record;
    here record;
    stopped record;
    brand jsonb;
begin
    -- Whom a program let into one account is nobody in the others.
    if who is null or coalesce((who ->> 'bound')::uuid <> account, false) or (who ->> 'set_up_first')::boolean then
        return who;
    end if;
    -- Staff see the one account that they chose to see as its people do, in the session in which they did (view_as.sql).
    if who ->> 'kind' = 'console' then
        select v.ends_at, v.ended_at is null and v.ends_at > at as open into seen
          from views_as v
         where v.partner_id = partner and v.session_id = (who ->> 'session')::uuid and v.account_id = account
         order by v.id desc limit 1;
        if not found then
            return who;
        end if;
        rank := gate.rank_of_viewer(who);
        if not seen.open or rank is null or gate.is_stopped(partner, account, at) then
            return who || '{"view_over": true}';
        end if;
        who := who || jsonb_build_object('view', jsonb_build_object('until', seen.ends_at));
    -- A program works as an administrator in the one account that its token is bound to, and in none below it.
    elsif who ->> 'kind' = 'program' then
        rank := case when (who ->> 'bound')::uuid = account then 3 end;
    else
        select max(case u.role when 'administrator' then 3 when 'standard' then 2 else 1 end)
          into rank
          from account_ancestors c
          join account_users u on u.partner_id = c.partner_id and u.account_id = c.ancestor_id
         where c.partner_id = partner and c.account_id = account
           and u.person_id = (who ->> 'person')::uuid
           and (c.distance = 0 or u.with_sub_accounts);
    end if;
    if rank is null then
        return who;
    end if;
    select a.name, a.timezone, a.locale, a.standing, a.api_id into here
      from accounts a where a.partner_id = partner and a.id = account and a.standing <> 'deleted';
    if not found then
        return who;
    end if;
    brand := app.brand_of(partner, account);
    who := who || jsonb_build_object('brand', brand, 'partner_name', coalesce(brand ->> 'name', who ->> 'partner_name'));
    -- An account whose date has come is closed at that instant, whether or not the chore has written it down yet.
    select a.suspended_at is null or (a.suspended_by is null and coalesce(a.expires_at <= at, false)) as expired
      into stopped
      from account_ancestors c
      join accounts a on a.partner_id = c.partner_id and a.id = c.ancestor_id
     where c.partner_id = partner and c.account_id = account
       and (a.suspended_at is not null or a.expires_at <= at)
     order by c.distance limit 1;
    if found then
        return who || jsonb_build_object('suspended', jsonb_build_object(
            'account_name', here.name, 'expired', stopped.expired));
    end if;
    return gate.sealed(who || jsonb_build_object('entered', true, 'account', account,
        'touch', (who ->> 'touch')::boolean or who ->> 'kind' = 'account' and (who ->> 'last_account')::uuid is distinct from account,
        'account_name', here.name, 'account_timezone', here.timezone, 'account_language', here.locale, 'account_api_id', here.api_id,
        'line', (select jsonb_agg(c.ancestor_id order by c.distance) from account_ancestors c
                  where c.partner_id = partner and c.account_id = account),
        'role', rank));
end
$$;

-- A person's own things: profile, sessions, the list of their accounts.
create or replace function gate.enter_self(token bytea, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare who jsonb := gate.session_of(token, at); -- a program has no things of its own
begin
    return case when who is null then null else gate.sealed(who || jsonb_build_object('entered', true)) end;
end
$$;

-- The first thing in a transaction for somebody who was here a moment ago: all that the gate said then, it would say
-- now, word for word. Anything else, a session that ended, a right that changed, is an error, so that nothing that
-- follows in the batch is done.
create or replace function gate.hold(place text, token bytea, account uuid, at timestamptz, seal text) returns void
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    who jsonb := case place when 'partner' then gate.enter_partner(token, at)
                            when 'account' then gate.enter_account(token, account, at)
                            when 'self' then gate.enter_self(token, at) end;
begin
    if (who ->> 'seal') is distinct from seal then
        raise exception 'the seal does not hold';
    end if;
end
$$;

create or replace function gate.partner_by_slug(wanted text) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select jsonb_build_object('name', coalesce(brand ->> 'name', name), 'slug', slug, 'brand', brand) from partners where slug = wanted
$$;

-- Whether somebody is asked for a code after the password (second_steps.sql).
create or replace function gate.has_second_step(of_partner uuid, of_person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select 1 from second_factors f
                    where f.partner_id = of_partner and f.person_id = of_person and f.confirmed_at is not null)
$$;

-- Whose password may be tried. At most three partners, so that one attempt costs at most three hashes.
create or replace function gate.sign_in_candidates(address text, at_partner text) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(jsonb_agg(c), '[]'::jsonb) from (
        select h.partner_id as partner, h.id as person, h.kind, h.name, h.email, c.scheme, c.hash,
               gate.has_second_step(h.partner_id, h.id) as second_step
          from people h
          join partners p on p.id = h.partner_id
          join credentials c on c.partner_id = h.partner_id and c.person_id = h.id
         where h.email_key = address and h.state = 'active' and (at_partner is null or p.slug = at_partner)
           and not gate.no_passwords(h.partner_id, h.kind)
         order by h.last_sign_in_at desc nulls last, h.id limit 3) c
$$;

-- Another hash of the same password, for one that was just verified; it is no change of the password.
create or replace function gate.strengthen(partner uuid, person uuid, old text, fresh text) returns void
language sql security definer set search_path = pg_catalog, public as $$
    update credentials c set hash = fresh where c.partner_id = partner and c.person_id = person and c.hash = old
$$;

create or replace function gate.password_of(token bytea, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare who jsonb := gate.session_of(token, at);
begin
    return (select jsonb_build_object('scheme', c.scheme, 'hash', c.hash) from credentials c
             where c.partner_id = (who ->> 'partner')::uuid and c.person_id = (who ->> 'person')::uuid);
end
$$;

-- Null: the person was disabled meanwhile. `new_device`: never seen before, though others were. `idle` and `until` are
-- the longest there are; the partner may say less. Its row is locked against a change of that, so that a session which
-- is opened meanwhile is not forgotten by app.shorten_sessions.
create or replace function gate.open_session(partner uuid, person uuid, session uuid, token bytea, at timestamptz,
                                             idle integer, until timestamptz, source text, agent text,
                                             seen_device bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare who record; at_most record; others boolean; known boolean;
begin
    update people set last_sign_in_at = at where partner_id = partner and id = person and state = 'active'
    returning name, email, kind into who;
    if not found then
        return null;
    end if;
    select case who.kind when 'console' then p.console_idle_min else p.account_idle_min end as idle_min,
           case who.kind when 'console' then p.console_longest_min else p.account_longest_min end as longest_min
      into at_most from partners p where p.id = partner for share;
    insert into sessions (partner_id, id, person_id, token_hash, created_at, last_seen_at, idle_s, ends_at,
                          confirmed_at, address, user_agent)
    values (partner, session, person, token, at, at, least(idle, 60 * at_most.idle_min),
            least(until, at + make_interval(mins => at_most.longest_min)), at, source, agent);
    others := exists (select 1 from known_devices where partner_id = partner and person_id = person);
    known := exists (select 1 from known_devices
                      where partner_id = partner and person_id = person and device = seen_device);
    insert into known_devices (partner_id, person_id, device, first_seen_at, last_seen_at)
    values (partner, person, seen_device, at, at)
    on conflict (partner_id, person_id, device) do update set last_seen_at = at;
    return jsonb_build_object('name', who.name, 'email', who.email, 'new_device', others and not known);
end
$$;

create or replace function gate.close_session(token bytea) returns void
language sql security definer set search_path = pg_catalog, public as $$
    delete from sessions where token_hash = token or previous_hash = token
$$;

-- Notes when a session was last used and, when it entered an account, that this is the account opened last.
create or replace function gate.touch_session(token bytea, at timestamptz, account uuid) returns void
language sql security definer set search_path = pg_catalog, public as $$
    update people h set recent_accounts = (array[account] || array_remove(h.recent_accounts, account))[1:8]
      from sessions s
     where s.token_hash = token and h.partner_id = s.partner_id and h.id = s.person_id
       and account is not null and h.recent_accounts[1] is distinct from account;
    update sessions set last_seen_at = at where token_hash = token and last_seen_at < at;
    update api_tokens set last_seen_at = at where token_hash = token and last_seen_at < at
$$;

create or replace function gate.confirm_session(token bytea, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, public as $$
    update sessions set confirmed_at = at
     where token_hash = token or (previous_hash = token and previous_until > at)
$$;

-- The latest instant until which one of the subjects must wait, or null.
create or replace function gate.throttled_until(subjects text[], at timestamptz) returns timestamptz
language sql stable security definer set search_path = pg_catalog, public as $$
    select max(blocked_until) from sign_in_attempts where subject = any(subjects) and blocked_until > at
$$;

-- Five free tries, then waits of 2, 4, 8 ... seconds up to 15 minutes; forgotten after an hour of peace.
create or replace function gate.note_failure(wanted text, free integer, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, public as $$
    insert into sign_in_attempts as a (subject, failures, last_at, blocked_until) values (wanted, 1, at, null)
    on conflict (subject) do update set
        failures = case when a.last_at < at - interval '1 hour' then 1 else a.failures + 1 end,
        last_at = at,
        blocked_until = case
            when a.last_at < at - interval '1 hour' or a.failures + 1 < free then null
            else at + least(interval '15 minutes', interval '1 second' * power(2, least(a.failures + 1 - free + 1, 12)))
        end
$$;

-- Whether it is an hour since it was last noted that somebody is kept out by their network; notes it then.
create or replace function gate.note_outsider(wanted text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    insert into sign_in_attempts as a (subject, failures, last_at, blocked_until) values (wanted, 1, at, at + interval '1 hour')
    on conflict (subject) do update set failures = a.failures + 1, last_at = at, blocked_until = at + interval '1 hour'
     where a.blocked_until <= at;
    return found;
end
$$;

create or replace function gate.forget_failures(wanted text) returns void
language sql security definer set search_path = pg_catalog, public as $$
    delete from sign_in_attempts where subject = wanted
$$;

-- The first thing in a transaction of a worker: its lease is its credential (R3), and it holds it still. The lock makes
-- that true until the transaction ends: maintenance.claim_job passes a locked job by, so that no other worker begins
-- beside this transaction even if the lease runs out in it. A key lock lets the lease be renewed meanwhile.
create or replace function gate.hold_lease(of_partner uuid, job uuid, attempt smallint, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform from jobs j where j.partner_id = of_partner and j.id = job and j.state = 'running'
        and j.attempts = attempt and j.lease_until > at for key share;
    if not found then
        raise exception 'the lease does not hold';
    end if;
end
$$;

-- Whose webhook an address is, and whether it takes anything now: before anybody is known. Null: there is none.
create or replace function gate.hook(presented bytea, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (select jsonb_build_object('partner', h.partner_id, 'account', h.account_id, 'hook', h.id, 'cycle', h.cycle_id,
               'step', h.step, 'version', c.version, 'state', c.state, 'account_version', a.version,
               'stopped', exists (
                   select 1 from account_ancestors n
                     join accounts u on u.partner_id = n.partner_id and u.id = n.ancestor_id
                    where n.partner_id = h.partner_id and n.account_id = h.account_id
                      and (u.suspended_at is not null or u.deleted_at is not null or coalesce(u.expires_at <= at, false))))
      from hooks h
      join cycles c on c.partner_id = h.partner_id and c.account_id = h.account_id and c.id = h.cycle_id
      join accounts a on a.partner_id = h.partner_id and a.id = h.account_id
     where h.token_hash = presented and c.state <> 'removed');
end
$$;

-- Opens the account of a webhook for one transaction, if all is as it was a moment ago: the hook is the one of this
-- address, and its cycle takes what comes.
create or replace function gate.hold_hook(presented bytea, of_account uuid, hook uuid, versions integer[], at timestamptz) returns void
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    if not exists (
        select 1 from hooks h
          join cycles c on c.partner_id = h.partner_id and c.account_id = h.account_id and c.id = h.cycle_id
          join accounts a on a.partner_id = h.partner_id and a.id = h.account_id
         where h.token_hash = presented and h.account_id = of_account and h.id = hook
           and c.version = versions[1] and c.state = 'active' and a.version = versions[2])
       or exists (
        select 1 from hooks h
          join account_ancestors n on n.partner_id = h.partner_id and n.account_id = h.account_id
          join accounts u on u.partner_id = n.partner_id and u.id = n.ancestor_id
         where h.token_hash = presented
           and (u.suspended_at is not null or u.deleted_at is not null or coalesce(u.expires_at <= at, false))) then
        raise exception 'the hook does not hold';
    end if;
end
$$;

-- Fails unless this worker has leased all these transactions of the account; keeps it so until the transaction ends.
create or replace function gate.hold_work(of_partner uuid, of_account uuid, by_worker uuid, ids uuid[], attempts integer[],
                                          at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    held integer;
begin
    select count(*) into held
      from (select 1 from queue q join unnest(ids, attempts) w (id, attempt) on q.transaction_id = w.id and q.attempt = w.attempt
             where q.account_id = of_account and q.partner_id = of_partner and q.state = 'leased' and q.worker = by_worker
               and q.lease_until > at for key share of q) l;
    if held <> cardinality(ids) then
        raise exception 'the lease does not hold';
    end if;
end
$$;

-- Fails unless a program has this call of the account open; keeps it so until the transaction ends.
create or replace function gate.hold_call(of_partner uuid, of_account uuid, this uuid, at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    perform 1 from method_calls c
      where c.partner_id = of_partner and c.account_id = of_account and c.id = this and c.until > at for key share;
    if not found then
        raise exception 'the call does not hold';
    end if;
end
$$;
