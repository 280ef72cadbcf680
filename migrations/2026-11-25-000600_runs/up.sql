-- What grows with use. Every key begins with account_id, so that the tables can be spread over nodes by it, and ids are
-- UUIDv7, whose first bits are the time: the partitions are months of the id. Partitions are made by sql/months.sql.
create table transactions (
    account_id uuid not null,
    id uuid not null,
    partner_id uuid not null,
    cycle_id uuid not null,
    parent_id uuid,
    item integer,
    origin text not null check (origin in ('webhook', 'schedule', 'once', 'item', 'retry', 'replay')),
    of_id uuid,
    status text not null default 'queued'
        check (status in ('queued', 'running', 'waiting', 'done', 'failed', 'stopped', 'dropped')),
    waits_for text,
    started_at timestamptz not null,
    ended_at timestamptz,
    steps integer not null default 0,
    tasks integer not null default 0,
    warnings integer not null default 0,
    children_open integer,
    failed_step text,
    problem text,
    data_until timestamptz,
    primary key (account_id, id),
    foreign key (partner_id, account_id, cycle_id) references cycles (partner_id, account_id, id)
) partition by range (id);
comment on table transactions is 'One flow of data through a cycle. Spread by account_id on Citus.';
comment on column transactions.account_id is 'Whose row it is.';
comment on column transactions.id is 'UUIDv7; its time is when it was accepted.';
comment on column transactions.partner_id is 'The account''s partner.';
comment on column transactions.cycle_id is 'The cycle it runs through.';
comment on column transactions.parent_id is 'The transaction whose collection was split; null: none.';
comment on column transactions.item is 'Its place in that collection, from 0.';
comment on column transactions.origin is 'What started it.';
comment on column transactions.of_id is 'The transaction that this one runs again; null: none.';
comment on column transactions.status is 'queued, running, waiting; done, failed, stopped (with its cycle) or dropped (its cycle stayed stopped for 24 h).';
comment on column transactions.waits_for is 'Why it waits, in words.';
comment on column transactions.started_at is 'When it was accepted.';
comment on column transactions.ended_at is 'When it ended; null: it has not.';
comment on column transactions.steps is 'Steps that ran.';
comment on column transactions.tasks is 'Tasks that the ledger has for it.';
comment on column transactions.warnings is 'Steps whose error was ignored.';
comment on column transactions.children_open is 'Items of its split collections that have not ended; null: it waits for none.';
comment on column transactions.failed_step is 'Key of the step that it failed at.';
comment on column transactions.problem is 'Why it failed, in words.';
comment on column transactions.data_until is 'Until then the data of its steps is kept; null: it has not ended.';
create index transactions_newest on transactions (account_id, cycle_id, id desc);
create index transactions_by_status on transactions (account_id, status, id desc);
create index transactions_of_parent on transactions (account_id, parent_id, item) where parent_id is not null;
create index transactions_kept on transactions (data_until) where data_until is not null;
create table transactions_rest partition of transactions default;
alter table transactions_rest enable row level security;
alter table transactions_rest force row level security;
select app.protect('transactions', 'account');
select app.protect_work('transactions');
grant select on transactions to berth_partner, berth_account;
grant select, insert, update on transactions to berth_worker;

