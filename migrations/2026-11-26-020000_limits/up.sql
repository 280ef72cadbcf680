-- Limits of accounts (MODEL M3 to M6): what a partner gives to each by default, and what an account was given instead.
create table partner_limits (
    partner_id uuid not null references partners (id),
    kind text not null check (kind in ('users', 'sub_accounts', 'connectors', 'active_cycles', 'tasks_month',
                                       'transactions_minute', 'at_once', 'payload_kb', 'retention_hours')),
    value bigint check (value between 0 and 1000000000000),
    cap bigint check (cap between 0 and 1000000000000),
    at_limit text check (at_limit in ('hold', 'overage')),
    updated_at timestamptz not null,
    primary key (partner_id, kind),
    check (cap is null or (value is not null and value <= cap)),
    check (at_limit is null or kind = 'tasks_month')
);
comment on table partner_limits is 'What each account of a partner may use where nothing was set for it. No row: as much as it likes.';
comment on column partner_limits.partner_id is 'Whose default it is.';
comment on column partner_limits.kind is 'What is limited.';
comment on column partner_limits.value is 'The default; 0: none at all, null: no limit.';
comment on column partner_limits.cap is 'The most that an account may be given; null: anything. Never less than the default.';
comment on column partner_limits.at_limit is 'Tasks a month: hold has work wait for the next period, overage lets it go on, counted apart. Null: as the kind is.';
comment on column partner_limits.updated_at is 'When it last changed.';
select app.protect('partner_limits', 'partner');
grant select, insert, update, delete on partner_limits to berth_partner;
grant select on partner_limits to berth_gate;

create table account_limits (
    partner_id uuid not null,
    account_id uuid not null,
    kind text not null check (kind in ('users', 'sub_accounts', 'connectors', 'active_cycles', 'tasks_month',
                                       'transactions_minute', 'at_once', 'payload_kb', 'retention_hours')),
    tree boolean not null,
    value bigint check (value between 0 and 1000000000000),
    at_limit text check (at_limit in ('hold', 'overage')),
    updated_at timestamptz not null,
    primary key (partner_id, account_id, kind, tree),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade,
    check (not tree or value is not null),
    check (at_limit is null or kind = 'tasks_month')
);
comment on table account_limits is 'What an account may use instead of its partner''s default, and what it and all below it may use together. Copied to every node on Citus.';
comment on column account_limits.partner_id is 'Whose row it is.';
comment on column account_limits.account_id is 'The account that it was set for.';
comment on column account_limits.kind is 'What is limited.';
comment on column account_limits.tree is 'It is for the account and all below it; else for what the account itself uses.';
comment on column account_limits.value is 'How much; 0: none at all, null: no limit although there is a default.';
comment on column account_limits.at_limit is 'Tasks a month: hold or overage; null: as the partner''s default says.';
comment on column account_limits.updated_at is 'When it last changed.';
-- Most partners have no limit of a kind: asking for that is one look here.
create index account_limits_by_kind on account_limits (partner_id, kind, tree, account_id);
select app.protect('account_limits', 'account');
grant select, insert, update, delete on account_limits to berth_partner;
grant select on account_limits to berth_gate;
