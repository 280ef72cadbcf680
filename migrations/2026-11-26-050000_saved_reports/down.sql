delete from mails where template = 'report';
alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check
    check (template in ('invite', 'reset', 'password-changed', 'new-sign-in', 'granted', 'step', 'limit'));
drop table saved_report_readers;
drop table saved_reports;
