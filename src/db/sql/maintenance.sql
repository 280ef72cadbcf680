-- Work over all accounts (T10). Callable by berth_maintenance, which has just the rights these need.

-- Accounts whose expiry has come; the caller suspends each in its own partner's scope.
create or replace function maintenance.expired_accounts(at timestamptz, at_most integer) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', partner_id, 'account', id)), '[]'::jsonb)
      from (select partner_id, id from accounts
             where expires_at <= at and standing = 'active' order by expires_at limit at_most) due
$$;

create or replace function maintenance.sweep(at timestamptz) returns void
language sql as $$
    delete from sessions where ends_at < at or last_seen_at + make_interval(secs => idle_s) < at;
    delete from known_devices where last_seen_at < at - interval '180 days';
    delete from sign_in_attempts where last_at < at - interval '1 day';
    delete from form_keys where created_at < at - interval '2 days';
    delete from imports where state = 'uploading' and created_at < at - interval '1 day'
                           or state <> 'applying' and created_at < at - interval '30 days';
    delete from begun_sign_ins where expires_at <= at;
    delete from oidc_sign_ins where expires_at <= at;
    delete from links where expires_at < at - interval '30 days';
    delete from connect_links where expires_at < at - interval '30 days';
    delete from sign_in_tokens where expires_at < at - interval '1 day';
    delete from spent_signatures where expires_at < at;
    delete from frames where until < at - interval '30 days';
    delete from oauth_grants where expires_at < at - interval '1 day';
    delete from api_tokens where expires_at < at or revoked_at < at - interval '30 days';
    delete from api_answers where created_at < at - interval '1 day';
    delete from account_exports where created_at < at - interval '7 days';
    delete from mails where sent_at < at - interval '30 days' or failed_at < at - interval '30 days';
$$;

-- Deliveries of webhooks that no sender repeats any more, a batch; says how many.
create or replace function maintenance.sweep_deliveries(moment timestamptz, at_most integer) returns integer
language sql as $$
    with gone as (
        delete from hook_deliveries where ctid in (
            select ctid from hook_deliveries where at < moment - interval '7 days' order by at limit at_most)
        returning 1)
    select count(*)::integer from gone
$$;

-- The last entry of every chain that has one.
create or replace function maintenance.audit_heads() returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', h.partner_id, 'seq', h.seq, 'hash', encode(h.hash, 'hex'))), '[]'::jsonb)
      from audit_heads h where h.seq > 0
$$;

-- Takes mails to send, those that people wait for before those of steps: due ones get their next try set at once, so that a crashed sender delays but never loses them.
create or replace function maintenance.take_mails(at timestamptz, at_most integer) returns jsonb
language sql as $$
    with due as (
        select partner_id, id from mails
         where sent_at is null and failed_at is null and due_at <= at
         order by template = 'step', due_at limit at_most for update skip locked),
    taken as (
        update mails m set attempts = m.attempts + 1,
               due_at = at + interval '1 minute' * power(3, least(m.attempts, 6))
          from due where m.partner_id = due.partner_id and m.id = due.id
        returning m.partner_id, m.id, m.template, m.recipient, m.recipient_name, m.values, m.link_id, m.attempts, m.account_id)
    select coalesce(jsonb_agg(jsonb_build_object(
               'partner', t.partner_id, 'id', t.id, 'template', t.template, 'recipient', t.recipient,
               'recipient_name', t.recipient_name, 'values', t.values, 'link', t.link_id, 'attempts', t.attempts,
               'partner_name', p.name, 'partner_slug', p.slug, 'main_host', p.main_host,
               'language', app.language_for(t.partner_id, t.recipient, t.account_id),
               'brand', maintenance.brand_of(t.partner_id, t.account_id))), '[]'::jsonb)
      from taken t join partners p on p.id = t.partner_id
$$;

-- False: the link was used or has expired, so its mail need not go.
create or replace function maintenance.arm_link(partner uuid, link uuid, token bytea, at timestamptz) returns boolean
language sql as $$
    with armed as (
        update links set token_hash = token
         where partner_id = partner and id = link and used_at is null and expires_at > at
        returning 1)
    select exists (select 1 from armed)
$$;

create or replace function maintenance.mail_sent(partner uuid, mail uuid, at timestamptz) returns void
language sql as $$
    update mails set sent_at = at, problem = null, values = case when template = 'step' then '{}' else values end
     where partner_id = partner and id = mail
$$;

create or replace function maintenance.mail_failed(partner uuid, mail uuid, why text, give_up boolean, at timestamptz) returns void
language sql as $$
    update mails set problem = why, failed_at = case when give_up then at end where partner_id = partner and id = mail
$$;

