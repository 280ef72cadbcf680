-- Functions called inside a scope. They run as berth_gate to see what the scope's own role may not, and apply the
-- tenant themselves from the scope's settings, so they can never answer for another one.

create or replace function app.partner_id() returns uuid language sql stable as $$
    select nullif(current_setting('app.partner_id', true), '')::uuid
$$;
create or replace function app.account_id() returns uuid language sql stable as $$
    select nullif(current_setting('app.account_id', true), '')::uuid
$$;
create or replace function app.person_id() returns uuid language sql stable as $$
    select nullif(current_setting('app.person_id', true), '')::uuid
$$;

-- The accounts the person of the scope may open, by name. `below`: only the children of that account.
-- The path shows only ancestors that the person may open too (T7).
create or replace function app.my_accounts(search text, below uuid, after_name text, after_id uuid, page_size integer,
                                           at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    with mine as (
        select c.account_id,
               max(case u.role when 'administrator' then 3 when 'standard' then 2 else 1 end) as role
          from account_users u
          join account_ancestors c on c.partner_id = u.partner_id and c.ancestor_id = u.account_id
                                  and (c.distance = 0 or u.with_sub_accounts)
         where u.partner_id = app.partner_id() and u.person_id = app.person_id()
         group by c.account_id),
    page as (
        select a.id, a.name, a.name_key, a.api_id, a.standing, a.expires_at, a.parent_id, m.role
          from mine m join accounts a on a.partner_id = app.partner_id() and a.id = m.account_id
         where a.standing <> 'deleted'
           and (below is null or a.parent_id = below)
           and (search = '' or strpos(a.name_key, search) > 0 or strpos(a.api_id_key, search) > 0)
           and (after_name is null or (a.name_key, a.id) > (after_name collate "C", after_id))
         order by a.name_key, a.id limit page_size)
    select coalesce(jsonb_agg(jsonb_build_object(
               'id', p.id, 'name', p.name, 'api_id', p.api_id, 'role', p.role,
               'open', not exists (
                   select 1 from account_ancestors c
                     join accounts u on u.partner_id = c.partner_id and u.id = c.ancestor_id
                    where c.partner_id = app.partner_id() and c.account_id = p.id
                      and (u.suspended_at is not null or u.expires_at <= at)),
               'path', coalesce((
                   select jsonb_agg(u.name order by c.distance desc)
                     from account_ancestors c
                     join accounts u on u.partner_id = c.partner_id and u.id = c.ancestor_id
                    where c.partner_id = app.partner_id() and c.account_id = p.id and c.distance > 0
                      and exists (select 1 from mine m where m.account_id = u.id)), '[]'::jsonb))
             order by p.name_key, p.id), '[]'::jsonb)
      from page p
$$;

-- The people of the scope's account: name and address come from the person, which the account's role cannot read.
create or replace function app.account_people(search text, after_name text, after_id uuid, page_size integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select coalesce(jsonb_agg(r order by r.name_key, r.id), '[]'::jsonb) from (
        select h.id, h.name, h.name_key, h.email, h.state, h.last_sign_in_at, u.role, u.with_sub_accounts, u.version
          from account_users u
          join people h on h.partner_id = u.partner_id and h.id = u.person_id
         where u.partner_id = app.partner_id() and u.account_id = app.account_id()
           and (search = '' or strpos(h.name_key, search) > 0 or strpos(h.email_key, search) > 0)
           and (after_name is null or (h.name_key, h.id) > (after_name collate "C", after_id))
         order by h.name_key, h.id limit page_size) r
$$;

create or replace function app.account_person(person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select jsonb_build_object('id', h.id, 'name', h.name, 'name_key', h.name_key, 'email', h.email, 'state', h.state,
                              'last_sign_in_at', h.last_sign_in_at, 'role', u.role,
                              'with_sub_accounts', u.with_sub_accounts, 'version', u.version)
      from account_users u
      join people h on h.partner_id = u.partner_id and h.id = u.person_id
     where u.partner_id = app.partner_id() and u.account_id = app.account_id() and u.person_id = person
$$;

-- Finds or makes the Account User with that address at the scope's partner. Null: the address is a Console User's.
create or replace function app.account_user_for(address text, address_key text, full_name text, full_name_key text,
                                                new_id uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare found_person record;
begin
    insert into people (partner_id, id, kind, email, email_key, name, name_key, created_at)
    values (app.partner_id(), new_id, 'account', address, address_key, full_name, full_name_key, at)
    on conflict (partner_id, email_key) do nothing;
    select id, kind, name, state into found_person
      from people where partner_id = app.partner_id() and email_key = address_key;
    if found_person.kind <> 'account' then
        return null;
    end if;
    return jsonb_build_object('id', found_person.id, 'name', found_person.name, 'state', found_person.state,
                              'made', found_person.id = new_id);
end
$$;

create or replace function app.make_link(link uuid, person uuid, why text, at timestamptz, until timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    insert into links (partner_id, id, person_id, purpose, created_at, expires_at)
    select app.partner_id(), link, h.id, why, at, until
      from people h where h.partner_id = app.partner_id() and h.id = person
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
-- whatever changes the rights of a person.
create or replace function app.rotate_sessions(person uuid) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    update sessions set rotate = true where partner_id = app.partner_id() and person_id = person
$$;

-- A new token for the session in which the person of the scope just gave the password; the old one ends at once.
create or replace function app.renew_my_session(session uuid, fresh bytea, at timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    update sessions set token_hash = fresh, previous_hash = null, previous_until = null, rotate = false, confirmed_at = at
     where partner_id = app.partner_id() and person_id = app.person_id() and id = session
$$;

-- The first children of each of some accounts, by name; runs as the caller, behind its policies. The key to go on
-- from is for a call with one parent.
create or replace function app.branches(parents uuid[], after_name text, after_id uuid, page_size integer) returns jsonb
language sql stable set search_path = pg_catalog, public, app as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'id', c.id, 'parent_id', c.parent_id, 'name', c.name, 'name_key', c.name_key, 'api_id', c.api_id,
               'depth', c.depth, 'suspended_at', c.suspended_at, 'suspended_by', c.suspended_by,
               'suspended_via', c.suspended_via, 'expires_at', c.expires_at,
               'sub_accounts', (select count(*) from accounts s
                                 where s.partner_id = app.partner_id() and s.parent_id = c.id and s.live),
               'people', (select count(*) from account_users u
                           where u.partner_id = app.partner_id() and u.account_id = c.id))
             order by c.name_key, c.id), '[]'::jsonb)
      from unnest(parents) as branch(parent)
     cross join lateral (
           select a.* from accounts a
            where a.partner_id = app.partner_id() and a.parent_id = branch.parent and a.live
              and (after_name is null or (a.name_key, a.id) > (after_name collate "C", after_id))
            order by a.name_key, a.id limit page_size) c
$$;

-- Many accounts at once, with the rights of whoever calls: the policies hold for every row.
create or replace function app.place_accounts(ids uuid[], above uuid[], far smallint[]) returns void
language sql as $$
    insert into account_ancestors (partner_id, account_id, ancestor_id, distance)
    select app.partner_id(), n.account_id, n.ancestor_id, n.distance
      from unnest(ids, above, far) as n (account_id, ancestor_id, distance)
$$;

create or replace function app.add_terms(ids uuid[], found_by text[], kinds text[]) returns void
language sql as $$
    insert into account_terms (partner_id, term, account_id, kind)
    select app.partner_id(), n.term, n.account_id, n.kind::"char"
      from unnest(ids, found_by, kinds) as n (account_id, term, kind)
$$;

-- Writes details over those of the version that was seen; answers how many accounts still had it.
create or replace function app.edit_accounts(edits jsonb, at timestamptz) returns integer
language sql as $$
    with written as (
        update accounts a
           set api_id = e.api_id, api_id_key = e.api_id_key, name = e.name, name_key = e.name_key,
               description = e.description, timezone = e.timezone, locale = e.locale, tags = e.tags,
               expires_at = e.expires_at, next_billing_on = e.next_billing_on,
               audit_notes = e.audit_notes, task_audit_notes = e.task_audit_notes,
               retention_success_hours = e.retention_success_hours, retention_error_hours = e.retention_error_hours,
               error_webhook_enabled = e.error_webhook_enabled, error_webhook_url = e.error_webhook_url,
               error_webhook_warnings = e.error_webhook_warnings, custom_fields = e.custom_fields,
               version = a.version + 1, updated_at = at
          from jsonb_to_recordset(edits) as e (
               id uuid, seen integer, api_id text, api_id_key text, name text, name_key text, description text,
               timezone text, locale text, tags text[], expires_at timestamptz, next_billing_on date,
               audit_notes text, task_audit_notes text, retention_success_hours smallint,
               retention_error_hours smallint, error_webhook_enabled boolean, error_webhook_url text,
               error_webhook_warnings boolean, custom_fields jsonb)
         where a.partner_id = app.partner_id() and a.id = e.id and a.version = e.seen and a.live
        returning 1)
    select count(*)::integer from written
$$;

-- The outcome of an import's check, many rows at once.
create or replace function app.judge_import(import uuid, lines integer[], outcomes text[], names text[],
                                            api_ids text[], details jsonb) returns void
language sql as $$
    update import_rows r set outcome = n.outcome, name = n.name, api_id = n.api_id, detail = nullif(n.detail, 'null')
      from unnest(lines, outcomes, names, api_ids, array(select d.value from jsonb_array_elements(details) with ordinality d order by d.ordinality))
           as n (line, outcome, name, api_id, detail)
     where r.partner_id = app.partner_id() and r.import_id = import and r.line = n.line
$$;
