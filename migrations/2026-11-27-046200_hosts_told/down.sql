delete from mails where template = 'host-failing';
alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check
    check (template in ('invite', 'reset', 'password-changed', 'new-sign-in', 'granted', 'step', 'limit', 'report', 'two-step',
                        'sign-in-link')) not valid;
alter table mails validate constraint mails_template_check;
revoke update (told_at) on partner_hosts from berth_partner;
alter table partner_hosts drop column told_at;
