-- The queue of transactions (MODEL section 6, R1 to R4). Functions in `app` run in the scope of one account, as the engine;
-- those in `maintenance` over all accounts, with the ids alone. An account's row of queue_accounts is locked whenever its
-- part of the queue changes, by every one of them last and in the order of ids, so that they never wait in a circle.
--
-- An account has at most `at_once` transactions that are ready or leased; the rest is its backlog. So a worker that takes
-- the next ready one can neither exceed the cap nor meet a long row of one account's, and each ready one has a turn one
-- unit of virtual time after the account's last: two busy accounts alternate, whatever their backlogs.

-- A UUIDv7 of this instant.
create or replace function app.new_id(at timestamptz) returns uuid
language sql volatile as $$
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(replace(r::text, '-', ''), 14))::uuid
      from gen_random_uuid() r
$$;

-- How many more of an account of the scope's partner are open (ready, leased or backlog), or fewer, and so how many of its backlog
-- become ready now. Gives the turn before the first of them, and the state of what was added.
create or replace function app.queue_moves(of_account uuid, added integer, ended integer, out turn_before bigint,
                                           out ready_added integer)
language plpgsql as $$
declare
    mine record;
    clock bigint;
    behind integer;
    promoted integer;
begin
    select c.last_value into clock from queue_clock c;
    insert into queue_accounts (account_id, partner_id) values (of_account, app.partner_id()) on conflict do nothing;
    select q.last_turn, q.open, q.at_once into mine from queue_accounts q where q.account_id = of_account for update;
    behind := greatest(mine.open - mine.at_once, 0);
    promoted := least(ended, behind);
    ready_added := greatest(least(added, mine.at_once - (mine.open - ended)), 0);
    turn_before := greatest(mine.last_turn, clock);
    update queue_accounts q
       set open = mine.open - ended + added,
           last_turn = case when promoted + ready_added > 0 then turn_before + promoted + ready_added else mine.last_turn end
     where q.account_id = of_account;
    if promoted > 0 then
        update queue q set state = 'ready', turn = turn_before + n.no
          from (select b.transaction_id, row_number() over (order by b.transaction_id) as no
                  from (select transaction_id from queue
                         where account_id = of_account and state = 'backlog'
                         order by transaction_id limit promoted for update) b) n
         where q.account_id = of_account and q.transaction_id = n.transaction_id;
    end if;
    turn_before := turn_before + promoted;
end
$$;

-- Puts new transactions of one cycle into the queue, in their order.
create or replace function app.enqueue(of_account uuid, ids uuid[], cycle uuid, hand boolean) returns void
language plpgsql as $$
declare
    moves record;
begin
    select * into moves from app.queue_moves(of_account, cardinality(ids), 0);
    insert into queue (account_id, transaction_id, partner_id, cycle_id, by_hand, state, turn)
    select of_account, n.id, app.partner_id(), cycle, hand,
           case when n.no <= moves.ready_added then 'ready' else 'backlog' end,
           case when n.no <= moves.ready_added then moves.turn_before + n.no else 0 end
      from unnest(ids) with ordinality n (id, no);
end
$$;

-- A transaction that begins: stored with what started it, and queued (R1). A delivery that came before gives the
-- transaction that it became then.
create or replace function app.accept(id uuid, cycle uuid, hook uuid, delivery text, origin text, of_id uuid, step text,
                                      payload text, request text, at timestamptz) returns uuid
language plpgsql as $$
declare
    earlier uuid;
begin
    if delivery is not null then
        insert into hook_deliveries (account_id, hook_id, delivery, partner_id, transaction_id, at)
        values (app.account_id(), hook, delivery, app.partner_id(), id, at) on conflict do nothing;
        if not found then
            select d.transaction_id into earlier from hook_deliveries d
             where d.account_id = app.account_id() and d.hook_id = hook and d.delivery = accept.delivery;
            return earlier;
        end if;
    end if;
    insert into transactions (account_id, id, partner_id, cycle_id, origin, of_id, started_at, steps)
    values (app.account_id(), id, app.partner_id(), cycle, origin, of_id, at, case when payload is null then 0 else 1 end);
    if payload is not null then
        insert into step_runs (account_id, transaction_id, seq, partner_id, step, outcome, started_at, output, request)
        values (app.account_id(), id, 0, app.partner_id(), step, 'done', at, payload, request);
    end if;
    perform app.enqueue(app.account_id(), array[id], cycle, false);
    return id;
