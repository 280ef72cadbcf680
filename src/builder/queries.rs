//! What the builder reads beside the flow: applications of the library with their methods, and what a cycle's steps gave
//! when they last ran. In the partner's scope or the account's own.

use crate::connectors::model::Method;
use crate::connectors::owned::{line, of_partner_or};
use crate::db::ReadTx;
use crate::db::schema::{connector_releases, connectors};
use crate::error::{AppError, AppResult};
use crate::flows::model::{Does, Flow};
use crate::ids::{AccountId, CycleId, TransactionId};
use crate::people::model::fold;
use crate::transactions::queries::{self as transactions, Found, Wanted};
use crate::web::paging::From;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Jsonb, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.connector_methods"] fn connector_methods(definition: Jsonb, wanted: Array<Text>) -> Jsonb; }

diesel::define_sql_function! { #[sql_name = "app.template_runs"] fn template_runs(of_template: SqlUuid, at_most: Integer, moment: Timestamptz) -> Jsonb; }

/// Applications that the choice offers at once.
const APPLICATIONS_SHOWN: i64 = 60;
/// Runs that the try-out offers.
const RUNS_SHOWN: i64 = 5;

/// Methods with their fields, by connector and key.
pub(crate) type Methods = BTreeMap<(String, String), Method>;

/// Connectors that a flow of this account, or of the partner's library, may name: those with a live release whose name
/// begins so; key, name and how many methods.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn applications<P>(
    tx: &mut ReadTx<'_, P>,
    of: Option<AccountId>,
    search: &str,
) -> AppResult<Vec<(String, String, i32)>> {
    let line = line(tx, of)?;
    let begins = fold(search.trim());
    let end = format!("{begins}{}", char::MAX);
    let mut query = connectors::table
        .inner_join(
            connector_releases::table.on(connector_releases::partner_id
                .eq(connectors::partner_id)
                .and(connector_releases::connector_id.eq(connectors::id))
                .and(connector_releases::number.nullable().eq(connectors::live_release))),
        )
        .filter(connectors::partner_id.eq(tx.partner_id().0))
        .filter(of_partner_or(line))
        .order((connectors::name_key, connectors::id))
        .limit(APPLICATIONS_SHOWN)
        .select((connectors::key, connectors::name, connector_releases::methods))
        .into_boxed();
    if !begins.is_empty() {
        query = query.filter(connectors::name_key.ge(begins)).filter(connectors::name_key.lt(end));
    }
    Ok(query.load(tx.conn())?)
}

/// The methods that a flow calls, of the live releases.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn methods<P>(tx: &mut ReadTx<'_, P>, flow: &Flow) -> AppResult<Methods> {
    let (mut keys, mut wanted) = (BTreeSet::new(), BTreeSet::new());
    for step in &flow.steps {
        if let Does::Poll(call) | Does::Action(call) = &step.does
            && let Some(slot) = flow.slots.iter().find(|slot| slot.key == call.slot)
        {
            keys.insert(slot.connector.as_str());
            wanted.insert(call.method.as_str());
        }
    }
    if wanted.is_empty() {
        return Ok(Methods::new());
    }
    let wanted: Vec<&str> = wanted.into_iter().collect();
    let found: Vec<(String, Value)> = connectors::table
        .inner_join(
            connector_releases::table.on(connector_releases::partner_id
                .eq(connectors::partner_id)
                .and(connector_releases::connector_id.eq(connectors::id))
                .and(connector_releases::number.nullable().eq(connectors::live_release))),
        )
        .filter(connectors::partner_id.eq(tx.partner_id().0))
        .filter(connectors::key.eq_any(keys))
        .select((connectors::key, connector_methods(connector_releases::definition, wanted)))
        .load(tx.conn())?;
    let mut methods = Methods::new();
    for (connector, stored) in found {
        let stored: Vec<Method> = serde_json::from_value(stored)?;
        methods.extend(stored.into_iter().map(|method| ((connector.clone(), method.key.clone()), method)));
    }
    Ok(methods)
}

