revoke update (expires_at) on connect_links from berth_gate;
revoke select on connector_clients from berth_gate;
alter table account_connectors drop column tokens_version, drop column refreshing_until;
drop table oauth_grants;
