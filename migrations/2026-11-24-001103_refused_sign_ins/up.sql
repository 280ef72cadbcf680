-- Who gave a wrong password is not known: such an entry has no actor, and the person whose address it was is its object.
-- It is written in a scope without a person, and nothing else may be.
drop policy person_scope on audit_log;
create policy person_scope on audit_log for insert to berth_person
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
                and case nullif(current_setting('app.person_id', true), '')::uuid
                        when '00000000-0000-0000-0000-000000000000'::uuid
                        then actor_id is null and action = 'sign_in.refused'
                        else actor_id = nullif(current_setting('app.person_id', true), '')::uuid end);
comment on column audit_log.actor_id is 'The person who did it; null for the installation itself, and where nobody knows who it was.';
-- The log of one person has the refused sign-ins too. Entries without an actor are few, so the index is small. It waits
-- for the writers of the moment and keeps new ones waiting while it is made, which takes a read of the log: seconds.
create index audit_log_against on audit_log (partner_id, object_id, at desc, seq desc) where actor_id is null;
