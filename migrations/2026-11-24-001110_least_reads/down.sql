revoke update (lease_until) on jobs from berth_gate;
-- In the order of before, which is how the grants are listed.
revoke select (partner_id, id, name, email, timezone, theme, shortcuts, recent_accounts, version, name_version)
    on people from berth_person;
revoke select, insert, update on people from berth_gate;
grant select on people to berth_person;
grant select, insert, update on people to berth_gate;
revoke select on account_users from berth_gate;
grant select on account_users to berth_person, berth_gate;
revoke select on account_ancestors from berth_gate, berth_maintenance;
grant select on account_ancestors to berth_account, berth_gate, berth_maintenance;
revoke select, insert, update on partners from berth_gate;
revoke select on partners from berth_maintenance;
grant select on partners to berth_account, berth_gate, berth_maintenance;
grant insert, update on partners to berth_gate;
