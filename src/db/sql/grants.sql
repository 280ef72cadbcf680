-- Who may call what. Run after the functions are re-created; :app is the server's login role.
grant usage on schema gate to berth_gate;
grant create on schema gate, app to berth_gate;
do $$
declare f record;
begin
    -- security definer functions run as berth_gate: it sees what its grants allow, and owns no table.
    for f in select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace
              where n.nspname in ('gate', 'app') and p.prosecdef loop
        execute format('alter function %s owner to berth_gate', f.signature);
    end loop;
end
$$;
revoke create on schema gate, app from berth_gate;
revoke all on all functions in schema gate, app, maintenance from public;
revoke execute on function app.protect(regclass, text), app.protect_work(regclass) from public;
grant usage on schema public to berth_partner, berth_account, berth_person, berth_worker, berth_gate, berth_maintenance;
grant usage on schema app to berth_partner, berth_account, berth_person, berth_worker, berth_gate;
grant usage on schema maintenance to berth_maintenance;
grant execute on function app.partner_id(), app.account_id(), app.person_id()
    to berth_partner, berth_account, berth_person, berth_worker, berth_gate;
grant execute on function app.my_accounts(text, uuid, text, uuid, boolean, integer, timestamptz) to berth_person, berth_account;
grant execute on function app.my_switcher(integer, timestamptz) to berth_person, berth_account;
grant execute on function app.set_own_name_terms(text[]) to berth_account;
grant execute on function app.account_actors(uuid[]) to berth_account;
grant execute on function app.partner_overview(timestamptz, integer) to berth_partner;
grant execute on function app.account_figures(integer), app.catalogue(uuid, text, text[], integer) to berth_account;
grant execute on function app.account_export(uuid, text, text, integer, timestamptz), app.exports_beyond(bigint) to berth_partner;
grant execute on function app.account_people(text, text, uuid, boolean, integer), app.account_person(uuid),
    app.my_reach(), app.other_administrators(uuid) to berth_account;
grant execute on function app.people_for(jsonb, text, timestamptz), app.invitations_for(jsonb, timestamptz, timestamptz),
    app.lock_invitation(uuid)
    to berth_account, berth_partner;
grant execute on function app.set_password(uuid, text, text, timestamptz), app.set_person_terms(uuid, text[]),
    app.has_password(uuid), app.shorten_sessions(text, integer, integer), app.host_is_held(text),
    app.connector_method(jsonb, text), app.admitted(uuid, uuid[]),
    app.release_runs(uuid, integer, integer, integer), app.choices_of(uuid[], text[]) to berth_partner;
grant execute on function app.connector_outline(jsonb), app.connector_methods(jsonb, text[]), app.template_for(uuid, uuid), app.template_flow_for(uuid, uuid, integer),
    app.offered_templates(uuid, text, text, text, uuid, boolean, integer),
    app.listed_templates(uuid, text, text[], boolean, boolean, text, uuid, integer, integer, integer), app.forget_template(uuid),
    app.template_runs(uuid, integer, timestamptz), app.upgradeable_cycles(uuid, integer)
    to berth_partner, berth_account;
grant execute on function app.templates_for(uuid), app.template_for(uuid, uuid) to berth_gate;
grant execute on function app.set_my_password(text, text, timestamptz), app.set_my_terms(text[]), app.my_second_factor(),
    app.use_my_code(bigint, bytea) to berth_person;
grant execute on function app.accounts_found(text[], text[], text[], text, text, text, text, uuid, integer),
    app.branches(uuid[], text, uuid, integer) to berth_partner;
grant execute on function app.causes_together(text, text, uuid[], boolean, timestamptz, text, integer, integer),
    app.failed_of_cause(text, integer) to berth_partner;
