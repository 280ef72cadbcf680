-- A server of before would offer what an account owns to all of them, so it goes; where it is installed that would take cycles
-- with it, and people decide. Policies are forced on the owner of the tables too, so this is done as the gate.
grant delete on connectors to berth_gate;
set local role berth_gate;
do $$
begin
    if exists (select from account_connectors c join connectors l on l.partner_id = c.partner_id and l.id = c.connector_id
                where l.owner_id is not null) then
        raise exception 'accounts have installed connectors of their own: remove those first';
    end if;
end
$$;
delete from connectors where owner_id is not null;
reset role;
revoke delete on connectors from berth_gate;
drop policy if exists purge on connector_releases;
drop policy if exists purge_sees on connector_releases;
drop policy if exists purge on connectors;
drop policy if exists purge_sees on connectors;
revoke select, delete on connectors, connector_releases from berth_maintenance;
revoke insert, update, delete on connectors, connector_releases from berth_account;
drop policy account_own on connector_releases;
drop policy account_scope on connector_releases;
create policy account_scope on connector_releases for select to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
drop policy account_own on connectors;
drop policy account_scope on connectors;
create policy account_scope on connectors for select to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
drop index connector_releases_of_owner;
alter table connector_releases drop constraint connector_releases_owner;
alter table connector_releases drop column owner_id;
drop index connectors_of_owner;
alter table connectors drop constraint connectors_owner;
alter table connectors drop constraint connectors_owned;
alter table connectors drop column owner_id;
comment on table connectors is 'The partner''s library of connectors: applications that its customers'' cycles can call. Copied to every node on Citus.';
comment on column connectors.kind is 'application: from the catalogue; utility: built in; custom: imported or written by the partner.';
