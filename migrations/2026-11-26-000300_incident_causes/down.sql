drop table incident_cycles, incident_causes;
