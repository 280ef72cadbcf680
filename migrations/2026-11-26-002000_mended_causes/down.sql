drop index incidents_of_transaction;
revoke select on incident_causes from berth_maintenance;
drop policy maintenance on incident_causes;
alter table incident_causes drop column retried_at;
comment on column incident_causes.resolved_at is 'When a person said that it is mended; null: it is open. The next incident opens it again and counts from 1.';
comment on column incident_causes.resolved_by is 'Name of who said so, at the time.';
