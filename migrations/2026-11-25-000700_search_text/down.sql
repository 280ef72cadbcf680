revoke update (search_text) on accounts from berth_gate;
create index accounts_by_name_alone on accounts (partner_id, name_key, id) where live;
drop index accounts_by_name;
alter index accounts_by_name_alone rename to accounts_by_name;
alter table accounts drop column search_text;
