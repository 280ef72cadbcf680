drop table dropped_months;
