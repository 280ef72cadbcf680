drop table account_connectors, connector_clients, connector_releases, connectors;
