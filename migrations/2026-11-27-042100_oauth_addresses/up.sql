-- Applications send people back only to an address that was registered with them. So each registration keeps the host name that was
-- told when it was made, whatever the partner's main one is later, and each sign-in the address it was begun with.
alter table connector_clients add column redirect_host text;
comment on column connector_clients.redirect_host is 'The partner''s own host name that people come back to from the application; null: the installation''s.';
grant insert (redirect_host), update (redirect_host) on connector_clients to berth_partner;
grant select (redirect_host) on connector_clients to berth_partner, berth_account;

alter table oauth_grants
    add column redirect text,
    add column begun_host text;
comment on column oauth_grants.redirect is 'The address that the application was told to send the browser back to; null: the installation''s.';
comment on column oauth_grants.begun_host is 'The partner''s own host name on which the browser''s session is; null: the installation''s.';