end
$$;

-- Children of a split, in one go: each begins with its item as the output of the step that was split.
create or replace function app.accept_items(parent uuid, cycle uuid, step text, ids uuid[], items text[], first_item integer,
                                            at timestamptz) returns void
language plpgsql as $$
begin
    insert into transactions (account_id, id, partner_id, cycle_id, parent_id, item, origin, started_at, steps)
    select app.account_id(), n.id, app.partner_id(), cycle, parent, first_item + n.no - 1, 'item', at, 1
      from unnest(ids) with ordinality n (id, no);
    insert into step_runs (account_id, transaction_id, seq, partner_id, step, outcome, started_at, output)
    select app.account_id(), n.id, 0, app.partner_id(), step, 'done', at, n.item
      from unnest(ids, items) n (id, item);
    perform app.enqueue(app.account_id(), ids, cycle, coalesce((
        select q.by_hand from queue q where q.account_id = app.account_id() and q.transaction_id = parent), false));
end
$$;

-- The outcomes of steps, several transactions' of one account at once. What was committed stays, whatever comes (R1).
create or replace function app.record_runs(ids uuid[], seqs integer[], steps text[], attempts smallint[], outcomes text[],
    ports text[], began timestamptz[], took integer[], counts integer[], units smallint[], codes smallint[],
    problems text[], outputs text[], requests text[], responses text[]) returns void
language sql as $$
    insert into step_runs (account_id, transaction_id, seq, partner_id, step, attempt, outcome, port, started_at, took_ms,
                           records, tasks, status_code, problem, output, request, response)
    select app.account_id(), r.id, r.seq, app.partner_id(), r.step, r.attempt, r.outcome, r.port, r.began, r.took,
           r.records, r.tasks, r.code, r.problem, r.output, r.request, r.response
      from unnest(ids, seqs, steps, attempts, outcomes, ports, began, took, counts, units, codes, problems, outputs,
                  requests, responses)
           r (id, seq, step, attempt, outcome, port, began, took, records, tasks, code, problem, output, request, response)
$$;

-- One row a Task (M1), in the transaction that stores the outcome.
create or replace function app.record_tasks(entries uuid[], ids uuid[], cycles uuid[], steps text[], connectors uuid[],
                                            methods text[], went_well boolean[], at timestamptz) returns void
language sql as $$
    insert into ledger (account_id, id, partner_id, transaction_id, cycle_id, step, connector_id, method, good, at)
    select app.account_id(), t.entry, app.partner_id(), t.id, t.cycle, t.step, t.connector, t.method, t.good, at
      from unnest(entries, ids, cycles, steps, connectors, methods, went_well)
           t (entry, id, cycle, step, connector, method, good)
$$;

create or replace function app.record_incidents(entries uuid[], ids uuid[], cycles uuid[], steps text[], kinds text[],
                                                causes text[], messages text[], at timestamptz) returns void
language sql as $$
    select app.raise_incidents(array_fill(app.account_id(), array[cardinality(ids)]), entries, ids, cycles, steps, kinds, causes,
                               messages, at)
$$;

-- How leased transactions stand after their steps: ended ones leave the queue, others wait for a time (`timed`), for
-- their items (`parked`) or, being held, for their cycle (`stopped`); the account's backlog moves up.
create or replace function app.settle(ids uuid[], states text[], waits text[], until timestamptz[], all_steps integer[],
    all_tasks integer[], all_warnings integer[], failed_steps text[], problems text[], kept timestamptz[],
    at timestamptz) returns void
