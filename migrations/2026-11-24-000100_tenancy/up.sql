-- The helper that every tenant table goes through (T1). It lives in a migration, not in src/db/sql, because later
-- migrations call it while the schema is being built.
create schema app;
comment on schema app is 'Functions used inside a scope: they read the scope and apply the tenant themselves.';
create schema gate;
comment on schema gate is 'The only functions callable before anyone is known. Owned by berth_gate.';
create schema maintenance;
comment on schema maintenance is 'Functions for work over all accounts (T10). Callable by berth_maintenance only.';

-- Policies are bare equalities on nullif(current_setting(..)): after a SET LOCAL ends the setting reads '', and a
-- sub-select would be refused by Citus (TECH.md section 3).
create function app.protect(target regclass, audience text) returns void
language plpgsql as $$
declare
    in_partner text := 'partner_id = nullif(current_setting(''app.partner_id'', true), '''')::uuid';
    in_account text := 'account_id = nullif(current_setting(''app.account_id'', true), '''')::uuid';
    in_person  text := 'person_id = nullif(current_setting(''app.person_id'', true), '''')::uuid';
begin
    if audience not in ('partner', 'account', 'person', 'gate') then
        raise exception 'app.protect: unknown audience %', audience;
    end if;
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    -- The gate resolves principals before a scope exists; what it may touch is decided by its grants.
    execute format('create policy gate on %s to berth_gate using (true) with check (true)', target);
    if audience = 'gate' then
        return;
    end if;
    execute format('create policy partner_scope on %s to berth_partner using (%s) with check (%s)',
                   target, in_partner, in_partner);
    if audience = 'account' then
        execute format('create policy account_scope on %s to berth_account using (%s and %s) with check (%s and %s)',
                       target, in_account, in_partner, in_account, in_partner);
    elsif audience = 'person' then
        execute format('create policy person_scope on %s to berth_person using (%s and %s) with check (%s and %s)',
                       target, in_person, in_partner, in_person, in_partner);
    end if;
end
$$;
comment on function app.protect(regclass, text) is
    'Turns on forced row-level security and makes the policies of one audience: partner, account, person or gate.';

create table partners (
    id uuid primary key,
    slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
    name text not null check (char_length(name) between 1 and 200),
    created_at timestamptz not null default now()
);
comment on table partners is 'A vendor. An installation holds many; they never see one another.';
comment on column partners.id is 'UUIDv7; every tenant row carries it as partner_id.';
comment on column partners.slug is 'Short name in the sign-in address, /sign-in/{slug}.';
comment on column partners.name is 'What people see.';
comment on column partners.created_at is 'When the operator made it.';
alter table partners enable row level security;
alter table partners force row level security;
create policy gate on partners to berth_gate using (true) with check (true);
create policy partner_scope on partners to berth_partner
    using (id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy account_scope on partners to berth_account
    using (id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy maintenance on partners for select to berth_maintenance using (true);
grant select on partners to berth_partner, berth_account, berth_gate, berth_maintenance;
grant insert, update on partners to berth_gate;
