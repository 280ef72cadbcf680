-- What a job writes for people to read is in the language of whoever asked for it.
set local lock_timeout = '5s';
alter table jobs add column language text not null default 'en' check (length(language) between 2 and 35);
comment on column jobs.language is 'Language tag of whoever asked: what the job words for people is in it. Of programs and the installation: en.';
