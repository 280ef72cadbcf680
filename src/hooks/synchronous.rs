//! Answering the caller of a synchronous webhook with what its flow's Synchronous response gives (MODEL section 5). What
//! was accepted is stored before anything is waited for (R1), and the answer is read from the log, so that it does not
//! matter which process ran the flow, and a delivery that comes again is answered as before.

use crate::db::schema::{step_runs, transactions};
use crate::db::{InWork, WriteTx};
use crate::engine::worker::Engine;
use crate::error::AppResult;
use crate::flows::model::Does;
use crate::ids::{TokenHash, TransactionId};
use diesel::prelude::*;
use serde_json::Value;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long a caller waits; then it is told the Transaction, which goes on.
const WAIT_MAX: Duration = Duration::from_secs(30);
/// How often the log is looked at while nothing is heard: another process may be running it.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What became of a Transaction whose caller waits.
pub(super) enum Response {
    Given {
        status: u16,
        body: Value,
    },
    /// It failed, or was stopped, before it came to a response.
    Failed,
    /// There is none yet, or its flow ended without one.
    Open,
}

/// Waits for the response of a Transaction.
///
/// # Errors
/// When the database is away. The Transaction is stored whatever comes.
pub(super) async fn wait(engine: &Arc<Engine>, token: &TokenHash, transaction: TransactionId) -> AppResult<Response> {
    let Some(waiting) = engine.await_answer(transaction) else { return Ok(Response::Open) };
    let end = Instant::now() + WAIT_MAX;
    loop {
        match look(engine, token, transaction).await? {
            Some(response) => return Ok(response),
            None if Instant::now() >= end => return Ok(Response::Open),
            None => drop(tokio::time::timeout(LOOK_EVERY, waiting.heard()).await),
        }
    }
}

async fn look(engine: &Arc<Engine>, token: &TokenHash, transaction: TransactionId) -> AppResult<Option<Response>> {
    let (shared, token) = (engine.clone(), token.clone());
    let looked = engine
        .blocking(move |_| {
            let Some(facts) = shared.hook_now(&token)? else { return Ok(Some(Response::Open)) };
            let read = shared.for_hook(&token, &facts, |tx| {
                let versions = (facts.version, facts.account_version);
                let plan = match shared.plans.known((facts.partner, facts.account, facts.cycle), versions, tx.now()) {
                    Some(plan) => plan,
                    None => shared.plans.read(tx, facts.cycle)?,
                };
                let responses: Vec<(&str, u16)> = plan
                    .flow
                    .steps
                    .iter()
                    .filter_map(|step| match step.does {
                        Does::Respond { status, .. } => Some((step.key.as_str(), status)),
                        _ => None,
                    })
                    .collect();
                read(tx, transaction, &responses)
            })?;
            // Not running any more: who waits is not kept waiting.
            Ok(read.unwrap_or(Some(Response::Open)))
        })
        .await?;
    Ok(looked)
}

/// The first response in the log; where there is none, how the Transaction stands.
fn read(
    tx: &mut WriteTx<'_, InWork>,
    transaction: TransactionId,
    responses: &[(&str, u16)],
) -> AppResult<Option<Response>> {
    let account = tx.account_id().0;
    let keys: Vec<&str> = responses.iter().map(|(key, _)| *key).collect();
    let given: Option<(String, Option<String>)> = step_runs::table
        .filter(step_runs::account_id.eq(account))
        .filter(step_runs::transaction_id.eq(transaction.0))
        .filter(step_runs::step.eq_any(keys))
        .filter(step_runs::outcome.eq("done"))
        .order(step_runs::seq)
        .select((step_runs::step, step_runs::output))
        .first(tx.conn())
        .optional()?;
    if let Some((step, output)) = given {
        let status = responses.iter().find(|(key, _)| *key == step).map_or(200, |(_, status)| *status);
        let body = output.map(|text| serde_json::from_str(&text)).transpose()?.unwrap_or(Value::Null);
        return Ok(Some(Response::Given { status, body }));
    }
    let status: String =
        transactions::table.find((account, transaction.0)).select(transactions::status).first(tx.conn())?;
    Ok(match status.as_str() {
        "done" => Some(Response::Open),
        "failed" | "stopped" | "dropped" => Some(Response::Failed),
        _ => None,
    })
}
