create table audit_heads (
    partner_id uuid primary key references partners (id),
    seq bigint not null,
    hash bytea not null
);
comment on table audit_heads is 'The last entry of each partner''s audit chain; locked while entries are added, so that the numbers have no gap.';
comment on column audit_heads.partner_id is 'Whose chain it is.';
comment on column audit_heads.seq is 'Number of the last entry; 0 before the first.';
comment on column audit_heads.hash is 'Hash of the last entry; empty before the first.';
select app.protect('audit_heads', 'partner');
create policy account_scope on audit_heads to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy person_scope on audit_heads to berth_person
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select, insert, update on audit_heads to berth_partner, berth_account, berth_person, berth_gate;

create table audit_log (
    partner_id uuid not null references partners (id),
    account_id uuid,
    seq bigint not null,
    at timestamptz not null,
    actor_id uuid,
    actor_name text not null,
    actor_email text not null,
    action text not null,
    object_kind text not null,
    object_id text not null,
    object_name text not null,
    object_key text collate "C" not null generated always as (lower(object_name)) stored,
    changes jsonb not null default '[]',
    address text not null,
    request_id text not null,
    hash bytea not null,
    primary key (partner_id, at, seq)
) partition by range (at);
comment on table audit_log is 'Every change: who, what, from, to, when, from where. Append-only: nobody has the right to change or remove a row.';
comment on column audit_log.partner_id is 'Whose entry it is.';
comment on column audit_log.at is 'When it happened.';
comment on column audit_log.actor_id is 'The person who did it; null for the installation itself.';
comment on column audit_log.actor_name is 'Their name at the time.';
comment on column audit_log.actor_email is 'Their address at the time.';
comment on column audit_log.action is 'What was done, as account.suspended.';
comment on column audit_log.object_kind is 'What it was done to: account, person ...';
comment on column audit_log.object_id is 'Its id.';
comment on column audit_log.object_name is 'Its name at the time, so that the entry reads alone.';
comment on column audit_log.address is 'The network address it came from; local for commands.';
comment on column audit_log.request_id is 'The id of the request, as in the log of the server.';
comment on column audit_log.account_id is 'The account it happened in; null for what belongs to the partner alone.';
comment on column audit_log.seq is 'Counts from 1 per partner without gaps.';
comment on column audit_log.object_key is 'object_name in lower case; byte order, so that a prefix is an index range under a policy.';
comment on column audit_log.hash is 'SHA-256 of the entry before and of this row''s canonical text.';
comment on column audit_log.changes is 'Array of {field, from, to}; secrets never.';
create index audit_log_of_account on audit_log (partner_id, account_id, at desc, seq desc);
create index audit_log_of_actor on audit_log (partner_id, actor_id, at desc, seq desc);
create index audit_log_of_object on audit_log (partner_id, object_key);
create index audit_log_by_number on audit_log (partner_id, seq);
select app.protect('audit_log', 'account');
create policy person_scope on audit_log for insert to berth_person
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
                and actor_id = nullif(current_setting('app.person_id', true), '')::uuid);
grant select, insert on audit_log to berth_partner, berth_account;
grant insert on audit_log to berth_person, berth_gate;

-- Two years of months ahead, and a default so that an entry is never refused.
create table audit_log_rest partition of audit_log default;
alter table audit_log_rest enable row level security;
alter table audit_log_rest force row level security;
do $$
declare month date := date '2026-11-01';
begin
    while month < date '2028-12-01' loop
        execute format('create table audit_log_%s partition of audit_log for values from (%L) to (%L)',
                       to_char(month, 'YYYY_MM'), month, month + interval '1 month');
        execute format('alter table audit_log_%s enable row level security', to_char(month, 'YYYY_MM'));
        execute format('alter table audit_log_%s force row level security', to_char(month, 'YYYY_MM'));
        month := month + interval '1 month';
    end loop;
end
$$;
