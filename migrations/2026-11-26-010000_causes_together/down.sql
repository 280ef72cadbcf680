alter table job_rows drop column object_account;
drop index accounts_not_live;
drop index incident_causes_by_cause;
drop index incident_causes_of_partner;
create index incident_causes_of_partner on incident_causes (partner_id, last_at desc, account_id, cause);
alter table incident_causes drop column state;
