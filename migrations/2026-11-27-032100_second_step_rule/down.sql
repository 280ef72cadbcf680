alter table partners drop column second_step, drop column second_step_version;
