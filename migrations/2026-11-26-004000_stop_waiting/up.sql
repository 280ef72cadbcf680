-- What waits can be stopped by a person: it leaves the queue and its row says so (app.end_waiting).
grant delete on queue to berth_gate;
grant update (status, waits_for, ended_at, problem, children_open) on transactions to berth_gate;
