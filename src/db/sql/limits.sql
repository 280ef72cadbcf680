-- Limits (MODEL M3 to M6): which hold for an account, and how much of each is used. What follows from the figures is
-- decided in Rust (limits::model::verdict).

-- The limits of an account: its own or the default, and each tree limit of it and of those above it. An own limit is never
-- above the partner's cap, whenever that was set.
create or replace function app.limits_of(of_partner uuid, of_account uuid, of_kinds text[])
    returns table (kind text, account_id uuid, distance smallint, tree boolean, inherited boolean, value bigint, at_limit text)
language sql stable as $$
    select l.kind, l.account_id, n.distance, l.tree, false, case when l.tree then l.value else least(l.value, d.cap) end,
           coalesce(l.at_limit, d.at_limit)
      from account_ancestors n
      join account_limits l on l.partner_id = n.partner_id and l.account_id = n.ancestor_id
      left join partner_limits d on d.partner_id = l.partner_id and d.kind = l.kind
     where n.partner_id = of_partner and n.account_id = of_account and l.kind = any (of_kinds)
       and (l.tree or n.distance = 0)
    union all
    select d.kind, of_account, 0::smallint, false, true, d.value, d.at_limit
      from partner_limits d
     where d.partner_id = of_partner and d.kind = any (of_kinds)
       and not exists (select 1 from account_limits l
                        where l.partner_id = d.partner_id and l.account_id = of_account and l.kind = d.kind and not l.tree)
$$;

create or replace function app.limits_set(of_account uuid, of_kinds text[])
    returns table (kind text, account_id uuid, distance smallint, tree boolean, inherited boolean, value bigint, at_limit text)
language sql stable as $$
    select * from app.limits_of(app.partner_id(), of_account, of_kinds)
$$;

-- How much of a kind an account uses, or it and all below it. What is in the recycle bin counts nowhere: it is counted again
-- when it is restored. A person who was let into two accounts counts in each, so that a tree's figure is the sum of
-- its accounts'. Null: of this kind nothing is counted here.
create or replace function app.limit_use(of_account uuid, of_kind text, whole_tree boolean) returns bigint
language plpgsql stable as $$
declare
    partner uuid := app.partner_id();
    used bigint;
begin
    if of_kind = 'users' and whole_tree then
        select count(*) into used from account_ancestors n
          join accounts a on a.partner_id = n.partner_id and a.id = n.account_id and a.live
          join account_users u on u.partner_id = n.partner_id and u.account_id = n.account_id
         where n.partner_id = partner and n.ancestor_id = of_account;
    elsif of_kind = 'users' then
        select count(*) into used from account_users u where u.partner_id = partner and u.account_id = of_account;
    elsif of_kind = 'sub_accounts' and whole_tree then
        select count(*) into used from account_ancestors n
          join accounts a on a.partner_id = n.partner_id and a.id = n.account_id and a.live
         where n.partner_id = partner and n.ancestor_id = of_account and n.distance > 0;
    elsif of_kind = 'sub_accounts' then
        select count(*) into used from accounts a where a.partner_id = partner and a.parent_id = of_account and a.live;
    elsif of_kind = 'connectors' and whole_tree then
        select count(*) into used from account_ancestors n
          join accounts a on a.partner_id = n.partner_id and a.id = n.account_id and a.live
          join account_connectors c on c.partner_id = n.partner_id and c.account_id = n.account_id
         where n.partner_id = partner and n.ancestor_id = of_account;
    elsif of_kind = 'connectors' then
        select count(*) into used from account_connectors c where c.partner_id = partner and c.account_id = of_account;
    elsif of_kind = 'active_cycles' and whole_tree then
        select count(*) into used from account_ancestors n
          join accounts a on a.partner_id = n.partner_id and a.id = n.account_id and a.live
          join cycles c on c.partner_id = n.partner_id and c.account_id = n.account_id and c.state = 'active'
         where n.partner_id = partner and n.ancestor_id = of_account;
    elsif of_kind = 'active_cycles' then
        select count(*) into used from cycles c
         where c.partner_id = partner and c.account_id = of_account and c.state = 'active';
    end if;
    return used;
end
$$;

