drop sequence queue_clock;
drop table queue_accounts, queue, hook_deliveries, incidents, ledger, step_runs, transactions;
