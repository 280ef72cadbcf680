-- The audit log's months for three years from now, so that no entry has to lie in the default partition. Run by every
-- migrate, as the owner. Each new table takes a lock on the log that nobody else may hold: it is empty, so that is over in
-- milliseconds, and a month that is there is not touched. Where the default partition has entries of a month already,
-- they stay there and are found there; that month is left out.
do $$
declare month date := date_trunc('month', now() at time zone 'UTC'); partition_name text;
begin
    for ahead in 0..36 loop
        partition_name := 'audit_log_' || to_char(month, 'YYYY_MM');
        if to_regclass('public.' || partition_name) is null then
            begin
                execute format('create table %I partition of audit_log for values from (%L) to (%L)',
                               partition_name, month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
                execute format('alter table %I enable row level security', partition_name);
                execute format('alter table %I force row level security', partition_name);
            exception when check_violation or invalid_object_definition then
                null; -- or it overlaps one that was made in another time zone
            end;
        end if;
        month := month + interval '1 month';
    end loop;
end
$$;
