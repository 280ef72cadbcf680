-- Mails that a cycle's step sends (MODEL section 5, the utility E-mail) go by the outbox of all mails.
alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check
    check (template in ('invite', 'reset', 'password-changed', 'new-sign-in', 'granted', 'step'));
comment on column mails.values is 'What the words need; never a secret. Of a step''s mail what it says, which is removed when it has gone.';
create index mails_of_steps on mails (account_id, created_at) where template = 'step';
select app.protect_work('mails');
grant insert on mails to berth_worker;
grant select (partner_id, id, account_id, template, created_at) on mails to berth_worker;
