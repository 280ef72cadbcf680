-- Incidents of one cycle, by time, for programs: without it they would be looked for among all of the account's. The table is
-- locked against new incidents while each month's index is made.
create index incidents_of_cycle on incidents (account_id, cycle_id, id);