create table step_runs (
    account_id uuid not null,
    transaction_id uuid not null,
    seq integer not null,
    partner_id uuid not null,
    step text not null,
    attempt smallint not null default 1,
    outcome text not null check (outcome in ('done', 'split', 'warned', 'failed', 'retry', 'waits')),
    port text,
    started_at timestamptz not null,
    took_ms integer not null default 0,
    records integer,
    tasks smallint not null default 0,
    status_code smallint,
    problem text,
    output text,
    request text,
    response text,
    primary key (account_id, transaction_id, seq)
) partition by range (transaction_id);
comment on table step_runs is 'Each run of a step with what went in and came out. Spread by account_id on Citus, beside transactions.';
comment on column step_runs.account_id is 'Whose row it is.';
comment on column step_runs.transaction_id is 'The transaction.';
comment on column step_runs.seq is 'Counts up from 0 within the transaction; 0 is what started it.';
comment on column step_runs.partner_id is 'The account''s partner.';
comment on column step_runs.step is 'Key of the step in the flow.';
comment on column step_runs.attempt is 'Which try it was, from 1.';
comment on column step_runs.outcome is 'done; split: each item went on as a transaction of its own; warned: its error is ignored; failed; retry: it is tried again; waits: for time or for other transactions.';
comment on column step_runs.port is 'The way it went on, as yes or no of a decision; null: the only one.';
comment on column step_runs.started_at is 'When it began.';
comment on column step_runs.took_ms is 'Milliseconds it took.';
comment on column step_runs.records is 'Records that came out of it; null: not a collection.';
comment on column step_runs.tasks is 'Tasks it counts as; as many rows are in the ledger.';
comment on column step_runs.status_code is 'HTTP status of the last answer.';
comment on column step_runs.problem is 'What went wrong, in words.';
comment on column step_runs.output is 'What later steps read, as JSON; goes with the retention time.';
comment on column step_runs.request is 'What was sent, masked and cut, as JSON; goes with the retention time.';
comment on column step_runs.response is 'What came back, masked and cut, as JSON; goes with the retention time.';
create table step_runs_rest partition of step_runs default;
alter table step_runs_rest enable row level security;
alter table step_runs_rest force row level security;
select app.protect('step_runs', 'account');
select app.protect_work('step_runs');
grant select on step_runs to berth_partner, berth_account;
grant select, insert, update (outcome, port, problem, output, request, response) on step_runs to berth_worker;

create table ledger (
    account_id uuid not null,
    id uuid not null,
    partner_id uuid not null,
    transaction_id uuid not null,
    cycle_id uuid not null,
    step text not null,
    connector_id uuid,
    method text,
    good boolean not null,
    at timestamptz not null,
    primary key (account_id, id)
) partition by range (id);
comment on table ledger is 'One row a Task, written with the outcome of its step and never changed (M1). Outlives what it counts (M2). Spread by account_id on Citus.';
comment on column ledger.account_id is 'Whose use it is.';
comment on column ledger.id is 'UUIDv7.';
comment on column ledger.partner_id is 'The account''s partner.';
comment on column ledger.transaction_id is 'The transaction it was used in.';
comment on column ledger.cycle_id is 'The cycle it was used by.';
comment on column ledger.step is 'Key of the step.';
comment on column ledger.connector_id is 'The connector called; null: a data operation.';
comment on column ledger.method is 'The method called, or the kind of data operation.';
comment on column ledger.good is 'It went well; false: it raised an incident.';
comment on column ledger.at is 'When it was counted.';
create index ledger_of_transaction on ledger (account_id, transaction_id);
create table ledger_rest partition of ledger default;
alter table ledger_rest enable row level security;
alter table ledger_rest force row level security;
select app.protect('ledger', 'account');
select app.protect_work('ledger');
grant select on ledger to berth_partner, berth_account, berth_worker;
grant insert on ledger to berth_worker;

create table incidents (
    account_id uuid not null,
    id uuid not null,
    partner_id uuid not null,
    transaction_id uuid not null,
    cycle_id uuid not null,
    step text not null,
    kind text not null check (kind in ('error', 'warning')),
    cause text not null,
    message text not null,
    at timestamptz not null,
    primary key (account_id, id)
) partition by range (id);
comment on table incidents is 'Errors and warnings raised by steps. Spread by account_id on Citus.';
comment on column incidents.account_id is 'Whose row it is.';
comment on column incidents.id is 'UUIDv7.';
comment on column incidents.partner_id is 'The account''s partner.';
comment on column incidents.transaction_id is 'The transaction it was raised in.';
comment on column incidents.cycle_id is 'The cycle.';
comment on column incidents.step is 'Key of the step that raised it.';
comment on column incidents.kind is 'error: it stopped something; warning: it was ignored.';
comment on column incidents.cause is 'What incidents of one cause share, as "Xero 401"; they are grouped by it.';
comment on column incidents.message is 'What happened, and who can do what about it.';
comment on column incidents.at is 'When it was raised.';
create index incidents_by_cause on incidents (account_id, cause, id desc);
create table incidents_rest partition of incidents default;
alter table incidents_rest enable row level security;
alter table incidents_rest force row level security;
select app.protect('incidents', 'account');
select app.protect_work('incidents');
grant select on incidents to berth_partner, berth_account;
grant select, insert on incidents to berth_worker;

