-- Which brand applies (MODEL section 9): what the partner published, and over it what its accounts say otherwise, the nearest above an
-- account last. Token to text; where nothing was published or said an empty object.

create or replace function app.brand_of(of_partner uuid, of_account uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return coalesce((select p.brand from partners p where p.id = of_partner), '{}')
        || coalesce((select jsonb_object_agg(t.key, t.value order by c.distance desc)
                       from account_ancestors c
                       join account_brands b on b.partner_id = c.partner_id and b.account_id = c.ancestor_id
                      cross join lateral jsonb_each(b.tokens) t
                      where c.partner_id = of_partner and c.account_id = of_account), '{}');
end
$$;

-- The same for mails, in the rights of who sends them.
create or replace function maintenance.brand_of(of_partner uuid, of_account uuid) returns jsonb
language sql stable as $$
    select coalesce((select p.brand from partners p where p.id = of_partner), '{}')
        || coalesce((select jsonb_object_agg(t.key, t.value order by c.distance desc)
                       from account_ancestors c
                       join account_brands b on b.partner_id = c.partner_id and b.account_id = c.ancestor_id
                      cross join lateral jsonb_each(b.tokens) t
                      where c.partner_id = of_partner and c.account_id = of_account), '{}')
$$;

-- How the calls of an account of the scope's partner name themselves: as the nearest brand at or above it says, else as the partner
-- does. Null: neutrally.
create or replace function app.user_agent_of(of_account uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (select coalesce((select b.tokens ->> 'agent'
                       from account_ancestors c
                       join account_brands b on b.partner_id = c.partner_id and b.account_id = c.ancestor_id
                      where c.partner_id = p.id and c.account_id = of_account and b.tokens ? 'agent'
                      order by c.distance limit 1), p.user_agent)
              from partners p where p.id = app.partner_id());
end
$$;

-- An image of a brand, for whoever has its address: a page that shows it may be anybody's. Null: there is none.
create or replace function gate.brand_image(of_partner uuid, image uuid) returns bytea
language sql stable security definer set search_path = pg_catalog, public as $$
    select i.bytes from brand_images i where i.partner_id = of_partner and i.id = image
$$;