language plpgsql as $$
begin
    update transactions t
       set status = case s.state when 'held' then 'waiting' else s.state end, waits_for = s.waits, steps = s.steps, tasks = s.tasks, warnings = s.warnings,
           failed_step = s.failed_step, problem = s.problem,
           ended_at = case when s.state in ('waiting', 'held') then null else at end, data_until = s.kept
      from unnest(ids, states, waits, all_steps, all_tasks, all_warnings, failed_steps, problems, kept)
           s (id, state, waits, steps, tasks, warnings, failed_step, problem, kept)
     where t.account_id = app.account_id() and t.id = s.id;
    delete from queue q using unnest(ids, states) s (id, state)
     where q.account_id = app.account_id() and q.transaction_id = s.id and s.state not in ('waiting', 'held');
    update queue q
       set state = case when s.state = 'held' then 'stopped' when s.until is null then 'parked' else 'timed' end, ready_at = s.until, lease_until = null, worker = null
      from unnest(ids, states, until) s (id, state, until)
     where q.account_id = app.account_id() and q.transaction_id = s.id and s.state in ('waiting', 'held');
    perform app.queue_moves(app.account_id(), 0, cardinality(ids));
end
$$;

-- Gives back what was leased and not begun: it keeps its place.
create or replace function app.give_back(ids uuid[]) returns void
language sql as $$
    update queue set state = 'ready', lease_until = null, worker = null
     where account_id = app.account_id() and transaction_id = any (ids) and state = 'leased'
$$;

-- Takes up what waited in an account, where it is due: ready or behind the others.
create or replace function app.take_up_in(of_account uuid, ids uuid[]) returns integer
language plpgsql as $$
declare
    waiting uuid[];
    moves record;
begin
    select coalesce(array_agg(w.transaction_id order by w.transaction_id), '{}') into waiting
      from (select transaction_id from queue
             where account_id = of_account and transaction_id = any (ids) and state in ('timed', 'parked', 'stopped')
             order by transaction_id for update skip locked) w;
    if waiting = '{}' then
        return 0;
    end if;
    select * into moves from app.queue_moves(of_account, cardinality(waiting), 0);
    update queue q
       set state = case when n.no <= moves.ready_added then 'ready' else 'backlog' end,
           turn = case when n.no <= moves.ready_added then moves.turn_before + n.no else 0 end, ready_at = null
      from unnest(waiting) with ordinality n (id, no)
     where q.account_id = of_account and q.transaction_id = n.id;
    return cardinality(waiting);
end
$$;

create or replace function app.take_up(ids uuid[]) returns integer
language sql as $$
    select app.take_up_in(app.account_id(), ids)
$$;

-- Whether nothing may begin in an account: it, or one above it, is suspended, expired or deleted (MODEL section 4). In an
-- account's scope only that account is answered for; any other is closed.
create or replace function app.closed(of_account uuid, at timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select coalesce(app.account_id(), of_account) <> of_account or exists (
        select 1 from account_ancestors n
          join accounts u on u.partner_id = n.partner_id and u.id = n.ancestor_id
         where n.partner_id = app.partner_id() and n.account_id = of_account
           and (u.suspended_at is not null or u.deleted_at is not null or coalesce(u.expires_at <= at, false)))
$$;

-- What waited for a cycle, or for its account, goes on, if both let it; says how much. It is asked for where the cycle is
-- started, and again by maintenance, which finds what was put there at that very moment.
create or replace function app.go_on(of_account uuid, of_cycle uuid, at timestamptz, at_most integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
    runs boolean;
begin
    select c.state in ('active', 'finishing') into runs from cycles c
     where c.partner_id = app.partner_id() and c.account_id = of_account and c.id = of_cycle and c.state <> 'removed';
    if runs is null or app.closed(of_account, at) then
        return 0;
    end if;
    return app.take_up_in(of_account, array(
        select w.transaction_id from queue w
         where w.account_id = of_account and w.cycle_id = of_cycle and w.state = 'stopped' and (runs or w.by_hand)
         order by w.transaction_id limit at_most));
end
$$;

-- Stopping a cycle stops what was begun by hand too.
create or replace function app.halt(of_account uuid, of_cycle uuid) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    update queue set by_hand = false
     where account_id = of_account and cycle_id = of_cycle and partner_id = app.partner_id() and by_hand
       and coalesce(app.account_id(), of_account) = of_account
$$;

-- How the cycle of a transaction of the scope's account stands at this very moment, for one that is about to do something.
create or replace function app.cycle_now(of_id uuid, of_cycle uuid, at timestamptz) returns jsonb
language sql stable as $$
    select jsonb_build_object('state', c.state, 'closed', app.closed(c.account_id, at), 'by_hand', coalesce((
               select q.by_hand from queue q where q.account_id = c.account_id and q.transaction_id = of_id), false))
      from cycles c
     where c.partner_id = app.partner_id() and c.account_id = app.account_id() and c.id = of_cycle
$$;

-- Takes ready transactions for a worker, in the order of turns. The clock moves with them.
create or replace function maintenance.claim_work(by_worker uuid, until timestamptz, at_most integer) returns jsonb
language plpgsql as $$
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
        returning q.partner_id, q.account_id, q.transaction_id, q.cycle_id, q.attempt, q.turn)
    select jsonb_agg(jsonb_build_object('partner', l.partner_id, 'account', l.account_id, 'transaction', l.transaction_id,
                                        'cycle', l.cycle_id, 'attempt', l.attempt, 'version', c.version,
                                        'account_version', u.version)
                     order by l.turn), max(l.turn)
      into taken, newest
      from leased l
      join cycles c on c.partner_id = l.partner_id and c.account_id = l.account_id and c.id = l.cycle_id
      join accounts u on u.partner_id = l.partner_id and u.id = l.account_id;
    if newest > (select last_value from queue_clock) then
        perform setval('queue_clock', newest);
    end if;
    return coalesce(taken, '[]'::jsonb);
end
$$;

create or replace function maintenance.renew_work(by_worker uuid, until timestamptz) returns void
language sql as $$
    update queue set lease_until = until where worker = by_worker and state = 'leased'
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

-- Cycles that something waits for and that have come to go on with it, or been stopped for 24 hours and drop it. Each
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
                or (c.state in ('paused', 'error', 'removed') and c.stopped_at <= at - interval '24 hours')
             limit at_most) e
