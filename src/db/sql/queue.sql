-- The queue of transactions (MODEL section 6, R1 to R4), in the scope of one account, as the engine; what is looked up over
-- all accounts is in queue_maintenance.sql. An account's row of queue_accounts is locked whenever its
-- part of the queue changes, by every one of them last and in the order of ids, so that they never wait in a circle.
--
-- An account has at most `at_once` transactions that are ready or leased; the rest is its backlog. So a worker that takes
-- the next ready one can neither exceed the cap nor meet a long row of one account's, and each ready one has a turn one
-- unit of virtual time after the account's last: two busy accounts alternate, whatever their backlogs.

-- How many more of an account of the scope's partner are open (ready, leased or backlog), or fewer, and so how many of its backlog
-- become ready now. Gives the turn before the first of them, and the state of what was added. The account's row is locked
-- and changed by one statement; what it was is told by what it is.
create or replace function app.queue_moves(of_account uuid, added integer, ended integer, out turn_before bigint,
                                           out ready_added integer)
language plpgsql set enable_seqscan = off as $$
declare
    mine record;
    clock bigint;
    promoted integer;
begin
    clock := coalesce(pg_sequence_last_value('queue_clock'), 1);
    loop
        update queue_accounts q
           set open = q.open - ended + added,
               last_turn = case when greatest(least(ended, greatest(q.open - q.at_once, 0)) - q.beyond, 0)
                                     + greatest(least(added, q.at_once - (q.open - ended)), 0) > 0
                                then greatest(q.last_turn, clock) + greatest(least(ended, greatest(q.open - q.at_once, 0)) - q.beyond, 0)
                                     + greatest(least(added, q.at_once - (q.open - ended)), 0)
                                else q.last_turn end
         where q.account_id = of_account
        returning q.last_turn, q.at_once, q.beyond, q.open + ended - added as was_open into mine;
        exit when found;
        insert into queue_accounts (account_id, partner_id, at_once, near_limit)
        values (of_account, app.partner_id(), app.at_once_of(of_account), app.has_work_limit(of_account)) on conflict do nothing;
    end loop;
    -- What ran beyond a limit that was lowered makes no room when it ends.
    promoted := greatest(least(ended, greatest(mine.was_open - mine.at_once, 0)) - mine.beyond, 0);
    if mine.beyond > 0 and ended > 0 then
        update queue_accounts q set beyond = greatest(q.beyond - ended, 0) where q.account_id = of_account;
    end if;
    ready_added := greatest(least(added, mine.at_once - (mine.was_open - ended)), 0);
    turn_before := mine.last_turn - promoted - ready_added;
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

-- The same for a body of so many KB. Null: a limit lets no such body in (M5), as things stand in this very transaction.
create or replace function app.take_in(kb bigint, id uuid, cycle uuid, hook uuid, delivery text, step text, payload text, request text,
                                       at timestamptz) returns uuid
language plpgsql as $$
begin
    if kb > app.limit_ceiling(app.account_id(), 'payload_kb') then
        return null;
    end if;
    return app.accept(id, cycle, hook, delivery, 'webhook', null, step, payload, request, at);
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
-- In plpgsql, as all that runs often: its statements are planned once a connection, those of an SQL function at each call.
create or replace function app.record_runs(ids uuid[], seqs integer[], steps text[], attempts smallint[], outcomes text[],
    ports text[], began timestamptz[], took integer[], counts integer[], units smallint[], codes smallint[],
    problems text[], outputs text[], requests text[], responses text[]) returns void
language plpgsql as $$
begin
    insert into step_runs (account_id, transaction_id, seq, partner_id, step, attempt, outcome, port, started_at, took_ms,
                           records, tasks, status_code, problem, output, request, response)
    select app.account_id(), r.id, r.seq, app.partner_id(), r.step, r.attempt, r.outcome, r.port, r.began, r.took,
           r.records, r.tasks, r.code, r.problem, r.output, r.request, r.response
      from unnest(ids, seqs, steps, attempts, outcomes, ports, began, took, counts, units, codes, problems, outputs,
                  requests, responses)
           r (id, seq, step, attempt, outcome, port, began, took, records, tasks, code, problem, output, request, response);
end
$$;

-- One row a Task (M1), in the transaction that stores the outcome.
create or replace function app.record_tasks(entries uuid[], ids uuid[], cycles uuid[], steps text[], connectors uuid[],
                                            methods text[], went_well boolean[], beyond boolean[], at timestamptz) returns void
language plpgsql as $$
begin
    insert into ledger (account_id, id, partner_id, transaction_id, cycle_id, step, connector_id, method, good, overage, at)
    select app.account_id(), t.entry, app.partner_id(), t.id, t.cycle, t.step, t.connector, t.method, t.good, t.overage, at
      from unnest(entries, ids, cycles, steps, connectors, methods, went_well, beyond)
           t (entry, id, cycle, step, connector, method, good, overage);
end
$$;

create or replace function app.record_incidents(entries uuid[], ids uuid[], cycles uuid[], steps text[], kinds text[],
                                                causes text[], messages text[], at timestamptz) returns void
language plpgsql as $$
begin
    perform app.raise_incidents(array_fill(app.account_id(), array[cardinality(ids)]), entries, ids, cycles, steps, kinds, causes,
                               messages, at);
end
$$;