-- Every limit of an account with its use, nearest first. With `hold` it is for one who has just written what counts: whoever
-- else adds to the same figure waits for the end of that transaction, and the account's tree is not moved meanwhile, so that
-- of two who race for the last place one is counted without the other. A limit that comes from the default has no row to
-- lock, so each limit is locked by its name, in one order for all. Answers for the scope's account alone, where there is one.
create or replace function app.limit_levels(of_account uuid, of_kinds text[], hold boolean) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
    partner uuid := app.partner_id();
    top uuid;
    held uuid;
    turn bigint;
begin
    if coalesce(app.account_id(), of_account) <> of_account
       or not exists (select 1 from account_limits l where l.partner_id = partner and l.kind = any (of_kinds))
          and not exists (select 1 from partner_limits d where d.partner_id = partner and d.kind = any (of_kinds)) then
        return '[]';
    end if;
    if hold then
        loop
            select u.id into top from account_ancestors n
              join accounts u on u.partner_id = n.partner_id and u.id = n.ancestor_id
             where n.partner_id = partner and n.account_id = of_account and u.parent_id is null;
            exit when top is not distinct from held;
            perform 1 from accounts u where u.partner_id = partner and u.id = top for share;
            held := top;
        end loop;
        for turn in
            select distinct hashtextextended(s.account_id::text || s.kind || s.tree::text, 0) as of_limit
              from app.limits_set(of_account, of_kinds) s where s.value is not null order by of_limit
        loop
            perform pg_advisory_xact_lock(turn);
        end loop;
    end if;
    -- A statement of its own, so that it sees what those committed who were waited for.
    return (select coalesce(jsonb_agg(jsonb_build_object(
                       'kind', s.kind, 'account', s.account_id, 'name', a.name, 'distance', s.distance, 'tree', s.tree,
                       'inherited', s.inherited, 'value', s.value, 'at_limit', s.at_limit,
                       'used', app.limit_use(s.account_id, s.kind, s.tree)) order by s.kind, s.distance, s.tree), '[]')
              from app.limits_set(of_account, of_kinds) s
              join accounts a on a.partner_id = partner and a.id = s.account_id);
end
$$;

-- Each limit of a kind that binds one of these accounts, once, with its use.
create or replace function app.limits_met(of_accounts uuid[], of_kind text)
    returns table (kind text, account_id uuid, distance smallint, tree boolean, inherited boolean, value bigint, at_limit text, used bigint)
language sql stable as $$
    select e.*, app.limit_use(e.account_id, e.kind, e.tree)
      from (select distinct on (s.account_id, s.tree) s.* from unnest(of_accounts) w (id)
             cross join lateral app.limits_set(w.id, array[of_kind]) s
             where s.value is not null order by s.account_id, s.tree) e
$$;

-- The same as values; runs as the caller.
create or replace function app.levels_met(of_accounts uuid[], of_kind text) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object(
               'kind', m.kind, 'account', m.account_id, 'name', a.name, 'distance', m.distance, 'tree', m.tree,
               'inherited', m.inherited, 'value', m.value, 'at_limit', m.at_limit, 'used', m.used)), '[]')
      from app.limits_met(of_accounts, of_kind) m join accounts a on a.partner_id = app.partner_id() and a.id = m.account_id
$$;

-- What is over after many accounts were written below these: each limit once, with its use. Runs as the caller, who holds
-- the trees alone.
create or replace function app.limits_over(of_accounts uuid[], of_kind text) returns jsonb
language plpgsql as $$
begin
    if not exists (select 1 from account_limits l where l.partner_id = app.partner_id() and l.kind = of_kind)
       and not exists (select 1 from partner_limits d where d.partner_id = app.partner_id() and d.kind = of_kind) then
        return '[]';
    end if;
    return (with worst as (select * from app.limits_met(of_accounts, of_kind) m where m.used > m.value
                            order by m.used - m.value desc, m.account_id limit 20)
            select coalesce(jsonb_agg(jsonb_build_object(
                       'kind', o.kind, 'account', o.account_id, 'name', a.name, 'distance', o.distance, 'tree', o.tree,
                       'inherited', o.inherited, 'value', o.value, 'at_limit', o.at_limit, 'used', o.used)
                       order by o.used - o.value desc, o.account_id), '[]')
              from worst o join accounts a on a.partner_id = app.partner_id() and a.id = o.account_id);
