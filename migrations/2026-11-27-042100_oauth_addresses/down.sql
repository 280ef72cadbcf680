alter table oauth_grants
    drop column begun_host,
    drop column redirect;
alter table connector_clients drop column redirect_host;
