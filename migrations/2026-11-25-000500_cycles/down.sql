drop table storage, hooks, cycle_connectors, cycles;
