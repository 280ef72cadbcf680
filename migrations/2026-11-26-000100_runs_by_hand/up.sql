-- Work that a person began by hand (run once, retry, replay) runs though its cycle is paused; stopping the cycle ends that.
alter table queue add column by_hand boolean not null default false;
comment on column queue.by_hand is 'A person began it, or what it is an item of: it runs though its cycle is paused or in error, until that is stopped.';
grant update (by_hand) on queue to berth_gate;

-- Starting a cycle takes up what waited for it, in the page's own transaction (app.go_on).
grant insert, update (state, turn, ready_at) on queue to berth_gate;
grant select, insert, update on queue_accounts to berth_gate;
grant select, usage on sequence queue_clock to berth_gate;

-- A cycle that is stopped because its connector cannot be used any more raises an incident beside any transaction.
alter table incidents alter column transaction_id drop not null;
comment on column incidents.transaction_id is 'The transaction it was raised in; null: its cycle was stopped beside any.';
comment on column incidents.step is 'Key of the step that raised it; empty: none did.';
grant select, insert on incidents to berth_gate;

-- They take the account now (sql/queue.sql).
drop function if exists app.queue_moves(integer, integer);
drop function if exists app.enqueue(uuid[], uuid);
