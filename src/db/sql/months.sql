-- The months of partitioned tables ahead, so that no row has to lie in a default partition: by every migrate, and by the
-- server every hour (sql/keeping.sql).
do $$
declare
    missing record;
begin
    for missing in select (m.value ->> 0) as parent, (m.value ->> 1)::date as month
                     from jsonb_array_elements(maintenance.missing_months(now())) m loop
        perform maintenance.make_month(missing.parent, missing.month);
    end loop;
end
$$;
