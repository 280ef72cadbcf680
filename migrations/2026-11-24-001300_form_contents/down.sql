alter table form_keys drop column seal;
