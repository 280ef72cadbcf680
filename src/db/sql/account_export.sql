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
