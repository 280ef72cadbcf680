-- Causes of incidents that close by themselves: each of their failed transactions was run again, or tried again, and is done.

-- Which accounts have a cause that something was run again for, or is tried again for.
create or replace function maintenance.mended_accounts(at_most integer) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', d.partner_id, 'account', d.account_id, 'transactions', '[]'::jsonb)), '[]'::jsonb)
      from (select distinct c.partner_id, c.account_id
              from (select partner_id, account_id from incident_causes
                     where retried_at is not null order by retried_at limit at_most) c) d
$$;

-- In the scope of the account: closes what is mended, and looks no more at what stays open though nothing of it is under
-- way any more. Answers how many were closed. What is under way is asked for first: what ends meanwhile is then looked at
-- once more.
create or replace function app.mend_causes(moment timestamptz) returns integer
language plpgsql as $$
declare
    known record;
    by_hand boolean;
    closed integer := 0;
begin
    select exists (select 1 from queue q where q.account_id = app.account_id() and q.by_hand) into by_hand;
    for known in
        select c.cause, c.first_at, c.retried_at from incident_causes c
         where c.account_id = app.account_id() and c.retried_at is not null
         order by c.cause for update skip locked
    loop
        -- What is tried again raised a warning at its first try: how it ends is not known yet.
        continue when exists (
            select 1 from incidents i
              join transactions t on t.account_id = i.account_id and t.id = i.transaction_id
             where i.account_id = app.account_id() and i.cause = known.cause and i.kind = 'warning' and i.at >= known.first_at
               and t.ended_at is null);
        if not exists (
            select 1 from incidents i
              left join transactions t on t.account_id = i.account_id and t.id = i.transaction_id
             where i.account_id = app.account_id() and i.cause = known.cause and i.at >= known.first_at
               -- Where a cycle was stopped beside any transaction, a person says when that is mended; and so where a step
               -- ignores its errors, as nothing of that is ever run again.
               and (i.transaction_id is null or (t.status = 'done' and t.warnings > 0 and i.kind = 'warning')
                    or (t.status = 'failed' and not exists (
                        select 1 from transactions d
                         where d.account_id = t.account_id and d.of_id = coalesce(t.of_id, t.id) and d.id > t.id
                           and d.status = 'done')))) then
            update incident_causes c
               set resolved_at = coalesce(c.resolved_at, moment), retried_at = null
             where c.account_id = app.account_id() and c.cause = known.cause;
            closed := closed + 1;
        elsif not by_hand then
            update incident_causes c set retried_at = null
             where c.account_id = app.account_id() and c.cause = known.cause;
        end if;
    end loop;
    return closed;
end
$$;
