-- Frames on pages of a partner's product (MODEL section 9): which pages may frame what, and the tokens that open a frame. Before
-- anybody is known, so all of it runs as berth_gate.

-- The origins that may frame an account: its own list, else that of the nearest account above that has one, else the partner's.
create or replace function gate.frame_origins(of_partner uuid, of_account uuid) returns text[]
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce((select a.frame_origins
                       from account_ancestors n
                       join accounts a on a.partner_id = n.partner_id and a.id = n.ancestor_id
                      where n.partner_id = of_partner and n.account_id = of_account and a.frame_origins is not null
                      order by n.distance limit 1),
                    (select p.frame_origins from partners p where p.id = of_partner))
$$;

-- Whether what opened a frame is still good: nobody ended it, and neither credential nor key was revoked.
create or replace function gate.frame_is_open(of_partner uuid, of_frame uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select 1 from frames f
                     left join api_credentials c on c.partner_id = f.partner_id and c.id = f.credential_id
                     left join frame_keys k on k.partner_id = f.partner_id and k.id = f.key_id
                    where f.id = of_frame and f.partner_id = of_partner and f.ended_at is null
                      and c.revoked_at is null and k.revoked_at is null)
$$;

-- What is to be known of a frame to show a page in it: who may frame it, and how it looks.
create or replace function gate.frame_look(of_frame uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select jsonb_build_object(
               'id', f.id, 'view', f.view, 'mode', f.mode, 'clear', f.clear, 'page', f.origin,
               'complete', coalesce(f.options ->> 'completeParameter', ''),
               -- Staff that looks whether frames work has one on a page of the console.
               'origins', case when f.credential_id is null and f.key_id is null then jsonb_build_array(f.only_origin)
                               when f.only_origin is null then to_jsonb(gate.frame_origins(f.partner_id, f.account_id))
                               else to_jsonb(array(select o from unnest(gate.frame_origins(f.partner_id, f.account_id)) o
                                                    where o = f.only_origin)) end)
      from frames f where f.id = of_frame
$$;

-- The same before anybody has proved anything, by the id in its address: with the partner whose name stands on its pages. Null: there
-- is none.
create or replace function gate.frame_at(of_frame uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select gate.frame_look(f.id) || jsonb_build_object('partner', p.id, 'partner_name', coalesce(b.brand ->> 'name', p.name), 'brand', b.brand, 'language', a.locale,
                                                        'ended', not gate.frame_is_open(f.partner_id, f.id))
      from frames f join partners p on p.id = f.partner_id join accounts a on a.partner_id = f.partner_id and a.id = f.account_id
           cross join lateral app.brand_of(f.partner_id, f.account_id) b (brand)
     where f.id = of_frame
$$;

-- Whose a key is, and whether what it signs is taken. Null: there is none.
create or replace function gate.frame_key(of_key uuid, at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select jsonb_build_object('partner', k.partner_id, 'partner_name', coalesce(p.brand ->> 'name', p.name), 'brand', p.brand, 'key', k.id, 'algorithm', k.algorithm, 'public_key', k.public_key, 'origins', to_jsonb(p.frame_origins),
                              'good', k.revoked_at is null and coalesce(k.expires_at > at, true))
      from frame_keys k join partners p on p.id = k.partner_id
     where k.id = of_key
$$;

-- Takes what a key has signed, once: whose key it is, in the words of a program of the partner. Null: it was taken before, or the key
-- is good for nothing any more.
create or replace function gate.take_signature(of_key uuid, name bytea, at timestamptz, until timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    known record;
begin
    update frame_keys k set last_used_at = at
     where k.id = of_key and k.revoked_at is null and coalesce(k.expires_at > at, true)
       and (k.last_used_at is null or k.last_used_at < at - interval '1 minute');
    select k.partner_id, k.name, p.name as partner_name, p.slug, p.language into known
      from frame_keys k join partners p on p.id = k.partner_id
     where k.id = of_key and k.revoked_at is null and coalesce(k.expires_at > at, true);
    if not found then
        return null;
    end if;
    insert into spent_signatures (partner_id, named, expires_at) values (known.partner_id, name, until) on conflict do nothing;
    if not found then
        return null;
    end if;
    return jsonb_build_object('partner', known.partner_id, 'partner_name', known.partner_name, 'partner_slug', known.slug,
                              'key', of_key, 'name', known.name, 'partner_language', known.language);
end
$$;

-- What is known of whoever comes with a signed token that was taken before: they, or whoever came first, had it from somebody, so what
-- the first opened ends (`ended`), and if it is not open yet, it is not opened. Null: it was not taken, or no more is known of it.
create or replace function gate.refuse_signature(of_key uuid, called bytea, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    used sign_in_tokens;
    noted boolean;
    ended boolean;
begin
    select t.* into used
      from frame_keys k
      join spent_signatures s on s.partner_id = k.partner_id and s.named = called
      join sign_in_tokens t on t.partner_id = s.partner_id and t.token_hash = s.token_hash
     where k.id = of_key;
    if not found then
        return null;
    end if;
    update sign_in_tokens t set used_at = at where t.token_hash = used.token_hash and t.used_at is null;
    ended := found;
    update frames f set ended_at = at
      from sessions s
     where s.partner_id = used.partner_id and s.id = used.session_id and f.id = s.frame_id and f.partner_id = s.partner_id
       and f.ended_at is null;
    ended := ended or found;
    delete from sessions s where s.partner_id = used.partner_id and s.id = used.session_id;
    ended := ended or found;
    update spent_signatures s set refused_at = at
     where s.partner_id = used.partner_id and s.named = called
       and (s.refused_at is null or s.refused_at <= at - interval '1 hour');
    noted := found;
    return gate.sign_in_token(used.token_hash, at) || jsonb_build_object('standing', 'spent', 'ended', ended, 'noted', noted);
end
$$;

-- Uses a token up for a frame: a new one, or one that is open already and goes on with it (`again`). Whoever comes by a token that was
-- used before had it from somebody, so the frame of the first ends too (`ended`). `page`: where the frame stands, as its browser says.
create or replace function gate.open_frame(presented bytea, frame uuid, again boolean, at timestamptz, session uuid, token bytea,
                                           idle integer, until timestamptz, source text, agent text, page text, shown text,
                                           see_through boolean) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    known jsonb := gate.sign_in_token(presented, at);
    of_partner uuid := (known ->> 'partner')::uuid;
    of_account uuid := (known ->> 'account')::uuid;
    of_person uuid := (known ->> 'person')::uuid;
    origins text[];
    used sign_in_tokens;
    at_most record;
    ends timestamptz;
    ended boolean := false;
begin
    if known is null then
        return null;
    end if;
    select * into used from sign_in_tokens t where t.token_hash = presented;
    known := known || '{"ended": false, "noted": true}';
    origins := array(select jsonb_array_elements_text(known -> 'origins'));
    -- Neither uses it up.
    if known ->> 'standing' = 'usable' and page is not null
       and (page <> all (origins) or used.origin is not null and page <> used.origin) then
        known := known || '{"standing": "elsewhere"}';
    elsif known ->> 'standing' = 'usable' and again and not exists (
           select 1 from frames f where f.partner_id = of_partner and f.account_id = of_account and f.id = frame
              and f.person_id = of_person and f.ended_at is null) then
        known := known || '{"standing": "other"}';
    end if;
    if known ->> 'standing' = 'usable' then
        update sign_in_tokens t set used_at = at, session_id = session
         where t.token_hash = presented and t.used_at is null and t.expires_at > at;
        if not found then
            known := known || '{"standing": "spent"}';
        end if;
    end if;
    if known ->> 'standing' <> 'usable' then
        if used.used_at is not null then
            update frames f set ended_at = at
              from sessions s
             where s.partner_id = used.partner_id and s.id = used.session_id and f.id = s.frame_id and f.partner_id = s.partner_id
               and f.ended_at is null;
            ended := found;
            delete from sessions s where s.partner_id = used.partner_id and s.id = used.session_id;
            ended := ended or found;
        end if;
        update sign_in_tokens t set refused_at = at
         where t.token_hash = presented and (t.refused_at is null or t.refused_at <= at - interval '1 hour');
        return known || jsonb_build_object('ended', ended, 'noted', found);
    end if;
    update people h set last_sign_in_at = at, state = 'active'
     where h.partner_id = of_partner and h.id = of_person and h.state <> 'disabled';
    -- Locked as in gate.open_session, against a change of how long sessions last.
    select p.account_idle_min, p.account_longest_min into at_most from partners p where p.id = of_partner for share;
    ends := least(until, at + make_interval(mins => least(coalesce(used.lasts_min, 480), at_most.account_longest_min)));
    if again then
        delete from sessions s using frames f
         where f.partner_id = of_partner and f.account_id = of_account and f.id = frame
           and s.partner_id = f.partner_id and s.id = f.session_id;
        update frames f set session_id = session, refreshed_at = at, until = ends, credential_id = used.credential_id,
                            key_id = used.key_id, only_origin = used.origin
         where f.partner_id = of_partner and f.account_id = of_account and f.id = frame;
    else
        insert into frames (partner_id, account_id, id, person_id, credential_id, key_id, session_id, view, options, origin,
                            only_origin, mode, clear, opened_at, refreshed_at, until)
        values (of_partner, of_account, frame, of_person, used.credential_id, used.key_id, session, used.view, used.options, page,
                used.origin, shown, see_through, at, at, ends);
    end if;
    insert into sessions (partner_id, id, person_id, account_id, token_hash, created_at, last_seen_at, idle_s, ends_at,
                          confirmed_at, address, user_agent, frame_id)
    values (of_partner, session, of_person, of_account, token, at, at, least(idle, 60 * at_most.account_idle_min), ends,
            'epoch', source, agent, frame);
    return known;
end
$$;
