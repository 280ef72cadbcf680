-- As 031400, of 023000.
create index concurrently if not exists sessions_of_account on sessions (partner_id, account_id) where account_id is not null;
