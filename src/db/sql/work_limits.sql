-- Limits that make work wait (MODEL M5): tasks a month and transactions a minute. The engine asks for room before it begins a
-- Transaction and before each further Task, where a limit is near (queue_accounts.near_limit); what gets none goes back to
-- the backlog, and its account runs nothing until there is room, so that what waits is taken in order and nothing is lost.

-- The first day of the billing period that a day lies in, or of one so many later: as metering::period::Period::of.
create or replace function app.period_begins(of_day date, billed_on date, later integer) returns date
language sql immutable as $$
    select (k.anchor + make_interval(months => k.apart + later
            - ((k.anchor + make_interval(months => k.apart))::date > of_day)::integer))::date
      from (select a.anchor, ((extract(year from of_day) - extract(year from a.anchor)) * 12
                              + extract(month from of_day) - extract(month from a.anchor))::integer as apart
              from (select coalesce(billed_on, date_trunc('month', of_day)::date) as anchor) a) k
$$;

create or replace function app.period_first(of_day date, billed_on date) returns date
language sql immutable as $$
    select app.period_begins(of_day, billed_on, 0)
$$;

-- When the next one begins.
create or replace function app.period_until(of_day date, billed_on date) returns date
language sql immutable as $$
    select app.period_begins(of_day, billed_on, 1)
$$;

-- Tasks of an account since a day, what waits to be counted among them; `below`: with all of its sub-accounts. Whole months
-- are read from the months, which a tree of very many accounts needs.
create or replace function app.tasks_counted(of_partner uuid, of_account uuid, below boolean, first date) returns bigint
language plpgsql stable set enable_seqscan = off set jit = off as $$
declare
    whole boolean := extract(day from first) = 1;
    used bigint;
begin
    if not below then
        if whole then
            select coalesce(sum(u.tasks), 0) into used from usage_account_months u
             where u.account_id = of_account and u.partner_id = of_partner and u.month >= first;
        else
            select coalesce(sum(u.tasks), 0) into used from usage_account_days u
             where u.account_id = of_account and u.partner_id = of_partner and u.day >= first;
        end if;
        return used + coalesce((select sum(cardinality(p.tasks)) from usage_pending p
                                 where p.account_id = of_account and p.partner_id = of_partner), 0);
    end if;
    if whole then
        select coalesce(sum(u.tasks), 0) into used from account_ancestors n
          join usage_account_months u on u.account_id = n.account_id and u.partner_id = n.partner_id
         where n.partner_id = of_partner and n.ancestor_id = of_account and u.month >= first;
    else
        select coalesce(sum(u.tasks), 0) into used from account_ancestors n
          join usage_account_days u on u.account_id = n.account_id and u.partner_id = n.partner_id
         where n.partner_id = of_partner and n.ancestor_id = of_account and u.day >= first;
    end if;
    return used + coalesce((select sum(cardinality(p.tasks)) from account_ancestors n
                              join usage_pending p on p.account_id = n.account_id and p.partner_id = n.partner_id
                             where n.partner_id = of_partner and n.ancestor_id = of_account), 0);
end
$$;

