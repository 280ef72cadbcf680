-- A server of before would let those go on whose makers have no place any more: they are revoked.
grant update (revoked_at, revoked_by) on api_credentials to berth_gate;
set local role berth_gate;
update api_credentials c set revoked_at = now(), revoked_by = 'the older release'
 where c.person_id is not null and c.revoked_at is null and not exists (
       select 1 from account_ancestors n
         join account_users u on u.partner_id = n.partner_id and u.account_id = n.ancestor_id
         join people h on h.partner_id = u.partner_id and h.id = u.person_id
        where n.partner_id = c.partner_id and n.account_id = c.account_id and u.person_id = c.person_id
          and u.role = 'administrator' and (n.distance = 0 or u.with_sub_accounts) and h.state = 'active');
reset role;
revoke update (revoked_at, revoked_by) on api_credentials from berth_gate;
alter table api_credentials drop column person_id;
