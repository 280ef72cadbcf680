comment on table sign_in_attempts is 'Failed sign-ins per address (a:) and per source network (s:), mails asked for (ra:, rs:), passwords asked again (p:). Shared by all web processes.';
alter table partners drop column console_networks, drop column api_networks, drop column networks_version;
