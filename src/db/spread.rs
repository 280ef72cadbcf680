//! How the tables lie on a Citus cluster: which are spread over the nodes by account, which are copied to each, which stay
//! on the coordinator. `berth citus prepare` brings them there, and a test holds the database to what Citus can keep
//! (docs/SCALING.md), so that a migration that could not go there is refused on one machine already.

#![expect(clippy::disallowed_methods, reason = "the operator's command is no request")]

use anyhow::{Context, bail};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Bool, Text};
use std::collections::BTreeMap;

/// Where the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lies {
    /// Each account's on one node, by account_id.
    Spread,
    /// All of them on every node.
    Copied,
    /// All of them on the coordinator.
    Local,
}

use Lies::{Copied, Local, Spread};

/// Every table there is.
pub(crate) const TABLES: &[(&str, Lies)] = &[
    ("__diesel_schema_migrations", Local),
    ("account_ancestors", Copied),
    ("account_brands", Local),
    ("account_connectors", Copied),
    ("account_export_accounts", Local),
    ("account_export_parts", Local),
    ("account_exports", Local),
    ("account_limits", Copied),
    ("account_terms", Local),
    ("account_users", Local),
    ("account_zones", Copied),
    ("accounts", Copied),
    ("api_answers", Local),
    ("api_call_hours", Local),
    ("api_calls", Local),
    ("api_credentials", Local),
    ("api_tokens", Local),
    ("api_turns", Local),
    ("audit_heads", Local),
    ("audit_log", Local),
    ("begun_sign_ins", Local),
    ("brand_drafts", Local),
    ("brand_images", Local),
    ("brand_versions", Local),
    ("call_turns", Local),
    ("connect_links", Local),
    ("connector_clients", Copied),
    ("connector_releases", Copied),
    ("connectors", Copied),
    ("credentials", Local),
    ("cycle_connectors", Copied),
    ("cycles", Copied),
    ("dropped_months", Local),
    ("error_reports", Local),
    ("error_webhook_keys", Local),
    ("error_webhooks", Copied),
    ("form_keys", Local),
    ("frame_keys", Local),
    ("frames", Local),
    ("hook_deliveries", Spread),
    ("hooks", Copied),
    ("import_rows", Local),
    ("imports", Local),
    ("incident_causes", Spread),
    ("incident_cycles", Spread),
    ("incidents", Spread),
    ("job_rows", Local),
    ("jobs", Local),
    ("known_devices", Local),
    ("ledger", Spread),
    ("limit_notices", Copied),
    ("links", Local),
    ("mails", Local),
    ("method_calls", Local),
    ("oauth_grants", Local),
    ("oidc_identities", Local),
    ("oidc_providers", Local),
    ("oidc_sign_ins", Local),
    ("partner_figures", Local),
    ("partner_hosts", Local),
    ("partner_keys", Local),
    ("partner_limits", Copied),
    ("partners", Copied),
    ("people", Local),
    ("person_terms", Local),
    ("purge_certificates", Local),
    ("queue", Local),
    ("queue_accounts", Local),
    ("rate_turns", Local),
    ("reconciliations", Local),
    ("recovery_codes", Local),
    ("saved_report_readers", Local),
    ("saved_reports", Local),
    ("second_factors", Local),
    ("sessions", Local),
    ("sign_in_attempts", Local),
    ("sign_in_tokens", Local),
    ("spent_signatures", Local),
    ("step_runs", Spread),
    ("storage", Copied),
    ("template_accounts", Copied),
    ("template_releases", Copied),
    ("templates", Copied),
    ("transactions", Spread),
    ("usage_account_days", Spread),
    ("usage_account_months", Spread),
    ("usage_connector_days", Copied),
    ("usage_days", Spread),
    ("usage_hours", Spread),
    ("usage_months", Spread),
    ("usage_partner_days", Copied),
    ("usage_pending", Spread),
    ("views_as", Local),
];

/// Roles that nodes are called as: they need LOGIN there, and on one machine must not have it.
const CALLED_AS: [&str; 6] =
    ["berth_partner", "berth_account", "berth_person", "berth_worker", "berth_maintenance", "berth_gate"];

