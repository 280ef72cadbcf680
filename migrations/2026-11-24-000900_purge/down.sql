revoke insert on audit_log from berth_maintenance;
drop policy maintenance on audit_log;
revoke select, update on audit_heads from berth_maintenance;
drop policy maintenance on audit_heads;
drop table purge_certificates;
