drop table partner_keys;