grant execute on function app.renew_my_session(uuid, bytea, timestamptz) to berth_person;
grant execute on function app.resting_credentials(uuid) to berth_partner, berth_account;
grant execute on function app.rotate_sessions(uuid) to berth_partner, berth_account;
grant execute on function app.rotate_sessions_below(uuid[]) to berth_partner;
grant execute on function app.place_accounts(uuid[], uuid[], smallint[]), app.add_terms(uuid[], text[], text[]),
    app.search_text(text[]), app.drop_terms(uuid[]), app.accounts_by_keys(text[]), app.account_stubs(text[]), app.places(uuid[]),
    app.edit_accounts(jsonb, timestamptz), app.judge_import(uuid, integer[], text[], text[], text[], jsonb) to berth_partner;
grant execute on function app.queue_moves(uuid, integer, integer), app.enqueue(uuid, uuid[], uuid, boolean), app.take_up_in(uuid, uuid[]),
    app.accept(uuid, uuid, uuid, text, text, uuid, text, text, text, timestamptz),
    app.take_in(bigint, uuid, uuid, uuid, text, text, text, text, timestamptz),
    app.accept_items(uuid, uuid, text, uuid[], text[], integer, timestamptz),
    app.record_runs(uuid[], integer[], text[], smallint[], text[], text[], timestamptz[], integer[], integer[], smallint[],
                    smallint[], text[], text[], text[], text[]),
    app.record_tasks(uuid[], uuid[], uuid[], text[], uuid[], text[], boolean[], boolean[], timestamptz),
    app.record_incidents(uuid[], uuid[], uuid[], text[], text[], text[], text[], timestamptz),
    app.settle_log(uuid[], text[], text[], integer[], integer[], integer[], text[], text[], timestamptz[], timestamptz),
    app.settle(uuid[], text[], text[], timestamptz[], integer[], integer[], integer[], text[], text[], timestamptz[], timestamptz),
    app.take_up(uuid[]), app.end_cycle(uuid, timestamptz), app.connections(uuid, timestamptz),
    app.book_call(uuid, uuid, uuid, integer, integer, timestamptz), app.book_turn(uuid, uuid, uuid, integer, integer, integer, timestamptz),
    app.quiet_calls(uuid, uuid, uuid, timestamptz), app.connection_of_call(uuid), app.close_call(uuid, uuid[], boolean[], timestamptz),
    app.cycle_now(uuid, uuid, timestamptz), app.drop_data(uuid[], timestamptz) to berth_worker;
grant execute on function app.usage_by_day(uuid, boolean, date, date), app.usage_parts(uuid, date, date, integer), app.uncounted_since(uuid),
    app.tasks_used(uuid, boolean, date), app.tree_use(uuid, timestamptz), app.figures_checked(), app.usage_periods(uuid, boolean, date[], date[]),
    app.day_in(uuid, timestamptz), app.report_days(uuid, boolean, date, date), app.days_under_way(date, timestamptz),
    app.span_parts(date, date), app.use_parts(date[], date[], date[], uuid[], uuid),
    app.place_by(text, boolean, bigint, bigint, bigint, bigint, bigint, bigint),
    app.usage_by_cycle(date, date, text, boolean, uuid[], bigint, uuid, integer), app.beside_cycles(uuid[], uuid[], date, date),
    app.usage_by_method(uuid, boolean, uuid, date, date, date, date, text, boolean, bigint, uuid, text, integer),
    app.lines_by_cycle(date, date, uuid[]), app.usage_of_connector_by(uuid, uuid[], date, date), app.cycles_of_api(uuid, uuid[], date)
    to berth_partner, berth_account;
grant execute on function app.zone_then(uuid, uuid, timestamptz) to berth_partner, berth_account, berth_maintenance;
grant execute on function app.language_for(uuid, text, uuid) to berth_maintenance;
grant execute on function app.period_first(date, date), app.accepted_at(uuid), app.live_load(uuid), app.account_stands(uuid, uuid, integer)
    to berth_partner, berth_account;
grant execute on function app.accounts_at_a_glance(uuid[], timestamptz), app.accounts_failing(integer), app.accounts_near(timestamptz), app.trees_near(timestamptz),
    app.ids_near(timestamptz), app.trees_above(uuid[], timestamptz), app.partner_dashboard(timestamptz, integer) to berth_partner;
