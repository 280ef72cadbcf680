-- From where a partner lets its staff into the console, and programs call the API. New columns with constant defaults: nothing is
-- rewritten, and code that does not know them works on.
alter table partners
    add column console_networks text[] not null default '{}' check (cardinality(console_networks) <= 100),
    add column api_networks text[] not null default '{}' check (cardinality(api_networks) <= 100),
    add column networks_version integer not null default 1;
comment on column partners.console_networks is 'Networks that Console Users may come from, as 192.0.2.0/24; none: from anywhere.';
comment on column partners.api_networks is 'Networks that the API may be called from; none: from anywhere.';
comment on column partners.networks_version is 'Counts edits of both; a form that carries an older one is refused.';
grant update (console_networks, api_networks, networks_version) on partners to berth_partner;
comment on table sign_in_attempts is 'Failed sign-ins per address (a:) and per source network (s:), mails asked for (ra:, rs:), passwords asked again (p:), codes (t:), and who was kept out by their network and noted (n:). Shared by all web processes.';
