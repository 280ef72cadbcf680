-- What the dashboards and the list of accounts read by key (sql/dashboard.sql): indexes alone.
create index incident_causes_failing on incident_causes (partner_id, account_id) where state = 'open' and kind = 'error';
create index cycles_standing on cycles (partner_id, state, account_id);
create index account_connectors_refused on account_connectors (partner_id, connector_id) where state = 'refused';
create index accounts_billed on accounts (partner_id, id) where next_billing_on is not null;
