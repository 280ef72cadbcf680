-- Whoever changes a limit, or moves an account, notes at once what is nearly or fully used by it (MODEL M6).
grant insert on limit_notices to berth_partner;
