-- A credential that a person of an account made works as long as that person administers the account (T11).
alter table api_credentials add column person_id uuid;
comment on column api_credentials.person_id is 'The person of the account who made it, and as long as whom administers the account it is good; null: staff, a program or nobody who is asked after. Without a reference, so that it outlives them.';
grant select (person_id) on api_credentials to berth_partner, berth_account;