#[derive(QueryableByName)]
struct Pair {
    #[diesel(sql_type = Text)]
    one: String,
    #[diesel(sql_type = Text)]
    other: String,
}

fn pairs(conn: &mut PgConnection, sql: &str) -> QueryResult<Vec<(String, String)>> {
    Ok(sql_query(sql).load::<Pair>(conn)?.into_iter().map(|pair| (pair.one, pair.other)).collect())
}

const OF_PUBLIC: &str = "c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition";

/// What a Citus cluster could not keep, in words; empty when it could keep all of it.
///
/// # Errors
/// When the catalogue cannot be read.
pub(crate) fn faults(conn: &mut PgConnection) -> QueryResult<Vec<String>> {
    let lies: BTreeMap<&str, Lies> = TABLES.iter().copied().collect();
    let mut faults = Vec::new();
    let there = pairs(
        conn,
        &format!("select c.relname::text as one, c.relkind::text as other from pg_class c where {OF_PUBLIC}"),
    )?;
    for (table, kind) in &there {
        match lies.get(table.as_str()) {
            None => faults.push(format!(
                "table {table} is not in the list of db::spread: say whether it is spread, copied or local"
            )),
            Some(Copied) if kind == "p" => {
                faults.push(format!("table {table} is copied, and what is copied cannot be partitioned"))
            }
            Some(_) => {}
        }
    }
    for table in lies.keys().filter(|table| !there.iter().any(|(name, _)| name == *table)) {
        faults.push(format!("db::spread lists table {table}, which there is not"));
    }
    let of = |table: &str| lies.get(table).copied();
    // Keys: a node can only hold unique what it holds alone.
    let keys = format!(
        "select c.relname::text as one, i.indexrelid::regclass::text as other from pg_index i join pg_class c on c.oid = i.indrelid
          where {OF_PUBLIC} and i.indisunique
            and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id' and a.attnum = any (i.indkey))
          order by 1, 2"
    );
    for (table, index) in pairs(conn, &keys)? {
        if of(&table) == Some(Spread) {
            faults.push(format!(
                "table {table} grows with use and is spread: its unique key {index} must have account_id in it"
            ));
        }
    }
    let references = format!(
        "select c.relname::text as one, k.confrelid::regclass::text || case when (
                   select a.attnum = any (k.conkey) and b.attnum = any (k.confkey) from pg_attribute a, pg_attribute b
                    where a.attrelid = k.conrelid and a.attname = 'account_id' and b.attrelid = k.confrelid and b.attname = 'account_id')
                then '' else '*' end as other
           from pg_constraint k join pg_class c on c.oid = k.conrelid
          where k.contype = 'f' and k.conparentid = 0 and {OF_PUBLIC} order by 1, 2"
    );
    for (table, to) in pairs(conn, &references)? {
        let (to, with_account) = (to.trim_end_matches('*'), !to.ends_with('*'));
        match (of(&table), of(to)) {
            (Some(Copied), Some(Spread)) => {
                faults.push(format!("table {table} is copied and refers to {to}, which is spread"))
            }
            (Some(Copied), Some(Local)) => {
                faults.push(format!("table {table} is copied and refers to {to}, which is local"))
            }
            (Some(Spread), Some(Local)) => {
                faults.push(format!("table {table} is spread and refers to {to}, which is local"))
            }
            (Some(Local), Some(Spread)) => {
                faults.push(format!("table {table} is local and refers to {to}, which is spread"))
            }
            (Some(Spread), Some(Spread)) if !with_account => {
                faults.push(format!(
                    "table {table} refers to {to} without account_id: the two rows may lie on two nodes"
                ));
            }
            _ => {}
        }
    }
    let policies =
        "select c.relname::text as one, p.polname::text as other from pg_policy p join pg_class c on c.oid = p.polrelid
                     where p.polqual::text like '%{SUBLINK%' or p.polwithcheck::text like '%{SUBLINK%' order by 1, 2";
    for (table, policy) in pairs(conn, policies)? {
        faults.push(format!("policy {policy} on table {table} has a sub-select, which Citus refuses"));
    }
    let triggers =
        "select c.relname::text as one, t.tgname::text as other from pg_trigger t join pg_class c on c.oid = t.tgrelid
                     where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by 1, 2";
    for (table, trigger) in pairs(conn, triggers)? {
        faults.push(format!("table {table} has the trigger {trigger}, and Citus runs none on copied or spread tables"));
    }
    let functions = "select p.oid::regprocedure::text as one, '' as other from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                      where n.nspname in ('public', 'app', 'gate', 'maintenance') and p.prosrc ~* 'set_config' order by 1";
    for (function, _) in pairs(conn, functions)? {
        faults.push(format!("function {function} calls set_config, which is not forwarded: the nodes see no scope"));
    }
    Ok(faults)
}

