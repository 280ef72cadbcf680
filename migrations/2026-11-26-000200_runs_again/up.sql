-- Running again what has ended, and the end of the data of its steps.
create index transactions_again on transactions (account_id, of_id) where of_id is not null;
comment on column transactions.of_id is 'The first of the transactions that this one runs again; null: it is none of these.';
comment on column transactions.data_until is 'Until then the data of its steps is kept; null: it has not ended, or the data is gone.';
grant select, insert, update (data_until) on transactions to berth_gate;
grant select, insert, update (output, request, response) on step_runs to berth_gate;
-- Which accounts have data whose time is over; it is removed in each one's own scope (T10).
create policy maintenance on transactions for select to berth_maintenance using (true);
grant select on transactions to berth_maintenance;
