-- Functions about people, called inside a scope. As those of app.sql they run as berth_gate and apply the tenant
-- themselves from the scope's settings, so they can never answer for another one.

-- A sign-in as the people of an account may know of it: nothing of what somebody does in other customers' accounts.
create or replace function app.sign_in_here(at timestamptz, here account_users) returns timestamptz
language sql stable set search_path = pg_catalog, public, app as $$
    select at where at >= here.created_at
       and not exists (select 1 from account_users o
                        where o.partner_id = here.partner_id and o.person_id = here.person_id
                          and o.account_id <> here.account_id)
$$;

-- The people of the scope's account: name and address come from the person, which the account's role cannot read.
-- Only grants on this very account: who comes in from an account above is not told here (T7). The last sign-in is told
-- where it can only have been for this account: the person has no other, and came after they were let in.
create or replace function app.account_people(search text, beyond_name text, beyond_id uuid, backwards boolean,
                                              page_size integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    with here as (
        select h.id, h.name, h.name_key, h.email, h.state, app.sign_in_here(h.last_sign_in_at, u) as last_sign_in_at, u.role, u.with_sub_accounts, u.version,
               (select max(l.expires_at) from links l
                 where l.partner_id = h.partner_id and l.person_id = h.id and l.purpose = 'invite'
                   and l.used_at is null) as invited_until
          from account_users u
          join people h on h.partner_id = u.partner_id and h.id = u.person_id
         where u.partner_id = app.partner_id() and u.account_id = app.account_id()
           and (search = '' or app.holds(h.name_key, search) or strpos(h.email_key, search) > 0)),
    page as (
        select here.*,
               row_number() over (order by
                   case when not backwards then name_key end, case when not backwards then id end,
                   case when backwards then name_key end desc, case when backwards then id end desc) as place
          from here
         where beyond_name is null
            or case when backwards then (name_key, id) < (beyond_name collate "C", beyond_id)
                    else (name_key, id) > (beyond_name collate "C", beyond_id) end)
    select coalesce(jsonb_agg(to_jsonb(page) - 'place' order by place), '[]'::jsonb) from page where place <= page_size
$$;

create or replace function app.account_person(person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select jsonb_build_object('id', h.id, 'name', h.name, 'name_key', h.name_key, 'email', h.email, 'state', h.state,
                              'last_sign_in_at', app.sign_in_here(h.last_sign_in_at, u), 'role', u.role,
                              'with_sub_accounts', u.with_sub_accounts, 'version', u.version,
                              'invited_until', (select max(l.expires_at) from links l
                                                 where l.partner_id = h.partner_id and l.person_id = h.id
                                                   and l.purpose = 'invite' and l.used_at is null))
      from account_users u
      join people h on h.partner_id = u.partner_id and h.id = u.person_id
     where u.partner_id = app.partner_id() and u.account_id = app.account_id() and u.person_id = person
$$;

-- How far the person of the scope reaches from the scope's account: the rank here, and the rank that goes on to its
-- sub-accounts (T5). Asked again inside a change, after its locks.
create or replace function app.my_reach() returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select jsonb_build_object(
               'here', coalesce(max(g.rank), 0),
               'below', coalesce(max(g.rank) filter (where g.with_sub_accounts), 0))
      from (select u.with_sub_accounts,
                   case u.role when 'administrator' then 3 when 'standard' then 2 else 1 end as rank
              from account_ancestors c
              join account_users u on u.partner_id = c.partner_id and u.account_id = c.ancestor_id
              join people h on h.partner_id = u.partner_id and h.id = u.person_id and h.state = 'active'
             where c.partner_id = app.partner_id() and c.account_id = app.account_id()
               and u.person_id = app.person_id() and (c.distance = 0 or u.with_sub_accounts)) g
$$;

-- Administrators of the scope's account who can sign in, but for one person.
create or replace function app.other_administrators(than uuid) returns bigint
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select count(*)
      from account_users u
      join people h on h.partner_id = u.partner_id and h.id = u.person_id and h.state = 'active'
     where u.partner_id = app.partner_id() and u.account_id = app.account_id()
       and u.role = 'administrator' and u.person_id <> than
$$;

-- Finds or makes people by address at the scope's partner; the new ones with their search terms. The caller decides
-- what a found one means: a Console User is never let into an account (T8).
create or replace function app.people_for(wanted jsonb, of_kind text, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
    -- In one order, so that two lists with the same addresses wait for one another instead of locking each other out.
    insert into people (partner_id, id, kind, email, email_key, name, name_key, created_at)
    -- An account's own people never make a Console User.
    select app.partner_id(), w.id, case when app.account_id() is null then of_kind else 'account' end, w.email, w.email_key, w.name, w.name_key, at
      from jsonb_to_recordset(wanted) as w(id uuid, email text, email_key text, name text, name_key text)
     order by w.email_key
    on conflict (partner_id, email_key) do nothing;
    insert into person_terms (partner_id, term, person_id)
    select h.partner_id, t.term, h.id
      from jsonb_to_recordset(wanted) as w(id uuid, terms jsonb)
      join people h on h.partner_id = app.partner_id() and h.id = w.id
     cross join lateral jsonb_array_elements_text(w.terms) as t(term)
    on conflict do nothing;
    return (select coalesce(jsonb_agg(jsonb_build_object(
                       'id', h.id, 'kind', h.kind, 'name', h.name, 'email', h.email, 'email_key', h.email_key,
                       'state', h.state, 'made', h.id = w.id)), '[]'::jsonb)
              from jsonb_to_recordset(wanted) as w(id uuid, email_key text)
              join people h on h.partner_id = app.partner_id() and h.email_key = w.email_key);
end
$$;

-- A new invitation for each person who has not accepted one. Each mail has a link of its own, because sending it sets
-- the link's token: an earlier mail, perhaps still unread, stays good until its own time. Using one uses up all.
-- Who was mailed one since `unless_since` gets no other; the person is locked, so that of two at once the second sees the
-- first. In an account's scope only for people of that account.
create or replace function app.invitations_for(wanted jsonb, at timestamptz, until timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare asked record; answer jsonb := '[]';
begin
    for asked in
        select h.id as person, w.link, w.unless_since
          from jsonb_to_recordset(wanted) as w(person uuid, link uuid, unless_since timestamptz)
          join people h on h.partner_id = app.partner_id() and h.id = w.person and h.state = 'invited'
         where app.account_id() is null
            or exists (select 1 from account_users u
                        where u.partner_id = h.partner_id and u.account_id = app.account_id() and u.person_id = h.id)
         order by h.id
           for no key update of h
    loop
        continue when exists (select 1 from links l
                               where l.partner_id = app.partner_id() and l.person_id = asked.person
                                 and l.purpose = 'invite' and l.used_at is null and l.created_at > asked.unless_since);
        insert into links (partner_id, id, person_id, purpose, created_at, expires_at)
        values (app.partner_id(), asked.link, asked.person, 'invite', at, until);
        answer := answer || jsonb_build_object('person', asked.person, 'link', asked.link);
    end loop;
    return answer;
end
$$;

-- Until when the open invitation of a person works, or null; the person is locked, so that of two mails that are asked
-- for at once the second sees the first. In an account's scope only for people of that account.
create or replace function app.lock_invitation(person uuid) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
    perform 1 from people h
     where h.partner_id = app.partner_id() and h.id = person
       and (app.account_id() is null
            or exists (select 1 from account_users u
                        where u.partner_id = h.partner_id and u.account_id = app.account_id() and u.person_id = h.id))
       for no key update;
    if not found then
        return null;
    end if;
    return (select max(l.expires_at) from links l
             where l.partner_id = app.partner_id() and l.person_id = person and l.purpose = 'invite' and l.used_at is null);
end
$$;

-- Replaces what a person is found by, after a change of name.
create or replace function app.set_person_terms(person uuid, terms text[]) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    delete from person_terms where partner_id = app.partner_id() and person_id = person and term <> all (terms);
    insert into person_terms (partner_id, term, person_id)
    select h.partner_id, t, h.id from people h cross join unnest(terms) as t
     where h.partner_id = app.partner_id() and h.id = person
    on conflict do nothing
$$;

create or replace function app.set_my_terms(terms text[]) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    delete from person_terms where partner_id = app.partner_id() and person_id = app.person_id() and term <> all (terms);
    insert into person_terms (partner_id, term, person_id)
    select h.partner_id, t, h.id from people h cross join unnest(terms) as t
     where h.partner_id = app.partner_id() and h.id = app.person_id()
    on conflict do nothing
$$;

-- Whether a person could sign in if enabled: a password was set, by an accepted invitation or by staff.
create or replace function app.has_password(person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select exists (select 1 from credentials c where c.partner_id = app.partner_id() and c.person_id = person)
$$;

create or replace function app.set_password(person uuid, new_scheme text, new_hash text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    insert into credentials (partner_id, person_id, scheme, hash, changed_at)
    select app.partner_id(), h.id, new_scheme, new_hash, at
      from people h where h.partner_id = app.partner_id() and h.id = person
    on conflict (partner_id, person_id) do update set scheme = new_scheme, hash = new_hash, changed_at = at
$$;

create or replace function app.set_my_password(new_scheme text, new_hash text, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    insert into credentials (partner_id, person_id, scheme, hash, changed_at)
    select app.partner_id(), h.id, new_scheme, new_hash, at
      from people h where h.partner_id = app.partner_id() and h.id = app.person_id()
    on conflict (partner_id, person_id) do update set scheme = new_scheme, hash = new_hash, changed_at = at
$$;

-- Marks the sessions of a person of this partner: each is given a new token at its next request (section 3). Called by
-- whatever changes the rights of a person. What they see as an account's people do ends.
create or replace function app.rotate_sessions(person uuid) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    update sessions set rotate = true where partner_id = app.partner_id() and person_id = person;
    update views_as v set ended_at = now() where v.partner_id = app.partner_id() and v.person_id = person and v.ended_at is null
$$;

-- The same for everybody whose grant on one of these accounts goes on to its sub-accounts.
create or replace function app.rotate_sessions_below(of_accounts uuid[]) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    update sessions s set rotate = true
     where s.partner_id = app.partner_id()
       and s.person_id in (select u.person_id from account_users u
                            where u.partner_id = app.partner_id() and u.account_id = any (of_accounts)
                              and u.with_sub_accounts)
$$;

-- A new token for the session in which the person of the scope just gave the password; the old one ends at once.
create or replace function app.renew_my_session(session uuid, fresh bytea, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    update sessions set token_hash = fresh, previous_hash = null, previous_until = null, rotate = false, confirmed_at = at
     where partner_id = app.partner_id() and person_id = app.person_id() and id = session
$$;

-- Makes the open sessions of one kind of people of this partner last at most so long; none lasts longer than before.
create or replace function app.shorten_sessions(of_kind text, idle_min integer, longest_min integer) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    update sessions s
       set idle_s = least(s.idle_s, 60 * idle_min),
           ends_at = least(s.ends_at, s.created_at + make_interval(mins => longest_min))
      from people h
     where s.partner_id = app.partner_id() and h.partner_id = s.partner_id and h.id = s.person_id and h.kind = of_kind
       and (s.idle_s > 60 * idle_min or s.ends_at > s.created_at + make_interval(mins => longest_min))
$$;

-- Ends the sessions that tokens of a credential of the partner's opened: it is revoked.
create or replace function app.end_sessions_by(credential uuid) returns void
language sql security definer set search_path = pg_catalog, public as $$
    delete from sessions s using sign_in_tokens t
     where t.partner_id = app.partner_id() and t.credential_id = credential and s.partner_id = t.partner_id and s.id = t.session_id
$$;
