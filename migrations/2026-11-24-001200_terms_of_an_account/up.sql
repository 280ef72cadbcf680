-- Whether an account is found by a word is asked of each account on a walk along the list: with the term in the index,
-- that is one look instead of one for each of the account's terms.
create index account_terms_of_account on account_terms (partner_id, account_id, term, kind);
drop index account_terms_by_account;
