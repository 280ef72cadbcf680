-- Calls of programs: writing them, and what reports read of them. A day of a timezone begins with the hour (of UTC) in which its
-- midnight lies, so that hours make days; where zones are not of whole hours that is up to 45 minutes early, in the log's lists too.

-- Writes a batch into the log and adds what was new of it to the hours, in one statement: a batch that comes twice, because nobody
-- heard that it was committed, counts once. Says how many were new.
create or replace function maintenance.note_calls(batch jsonb) returns integer
language plpgsql as $$
declare
    noted integer;
begin
    with came as (
        insert into api_calls (partner_id, id, account_id, credential_id, verb, route, status, took_us, at)
        select c.partner_id, c.id, c.account_id, c.credential_id, c.verb, c.route, c.status, c.took_us, c.at
          from jsonb_to_recordset(batch) c (partner_id uuid, id uuid, account_id uuid, credential_id uuid, verb text, route text,
                                            status smallint, took_us integer, at timestamptz)
        on conflict do nothing
        returning partner_id, credential_id, verb, route, status, took_us, at),
    -- In the order of the key, so that two servers wait for each other and never in a circle.
    sums as (
        select c.partner_id, date_trunc('hour', c.at, 'UTC') as hour, c.credential_id, c.verb, c.route, count(*) as calls,
               count(*) filter (where c.status between 400 and 499 and c.status <> 429) as refused,
               count(*) filter (where c.status = 429) as limited, count(*) filter (where c.status >= 500) as failed,
               sum(c.took_us) as took_us
          from came c group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5),
    added as (
        insert into api_call_hours as h (partner_id, hour, credential_id, verb, route, calls, refused, limited, failed, took_us)
        select s.partner_id, s.hour, s.credential_id, s.verb, s.route, s.calls, s.refused, s.limited, s.failed, s.took_us from sums s
        on conflict (partner_id, hour, credential_id, verb, route) do update
           set calls = h.calls + excluded.calls, refused = h.refused + excluded.refused, limited = h.limited + excluded.limited,
               failed = h.failed + excluded.failed, took_us = h.took_us + excluded.took_us)
    select count(*) into noted from came;
    return noted;
end
$$;

-- Calls by day of a timezone: day, calls, refused, limited, failed, microseconds. Null: of all credentials.
create or replace function app.calls_by_day(zone text, since timestamptz, until timestamptz, credential uuid) returns jsonb
language plpgsql stable as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_array(d.day, d.calls, d.refused, d.limited, d.failed, d.took_us) order by d.day), '[]')
              from (select ((h.hour + interval '3599 seconds') at time zone zone)::date as day, sum(h.calls)::bigint as calls,
                           sum(h.refused)::bigint as refused, sum(h.limited)::bigint as limited, sum(h.failed)::bigint as failed,
                           sum(h.took_us)::bigint as took_us
                      from api_call_hours h
                     where h.partner_id = app.partner_id() and h.hour >= since and h.hour < until
                       and (credential is null or h.credential_id = credential)
                     group by 1) d);
end
$$;

-- Credentials by their calls, a page behind a place, and how many calls of theirs there were before.
create or replace function app.calls_by_credential(since timestamptz, until timestamptz, before_since timestamptz, before_until timestamptz, credential uuid, sort text,
                                                   down boolean, after_place bigint, after_id uuid, at_most integer) returns jsonb
