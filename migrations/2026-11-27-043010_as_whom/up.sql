-- As whom somebody of the staff did something (MODEL section 3, DESIGN section 5). A column with a constant default: nothing is
-- rewritten, and entries of code that does not know it are what they were.
alter table audit_log add column as_whom text not null default '';
comment on column audit_log.as_whom is 'As whom they did it, where they saw an account as its people do; empty: as themselves. Part of what is hashed only where it is there.';
