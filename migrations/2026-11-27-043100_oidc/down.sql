drop policy person_scope on audit_log;
create policy person_scope on audit_log for insert to berth_person
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
                and case nullif(current_setting('app.person_id', true), '')::uuid
                        when '00000000-0000-0000-0000-000000000000'::uuid
                        then actor_id is null and action in ('sign_in.refused', 'sign_in.token_refused', 'sign_in.code_refused')
                        else actor_id = nullif(current_setting('app.person_id', true), '')::uuid end);
alter table sessions drop column second_step_by_provider;
drop table oidc_sign_ins;
drop table oidc_identities;
drop table oidc_providers;
