drop index incidents_of_cycle;
