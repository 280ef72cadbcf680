comment on column templates.published is 'Customers see it; needs a live release.';
alter table templates drop column visible_tag_keys;
