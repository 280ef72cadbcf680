drop policy worker_scope on account_ancestors;
revoke all on account_ancestors from berth_worker;
drop policy worker_scope on accounts;
revoke all on accounts from berth_worker;
drop policy worker_scope on partners;
revoke select (id, name, slug) on partners from berth_worker;
drop function app.protect_work(regclass);
