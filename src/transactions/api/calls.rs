//! The calls about transactions.

use super::model::{STATES, TransactionItem, TransactionObject};
use crate::accounts::stand::Stand;
use crate::cycles::queries::{find as cycle, flow_of};
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId, TransactionId, known};
use crate::transactions::model::Since;
use crate::transactions::queries::{self, Wanted};
use crate::transactions::{actions, waiting};
use crate::web::api::between::{Between, here};
use crate::web::api::call::Called;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::list::DEEP;
use crate::web::api::{Answer, Body, Call, Given, ListQuery, Nothing, Place, one_of};
use crate::web::forms::Asked;
use crate::web::state::App;
use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// The one order that there is: an id tells when it was made.
pub(super) const COLUMNS: [&str; 2] = ["CreatedOnUtc", "Id"];

/// What a list is narrowed to, beside when they began.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Kinds {
    /// Queued, Waiting, Running, InProgress (any of these), Completed, Failed, Stopped or Dropped.
    status: String,
    /// Split: the items of collections; Unsplit: all others.
    split_type: String,
}

impl Kinds {
    fn wanted(&self, between: &Between, cycle: Option<CycleId>) -> AppResult<Wanted> {
        let status = chosen("status", &self.status, &STATES)?.map(str::to_owned);
        let items = chosen("splitType", &self.split_type, &[("Split", true), ("Unsplit", false)])?;
        let (since, until) = between.read()?;
        Ok(Wanted { cycle, status, items, since, until, ..Wanted::default() })
    }

    fn here(&self, between: &Between, path: &str) -> String {
        let own = [("status", self.status.as_str()), ("splitType", &self.split_type)];
        here(path, own.into_iter().chain(between.pairs()))
    }
}

/// A parameter that is one of some words; none where it is left out.
fn chosen<T: Copy>(name: &str, given: &str, words: &[(&str, T)]) -> AppResult<Option<T>> {
    if given.trim().is_empty() { Ok(None) } else { one_of(name, given, words).map(Some) }
}

fn page<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    wanted: &Wanted,
    asked: &ListQuery,
    here: &str,
) -> AppResult<Answer> {
    let (listed, now) = (asked.read::<Uuid>(&COLUMNS)?, tx.now());
    let found = queries::page(tx, account, wanted, &listed)?;
    let count = queries::count(tx, account, wanted, DEEP)?;
    let rows = found.into_iter().map(|found| (found.id, TransactionObject::of(found, now))).collect();
    listed.answer(rows, count, here)
}

/// Those of all cycles.
pub(super) async fn of_account<P: Stand + Called>(
    call: Call<P::View, P>,
    asked: Asked<ListQuery>,
    kinds: Asked<Kinds>,
    between: Asked<Between>,
) -> AppResult<Answer> {
    let wanted = kinds.0.wanted(&between.0, None)?;
    let here = kinds.0.here(&between.0, "/v1.0/cycles/transactions");
    call.read_in(move |tx, account| page(tx, account, &wanted, &asked.0, &here)).await
}

/// Those of one cycle.
pub(super) async fn of_cycle<P: Stand + Called>(
    call: Call<P::View, P>,
    path: web::Path<String>,
    asked: Asked<ListQuery>,
    kinds: Asked<Kinds>,
    between: Asked<Between>,
) -> AppResult<Answer> {
    let id = known::<CycleId>(&path)?;
    let wanted = kinds.0.wanted(&between.0, Some(id))?;
    let here = kinds.0.here(&between.0, &format!("/v1.0/cycles/{id}/transactions"));
    call.read_in(move |tx, account| {
        cycle(tx, account, id)?;
        page(tx, account, &wanted, &asked.0, &here)
    })
    .await
}

/// A cycle and one of its transactions, as an address names them.
type Path = web::Path<(String, String)>;

fn named(path: &Path) -> AppResult<(CycleId, TransactionId)> {
    Ok((known(&path.0)?, known(&path.1)?))
}

/// A transaction of the cycle; one of another is none (T4).
fn find<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    (cycle, id): (CycleId, TransactionId),
) -> AppResult<queries::Found> {
    let found = queries::find(tx, account, id)?;
    if found.cycle_id == cycle.0 { Ok(found) } else { Err(AppError::NotFound) }
}

/// What is looked for in a transaction.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct Sought {
    /// A text that a step's name, message, request, response or output has, in capitals or not.
    query: String,
}

/// The one order of what steps did.
pub(super) const ITEMS: [&str; 1] = ["Number"];

/// What its steps did, one after the other.
pub(super) async fn items<P: Stand + Called>(
    call: Call<P::View, P>,
    path: Path,
    asked: Asked<ListQuery>,
    sought: Asked<Sought>,
) -> AppResult<Answer> {
    let (ids, listed) = (named(&path)?, asked.0.read::<Place>(&ITEMS)?);
    call.read_in(move |tx, account| {
        let found = find(tx, account, ids)?;
        let (flow, _) = flow_of(tx, account, ids.0)?;
        let flow: Flow = serde_json::from_value(flow)?;
        let names: HashMap<String, String> = flow.steps.into_iter().map(|step| (step.key, step.name)).collect();
        let sought = sought.0.query.trim().to_lowercase();
        let runs = queries::kept_steps(tx, account, &found)?.into_iter();
        let items = runs.map(|run| TransactionItem::of(run, ids.0.0, &names));
        let items: Vec<TransactionItem> = items.filter(|item| sought.is_empty() || item.has(&sought)).collect();
        let path = format!("/v1.0/cycles/{}/transactions/{}", ids.0, ids.1);
        listed.in_order(items, &here(&path, [("query", sought.as_str())]))
    })
    .await
}

/// From where it is run again.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Again {
    /// Failure: what was done before stays done; Start: everything is done anew. Failure where it is left out.
    from: Given<String>,
}

/// What began.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Anew {
    transaction_id: Uuid,
}

/// Runs one that failed again.
pub(super) async fn retry<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<Again>,
    path: Path,
    key: Once,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let ids = named(&path)?;
    let from = body.value.from.clone().or(String::new());
    let since = chosen("From", &from, &[("Failure", Since::Failure), ("Start", Since::Start)])?;
    let answer = call.write_once_in(key, &body, move |tx, account| {
        find(tx, account, ids)?;
        let anew = actions::retry(tx, account, ids.1, since.unwrap_or(Since::Failure))?;
        Answer::of(&Anew { transaction_id: anew.0 })
    });
    let answer = answer.await?;
    app.engine.hear();
    Ok(answer)
}

/// Ends one that waits.
pub(super) async fn stop<P: Stand + Called>(
    call: Call<P::Edit, P>,
    path: Path,
    key: Once,
    body: Body<Nothing>,
) -> AppResult<Answer> {
    let ids = named(&path)?;
    call.write_once_in(key, &body, move |tx, account| {
        find(tx, account, ids)?;
        waiting::stop(tx, account, ids.1)?;
        let (found, now) = (find(tx, account, ids)?, tx.now());
        Answer::of(&TransactionObject::of(found, now))
    })
    .await
}
