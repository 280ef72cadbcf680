revoke select on connectors, connector_releases from berth_gate;
drop table connect_links;
