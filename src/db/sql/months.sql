-- The months of partitioned tables ahead, three years of the audit log and one of what runs leave, so that no row has to
-- lie in a default partition. Run by
-- every migrate, as the owner. Each new table takes a lock on its parent that nobody else may hold: it is empty, so that is
-- over in milliseconds, and a month that is there is not touched. Where the default partition has rows of a month
-- already, they stay there and are found there; that month is left out.
do $$
declare
    month date;
    partition_name text;
    parent record;
    low text;
    high text;
begin
    for parent in
        select c.relname as name, a.atttypid = 'uuid'::regtype as by_id
          from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
          join pg_attribute a on a.attrelid = c.oid and a.attnum = p.partattrs[0]
         where c.relnamespace = 'public'::regnamespace
         order by c.relname
    loop
        month := date_trunc('month', now() at time zone 'UTC');
        for ahead in 0 .. case when parent.by_id then 12 else 36 end loop
            partition_name := parent.name || '_' || to_char(month, 'YYYY_MM');
            if to_regclass('public.' || partition_name) is null then
                low := month || ' 00:00:00+00';
                high := (month + interval '1 month')::date || ' 00:00:00+00';
                if parent.by_id then
                    -- A UUIDv7 begins with the milliseconds since 1970.
                    low := lpad(to_hex((extract(epoch from low::timestamptz) * 1000)::bigint), 12, '0') || '00000000000000000000';
                    high := lpad(to_hex((extract(epoch from high::timestamptz) * 1000)::bigint), 12, '0') || '00000000000000000000';
                end if;
                begin
                    execute format('create table %I partition of %I for values from (%L) to (%L)',
                                   partition_name, parent.name, low, high);
                    execute format('alter table %I enable row level security', partition_name);
                    execute format('alter table %I force row level security', partition_name);
                exception when check_violation or invalid_object_definition then
                    null; -- or it overlaps one that was made in another time zone
                end;
            end if;
            month := month + interval '1 month';
        end loop;
    end loop;
end
$$;
