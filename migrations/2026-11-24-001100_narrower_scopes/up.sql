-- What a partner keeps about an account, its notes, tags, fields of its own, reasons and limits, is not for the account's
-- people. The policy lets them at their own row; now the grant lets them at no more of it than their pages show (T1).
revoke select on accounts from berth_account;
grant select (partner_id, id, api_id, name, name_key, description, timezone, locale, parent_id, depth, standing, live,
              expires_at, version, created_at, updated_at)
    on accounts to berth_account;

-- A form key belongs to who sent the form, in an account's scope too.
drop policy account_scope on form_keys;
create policy account_scope on form_keys to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
           and person_id = nullif(current_setting('app.person_id', true), '')::uuid)
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
                and person_id = nullif(current_setting('app.person_id', true), '')::uuid);

-- A worker's lease is asked for before each of its transactions (R3).
grant select (partner_id, id, state, attempts, lease_until) on jobs to berth_gate;
