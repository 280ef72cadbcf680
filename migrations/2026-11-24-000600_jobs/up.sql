create table jobs (
    partner_id uuid not null references partners (id),
    id uuid not null,
    kind text not null,
    state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
    title text not null,
    instructions jsonb not null,
    total integer not null default 0,
    done integer not null default 0,
    failed integer not null default 0,
    problem text,
    actor_id uuid not null,
    actor_name text not null,
    actor_email text not null,
    address text not null,
    request_id text not null,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    lease_until timestamptz,
    attempts smallint not null default 0,
    primary key (partner_id, id),
    foreign key (partner_id, actor_id) references people (partner_id, id)
);
comment on table jobs is 'Long work of partner staff: imports and bulk actions. Each has a page with its progress.';
comment on column jobs.partner_id is 'Whose row it is.';
comment on column jobs.id is 'UUIDv7.';
comment on column jobs.kind is 'What is done, as accounts.suspend.';
comment on column jobs.state is 'queued, running, done or failed.';
comment on column jobs.title is 'In words, for its page.';
comment on column jobs.instructions is 'What the worker needs to know.';
comment on column jobs.total is 'Objects to work on.';
comment on column jobs.done is 'Objects that were worked on.';
comment on column jobs.failed is 'Objects that could not be done.';
comment on column jobs.problem is 'Why the whole job failed, in words.';
comment on column jobs.actor_id is 'Who started it.';
comment on column jobs.actor_name is 'Their name at the time.';
comment on column jobs.actor_email is 'Their address at the time.';
comment on column jobs.address is 'The network address it was started from.';
comment on column jobs.request_id is 'The request it was started by.';
comment on column jobs.created_at is 'When it was queued.';
comment on column jobs.started_at is 'When a worker first took it.';
comment on column jobs.ended_at is 'When it ended.';
comment on column jobs.attempts is 'How often a worker took it.';
comment on column jobs.lease_until is 'A worker that stops renewing this loses the job; another takes it (R3).';
create index jobs_waiting on jobs (created_at) where state in ('queued', 'running');
create index jobs_newest on jobs (partner_id, created_at desc);
select app.protect('jobs', 'partner');
create policy maintenance on jobs to berth_maintenance using (true);
grant select, insert, update on jobs to berth_partner;
grant select, update, delete on jobs to berth_maintenance;

create table job_rows (
    partner_id uuid not null,
    job_id uuid not null,
    no integer not null,
    object_id uuid not null,
    object_name text not null,
    outcome text check (outcome in ('done', 'unchanged', 'failed')),
    message text,
    primary key (partner_id, job_id, no),
    foreign key (partner_id, job_id) references jobs (partner_id, id) on delete cascade
);
comment on table job_rows is 'One object of a bulk action with its result; null outcome: not done yet.';
comment on column job_rows.partner_id is 'Whose row it is.';
comment on column job_rows.job_id is 'The job it belongs to.';
comment on column job_rows.no is 'Its place in the order of work.';
comment on column job_rows.object_id is 'What is worked on.';
comment on column job_rows.object_name is 'Its name at the time.';
comment on column job_rows.outcome is 'How it went.';
comment on column job_rows.message is 'What the person should know about it.';
select app.protect('job_rows', 'partner');
grant select, insert, update on job_rows to berth_partner;
