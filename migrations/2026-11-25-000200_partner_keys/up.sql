create table partner_keys (
    partner_id uuid not null references partners (id),
    version smallint not null check (version > 0),
    wrapped bytea not null,
    created_at timestamptz not null,
    retired_at timestamptz,
    primary key (partner_id, version)
);
comment on table partner_keys is 'The keys that a partner''s secrets are encrypted with, each wrapped by the installation''s key, which is not in the database.';
comment on column partner_keys.partner_id is 'Whose key it is.';
comment on column partner_keys.version is 'Counts up with each rotation; every encrypted value names the one it was made with.';
comment on column partner_keys.wrapped is 'AES-256-GCM-SIV of the key, bound to partner and version.';
comment on column partner_keys.created_at is 'When it was made.';
comment on column partner_keys.retired_at is 'Nothing is encrypted with it any more from here on; it goes when nothing is left that needs it.';
select app.protect('partner_keys', 'partner');
create policy account_scope on partner_keys for select to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy worker_scope on partner_keys for select to berth_worker
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select, insert, update, delete on partner_keys to berth_partner;
grant select on partner_keys to berth_account, berth_worker;
