drop table partner_figures;
drop table account_terms;
drop table account_ancestors;
drop table accounts;
