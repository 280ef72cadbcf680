drop table api_call_hours;
drop table api_calls;
