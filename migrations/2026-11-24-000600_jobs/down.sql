drop table job_rows;
drop table jobs;
