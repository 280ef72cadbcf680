-- Searching accounts.

-- A page of the accounts that a search finds, in the list's order (way: name, -name, created, -created) beyond a key.
-- What must all be found: beginnings of words, as ranges of terms, and a tag (kind t). Not security definer: it sees
-- what the scope sees. What it costs hangs on the page and not on how many accounts there are (section 11): where the
-- rarest finds few, those are sorted; where it finds many, a walk along the list soon meets enough of them, since the
-- index that it walks holds their terms. The two cost the same at about a thousand of 100,000.
create or replace function app.accounts_found(froms text[], tos text[], kinds text[], standing text, above text,
                                              way text, key_name text, key_id uuid, most integer) returns setof uuid
language plpgsql stable rows 50 set search_path = pg_catalog, public, app set plan_cache_mode = force_generic_plan as $$
declare
    few constant integer := 1000;
    by_name constant boolean := way in ('name', '-name');
    backwards constant boolean := way like '-%';
    beyond constant text := case when backwards then '<' else '>' end;
    rarest uuid[];
    needles text[] := '{}';
    fits text := '';
begin
    for i in 1 .. cardinality(froms) loop
        -- Counting them is three times as fast as fetching them.
        if not exists (
            select from account_terms t
             where t.partner_id = app.partner_id() and t.term >= froms[i] and t.term < tos[i]
               and (kinds[i] = '' or t.kind = kinds[i]::"char")
            offset coalesce(cardinality(rarest), few)) then
            rarest := array(
                select t.account_id from account_terms t
                 where t.partner_id = app.partner_id() and t.term >= froms[i] and t.term < tos[i]
                   and (kinds[i] = '' or t.kind = kinds[i]::"char"));
        end if;
        exit when cardinality(rarest) = 0;
        -- As app.search_text writes them: a tag is the whole term, a word the beginning of one.
        needles[i] := E'\x01' || froms[i] || case when kinds[i] = '' then '' else E'\x02' || kinds[i] end;
    end loop;
    -- The first page of one word, which is what is typed most, has plans that are kept; the others' cost a third of them.
    if cardinality(froms) = 1 and kinds[1] = '' and way = 'name' and standing = '' and above = '' and key_id is null then
        if rarest is not null then
            return query
                select a.id from accounts a where a.partner_id = app.partner_id() and a.live and a.id = any (rarest)
                 order by a.name_key, a.id limit most;
        else
            return query
                select a.id from accounts a
                 where a.partner_id = app.partner_id() and a.live
                   and (strpos(a.search_text, needles[1]) > 0 or a.search_text = '' and exists (
                       select from account_terms o where o.partner_id = app.partner_id() and o.account_id = a.id
                          and o.term >= froms[1] and o.term < tos[1]))
                 order by a.name_key, a.id limit most;
        end if;
        return;
    end if;
    if rarest is not null then
        fits := ' and a.id = any ($9)';
    end if;
    if rarest is null or cardinality(froms) > 1 then
        for i in 1 .. cardinality(needles) loop
            fits := fits || format(' and (strpos(a.search_text, $11[%1$s]) > 0 or a.search_text = ''''
                and exists (select from account_terms o where o.partner_id = $1
                and o.account_id = a.id and o.term >= $2[%1$s] and o.term < $3[%1$s]
                and ($4[%1$s] = '''' or o.kind = $4[%1$s]::"char")))', i);
        end loop;
    end if;
    fits := fits
         || case standing when '' then ''
                 when 'expired' then ' and a.standing = ''suspended'' and a.suspended_at is not null and a.suspended_by is null'
                 else ' and a.standing = $5' end
         || case when above = 'none' then ' and a.parent_id is null'
                 when above <> '' then ' and a.parent_id = $6::uuid' else '' end
         || case when key_id is null then ''
                 when by_name then
                    format(' and a.name_key %1$s= $7 and (a.name_key %1$s $7 or a.id %1$s $8)', beyond)
                 else format(' and a.id %s $8', beyond) end;
    return query execute
        'select a.id from accounts a where a.partner_id = $1 and a.live' || fits || ' order by '
        || case when by_name then 'a.name_key ' || case when backwards then 'desc, ' else ', ' end else '' end
        || 'a.id' || case when backwards then ' desc' else '' end || ' limit $10'
        using app.partner_id(), froms, tos, kinds, standing, above, key_name, key_id, rarest, most, needles;
end
$$;
