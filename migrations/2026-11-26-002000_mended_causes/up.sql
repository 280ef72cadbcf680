-- A cause of incidents closes by itself when each of its failed transactions was run again well (sql/mending.sql).
alter table incident_causes add column retried_at timestamptz;
comment on column incident_causes.retried_at is 'When one of its transactions was last run again; maintenance looks at such causes until nothing of that is under way. Null: there is nothing to look at.';
comment on column incident_causes.resolved_at is 'When it was mended; null: it is open. The next incident opens it again and counts from 1.';
comment on column incident_causes.resolved_by is 'Name of the person who said that it is mended, at the time; null though resolved: all its transactions were run again well.';
create index incident_causes_retried on incident_causes (retried_at) where retried_at is not null;
grant update (retried_at) on incident_causes to berth_partner, berth_account;
-- Which accounts have such a cause; what becomes of it is done in each one's own scope (T10).
create policy maintenance on incident_causes for select to berth_maintenance using (true);
grant select on incident_causes to berth_maintenance;

-- The causes of one transaction: to mark them when it is run again, and for the list of a cause's transactions.
create index incidents_of_transaction on incidents (account_id, transaction_id);
