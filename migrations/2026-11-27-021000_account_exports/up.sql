-- Everything of an account as one file for its customer (MODEL section 10, additions), and its removal without waiting for the end of
-- the recycle bin.
create table account_exports (
    partner_id uuid not null,
    account_id uuid not null,
    id uuid not null,
    job_id uuid not null,
    with_sub_accounts boolean not null,
    size_bytes bigint not null default 0,
    created_at timestamptz not null,
    created_by text not null,
    ready_at timestamptz,
    primary key (partner_id, account_id, id),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade,
    foreign key (partner_id, job_id) references jobs (partner_id, id) on delete cascade
);
comment on table account_exports is 'Archives of accounts that were asked for; kept for 7 days. Local on Citus.';
comment on column account_exports.partner_id is 'The partner.';
comment on column account_exports.account_id is 'The account; the file may hold those below it too, so that only the partner reads it (T7).';
comment on column account_exports.id is 'UUIDv7.';
comment on column account_exports.job_id is 'The job that makes the file.';
comment on column account_exports.with_sub_accounts is 'Those below it are in the file.';
comment on column account_exports.size_bytes is 'How large the file is; 0 until it is whole.';
comment on column account_exports.created_at is 'When it was asked for.';
comment on column account_exports.created_by is 'Who asked for it: the name then.';
comment on column account_exports.ready_at is 'When the file was whole; null: it is not, or never was.';
create index account_exports_of_job on account_exports (partner_id, job_id);
create index account_exports_old on account_exports (created_at);
select app.protect('account_exports', 'partner');
create policy maintenance on account_exports to berth_maintenance using (true) with check (true);
grant select, insert, update (size_bytes, ready_at) on account_exports to berth_partner;
grant select, delete on account_exports to berth_maintenance;

create table account_export_parts (
    partner_id uuid not null,
    account_id uuid not null,
    export_id uuid not null,
    no integer not null,
    bytes bytea not null,
    primary key (partner_id, account_id, export_id, no),
    foreign key (partner_id, account_id, export_id) references account_exports (partner_id, account_id, id) on delete cascade
);
comment on table account_export_parts is 'The file of an export, piece by piece, so that any process can make it and any other send it. Local on Citus.';
comment on column account_export_parts.partner_id is 'The partner.';
comment on column account_export_parts.account_id is 'The account.';
comment on column account_export_parts.export_id is 'The export.';
comment on column account_export_parts.no is 'Its place in the file, from 0.';
comment on column account_export_parts.bytes is 'What stands there.';
select app.protect('account_export_parts', 'partner');
grant select, insert, delete on account_export_parts to berth_partner;

alter table accounts add column erase_asked_at timestamptz;
comment on column accounts.erase_asked_at is 'Somebody asked then that it be removed for good before its days in the recycle bin are over. Cannot be taken back.';
-- Its index is 031420: it takes long, and holds up nobody there.

-- A job is begun by a program too, whose credential is no person.
alter table jobs drop constraint jobs_partner_id_actor_id_fkey;
comment on column jobs.actor_id is 'Who started it: a person, or the credential of a program.';
