-- What an account's connector is for, as programs say it. With a default that is no expression the table is not written anew.
alter table account_connectors add column description text not null default '' check (char_length(description) <= 1000);
comment on column account_connectors.description is 'What it is for, in the words of whoever installed it.';
grant select (description) on account_connectors to berth_partner, berth_account;
