drop policy maintenance on audit_log;
create policy maintenance on audit_log for insert to berth_maintenance
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid and action = 'account.purged');
revoke delete on account_exports from berth_partner;
drop table account_export_accounts;
