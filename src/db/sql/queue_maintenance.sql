-- The queue over all accounts (T10), with the ids alone; what is done with them is done in each account's scope (queue.sql).

-- Takes ready transactions for a worker, in the order of turns, and says how their cycles stand. The clock moves with them.
create or replace function maintenance.claim_work(by_worker uuid, at timestamptz, until timestamptz, at_most integer) returns jsonb
language plpgsql set enable_seqscan = off as $$
declare
    taken jsonb;
    newest bigint;
begin
    with picked as (
        select q.account_id, q.transaction_id from queue q
         where q.state = 'ready' order by q.turn, q.account_id, q.transaction_id limit at_most for update skip locked),
    leased as (
        update queue q set state = 'leased', lease_until = until, worker = by_worker, attempt = q.attempt + 1
          from picked p where q.account_id = p.account_id and q.transaction_id = p.transaction_id
        returning q.partner_id, q.account_id, q.transaction_id, q.cycle_id, q.attempt, q.turn, q.by_hand)
    select jsonb_agg(jsonb_build_object('partner', l.partner_id, 'account', l.account_id, 'transaction', l.transaction_id,
                                        'cycle', l.cycle_id, 'attempt', l.attempt, 'version', c.version,
                                        'account_version', u.version, 'careful', coalesce(p.near_limit, false), 'now', jsonb_build_object(
                                            'state', c.state, 'by_hand', l.by_hand, 'closed', exists (
                                                select 1 from account_ancestors n
                                                  join accounts o on o.partner_id = n.partner_id and o.id = n.ancestor_id
                                                 where n.partner_id = l.partner_id and n.account_id = l.account_id
                                                   and (o.suspended_at is not null or o.deleted_at is not null
                                                        or coalesce(o.expires_at <= at, false)))))
                     order by l.turn), max(l.turn)
      into taken, newest
      from leased l
      join cycles c on c.partner_id = l.partner_id and c.account_id = l.account_id and c.id = l.cycle_id
      join accounts u on u.partner_id = l.partner_id and u.id = l.account_id
      left join queue_accounts p on p.account_id = l.account_id;
    if newest > coalesce(pg_sequence_last_value('queue_clock'), 1) then
        perform setval('queue_clock', newest);
    end if;
    return coalesce(taken, '[]'::jsonb);
end
$$;

-- Only of what the worker knows that it has: a claim whose answer was lost with its connection must end.
create or replace function maintenance.renew_work(by_worker uuid, until timestamptz, ids uuid[]) returns void
language sql as $$
    update queue set lease_until = until where worker = by_worker and state = 'leased' and transaction_id = any (ids)
$$;

-- What a dead worker had becomes ready again, in its old place (R3). It still counts as open.
create or replace function maintenance.free_work(at timestamptz) returns bigint
language sql as $$
    with freed as (
        update queue q set state = 'ready', lease_until = null, worker = null
          from (select account_id, transaction_id from queue where state = 'leased' and lease_until < at
                 order by account_id, transaction_id limit 1000 for update skip locked) l
         where q.account_id = l.account_id and q.transaction_id = l.transaction_id
        returning 1)
    select count(*) from freed
$$;

-- Which accounts have something whose time has come; the engine takes it up in each one's own scope (T10).
create or replace function maintenance.due_work(at timestamptz, at_most integer) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', d.partner_id, 'account', d.account_id, 'transactions', d.ids)), '[]'::jsonb)
      from (select q.partner_id, q.account_id, jsonb_agg(q.transaction_id) as ids
              from (select partner_id, account_id, transaction_id from queue
                     where state = 'timed' and ready_at <= at order by ready_at limit at_most) q
             group by q.partner_id, q.account_id) d
$$;

-- Cycles that were to finish and have nothing left.
create or replace function maintenance.ended_cycles(at timestamptz, at_most integer) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', e.partner_id, 'account', e.account_id, 'cycle', e.id)), '[]'::jsonb)
      from (select c.partner_id, c.account_id, c.id from cycles c
             where c.state = 'finishing'
               and not exists (select 1 from queue w where w.account_id = c.account_id and w.cycle_id = c.id)
             limit at_most) e
$$;

-- Cycles that something waits for and that have come to go on with it, or been stopped for 24 hours or removed and drop it. Each
-- cycle is found by one look into the index, however much waits for it.
create or replace function maintenance.held_cycles(at timestamptz, at_most integer) returns jsonb
language sql stable as $$
    with recursive held as (
        (select w.partner_id, w.account_id, w.cycle_id from queue w where w.state = 'stopped'
          order by w.account_id, w.cycle_id limit 1)
        union all
        select n.partner_id, n.account_id, n.cycle_id from held h cross join lateral (
            select w.partner_id, w.account_id, w.cycle_id from queue w
             where w.state = 'stopped' and (w.account_id, w.cycle_id) > (h.account_id, h.cycle_id)
             order by w.account_id, w.cycle_id limit 1) n)
    select coalesce(jsonb_agg(jsonb_build_object('partner', e.partner_id, 'account', e.account_id, 'cycle', e.cycle_id)), '[]'::jsonb)
      from (select h.* from held h
              join cycles c on c.partner_id = h.partner_id and c.account_id = h.account_id and c.id = h.cycle_id
              join accounts u on u.partner_id = h.partner_id and u.id = h.account_id
             where (u.standing = 'active' and not coalesce(u.expires_at <= at, false)
                    and (c.state in ('active', 'finishing') or c.state <> 'removed' and exists (
                        select 1 from queue w where w.account_id = h.account_id and w.cycle_id = h.cycle_id
                                                and w.state = 'stopped' and w.by_hand)))
                or c.state = 'removed'
                or (c.state in ('paused', 'error') and c.stopped_at <= at - interval '24 hours')
             limit at_most) e
$$;

-- Cycles whose schedule has come.
create or replace function maintenance.due_cycles(at timestamptz, at_most integer) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', c.partner_id, 'account', c.account_id, 'cycle', c.id)), '[]'::jsonb)
      from (select partner_id, account_id, id from cycles
             where next_run_at <= at and state = 'active' order by next_run_at limit at_most) c
$$;
