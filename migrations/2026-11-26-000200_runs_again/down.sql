revoke select on transactions from berth_maintenance;
drop policy maintenance on transactions;
revoke select, insert, update (output, request, response) on step_runs from berth_gate;
revoke select, insert, update (data_until) on transactions from berth_gate;
comment on column transactions.data_until is 'Until then the data of its steps is kept; null: it has not ended.';
comment on column transactions.of_id is 'The transaction that this one runs again; null: none.';
drop index transactions_again;
