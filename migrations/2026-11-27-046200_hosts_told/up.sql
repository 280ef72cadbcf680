-- Who manages settings is mailed once where a name that was proved has failed for a day. A column that may be null rewrites nothing.
alter table partner_hosts add column told_at timestamptz;
comment on column partner_hosts.told_at is 'When it was mailed that it has failed for long; null: it was not, since it last was good.';
grant update (told_at) on partner_hosts to berth_partner;

-- Short lock: the check is validated against few rows, the outbox's of 30 days.
alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check
    check (template in ('invite', 'reset', 'password-changed', 'new-sign-in', 'granted', 'step', 'limit', 'report', 'two-step',
                        'sign-in-link', 'host-failing')) not valid;
alter table mails validate constraint mails_template_check;
