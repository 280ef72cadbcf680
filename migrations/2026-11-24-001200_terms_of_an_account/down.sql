create index account_terms_by_account on account_terms (partner_id, account_id);
drop index account_terms_of_account;
