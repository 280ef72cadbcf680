-- What programs call while their account is removed is counted first (M1): as failed and in no transaction, and nothing else may the
-- purge write there. Catalogue only, so the locks are short.
create policy maintenance_counts on ledger for insert to berth_maintenance
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
                and account_id = nullif(current_setting('app.account_id', true), '')::uuid
                and transaction_id is null and cycle_id is null and not good);
grant insert on ledger to berth_maintenance;
