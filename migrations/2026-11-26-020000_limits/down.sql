drop table account_limits;
drop table partner_limits;
