-- In which language people and a partner's customers read (accounts have theirs in locale).
set local lock_timeout = '5s';
alter table people add column language text check (length(language) between 2 and 35);
comment on column people.language is 'Language tag that the person chose; null: as the account, the partner or the browser says.';
grant select (language), update (language) on people to berth_person;
alter table partners add column language text check (length(language) between 2 and 35);
comment on column partners.language is 'Language tag for its people and pages without anyone; null: as the browser says.';
grant update (language) on partners to berth_partner;
