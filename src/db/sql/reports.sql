-- What reports show, from roll-ups alone (MODEL section 8). Not security definer: they see what the scope sees, so in an
-- account's own scope only what is its own.

-- What an account used, by day; `below`: with all of its sub-accounts.
create or replace function app.usage_by_day(of_account uuid, below boolean, first date, last date) returns jsonb
language plpgsql stable as $$
begin
    if below then
        return (select coalesce(jsonb_agg(jsonb_build_array(d.day, d.tasks, d.failed_tasks, d.transactions, d.failed, d.errors, d.warnings, d.overage) order by d.day), '[]')
                  from (select u.day, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks, sum(u.transactions) as transactions,
                               sum(u.failed) as failed, sum(u.errors) as errors, sum(u.warnings) as warnings, sum(u.overage) as overage
                          from account_ancestors n
                          join usage_account_days u on u.account_id = n.account_id and u.partner_id = n.partner_id
                         where n.partner_id = app.partner_id() and n.ancestor_id = of_account and u.day between first and last
                         group by u.day) d);
    end if;
    return (select coalesce(jsonb_agg(jsonb_build_array(u.day, u.tasks, u.failed_tasks, u.transactions, u.failed, u.errors, u.warnings, u.overage) order by u.day), '[]')
              from usage_account_days u
             where u.account_id = of_account and u.partner_id = app.partner_id() and u.day between first and last);
end
$$;

-- What its cycles used, and the connectors and methods they called.
create or replace function app.usage_parts(of_account uuid, first date, last date, at_most integer) returns jsonb
language plpgsql stable as $$
begin
    return (with mine as (
        select u.cycle_id, u.connector_id, u.method, sum(u.tasks) as tasks, sum(u.failed_tasks) as failed_tasks,
               sum(u.transactions) as transactions, sum(u.failed) as failed, sum(u.errors + u.warnings) as incidents
          from usage_days u
         where u.account_id = of_account and u.partner_id = app.partner_id() and u.day between first and last
         group by u.cycle_id, u.connector_id, u.method)
    select jsonb_build_object(
        'cycles', (select coalesce(jsonb_agg(jsonb_build_object('id', m.cycle_id, 'by_programs', m.cycle_id = of_account, 'name', c.name, 'state', c.state, 'tasks', m.tasks,
                          'failed_tasks', m.failed_tasks, 'transactions', m.transactions, 'failed', m.failed, 'incidents', m.incidents)
                          order by m.tasks desc, m.transactions desc, m.cycle_id), '[]')
                     from (select cycle_id, sum(tasks) as tasks, sum(failed_tasks) as failed_tasks, sum(transactions) as transactions,
                                  sum(failed) as failed, sum(incidents) as incidents from mine group by cycle_id
                            order by sum(tasks) desc, cycle_id limit at_most) m
                     left join cycles c on c.partner_id = app.partner_id() and c.account_id = of_account and c.id = m.cycle_id),
        'methods', (select coalesce(jsonb_agg(jsonb_build_object('id', m.connector_id, 'name', l.name, 'method', m.method, 'tasks', m.tasks,
                           'failed_tasks', m.failed_tasks) order by m.tasks desc, m.connector_id, m.method), '[]')
                      from (select connector_id, method, sum(tasks) as tasks, sum(failed_tasks) as failed_tasks from mine
                             where method <> '' group by connector_id, method order by sum(tasks) desc, connector_id, method limit at_most) m
                      left join connectors l on l.partner_id = app.partner_id() and l.id = m.connector_id)));
end
$$;

-- What all accounts of the partner used, by day.
create or replace function app.usage_of_partner(first date, last date) returns jsonb
language plpgsql stable as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_array(u.day, u.tasks, u.failed_tasks, u.transactions, u.failed, u.errors, u.warnings, u.overage) order by u.day), '[]')
              from usage_partner_days u where u.partner_id = app.partner_id() and u.day between first and last);
end
$$;

-- How far counting is: when the oldest of what waits to be counted of an account was written; null: all is counted.
create or replace function app.uncounted_since(of_account uuid) returns text
language plpgsql stable as $$
begin
    return (select min(p.id::text) from usage_pending p where p.account_id = of_account and p.partner_id = app.partner_id());
end
$$;

-- Tasks of an account since a day, what waits to be counted among them; `below`: with all of its sub-accounts. Null in an
-- account's own scope for all but its own.
create or replace function app.tasks_used(of_account uuid, below boolean, first date) returns bigint
language plpgsql stable as $$
begin
    if app.account_id() is not null and (below or app.account_id() <> of_account) then
        return null;
    end if;
    return app.tasks_counted(app.partner_id(), of_account, below, first);
end
$$;

