drop policy account_scope on form_keys;
create policy account_scope on form_keys to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
revoke select (partner_id, id, api_id, name, name_key, description, timezone, locale, parent_id, depth, standing, live,
               expires_at, version, created_at, updated_at)
    on accounts from berth_account;
-- In the order of before, which is how the grants are listed.
revoke select on accounts from berth_gate;
revoke select, update, delete on accounts from berth_maintenance;
grant select on accounts to berth_account, berth_gate;
grant select, update, delete on accounts to berth_maintenance;
revoke select (partner_id, id, state, attempts, lease_until) on jobs from berth_gate;
