drop table api_answers;
drop table api_tokens;
drop table api_credentials;
