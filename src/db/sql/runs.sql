-- Beginning work by hand: run once, retry, replay; and the end of the data of steps (R6). The page's functions take any
-- account of the partner in the partner's scope, in an account's scope that one alone; the ledger is never touched (M1).

-- Runs a transaction that has ended again, as a new one that begins with a copy of these entries of its log. Their Tasks
-- were counted then and are not counted again. One at a time: the first of them is locked. Answers done, or why not:
-- absent, closed (the account), running (it is being run again already).
create or replace function app.run_again(of_account uuid, again uuid, new_id uuid, began_by text, copied integer[],
                                         moment timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
    earlier record;
    root uuid;
begin
    select coalesce(t.of_id, t.id) into root from transactions t
     where t.account_id = of_account and t.partner_id = app.partner_id() and t.id = again
       and coalesce(app.account_id(), of_account) = of_account;
    perform 1 from transactions t where t.account_id = of_account and t.id = root for update;
    select t.cycle_id, t.parent_id, t.item into earlier from transactions t
      join cycles c on c.partner_id = t.partner_id and c.account_id = t.account_id and c.id = t.cycle_id and c.state <> 'removed'
     where root is not null and t.account_id = of_account and t.id = again and t.ended_at is not null;
    if not found then
        return 'absent';
    end if;
    if app.closed(of_account, moment) then
        return 'closed';
    end if;
    if exists (select 1 from transactions r where r.account_id = of_account and r.of_id = root and r.ended_at is null) then
        return 'running';
    end if;
    insert into transactions (account_id, id, partner_id, cycle_id, parent_id, item, origin, of_id, started_at, steps)
    values (of_account, new_id, app.partner_id(), earlier.cycle_id, earlier.parent_id, earlier.item, began_by, root, moment,
            cardinality(copied));
    insert into step_runs (account_id, transaction_id, seq, partner_id, step, attempt, outcome, port, started_at, took_ms,
                           records, status_code, problem, output, request, response)
    select of_account, new_id, row_number() over (order by r.seq) - 1, app.partner_id(), r.step, r.attempt, r.outcome, r.port,
           r.started_at, r.took_ms, r.records, r.status_code, r.problem, r.output, r.request, r.response
      from step_runs r
     where r.account_id = of_account and r.transaction_id = again and r.seq = any (copied);
    perform app.enqueue(of_account, array[new_id], earlier.cycle_id, true);
    return 'done';
end
$$;

-- Begins a transaction of a cycle that nothing but a person asked for; `payload` stands for what its webhook would bring.
-- False: the account is closed, or there is no such cycle.
create or replace function app.run_once(of_account uuid, of_cycle uuid, new_id uuid, first_step text, payload text,
                                        moment timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, app as $$
begin
    -- app.closed says of any account but the scope's own that it is closed.
    if app.closed(of_account, moment) or not exists (
        select 1 from cycles c where c.partner_id = app.partner_id() and c.account_id = of_account and c.id = of_cycle
                                 and c.state <> 'removed') then
        return false;
    end if;
    insert into transactions (account_id, id, partner_id, cycle_id, origin, started_at, steps)
    values (of_account, new_id, app.partner_id(), of_cycle, 'once', moment, case when payload is null then 0 else 1 end);
    if payload is not null then
        insert into step_runs (account_id, transaction_id, seq, partner_id, step, outcome, started_at, output)
        values (of_account, new_id, 0, app.partner_id(), first_step, 'done', moment, payload);
    end if;
    perform app.enqueue(of_account, array[new_id], of_cycle, true);
    return true;
end
$$;

-- Tries a transaction at once that waits for its next try. Answers done, or why not: absent (nothing of it waits for a time),
-- closed (the account), stopped (its cycle).
create or replace function app.try_now(of_account uuid, of_id uuid, moment timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
    mine record;
begin
    select q.by_hand, c.state into mine from queue q
      join cycles c on c.partner_id = q.partner_id and c.account_id = q.account_id and c.id = q.cycle_id
     where q.account_id = of_account and q.partner_id = app.partner_id() and q.transaction_id = of_id and q.state = 'timed'
       and coalesce(app.account_id(), of_account) = of_account;
    return case when not found then 'absent'
                when app.closed(of_account, moment) then 'closed'
                when not mine.by_hand and mine.state not in ('active', 'finishing') then 'stopped'
                when app.take_up_in(of_account, array[of_id]) = 0 then 'absent'
                else 'done' end;
end
$$;

-- Ends a transaction that waits, and what waits of the items of its collections, as far down as they go; what a worker
-- carries out at this moment goes on. `keep_hours` is how long data is kept where the account does not say. Answers how many
-- ended: 0 where nothing of it waits.
-- Rows of transactions are locked before the account's, as the engine does; the account's before its part of the queue, as
-- only what nobody has is changed there.
create or replace function app.end_waiting(of_account uuid, of_id uuid, why text, keep_hours integer, moment timestamptz)
returns integer
language plpgsql security definer set search_path = pg_catalog, public, app set enable_seqscan = off as $$
declare
    parent uuid;
    all_ids uuid[];
    gone uuid[];
    backlog integer;
    open_ones integer;
    left_over integer;
begin
    select case when t.origin = 'item' then t.parent_id end into parent from transactions t
     where t.account_id = of_account and t.partner_id = app.partner_id() and t.id = end_waiting.of_id and t.ended_at is null
       and coalesce(app.account_id(), of_account) = of_account;
    if not found then
        return 0;
    end if;
    with recursive below as (
        select end_waiting.of_id as id
        union
        select i.id from below b join transactions i on i.account_id = of_account and i.parent_id = b.id and i.ended_at is null)
    select array_agg(b.id order by b.id) into all_ids from below b;
    perform 1 from transactions t
     where t.account_id = of_account and t.id = any (all_ids || parent) order by t.id for update;
    perform 1 from queue_accounts a where a.account_id = of_account for update;
    with waiting as (
        select q.transaction_id, q.state from queue q
         where q.account_id = of_account and q.transaction_id = any (all_ids) and q.state <> 'leased' for update skip locked),
    removed as (
        delete from queue q using waiting w where q.account_id = of_account and q.transaction_id = w.transaction_id
        returning q.transaction_id, w.state)
    select coalesce(array_agg(r.transaction_id), '{}'), count(*) filter (where r.state = 'backlog'),
           count(*) filter (where r.state = 'ready')
      into gone, backlog, open_ones from removed r;
    -- Those of the backlog leave no place to anybody, the ready ones do.
    update queue_accounts a set open = a.open - backlog where a.account_id = of_account;
    perform app.queue_moves(of_account, 0, open_ones);
    update transactions t
       set status = 'stopped', waits_for = null, ended_at = moment, problem = why,
           data_until = moment + make_interval(hours => coalesce(a.retention_error_hours, keep_hours))
      from accounts a
     where a.partner_id = t.partner_id and a.id = t.account_id and t.account_id = of_account and t.id = any (gone);
    perform app.note_ended(of_account, gone, moment);
    if parent is not null and end_waiting.of_id = any (gone) then
        update transactions p set children_open = p.children_open - 1
         where p.account_id = of_account and p.id = parent and p.children_open is not null
        returning p.children_open into left_over;
        if left_over = 0 then
            perform app.take_up_in(of_account, array[parent]);
        end if;
    end if;
    return cardinality(gone);
end
$$;

-- Ends the time of the data of a transaction and of the items of its collections, as far down as they go; maintenance
-- removes it. Answers how many transactions that are, or -1 where one of them has not ended.
create or replace function app.end_data(of_account uuid, of_id uuid, moment timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
    ids uuid[];
    ended integer;
begin
    with recursive below as (
        select t.id from transactions t
         where t.account_id = of_account and t.partner_id = app.partner_id() and t.id = end_data.of_id
           and coalesce(app.account_id(), of_account) = of_account
        union
        select i.id from below b join transactions i on i.account_id = of_account and i.parent_id = b.id)
    select coalesce(array_agg(b.id), '{}') into ids from below b;
    if exists (select 1 from transactions t where t.account_id = of_account and t.id = any (ids) and t.ended_at is null) then
        return -1;
    end if;
    update transactions t set data_until = moment
     where t.account_id = of_account and t.id = any (ids) and t.data_until > moment;
    get diagnostics ended = row_count;
    return ended;
end
$$;

-- Which accounts have data of steps whose time is over.
create or replace function maintenance.due_data(moment timestamptz, at_most integer) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', d.partner_id, 'account', d.account_id, 'transactions', d.ids)), '[]'::jsonb)
      from (select t.partner_id, t.account_id, jsonb_agg(t.id) as ids
              from (select partner_id, account_id, id from transactions
                     where data_until <= moment order by data_until limit at_most) t
             group by t.partner_id, t.account_id) d
$$;

-- In the scope of the account: removes the data of these transactions' steps; what ran, how it went and what it counted
-- as stays. Data of an item that its parent still waits for is needed: it is looked at again in an hour.
create or replace function app.drop_data(ids uuid[], moment timestamptz) returns integer
language plpgsql as $$
declare
    needed uuid[];
    dropped integer;
begin
    select coalesce(array_agg(i.id), '{}') into needed
      from transactions i join transactions p on p.account_id = i.account_id and p.id = i.parent_id
     where i.account_id = app.account_id() and i.id = any (ids) and p.ended_at is null;
    update transactions t set data_until = moment + interval '1 hour' where t.account_id = app.account_id() and t.id = any (needed);
    with due as (
        select t.id from transactions t
         where t.account_id = app.account_id() and t.id = any (ids) and t.id <> all (needed) and t.data_until <= moment
         order by t.id for update),
    emptied as (
        update step_runs r set output = null, request = null, response = null from due
         where r.account_id = app.account_id() and r.transaction_id = due.id)
    update transactions t set data_until = null from due where t.account_id = app.account_id() and t.id = due.id;
    get diagnostics dropped = row_count;
    return dropped;
end
$$;

-- Writes incidents of any of the partner's accounts, and counts each with its cause and its cycle. What was said to be
-- resolved is open again with the next one, and counts from 1.
create or replace function app.raise_incidents(accounts uuid[], entries uuid[], ids uuid[], cycles uuid[], steps text[],
                                               kinds text[], causes text[], messages text[], moment timestamptz) returns void
language sql as $$
    insert into incidents (account_id, id, partner_id, transaction_id, cycle_id, step, kind, cause, message, at)
    select i.account, i.entry, app.partner_id(), i.id, i.cycle, i.step, i.kind, i.cause, i.message, moment
      from unnest(accounts, entries, ids, cycles, steps, kinds, causes, messages)
           i (account, entry, id, cycle, step, kind, cause, message);
    insert into usage_pending (account_id, id, partner_id, incidents)
    select i.account, app.new_id(moment), app.partner_id(), array_agg(i.entry)
      from unnest(accounts, entries) i (account, entry) group by i.account;
    insert into incident_causes as known (account_id, cause, partner_id, count, first_at, last_at, kind, message, retried_at)
    select i.account, i.cause, app.partner_id(), count(*), moment, moment, (array_agg(i.kind order by i.no desc))[1],
           (array_agg(i.message order by i.no desc))[1],
           -- A warning may be of a step that is tried again: when that has ended well, so has this (sql/mending.sql).
           case when bool_or(i.kind = 'warning') then moment end
      from unnest(accounts, causes, kinds, messages) with ordinality i (account, cause, kind, message, no)
     group by i.account, i.cause order by i.account, i.cause
    on conflict (account_id, cause) do update
       set count = case when known.resolved_at is null then known.count else 0 end + excluded.count,
           first_at = case when known.resolved_at is null then known.first_at else excluded.first_at end,
           last_at = excluded.last_at, kind = excluded.kind, message = excluded.message, resolved_at = null, resolved_by = null,
           retried_at = coalesce(excluded.retried_at, known.retried_at);
    insert into incident_cycles as known (account_id, cause, cycle_id, partner_id, count, since, last_at)
    select i.account, i.cause, i.cycle, app.partner_id(), count(*), moment, moment
      from unnest(accounts, causes, cycles) i (account, cause, cycle)
     group by i.account, i.cause, i.cycle order by i.account, i.cause, i.cycle
    on conflict (account_id, cause, cycle_id) do update
       set count = case when known.since < (select c.first_at from incident_causes c
                                             where c.account_id = known.account_id and c.cause = known.cause)
                        then 0 else known.count end + excluded.count,
           since = greatest(known.since, (select c.first_at from incident_causes c
                                           where c.account_id = known.account_id and c.cause = known.cause)),
           last_at = excluded.last_at;
    select app.report_incidents(accounts, entries, ids, cycles, steps, kinds, causes, messages, moment)
$$;

-- For lists of transactions: whether an id ends so.
create or replace function app.id_ends_with(id uuid, ending text) returns boolean
language sql immutable parallel safe as $$
    select replace(id::text, '-', '') like '%' || ending
$$;

-- For lists of transactions: whether a row of the ledger is of this connector (nil: a data operation), of this method, and
-- failed or went on beyond a limit, where that is asked for.
create or replace function app.task_is(connector uuid, method text, good boolean, overage boolean, of_connector uuid, of_method text, which text)
returns boolean language sql immutable parallel safe as $$
    select (of_connector is null or coalesce(connector, '00000000-0000-0000-0000-000000000000'::uuid) = of_connector)
       and (of_method = '' or method = of_method)
       and case which when 'failed' then not good when 'over' then overage else true end
$$;

-- Whether something later came of a transaction: another run of the same first one that is done, failed by itself or is
-- under way. Those that were dropped, or stopped with their cycle, count for nothing.
create or replace function app.came_of(of_account uuid, id uuid, of_id uuid) returns boolean
language sql stable as $$
    select exists (
        select 1 from transactions r
         where r.account_id = of_account and r.of_id = coalesce(came_of.of_id, came_of.id) and r.id > came_of.id
           and r.status not in ('dropped', 'stopped'))
$$;
