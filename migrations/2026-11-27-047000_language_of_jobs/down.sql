set local lock_timeout = '5s';
alter table jobs drop column language;