/// The statements that bring the tables to where they lie, each at most once and what is referred to first.
///
/// # Errors
/// When the catalogue cannot be read.
pub(crate) fn plan(conn: &mut PgConnection) -> anyhow::Result<Vec<String>> {
    let references = pairs(
        conn,
        "select conrelid::regclass::text as one, confrelid::regclass::text as other from pg_constraint
          where contype = 'f' and conparentid = 0 and conrelid <> confrelid and connamespace = 'public'::regnamespace",
    )?;
    let mut waiting: Vec<&str> = TABLES.iter().filter(|(_, lies)| *lies == Copied).map(|(table, _)| *table).collect();
    let mut steps = vec![
        "do $$ begin execute format('alter database %I set citus.propagate_set_commands = ''local''', current_database()); end $$"
            .to_owned(),
    ];
    while !waiting.is_empty() {
        let (ready, rest): (Vec<&str>, Vec<&str>) = waiting
            .iter()
            .partition(|table| !references.iter().any(|(from, to)| from == *table && waiting.contains(&to.as_str())));
        if ready.is_empty() {
            bail!("these tables refer to each other in a circle: {}", rest.join(", "));
        }
        steps.extend(ready.iter().map(|table| format!("select create_reference_table('{table}')")));
        waiting = rest;
    }
    let spread = TABLES.iter().filter(|(_, lies)| *lies == Spread);
    steps.extend(spread.map(|(table, _)| format!("select create_distributed_table('{table}', 'account_id')")));
    steps.extend(CALLED_AS.iter().map(|role| format!("alter role {role} login")));
    Ok(steps)
}

#[derive(QueryableByName)]
struct Extension {
    #[diesel(sql_type = Bool)]
    available: bool,
    #[diesel(sql_type = Bool)]
    made: bool,
}

/// Brings every table to where it lies; what is there already is passed by, so it can be run again. `said` hears of each step.
///
/// # Errors
/// When the server has no Citus, or the database holds what Citus cannot keep; nothing was changed then.
pub(crate) fn prepare(conn: &mut PgConnection, said: impl Fn(&str)) -> anyhow::Result<()> {
    let citus: Extension = sql_query(
        "select exists (select 1 from pg_available_extensions where name = 'citus') as available,
                exists (select 1 from pg_extension where extname = 'citus') as made",
    )
    .get_result(conn)?;
    if !citus.available {
        bail!(
            "this Postgres has no Citus: the extension is not installed on the server. Nothing was changed, and nothing needs to \
             be: one machine works without it. docs/SCALING.md says when it is time, and how to install it"
        );
    }
    if !citus.made {
        bail!("Citus is installed on the server, but not in this database. As a superuser run: create extension citus");
    }
    let faults = faults(conn)?;
    if !faults.is_empty() {
        bail!("Citus could not keep this database:\n  {}", faults.join("\n  "));
    }
    let there: Vec<String> = pairs(conn, "select logicalrelid::text as one, '' as other from pg_dist_partition")?
        .into_iter()
        .map(|(table, _)| table)
        .collect();
    for step in plan(conn)? {
        if there.iter().any(|table| step.contains(&format!("('{table}'"))) {
            continue;
        }
        said(&step);
        conn.batch_execute(&step).with_context(|| format!("carrying out: {step}"))?;
    }
    Ok(())
}
