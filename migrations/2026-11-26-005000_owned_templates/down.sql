revoke select, insert, update, delete on templates, template_releases from berth_account;
drop policy account_scope on template_releases;
drop policy account_scope on templates;
-- Without owners they would become the partner's and be offered to other customers: cycles keep their own copies. Policies
-- are forced on the owner of the tables too, so this is done as the gate.
grant delete on templates to berth_gate;
set local role berth_gate;
update cycles c set template_id = null, template_release = null
  from templates t where t.owner_id is not null and t.partner_id = c.partner_id and t.id = c.template_id;
delete from templates where owner_id is not null;
reset role;
revoke delete on templates from berth_gate;
revoke update (template_id, template_release) on cycles from berth_gate;
drop policy if exists purge on template_releases;
drop policy if exists purge_sees on template_releases;
drop policy if exists purge on templates;
drop policy if exists purge_sees on templates;
revoke select, delete on templates, template_releases from berth_maintenance;
drop index template_releases_of_owner;
alter table template_releases drop constraint template_releases_owner;
alter table template_releases drop column owner_id;
drop index templates_of_owner;
drop index templates_of_partner;
alter table templates drop constraint templates_owner;
alter table templates drop constraint templates_owned;
alter table templates drop column owner_id;
comment on table templates is 'Prepared integrations of the partner. Copied to every node on Citus.';
comment on column templates.published is 'Customers see it among the templates of their accounts and install it by themselves; staff may install it without.';
