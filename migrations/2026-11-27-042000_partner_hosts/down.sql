alter table partners drop column main_host;
drop table partner_hosts;
