alter table cycles drop column description, drop column tags, drop column on_error, drop column log_step_data;
