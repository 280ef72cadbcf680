-- Causes of incidents over all accounts of a partner, grouped by what they share (sql/causes.sql). How one stands is a
-- column, so that a prepared query can match the indexes. Adding it writes the table anew: one row for a cause of an
-- account, which is a matter of seconds.
alter table incident_causes add column state text not null
    generated always as (case when resolved_at is not null then 'resolved' when muted_at is not null then 'muted' else 'open' end) stored;
comment on column incident_causes.state is 'open, muted or resolved, as resolved_at and muted_at say.';
drop index incident_causes_of_partner;
create index incident_causes_of_partner on incident_causes (partner_id, state, last_at desc, account_id, cause);
create index incident_causes_by_cause on incident_causes (partner_id, cause, state, last_at desc, account_id);
-- What is in the recycle bin is little: passing it by costs less than looking for each account that is not.
create index accounts_not_live on accounts (partner_id, id) where not live;

-- What a job works on may be of any account.
alter table job_rows add column object_account uuid;
comment on column job_rows.object_account is 'The account that it is of; null: it is an account itself, of the account that the job names, or unknown.';
