-- What runs at once becomes a limit that is set and lowered (M3): 0 lets nothing run, and what runs already when it is lowered
-- is remembered until it has ended. Both hold for a moment only: a constraint and a column with a constant.
alter table queue_accounts drop constraint queue_accounts_at_once_check;
alter table queue_accounts add constraint queue_accounts_at_once_check check (at_once between 0 and 1000);
alter table queue_accounts add column beyond integer not null default 0;
comment on column queue_accounts.at_once is 'How many may be, over all workers together: the account''s limit as it was last set.';
comment on column queue_accounts.beyond is 'How many more than that are leased, since the limit was lowered while they ran; the first to end make no room.';
