drop index cycles_of_partner_by_name;
drop index incident_causes_of_partner;
drop index transactions_failed;
drop index transactions_of_partner;
