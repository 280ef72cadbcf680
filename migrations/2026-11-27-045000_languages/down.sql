set local lock_timeout = '5s';
alter table people drop column language;
alter table partners drop column language;
