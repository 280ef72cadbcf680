delete from mails where template = 'sign-in-link';
alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check
    check (template in ('invite', 'reset', 'password-changed', 'new-sign-in', 'granted', 'step', 'limit', 'report', 'two-step')) not valid;
alter table mails validate constraint mails_template_check;
