-- An account may own templates (MODEL section 5): its people write them, those of its sub-accounts are offered them (T6).
-- Columns are nullable and without default, so that nothing is written anew; servers of before go on making the partner's.
alter table templates add column owner_id uuid;
alter table templates add constraint templates_owned unique (partner_id, id, owner_id);
alter table templates add constraint templates_owner foreign key (partner_id, owner_id) references accounts (partner_id, id);
comment on table templates is 'Prepared integrations of the partner, and of accounts. Copied to every node on Citus.';
comment on column templates.owner_id is 'The account that it belongs to, which with those below it is all it is for; null: the partner''s. Moves with the account, and is purged with it.';
comment on column templates.published is 'Customers see it among the templates of their accounts and install it by themselves; staff may install it without, and so may the account that owns it.';
create index templates_of_partner on templates (partner_id, folder, name_key, id) where owner_id is null;
create index templates_of_owner on templates (partner_id, owner_id, folder, name_key, id) where owner_id is not null;

alter table template_releases add column owner_id uuid;
alter table template_releases add constraint template_releases_owner
    foreign key (partner_id, template_id, owner_id) references templates (partner_id, id, owner_id) on delete cascade;
comment on column template_releases.owner_id is 'As its template has it, so that a policy needs no second look.';
create index template_releases_of_owner on template_releases (partner_id, owner_id) where owner_id is not null;

-- An account's people see and write their account's own, drafts included. What is offered to them from above they are
-- told by functions (sql/templates.sql), which never show a draft.
create policy account_scope on templates to berth_account
    using (owner_id = nullif(current_setting('app.account_id', true), '')::uuid
           and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (owner_id = nullif(current_setting('app.account_id', true), '')::uuid
                and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy account_scope on template_releases to berth_account
    using (owner_id = nullif(current_setting('app.account_id', true), '')::uuid
           and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (owner_id = nullif(current_setting('app.account_id', true), '')::uuid
                and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select, insert, update, delete on templates, template_releases to berth_account;
-- A template that is deleted lets go of the cycles that were installed from it below its account (app.forget_template).
grant update (template_id, template_release) on cycles to berth_gate;
