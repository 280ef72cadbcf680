//! The boot self-test (T2): the server refuses to start when its role could walk around a policy, or when a table
//! with tenant columns has none. What it finds is said in words an operator can act on.

#![expect(clippy::disallowed_methods, reason = "the self-test is no request")]

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;

#[derive(QueryableByName)]
struct Finding {
    #[diesel(sql_type = Text)]
    what: String,
}

/// Each query names what is wrong, one row a fault. They read the catalogue only.
const CHECKS: &[&str] = &[
    // The role itself.
    "select 'role ' || rolname || ' is a superuser: it can bypass every policy. Connect as another role (APP_DATABASE_URL).' as what
       from pg_roles where rolname = session_user and rolsuper",
    "select 'role ' || rolname || ' has BYPASSRLS. Run: alter role ' || quote_ident(rolname) || ' nobypassrls' as what
       from pg_roles where rolname = session_user and rolbypassrls and not rolsuper",
    "select 'role ' || session_user || ' may become ' || r.rolname || ', which can bypass policies. Run: revoke '
            || quote_ident(r.rolname) || ' from ' || quote_ident(session_user) as what
       from pg_roles r, pg_roles me
      where me.rolname = session_user and not me.rolsuper and r.rolname <> session_user
        and (r.rolsuper or r.rolbypassrls or r.rolname = 'berth_gate')
        and pg_has_role(session_user, r.oid, 'member')",
    "select 'role ' || session_user || ' owns, or may become the owner of, table ' || c.relname
            || ': an owner can switch policies off. Migrate as another role.' as what
       from pg_class c join pg_namespace n on n.oid = c.relnamespace, pg_roles me
      where me.rolname = session_user and not me.rolsuper and n.nspname = 'public' and c.relkind in ('r', 'p')
        and pg_has_role(session_user, c.relowner, 'member')",
    // The tables.
    "select 'table ' || c.relname || ' has tenant columns but no forced row-level security. Its migration must call app.protect.' as what
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p')
        and (c.relname = 'partners' or exists (
             select 1 from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
                and a.attname in ('partner_id', 'account_id')))
        and not (c.relrowsecurity and c.relforcerowsecurity)",
    "select 'table ' || c.relname || ' has tenant columns but no policy. Its migration must call app.protect.' as what
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
        and exists (select 1 from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
                       and a.attname in ('partner_id', 'account_id'))
        and not exists (select 1 from pg_policy p where p.polrelid = c.oid)",
    "select 'policy ' || p.polname || ' on table ' || c.relname || ' does not name the tenant, yet applies to role ' || r.rolname as what
       from pg_policy p join pg_class c on c.oid = p.polrelid
       join pg_roles r on r.oid = any(p.polroles)
      where r.rolname in ('berth_partner', 'berth_account', 'berth_person', 'berth_worker')
        and (coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) not like '%app.partner_id%')",
    "select 'policy ' || p.polname || ' on table ' || c.relname || ' applies to everyone. Name its role.' as what
       from pg_policy p join pg_class c on c.oid = p.polrelid where p.polroles = '{0}'",
    "select 'a partition of the table ' || parent.relname || ' can be read by itself: revoke the grants on ' || c.relname as what
       from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class parent on parent.oid = i.inhparent
      where c.relispartition and c.relkind = 'r' and c.relacl is not null
        and exists (select 1 from aclexplode(c.relacl) a where a.grantee <> c.relowner)",
    // What it needs to work.
    "select 'role ' || session_user || ' may not switch to ' || wanted.name || '. Run: berth migrate' as what
       from (values ('berth_partner'), ('berth_account'), ('berth_person'), ('berth_worker'), ('berth_maintenance')) wanted(name)
       left join pg_roles r on r.rolname = wanted.name
      where case when r.oid is null then true else not pg_has_role(session_user, r.oid, 'member') end",
];

/// Everything that is wrong with the role of this connection and the tables it sees; empty when the walls hold.
pub(crate) fn faults(conn: &mut PgConnection) -> QueryResult<Vec<String>> {
    let mut faults = Vec::new();
    for check in CHECKS {
        faults.extend(sql_query(*check).load::<Finding>(conn)?.into_iter().map(|f| f.what));
    }
    faults.dedup();
    Ok(faults)
}
