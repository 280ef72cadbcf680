-- What the cycles of one account of the demo did between two instants, in the account's scope as the engine: Transactions with
-- their steps, whose data is not kept any more, rows of the ledger, incidents, and what is to be counted of it.
-- Compiling would take longer than all of it.
set local jit = off;
with
cycle as (
    select * from jsonb_to_recordset(':cycles') c(id uuid, no bigint, kind text, origin text, since timestamptz,
                                                  first timestamptz, every integer, rate float8, days jsonb)),
step as (
    select * from jsonb_to_recordset(':steps') s(kind text, seq integer, step text, outcome text, port text, connector uuid,
                                                 application text, method text, fails boolean)),
-- A Transaction that fails ends with the step that does; those of a kind without such a step never do.
kind as (
    select s.kind, count(*) as steps, count(s.method) as tasks, max(s.seq) filter (where s.fails) as bad_seq,
           max(s.step) filter (where s.fails) as bad_step, max(s.application) filter (where s.fails) as application
      from step s group by s.kind),
burst as (
    select * from jsonb_to_recordset(':bursts') b(kind text, since timestamptz, until timestamptz, rate float8, code integer, words text)),
-- Numbers follow from where they belong, so that the demo is the same each time but for its ids.
tick as (
    select c.*, t.at, (extract(epoch from t.at) / 60)::bigint as of
      from cycle c cross join generate_series(c.first, ':until'::timestamptz, make_interval(mins => c.every)) t(at)
     where c.every is not null
    union all
    -- Most around noon by the account's own clock.
    select c.*, (d.day + make_interval(secs => 23400 + 25200 * (p.x + p.y))) at time zone ':zone', d.no * 10000 + n.n
      from cycle c
     cross join jsonb_to_recordset(c.days) d(no bigint, day date, many integer)
     cross join generate_series(1, d.many) n(n)
     cross join lateral (select (hashint8extended(d.no * 10000 + n.n, c.no * 10 + 1) & 16777215) / 16777216.0 as x,
                                (hashint8extended(d.no * 10000 + n.n, c.no * 10 + 2) & 16777215) / 16777216.0 as y) p
     where c.every is null),
begun as materialized (
    select app.new_id(t.at) as id, t.id as cycle_id, t.no, t.kind, t.origin, t.at, t.of, t.rate
      from tick t where t.at >= greatest(':from'::timestamptz, t.since) and t.at < ':until'),
-- Each order of a collection is a Transaction of its own.
flow as materialized (
    select b.*, null::uuid as parent_id, null::integer as item from begun b
    union all
    select app.new_id(b.at + interval '1 second'), b.cycle_id, b.no, 'item', 'item', b.at + interval '1 second', b.of * 8 + n.n, b.rate,
           b.id, n.n - 1
      from begun b cross join generate_series(1, 3) n(n) where b.kind = 'thanks'),
judged as materialized (
    select f.*, k.bad_seq, k.bad_step, coalesce(u.code, 422) as code, e.failed,
           format('%s answered %s. The application %s (status %s).', k.application, coalesce(u.code, 422),
                  coalesce(u.words, 'does not accept what was sent. Check the fields of this step'), coalesce(u.code, 422)) as problem,
           (select count(*) from step s where s.kind = f.kind and (not e.failed or s.seq <= k.bad_seq)) as steps,
           (select count(s.method) from step s where s.kind = f.kind and (not e.failed or s.seq <= k.bad_seq)) as tasks
      from flow f
      join kind k on k.kind = f.kind
      left join burst u on u.kind = f.kind and f.at >= u.since and f.at < u.until
     cross join lateral (select k.bad_seq is not null
                            and (hashint8extended(f.of, f.no * 10 + 3) & 16777215) / 16777216.0 < coalesce(u.rate, f.rate) as failed) e),
-- Of the billing period that it is now.
used as materialized (
    select case when :limit::bigint is null then 0
                else (select count(*) from ledger l
                       where l.account_id = app.account_id() and l.at >= (':period'::date)::timestamp at time zone ':zone') end as tasks),
