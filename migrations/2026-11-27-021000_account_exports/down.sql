comment on column jobs.actor_id is 'Who started it.';
delete from jobs j where not exists (select 1 from people p where p.partner_id = j.partner_id and p.id = j.actor_id);
alter table jobs add constraint jobs_partner_id_actor_id_fkey foreign key (partner_id, actor_id) references people (partner_id, id);
alter table accounts drop column erase_asked_at;
drop table account_export_parts;
drop table account_exports;