/// What the steps of a cycle gave when it ran, masked as it is kept (R6).
#[derive(Clone, Debug, Default)]
pub(crate) struct Recorded {
    pub id: Uuid,
    /// By the key of the step.
    pub steps: BTreeMap<String, Value>,
}

/// A run whose data can be tried.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Run {
    account: Uuid,
    pub id: Uuid,
    pub status: String,
    pub warnings: i32,
    pub started_at: DateTime<Utc>,
    /// Whose it was, where runs of several cycles are offered.
    pub cycle: String,
}

/// The newest runs of the cycles that were installed from a template, and the data of the wanted one; none is looked into
/// unasked: they are customers'.
///
/// # Errors
/// `NotFound` for one that is not among them.
pub(crate) fn recorded_of_template<P>(
    tx: &mut ReadTx<'_, P>,
    template: Uuid,
    wanted: Option<TransactionId>,
) -> AppResult<(Vec<Run>, Recorded)> {
    let at_most = i32::try_from(RUNS_SHOWN).unwrap_or(i32::MAX);
    let found: Value = diesel::select(template_runs(template, at_most, tx.now())).get_result(tx.conn())?;
    let runs: Vec<Run> = serde_json::from_value(found)?;
    let Some(wanted) = wanted else { return Ok((runs, Recorded::default())) };
    let run = runs.iter().find(|run| run.id == wanted.0).ok_or(AppError::NotFound)?;
    let recorded = data_of(tx, AccountId(run.account), run.id)?;
    Ok((runs, recorded))
}

/// The newest runs of a cycle whose data is still kept, items of collections left out, and the data of one of them: the
/// wanted one, or the newest.
///
/// # Errors
/// `NotFound` for one that is not there, or is no run of this cycle.
pub(crate) fn recorded<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    cycle: CycleId,
    wanted: Option<TransactionId>,
) -> AppResult<(Vec<Run>, Recorded)> {
    let now = tx.now();
    let mut runs = transactions::list(tx, account, &Wanted::of(cycle), &From::Start, RUNS_SHOWN * 4)?.rows;
    runs.retain(|run| run.is_kept(now) && run.item.is_none());
    runs.truncate(usize::try_from(RUNS_SHOWN).unwrap_or_default());
    let id = match wanted {
        Some(wanted) => {
            let run = transactions::find(tx, account, wanted)?;
            if run.cycle_id != cycle.0 || !run.is_kept(now) {
                return Err(AppError::NotFound);
            }
            run.id
        }
        None => match runs.first() {
            Some(run) => run.id,
            None => return Ok((Vec::new(), Recorded::default())),
        },
    };
    let recorded = data_of(tx, account, id)?;
    let run = |run: Found| Run {
        account: account.0,
        id: run.id,
        status: run.status,
        warnings: run.warnings,
        started_at: run.started_at,
        cycle: String::new(),
    };
    Ok((runs.into_iter().map(run).collect(), recorded))
}

/// What the steps of a run gave.
fn data_of<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: Uuid) -> AppResult<Recorded> {
    let mut recorded = Recorded { id, ..Recorded::default() };
    for run in transactions::steps(tx, account, TransactionId(id))? {
        // What was cut because it was long is no JSON any more.
        if let Some(value) = run.output.and_then(|text| serde_json::from_str(&text).ok()) {
            recorded.steps.insert(run.step, value);
        }
    }
    // Of a collection that was split, one item shows what the steps of the items gave.
    let items = Wanted { parent: Some(TransactionId(id)), ..Wanted::default() };
    if let Some(item) = transactions::list(tx, account, &items, &From::Start, 1)?.rows.first() {
        for run in transactions::steps(tx, account, TransactionId(item.id))? {
            if let Some(value) = run.output.and_then(|text| serde_json::from_str(&text).ok()) {
                recorded.steps.entry(run.step).or_insert(value);
            }
        }
    }
    Ok(recorded)
}
