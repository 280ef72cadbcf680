alter table cycles drop column aside;
alter table cycles drop column former_release;
alter table jobs drop column doing;
