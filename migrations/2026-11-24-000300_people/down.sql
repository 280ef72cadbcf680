drop table sign_in_attempts;
drop table links;
drop table account_users;
drop table sessions;
drop table credentials;
drop table people;
