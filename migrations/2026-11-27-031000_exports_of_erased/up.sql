-- Whose data lies in an archive that holds sub-accounts too: with an account go the archives of those above it that have it.
create table account_export_accounts (
    partner_id uuid not null,
    account_id uuid not null,
    export_of uuid not null,
    export_id uuid not null,
    primary key (partner_id, account_id, export_of, export_id),
    foreign key (partner_id, export_of, export_id) references account_exports (partner_id, account_id, id) on delete cascade
);
comment on table account_export_accounts is 'Sub-accounts that are in an archive of an account above them: when one is removed for good, so is the archive. Written when the archive is begun, so that a move does not matter. Local on Citus.';
comment on column account_export_accounts.partner_id is 'The partner.';
comment on column account_export_accounts.account_id is 'The sub-account that is in it.';
comment on column account_export_accounts.export_of is 'The account that the archive is of.';
comment on column account_export_accounts.export_id is 'The archive.';
create index account_export_accounts_of_export on account_export_accounts (partner_id, export_of, export_id);
select app.protect('account_export_accounts', 'partner');
create policy maintenance on account_export_accounts to berth_maintenance using (true) with check (true);
grant select, insert, delete on account_export_accounts to berth_partner;
grant select, delete on account_export_accounts to berth_maintenance;
-- Archives are replaced, and their room is bounded.
grant delete on account_exports to berth_partner;

-- Archives from before, by the tree of now.
grant insert on account_export_accounts to berth_gate;
grant select on account_exports to berth_gate;
set local role berth_gate;
insert into account_export_accounts (partner_id, account_id, export_of, export_id)
select e.partner_id, n.account_id, e.account_id, e.id
  from account_exports e
  join account_ancestors n on n.partner_id = e.partner_id and n.ancestor_id = e.account_id and n.distance > 0
 where e.with_sub_accounts;
reset role;
revoke insert on account_export_accounts from berth_gate;
revoke select on account_exports from berth_gate;

-- The purge says so at the account that the archive was of. Catalogue only, so the lock is short.
drop policy maintenance on audit_log;
create policy maintenance on audit_log for insert to berth_maintenance
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid and action in ('account.purged', 'export.removed'));
