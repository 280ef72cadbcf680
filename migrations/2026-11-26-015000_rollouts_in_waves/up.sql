-- A rollout goes in waves and says what it waits for; what was brought over can be led back; what was filled in for a newer
-- release is kept while a cycle is on an older one. Columns are nullable and without default, so that nothing is written anew.
alter table jobs add column doing text;
comment on column jobs.doing is 'What the worker says that it does just now, where the figures do not tell; null: nothing.';
alter table cycles add column former_release integer;
comment on column cycles.former_release is 'The release it was on before the present one; null: it was installed from this one.';
alter table cycles add column aside jsonb;
comment on column cycles.aside is 'What the customer filled in for fields that the present release does not have, by the key of the field; used again by a release that has them. Null: nothing.';
