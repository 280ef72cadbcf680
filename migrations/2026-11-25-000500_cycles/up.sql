create table cycles (
    partner_id uuid not null,
    account_id uuid not null,
    id uuid not null,
    name text not null check (char_length(name) between 1 and 200),
    name_key text collate "C" not null,
    template_id uuid,
    template_release integer,
    flow jsonb not null,
    inputs jsonb not null default '{}',
    schedule jsonb,
    state text not null default 'paused' check (state in ('paused', 'active', 'finishing', 'error', 'removed')),
    problem text,
    next_run_at timestamptz,
    started_at timestamptz,
    stopped_at timestamptz,
    stopped_by text,
    created_at timestamptz not null,
    created_by text not null,
    updated_at timestamptz not null,
    version integer not null default 1,
    primary key (partner_id, account_id, id),
    foreign key (partner_id, account_id) references accounts (partner_id, id),
    check (next_run_at is null or state in ('active', 'finishing'))
);
comment on table cycles is 'Integrations that live in an account. Copied to every node on Citus.';
comment on column cycles.partner_id is 'Whose row it is.';
comment on column cycles.account_id is 'The account it lives in.';
comment on column cycles.id is 'UUIDv7.';
comment on column cycles.name is 'What people see.';
comment on column cycles.name_key is 'name in lower case and byte order, for lists.';
comment on column cycles.template_id is 'What it was installed from; null: built in the account.';
comment on column cycles.template_release is 'The release it was installed from, or upgraded to.';
comment on column cycles.flow is 'Its own copy of steps and edges (flows::model::Flow).';
comment on column cycles.inputs is 'What the customer filled in, by the key of the field.';
comment on column cycles.schedule is 'When it runs by itself; null: by a webhook, or by hand only.';
comment on column cycles.state is 'paused, active, finishing (takes nothing new and stops when what is in flight has ended), error, or removed.';
comment on column cycles.problem is 'Why it is in error, in words.';
comment on column cycles.next_run_at is 'When the schedule starts it next.';
comment on column cycles.started_at is 'When it was last started.';
comment on column cycles.stopped_at is 'When it was last stopped; waiting work is dropped 24 h later.';
comment on column cycles.stopped_by is 'Name of who stopped it, at the time; null: an error did.';
comment on column cycles.created_at is 'When it was made.';
comment on column cycles.created_by is 'Name of who made it, at the time.';
comment on column cycles.updated_at is 'When a person last changed it.';
comment on column cycles.version is 'Counts edits; a form that carries an older one is refused, and the engine reads the flow anew.';
create index cycles_by_name on cycles (partner_id, account_id, name_key, id) where state <> 'removed';
create index cycles_of_template on cycles (partner_id, template_id, template_release, account_id, id) where state <> 'removed';
create index cycles_due on cycles (next_run_at) where next_run_at is not null;
create index cycles_finishing on cycles (partner_id, account_id, id) where state = 'finishing';
select app.protect('cycles', 'account');
select app.protect_work('cycles');
create policy maintenance on cycles for select to berth_maintenance using (true);
grant select, insert, update on cycles to berth_partner, berth_account;
grant select, update (state, problem, next_run_at, stopped_at, stopped_by, version) on cycles to berth_worker;
grant select on cycles to berth_maintenance, berth_gate;
-- app.stop_unusable stops those of sub-accounts too.
grant update (state, problem, next_run_at, stopped_at, stopped_by, version) on cycles to berth_gate;

create table cycle_connectors (
    partner_id uuid not null,
    account_id uuid not null,
    cycle_id uuid not null,
    slot text not null,
    owner_id uuid not null,
    account_connector_id uuid not null,
    primary key (partner_id, account_id, cycle_id, slot),
    foreign key (partner_id, account_id, cycle_id) references cycles (partner_id, account_id, id) on delete cascade,
    foreign key (partner_id, owner_id, account_connector_id)
        references account_connectors (partner_id, account_id, id) on delete cascade,
    foreign key (partner_id, account_id, owner_id)
        references account_ancestors (partner_id, account_id, ancestor_id) on delete cascade
);
comment on table cycle_connectors is 'Which Account Connector a cycle uses for each connector of its flow. The second and third reference together say that it belongs to the account or to one above it (T6): nothing else can be written.';
comment on column cycle_connectors.partner_id is 'Whose row it is.';
comment on column cycle_connectors.account_id is 'The account of the cycle.';
comment on column cycle_connectors.cycle_id is 'The cycle.';
comment on column cycle_connectors.slot is 'The name that the flow''s steps call the connector by.';
comment on column cycle_connectors.owner_id is 'The account that the Account Connector belongs to.';
comment on column cycle_connectors.account_connector_id is 'The Account Connector.';
create index cycle_connectors_of on cycle_connectors (partner_id, owner_id, account_connector_id);
select app.protect('cycle_connectors', 'account');
select app.protect_work('cycle_connectors');
grant select, insert, update, delete on cycle_connectors to berth_partner, berth_account;
grant select on cycle_connectors to berth_worker, berth_gate;

create table hooks (
    partner_id uuid not null,
    account_id uuid not null,
    id uuid not null,
    cycle_id uuid not null,
    step text not null,
    token_hash bytea not null unique,
    token bytea not null,
    proof bytea,
    created_at timestamptz not null,
    primary key (partner_id, account_id, id),
    unique (partner_id, account_id, cycle_id, step),
    foreign key (partner_id, account_id, cycle_id) references cycles (partner_id, account_id, id) on delete cascade
);
comment on table hooks is 'The address of each webhook step of each cycle.';
comment on column hooks.partner_id is 'Whose row it is.';
comment on column hooks.account_id is 'The account of the cycle.';
comment on column hooks.id is 'UUIDv7.';
comment on column hooks.cycle_id is 'The cycle it starts.';
comment on column hooks.step is 'Key of the webhook step.';
comment on column hooks.token_hash is 'SHA-256 of the unguessable part of the address; looked up before anybody is known.';
comment on column hooks.token is 'That part, encrypted, so that the address can be shown again.';
comment on column hooks.proof is 'Secrets that senders sign with, encrypted; null: none.';
comment on column hooks.created_at is 'When it was made.';
select app.protect('hooks', 'account');
select app.protect_work('hooks');
grant select, insert, update (token_hash, token, proof), delete on hooks to berth_partner, berth_account;
grant select on hooks to berth_gate, berth_worker;

create table storage (
    partner_id uuid not null,
    account_id uuid not null,
    scope_id uuid not null,
    name text not null check (char_length(name) between 1 and 200),
    value text not null,
    updated_at timestamptz not null,
    primary key (partner_id, account_id, scope_id, name),
    foreign key (partner_id, account_id) references accounts (partner_id, id)
);
comment on table storage is 'What Storage steps keep between Transactions. Copied to every node on Citus.';
comment on column storage.partner_id is 'Whose row it is.';
comment on column storage.account_id is 'The account.';
comment on column storage.scope_id is 'The cycle that it belongs to, or the account itself for all its cycles.';
comment on column storage.name is 'Chosen by the step.';
comment on column storage.value is 'As JSON, 64 KB at most.';
comment on column storage.updated_at is 'When it was last put.';
select app.protect('storage', 'account');
select app.protect_work('storage');
grant select, delete on storage to berth_partner, berth_account;
grant select, insert, update, delete on storage to berth_worker;
