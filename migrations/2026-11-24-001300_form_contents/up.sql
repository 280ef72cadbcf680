-- A form that comes again with other contents is not the one that was carried out. Null: from before, or a file.
alter table form_keys add column seal bytea;
comment on column form_keys.seal is 'Keyed hash of what was filled in; null for a file, and for forms from before it was kept.';
