-- Incidents by their cause, counted as they are raised, so that their page costs the same however many there are.
create table incident_causes (
    account_id uuid not null,
    cause text not null,
    partner_id uuid not null,
    count bigint not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    kind text not null check (kind in ('error', 'warning')),
    message text not null,
    resolved_at timestamptz,
    resolved_by text,
    muted_at timestamptz,
    muted_by text,
    primary key (account_id, cause)
);
comment on table incident_causes is 'What incidents of one cause come to, since the cause was last said to be resolved. Spread by account_id on Citus.';
comment on column incident_causes.account_id is 'Whose row it is.';
comment on column incident_causes.cause is 'What they share, as in incidents.cause.';
comment on column incident_causes.partner_id is 'The account''s partner.';
comment on column incident_causes.count is 'How many there were.';
comment on column incident_causes.first_at is 'When the first was raised.';
comment on column incident_causes.last_at is 'When the last was raised.';
comment on column incident_causes.kind is 'Of the last one: error or warning.';
comment on column incident_causes.message is 'Of the last one: what happened, and whom to ask.';
comment on column incident_causes.resolved_at is 'When a person said that it is mended; null: it is open. The next incident opens it again and counts from 1.';
comment on column incident_causes.resolved_by is 'Name of who said so, at the time.';
comment on column incident_causes.muted_at is 'When a person said that it need not be shown; null: it is shown.';
comment on column incident_causes.muted_by is 'Name of who said so, at the time.';
create index incident_causes_newest on incident_causes (account_id, last_at desc, cause);
select app.protect('incident_causes', 'account');
select app.protect_work('incident_causes');
grant select, update (resolved_at, resolved_by, muted_at, muted_by) on incident_causes to berth_partner, berth_account;
grant select, insert, update on incident_causes to berth_worker, berth_gate;

create table incident_cycles (
    account_id uuid not null,
    cause text not null,
    cycle_id uuid not null,
    partner_id uuid not null,
    count bigint not null,
    since timestamptz not null,
    last_at timestamptz not null,
    primary key (account_id, cause, cycle_id)
);
comment on table incident_cycles is 'Which cycles a cause of incidents affects. Spread by account_id on Citus.';
comment on column incident_cycles.account_id is 'Whose row it is.';
comment on column incident_cycles.cause is 'The cause.';
comment on column incident_cycles.cycle_id is 'The cycle.';
comment on column incident_cycles.partner_id is 'The account''s partner.';
comment on column incident_cycles.count is 'How many of them it raised since then.';
comment on column incident_cycles.since is 'When the first of these was raised.';
comment on column incident_cycles.last_at is 'When it raised the last.';
select app.protect('incident_cycles', 'account');
select app.protect_work('incident_cycles');
grant select on incident_cycles to berth_partner, berth_account;
grant select, insert, update on incident_cycles to berth_worker, berth_gate;

set local role berth_gate;
insert into incident_causes (account_id, cause, partner_id, count, first_at, last_at, kind, message)
select i.account_id, i.cause, i.partner_id, count(*), min(i.at), max(i.at),
       (array_agg(i.kind order by i.id desc))[1], (array_agg(i.message order by i.id desc))[1]
  from incidents i group by i.account_id, i.cause, i.partner_id;
insert into incident_cycles (account_id, cause, cycle_id, partner_id, count, since, last_at)
select i.account_id, i.cause, i.cycle_id, i.partner_id, count(*), min(i.at), max(i.at)
  from incidents i group by i.account_id, i.cause, i.cycle_id, i.partner_id;
reset role;
