drop index audit_log_against;
comment on column audit_log.actor_id is 'The person who did it; null for the installation itself.';
drop policy person_scope on audit_log;
create policy person_scope on audit_log for insert to berth_person
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
                and actor_id = nullif(current_setting('app.person_id', true), '')::uuid);