create table hook_deliveries (
    account_id uuid not null,
    hook_id uuid not null,
    delivery text not null,
    partner_id uuid not null,
    transaction_id uuid not null,
    at timestamptz not null,
    primary key (account_id, hook_id, delivery)
);
comment on table hook_deliveries is 'Which delivery of a sender became which transaction, so that a repeated one is answered as before. Swept after 7 days.';
comment on column hook_deliveries.account_id is 'Whose row it is.';
comment on column hook_deliveries.hook_id is 'The webhook it came to.';
comment on column hook_deliveries.delivery is 'What the sender calls it.';
comment on column hook_deliveries.partner_id is 'The account''s partner.';
comment on column hook_deliveries.transaction_id is 'What it became.';
comment on column hook_deliveries.at is 'When it came.';
create index hook_deliveries_old on hook_deliveries (at);
select app.protect('hook_deliveries', 'account');
select app.protect_work('hook_deliveries');
grant select, insert on hook_deliveries to berth_worker;
create policy maintenance on hook_deliveries to berth_maintenance using (true);

-- The queue is one local table, on Citus too (TECH.md section 8).
create table queue (
    account_id uuid not null,
    transaction_id uuid not null,
    partner_id uuid not null,
    cycle_id uuid not null,
    state text not null check (state in ('backlog', 'ready', 'leased', 'timed', 'parked', 'stopped')),
    turn bigint not null default 0,
    ready_at timestamptz,
    lease_until timestamptz,
    worker uuid,
    attempt integer not null default 0,
    primary key (account_id, transaction_id)
);
comment on table queue is 'Transactions that have not ended, in the order of work. An account has at most so many ready and leased as it may run at once; the rest is its backlog (R4).';
comment on column queue.account_id is 'Whose row it is.';
comment on column queue.transaction_id is 'What is to be done.';
comment on column queue.partner_id is 'The account''s partner.';
comment on column queue.cycle_id is 'The cycle it runs through.';
comment on column queue.state is 'backlog: behind others of its account; ready; leased to a worker; timed: until ready_at; parked: it waits for its items; stopped: it waits for its cycle.';
comment on column queue.turn is 'Ready ones are taken in this order: virtual time, which every account spends one unit of for a transaction.';
comment on column queue.ready_at is 'Not before.';
comment on column queue.lease_until is 'A worker that does not renew it loses the transaction (R3).';
comment on column queue.worker is 'Who has the lease.';
comment on column queue.attempt is 'Counts leases, so that a lost one is known from the present one.';
create index queue_ready on queue (turn, account_id, transaction_id) where state = 'ready';
create index queue_backlog on queue (account_id, transaction_id) where state = 'backlog';
create index queue_timed on queue (ready_at) where state = 'timed';
create index queue_leased on queue (lease_until) where state = 'leased';
create index queue_of_cycle on queue (account_id, cycle_id);
create index queue_stopped on queue (account_id, cycle_id) where state = 'stopped';
select app.protect('queue', 'account');
select app.protect_work('queue');
create policy maintenance on queue to berth_maintenance using (true) with check (true);
grant select on queue to berth_partner, berth_account;
grant select, insert, update, delete on queue to berth_worker;
grant select, update on queue to berth_maintenance;
grant select, update (worker) on queue to berth_gate; -- to lock a row one must be able to change it

create table queue_accounts (
    account_id uuid not null primary key,
    partner_id uuid not null,
    last_turn bigint not null default 0,
    open integer not null default 0,
    at_once integer not null default 10 check (at_once between 1 and 1000)
);
comment on table queue_accounts is 'Each account''s place in the queue. Its row is locked whenever its part of the queue changes, so that the counts are exact.';
comment on column queue_accounts.account_id is 'Whose row it is.';
comment on column queue_accounts.partner_id is 'The account''s partner.';
comment on column queue_accounts.last_turn is 'The turn of its newest ready transaction.';
comment on column queue_accounts.open is 'How many of its transactions are ready or leased.';
comment on column queue_accounts.at_once is 'How many may be, over all workers together.';
select app.protect('queue_accounts', 'account');
select app.protect_work('queue_accounts');
create policy maintenance on queue_accounts to berth_maintenance using (true) with check (true);
grant select on queue_accounts to berth_partner, berth_account;
grant select, insert, update on queue_accounts to berth_worker;
grant select, insert, update on queue_accounts to berth_maintenance;

create sequence queue_clock;
comment on sequence queue_clock is 'The highest turn that was taken: an account that was idle begins there.';
grant select, usage on sequence queue_clock to berth_worker;
grant select, usage, update on sequence queue_clock to berth_maintenance;