-- Claims one waiting job, or one whose worker stopped renewing its lease (R3). A partner with nothing running comes
-- first, so that one with many imports does not make the others wait.
create or replace function maintenance.claim_job(at timestamptz, until timestamptz) returns jsonb
language sql as $$
    update jobs j set state = 'running', started_at = coalesce(j.started_at, at), lease_until = until, attempts = j.attempts + 1
      from (select w.partner_id, w.id from jobs w
             where w.state = 'queued' or (w.state = 'running' and w.lease_until < at)
             order by exists (select 1 from jobs r where r.partner_id = w.partner_id and r.state = 'running'
                                                     and r.lease_until >= at),
                      w.created_at
             limit 1 for update of w skip locked) due
     where j.partner_id = due.partner_id and j.id = due.id
    returning jsonb_build_object('partner', j.partner_id, 'id', j.id, 'kind', j.kind, 'instructions', j.instructions,
        'attempts', j.attempts, 'actor', j.actor_id, 'actor_name', j.actor_name, 'actor_email', j.actor_email,
        'address', j.address, 'request_id', j.request_id, 'language', j.language)
$$;

-- Renews the lease and shows the progress. False: the lease was lost and the work must stop.
create or replace function maintenance.job_progress(partner uuid, job uuid, attempt smallint, progress integer,
                                                    whole integer, until timestamptz) returns boolean
language sql as $$
    with renewed as (
        update jobs set done = progress, total = whole, lease_until = until
         where partner_id = partner and id = job and state = 'running' and attempts = attempt
        returning 1)
    select exists (select 1 from renewed)
$$;

-- Every table that holds rows of an account, by the catalogue, so that a new one cannot be forgotten. The audit log,
-- the certificates, what was used and what was called (M2) outlive the account; its own row is removed last, by purge_step. A table of the
-- partner's in which an account may own rows says whose they are in owner_id.
create or replace function maintenance.purged_tables() returns setof regclass
language sql stable as $$
    select c.oid::regclass
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname not in ('audit_log', 'purge_certificates', 'ledger', 'account_zones', 'usage_pending', 'usage_hours', 'usage_days',
                             'usage_account_days', 'usage_account_months', 'usage_months', 'api_calls')
       and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname in ('account_id', 'owner_id')
                                                 and not a.attisdropped)
     order by c.relname
$$;

-- The column by which one of these tables says whose a row is.
create or replace function maintenance.whose(target regclass) returns text
language sql stable as $$
    select min(a.attname::text) from pg_attribute a
     where a.attrelid = target and a.attname in ('account_id', 'owner_id') and not a.attisdropped
$$;

-- Whether removing an account failed so lately that it is not tried again yet.
create or replace function maintenance.purge_waits(partner uuid, account uuid, at timestamptz) returns boolean
language sql stable as $$
    select exists (select 1 from purge_certificates c where c.partner_id = partner and c.account_id = account and c.retry_at > at)
$$;

-- The next account that somebody wants removed at once, or whose time in the recycle bin is over, the lowest of its tree first; one
-- that could not be removed has a later turn. An hour more than the 90 days: a restore that began in time ends in time.
create or replace function maintenance.purge_due(at timestamptz) returns jsonb
language sql stable as $$
    select coalesce(
        (select jsonb_build_object('partner', a.partner_id, 'account', a.id)
           from accounts a
          where a.erase_asked_at is not null and a.deleted_at is not null and not maintenance.purge_waits(a.partner_id, a.id, at)
          order by a.erase_asked_at, a.depth desc limit 1),
        (select jsonb_build_object('partner', a.partner_id, 'account', a.id)
           from accounts a
          where a.deleted_at <= at - interval '90 days 1 hour' and not maintenance.purge_waits(a.partner_id, a.id, at)
          order by a.deleted_at, a.depth desc limit 1))
$$;

-- Notes in the scope of an account that removing it failed, which undid the batch; says when it is tried again: after 5, 10, 20 ...
-- minutes, a day at most.
create or replace function maintenance.purge_failed(partner uuid, account uuid, at timestamptz) returns timestamptz
language sql as $$
    insert into purge_certificates as c (partner_id, account_id, api_id, name, parent_id, deleted_at, deleted_by, deleted_with, begun_at,
                                         failures, failed_at, retry_at)
    select a.partner_id, a.id, a.api_id, a.name, a.parent_id, a.deleted_at, a.deleted_by, a.deleted_with, at, 1, at, at + interval '5 minutes'
      from accounts a where a.partner_id = partner and a.id = account and a.deleted_at is not null
    on conflict (partner_id, account_id) do update
       set failures = least(c.failures + 1, 1000), failed_at = at,
           retry_at = at + least(interval '5 minutes' * power(2, least(c.failures, 10)), interval '1 day')
    returning c.retry_at
