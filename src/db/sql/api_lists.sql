-- What the API's lists show beside their rows. Not security definer: they see what the scope sees.

-- Cycles of an account with what they do and used since a day, as far as it is counted, each in its place in `ids`.
create or replace function app.cycles_of_api(of_account uuid, ids uuid[], first date) returns jsonb
language plpgsql stable as $$
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_object(
                   'id', c.id, 'name', c.name, 'state', c.state, 'problem', c.problem, 'template_id', c.template_id,
                   'template_release', c.template_release, 'schedule', c.schedule, 'next_run_at', c.next_run_at,
                   'created_at', c.created_at, 'description', c.description, 'tags', c.tags, 'log_step_data', c.log_step_data,
                   -- What all steps do, where they do the same; else what was said of all of them last.
                   'on_error', coalesce((select min(s ->> 'on_error') from jsonb_array_elements(c.flow -> 'steps') s
                                         having count(distinct s ->> 'on_error') = 1), c.on_error),
                   'split', c.flow -> 'split', 'slots', c.flow -> 'slots',
                   'chosen', (select coalesce(jsonb_object_agg(x.slot, x.account_connector_id), '{}') from cycle_connectors x
                               where x.partner_id = app.partner_id() and x.account_id = of_account and x.cycle_id = c.id),
                   'tasks', (select coalesce(sum(u.tasks), 0) from usage_days u
                              where u.account_id = of_account and u.partner_id = app.partner_id() and u.cycle_id = c.id and u.day >= first),
                   'errors', k.errors, 'warnings', k.warnings,
                   'open', (select count(*) from (select 1 from queue q
                              where q.account_id = of_account and q.partner_id = app.partner_id() and q.cycle_id = c.id limit 1000) o),
                   -- Of the newest thousand: a cycle that fails for long is not looked through to its beginning.
                   'last_good', (select max(t.ended_at) from (
                                    select n.ended_at, n.status from transactions n
                                     where n.account_id = of_account and n.partner_id = app.partner_id() and n.cycle_id = c.id
                                     order by n.id desc limit 1000) t where t.status = 'done')) order by i.place), '[]')
          from unnest(ids) with ordinality i (id, place)
          join cycles c on c.partner_id = app.partner_id() and c.account_id = of_account and c.id = i.id
         cross join lateral (
               select coalesce(sum(n.count) filter (where e.kind = 'error'), 0) as errors,
                      coalesce(sum(n.count) filter (where e.kind = 'warning'), 0) as warnings
                 from incident_cycles n
                 join incident_causes e on e.account_id = n.account_id and e.cause = n.cause and e.state = 'open'
                where n.account_id = of_account and n.partner_id = app.partner_id() and n.cycle_id = c.id) k);
end
$$;
