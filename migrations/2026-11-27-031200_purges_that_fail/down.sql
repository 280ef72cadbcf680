drop policy maintenance_sees on purge_certificates;
alter table purge_certificates drop column failures, drop column failed_at, drop column retry_at;
