-- The engine's own scope (T10): one account, reached by a lease and never by a session, with rights that no page of the
-- account has, such as reading the encrypted credentials of its connectors.
create function app.protect_work(target regclass) returns void
language plpgsql as $$
declare
    tenant text := 'account_id = nullif(current_setting(''app.account_id'', true), '''')::uuid '
                || 'and partner_id = nullif(current_setting(''app.partner_id'', true), '''')::uuid';
begin
    execute format('create policy worker_scope on %s to berth_worker using (%s) with check (%s)', target, tenant, tenant);
end
$$;
comment on function app.protect_work(regclass) is
    'Lets the engine work on the rows of the account whose lease it holds; what it may do there is decided by grants.';
create policy worker_scope on partners to berth_worker
    using (id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select (id, name, slug) on partners to berth_worker;
create policy worker_scope on accounts to berth_worker
    using (id = nullif(current_setting('app.account_id', true), '')::uuid
           and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select on accounts to berth_worker;
select app.protect_work('account_ancestors');
grant select on account_ancestors to berth_worker;
