drop table method_calls;
-- What programs called is counted with the account: ids that nothing has take the place of what is not there. The owner is held by
-- the policies too, so they are lifted for this one statement of the same transaction.
alter table ledger no force row level security;
update ledger set transaction_id = coalesce(transaction_id, id), cycle_id = coalesce(cycle_id, account_id)
 where cycle_id is null or transaction_id is null;
alter table ledger force row level security;
alter table ledger alter column transaction_id set not null, alter column cycle_id set not null;
comment on column ledger.transaction_id is 'The transaction it was used in.';
comment on column ledger.cycle_id is 'The cycle it was used by.';
comment on column ledger.step is 'Key of the step.';
revoke delete, update (account_id, created_at) on api_answers from berth_partner, berth_account;
comment on column api_answers.account_id is 'The account that the token was bound to; null: none.';
comment on column api_answers.status is 'The status of the answer; 0: the call is under way in the transaction that wrote the row.';
