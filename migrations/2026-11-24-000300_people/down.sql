drop table sign_in_attempts;
drop table links;
drop table account_users;
drop table known_devices;
drop table sessions;
drop table credentials;
drop table person_terms;
drop table people;
