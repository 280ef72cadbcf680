-- Definitions of connectors are large; pages read the part they show.

-- A definition whose methods are without their fields: what lists of methods need.
create or replace function app.connector_outline(definition jsonb) returns jsonb
language sql immutable set search_path = pg_catalog as $$
    select (definition - 'methods') || jsonb_build_object('methods', (
        select coalesce(jsonb_agg(m - '{request,response,description,paging}'::text[] order by n), '[]'::jsonb)
          from jsonb_array_elements(definition -> 'methods') with ordinality as t (m, n)))
$$;

-- One method of a definition; null where there is none of that key.
create or replace function app.connector_method(definition jsonb, method text) returns jsonb
language sql immutable set search_path = pg_catalog as $$
    select m from jsonb_array_elements(definition -> 'methods') as t (m) where m ->> 'key' = method limit 1
$$;

-- Some methods of a definition, whole.
create or replace function app.connector_methods(definition jsonb, wanted text[]) returns jsonb
language sql immutable set search_path = pg_catalog as $$
    select coalesce(jsonb_agg(m order by n), '[]'::jsonb)
      from jsonb_array_elements(definition -> 'methods') with ordinality as t (m, n) where m ->> 'key' = any (wanted)
$$;
