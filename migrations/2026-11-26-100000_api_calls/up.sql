-- Calls of programs (MODEL section 8): each answered one in a log, and what they come to by hour, which reports read.
create table api_calls (
    partner_id uuid not null,
    id uuid not null,
    account_id uuid,
    credential_id uuid not null,
    verb text not null check (verb ~ '^[A-Z]{1,10}$'),
    route text not null check (char_length(route) between 1 and 200),
    status smallint not null check (status between 100 and 599),
    took_us integer not null check (took_us >= 0),
    at timestamptz not null,
    primary key (partner_id, id)
) partition by range (id);
comment on table api_calls is 'Calls of programs that were answered, written in batches by each server. Names nobody: it outlives what it names, by ids alone. Local on Citus.';
comment on column api_calls.partner_id is 'The partner.';
comment on column api_calls.id is 'UUIDv7 of when it was answered.';
comment on column api_calls.account_id is 'The account that it named, or that its token was bound to; null: none, or none that there is.';
comment on column api_calls.credential_id is 'Who called.';
comment on column api_calls.verb is 'GET, POST and so on.';
comment on column api_calls.route is 'What was called, as a pattern: no id is in it.';
comment on column api_calls.status is 'How it was answered.';
comment on column api_calls.took_us is 'How long that took, in microseconds; half an hour at most.';
comment on column api_calls.at is 'When it was answered.';
create index api_calls_of_route on api_calls (partner_id, route, verb, id);
create index api_calls_of_account on api_calls (partner_id, account_id, id);
create index api_calls_refused on api_calls (partner_id, id) where status >= 400;
create table api_calls_rest partition of api_calls default;
alter table api_calls_rest enable row level security;
alter table api_calls_rest force row level security;
select app.protect('api_calls', 'account');
create policy maintenance on api_calls to berth_maintenance using (true) with check (true);
grant select on api_calls to berth_partner;
grant select, insert on api_calls to berth_maintenance;

create table api_call_hours (
    partner_id uuid not null,
    hour timestamptz not null,
    credential_id uuid not null,
    verb text not null,
    route text not null,
    calls bigint not null default 0,
    refused bigint not null default 0,
    limited bigint not null default 0,
    failed bigint not null default 0,
    took_us bigint not null default 0,
    primary key (partner_id, hour, credential_id, verb, route)
) partition by range (hour);
comment on table api_call_hours is 'What the calls of programs come to by hour: added to in the transaction that writes them into the log, so that both say the same. Local on Citus.';
comment on column api_call_hours.partner_id is 'The partner.';
comment on column api_call_hours.hour is 'Its first instant.';
comment on column api_call_hours.credential_id is 'Who called.';
comment on column api_call_hours.verb is 'As in api_calls.';
comment on column api_call_hours.route is 'As in api_calls.';
comment on column api_call_hours.calls is 'All of them.';
comment on column api_call_hours.refused is 'Those answered with 400 to 499, but for 429.';
comment on column api_call_hours.limited is 'Those answered with 429: there were too many.';
comment on column api_call_hours.failed is 'Those answered with 500 and above.';
comment on column api_call_hours.took_us is 'How long all of them took together, in microseconds.';
create table api_call_hours_rest partition of api_call_hours default;
alter table api_call_hours_rest enable row level security;
alter table api_call_hours_rest force row level security;
select app.protect('api_call_hours', 'partner');
create policy maintenance on api_call_hours to berth_maintenance using (true) with check (true);
grant select on api_call_hours to berth_partner;
grant select, insert, update on api_call_hours to berth_maintenance;
