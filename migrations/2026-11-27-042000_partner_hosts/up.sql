-- Host names of a partner's own, under which its people and its customers work. A name is proved by DNS before it counts; until
-- then it keeps nobody else from proving it, so nobody can hold another's name by typing it first.
create table partner_hosts (
    partner_id uuid not null references partners (id),
    id uuid not null,
    host text not null check (host ~ '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$'),
    proof text not null check (proof ~ '^[0-9a-f]{32}$'),
    state text not null default 'pending' check (state in ('pending', 'verified', 'failing')),
    found text check (found in ('good', 'missing', 'elsewhere', 'unproved', 'taken', 'silent')),
    detail text not null default '' check (char_length(detail) <= 500),
    created_at timestamptz not null,
    created_by text not null,
    checked_at timestamptz,
    due_at timestamptz not null,
    verified_at timestamptz,
    failing_since timestamptz,
    primary key (partner_id, id),
    unique (partner_id, host),
    check ((state = 'pending') = (verified_at is null)),
    check ((state = 'failing') = (failing_since is not null))
);
comment on table partner_hosts is 'Host names of partners. One that was proved is good for requests, also while a later check fails.';
comment on column partner_hosts.partner_id is 'Whose name it is, or is said to be.';
comment on column partner_hosts.id is 'UUIDv7.';
comment on column partner_hosts.host is 'The name as DNS has it: lower case, punycode, without a port.';
comment on column partner_hosts.proof is 'What the TXT record of the name must hold; random.';
comment on column partner_hosts.state is 'pending: never proved; verified; failing: proved once, and the last check found something else.';
comment on column partner_hosts.found is 'What the last check found: good, missing (no such name), elsewhere (it points to another place), unproved (without the TXT record), taken (another partner has proved it), silent (the name servers did not answer). Null: never checked.';
comment on column partner_hosts.detail is 'Where it points, where that is elsewhere.';
comment on column partner_hosts.created_at is 'When it was added.';
comment on column partner_hosts.created_by is 'Name of who added it, at the time.';
comment on column partner_hosts.checked_at is 'When DNS was last asked.';
comment on column partner_hosts.due_at is 'When it is to be asked again.';
comment on column partner_hosts.verified_at is 'When it was proved; null: it was not, and no request by this name is taken.';
comment on column partner_hosts.failing_since is 'Since when checks find something else; null: they do not.';
create unique index partner_hosts_held on partner_hosts (host) where verified_at is not null;
create index partner_hosts_due on partner_hosts (due_at);
select app.protect('partner_hosts', 'partner');
create policy maintenance on partner_hosts for select to berth_maintenance using (true);
grant select, insert, delete, update (state, found, detail, checked_at, due_at, verified_at, failing_since)
    on partner_hosts to berth_partner;
grant select on partner_hosts to berth_gate;
grant select (partner_id, id, due_at) on partner_hosts to berth_maintenance;

-- Without a default: nothing is rewritten, and code that does not know it works on.
alter table partners add column main_host text;
comment on column partners.main_host is 'The name of its own that addresses in pages and mails begin with; null: the installation''s.';
grant update (main_host) on partners to berth_partner;
