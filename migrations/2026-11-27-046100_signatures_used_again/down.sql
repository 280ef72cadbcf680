revoke select (partner_id, named), update (token_hash) on spent_signatures from berth_partner;
alter table spent_signatures drop column token_hash, drop column refused_at;
