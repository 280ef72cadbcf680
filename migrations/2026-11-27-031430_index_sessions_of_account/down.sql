drop index concurrently if exists sessions_of_account;
