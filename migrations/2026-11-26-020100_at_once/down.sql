alter table queue_accounts drop column beyond;
alter table queue_accounts drop constraint queue_accounts_at_once_check;
update queue_accounts set at_once = 1 where at_once = 0;
alter table queue_accounts add constraint queue_accounts_at_once_check check (at_once between 1 and 1000);
comment on column queue_accounts.at_once is 'How many may be, over all workers together.';
