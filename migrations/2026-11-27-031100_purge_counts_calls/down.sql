revoke insert on ledger from berth_maintenance;
drop policy maintenance_counts on ledger;
