-- What no page of these scopes reads, their roles may not read either: an account's ids above it and the partner's row
-- come from the gate (T7), a person's grants from functions that apply the tenant themselves.
revoke select on partners, account_ancestors from berth_account;
revoke select on account_users from berth_person;
revoke select on people from berth_person;
grant select (partner_id, id, name, email, timezone, theme, shortcuts, recent_accounts, version, name_version)
    on people to berth_person;

-- To lock a job for the length of a worker's transaction (gate.hold_lease) takes the right to change some column.
grant update (lease_until) on jobs to berth_gate;
