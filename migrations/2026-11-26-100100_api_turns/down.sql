drop table api_turns;