-- Whether any limit can make the work of an account wait.
create or replace function app.has_work_limit(of_account uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select coalesce(app.account_id(), of_account) = of_account and exists (select 1 from app.limits_of(app.partner_id(), of_account, '{tasks_month,transactions_minute}') l
                    where l.value is not null)
$$;

-- In one order for all: whoever asks at one of these limits waits for who asked before. Before any row of the queue is changed.
create or replace function app.lock_work_limits(of_account uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
    turn bigint;
begin
    for turn in
        select distinct hashtextextended(l.account_id::text || 'work' || l.tree::text, 0) as of_limit
          from app.limits_of(app.partner_id(), of_account, '{tasks_month,transactions_minute}') l
         where l.value is not null and coalesce(app.account_id(), of_account) = of_account order by of_limit
    loop
        perform pg_advisory_xact_lock(turn);
    end loop;
end
$$;

-- The limits of an account's work with what is used of each, Tasks that were granted and are under way among it, but for
-- those of `but_for`, and what programs call just now. Under the locks of lock_work_limits nothing of it changes but by who holds them.
create or replace function app.work_room(of_account uuid, but_for uuid[], at timestamptz)
    returns table (kind text, account_id uuid, name text, tree boolean, inherited boolean, value bigint, at_limit text, used bigint,
                   reserved bigint, until timestamptz, resets date)
language sql stable as $$
    select l.kind, l.account_id, a.name, l.tree, l.inherited, l.value, coalesce(l.at_limit, 'hold'),
           app.tasks_counted(app.partner_id(), l.account_id, l.tree, app.period_first(d.today, a.next_billing_on)) + g.granted + m.calls,
           g.reserved,
           app.period_until(d.today, a.next_billing_on)::timestamp at time zone a.timezone, app.period_until(d.today, a.next_billing_on)
      from app.limits_of(app.partner_id(), of_account, '{tasks_month}') l
      join accounts a on a.partner_id = app.partner_id() and a.id = l.account_id
     cross join lateral (select (at at time zone a.timezone)::date as today) d
     cross join lateral (
         select count(*) as granted, coalesce(sum(greatest(q.reserved - 1, 0)), 0) as reserved
           from (select n.account_id from account_ancestors n
                  where l.tree and n.partner_id = app.partner_id() and n.ancestor_id = l.account_id
                 union all
                 select l.account_id where not l.tree) n
           join queue q on q.account_id = n.account_id and q.granted > 0 and q.transaction_id <> all (but_for)) g
     cross join lateral (
         select count(*) as calls from method_calls c
          where c.partner_id = app.partner_id()
            and case when l.tree then exists (select 1 from account_ancestors n where n.partner_id = c.partner_id and n.account_id = c.account_id
                                                                                  and n.ancestor_id = l.account_id)
                     else c.account_id = l.account_id end) m
     where l.value is not null
    union all
    select l.kind, l.account_id, a.name, l.tree, l.inherited, l.value, 'hold',
           coalesce((select t.begun from rate_turns t where t.account_id = l.account_id and t.tree = l.tree
                                                        and t.minute = date_trunc('minute', at)), 0),
           0, date_trunc('minute', at) + interval '1 minute', null
      from app.limits_of(app.partner_id(), of_account, '{transactions_minute}') l
      join accounts a on a.partner_id = app.partner_id() and a.id = l.account_id
     where l.value is not null
$$;

-- Asks for room for leased Transactions of the scope's account, the oldest first: for each that has not begun a place in its
-- minute, for each one more Task. `needs` says how many each may come to need until its end: what is `fresh`, having had none,
-- begins only beside what all others under way will need, so that what was begun is finished rather than much left half done. What gets none is no longer leased: it waits in the backlog, and so does all of its
-- account. Says which those are, which go on as overage, and the limit.
create or replace function app.ask_room(ids uuid[], needs integer[], fresh boolean[], at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, app set enable_seqscan = off as $$
declare
    mine uuid := app.account_id();
    levels jsonb;
    level jsonb;
    one record;
    begin_now integer := 0;
    more_tasks integer := 0;
    more_reserved integer := 0;
    stopped jsonb;
    full_of jsonb;
    is_beyond boolean;
    denied uuid[] := '{}';
    granted_ids uuid[] := '{}';
    beyond_ids uuid[] := '{}';
begin
    perform app.lock_work_limits(mine);
    select coalesce(jsonb_agg(to_jsonb(r)), '[]') into levels from app.work_room(mine, ids, at) r;
    for one in
        select q.transaction_id as id, q.begun, w.need, w.is_fresh
          from unnest(ids, needs, fresh) w (id, need, is_fresh)
          join queue q on q.account_id = mine and q.transaction_id = w.id and q.partner_id = app.partner_id() and q.state = 'leased'
         order by q.transaction_id
    loop
        full_of := null;
        is_beyond := false;
        for level in select l from jsonb_array_elements(levels) l loop
            if level ->> 'kind' = 'transactions_minute' then
                if not one.begun and (level ->> 'used')::bigint + begin_now >= (level ->> 'value')::bigint then
                    full_of := coalesce(full_of, level);
                end if;
            elsif (level ->> 'used')::bigint + more_tasks
                  + (one.is_fresh and level ->> 'at_limit' = 'hold')::integer * ((level ->> 'reserved')::bigint + more_reserved)
                  >= (level ->> 'value')::bigint then
                if level ->> 'at_limit' = 'overage' then
                    is_beyond := true;
                else
                    -- What others under way will need is as good as used.
                    full_of := coalesce(full_of, level || jsonb_build_object(
                        'used', greatest((level ->> 'used')::bigint + more_tasks, (level ->> 'value')::bigint)));
                end if;
            end if;
        end loop;
        if full_of is not null then
            denied := denied || one.id;
            stopped := coalesce(stopped, full_of);
            continue;
        end if;
        if not one.begun then
            begin_now := begin_now + 1;
        end if;
        more_tasks := more_tasks + 1;
        more_reserved := more_reserved + greatest(one.need - 1, 0);
        if is_beyond then
            beyond_ids := beyond_ids || one.id;
        else
            granted_ids := granted_ids || one.id;
        end if;
    end loop;
    update queue q set begun = true, granted = case when q.transaction_id = any (beyond_ids) then 2 else 1 end, reserved = w.need
      from unnest(ids, needs) w (id, need)
     where q.account_id = mine and q.transaction_id = w.id and w.id = any (granted_ids || beyond_ids);
    if begin_now > 0 then
        insert into rate_turns as t (account_id, tree, partner_id, minute, begun)
        select (l ->> 'account_id')::uuid, (l ->> 'tree')::boolean, app.partner_id(), date_trunc('minute', at), begin_now
          from jsonb_array_elements(levels) l where l ->> 'kind' = 'transactions_minute' order by 1, 2
        on conflict (account_id, tree) do update
            set begun = excluded.begun + case when t.minute = excluded.minute then t.begun else 0 end, minute = excluded.minute;
    end if;
    if denied <> '{}' then
        perform app.hold_account(mine, denied, stopped, at);
    end if;
    return jsonb_build_object('denied', to_jsonb(denied), 'beyond', to_jsonb(beyond_ids), 'limit', stopped);
end
$$;

-- Puts leased Transactions back and lets nothing more of their account run. While nothing may run, all that is leased is
-- beyond what may be.
create or replace function app.hold_account(of_account uuid, denied uuid[], at_level jsonb, at timestamptz) returns void
language plpgsql as $$
begin
    perform 1 from queue_accounts q where q.account_id = of_account for update;
    update queue_accounts q
       set held = at_level || jsonb_build_object('since', coalesce(q.held ->> 'since', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))),
           held_until = case at_level ->> 'kind' when 'transactions_minute' then (at_level ->> 'until')::timestamptz
                                                 else at + interval '5 seconds' end
     where q.account_id = of_account;
    perform app.settle_account(of_account);
    update queue q set state = 'backlog', turn = 0, lease_until = null, worker = null, granted = 0, reserved = 0
     where q.account_id = of_account and q.transaction_id = any (denied);
    update queue_accounts q set beyond = greatest(q.beyond - cardinality(denied), 0) where q.account_id = of_account;
end
$$;

-- Looks whether the work of the scope's account may go on, and lets it; says whether it does.
create or replace function app.release_account(at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
    mine uuid := app.account_id();
    full_of jsonb;
begin
    perform app.lock_work_limits(mine);
    select to_jsonb(r) into full_of from app.work_room(mine, '{}', at) r
     where r.at_limit = 'hold' and r.used >= r.value order by r.until desc limit 1;
    update queue_accounts q
       set held = case when full_of is not null then full_of || jsonb_build_object('since', q.held -> 'since') end,
           held_until = case when full_of is null then null
                             when full_of ->> 'kind' = 'transactions_minute' then (full_of ->> 'until')::timestamptz
                             else at + interval '5 seconds' end
     where q.account_id = mine and q.partner_id = app.partner_id() and q.held is not null;
    if found and full_of is null then
        perform app.settle_account(mine);
        return true;
    end if;
    return false;
end
$$;

-- Accounts whose work waits at a limit and that are to be looked at; the next look is set at once, so that two processes do not
-- look at the same ones.
create or replace function maintenance.held_accounts(at timestamptz, at_most integer) returns jsonb
language sql as $$
    with due as (
        select q.account_id from queue_accounts q where q.held is not null and q.held_until <= at
         order by q.held_until limit at_most for update skip locked),
    taken as (
        update queue_accounts q set held_until = at + interval '5 seconds' from due where q.account_id = due.account_id
        returning q.partner_id, q.account_id)
    select coalesce(jsonb_agg(jsonb_build_object('partner', t.partner_id, 'account', t.account_id)), '[]') from taken t
$$;

-- After these accounts were counted: who is to ask for room from now on, and what is to be told (M6). A limit that is near is
-- one of which a tenth is left, or so little that it may be used up before it is looked at again.
create or replace function maintenance.watch_limits(partners uuid[], accounts uuid[], at timestamptz) returns void
language plpgsql set enable_seqscan = off set jit = off as $$
begin
    perform 1 from partner_limits l where l.kind in ('tasks_month', 'transactions_minute') limit 1;
    if not found then
        perform 1 from account_limits l where l.kind in ('tasks_month', 'transactions_minute') limit 1;
        if not found then
            return;
        end if;
    end if;
    with touched as materialized (
        select t.partner_id, t.id from unnest(watch_limits.partners, watch_limits.accounts) t (partner_id, id)),
    chain as materialized (
        select t.partner_id, t.id as asker, l.* from touched t
         cross join lateral app.limits_of(t.partner_id, t.id, '{tasks_month,transactions_minute}') l where l.value is not null),
    levels as materialized (
        select distinct c.partner_id, c.account_id, c.tree, c.value, c.at_limit from chain c where c.kind = 'tasks_month'),
    used as materialized (
        select l.*, f.first, app.tasks_counted(l.partner_id, l.account_id, l.tree, f.first) as used
          from levels l join public.accounts a on a.partner_id = l.partner_id and a.id = l.account_id
         cross join lateral (select app.period_first((at at time zone a.timezone)::date, a.next_billing_on) as first) f),
    noticed as (
        insert into limit_notices (partner_id, account_id, kind, tree, period_first, percent, id, value, used, at_limit, noticed_at)
        select u.partner_id, u.account_id, 'tasks_month', u.tree, u.first, p.percent, app.new_id(at), u.value, u.used, u.at_limit, at
          from used u cross join (values (80::smallint), (100::smallint)) p (percent)
         where u.value > 0 and u.used * 100 >= u.value * p.percent
         order by u.account_id, u.tree, p.percent
        on conflict do nothing),
    near as (
        select c.asker, bool_or(c.kind = 'transactions_minute' or coalesce(u.value - u.used < greatest(u.value / 10, 10000), false)) as near
          from chain c left join used u on u.account_id = c.account_id and u.tree = c.tree and c.kind = 'tasks_month'
         group by c.asker)
    update queue_accounts q set near_limit = n.near
      from (select t.id, coalesce(n.near, false) as near from touched t left join near n on n.asker = t.id order by t.id) n
     where q.account_id = n.id and q.near_limit <> n.near;
end
$$;

-- What is to be told of limits, the oldest first.
create or replace function maintenance.untold_notices(at_most integer) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', n.partner_id, 'id', n.id)), '[]')
      from (select partner_id, id from limit_notices where told_at is null order by noticed_at limit at_most) n
$$;
