-- Templates as they are offered in an account. In a partner's scope `of_account` is any account of the partner; in an
-- account's it is that account or nothing is answered. An account's people see what is published, and what their cycles
-- were installed from (T6). One that an account owns is for that account, which needs no publishing, and for those below it.

-- Ids of the templates that are for an account: for all, for it or one above it, or for a tag that one of these has; of
-- those that an account owns, its own and what those above it publish.
create or replace function app.templates_for(of_account uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, app as $$
    with above as (
        select n.ancestor_id as id from account_ancestors n
         where n.partner_id = app.partner_id() and n.account_id = of_account
           and coalesce(app.account_id(), of_account) = of_account),
    -- Two ways in by two indexes: what other accounts own is never read.
    near as (
        select t.id, t.owner_id, t.published, t.visible_to, t.visible_tag_keys from templates t
         where t.partner_id = app.partner_id() and t.owner_id is null and exists (select 1 from above)
        union all
        select t.id, t.owner_id, t.published, t.visible_to, t.visible_tag_keys
          from above a join templates t on t.partner_id = app.partner_id() and t.owner_id = a.id)
    select t.id from near t
     where t.owner_id = of_account or (
           (app.account_id() is null or t.published)
           and case t.visible_to
               when 'all' then true
               when 'accounts' then exists (
                   select 1 from above a join template_accounts c on c.partner_id = app.partner_id() and c.account_id = a.id
                                                                 and c.template_id = t.id)
               else exists (
                   select 1 from above a join account_terms k on k.partner_id = app.partner_id() and k.account_id = a.id
                                                             and k.kind = 't' and k.term = any (t.visible_tag_keys))
               end)
$$;

-- One page of those that can be installed, by folder and name, with the account that each comes from; with a key, what comes
-- after it, or before it (nearest first). `part` of the name in lower case; empty: all. An account's people have their
-- own listed beside it.
create or replace function app.offered_templates(of_account uuid, part text, key_folder text, key_name text, key_id uuid,
                                                 backwards boolean, at_most integer) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public, app as $$
declare
    found_rows jsonb;
begin
    if backwards then
        select jsonb_agg(to_jsonb(f) order by f.folder desc, f.name_key desc, f.id desc) into found_rows from (
            select t.id, t.folder, t.name, t.name_key, t.description, o.name as owner_name
              from templates t left join accounts o on o.partner_id = t.partner_id and o.id = t.owner_id
             where t.partner_id = app.partner_id() and t.live_release is not null
               and (app.account_id() is null or t.owner_id is distinct from app.account_id())
               and t.id in (select app.templates_for(of_account))
               and (part = '' or strpos(t.name_key, part) > 0)
               and (t.folder, t.name_key, t.id) < (key_folder, key_name, key_id)
             order by t.folder desc, t.name_key desc, t.id desc limit at_most) f;
    else
        select jsonb_agg(to_jsonb(f) order by f.folder, f.name_key, f.id) into found_rows from (
            select t.id, t.folder, t.name, t.name_key, t.description, o.name as owner_name
              from templates t left join accounts o on o.partner_id = t.partner_id and o.id = t.owner_id
             where t.partner_id = app.partner_id() and t.live_release is not null
               and (app.account_id() is null or t.owner_id is distinct from app.account_id())
               and t.id in (select app.templates_for(of_account))
               and (part = '' or strpos(t.name_key, part) > 0)
               and (key_id is null or (t.folder, t.name_key, t.id) > (key_folder, key_name, key_id))
             order by t.folder, t.name_key, t.id limit at_most) f;
    end if;
    return coalesce(found_rows, '[]'::jsonb);
end
$$;

-- The same as programs list it: by id or name, of a tag, and of those that call a connector of these; how many there are is
-- counted up to `counted`.
create or replace function app.listed_templates(of_account uuid, of_tag text, of_connectors text[], by_name boolean, ascending boolean,
                                                key_name text, key_id uuid, skipped integer, at_most integer, counted integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    with all_of as materialized (
        select t.id, t.name_key, t.live_release from templates t
          join template_releases r on r.partner_id = t.partner_id and r.template_id = t.id and r.number = t.live_release
         where t.partner_id = app.partner_id() and t.id in (select app.templates_for(of_account))
           and (of_tag = '' or exists (select 1 from unnest(t.tags) g where lower(g) = lower(of_tag)))
           and (of_connectors is null or exists (
               select 1 from jsonb_array_elements(coalesce(r.flow->'slots', '[]')) s where s->>'connector' = any (of_connectors)))),
    page as materialized (
        select l.id, row_number() over () as place from (
            select a.id from all_of a
             where key_id is null
                or case when by_name then case when ascending then (a.name_key, a.id) > (key_name, key_id) else (a.name_key, a.id) < (key_name, key_id) end
                        else case when ascending then a.id > key_id else a.id < key_id end end
             order by case when by_name and ascending then a.name_key end, case when by_name and not ascending then a.name_key end desc,
                      case when ascending then a.id end, case when not ascending then a.id end desc
            offset skipped limit at_most) l)
    select jsonb_build_object(
        'count', (select count(*) from (select 1 from all_of limit counted) c),
        'rows', coalesce((
            select jsonb_agg(jsonb_build_object(
                       'id', t.id, 'name', t.name, 'name_key', t.name_key, 'description', t.description, 'folder', t.folder, 'tags', t.tags,
                       'owner_name', o.name, 'release', t.live_release, 'slots', coalesce(r.flow->'slots', '[]'),
                       'fields', coalesce(r.flow->'fields', '[]')) order by p.place)
              from page p join templates t on t.partner_id = app.partner_id() and t.id = p.id
              join template_releases r on r.partner_id = t.partner_id and r.template_id = t.id and r.number = t.live_release
              left join accounts o on o.partner_id = t.partner_id and o.id = t.owner_id), '[]'))
$$;

-- What an account's people choose from where the partner's product opens a catalogue: as app.offered_templates, with their tags;
-- `wanted` in lower case: those alone that have one of these.
create or replace function app.catalogue(of_account uuid, part text, wanted text[], at_most integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select coalesce(jsonb_agg(to_jsonb(f) order by f.folder, f.name_key, f.id), '[]'::jsonb) from (
        select t.id, t.folder, t.name, t.name_key, t.description, t.tags
          from templates t
         where t.partner_id = app.partner_id() and t.live_release is not null
           and (app.account_id() is null or t.owner_id is distinct from app.account_id())
           and t.id in (select app.templates_for(of_account))
           and (part = '' or strpos(t.name_key, part) > 0)
           and (wanted = '{}' or exists (select 1 from unnest(t.tags) g where lower(g) = any (wanted)))
         order by t.folder, t.name_key, t.id limit at_most) f
$$;

-- A template, with the releases that can be installed, the live one first. Null: there is none that this scope may see.
-- What an account owns is not told to those who were moved out from below it, whatever they have installed (T7).
create or replace function app.template_for(of_account uuid, of_template uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select jsonb_build_object(
               'name', t.name, 'description', t.description, 'folder', t.folder, 'tags', t.tags, 'live', t.live_release,
               'offered', o.offered, 'own', coalesce(t.owner_id = of_account, false),
               'owner_name', (select u.name from accounts u where u.partner_id = t.partner_id and u.id = t.owner_id),
               'releases', (
                   select coalesce(jsonb_agg(jsonb_build_array(r.number, r.state) order by r.state desc, r.number desc), '[]'::jsonb)
                     from (select r.number, r.state from template_releases r
                            where r.partner_id = t.partner_id and r.template_id = t.id and r.state <> 'draft'
                            order by r.state desc, r.number desc limit 50) r))
      from templates t
     cross join lateral (select t.id in (select app.templates_for(of_account)) as offered) o
     where t.partner_id = app.partner_id() and t.id = of_template and coalesce(app.account_id(), of_account) = of_account
       and (app.account_id() is null or o.offered or (
           (t.owner_id is null or t.owner_id in (
               select n.ancestor_id from account_ancestors n where n.partner_id = t.partner_id and n.account_id = of_account))
           and exists (
               select 1 from cycles y where y.partner_id = t.partner_id and y.account_id = of_account
                                        and y.template_id = t.id and y.state <> 'removed')))
$$;

-- The flow of one of these releases.
create or replace function app.template_flow_for(of_account uuid, of_template uuid, of_number integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select r.flow from template_releases r
     where r.partner_id = app.partner_id() and r.template_id = of_template and r.number = of_number and r.state <> 'draft'
       and app.template_for(of_account, of_template) is not null
$$;

-- Cycles of an account that are of an older release than the live one, of templates that this scope may see. Each template is
-- asked about once.
create or replace function app.upgradeable_cycles(of_account uuid, at_most integer) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    with behind as materialized (
        select y.id, y.name_key, y.template_id, t.live_release as live
          from cycles y join templates t on t.partner_id = y.partner_id and t.id = y.template_id
         where y.partner_id = app.partner_id() and y.account_id = of_account and coalesce(app.account_id(), of_account) = of_account
           and y.state <> 'removed' and t.live_release > y.template_release
         order by y.id limit at_most),
    known as materialized (
        select k.template_id from (select distinct b.template_id from behind b) k
         where app.template_for(of_account, k.template_id) is not null)
    select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'name_key', b.name_key, 'live', b.live) order by b.id), '[]')
      from behind b join known k on k.template_id = b.template_id
$$;

-- Those of these accounts that a template is for.
create or replace function app.admitted(of_template uuid, accounts uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select array(select a.id from unnest(accounts) a (id) where of_template in (select app.templates_for(a.id)))
$$;

-- Lets go of the cycles that were installed from a template which is being deleted, in whatever accounts: they stay as
-- they are; answers how many. In an account's scope it is one that the account owns, or nothing is done.
create or replace function app.forget_template(of_template uuid) returns integer
language sql security definer set search_path = pg_catalog, public, app as $$
    with let_go as (
        update cycles y set template_id = null, template_release = null
         where y.partner_id = app.partner_id() and y.template_id = of_template and exists (
             select 1 from templates t
              where t.partner_id = y.partner_id and t.id = of_template
                and (app.account_id() is null or t.owner_id = app.account_id()))
        returning 1)
    select count(*)::integer from let_go
$$;

-- How the cycles that came to a release last do there, for a rollout that looks before it goes on: of the first `beside`
-- transactions since each came, how many there are, how many are judged (ended, or failed at a try and wait for the next
-- one) and how many fail; of the last before, how many there were, how many failed, and when the last began. An id begins
-- with its time, and the parts of the table are cut by it.
create or replace function app.release_runs(of_template uuid, number integer, at_most integer, beside integer) returns jsonb
language plpgsql stable as $$
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_object(
                   'name', c.name, 'since', c.updated_at, 'runs', c.state = 'active', 'judged', a.judged, 'failing', a.failing,
                   'before', b.seen, 'failed_before', b.failed, 'last_before', b.last) order by c.updated_at desc), '[]'::jsonb)
          from (select y.account_id, y.id, y.name, y.state, y.updated_at,
                       (lpad(to_hex(floor(extract(epoch from y.updated_at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid as bound
                  from cycles y
                 where y.partner_id = app.partner_id() and y.template_id = of_template and y.template_release = number
                   and y.state <> 'removed'
                 order by y.updated_at desc limit at_most) c
         cross join lateral (
               select count(*) filter (where f.ended or f.tried) as judged, count(*) filter (where f.failed or f.tried) as failing
                 from (select t.ended_at is not null as ended, t.status = 'failed' as failed,
                              t.status = 'waiting' and exists (
                                  select 1 from step_runs r
                                   where r.account_id = t.account_id and r.transaction_id = t.id and r.outcome = 'retry'
                                     and r.status_code is distinct from 429) as tried
                         from transactions t
                        where t.partner_id = app.partner_id() and t.account_id = c.account_id and t.cycle_id = c.id
                          and t.id >= c.bound
                        order by t.id limit beside) f) a
         cross join lateral (
               select count(*) as seen, count(*) filter (where f.status = 'failed') as failed, max(f.started_at) as last
                 from (select t.status, t.started_at from transactions t
                        where t.partner_id = app.partner_id() and t.account_id = c.account_id and t.cycle_id = c.id
                          and t.id < c.bound
                        order by t.id desc limit beside) f) b);
end
$$;

-- What can be chosen for these connectors in each of these accounts, by the id of the account.
create or replace function app.choices_of(accounts uuid[], keys text[]) returns jsonb
language sql stable as $$
    select coalesce(jsonb_object_agg(a.id, app.connector_choices(a.id, keys)), '{}'::jsonb) from unnest(accounts) a (id)
$$;

-- The newest runs of the cycles that were installed from a template, as far as the scope sees them, whose data is still
-- kept; items of collections left out. Bounded: so many of each of the cycles that changed last.
create or replace function app.template_runs(of_template uuid, at_most integer, moment timestamptz) returns jsonb
language plpgsql stable as $$
begin
    return (
        select coalesce(jsonb_agg(to_jsonb(f) order by f.id desc), '[]'::jsonb) from (
            select c.account_id as account, r.id, r.status, r.warnings, r.started_at, c.name as cycle
              from (select y.account_id, y.id, y.name from cycles y
                     where y.partner_id = app.partner_id() and y.template_id = of_template and y.state <> 'removed'
                     order by y.updated_at desc limit 20) c
             cross join lateral (
                   select t.id, t.status, t.warnings, t.started_at, t.item, t.ended_at, t.data_until from transactions t
                    where t.partner_id = app.partner_id() and t.account_id = c.account_id and t.cycle_id = c.id
                    order by t.id desc limit 20) r
             where r.item is null and (r.ended_at is null or r.data_until > moment)
             order by r.id desc limit at_most) f);
end
$$;
