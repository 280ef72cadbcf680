drop policy person_scope on audit_log;
create policy person_scope on audit_log for insert to berth_person
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
                and case nullif(current_setting('app.person_id', true), '')::uuid
                        when '00000000-0000-0000-0000-000000000000'::uuid
                        then actor_id is null and action in ('sign_in.refused', 'sign_in.token_refused')
                        else actor_id = nullif(current_setting('app.person_id', true), '')::uuid end);
delete from mails where template = 'two-step';
alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check
    check (template in ('invite', 'reset', 'password-changed', 'new-sign-in', 'granted', 'step', 'limit', 'report')) not valid;
alter table mails validate constraint mails_template_check;
revoke select on partner_keys from berth_person;
drop policy person_scope on partner_keys;
drop table begun_sign_ins;
drop table recovery_codes;
drop table second_factors;
