comment on column people.version is 'Counts edits; a form that carries an older one is refused.';
alter table people drop column name_version, drop column rights_version;
revoke update (name, version, console_idle_min, console_longest_min, account_idle_min, account_longest_min, limits_version)
    on partners from berth_partner;
alter table partners
    drop column version,
    drop column console_idle_min,
    drop column console_longest_min,
    drop column account_idle_min,
    drop column account_longest_min,
    drop column limits_version;
