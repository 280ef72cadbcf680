-- Before the migrations are undone: everything in the three schemas except what a migration made.
do $$
declare f record;
begin
    for f in select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace
              where n.nspname in ('gate', 'app', 'maintenance') and p.proname not in ('protect', 'protect_work') loop
        execute format('drop function %s cascade', f.signature);
    end loop;
end
$$;
