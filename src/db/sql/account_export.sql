-- What an export of an account holds (src/account_exports), a page of a part at a time: an array of objects with the key of the row,
-- by which the next page goes on, and the row. Not security definer: they see what the partner's scope sees. No secret is among it:
-- neither credentials of connectors, nor addresses of webhooks, nor passwords.
create or replace function app.account_export(of_account uuid, part text, after text, at_most integer, at timestamptz) returns jsonb
language plpgsql stable as $$
declare
    partner uuid := app.partner_id();
begin
    case part
    when 'accounts' then
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.id, 'row', jsonb_build_object(
                    'InternalId', r.id, 'Id', r.api_id, 'Name', r.name, 'Description', r.description, 'Timezone', r.timezone, 'Locale', r.locale,
                    'Tags', r.tags, 'ParentInternalId', r.parent_id, 'State', r.standing, 'ExpiresOnUtc', r.expires_at,
                    'NextBillDate', r.next_billing_on, 'AuditInfo', r.audit_notes, 'TaskAuditInfo', r.task_audit_notes,
                    'StepDataSuccessRetentionHours', r.retention_success_hours, 'StepDataErroredRetentionHours', r.retention_error_hours,
                    'TransactionErrorWebhookEnabled', r.error_webhook_enabled,
                    'TransactionErrorWebhookIncludeWarnings', r.error_webhook_warnings, 'CustomFields', r.custom_fields,
                    'CreatedOnUtc', r.created_at, 'UpdatedOnUtc', r.updated_at, 'DeletedOnUtc', r.deleted_at))), '[]')
                  from accounts r where r.partner_id = partner and r.id = of_account and after is null);
    when 'users' then
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.person_id, 'row', jsonb_build_object(
                    'AccountInternalId', of_account, 'UserName', r.email, 'Name', r.name, 'Role', r.role,
                    'WithSubAccounts', r.with_sub_accounts, 'State', r.state, 'CreatedOnUtc', r.created_at,
                    'LastSignInOnUtc', r.last_sign_in_at)) order by r.person_id), '[]')
                  from (select u.person_id, u.role, u.with_sub_accounts, u.created_at, p.email, p.name, p.state, p.last_sign_in_at
                          from account_users u join people p on p.partner_id = u.partner_id and p.id = u.person_id
                         where u.partner_id = partner and u.account_id = of_account and (after is null or u.person_id > after::uuid)
                         order by u.person_id limit at_most) r);
    when 'connectors' then
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.id, 'row', jsonb_build_object(
                    'AccountInternalId', of_account, 'Id', r.id, 'Name', r.name, 'Description', r.description, 'Connector', r.connector,
                    'State', r.state, 'SharedWithSubAccounts', r.shared, 'Properties', r.parameters, 'Scopes', r.scopes,
                    'AuthenticatedOnUtc', r.authenticated_at, 'AuthenticatedBy', r.authenticated_by, 'CreatedOnUtc', r.created_at,
                    'CreatedBy', r.created_by)) order by r.id), '[]')
                  from (select a.id, a.name, a.description, a.state, a.shared, a.parameters, a.scopes, a.authenticated_at,
                               a.authenticated_by, a.created_at, a.created_by, c.name as connector
                          from account_connectors a join connectors c on c.partner_id = a.partner_id and c.id = a.connector_id
                         where a.partner_id = partner and a.account_id = of_account and (after is null or a.id > after::uuid)
                         order by a.id limit at_most) r);
    when 'own_connectors' then
        -- Those that belong to it, with what they call.
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.id, 'row', jsonb_build_object(
                    'AccountInternalId', of_account, 'Id', r.id, 'Name', r.name, 'Key', r.key, 'Categories', r.categories,
                    'LiveRelease', r.live_release, 'CreatedOnUtc', r.created_at,
                    'Releases', (select coalesce(jsonb_agg(jsonb_build_object('Number', x.number, 'State', x.state, 'Notes', x.notes,
                                                                              'Definition', x.definition) order by x.number), '[]')
                                   from connector_releases x where x.partner_id = partner and x.connector_id = r.id))) order by r.id), '[]')
                  from (select c.* from connectors c
                         where c.partner_id = partner and c.owner_id = of_account and (after is null or c.id > after::uuid)
                         order by c.id limit at_most) r);
    when 'cycles' then
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.id, 'row', jsonb_build_object(
                    'AccountInternalId', of_account, 'Id', r.id, 'Name', r.name, 'Description', r.description, 'Tags', r.tags, 'State', r.state,
                    'Problem', r.problem, 'TemplateId', r.template_id, 'TemplateRelease', r.template_release, 'Flow', r.flow,
                    'Inputs', r.inputs, 'Schedule', r.schedule, 'CreatedOnUtc', r.created_at, 'CreatedBy', r.created_by,
                    'UpdatedOnUtc', r.updated_at)) order by r.id), '[]')
                  from (select c.* from cycles c
                         where c.partner_id = partner and c.account_id = of_account and (after is null or c.id > after::uuid)
                         order by c.id limit at_most) r);
    when 'templates' then
        -- Those that its cycles come from, and those that it made itself, which are given with what they do.
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.id, 'row', jsonb_build_object(
                    'AccountInternalId', of_account, 'Id', r.id, 'Name', r.name, 'Description', r.description, 'Tags', r.tags,
                    'Own', r.own, 'LiveRelease', r.live_release,
                    'Releases', case when r.own then (
                        select coalesce(jsonb_agg(jsonb_build_object('Number', x.number, 'State', x.state, 'Notes', x.notes, 'Flow', x.flow)
                                                  order by x.number), '[]')
                          from template_releases x where x.partner_id = partner and x.template_id = r.id) end)) order by r.id), '[]')
                  from (select t.id, t.name, t.description, t.tags, t.live_release, coalesce(t.owner_id = of_account, false) as own
                          from templates t
                         where t.partner_id = partner and (after is null or t.id > after::uuid)
                           and (t.owner_id = of_account
                                or t.id in (select c.template_id from cycles c
                                             where c.partner_id = partner and c.account_id = of_account and c.template_id is not null))
                         order by t.id limit at_most) r);
    when 'transactions' then
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.id, 'row', jsonb_build_object(
                    'AccountInternalId', of_account, 'Id', r.id, 'CycleId', r.cycle_id, 'ParentId', r.parent_id, 'Origin', r.origin,
                    'Status', r.status, 'StartedOnUtc', r.started_at, 'EndedOnUtc', r.ended_at, 'Tasks', r.tasks, 'Warnings', r.warnings,
                    'FailedStep', r.failed_step, 'Problem', r.problem,
                    'Steps', (select coalesce(jsonb_agg(jsonb_build_object(
                                  'Step', s.step, 'Attempt', s.attempt, 'Outcome', s.outcome, 'StartedOnUtc', s.started_at, 'TookMs', s.took_ms,
                                  'Records', s.records, 'Tasks', s.tasks, 'StatusCode', s.status_code, 'Problem', s.problem,
                                  -- What is deleted counts as gone before it is removed.
                                  'Request', case when r.ended_at is null or r.data_until > at then s.request end,
                                  'Response', case when r.ended_at is null or r.data_until > at then s.response end,
                                  'Output', case when r.ended_at is null or r.data_until > at then s.output end) order by s.seq), '[]')
                                from step_runs s
                               where s.account_id = of_account and s.partner_id = partner and s.transaction_id = r.id))) order by r.id), '[]')
                  from (select t.* from transactions t
                         where t.account_id = of_account and t.partner_id = partner and (after is null or t.id > after::uuid)
                         order by t.id limit at_most) r);
    when 'incidents' then
        -- With what people said of their cause.
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.id, 'row', jsonb_build_object(
                    'AccountInternalId', of_account, 'Id', r.id, 'Level', r.kind, 'Cause', r.cause, 'Message', r.message,
                    'CycleId', r.cycle_id, 'TransactionId', r.transaction_id, 'Step', r.step, 'CreatedOnUtc', r.at,
                    'CauseResolvedOnUtc', r.resolved_at, 'CauseResolvedBy', r.resolved_by, 'CauseMutedOnUtc', r.muted_at,
                    'CauseMutedBy', r.muted_by)) order by r.id), '[]')
                  from (select i.*, c.resolved_at, c.resolved_by, c.muted_at, c.muted_by
                          from (select n.* from incidents n
                                 where n.account_id = of_account and n.partner_id = partner and (after is null or n.id > after::uuid)
                                 order by n.id limit at_most) i
                          left join incident_causes c on c.account_id = i.account_id and c.partner_id = i.partner_id and c.cause = i.cause) r);
    when 'calls' then
        -- Tasks of no Transaction: methods that programs called. Those of Transactions stand with their steps.
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.id, 'row', jsonb_build_object(
                    'AccountInternalId', of_account, 'Id', r.id, 'Connector', c.name, 'Method', r.method, 'Success', r.good,
                    'Overage', r.overage, 'CreatedOnUtc', r.at)) order by r.id), '[]')
                  from (select l.* from ledger l
                         where l.account_id = of_account and l.partner_id = partner and l.transaction_id is null
                           and (after is null or l.id > after::uuid)
                         order by l.id limit at_most) r
                  left join connectors c on c.partner_id = partner and c.id = r.connector_id);
    when 'reports' then
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.id, 'row', jsonb_build_object(
                    'AccountInternalId', of_account, 'Id', r.id, 'Name', r.name, 'Report', r.report, 'Query', r.query, 'Every', r.every,
                    'OnDay', r.on_day, 'Hour', r.hour, 'Timezone', r.timezone, 'Paused', r.paused, 'Stopped', r.stopped,
                    'NextOnUtc', r.next_at, 'LastOnUtc', r.last_at, 'SavedBy', r.saved_by_name, 'CreatedOnUtc', r.created_at,
                    'Readers', (select coalesce(jsonb_agg(h.email order by h.email), '[]')
                                  from saved_report_readers d join people h on h.partner_id = d.partner_id and h.id = d.person_id
                                 where d.partner_id = partner and d.report_id = r.id))) order by r.id), '[]')
                  from (select s.* from saved_reports s
                         where s.partner_id = partner and s.account_id = of_account and (after is null or s.id > after::uuid)
                         order by s.id limit at_most) r);
    when 'storage' then
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.scope_id || ' ' || r.name, 'row', jsonb_build_object(
                    'AccountInternalId', of_account, 'CycleId', nullif(r.scope_id, of_account), 'Name', r.name, 'Value', r.value,
                    'UpdatedOnUtc', r.updated_at)) order by r.scope_id, r.name), '[]')
                  from (select s.* from storage s
                         where s.partner_id = partner and s.account_id = of_account
                           and (after is null or (s.scope_id, s.name) > (left(after, 36)::uuid, substr(after, 38)))
                         order by s.scope_id, s.name limit at_most) r);
    when 'usage' then
        return (select coalesce(jsonb_agg(jsonb_build_object('key', r.day, 'row', jsonb_build_object(
                    'AccountInternalId', of_account, 'Day', r.day, 'Tasks', r.tasks, 'FailedTasks', r.failed_tasks, 'Overage', r.overage,
                    'Transactions', r.transactions, 'Failed', r.failed, 'Errors', r.errors, 'Warnings', r.warnings)) order by r.day), '[]')
                  from (select d.* from usage_account_days d
                         where d.account_id = of_account and d.partner_id = partner and (after is null or d.day > after::date)
                         order by d.day limit at_most) r);
    end case;
end
$$;

-- Archives of the partner beyond so many bytes together, the newest counted first; a few hundred at a time.
create or replace function app.exports_beyond(most bigint) returns jsonb
language sql stable as $$
    select coalesce(jsonb_agg(jsonb_build_object('account', b.account_id, 'name', b.name, 'id', b.id, 'made', b.created_at) order by b.id), '[]')
      from (select s.account_id, s.id, s.created_at, a.name
              from (select e.account_id, e.id, e.created_at, sum(e.size_bytes) over (order by e.id desc) as with_newer
                      from account_exports e where e.partner_id = app.partner_id() and e.ready_at is not null) s
              join accounts a on a.partner_id = app.partner_id() and a.id = s.account_id
             where s.with_newer > most order by s.id limit 500) b
$$;
