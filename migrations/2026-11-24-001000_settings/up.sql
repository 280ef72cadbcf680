-- Limits that a partner sets for its people's sessions (MODEL section 3), never longer than ours, and versions of their
-- own for things that two people may edit at once without meaning the same. New columns with constant defaults: the
-- tables are not rewritten, and code that does not know the columns works on.
alter table partners
    add column version integer not null default 1,
    add column console_idle_min integer not null default 60 check (console_idle_min between 5 and 60),
    add column console_longest_min integer not null default 1440 check (console_longest_min between 5 and 1440),
    add column account_idle_min integer not null default 720 check (account_idle_min between 5 and 720),
    add column account_longest_min integer not null default 10080 check (account_longest_min between 5 and 10080),
    add column limits_version integer not null default 1,
    add check (console_idle_min <= console_longest_min and account_idle_min <= account_longest_min);
comment on column partners.version is 'Counts edits of the name; a form that carries an older one is refused.';
comment on column partners.console_idle_min is 'Sessions of Console Users end after so many minutes without a request.';
comment on column partners.console_longest_min is 'Sessions of Console Users end after so many minutes at the latest.';
comment on column partners.account_idle_min is 'Sessions of Account Users end after so many minutes without a request.';
comment on column partners.account_longest_min is 'Sessions of Account Users end after so many minutes at the latest.';
comment on column partners.limits_version is 'Counts edits of the limits; a form that carries an older one is refused.';
-- The policy of the scope lets a partner write its own row only; these columns and no others.
grant update (name, version, console_idle_min, console_longest_min, account_idle_min, account_longest_min, limits_version)
    on partners to berth_partner;

alter table people
    add column name_version integer not null default 1,
    add column rights_version integer not null default 1;
comment on column people.name_version is 'Counts changes of the name; a form that carries an older one is refused.';
comment on column people.rights_version is 'Counts changes of the console rights; a form that carries an older one is refused.';
grant update (name_version) on people to berth_person;
comment on column people.version is 'Counts edits of name and profile; a form that carries an older one is refused.';
