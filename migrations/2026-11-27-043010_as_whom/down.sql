alter table audit_log drop column as_whom;
