-- What `berth seed bulk` makes of the use of a partner's accounts, in its scope. Temporary: all of it goes with the command's
-- transaction. Everything follows from numbers, so the same seed makes the same use.

-- A number from 0 to 1 that belongs to another.
create function pg_temp.chance(of bigint, kind integer) returns double precision language sql immutable as $$
    select (hashint8extended(of, kind) & 16777215) / 16777216.0
$$;

-- A UUIDv7 of an instant; the rest belongs to two numbers.
create function pg_temp.id_of(at timestamptz, of bigint, kind bigint) returns uuid language sql immutable as $$
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3) || '8' || substr(h, 4, 15))::uuid
      from md5(of::text || '/' || kind::text || '/:seed') h
$$;

-- Who uses it and how much: the whole is shared out to the last row. Few use much and most use little.
create temporary table seeded_users on commit drop as
with weighed as (
    select a.id as account_id, a.timezone, row_number() over (order by a.id) - 1 as no, count(*) over () as many
      from accounts a where a.partner_id = app.partner_id() and a.standing <> 'deleted'),
summed as (
    select w.*, sum(0.2 + 1 / sqrt(1 - pg_temp.chance(w.no, :seed))) over (order by w.no) as until,
           sum(0.2 + 1 / sqrt(1 - pg_temp.chance(w.no, :seed))) over () as whole
      from weighed w),
shared as (
    select s.*, case when s.no + 1 = s.many then :ledger else floor(:ledger * s.until / s.whole)::bigint end as upto from summed s)
select s.account_id, s.timezone, s.no,
       least(:account_days * (s.no + 1) / s.many - :account_days * s.no / s.many, :days) as days,
       :transactions * (s.no + 1) / s.many - :transactions * s.no / s.many as transactions,
       s.upto - lag(s.upto, 1, 0::bigint) over (order by s.no) as tasks,
       c.connector_id, c.name as connector, c.flow, c.methods[1 + s.no % cardinality(c.methods)] as method,
       pg_temp.id_of('2025-01-01', s.no, 1) as cycle_id, pg_temp.id_of('2025-01-01', s.no, 2) as account_connector_id
  from shared s
  join seeded_connectors c on c.no = s.no % (select count(*) from seeded_connectors);
create index on seeded_users (no);
analyze seeded_users;

-- One cycle in each, paused, so that none of them runs, and the connector that it calls.
insert into cycles (partner_id, account_id, id, name, name_key, flow, created_at, created_by, updated_at)
select app.partner_id(), u.account_id, u.cycle_id, 'Orders to ' || u.connector, lower('Orders to ' || u.connector),
       jsonb_set(u.flow, '{steps,1,method}', to_jsonb(u.method)), now(), 'berth seed bulk', now()
  from seeded_users u;
insert into account_connectors (partner_id, account_id, id, connector_id, name, created_at, created_by)
select app.partner_id(), u.account_id, u.account_connector_id, u.connector_id, u.connector, now(), 'berth seed bulk'
  from seeded_users u;
insert into cycle_connectors (partner_id, account_id, cycle_id, slot, owner_id, account_connector_id)
select app.partner_id(), u.account_id, u.cycle_id, 'app', u.account_id, u.account_connector_id from seeded_users u;

grant select on seeded_users to berth_gate;
set local role berth_gate;
create temporary table seeded_runs (
    account_id uuid, id uuid, of bigint, cycle_id uuid, connector_id uuid, connector text, method text, day date,
    started_at timestamptz, tasks bigint, failed boolean
) on commit drop;
grant select on seeded_runs to berth_maintenance;
