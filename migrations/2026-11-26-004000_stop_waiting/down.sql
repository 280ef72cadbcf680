revoke update (status, waits_for, ended_at, problem, children_open) on transactions from berth_gate;
revoke delete on queue from berth_gate;