$$;

-- One batch: at most so many rows of each table, in the scope of the account. When nothing is left its own row goes
-- and the certificate is closed. Archives of accounts above that have its data go first (`exports` says which), and what programs call
-- meanwhile is counted as what is cut off (M1). Null: it was restored or purged meanwhile, or another process is at it.
create or replace function maintenance.purge_step(partner uuid, account uuid, at timestamptz, rows_max integer) returns jsonb
language plpgsql as $$
declare
    doomed record;
    target regclass;
    removed bigint;
    gone bigint := 0;
    left_over boolean := false;
    blocked text;
    exports jsonb;
    calls uuid[];
begin
    select a.api_id, a.name, a.parent_id, a.deleted_at, a.deleted_by, a.deleted_with into doomed
      from accounts a
     where a.partner_id = partner and a.id = account
       and (a.deleted_at <= at - interval '90 days 1 hour' or a.deleted_at is not null and a.erase_asked_at is not null)
       for update skip locked;
    if not found then
        return null;
    end if;
    insert into purge_certificates (partner_id, account_id, api_id, name, parent_id, deleted_at, deleted_by, deleted_with, begun_at)
    values (partner, account, doomed.api_id, doomed.name, doomed.parent_id, doomed.deleted_at, doomed.deleted_by,
            doomed.deleted_with, at)
    on conflict (partner_id, account_id) do update set failed_at = null, retry_at = null;
    with gone as (
        delete from account_exports e using account_export_accounts h
         where h.partner_id = partner and h.account_id = account
           and e.partner_id = h.partner_id and e.account_id = h.export_of and e.id = h.export_id
        returning e.account_id, e.created_at)
    select jsonb_agg(jsonb_build_object('account', g.account_id, 'name', a.name, 'made', g.created_at) order by g.created_at) into exports
      from gone g join accounts a on a.partner_id = partner and a.id = g.account_id;
    with cut_off as (
        delete from method_calls m where m.partner_id = partner and m.account_id = account
        returning m.connector_id, m.method, m.overage),
    counted as (
        insert into ledger (account_id, id, partner_id, transaction_id, cycle_id, step, connector_id, method, good, overage, at)
        select account, app.new_id(at), partner, null, null, '', c.connector_id, c.method, false, c.overage, at from cut_off c
        returning id)
    select array_agg(c.id) into calls from counted c;
    if calls is not null then
        insert into usage_pending (account_id, id, partner_id, tasks) values (account, app.new_id(at), partner, calls);
    end if;
    update purge_certificates c
       set counts = c.counts || jsonb_strip_nulls(jsonb_build_object(
               'account_exports', coalesce((c.counts ->> 'account_exports')::bigint, 0) + jsonb_array_length(exports),
               'method_calls', coalesce((c.counts ->> 'method_calls')::bigint, 0) + cardinality(calls)))
     where c.partner_id = partner and c.account_id = account and (exports is not null or calls is not null);
    for target in select t from maintenance.purged_tables() t loop
        begin
            execute format('with gone as (delete from %1$s where (tableoid, ctid) in (
                                select tableoid, ctid from %1$s where partner_id = $1 and %2$I = $2 limit $3) returning 1)
                            select count(*) from gone', target, maintenance.whose(target))
               into removed using partner, account, rows_max;
        exception when foreign_key_violation then
            -- Rows of another table hang on these: they go first, this one with the next batch.
            blocked := target::text;
            continue;
        end;
        gone := gone + removed;
        left_over := left_over or removed >= rows_max;
        update purge_certificates c
           set counts = c.counts || jsonb_build_object(target::text, coalesce((c.counts ->> target::text)::bigint, 0) + removed)
         where c.partner_id = partner and c.account_id = account and removed > 0;
    end loop;
    if left_over or (blocked is not null and gone > 0) then
        return jsonb_build_object('done', false, 'exports', coalesce(exports, '[]'));
    end if;
    if blocked is not null then
        raise exception 'account % cannot be purged: rows of % are still referred to', account, blocked;
    end if;
    delete from accounts a where a.partner_id = partner and a.id = account;
    update purge_certificates c set purged_at = at where c.partner_id = partner and c.account_id = account;
    return (select jsonb_build_object('done', true, 'name', c.name, 'counts', c.counts, 'exports', coalesce(exports, '[]'))
              from purge_certificates c where c.partner_id = partner and c.account_id = account);
end
$$;

-- Saved reports whose time has come, the oldest first. What is done about each asks again under its row's lock.
create or replace function maintenance.due_saved_reports(at timestamptz, at_most integer) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', r.partner_id, 'id', r.id)), '[]')
      from (select partner_id, id from saved_reports where next_at <= at order by next_at limit at_most) r
$$;
