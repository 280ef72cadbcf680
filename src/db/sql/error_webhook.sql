-- The webhook (MODEL section 4): what is reported is written with the incident or the change, and sent afterwards.

-- Where failed transactions of an account are reported to: an account with an address of its own says so itself, also
-- that nothing is reported; the others do as their partner says. Null: nowhere.
create or replace function app.error_webhook_of(of_account uuid, out url text, out warnings boolean)
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select case when a.error_webhook_url is null then case when o.enabled and 'transaction' = any (o.events) then o.url end
                when a.error_webhook_enabled then a.error_webhook_url end,
           case when a.error_webhook_url is null then coalesce(o.warnings, false) else a.error_webhook_warnings end
      from accounts a left join error_webhooks o on o.partner_id = a.partner_id
     where a.partner_id = app.partner_id() and a.id = of_account
$$;

-- The same for what is told of its limits.
create or replace function app.limit_webhook_of(of_account uuid) returns text
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select case when a.error_webhook_url is null then case when o.enabled and 'limit' = any (o.events) then o.url end
                when a.error_webhook_enabled then a.error_webhook_url end
      from accounts a left join error_webhooks o on o.partner_id = a.partner_id
     where a.partner_id = app.partner_id() and a.id = of_account
$$;

-- Puts entries of the audit log into the outbox, those of topics that the partner wants to hear of. Of an account that is
-- gone only what the entry itself says is told; what is told of one that is deleted outlives it.
create or replace function app.report_changes(entries jsonb, moment timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    insert into error_reports (partner_id, id, account_id, kind, url, payload, created_at, due_at)
    select w.partner_id, e.id, case when a.standing <> 'deleted' then a.id end, 'change', w.url,
           jsonb_build_object(
               'type', e.type, 'timestamp', to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
               'data', e.data || jsonb_build_object('account', case when e.account is not null then
                   jsonb_build_object('id', e.account, 'api_id', a.api_id, 'name', a.name) end))::text,
           moment, moment
      from error_webhooks w
     cross join jsonb_to_recordset(entries) e (id uuid, topic text, type text, account uuid, data jsonb)
      left join accounts a on a.partner_id = w.partner_id and a.id = e.account
     where w.partner_id = app.partner_id() and w.enabled and w.url is not null and e.topic = any (w.events)
$$;

-- Moves the head of an audit chain on, and puts what of its new entries is ever told into the outbox. Not security definer: the
-- head is moved as whoever writes may.
create or replace function app.advance_chain(of_partner uuid, last bigint, head bytea, told jsonb, moment timestamptz) returns void
language plpgsql as $$
begin
    update audit_heads h set seq = last, hash = head where h.partner_id = of_partner;
    if told <> '[]' then
        perform app.report_changes(told, moment);
    end if;
end
$$;

-- Sends again what has ended, the oldest first, each to where such reports go now; those that go nowhere now are left alone.
-- One of them, or all that were given up of a time. Says how many.
create or replace function app.send_reports_again(only_one uuid, since timestamptz, until timestamptz, moment timestamptz,
                                                  at_most integer) returns integer
language sql as $$
    with chosen as (
        select r.id, t.url from error_reports r
         cross join lateral (select case r.kind
                   when 'limit' then app.limit_webhook_of(r.account_id)
                   when 'error' then (app.error_webhook_of(r.account_id)).url
                   when 'warning' then (app.error_webhook_of(r.account_id)).url
                   else (select w.url from error_webhooks w
                          where w.partner_id = r.partner_id and (w.enabled or r.kind = 'test')) end) t (url)
         where r.partner_id = app.partner_id() and t.url is not null
           and case when only_one is null then r.state = 'failed' else r.id = only_one and r.state <> 'waiting' end
           and (since is null or r.created_at >= since) and (until is null or r.created_at < until)
         order by r.created_at, r.id limit at_most for update of r),
    sent as (
        update error_reports r
           set url = c.url, state = 'waiting', due_at = moment, attempts = 0, ended_at = null, status_code = null, problem = null
          from chosen c where r.partner_id = app.partner_id() and r.id = c.id
        returning 1)
    select count(*)::integer from sent
$$;

-- Puts incidents of any of the partner's accounts into the outbox, those that somebody wants to hear of.
create or replace function app.report_incidents(accounts uuid[], entries uuid[], ids uuid[], cycles uuid[], steps text[],
                                                kinds text[], causes text[], messages text[], moment timestamptz) returns void
language sql security definer set search_path = pg_catalog, public, app as $$
    insert into error_reports (partner_id, id, account_id, transaction_id, kind, url, payload, created_at, due_at)
    select a.partner_id, i.entry, a.id, i.id, i.kind, h.url,
           jsonb_build_object(
               'type', case i.kind when 'error' then 'transaction.failed' else 'transaction.warning' end,
               'timestamp', to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
               'data', jsonb_build_object(
                   'incident', i.entry, 'account', jsonb_build_object('id', a.id, 'api_id', a.api_id, 'name', a.name),
                   'cycle', jsonb_build_object('id', i.cycle, 'name', c.name), 'transaction', i.id, 'step', i.step,
                   'cause', i.cause, 'message', i.message))::text,
           moment, moment
      from unnest(accounts, entries, ids, cycles, steps, kinds, causes, messages)
           i (account, entry, id, cycle, step, kind, cause, message)
      join accounts a on a.partner_id = app.partner_id() and a.id = i.account
      left join cycles c on c.partner_id = a.partner_id and c.account_id = a.id and c.id = i.cycle
     cross join lateral app.error_webhook_of(a.id) h
     where h.url is not null and (i.kind = 'error' or h.warnings)
    on conflict do nothing
$$;

-- Takes reports to send, two at most for one address, so that a slow one does not keep the others waiting; those that are
-- busy are left alone. Their next try is set at once: a sender that dies delays them and does not lose them.
create or replace function maintenance.take_reports(busy text[], moment timestamptz, at_most integer) returns jsonb
language sql as $$
    with recursive targets as (
        (select w.partner_id, w.url from error_reports w where w.state = 'waiting' order by w.partner_id, w.url limit 1)
        union all
        select n.partner_id, n.url from targets t cross join lateral (
            select w.partner_id, w.url from error_reports w
             where w.state = 'waiting' and (w.partner_id, w.url) > (t.partner_id, t.url)
             order by w.partner_id, w.url limit 1) n),
    -- What failed goes before what changed, however much of that there is.
    urgent as (
        select d.partner_id, d.id, t.url
          from targets t cross join lateral (
            select r.partner_id, r.id from error_reports r
             where r.state = 'waiting' and r.kind <> 'change' and r.partner_id = t.partner_id and r.url = t.url and r.due_at <= moment
             order by r.due_at limit 2 for update skip locked) d
         where t.url <> all (busy)),
    changes as (
        select d.partner_id, d.id
          from targets t cross join lateral (
            select r.partner_id, r.id from error_reports r
             where r.state = 'waiting' and r.kind = 'change' and r.partner_id = t.partner_id and r.url = t.url and r.due_at <= moment
             order by r.due_at limit 2 - (select count(*) from urgent u where u.partner_id = t.partner_id and u.url = t.url)
               for update skip locked) d
         where t.url <> all (busy)),
    due as (select u.partner_id, u.id from urgent u union all select c.partner_id, c.id from changes c limit at_most),
    taken as (
        update error_reports r set attempts = r.attempts + 1, due_at = moment + interval '2 minutes'
          from due where r.partner_id = due.partner_id and r.id = due.id
        returning r.partner_id, r.id, r.account_id, r.kind, r.url, r.payload, r.attempts)
    select coalesce(jsonb_agg(jsonb_build_object('partner', t.partner_id, 'id', t.id, 'account', case when t.kind <> 'change' then t.account_id end, 'url', t.url,
                                                 'payload', t.payload, 'attempts', t.attempts)), '[]'::jsonb)
      from taken t
$$;

-- Notes how a try went; one that was taken over meanwhile by another sender is that one's.
create or replace function maintenance.report_outcome(partner uuid, report uuid, attempt smallint, outcome text, due timestamptz,
                                                      code smallint, why text, moment timestamptz) returns void
language sql as $$
    update error_reports r
       set state = outcome, due_at = coalesce(due, r.due_at), status_code = code, problem = why,
           ended_at = case when outcome = 'waiting' then null else moment end
     where r.partner_id = partner and r.id = report and r.attempts = attempt and r.state = 'waiting'
$$;

-- Reports whose outcome nobody asks for any more, a batch; says how many.
create or replace function maintenance.sweep_reports(moment timestamptz, at_most integer) returns integer
language sql as $$
    with gone as (
        delete from error_reports r where r.ctid in (
            select o.ctid from error_reports o
             where o.state <> 'waiting' and o.ended_at < moment - interval '30 days' order by o.ended_at limit at_most)
        returning 1)
    select count(*)::integer from gone
$$;
