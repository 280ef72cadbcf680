-- Customers see templates now: which accounts have a tag is asked in the database, where terms of accounts are folded.
alter table templates add column visible_tag_keys text[] not null default '{}';
comment on column templates.visible_tag_keys is 'visible_tags as accounts'' terms have them: in lower case.';
update templates set visible_tag_keys = array(select lower(t) from unnest(visible_tags) t) where visible_tags <> '{}';
comment on column templates.published is 'Customers see it among the templates of their accounts and install it by themselves; staff may install it without.';