grant execute on function app.usage_of_partner(date, date), app.parts_of_accounts(date[], date[], date[], uuid[]), app.narrowed_accounts(text, uuid),
    app.has_tag(text), app.accounts_that_called(uuid, text, date, date),
    app.beside_connector_accounts(uuid, uuid[], date, date, date, date), app.periods_ago(uuid[], integer, timestamptz),
    app.usage_of_periods(uuid[], integer, timestamptz), app.own_task_limit(uuid), app.tasks_of_tree(uuid, date, date),
    app.usage_by_period(uuid[], integer, timestamptz, text, boolean, bigint, uuid, integer),
    app.usage_in_periods(uuid[], integer, timestamptz), app.lines_by_period(uuid[], integer, timestamptz),
    app.usage_of_accounts(uuid[], date, date), app.accounts_by_use(date, date, text, boolean, uuid[], timestamptz, bigint, uuid, integer),
    app.cycles_at_work(uuid[], timestamptz), app.connectors_called(date[], date[], date[], uuid[]),
    app.periods_beside(uuid[], integer, timestamptz),
    app.days_of_periods(uuid[], integer, timestamptz, boolean),
    app.beside_accounts(uuid[], date, date, date, date, timestamptz),
    app.usage_by_connector(date, date, date, date, text, boolean, bigint, uuid, integer), app.usage_of_connector(uuid, date, date),
    app.usage_of_methods(uuid, date, date, date, date),
    app.usage_by_connector_account(uuid, date, date, text, boolean, uuid[], bigint, uuid, integer),
    app.lines_of_accounts(date, date, date, date, uuid[], timestamptz), app.lines_by_connector(date, date),
    app.lines_by_connector_account(uuid, date, date, uuid[]) to berth_partner;
grant execute on function app.calls_by_day(text, timestamptz, timestamptz, uuid),
    app.calls_by_credential(timestamptz, timestamptz, timestamptz, timestamptz, uuid, text, boolean, bigint, uuid, integer),
    app.calls_by_route(timestamptz, timestamptz, timestamptz, timestamptz, uuid),
    app.lines_of_call_days(text, timestamptz, timestamptz, uuid) to berth_partner;
grant execute on function app.note_use(uuid[], uuid[], timestamptz) to berth_worker;
grant execute on function app.note_ended(uuid, uuid[], timestamptz) to berth_worker, berth_gate;
grant execute on function app.halt(uuid, uuid), app.let_go(uuid, uuid) to berth_partner, berth_account;
grant execute on function app.go_on(uuid, uuid, timestamptz, integer) to berth_partner, berth_account, berth_worker;
grant execute on function app.closed(uuid, timestamptz) to berth_partner, berth_account, berth_worker, berth_gate;
grant execute on function app.queue_moves(uuid, integer, integer), app.enqueue(uuid, uuid[], uuid, boolean), app.take_up_in(uuid, uuid[]),
    app.new_id(timestamptz) to berth_gate;
grant execute on function app.new_id(timestamptz) to berth_worker, berth_partner;
grant execute on function app.raise_incidents(uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], timestamptz)
    to berth_worker, berth_gate;
grant execute on function app.report_incidents(uuid[], uuid[], uuid[], uuid[], text[], text[], text[], text[], timestamptz)
    to berth_worker, berth_gate;
grant execute on function app.error_webhook_of(uuid) to berth_partner, berth_gate;
grant execute on function app.end_sessions_by(uuid) to berth_partner, berth_account;
grant execute on function app.limit_webhook_of(uuid),
    app.send_reports_again(uuid, timestamptz, timestamptz, timestamptz, integer) to berth_partner;
grant usage on schema app to berth_maintenance;
grant execute on function app.report_changes(jsonb, timestamptz), app.advance_chain(uuid, bigint, bytea, jsonb, timestamptz)
    to berth_partner, berth_account, berth_person, berth_worker, berth_gate, berth_maintenance;
grant execute on function app.run_again(uuid, uuid, uuid, text, integer[], timestamptz),
    app.run_once(uuid, uuid, uuid, text, text, timestamptz), app.end_data(uuid, uuid, timestamptz),
    app.try_now(uuid, uuid, timestamptz), app.end_waiting(uuid, uuid, text, integer, timestamptz)
    to berth_partner, berth_account;
