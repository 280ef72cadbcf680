-- Reports that are saved under a name and sent by mail on a schedule (MODEL section 8, DESIGN wireframe 3). Few: so many a place
-- at most. Whoever saved one may be gone one day: the report says so, and keeps nobody here.
create table saved_reports (
    partner_id uuid not null references partners (id),
    id uuid not null,
    account_id uuid,
    saved_by uuid not null,
    saved_by_name text not null,
    name text not null check (char_length(name) between 1 and 200),
    report text not null,
    query text not null check (char_length(query) <= 2000),
    every text not null check (every in ('daily', 'weekly', 'monthly')),
    on_day smallint not null check (on_day between 1 and 31),
    hour smallint not null check (hour between 0 and 23),
    timezone text not null,
    paused boolean not null default false,
    stopped text,
    next_at timestamptz,
    last_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null,
    primary key (partner_id, id),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade
);
comment on table saved_reports is 'Reports that are sent by mail on a schedule. Each sending asks anew whether whoever saved it still may.';
comment on column saved_reports.partner_id is 'The partner.';
comment on column saved_reports.id is 'UUIDv7.';
comment on column saved_reports.account_id is 'The account whose own people saved it; null: the partner''s staff did.';
comment on column saved_reports.saved_by is 'Who saved it last, or had it go on: each sending asks for their right.';
comment on column saved_reports.saved_by_name is 'That person''s name then.';
comment on column saved_reports.name is 'What it is called.';
comment on column saved_reports.report is 'Which report, as its address has it.';
comment on column saved_reports.query is 'What it is narrowed to, as its address has it.';
comment on column saved_reports.every is 'daily, weekly or monthly.';
comment on column saved_reports.on_day is 'The day of the week from Monday, or of the month; the last of a month that has no such day.';
comment on column saved_reports.hour is 'At which hour.';
comment on column saved_reports.timezone is 'Of which timezone that hour is.';
comment on column saved_reports.paused is 'A person said that it is not to be sent.';
comment on column saved_reports.stopped is 'Why it is not sent any more, in words; null: it is.';
comment on column saved_reports.next_at is 'When it is sent next; null: it is paused or stopped.';
comment on column saved_reports.last_at is 'When it was sent last.';
comment on column saved_reports.version is 'Counts edits; a form that carries an older one is refused.';
comment on column saved_reports.created_at is 'When it was first saved.';
create index saved_reports_due on saved_reports (next_at) where next_at is not null;
create index saved_reports_of_place on saved_reports (partner_id, account_id, id);
select app.protect('saved_reports', 'account');
create policy maintenance on saved_reports for select to berth_maintenance using (true);
grant select, insert, update, delete on saved_reports to berth_partner, berth_account;
grant select on saved_reports to berth_maintenance;

create table saved_report_readers (
    partner_id uuid not null,
    report_id uuid not null,
    person_id uuid not null,
    account_id uuid,
    primary key (partner_id, report_id, person_id),
    foreign key (partner_id, report_id) references saved_reports (partner_id, id) on delete cascade,
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table saved_report_readers is 'Whom a saved report is mailed to. Who may not see it any more is left out when it is sent.';
comment on column saved_report_readers.partner_id is 'The partner.';
comment on column saved_report_readers.report_id is 'The report.';
comment on column saved_report_readers.person_id is 'The person.';
comment on column saved_report_readers.account_id is 'That of the report.';
create index saved_report_readers_of_person on saved_report_readers (partner_id, person_id);
select app.protect('saved_report_readers', 'account');
grant select, insert, delete on saved_report_readers to berth_partner, berth_account;

alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check
    check (template in ('invite', 'reset', 'password-changed', 'new-sign-in', 'granted', 'step', 'limit', 'report')) not valid;
alter table mails validate constraint mails_template_check;