language plpgsql stable as $$
begin
    return (with sums as (
        select h.credential_id as id, coalesce(sum(h.calls) filter (where h.hour >= since), 0)::bigint as calls,
               coalesce(sum(h.refused) filter (where h.hour >= since), 0)::bigint as refused,
               coalesce(sum(h.limited) filter (where h.hour >= since), 0)::bigint as limited,
               coalesce(sum(h.failed) filter (where h.hour >= since), 0)::bigint as failed,
               coalesce(sum(h.took_us) filter (where h.hour >= since), 0)::bigint as took_us,
               coalesce(sum(h.calls) filter (where h.hour < before_until), 0)::bigint as before
          from api_call_hours h
         where h.partner_id = app.partner_id() and h.hour >= before_since and h.hour < until
           and (credential is null or h.credential_id = credential)
         group by 1),
    placed as (
        select case sort when 'refused' then s.refused when 'limited' then s.limited when 'failed' then s.failed else s.calls end
               * case when down then -1 else 1 end as place, s.* from sums s where s.calls <> 0),
    shown as (
        select * from placed p where after_place is null or p.place > after_place or (p.place = after_place and p.id > after_id)
         order by p.place, p.id limit at_most)
    select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'place', w.place, 'name', c.description, 'client_id', c.client_id,
               'revoked', c.revoked_at is not null, 'calls', w.calls, 'refused', w.refused, 'limited', w.limited, 'failed', w.failed,
               'took_us', w.took_us, 'before', w.before) order by w.place, w.id), '[]')
      from shown w left join api_credentials c on c.partner_id = app.partner_id() and c.id = w.id);
end
$$;

-- What was called, the most first: the routes that there are bound how many rows it has.
create or replace function app.calls_by_route(since timestamptz, until timestamptz, before_since timestamptz, before_until timestamptz, credential uuid) returns jsonb
language plpgsql stable as $$
begin
    return (select coalesce(jsonb_agg(jsonb_build_object('verb', r.verb, 'route', r.route, 'calls', r.calls, 'refused', r.refused,
                       'limited', r.limited, 'failed', r.failed, 'took_us', r.took_us, 'before', r.before)
                       order by r.calls desc, r.route, r.verb), '[]')
              from (select h.verb, h.route, coalesce(sum(h.calls) filter (where h.hour >= since), 0)::bigint as calls,
                           coalesce(sum(h.refused) filter (where h.hour >= since), 0)::bigint as refused,
                           coalesce(sum(h.limited) filter (where h.hour >= since), 0)::bigint as limited,
                           coalesce(sum(h.failed) filter (where h.hour >= since), 0)::bigint as failed,
                           coalesce(sum(h.took_us) filter (where h.hour >= since), 0)::bigint as took_us,
                           coalesce(sum(h.calls) filter (where h.hour < before_until), 0)::bigint as before
                      from api_call_hours h
                     where h.partner_id = app.partner_id() and h.hour >= before_since and h.hour < until
                       and (credential is null or h.credential_id = credential)
                     group by 1, 2) r where r.calls <> 0);
end
$$;

-- The report as a file: a line a day, credential and route.
create or replace function app.lines_of_call_days(zone text, since timestamptz, until timestamptz, credential uuid) returns setof text[]
language sql stable set jit = off as $$
    select array[d.day::text, coalesce(c.description, ''), coalesce(c.client_id, ''), d.credential_id::text, d.verb, d.route, d.calls::text,
                 d.refused::text, d.limited::text, d.failed::text, round(d.took_us / 1000.0 / d.calls, 1)::text]
      from (select ((h.hour + interval '3599 seconds') at time zone zone)::date as day, h.credential_id, h.verb, h.route,
                   sum(h.calls)::bigint as calls, sum(h.refused)::bigint as refused, sum(h.limited)::bigint as limited,
                   sum(h.failed)::bigint as failed, sum(h.took_us)::bigint as took_us
              from api_call_hours h
             where h.partner_id = app.partner_id() and h.hour >= since and h.hour < until and (credential is null or h.credential_id = credential)
             group by 1, 2, 3, 4) d
      left join api_credentials c on c.partner_id = app.partner_id() and c.id = d.credential_id
     order by d.day, d.credential_id, d.route, d.verb
$$;

-- Those of an account's credentials that rest: whose maker does not administer it any more.
create or replace function app.resting_credentials(of_account uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, public as $$
    select coalesce(array_agg(c.id), '{}')
      from api_credentials c
     where c.partner_id = app.partner_id() and c.account_id = of_account and c.revoked_at is null and c.person_id is not null
       and coalesce(app.account_id(), of_account) = of_account
       and not gate.administers(c.partner_id, c.person_id, c.account_id)
$$;
