-- Host names of partners (MODEL section 9): whose a name is, before anybody is known.

-- Whose a host name is that was proved. Null: nobody's.
create or replace function gate.host(wanted text) returns jsonb
language sql stable security definer set search_path = pg_catalog, public as $$
    select jsonb_build_object('partner', p.id, 'name', p.name, 'slug', p.slug, 'host', h.host, 'language', p.language, 'brand', p.brand)
      from partner_hosts h join partners p on p.id = h.partner_id
     where h.host = wanted and h.verified_at is not null
$$;

-- Whether another partner has proved a name. Who is not told; that it is in use here anybody sees by opening it.
create or replace function app.host_is_held(wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (select 1 from partner_hosts h
                    where h.host = wanted and h.verified_at is not null and h.partner_id <> app.partner_id())
$$;

-- Names that DNS is to be asked about again.
create or replace function maintenance.due_hosts(at timestamptz, at_most integer) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', d.partner_id, 'id', d.id) order by d.due_at), '[]'::jsonb)
      from (select h.partner_id, h.id, h.due_at from partner_hosts h where h.due_at <= at order by h.due_at limit at_most) d
$$;
