drop index accounts_billed;
drop index account_connectors_refused;
drop index cycles_standing;
drop index incident_causes_failing;