end
$$;

-- Accounts that use more than their own limit of a kind or the default, the furthest over first, from after a place on (null:
-- from the first); runs as the caller.
create or replace function app.over_limit(of_kind text, after_excess bigint, after_id uuid, at_most integer, moment timestamptz) returns jsonb
language plpgsql stable as $$
declare
    partner uuid := app.partner_id();
    base partner_limits;
begin
    select * into base from partner_limits d where d.partner_id = partner and d.kind = of_kind;
    return (with used as (
                select u.account_id, count(*) as figure from account_users u
                 where of_kind = 'users' and u.partner_id = partner group by u.account_id
                union all
                select c.account_id, count(*) from account_connectors c
                 where of_kind = 'connectors' and c.partner_id = partner group by c.account_id
                union all
                select c.account_id, count(*) from cycles c
                 where of_kind = 'active_cycles' and c.partner_id = partner and c.state = 'active' group by c.account_id
                union all
                select s.parent_id, count(*) from accounts s
                 where of_kind = 'sub_accounts' and s.partner_id = partner and s.live and s.parent_id is not null
                 group by s.parent_id
                union all
                -- Those near their limit of tasks, the ones over it among them, in their billing period.
                select n.account_id, n.used from app.accounts_near(moment) n where of_kind = 'tasks_month'),
            over_it as (
                select a.id, a.name, a.api_id, u.figure, e.most from used u
                  join accounts a on a.partner_id = partner and a.id = u.account_id and a.live
                  left join account_limits l on l.partner_id = partner and l.account_id = a.id and l.kind = of_kind and not l.tree
                 cross join lateral (select case when l.kind is null then base.value else least(l.value, base.cap) end as most) e
                 where u.figure > e.most
                   and (after_id is null or u.figure - e.most < after_excess or u.figure - e.most = after_excess and a.id > after_id)
                 order by u.figure - e.most desc, a.id limit at_most)
            select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'api_id', o.api_id, 'used', o.figure, 'value', o.most)
                       order by o.figure - o.most desc, o.id), '[]') from over_it o);
end
$$;

-- The lowest limit that bounds an account in a kind whose use does not add up; null: none does.
create or replace function app.limit_ceiling(of_account uuid, of_kind text) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, public, app as $$
begin
    if coalesce(app.account_id(), of_account) <> of_account then
        return null;
    end if;
    return (select min(s.value) from app.limits_set(of_account, array[of_kind]) s);
end
$$;

-- How many transactions of an account may run at once: 10 where nobody says otherwise, none while its work waits at a limit.
create or replace function app.at_once_of(of_account uuid) returns integer
language sql stable as $$
    select case when exists (select 1 from queue_accounts q where q.account_id = of_account and q.held is not null) then 0
                else coalesce(app.limit_ceiling(of_account, 'at_once'), 10)::integer end
$$;

-- Brings an account's part of the queue to what may run at once now. With more room the first of the backlog become ready;
-- with less the last that are ready go back, and what runs already runs on. The account's row is locked last, as by everybody.
create or replace function app.settle_account(of_account uuid) returns void
language plpgsql as $$
declare
    mine queue_accounts;
    most integer;
    more integer;
    moved integer := 0;
    last_one bigint;
begin
    select q.* into mine from queue_accounts q where q.account_id = of_account for update;
    most := app.at_once_of(of_account);
    more := least(mine.open, most) - least(mine.open, mine.at_once) - mine.beyond;
    last_one := greatest(mine.last_turn, coalesce(pg_sequence_last_value('queue_clock'), 1));
    if more > 0 then
        update queue q set state = 'ready', turn = last_one + n.no
          from (select b.transaction_id, row_number() over (order by b.transaction_id) as no
                  from (select transaction_id from queue where account_id = of_account and state = 'backlog'
                         order by transaction_id limit more for update) b) n
         where q.account_id = of_account and q.transaction_id = n.transaction_id;
        get diagnostics moved = row_count;
    elsif more < 0 then
        update queue q set state = 'backlog', turn = 0
          from (select transaction_id from queue where account_id = of_account and state = 'ready'
                 order by turn desc limit -more for update) r
         where q.account_id = of_account and q.transaction_id = r.transaction_id;
        get diagnostics moved = row_count;
    end if;
    update queue_accounts q
       set at_once = most, beyond = case when more < 0 then -more - moved else 0 end,
           last_turn = case when more > 0 then last_one + moved else q.last_turn end
     where q.account_id = of_account;
