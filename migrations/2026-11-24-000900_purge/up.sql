create table purge_certificates (
    partner_id uuid not null references partners (id),
    account_id uuid not null,
    api_id text not null,
    name text not null,
    parent_id uuid,
    deleted_at timestamptz not null,
    deleted_by text,
    deleted_with uuid,
    begun_at timestamptz not null,
    purged_at timestamptz,
    counts jsonb not null default '{}',
    primary key (partner_id, account_id)
);
comment on table purge_certificates is 'What is left of an account that was removed for good: which it was, and how many rows of each table went.';
comment on column purge_certificates.partner_id is 'Partner of the scope (T1).';
comment on column purge_certificates.account_id is 'The account that was removed; its row is gone.';
comment on column purge_certificates.api_id is 'Its API ID, free again.';
comment on column purge_certificates.name is 'Its name at the end.';
comment on column purge_certificates.parent_id is 'The account it hung below.';
comment on column purge_certificates.deleted_at is 'When it came to the recycle bin.';
comment on column purge_certificates.deleted_by is 'Who deleted it.';
comment on column purge_certificates.deleted_with is 'The account whose deletion took it along; null when it was deleted by itself.';
comment on column purge_certificates.begun_at is 'When the first batch ran.';
comment on column purge_certificates.purged_at is 'Null while the batches are still running.';
comment on column purge_certificates.counts is 'Table to number of rows removed.';
create index purge_certificates_newest on purge_certificates (partner_id, purged_at desc, account_id);
select app.protect('purge_certificates', 'partner');
create policy maintenance on purge_certificates to berth_maintenance
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select on purge_certificates to berth_partner;
grant select, insert, update on purge_certificates to berth_maintenance;

-- A purge writes its entry in the transaction that removes the account, so its role may add this entry, and no other.
create policy maintenance on audit_heads to berth_maintenance
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select, update on audit_heads to berth_maintenance;
create policy maintenance on audit_log for insert to berth_maintenance
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid and action = 'account.purged');
grant insert on audit_log to berth_maintenance;
