//! What a cycle does, part by part: its steps, the edges between them, its variables, and where the fields of a step come
//! from. A running cycle is not changed: 409.

mod edges;
mod mapped;
mod mappings;
mod step_fields;
mod step_given;
mod step_object;
mod steps;
mod variables;

#[cfg(feature = "test-support")]
pub(crate) use edges::id as edge_id;

use crate::cycles::actions::{self, Edit};
use crate::cycles::model::State;
use crate::cycles::queries::{content, locked};
use crate::cycles::settings::it_runs;
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::{Flow, Step};
use crate::ids::{AccountId, CycleId, known};
use crate::people::model::Version;
use crate::secrets::Vault;
use crate::web::routes::Routes;
use actix_web::web;
use serde_json::Value;

pub(super) fn routes(routes: &mut Routes) {
    steps::routes(routes);
    edges::routes(routes);
    variables::routes(routes);
    mappings::routes(routes);
}

/// A cycle's flow, and what was filled in for its variables.
fn read<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<(Flow, Value)> {
    let (flow, inputs) = content(tx, account, id)?;
    Ok((serde_json::from_value(flow)?, inputs))
}

/// Changes the flow of a cycle that does not run, and answers what `change` does. `inputs` are those that are there.
///
/// # Errors
/// `Conflict` while it runs; what `change` says; `NotFound`.
fn edited<P, T>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    (account, id): (AccountId, CycleId),
    change: impl FnOnce(&mut WriteTx<'_, P>, &mut Flow) -> AppResult<T>,
) -> AppResult<T> {
    let cycle = locked(tx, account, id)?;
    if State::read(&cycle.state).runs() {
        return Err(it_runs());
    }
    let (mut flow, _) = read(tx, account, id)?;
    let done = change(tx, &mut flow)?;
    let seen = Version(cycle.version);
    actions::edit(tx, vault, account, id, &Edit { seen, flow: &flow, schedule: None, secret: None })
        .map_err(super::writing::named)?;
    Ok(done)
}

/// Why an edit is refused, as a call is answered.
fn refused(why: String) -> AppError {
    AppError::BadRequest(why)
}

/// A cycle and something of it, as an address names them.
type Named = web::Path<(String, String)>;

fn in_cycle(path: Named) -> AppResult<(CycleId, String)> {
    let (cycle, named) = path.into_inner();
    Ok((known(&cycle)?, named))
}

/// The key of a step that belongs to a cycle, by its id or its key.
fn key_in(cycle: CycleId, named: &str) -> AppResult<&str> {
    match named.split_once('.') {
        None => Ok(named),
        Some((of, key)) if known::<CycleId>(of)? == cycle => Ok(key),
        Some(_) => Err(AppError::NotFound),
    }
}

/// The cycle and the key of a step, by its id.
fn step_named(id: &str) -> AppResult<(CycleId, String)> {
    let (cycle, key) = id.split_once('.').ok_or(AppError::NotFound)?;
    Ok((known(cycle)?, key.to_owned()))
}

/// A step of a flow.
fn step_of<'a>(flow: &'a Flow, key: &str) -> AppResult<&'a Step> {
    flow.step(key).ok_or(AppError::NotFound)
}
