-- Two-step sign-in (MODEL section 3): after the password a code. The secret that codes are made of is encrypted with the
-- partner's key; who may have it says who asks: whoever gave the password a moment ago, or the person who is signed in.

-- Remembers that somebody gave their password, under a token that is good for the page that asks for the code and for nothing
-- else: it is no session.
create or replace function gate.begin_sign_in(partner uuid, person uuid, sign_in uuid, token bytea, at timestamptz,
                                              until timestamptz) returns void
language sql security definer set search_path = pg_catalog, public as $$
    delete from begun_sign_ins b where b.partner_id = partner and b.person_id = person and b.expires_at <= at;
    insert into begun_sign_ins (partner_id, id, person_id, token_hash, created_at, expires_at)
    values (partner, sign_in, person, token, at, until)
$$;

-- Whose sign-in waits for a code. Null: none does under that token.
create or replace function gate.begun_sign_in(token bytea, at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select jsonb_build_object('partner', p.id, 'partner_name', coalesce(p.brand ->> 'name', p.name), 'brand', p.brand,
                              'partner_slug', p.slug, 'person', h.id, 'kind', h.kind,
                              'name', h.name, 'email', h.email, 'secret', encode(f.secret, 'base64'))
      from begun_sign_ins b
      join people h on h.partner_id = b.partner_id and h.id = b.person_id and h.state = 'active'
      join partners p on p.id = b.partner_id
      join second_factors f on f.partner_id = b.partner_id and f.person_id = b.person_id and f.confirmed_at is not null
     where b.token_hash = token and b.expires_at > at
$$;

-- Uses up a code of a step of time that is later than the last one, or else a recovery code. False: it was used before.
create or replace function gate.use_code(of_partner uuid, of_person uuid, step bigint, recovery bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if step is not null then
        update second_factors f set last_step = step
         where f.partner_id = of_partner and f.person_id = of_person and f.confirmed_at is not null and f.last_step < step;
    else
        delete from recovery_codes c
         where c.partner_id = of_partner and c.person_id = of_person and c.code_hash = recovery;
    end if;
    return found;
end
$$;

-- Opens the session of a sign-in that waited for a code, which is used up with it. Null: it does not wait any more, or the code
-- was used before; nothing was done then. `left`: recovery codes that are left.
create or replace function gate.finish_sign_in(begun bytea, step bigint, recovery bytea, session uuid, token bytea, at timestamptz,
                                               idle integer, until timestamptz, source text, agent text, seen_device bytea)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare waiting record;
begin
    select b.partner_id, b.person_id into waiting from begun_sign_ins b
     where b.token_hash = begun and b.expires_at > at for update;
    if not found or not gate.use_code(waiting.partner_id, waiting.person_id, step, recovery) then
        return null;
    end if;
    delete from begun_sign_ins b where b.partner_id = waiting.partner_id and b.person_id = waiting.person_id;
    return gate.open_session(waiting.partner_id, waiting.person_id, session, token, at, idle, until, source, agent, seen_device)
        || jsonb_build_object('left', (select count(*) from recovery_codes c
                                        where c.partner_id = waiting.partner_id and c.person_id = waiting.person_id));
end
$$;

-- The person's own secret, encrypted: to be shown while it is being set up, and to check a code against.
create or replace function app.my_second_factor() returns bytea
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select f.secret from second_factors f where f.partner_id = app.partner_id() and f.person_id = app.person_id()
$$;

create or replace function app.use_my_code(step bigint, recovery bytea) returns boolean
language sql security definer set search_path = pg_catalog, public, app as $$
    select gate.use_code(app.partner_id(), app.person_id(), step, recovery)
$$;