-- How transactions stand in their own rows after their steps; `ids` in their order. They begin with their time, and so do
-- the partitions: planned for the ids in hand, it touches the month they lie in and no other.
create or replace function app.settle_log(ids uuid[], states text[], waits text[], all_steps integer[], all_tasks integer[],
    all_warnings integer[], failed_steps text[], problems text[], kept timestamptz[], at timestamptz) returns void
language plpgsql set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
declare
    first_id uuid := ids[1];
    last_id uuid := ids[cardinality(ids)];
begin
    if first_id = last_id then
        -- The commonest case by far, and the quickest to plan.
        update transactions t
           set status = case states[1] when 'held' then 'waiting' else states[1] end, waits_for = waits[1], steps = all_steps[1],
               tasks = all_tasks[1], warnings = all_warnings[1], failed_step = failed_steps[1], problem = problems[1],
               ended_at = case when states[1] in ('waiting', 'held') then null else at end, data_until = kept[1]
         where t.account_id = app.account_id() and t.id = first_id;
        return;
    end if;
    update transactions t
       set status = case s.state when 'held' then 'waiting' else s.state end, waits_for = s.waits, steps = s.steps, tasks = s.tasks, warnings = s.warnings,
           failed_step = s.failed_step, problem = s.problem,
           ended_at = case when s.state in ('waiting', 'held') then null else at end, data_until = s.kept
      from unnest(ids, states, waits, all_steps, all_tasks, all_warnings, failed_steps, problems, kept)
           s (id, state, waits, steps, tasks, warnings, failed_step, problem, kept)
     where t.account_id = app.account_id() and t.id = s.id and t.id between first_id and last_id;
end
$$;

-- How leased transactions stand after their steps: ended ones leave the queue, others wait for a time (`timed`), for
-- their items (`parked`) or, being held, for their cycle (`stopped`); the account's backlog moves up. `ids` in their order.
create or replace function app.settle(ids uuid[], states text[], waits text[], until timestamptz[], all_steps integer[],
    all_tasks integer[], all_warnings integer[], failed_steps text[], problems text[], kept timestamptz[],
    at timestamptz) returns void
language plpgsql set enable_seqscan = off as $$
declare
    ended uuid[] := ids;
begin
    perform app.settle_log(ids, states, waits, all_steps, all_tasks, all_warnings, failed_steps, problems, kept, at);
    if 'waiting' = any (states) or 'held' = any (states) then
        ended := array(select s.id from unnest(ids, states) s (id, state) where s.state not in ('waiting', 'held'));
        update queue q
           set state = case when s.state = 'held' then 'stopped' when s.until is null then 'parked' else 'timed' end, ready_at = s.until, lease_until = null, worker = null, granted = 0, reserved = 0
          from unnest(ids, states, until) s (id, state, until)
         where q.account_id = app.account_id() and q.transaction_id = s.id and s.state in ('waiting', 'held');
    end if;
    delete from queue q where q.account_id = app.account_id() and q.transaction_id = any (ended);
    perform app.queue_moves(app.account_id(), 0, cardinality(ids));
end
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
language plpgsql stable security definer set search_path = pg_catalog, public, app as $$
begin
    return coalesce(app.account_id(), of_account) <> of_account or exists (
        select 1 from account_ancestors n
          join accounts u on u.partner_id = n.partner_id and u.id = n.ancestor_id
         where n.partner_id = app.partner_id() and n.account_id = of_account
           and (u.suspended_at is not null or u.deleted_at is not null or coalesce(u.expires_at <= at, false)));
end
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

-- A cycle that is removed: what its steps wait for by time, or a person began, waits for nothing any more, so that it is
-- dropped with the rest at the next look (app.end_cycle).
create or replace function app.let_go(of_account uuid, of_cycle uuid) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    update queue
       set by_hand = false, state = case when state = 'timed' then 'stopped' else state end,
           ready_at = case when state = 'timed' then null else ready_at end
     where account_id = of_account and cycle_id = of_cycle and partner_id = app.partner_id() and (by_hand or state = 'timed')
       and coalesce(app.account_id(), of_account) = of_account
$$;

-- How the cycle of a transaction of the scope's account stands at this very moment, for one that is about to do something.
create or replace function app.cycle_now(of_id uuid, of_cycle uuid, at timestamptz) returns jsonb
language plpgsql stable as $$
begin
    return (select jsonb_build_object('state', c.state, 'closed', app.closed(c.account_id, at), 'by_hand', coalesce((
                       select q.by_hand from queue q where q.account_id = c.account_id and q.transaction_id = of_id), false))
              from cycles c
             where c.partner_id = app.partner_id() and c.account_id = app.account_id() and c.id = of_cycle);
end
$$;

-- In the scope of the account: drops what waits for a cycle that stayed stopped or was removed, and says how much; a cycle that was to
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
    if mine.state = 'active' or (mine.state <> 'removed' and coalesce(mine.stopped_at > at - interval '24 hours', true)) then
        return 0;
    end if;
    with gone as (
        delete from queue w where w.account_id = app.account_id() and w.cycle_id = cycle and w.state = 'stopped'
                             and not w.by_hand
        returning w.transaction_id)
    select coalesce(array_agg(g.transaction_id), '{}') into dropped from gone g;
    update transactions t set status = 'dropped', ended_at = at, waits_for = null, data_until = at,
           problem = case mine.state when 'removed' then 'Its cycle was removed.' else 'Its cycle stayed stopped for 24 hours.' end
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
    perform app.note_ended(app.account_id(), dropped, at);
    return cardinality(dropped);
end
$$;
