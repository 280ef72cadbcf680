-- Methods that programs call through the API (MODEL section 10): metered as a step's calls are (M1), and in no cycle.

-- Catalogue only: nothing is rewritten or read, so the lock is short.
alter table ledger alter column transaction_id drop not null, alter column cycle_id drop not null;
comment on column ledger.transaction_id is 'The transaction it was used in; null: none, a program called the method.';
comment on column ledger.cycle_id is 'The cycle it was used by; null: none, a program called the method. In what is counted of it the account''s own id stands for that.';
comment on column ledger.step is 'Key of the step; empty where a program called the method.';

create table method_calls (
    partner_id uuid not null,
    account_id uuid not null,
    id uuid not null,
    account_connector_id uuid not null,
    connector_id uuid not null,
    method text not null,
    overage boolean not null,
    until timestamptz not null,
    primary key (partner_id, account_id, id)
);
comment on table method_calls is 'Calls that programs make and that are not in the ledger yet: what opens the account''s work for them, what they hold of its limits (M5), and what has them counted when the process dies meanwhile (M1). Names what it counts without referring to it, as the ledger does.';
comment on column method_calls.partner_id is 'The account''s partner.';
comment on column method_calls.account_id is 'Whose use it is.';
comment on column method_calls.id is 'UUIDv7.';
comment on column method_calls.account_connector_id is 'By which Account Connector.';
comment on column method_calls.connector_id is 'The connector called.';
comment on column method_calls.method is 'The method called.';
comment on column method_calls.overage is 'It is beyond a limit of tasks a month that lets work go on.';
comment on column method_calls.until is 'When it has surely ended. What is still here then was cut off, and is counted as failed.';
create index method_calls_until on method_calls (until);
select app.protect('method_calls', 'account');
select app.protect_work('method_calls');
create policy maintenance on method_calls to berth_maintenance using (true) with check (true);
grant select, delete on method_calls to berth_worker;
grant select on method_calls to berth_partner, berth_maintenance;
grant select, insert, update (until) on method_calls to berth_gate; -- to lock a row one must be able to change it

-- A call that came to nothing is begun anew under its key.
grant delete, update (account_id, created_at) on api_answers to berth_partner, berth_account;
comment on column api_answers.account_id is 'The account that the call was about, where it called an application; else that of a bound token; null: none.';
comment on column api_answers.status is 'The status of the answer; 0: the call is under way.';
