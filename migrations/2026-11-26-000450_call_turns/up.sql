-- When calls by an Account Connector were booked, so that its application's rate limit holds over all workers (R4).
create table call_turns (
    partner_id uuid not null,
    account_id uuid not null,
    account_connector_id uuid not null,
    booked timestamptz[] not null default '{}',
    quiet_until timestamptz,
    primary key (partner_id, account_id, account_connector_id),
    foreign key (partner_id, account_id, account_connector_id)
        references account_connectors (partner_id, account_id, id) on delete cascade
) with (fillfactor = 50);
comment on table call_turns is 'When calls by an Account Connector were booked, the newest last, so that a rate limit holds over all workers (R4). Written in place, so half of each page is left free.';
comment on column call_turns.partner_id is 'Whose row it is.';
comment on column call_turns.account_id is 'The account that owns the connector.';
comment on column call_turns.account_connector_id is 'Whose calls.';
comment on column call_turns.booked is 'The instants of the last calls, as many as the limit allows at once; some may lie ahead.';
comment on column call_turns.quiet_until is 'The application asked for no calls before this instant.';
select app.protect('call_turns', 'account');
grant select, insert, update on call_turns to berth_gate;
