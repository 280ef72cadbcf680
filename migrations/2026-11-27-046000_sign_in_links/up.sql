-- A mail to who was linked with an account at a sign-in provider, or is so no more.
-- Short lock: the check is validated against few rows, the outbox's of 30 days.
alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check
    check (template in ('invite', 'reset', 'password-changed', 'new-sign-in', 'granted', 'step', 'limit', 'report', 'two-step',
                        'sign-in-link')) not valid;
alter table mails validate constraint mails_template_check;
