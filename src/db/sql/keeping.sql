-- Months of the tables that are parts by time: made ahead, and dropped as a whole when their time is over. Who works over
-- all accounts (T10) says when; the two functions that make and drop tables run as the owner, take only names and months
-- that they know, and wait for a lock no longer than a page may wait.

-- First and last bound of a month of a table, as the catalogue writes them.
create or replace function maintenance.month_bounds(parent text, month date) returns text[]
language plpgsql stable set timezone = 'UTC' as $$
declare
    kind regtype;
    low timestamptz := month::timestamptz;
    high timestamptz := (month + interval '1 month')::date::timestamptz;
begin
    select a.atttypid::regtype into kind
      from pg_partitioned_table p join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
     where p.partrelid = to_regclass('public.' || quote_ident(parent));
    return case kind
        -- A UUIDv7 begins with the milliseconds since 1970.
        when 'uuid'::regtype then array[
            (lpad(to_hex((extract(epoch from low) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid::text,
            (lpad(to_hex((extract(epoch from high) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid::text]
        when 'date'::regtype then array[low::date::text, high::date::text]
        when 'timestamptz'::regtype then array[low::text, high::text]
    end;
end
$$;

-- The months that are wanted and not there: a year ahead of what is keyed by id, three years of the others.
create or replace function maintenance.missing_months(at timestamptz) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_array(m.parent, m.month) order by m.month, m.parent), '[]')
      from (select c.relname as parent, (date_trunc('month', at at time zone 'UTC') + make_interval(months => ahead))::date as month
              from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
              join pg_attribute a on a.attrelid = c.oid and a.attnum = p.partattrs[0]
             cross join generate_series(0, case when a.atttypid = 'uuid'::regtype then 12 else 36 end) ahead
             where c.relnamespace = 'public'::regnamespace) m
     where to_regclass('public.' || m.parent || '_' || to_char(m.month, 'YYYY_MM')) is null
$$;

-- Makes a month of a table. It is empty, so its lock is over in milliseconds. False: it is there, the default partition has
-- rows of it already, which stay there and are found there, or somebody was at work on the table for too long.
create or replace function maintenance.make_month(parent text, month date) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '500ms' set timezone = 'UTC' as $$
declare
    bounds text[] := maintenance.month_bounds(parent, month);
    made text := parent || '_' || to_char(month, 'YYYY_MM');
begin
    if bounds is null or month <> date_trunc('month', month) or month not between '2000-01-01' and now() + interval '5 years' then
        raise exception 'there is no month % of %', month, parent;
    end if;
    if to_regclass('public.' || quote_ident(made)) is not null then
        return false;
    end if;
    begin
        execute format('create table public.%I partition of public.%I for values from (%L) to (%L)', made, parent, bounds[1], bounds[2]);
        execute format('alter table public.%I enable row level security', made);
        execute format('alter table public.%I force row level security', made);
    exception when check_violation or invalid_object_definition or lock_not_available then
        return false; -- or it overlaps one that was made in another time zone
    end;
    return true;
end
$$;

-- Whether nothing of a month is under way any more: every Transaction has ended, the data of its steps is gone by the account's
-- retention time, and all of it is counted.
create or replace function maintenance.month_at_rest(month date) returns boolean
language plpgsql stable as $$
declare
    bounds uuid[] := maintenance.month_bounds('transactions', month);
begin
    return not exists (select 1 from queue q where q.transaction_id >= bounds[1] and q.transaction_id < bounds[2])
       and not exists (select 1 from transactions t where t.id >= bounds[1] and t.id < bounds[2] and t.data_until is not null)
       and not exists (select 1 from usage_pending p
                        where exists (select 1 from unnest(p.tasks || p.transactions || p.incidents) e (id)
                                       where e.id >= bounds[1] and e.id < bounds[2]));
end
$$;

-- The oldest months that are kept no longer, from before a month on.
create or replace function maintenance.months_before(of_parent text, until date) returns date[]
language sql stable as $$
    select coalesce(array_agg(m.month order by m.month), '{}')
      from (select to_date(right(c.relname, 7), 'YYYY_MM') as month
              from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent = to_regclass('public.' || quote_ident(of_parent))
               and c.relname ~ ('^' || of_parent || '_[0-9]{4}_[0-9]{2}$')) m
     where m.month < until
$$;

-- Drops a month of a table for good. Of the tables whose months may go only, only what is a month of it by the catalogue, and
-- none that ended less than two months ago, or a year in the case of the ledger: whatever a server was told. False: somebody
-- was at work on the table for too long, and it is to be tried again.
create or replace function maintenance.drop_month(parent text, month date) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '500ms' set timezone = 'UTC' as $$
declare
    bounds text[] := maintenance.month_bounds(parent, month);
    doomed regclass := to_regclass('public.' || quote_ident(parent || '_' || to_char(month, 'YYYY_MM')));
    found_bounds text;
begin
    if parent not in ('transactions', 'step_runs', 'incidents', 'ledger', 'usage_hours', 'api_calls') then
        raise exception 'months of % are not dropped', parent;
    end if;
    if month + (case when parent = 'ledger' then interval '13 months' else interval '3 months' end) > now() then
        raise exception 'the month % of % is not old enough to be dropped', month, parent;
    end if;
    select pg_get_expr(c.relpartbound, c.oid) into found_bounds
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhrelid = doomed and i.inhparent = to_regclass('public.' || quote_ident(parent));
    if found_bounds is distinct from format('FOR VALUES FROM (%L) TO (%L)', bounds[1], bounds[2]) then
        raise exception 'the month % of % is not there, or is something else', month, parent;
    end if;
    begin
        -- The parent first, as whoever reads does: nobody waits for this in a circle.
        execute format('drop table %s', doomed);
    exception when lock_not_available then
        return false;
    end;
    insert into public.dropped_months (parent, month, dropped_at) values (parent, month, now()) on conflict do nothing;
    return true;
end
$$;

-- The first day of which a table still has everything, in any timezone: a day behind the last month that was dropped.
create or replace function maintenance.kept_from(of_parent text) returns date
language sql stable as $$
    select coalesce((select (max(d.month) + interval '1 month 1 day')::date from dropped_months d where d.parent = of_parent), '-infinity')
$$;

-- The same of the log: Transactions and incidents.
create or replace function maintenance.log_kept_from() returns date
language sql stable as $$
    select greatest(maintenance.kept_from('transactions'), maintenance.kept_from('incidents'))
$$;

-- All that an account has used: counted anew from what is kept, and as it was counted before where the ledger or the log is
-- not any more, by retention or because the account was purged (M2). What was counted before has no hour.
create or replace function maintenance.counted(of_partner uuid, of_account uuid)
returns table (hour timestamptz, day date, cycle_id uuid, connector_id uuid, method text, tasks bigint, failed_tasks bigint, overage bigint,
               transactions bigint, failed bigint, errors bigint, warnings bigint)
language plpgsql stable as $$
declare
    ledger_from date := maintenance.kept_from('ledger');
    log_from date := case when exists (select 1 from accounts a where a.partner_id = of_partner and a.id = of_account)
                          then maintenance.log_kept_from() else 'infinity' end;
begin
    return query
    select c.hour, c.day, c.cycle_id, c.connector_id, c.method,
           case when c.day >= ledger_from then c.tasks else 0 end, case when c.day >= ledger_from then c.failed_tasks else 0 end,
           case when c.day >= ledger_from then c.overage else 0 end,
           case when c.day >= log_from then c.transactions else 0 end, case when c.day >= log_from then c.failed else 0 end,
           case when c.day >= log_from then c.errors else 0 end, case when c.day >= log_from then c.warnings else 0 end
      from maintenance.counted_anew(of_partner, of_account) c
     where c.day >= least(ledger_from, log_from)
    union all
    select null, u.day, u.cycle_id, u.connector_id, u.method,
           case when u.day < ledger_from then u.tasks else 0 end, case when u.day < ledger_from then u.failed_tasks else 0 end,
           case when u.day < ledger_from then u.overage else 0 end,
           case when u.day < log_from then u.transactions else 0 end, case when u.day < log_from then u.failed else 0 end,
           case when u.day < log_from then u.errors else 0 end, case when u.day < log_from then u.warnings else 0 end
      from usage_days u
     where u.account_id = of_account and u.partner_id = of_partner and u.day < greatest(ledger_from, log_from);
end
$$;

-- From when on hours can be compared with the ledger, and from when on they can be counted anew from ledger and log.
create or replace function maintenance.hours_kept_from() returns timestamptz
language sql stable as $$
    select greatest(maintenance.kept_from('usage_hours'), maintenance.kept_from('ledger') + 1)::timestamp at time zone 'UTC'
$$;
create or replace function maintenance.hours_counted_from() returns timestamptz
language sql stable as $$
    select greatest(maintenance.kept_from('usage_hours'), maintenance.kept_from('ledger') + 1, maintenance.log_kept_from() + 1)::timestamp
           at time zone 'UTC'
$$;

-- Tasks that the hours of an account must come to since then: those of the ledger without what waits to be counted.
create or replace function maintenance.hours_due(of_partner uuid, of_account uuid) returns bigint
language sql stable as $$
    select (select count(*) from ledger l
             where l.account_id = of_account and l.partner_id = of_partner and l.at >= maintenance.hours_kept_from())
         - (select count(*) from usage_pending p cross join unnest(p.tasks) e (id)
              join ledger l on l.account_id = p.account_id and l.id = e.id
             where p.account_id = of_account and l.at >= maintenance.hours_kept_from())
$$;

-- The same for people: null where nothing was ever dropped.
create or replace function maintenance.kept_since(of_parent text) returns date
language sql stable as $$
    select nullif(maintenance.kept_from(of_parent), '-infinity')
$$;
