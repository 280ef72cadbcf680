revoke select (partner_id, id, checked_at, differences, detail) on reconciliations from berth_gate;
create index usage_days_of_connector on usage_days (partner_id, connector_id, day);
drop index usage_days_of_partner;
drop table usage_connector_days;
drop table usage_months;