end
$$;

-- Brings the queue to the limits of now, in an account and all below it, or in all of the partner: what may run at once,
-- who asks for room, and whether there is some for what waits for it. Rows are locked in the order of ids.
create or replace function app.settle_queue(of_top uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare
    mine record;
begin
    for mine in
        select q.account_id, q.at_once, q.near_limit, q.held is not null as is_held, app.has_work_limit(q.account_id) as limited,
               app.at_once_of(q.account_id) as most
          from queue_accounts q
         where q.partner_id = app.partner_id() and app.account_id() is null
           and (of_top is null or exists (
                    select 1 from account_ancestors n
                     where n.partner_id = q.partner_id and n.account_id = q.account_id and n.ancestor_id = of_top))
         order by q.account_id
    loop
        if mine.is_held or mine.near_limit <> mine.limited then
            -- What waits is looked at in a moment, by those who may.
            update queue_accounts q set near_limit = mine.limited, held_until = case when q.held is not null then '-infinity'::timestamptz end
             where q.account_id = mine.account_id;
        end if;
        if mine.at_once <> mine.most then
            perform app.settle_account(mine.account_id);
        end if;
    end loop;
end
$$;

-- Notes what is nearly or fully used of limits of tasks after they, or the place of an account, were changed (M6): nothing need
-- be counted any more for it to be so. Of these accounts each limit that binds them; null: of all that are near their own.
-- Runs as the caller. Before any row of the queue is changed.
create or replace function app.note_limits(of_accounts uuid[], moment timestamptz) returns void
language plpgsql set jit = off as $$
declare
    partner constant uuid := app.partner_id();
begin
    insert into limit_notices (partner_id, account_id, kind, tree, period_first, percent, id, value, used, at_limit, noticed_at)
    select partner, u.account_id, 'tasks_month', u.tree, u.first, p.percent, app.new_id(moment), u.value, u.used, u.at_limit, moment
      from (select l.*, f.first, app.tasks_counted(partner, l.account_id, l.tree, f.first) as used
              from (select distinct s.account_id, s.tree, s.value, s.at_limit
                      from (select unnest(of_accounts) as id
                             union
                            select n.account_id from app.accounts_near(moment) n where of_accounts is null) w
                     cross join lateral app.limits_set(w.id, '{tasks_month}') s where s.value > 0) l
              join accounts a on a.partner_id = partner and a.id = l.account_id and a.live
             cross join lateral (select app.period_first(timezone(a.timezone, moment)::date, a.next_billing_on) as first) f) u
     cross join (values (80::smallint), (100::smallint)) p (percent)
     where u.used * 100 >= u.value * p.percent
     order by u.account_id, u.tree, p.percent
    on conflict do nothing;
end
$$;

-- What these accounts use of a kind, each alone and with all below it; tasks of the present billing period. Null: of this kind
-- nothing is counted. Runs as the caller.
create or replace function app.used_by_each(of_accounts uuid[], of_kind text, moment timestamptz) returns jsonb
language plpgsql stable as $$
declare
    partner constant uuid := app.partner_id();
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('account', a.id, 'name', a.name, 'own', u.own, 'tree', u.tree) order by a.name_key, a.id), '[]')
              from accounts a
             cross join lateral (select app.period_first(timezone(a.timezone, moment)::date, a.next_billing_on) as first) f
             cross join lateral (
                 select case of_kind when 'tasks_month' then app.tasks_counted(partner, a.id, false, f.first)
                                     else app.limit_use(a.id, of_kind, false) end as own,
                        case of_kind when 'tasks_month' then app.tasks_counted(partner, a.id, true, f.first)
                                     else app.limit_use(a.id, of_kind, true) end as tree) u
             where a.partner_id = partner and a.id = any (of_accounts));
end
$$;