-- Tasks of an account and all below it in the account's billing period, and when that ends. In an account's own scope it answers for limits alone
-- that bind that account, which messages tell with their figure (M4, M6): one sum, and nothing of whose it is (T7).
create or replace function app.tree_use(of_account uuid, moment timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public, app as $$
declare
    partner constant uuid := app.partner_id();
    first date;
    until date;
begin
    if app.account_id() is not null and not exists (
           select 1 from account_ancestors n
             join account_limits l on l.partner_id = partner and l.account_id = n.ancestor_id and l.kind = 'tasks_month' and l.tree
            where n.partner_id = partner and n.account_id = app.account_id() and n.ancestor_id = of_account) then
        return null;
    end if;
    select app.period_first(d.today, a.next_billing_on), app.period_until(d.today, a.next_billing_on) into first, until
      from accounts a cross join lateral (select timezone(a.timezone, moment)::date as today) d
     where a.partner_id = partner and a.id = of_account;
    return case when found then
        jsonb_build_object('used', app.tasks_counted(partner, of_account, true, first), 'resets', until) end;
end
$$;

-- When the partner's figures were compared last, and how many differ: of the whole partner for its staff; an account's people
-- are told of their own account's, and of all where more differ than are kept. Null: they were not compared yet.
create or replace function app.figures_checked() returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select jsonb_build_object('at', r.checked_at, 'differences',
               case when app.account_id() is null or r.differences > jsonb_array_length(r.detail) then r.differences
                    else (select count(*) from jsonb_array_elements(r.detail) d where (d ->> 'account')::uuid = app.account_id()) end)
      from reconciliations r where r.partner_id = app.partner_id() order by r.id desc limit 1
$$;

-- What some billing periods of an account came to: its own, and beside it with all of its sub-accounts where `below`.
create or replace function app.usage_periods(of_account uuid, below boolean, starts date[], untils date[]) returns jsonb
language plpgsql stable as $$
declare
    lower_ids uuid[] := '{}';
begin
    -- An account's own scope does not ask for those below, and may not.
    if below then
        lower_ids := array(select n.account_id from account_ancestors n where n.partner_id = app.partner_id() and n.ancestor_id = of_account);
    end if;
    return (select coalesce(jsonb_agg(jsonb_build_array(p.first,
                       jsonb_build_array(coalesce(o.tasks, 0), coalesce(o.overage, 0), coalesce(o.failed_tasks, 0), coalesce(o.transactions, 0),
                                         coalesce(o.failed, 0), coalesce(o.incidents, 0)),
                       jsonb_build_array(coalesce(t.tasks, 0), coalesce(t.overage, 0), coalesce(t.failed_tasks, 0), coalesce(t.transactions, 0),
                                         coalesce(t.failed, 0), coalesce(t.incidents, 0))) order by p.first desc), '[]')
              from unnest(starts, untils) p (first, until)
             cross join lateral (
                   select sum(u.tasks) as tasks, sum(u.overage) as overage, sum(u.failed_tasks) as failed_tasks, sum(u.transactions) as transactions,
                          sum(u.failed) as failed, sum(u.errors + u.warnings) as incidents
                     from usage_account_days u
                    where u.account_id = of_account and u.partner_id = app.partner_id() and u.day >= p.first and u.day < p.until) o
             cross join lateral (
                   select sum(u.tasks) as tasks, sum(u.overage) as overage, sum(u.failed_tasks) as failed_tasks, sum(u.transactions) as transactions,
                          sum(u.failed) as failed, sum(u.errors + u.warnings) as incidents
                     from unnest(lower_ids) i (id)
                     join usage_account_days u on u.account_id = i.id and u.partner_id = app.partner_id()
                    where u.day >= p.first and u.day < p.until) t);
end
$$;

-- The day of an instant in an account, as roll-ups count it: by the timezone that it had then (M1).
create or replace function app.day_in(of_account uuid, at timestamptz) returns date
language plpgsql stable as $$
begin
    return (at at time zone coalesce(app.zone_then(app.partner_id(), of_account, at),
                                     (select a.timezone from accounts a where a.partner_id = app.partner_id() and a.id = of_account),
                                     'UTC'))::date;
end
$$;

-- An account's calendar: its next billing date and when it began; the last day with figures where that is later than today, own or, with
-- `below`, of a sub-account, which may lie further east; and until when its days were days of other timezones, the newest
-- first, where that was since a day. Null for an account: of the whole partner, which has no timezone.
create or replace function app.report_days(of_account uuid, below boolean, today date, since date) returns jsonb
language plpgsql stable as $$
declare
    furthest date;
begin
    if of_account is null then
        select max(u.day) into furthest from usage_partner_days u
         where u.partner_id = app.partner_id() and u.day > today and u.day <= today + 2;
    elsif below then
        select max(u.day) into furthest from account_ancestors n
          join usage_account_days u on u.account_id = n.account_id and u.partner_id = n.partner_id
         where n.partner_id = app.partner_id() and n.ancestor_id = of_account and u.day > today and u.day <= today + 2;
    else
        select max(u.day) into furthest from usage_account_days u
         where u.account_id = of_account and u.partner_id = app.partner_id() and u.day > today and u.day <= today + 2;
    end if;
    return jsonb_build_object(
        'billed_on', (select a.next_billing_on from accounts a where a.partner_id = app.partner_id() and a.id = of_account),
        'began_at', (select a.created_at from accounts a where a.partner_id = app.partner_id() and a.id = of_account),
        'furthest', coalesce(furthest, today),
        'zones', (select coalesce(jsonb_agg(jsonb_build_array(z.until_at, z.timezone) order by z.until_at desc), '[]')
                    from (select k.until_at, k.timezone from account_zones k
                           where k.partner_id = app.partner_id() and k.account_id = of_account and k.until_at >= since
                           order by k.until_at desc limit 4) z));
end
$$;

-- Accounts of the partner in which a day is not over, or has not begun: their timezones lie further west.
create or replace function app.days_under_way(last date, moment timestamptz) returns bigint
language plpgsql stable as $$
begin
    return (select count(*) from accounts a
             where a.partner_id = app.partner_id() and a.live and timezone(a.timezone, moment)::date <= last);
end
$$;
