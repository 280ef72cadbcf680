-- A connector may belong to one account (MODEL section 5): that account alone installs it, and those below it use the
-- Account Connectors that it shares with them (T6). Columns are nullable and without default, so that nothing is written
-- anew; servers of before go on making the partner's, and see none of an account's.
alter table connectors add column owner_id uuid;
alter table connectors add constraint connectors_owned unique (partner_id, id, owner_id);
alter table connectors add constraint connectors_owner foreign key (partner_id, owner_id) references accounts (partner_id, id);
comment on table connectors is 'The partner''s library of connectors: applications that its customers'' cycles can call; and those of accounts. Copied to every node on Citus.';
comment on column connectors.owner_id is 'The account that it belongs to, which alone installs it; null: the partner''s. Moves with the account, and is purged with it.';
comment on column connectors.kind is 'application: from the catalogue; utility: built in; custom: imported or written by the partner, or an account''s own.';
create index connectors_of_owner on connectors (partner_id, owner_id, name_key, id);

alter table connector_releases add column owner_id uuid;
alter table connector_releases add constraint connector_releases_owner
    foreign key (partner_id, connector_id, owner_id) references connectors (partner_id, id, owner_id) on delete cascade;
comment on column connector_releases.owner_id is 'As its connector has it, so that a policy needs no second look.';
create index connector_releases_of_owner on connector_releases (partner_id, owner_id) where owner_id is not null;

-- An account's people see the partner's, their account's own and those of the accounts above it, whose Account Connectors
-- they may use: app.account_line says which accounts these are. They write their account's own.
drop policy account_scope on connectors;
create policy account_scope on connectors for select to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
           and (owner_id is null or owner_id = any (nullif(current_setting('app.account_line', true), '')::uuid[])));
create policy account_own on connectors to berth_account
    using (owner_id = nullif(current_setting('app.account_id', true), '')::uuid
           and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (owner_id = nullif(current_setting('app.account_id', true), '')::uuid
                and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
drop policy account_scope on connector_releases;
create policy account_scope on connector_releases for select to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
           and (owner_id is null or owner_id = any (nullif(current_setting('app.account_line', true), '')::uuid[])));
create policy account_own on connector_releases to berth_account
    using (owner_id = nullif(current_setting('app.account_id', true), '')::uuid
           and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (owner_id = nullif(current_setting('app.account_id', true), '')::uuid
                and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant insert, update, delete on connectors, connector_releases to berth_account;
