drop table error_reports;
drop table error_webhook_keys;
drop table error_webhooks;
revoke update (user_agent, user_agent_version) on partners from berth_partner;
revoke select (user_agent) on partners from berth_worker;
alter table partners drop column user_agent, drop column user_agent_version;