grant execute on function app.id_ends_with(uuid, text), app.came_of(uuid, uuid, uuid),
    app.task_is(uuid, text, boolean, boolean, uuid, text, text) to berth_partner, berth_account;
grant execute on function app.mend_causes(timestamptz) to berth_worker;
grant execute on function app.user_agent_of(uuid) to berth_worker;
grant execute on function app.stop_unusable(uuid, uuid, text, text, timestamptz) to berth_worker;
grant execute on function app.tell_below(uuid, text, text, timestamptz) to berth_partner;
grant execute on function app.connector_choices(uuid, text[]), app.inherited_connectors(uuid), app.connector_use(uuid, uuid),
    app.stop_unusable(uuid, uuid, text, text, timestamptz) to berth_partner, berth_account;
grant execute on function app.limit_levels(uuid, text[], boolean) to berth_partner, berth_account, berth_worker;
grant execute on function app.limit_ceiling(uuid, text), app.at_once_of(uuid) to berth_worker, berth_partner, berth_account, berth_gate;
grant execute on function app.settle_queue(uuid), app.note_limits(uuid[], timestamptz), app.used_by_each(uuid[], text, timestamptz) to berth_partner;
grant usage on schema app to berth_maintenance;
grant execute on function app.limits_of(uuid, uuid, text[]) to berth_partner, berth_gate, berth_maintenance;
grant execute on function app.period_begins(date, date, integer) to berth_partner, berth_account, berth_gate, berth_maintenance;
grant execute on function app.period_first(date, date), app.new_id(timestamptz) to berth_gate, berth_maintenance;
grant execute on function app.tasks_counted(uuid, uuid, boolean, date) to berth_partner, berth_account, berth_gate, berth_maintenance;
grant execute on function app.ask_room(uuid[], integer[], boolean[], timestamptz), app.release_account(timestamptz), app.lock_work_limits(uuid) to berth_worker;
grant execute on function app.has_work_limit(uuid) to berth_worker, berth_partner, berth_account, berth_gate;
grant execute on function app.lock_work_limits(uuid), app.period_until(date, date), app.work_room(uuid, uuid[], timestamptz),
    app.settle_account(uuid), app.hold_account(uuid, uuid[], jsonb, timestamptz) to berth_gate;
grant execute on function app.limits_set(uuid, text[]), app.limit_use(uuid, text, boolean) to berth_partner, berth_gate;
grant execute on function app.limits_met(uuid[], text), app.levels_met(uuid[], text), app.limits_over(uuid[], text),
    app.over_limit(text, bigint, uuid, integer, timestamptz) to berth_partner;
grant execute on function app.calls_by(uuid, uuid, uuid), app.book_turn(uuid, uuid, uuid, integer, integer, integer, timestamptz) to berth_gate;
grant execute on function app.open_call(uuid, uuid, uuid, text, timestamptz, timestamptz) to berth_partner, berth_account;
grant execute on function app.plain(text), app.holds(text, text), app.search_text(text[]) to berth_gate;
grant execute on function app.sign_in_here(timestamptz, account_users) to berth_gate;
grant execute on all functions in schema gate to berth_gate;
grant execute on all functions in schema maintenance to berth_maintenance;
-- A purge takes the scope of the account it removes, so its policies are as narrow as an account's own (T10).
do $$
declare target regclass; scope text;
begin
    for target in select t from maintenance.purged_tables() t loop
        scope := format('partner_id = nullif(current_setting(''app.partner_id'', true), '''')::uuid '
                     || 'and %I = nullif(current_setting(''app.account_id'', true), '''')::uuid', maintenance.whose(target));
        execute format('grant select, delete on %s to berth_maintenance', target);
        execute format('drop policy if exists purge_sees on %s', target);
        execute format('drop policy if exists purge on %s', target);
        execute format('create policy purge_sees on %s for select to berth_maintenance using (%s)', target, scope);
        execute format('create policy purge on %s for delete to berth_maintenance using (%s)', target, scope);
    end loop;
end
$$;
