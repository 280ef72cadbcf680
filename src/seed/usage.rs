//! What `berth seed bulk` adds to its accounts: Transactions, rows of the ledger and what they come to by hour, day and
//! month, over any number of days, for trials and benchmarks. It is made in the database, set by set and an equal share of
//! the accounts at a time, in one transaction a partner; the log of single steps is left out, as no report reads it.

use crate::config::Config;
use crate::connectors::actions::library;
use crate::connectors::catalogue::applications;
use crate::db::{Database, InPartner, WriteTx};
use crate::error::AppResult;
use crate::flows::model::Flow;
use crate::ids::PartnerId;
use anyhow::Context;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "maintenance.make_month"] fn make_month(parent: diesel::sql_types::Text, month: diesel::sql_types::Date) -> Bool; }

/// How much of it, of each partner.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Use {
    /// Days that it lies in, until yesterday.
    pub days: u32,
    /// On how many days of accounts something was used; all of them at most.
    pub account_days: u64,
    pub transactions: u64,
    /// Tasks.
    pub ledger: u64,
}

/// Connectors of the catalogue that are called.
const CALLED: [&str; 4] = ["shopify", "xero", "hubspot", "slack"];
/// Rows of the ledger that one statement makes, about; memory stays the same whatever the number.
const ROWS_AT_ONCE: u64 = 400_000;
/// Partitioned tables that a seeded past is written to.
const PARTED: [&str; 6] = ["transactions", "step_runs", "ledger", "incidents", "usage_hours", "usage_days"];

/// A connector that was added to the library.
struct Called {
    id: Uuid,
    name: String,
    flow: serde_json::Value,
    methods: Vec<String>,
}

/// Makes the use of all accounts of a partner that has none yet.
pub(crate) fn run(
    config: &Config,
    db: &Database,
    partner: PartnerId,
    accounts: usize,
    wanted: Use,
    seed: u64,
) -> anyhow::Result<()> {
    let called = db.for_installation(partner, "berth seed bulk", add_connectors)?;
    let first = db.clock().now().date_naive() - chrono::Duration::days(i64::from(wanted.days) + 2);
    let mut owner = crate::db::owner(config)?;
    make_months(&mut owner, first, db.clock().now().date_naive())?;
    let done = owner.transaction::<_, anyhow::Error, _>(|conn| {
        // Nobody else may write the ledger of all accounts: the gate may until this commits, and nobody sees that it could.
        // So is the owner a member of berth_partner for as long, which it is not otherwise.
        conn.batch_execute(&format!(
            "grant insert on ledger to berth_gate; grant berth_partner to current_user;
             set local jit = off; set local role berth_partner; set local app.partner_id = '{partner}'; {}",
            connectors_table(&called)
        ))?;
        let made = include_str!("sql/used.sql")
            .replace(":account_days", &wanted.account_days.to_string())
            .replace(":transactions", &wanted.transactions.to_string())
            .replace(":ledger", &wanted.ledger.to_string())
            .replace(":days", &wanted.days.to_string())
            .replace(":seed", &seed.to_string());
        conn.batch_execute(&made).context("sharing out the use")?;
        let (accounts, rows) = (accounts as u64, wanted.ledger.max(wanted.transactions).max(1));
        let share = (accounts * ROWS_AT_ONCE / rows).clamp(1, accounts.max(1));
        for first in (0..accounts).step_by(usize::try_from(share)?) {
            let some = include_str!("sql/some_used.sql")
                .replace(":partner", &partner.to_string())
                .replace(":first", &first.to_string())
                .replace(":until", &(first + share).to_string())
                .replace(":days", &wanted.days.to_string());
            conn.batch_execute(&some).with_context(|| format!("accounts from {first} on"))?;
        }
        conn.batch_execute(&format!(
            "insert into usage_partner_days (partner_id, day, tasks, failed_tasks, transactions, failed, errors)
             select u.partner_id, u.day, sum(u.tasks), sum(u.failed_tasks), sum(u.transactions), sum(u.failed), sum(u.errors)
               from usage_account_days u where u.partner_id = '{partner}' group by u.partner_id, u.day;
             reset role; revoke berth_partner from current_user; revoke insert on ledger from berth_gate"
        ))?;
        Ok(())
    });
    done.context("making what was used")?;
    owner.batch_execute(
        "analyze transactions, ledger, incidents, usage_hours, usage_days, usage_account_days, usage_account_months, usage_partner_days, usage_months, usage_connector_days",
    )?;
    Ok(())
}

/// The months of days that are over.
pub(super) fn make_months(
    owner: &mut PgConnection,
    first: chrono::NaiveDate,
    last: chrono::NaiveDate,
) -> anyhow::Result<()> {
    use chrono::Datelike;
    let mut month = first.with_day(1).context("a month has a first day")?;
    while month <= last {
        for parent in PARTED {
            diesel::select(make_month(parent, month)).get_result::<bool>(owner)?;
        }
        month = month.checked_add_months(chrono::Months::new(1)).context("months go on")?;
    }
    Ok(())
}

fn add_connectors(tx: &mut WriteTx<'_, InPartner>) -> AppResult<Vec<Called>> {
    let mut called = Vec::new();
    for application in applications().iter().filter(|one| CALLED.contains(&one.key.as_str())) {
        let definition = application.definition.clone();
        let (name, methods) = (definition.name.clone(), definition.methods.iter().map(|one| one.key.clone()).collect());
        let id = library::create(
            tx,
            library::New {
                definition,
                report: json!({}),
                kind: "application",
                categories: application.categories.clone(),
                origin: format!("catalogue:{}", application.key),
                live: true,
                owner: None,
            },
        )?;
        // Read as a flow, so that what a page cannot read is not seeded.
        let flow: Flow = serde_json::from_value(json!({
            "slots": [{"key": "app", "connector": application.key}],
            "steps": [{"key": "begin", "name": "When it is time", "kind": "start"},
                      {"key": "call", "name": format!("Ask {name}"), "kind": "action", "slot": "app", "method": "", "pages": 1}],
            "edges": [{"from": "begin", "to": "call"}]
        }))?;
        called.push(Called { id, name, flow: serde_json::to_value(flow)?, methods });
    }
    Ok(called)
}

/// The connectors as a table of the transaction; what is written out are ids, keys and names of the catalogue.
fn connectors_table(called: &[Called]) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let rows = called.iter().enumerate().map(|(no, one)| {
        let methods: Vec<String> = one.methods.iter().map(|key| quoted(key)).collect();
        let (name, flow) = (quoted(&one.name), quoted(&one.flow.to_string()));
        format!("({no}, '{}'::uuid, {name}, {flow}::jsonb, array[{}])", one.id, methods.join(", "))
    });
    format!(
        "create temporary table seeded_connectors on commit drop as
         select * from (values {}) c (no, connector_id, name, flow, methods)",
        rows.collect::<Vec<_>>().join(", ")
    )
}