$$;

-- In the scope of the account: drops what waits for a cycle that stayed stopped, and says how much; a cycle that was to
-- finish and has nothing left is paused.
create or replace function app.end_cycle(cycle uuid, at timestamptz) returns integer
language plpgsql as $$
declare
    mine record;
    dropped uuid[];
    complete uuid[];
begin
    select c.state, c.stopped_at into mine from cycles c
     where c.partner_id = app.partner_id() and c.account_id = app.account_id() and c.id = cycle for update;
    if mine.state = 'finishing' then
        if not exists (select 1 from queue w where w.account_id = app.account_id() and w.cycle_id = cycle) then
            update cycles c set state = 'paused', version = c.version + 1
             where c.partner_id = app.partner_id() and c.account_id = app.account_id() and c.id = cycle;
        end if;
        return 0;
    end if;
    if mine.state = 'active' or coalesce(mine.stopped_at > at - interval '24 hours', true) then
        return 0;
    end if;
    with gone as (
        delete from queue w where w.account_id = app.account_id() and w.cycle_id = cycle and w.state = 'stopped'
                             and not w.by_hand
        returning w.transaction_id)
    select coalesce(array_agg(g.transaction_id), '{}') into dropped from gone g;
    update transactions t set status = 'dropped', ended_at = at, waits_for = null, data_until = at,
           problem = 'Its cycle stayed stopped for 24 hours.'
     where t.account_id = app.account_id() and t.id = any (dropped);
    -- A parent that waits for these items waits no longer: it finds its cycle stopped, and goes the same way.
    with counted as (
        select i.parent_id, count(*) as items from transactions i
         where i.account_id = app.account_id() and i.id = any (dropped) and i.parent_id is not null and i.origin = 'item' group by i.parent_id),
    left_over as (
        update transactions p set children_open = p.children_open - n.items from counted n
         where p.account_id = app.account_id() and p.id = n.parent_id and p.children_open is not null
        returning p.id, p.children_open)
    select coalesce(array_agg(l.id), '{}') into complete from left_over l where l.children_open = 0;
    perform app.take_up(complete);
    return cardinality(dropped);
end
$$;

-- Cycles whose schedule has come.
create or replace function maintenance.due_cycles(at timestamptz, at_most integer) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', c.partner_id, 'account', c.account_id, 'cycle', c.id)), '[]'::jsonb)
      from (select partner_id, account_id, id from cycles
             where next_run_at <= at and state = 'active' order by next_run_at limit at_most) c
$$;
