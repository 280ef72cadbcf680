drop table account_brands;
drop table brand_images;
drop table brand_versions;
drop table brand_drafts;
alter table partners drop column brand;
