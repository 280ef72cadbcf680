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

-- A folded text without accents and with plain letters, as `people::plain` in Rust has it.
create or replace function app.plain(folded text) returns text language sql immutable parallel safe as $$
    select case when octet_length(folded) = char_length(folded) then folded else normalize(
        replace(replace(replace(replace(translate(
            regexp_replace(normalize(folded, NFD), '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]', '', 'g'),
            'łøđðħŧı’‘‛ʼ´', 'loddhti'''''''''''), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), NFC) end
$$;
-- Whether a text holds what is searched for: as it is, or without its accents.
create or replace function app.holds(folded text, search text) returns boolean language sql immutable parallel safe as $$
    select strpos(folded, search) > 0 or strpos(app.plain(folded), app.plain(search)) > 0
$$;

-- What a person of the scope sees of some accounts, in the order asked for; those that they may not open are left out.
-- An ancestor is visible when it carries a grant itself or lies below (or at) one with sub-accounts (T5, T7), so the
-- rows of account_ancestors of one account decide its role, its way and whether it is open.
create or replace function app.my_account_facts(wanted uuid[], at timestamptz) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'id', a.id, 'name', a.name, 'name_key', a.name_key, 'api_id', a.api_id, 'parent', a.parent_id,
               'role', f.role, 'open', f.open, 'path', f.path) order by w.place), '[]'::jsonb)
      from unnest(wanted) with ordinality w (id, place)
      join accounts a on a.partner_id = app.partner_id() and a.id = w.id and a.standing <> 'deleted'
     cross join lateral (
        select max(g.rank) filter (where g.distance = 0 or g.with_sub_accounts) as role,
               not bool_or(g.stopped) as open,
               coalesce(jsonb_agg(g.name order by g.distance desc)
                   filter (where g.distance > 0 and (g.rank is not null or g.reach >= g.distance)), '[]'::jsonb) as path
          from (select c.distance, u.name, u.suspended_at is not null or coalesce(u.expires_at <= at, false) as stopped,
                       case r.role when 'administrator' then 3 when 'standard' then 2 when 'viewer' then 1 end as rank,
                       r.with_sub_accounts,
                       max(c.distance) filter (where r.with_sub_accounts) over () as reach
                  from account_ancestors c
                  join accounts u on u.partner_id = c.partner_id and u.id = c.ancestor_id
                  left join account_users r on r.partner_id = c.partner_id and r.account_id = c.ancestor_id
                                           and r.person_id = app.person_id()
                 where c.partner_id = app.partner_id() and c.account_id = a.id) g) f
     where f.role is not null
$$;

-- The ids of everything the person may open, or only of what lies below one account, at any depth.
create or replace function app.my_account_ids(below uuid) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public, app set jit = off as $$
declare
    partner uuid := app.partner_id();
    me uuid := app.person_id();
    found_ids uuid[];
begin
    if below is not null and exists (
        select 1 from account_ancestors c
          join account_users u on u.partner_id = c.partner_id and u.account_id = c.ancestor_id
         where c.partner_id = partner and c.account_id = below and u.person_id = me and u.with_sub_accounts) then
        select array_agg(c.account_id) into found_ids from account_ancestors c
         where c.partner_id = partner and c.ancestor_id = below and c.distance > 0;
        return found_ids;
    end if;
    select array_agg(distinct g.id) into found_ids from (
        select u.account_id as id from account_users u where u.partner_id = partner and u.person_id = me
        union all
        select c.account_id from account_users u
          join account_ancestors c on c.partner_id = u.partner_id and c.ancestor_id = u.account_id and c.distance > 0
         where u.partner_id = partner and u.person_id = me and u.with_sub_accounts) g;
    if below is not null then
        select array_agg(c.account_id) into found_ids from account_ancestors c
         where c.partner_id = partner and c.account_id = any (found_ids) and c.ancestor_id = below and c.distance > 0;
    end if;
    return found_ids;
end
$$;

-- One page of the accounts the person of the scope may open, by name; with a key, what comes after it, or before it
-- (nearest first). Only the page's rows are looked at closely. In plpgsql, so that the plans are kept.
create or replace function app.my_accounts(search text, below uuid, key_name text, key_id uuid, backwards boolean,
                                           page_size integer, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public, app set jit = off as $$
declare
    partner uuid := app.partner_id();
    mine uuid[] := app.my_account_ids(below);
    page uuid[];
begin
    if backwards then
        select array_agg(f.id order by f.name_key desc, f.id desc) into page from (
            select a.id, a.name_key from unnest(mine) m (id)
              join accounts a on a.partner_id = partner and a.id = m.id
             where a.standing <> 'deleted'
               and (search = '' or app.holds(a.name_key, search) or strpos(a.api_id_key, search) > 0)
               and (key_name is null or (a.name_key, a.id) < (key_name collate "C", key_id))
             order by a.name_key desc, a.id desc limit page_size) f;
    else
        select array_agg(f.id order by f.name_key, f.id) into page from (
            select a.id, a.name_key from unnest(mine) m (id)
              join accounts a on a.partner_id = partner and a.id = m.id
             where a.standing <> 'deleted'
               and (search = '' or app.holds(a.name_key, search) or strpos(a.api_id_key, search) > 0)
               and (key_name is null or (a.name_key, a.id) > (key_name collate "C", key_id))
             order by a.name_key, a.id limit page_size) f;
    end if;
    return app.my_account_facts(page, at);
end
$$;

-- For the switcher, which is on every page: the accounts opened last, filled up with some others. It costs the same for
-- 2 accounts and for 5,000, because it stops at the first few; the whole list by name is one click away.
create or replace function app.my_switcher(at_most integer, at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public, app set jit = off as $$
declare
    partner uuid := app.partner_id();
    me uuid := app.person_id();
    recent uuid[];
    others uuid[];
begin
    select h.recent_accounts into recent from people h where h.partner_id = partner and h.id = me;
    select array_agg(s.id) into others from (
        select u.account_id as id from account_users u
          join accounts a on a.partner_id = u.partner_id and a.id = u.account_id
         where u.partner_id = partner and u.person_id = me and a.standing <> 'deleted'
         order by u.account_id limit at_most) s;
    if coalesce(cardinality(others), 0) < at_most then
        others := others || array(
            select a.id from account_users u
              join account_ancestors c on c.partner_id = u.partner_id and c.ancestor_id = u.account_id and c.distance > 0
              join accounts a on a.partner_id = c.partner_id and a.id = c.account_id
             where u.partner_id = partner and u.person_id = me and u.with_sub_accounts and a.standing <> 'deleted'
             limit at_most * 9);
    end if;
    return app.my_account_facts(array(
        select w.id from unnest(recent || others) with ordinality w (id, place)
         group by w.id order by min(w.place) limit at_most + 8), at);
end
$$;

-- How many people an account has, and how many of its sub-accounts the person may open, counted up to a bound.
create or replace function app.account_figures(at_most integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select jsonb_build_object(
        'people', (select count(*) from account_users u
                    where u.partner_id = app.partner_id() and u.account_id = app.account_id()),
        'administrators', (select count(*) from account_users u
                            where u.partner_id = app.partner_id() and u.account_id = app.account_id()
                              and u.role = 'administrator'),
        'invited', (select count(*) from account_users u
                      join people h on h.partner_id = u.partner_id and h.id = u.person_id
                     where u.partner_id = app.partner_id() and u.account_id = app.account_id() and h.state = 'invited'),
        'sub_accounts', (select count(*) from (
                          select 1 from unnest(app.my_account_ids(app.account_id())) m (id)
                            join accounts a on a.partner_id = app.partner_id() and a.id = m.id and a.standing = 'active'
                           limit at_most) s))
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
               'people', (select count(distinct u.person_id) from account_ancestors r
                            join account_users u on u.partner_id = r.partner_id and u.account_id = r.ancestor_id
                           where r.partner_id = app.partner_id() and r.account_id = c.id
                             and (r.distance = 0 or u.with_sub_accounts)))
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

-- What accounts.search_text holds for these terms, each followed by U+0002 and its kind (accounts::model::search_text).
create or replace function app.search_text(terms text[]) returns text
language sql immutable as $$
    select case when octet_length(t) <= 1500 then t else '' end
      from (select coalesce(E'\x01' || array_to_string(terms, E'\x01'), '') as t) joined
$$;

create or replace function app.add_terms(ids uuid[], found_by text[], kinds text[]) returns void
language sql as $$
    insert into account_terms (partner_id, term, account_id, kind)
    select app.partner_id(), n.term, n.account_id, n.kind::"char"
      from unnest(ids, found_by, kinds) as n (account_id, term, kind)
$$;

create or replace function app.drop_terms(ids uuid[]) returns void
language sql as $$
    delete from account_terms t using unnest(ids) as n (account_id)
     where t.partner_id = app.partner_id() and t.account_id = n.account_id
$$;

-- Looking up many accounts goes through a join and not through = any(..): right after a large import the statistics are
-- old, and a plan that then filters all accounts by a list of a thousand takes a second instead of milliseconds.
create or replace function app.accounts_by_keys(keys text[]) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(to_jsonb(a)), '[]'::jsonb)
      from unnest(keys) as n (key)
      join accounts a on a.partner_id = app.partner_id() and a.api_id_key = n.key
$$;

create or replace function app.account_stubs(keys text[]) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('key', a.api_id_key, 'id', a.id, 'depth', a.depth, 'live', a.live)), '[]'::jsonb)
      from unnest(keys) as n (key)
      join accounts a on a.partner_id = app.partner_id() and a.api_id_key = n.key
$$;

-- What hangs below these accounts would inherit; deleted ones are left out.
create or replace function app.places(ids uuid[]) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'id', a.id, 'depth', a.depth,
               'stopped_by', case when a.suspended_at is not null then a.id else a.suspended_via end,
               'ancestors', (select jsonb_agg(c.ancestor_id order by c.distance) from account_ancestors c
                              where c.partner_id = app.partner_id() and c.account_id = a.id))), '[]'::jsonb)
      from unnest(ids) as n (id)
      join accounts a on a.partner_id = app.partner_id() and a.id = n.id and a.live
$$;

-- Writes details over those of the version that was seen; answers how many accounts still had it.
create or replace function app.edit_accounts(edits jsonb, at timestamptz) returns integer
language sql as $$
    with moved as (
        -- The days until a minute from now are days of the zone before: who counts sees the change at its COMMIT, and what
        -- lies between must be the same day for those who count before it and after.
        insert into account_zones (partner_id, account_id, until_at, timezone)
        select a.partner_id, a.id, edit_accounts.at + interval '1 minute', a.timezone
          from jsonb_to_recordset(edits) as e (id uuid, seen integer, timezone text)
          join accounts a on a.partner_id = app.partner_id() and a.id = e.id and a.version = e.seen and a.live
         where a.timezone <> e.timezone
        on conflict do nothing),
    written as (
        update accounts a
           set api_id = e.api_id, api_id_key = e.api_id_key, name = e.name, name_key = e.name_key,
               description = e.description, timezone = e.timezone, locale = e.locale, tags = e.tags, search_text = e.search_text,
               expires_at = e.expires_at, next_billing_on = e.next_billing_on,
               audit_notes = e.audit_notes, task_audit_notes = e.task_audit_notes,
               retention_success_hours = e.retention_success_hours, retention_error_hours = e.retention_error_hours,
               error_webhook_enabled = e.error_webhook_enabled, error_webhook_url = e.error_webhook_url,
               error_webhook_warnings = e.error_webhook_warnings, custom_fields = e.custom_fields,
               version = a.version + 1, updated_at = at
          from jsonb_to_recordset(edits) as e (
               id uuid, seen integer, api_id text, api_id_key text, name text, name_key text, description text,
               timezone text, locale text, tags text[], search_text text, expires_at timestamptz, next_billing_on date,
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

-- Which of these people are Account Users. An account's own audit log names them; anybody else who acted there was
-- the partner, and is named as the partner.
create or replace function app.account_actors(wanted uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select coalesce(array_agg(h.id), '{}') from people h
     where h.partner_id = app.partner_id() and h.id = any (wanted) and h.kind = 'account'
$$;

-- What the console's first page says, in one statement. Not security definer: it sees what the scope sees. Every count
-- stops at a bound and every part is an index range, so that it costs the same at 100,000 accounts.
create or replace function app.partner_overview(at timestamptz, at_most integer) returns jsonb
language sql stable set search_path = pg_catalog, public, app as $$
    select jsonb_build_object(
        'accounts', (select f.accounts from partner_figures f where f.partner_id = app.partner_id()),
        'sub_accounts', (select f.sub_accounts from partner_figures f where f.partner_id = app.partner_id()),
        'suspended', (select count(*) from (
            select 1 from accounts a where a.partner_id = app.partner_id() and a.standing = 'suspended' limit at_most) s),
        'expiring', (select count(*) from (
            select 1 from accounts a where a.partner_id = app.partner_id() and a.expires_at is not null
               and a.standing = 'active' and a.expires_at <= at + interval '14 days' limit at_most) s),
        'expiring_next', (select coalesce(jsonb_agg(s order by s.at, s.id), '[]') from (
            select a.id, a.name, a.expires_at as at from accounts a where a.partner_id = app.partner_id()
               and a.expires_at is not null and a.standing = 'active' and a.expires_at <= at + interval '14 days'
             order by a.expires_at, a.id limit 5) s),
        'purged_next', (select coalesce(jsonb_agg(s order by s.at, s.id), '[]') from (
            select a.id, a.name, a.deleted_at + interval '90 days' as at from accounts a
             where a.partner_id = app.partner_id() and a.deleted_at is not null and a.deleted_with is null
               and a.deleted_at <= at - interval '76 days'
             order by a.deleted_at, a.id limit 5) s),
        'suspended_some', (select coalesce(jsonb_agg(s order by s.at desc), '[]') from (
            select a.id, a.name, coalesce(a.suspended_at, (
                       select above.suspended_at from accounts above
                        where above.partner_id = a.partner_id and above.id = a.suspended_via), at) as at
              from accounts a
             where a.partner_id = app.partner_id() and a.standing = 'suspended'
             order by a.name_key, a.id limit 5) s),
        'invited_users', (select count(*) from (
            select 1 from people h where h.partner_id = app.partner_id() and h.kind = 'account' and h.state = 'invited'
             limit at_most) s),
        'invited_staff', (select count(*) from (
            select 1 from people h where h.partner_id = app.partner_id() and h.kind = 'console' and h.state = 'invited'
             limit at_most) s),
        'has_users', exists (select 1 from people h where h.partner_id = app.partner_id() and h.kind = 'account'),
        'has_two_staff', (select count(*) > 1 from (
            select 1 from people h where h.partner_id = app.partner_id() and h.kind = 'console' limit 2) s))
$$;

-- An account that renames itself is found by its new name. Its API ID and tags stay.
create or replace function app.set_own_name_terms(words text[]) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    delete from account_terms
     where partner_id = app.partner_id() and account_id = app.account_id() and kind = 'n' and term <> all (words);
    insert into account_terms (partner_id, term, account_id, kind)
    select app.partner_id(), w, a.id, 'n' from unnest(words) w, accounts a
     where a.partner_id = app.partner_id() and a.id = app.account_id()
    on conflict do nothing;
    update accounts set search_text = app.search_text(array(
               select t.term || E'\x02' || t.kind::text from account_terms t
                where t.partner_id = app.partner_id() and t.account_id = app.account_id() order by t.kind, t.term))
     where partner_id = app.partner_id() and id = app.account_id()
$$;

-- A UUIDv7 of this instant.
create or replace function app.new_id(at timestamptz) returns uuid
language sql volatile as $$
    select (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(replace(r::text, '-', ''), 14))::uuid
      from gen_random_uuid() r
$$;
