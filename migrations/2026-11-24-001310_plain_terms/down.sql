-- The plain forms stay: nothing tells them from a word that was always plain, and they harm nobody.
comment on column account_terms.term is 'In lower case; byte order, so that a prefix is an index range under a policy.';
