-- The log and the incidents of all accounts of a partner together, the newest first.
create index transactions_of_partner on transactions (partner_id, id desc);
create index transactions_failed on transactions (partner_id, id desc) where status = 'failed';
create index incident_causes_of_partner on incident_causes (partner_id, last_at desc, account_id, cause);
-- Going to a cycle by the beginning of its name, whichever account has it.
create index cycles_of_partner_by_name on cycles (partner_id, name_key, id) where state <> 'removed';