measured as (
    select j.*, sum(case when j.at >= (':period'::date)::timestamp at time zone ':zone' then j.tasks else 0 end)
                    over (order by j.at, j.id) as upto from judged j),
-- At a limit that holds nothing goes on.
done as materialized (
    select m.* from measured m cross join used u where :overage or :limit::bigint is null or u.tasks + m.upto <= :limit::bigint),
task as materialized (
    select app.new_id(n.at) as entry, n.*,
           :overage and n.in_period and u.tasks + row_number() over (partition by n.in_period order by n.at, n.id, n.seq) > :limit::bigint as beyond
      from (select d.id, d.cycle_id, d.at + make_interval(secs => 0.3 * s.seq) as at, s.seq, s.step, s.connector, s.method,
                   not (d.failed and s.seq = d.bad_seq) as good,
                   d.at >= (':period'::date)::timestamp at time zone ':zone' as in_period
              from done d join step s on s.kind = d.kind and s.method is not null and (not d.failed or s.seq <= d.bad_seq)) n
     cross join used u),
in_log as (
    insert into transactions (account_id, id, partner_id, cycle_id, parent_id, item, origin, status, started_at, ended_at, steps, tasks,
                              failed_step, problem)
    select app.account_id(), d.id, app.partner_id(), d.cycle_id, d.parent_id, d.item, d.origin,
           case when d.failed then 'failed' else 'done' end, d.at,
           d.at + make_interval(secs => 0.3 * d.steps + (hashint8extended(d.of, d.no) & 1023) / 1000.0), d.steps, d.tasks,
           case when d.failed then d.bad_step end, case when d.failed then d.problem end
      from done d order by d.id),
in_steps as (
    insert into step_runs (account_id, transaction_id, seq, partner_id, step, outcome, port, started_at, took_ms, tasks, status_code, problem)
    select app.account_id(), d.id, s.seq, app.partner_id(), s.step, case when e.bad then 'failed' else s.outcome end, s.port,
           d.at + make_interval(secs => 0.3 * s.seq), case when s.method is null then 0 else 40 + (hashint8extended(d.of, s.seq) & 127) end,
           case when s.method is null then 0 else 1 end, case when e.bad then d.code when s.method is not null then 200 end,
           case when e.bad then d.problem end
      from done d
      join step s on s.kind = d.kind and (not d.failed or s.seq <= d.bad_seq)
     cross join lateral (select d.failed and s.seq = d.bad_seq as bad) e
     order by d.id, s.seq),
in_ledger as (
    insert into ledger (account_id, id, partner_id, transaction_id, cycle_id, step, connector_id, method, good, overage, at)
    select app.account_id(), t.entry, app.partner_id(), t.id, t.cycle_id, t.step, t.connector, t.method, t.good, coalesce(t.beyond, false), t.at
      from task t order by t.entry)
insert into usage_pending (account_id, id, partner_id, tasks, transactions)
select app.account_id(), app.new_id(':until'), app.partner_id(), coalesce((select array_agg(t.entry) from task t), '{}'),
       array_agg(d.id)
  from done d having count(*) > 0;

-- As the engine raises them: they are counted by cause and cycle.
select app.raise_incidents(array[app.account_id()], array[app.new_id(f.ended_at)], array[f.id], array[f.cycle_id], array[f.failed_step],
                           array['error'], array[regexp_replace(f.problem, '^(.*) answered (\d+)\..*$', '\1 \2')], array[f.problem], f.ended_at)
  from (select t.* from transactions t
         where t.account_id = app.account_id() and t.status = 'failed' and t.started_at >= ':from' and t.started_at < ':until'
           and not exists (select from incidents i where i.account_id = t.account_id and i.transaction_id = t.id)
         order by t.ended_at) f;

-- What comes next of those that have a schedule, once they are told until then.
update cycles y
   set next_run_at = c.first + make_interval(mins => c.every * ceil(extract(epoch from c.told_until - c.first) / (60 * c.every))::integer)
  from jsonb_to_recordset(':cycles') c(id uuid, first timestamptz, every integer, told_until timestamptz)
 where y.account_id = app.account_id() and y.partner_id = app.partner_id() and y.id = c.id and c.first <= c.told_until;
