-- Sessions of one account would be good for all of the person's without the column that says so.
delete from sessions where account_id is not null;
drop policy if exists purge_sees on sessions;
drop policy if exists purge on sessions;
alter table sessions drop column account_id;
drop table sign_in_tokens;
drop policy person_scope on audit_log;
create policy person_scope on audit_log for insert to berth_person
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
                and case nullif(current_setting('app.person_id', true), '')::uuid
                        when '00000000-0000-0000-0000-000000000000'::uuid
                        then actor_id is null and action = 'sign_in.refused'
                        else actor_id = nullif(current_setting('app.person_id', true), '')::uuid end);
