-- Methods that programs call through the API. A call is opened in the scope of who asks for it, which says whether it may be made
-- now (M5); it is carried out in the engine's scope, which it opens; and it ends in the ledger (M1).

-- Opens a call by an Account Connector of an account's own. Null: there is none. `closed`: the account is suspended; `busy`: as many
-- as may be are under way; `limit`: one
-- without room for it, which holds; else it was opened, for as long as until.
create or replace function app.open_call(of_account uuid, this uuid, of_connector uuid, of_method text, at timestamptz, until timestamptz)
    returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, app set enable_seqscan = off as $$
declare
    level record;
    full_of jsonb;
    is_beyond boolean := false;
begin
    if coalesce(app.account_id(), of_account) <> of_account then
        return null;
    end if;
    perform 1 from account_connectors c
      where c.partner_id = app.partner_id() and c.account_id = of_account and c.id = of_connector;
    if not found then
        return null;
    end if;
    if app.closed(of_account, at) then
        return '{"closed": true}';
    end if;
    -- As many at once as cycles of the account may run steps, so that one with a slow application takes no more than its part (R4).
    if (select count(*) from method_calls m where m.partner_id = app.partner_id() and m.account_id = of_account and m.until > at)
       >= coalesce(app.limit_ceiling(of_account, 'at_once'), 10) then
        return '{"busy": true}';
    end if;
    -- As the engine: nothing is asked while no limit is near. Whether one is, is known of accounts that ran something.
    if coalesce((select q.near_limit from queue_accounts q where q.account_id = of_account and q.partner_id = app.partner_id()), true) then
        perform app.lock_work_limits(of_account);
        for level in select * from app.work_room(of_account, '{}', at) r
                      where r.kind = 'tasks_month' and r.used >= r.value order by r.until loop
            if level.at_limit = 'overage' then
                is_beyond := true;
            else
                full_of := to_jsonb(level);
            end if;
        end loop;
        if full_of is not null then
            return jsonb_build_object('limit', full_of);
        end if;
    end if;
    insert into method_calls (partner_id, account_id, id, account_connector_id, connector_id, method, overage, until)
    select c.partner_id, c.account_id, this, c.id, c.connector_id, of_method, is_beyond, open_call.until
      from account_connectors c
     where c.partner_id = app.partner_id() and c.account_id = of_account and c.id = of_connector;
    return '{}';
end
$$;

-- The Account Connector of an open call of the scope's account, as app.connections gives those of a cycle.
create or replace function app.connection_of_call(this uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, public, app as $$
    select jsonb_build_object(
               'slot', '', 'owner', c.account_id, 'owner_name', u.name, 'id', c.id, 'name', c.name,
               'connector', c.connector_id, 'connector_name', l.name, 'release', l.live_release, 'state', c.state,
               'problem', c.problem, 'version', c.version, 'parameters', c.parameters,
               'secret', encode(c.secret, 'base64'), 'expires_at', c.expires_at,
               'tokens_version', c.tokens_version, 'quiet_until', t.quiet_until, 'closed', null)
      from method_calls m
      join account_connectors c on c.partner_id = m.partner_id and c.account_id = m.account_id and c.id = m.account_connector_id
      join connectors l on l.partner_id = c.partner_id and l.id = c.connector_id
      join accounts u on u.partner_id = m.partner_id and u.id = m.account_id
      left join call_turns t on t.partner_id = c.partner_id and t.account_id = c.account_id and t.account_connector_id = c.id
     where m.partner_id = app.partner_id() and m.account_id = app.account_id() and m.id = this
$$;

-- Ends a call of the scope's account: its Tasks are in the ledger and wait to be counted. Nothing where it was ended before.
create or replace function app.close_call(this uuid, entries uuid[], went_well boolean[], at timestamptz) returns void
language plpgsql as $$
declare
    mine method_calls;
begin
    delete from method_calls c where c.partner_id = app.partner_id() and c.account_id = app.account_id() and c.id = this
    returning * into mine;
    if not found then
        return;
    end if;
    insert into ledger (account_id, id, partner_id, transaction_id, cycle_id, step, connector_id, method, good, overage, at)
    select mine.account_id, t.entry, mine.partner_id, null, null, '', mine.connector_id, mine.method, t.good, mine.overage, at
      from unnest(entries, went_well) t (entry, good);
    perform app.note_use(entries, '{}', at);
end
$$;

-- Calls that were cut off, by account.
create or replace function maintenance.lost_calls(at timestamptz, at_most integer) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('partner', l.partner_id, 'account', l.account_id, 'calls', l.calls)), '[]')
      from (select c.partner_id, c.account_id, jsonb_agg(c.id) as calls
              from (select * from method_calls m where m.until <= at order by m.until limit at_most) c
             group by 1, 2) l
$$;
