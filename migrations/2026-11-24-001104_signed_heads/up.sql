-- The heads of all audit chains are signed and printed to the log each hour (T10: work over all accounts). A purge, which
-- moves one partner's head on, still reaches that one only.
create policy maintenance_sees on audit_heads for select to berth_maintenance using (true);
