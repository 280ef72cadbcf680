revoke insert on limit_notices from berth_partner;
