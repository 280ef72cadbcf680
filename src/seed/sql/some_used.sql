-- The use of the accounts from one number to another: what they ran, as the gate, which may write it for all accounts.
set local role berth_gate;
truncate seeded_runs;
insert into seeded_runs
select u.account_id, pg_temp.id_of(at.began, n.of, 3), n.of, u.cycle_id, u.connector_id, u.connector, u.method, d.day, at.began,
       u.tasks * (j + 1) / u.transactions - u.tasks * j / u.transactions,
       u.tasks * (j + 1) / u.transactions > u.tasks * j / u.transactions and pg_temp.chance(n.of, 5) < 0.02
  from seeded_users u
 cross join generate_series(0, u.transactions - 1) j
 cross join lateral (select u.no * 1000003 + j as of) n
 -- Each on as many days as it has, by its own calendar until yesterday, in working hours.
 cross join lateral (select ((now() at time zone u.timezone)::date - 1
                             - (((j * u.days / u.transactions) * :days / u.days + u.no) % :days)::integer) as day) d
 cross join lateral (select date_trunc('hour', (d.day + make_interval(hours => 7 + floor(pg_temp.chance(n.of, 6) * 12)::integer))
                                               at time zone u.timezone, 'UTC')
                            + make_interval(secs => floor(pg_temp.chance(n.of, 7) * 3300)) as began) at
 where u.no >= :first and u.no < :until and u.transactions > 0 and u.days > 0;
analyze seeded_runs;
insert into transactions (account_id, id, partner_id, cycle_id, origin, status, started_at, ended_at, steps, tasks, failed_step, problem)
select r.account_id, r.id, ':partner', r.cycle_id, 'schedule', case when r.failed then 'failed' else 'done' end, r.started_at,
       r.started_at + interval '5 seconds', 2, r.tasks, case when r.failed then 'call' end,
       case when r.failed then r.connector || ' answered 503.' end
  from seeded_runs r;
insert into ledger (account_id, id, partner_id, transaction_id, cycle_id, step, connector_id, method, good, at)
select r.account_id, (left(h.hex, 12) || '7' || lpad(to_hex(k % 4096), 3, '0') || '8' || lpad(to_hex(k / 4096), 3, '0') || right(h.hex, 12))::uuid,
       ':partner', r.id, r.cycle_id, 'call', r.connector_id, r.method, not (r.failed and k = r.tasks),
       r.started_at + interval '2 seconds'
  from seeded_runs r
 cross join lateral (select replace(r.id::text, '-', '') as hex) h
 cross join generate_series(1, r.tasks) k;
insert into incidents (account_id, id, partner_id, transaction_id, cycle_id, step, kind, cause, message, at)
select r.account_id, pg_temp.id_of(r.started_at + interval '5 seconds', r.of, 4), ':partner', r.id, r.cycle_id, 'call', 'error',
       r.connector || ' 503', r.connector || ' answered 503.', r.started_at + interval '5 seconds'
  from seeded_runs r where r.failed;
insert into incident_causes (account_id, cause, partner_id, count, first_at, last_at, kind, message)
select i.account_id, i.cause, ':partner', count(*), min(i.at), max(i.at), 'error', max(i.message)
  from (select r.account_id, r.connector || ' 503' as cause, r.started_at + interval '5 seconds' as at, r.connector || ' answered 503.' as message
          from seeded_runs r where r.failed) i
 group by i.account_id, i.cause;
insert into incident_cycles (account_id, cause, cycle_id, partner_id, count, since, last_at)
select r.account_id, r.connector || ' 503', r.cycle_id, ':partner', count(*), min(r.started_at) + interval '5 seconds',
       max(r.started_at) + interval '5 seconds'
  from seeded_runs r where r.failed group by r.account_id, r.connector, r.cycle_id;

-- And what it comes to, as the role that counts. A call's row and the cycle's own, as maintenance.roll_up makes them.
set local role berth_maintenance;
insert into usage_hours (account_id, hour, partner_id, cycle_id, connector_id, method, tasks, failed_tasks, transactions, failed, errors)
select r.account_id, date_trunc('hour', r.started_at, 'UTC'), ':partner', r.cycle_id, e.connector_id, e.method, sum(e.tasks),
       sum(e.failed_tasks), sum(e.transactions), sum(e.failed), sum(e.failed)
  from seeded_runs r
 cross join lateral (values (r.connector_id, r.method, r.tasks, r.failed::integer, 0, 0),
                            ('00000000-0000-0000-0000-000000000000'::uuid, '', 0, 0, 1, r.failed::integer))
       e (connector_id, method, tasks, failed_tasks, transactions, failed)
 where e.tasks + e.transactions > 0
 group by r.account_id, 2, r.cycle_id, e.connector_id, e.method order by 1, 2, 4, 5, 6;
insert into usage_days (account_id, day, partner_id, cycle_id, connector_id, method, tasks, failed_tasks, transactions, failed, errors)
select r.account_id, r.day, ':partner', r.cycle_id, e.connector_id, e.method, sum(e.tasks), sum(e.failed_tasks),
       sum(e.transactions), sum(e.failed), sum(e.failed)
  from seeded_runs r
 cross join lateral (values (r.connector_id, r.method, r.tasks, r.failed::integer, 0, 0),
                            ('00000000-0000-0000-0000-000000000000'::uuid, '', 0, 0, 1, r.failed::integer))
       e (connector_id, method, tasks, failed_tasks, transactions, failed)
 where e.tasks + e.transactions > 0
 group by r.account_id, r.day, r.cycle_id, e.connector_id, e.method order by 1, 2, 4, 5, 6;
insert into usage_account_days (account_id, day, partner_id, tasks, failed_tasks, transactions, failed, errors)
select r.account_id, r.day, ':partner', sum(r.tasks), count(*) filter (where r.failed), count(*),
       count(*) filter (where r.failed), count(*) filter (where r.failed)
  from seeded_runs r group by r.account_id, r.day order by 1, 2;
insert into usage_account_months (account_id, month, partner_id, tasks, failed_tasks, transactions, failed, errors)
select r.account_id, date_trunc('month', r.day)::date, ':partner', sum(r.tasks), count(*) filter (where r.failed), count(*),
       count(*) filter (where r.failed), count(*) filter (where r.failed)
  from seeded_runs r group by r.account_id, 2 order by 1, 2;
insert into usage_months (account_id, month, partner_id, cycle_id, connector_id, tasks, failed_tasks, transactions, failed, errors)
select r.account_id, date_trunc('month', r.day)::date, ':partner', r.cycle_id, e.connector_id, sum(e.tasks), sum(e.failed_tasks),
       sum(e.transactions), sum(e.failed), sum(e.failed)
  from seeded_runs r
 cross join lateral (values (r.connector_id, r.tasks, r.failed::integer, 0, 0),
                            ('00000000-0000-0000-0000-000000000000'::uuid, 0, 0, 1, r.failed::integer))
       e (connector_id, tasks, failed_tasks, transactions, failed)
 where e.tasks + e.transactions > 0
 group by r.account_id, 2, r.cycle_id, e.connector_id order by 1, 2, 4, 5;
insert into usage_connector_days as u (partner_id, day, connector_id, method, tasks, failed_tasks)
select ':partner', r.day, r.connector_id, r.method, sum(r.tasks), count(*) filter (where r.failed)
  from seeded_runs r where r.tasks > 0 group by r.day, r.connector_id, r.method order by 2, 3, 4
    on conflict (partner_id, day, connector_id, method) do update
   set tasks = u.tasks + excluded.tasks, failed_tasks = u.failed_tasks + excluded.failed_tasks;
