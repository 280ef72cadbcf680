create table imports (
    partner_id uuid not null references partners (id),
    id uuid not null,
    file_name text not null,
    state text not null check (state in ('uploading', 'uploaded', 'checking', 'checked', 'applying', 'applied')),
    delimiter text not null,
    header text[] not null,
    mapping jsonb not null,
    rows integer not null default 0,
    creates integer not null default 0,
    updates integer not null default 0,
    unchanged integer not null default 0,
    faulty integer not null default 0,
    problem text,
    job_id uuid,
    created_by uuid not null,
    created_by_name text not null,
    created_at timestamptz not null,
    applied_at timestamptz,
    primary key (partner_id, id)
);
comment on table imports is 'One uploaded CSV of accounts: upload, map columns, check, apply.';
comment on column imports.state is 'Uploading while its rows arrive; one that stays so broke off and is swept.';
comment on column imports.problem is 'Why the last check or application did not end well.';
comment on column imports.partner_id is 'Whose row it is.';
comment on column imports.id is 'UUIDv7.';
comment on column imports.file_name is 'As the browser named it.';
comment on column imports.delimiter is 'What separates cells.';
comment on column imports.header is 'The names of the columns.';
comment on column imports.rows is 'Lines with data.';
comment on column imports.creates is 'Accounts that are new.';
comment on column imports.updates is 'Accounts that change.';
comment on column imports.unchanged is 'Accounts that stay as they are.';
comment on column imports.faulty is 'Lines that are left out.';
comment on column imports.job_id is 'The job that applies it.';
comment on column imports.created_by is 'Who uploaded it.';
comment on column imports.created_by_name is 'Their name at the time.';
comment on column imports.created_at is 'When it was uploaded.';
comment on column imports.applied_at is 'When it was applied.';
comment on column imports.mapping is 'Which column feeds which field: array of field names or null, one per column.';
create index imports_newest on imports (partner_id, created_at desc);
select app.protect('imports', 'partner');
grant select, insert, update, delete on imports to berth_partner;

create policy maintenance on imports to berth_maintenance using (true);
grant select, delete on imports to berth_maintenance;

create table import_rows (
    partner_id uuid not null,
    import_id uuid not null,
    line integer not null,
    cells text[] not null,
    fault text,
    outcome text check (outcome in ('create', 'update', 'unchanged', 'faulty')),
    name text,
    api_id text,
    detail jsonb,
    primary key (partner_id, import_id, line),
    foreign key (partner_id, import_id) references imports (partner_id, id) on delete cascade
);
comment on table import_rows is 'One line of an uploaded CSV with the outcome of the check.';
comment on column import_rows.partner_id is 'Whose row it is.';
comment on column import_rows.import_id is 'The upload it belongs to.';
comment on column import_rows.cells is 'The cells as they were in the file.';
comment on column import_rows.outcome is 'What applying it would do; null: not checked yet.';
comment on column import_rows.name is 'The account''s name, where it could be read.';
comment on column import_rows.api_id is 'The account''s API ID, where it could be read.';
comment on column import_rows.line is 'The line in the file where the row begins; the header is line 1.';
comment on column import_rows.fault is 'Why the line could not even be read (encoding, number of cells).';
comment on column import_rows.detail is 'Errors {field, message} of a faulty row, changes {field, from, to} of an update.';
create index import_rows_by_outcome on import_rows (partner_id, import_id, outcome, line);
select app.protect('import_rows', 'partner');
grant select, insert, update, delete on import_rows to berth_partner;
