drop table call_turns;
