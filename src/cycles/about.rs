//! What a cycle says of itself beside its flow: what it is for, its tags, what its steps do on an error, and whether the data
//! of its steps is kept. Set by programs; like the flow it does not change while the cycle runs.

use super::model::State;
use super::queries;
use super::settings::it_runs;
use crate::audit::Entry;
use crate::db::schema::cycles;
use crate::db::{ReadTx, WriteTx};
use crate::error::AppResult;
use crate::ids::{AccountId, CycleId};
use diesel::prelude::*;

/// All of it.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub(crate) struct About {
    pub description: String,
    pub tags: Vec<String>,
    /// The stored word of [`crate::flows::model::OnError`].
    pub on_error: String,
    pub log_step_data: bool,
}

/// What a cycle says.
///
/// # Errors
/// `NotFound`.
pub(crate) fn of<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<About> {
    Ok(cycles::table
        .find((tx.partner_id().0, account.0, id.0))
        .select((cycles::description, cycles::tags, cycles::on_error, cycles::log_step_data))
        .first(tx.conn())?)
}

/// Keeps it.
///
/// # Errors
/// `Conflict` while the cycle runs; `NotFound`.
pub(crate) fn set<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: CycleId, about: &About) -> AppResult<()> {
    let cycle = queries::locked(tx, account, id)?;
    if State::read(&cycle.state).runs() {
        return Err(it_runs());
    }
    let before = of(tx, account, id)?;
    if before == *about {
        return Ok(());
    }
    let now = tx.now();
    diesel::update(cycles::table.find((tx.partner_id().0, account.0, id.0)))
        .set((
            cycles::description.eq(&about.description),
            cycles::tags.eq(&about.tags),
            cycles::on_error.eq(&about.on_error),
            cycles::log_step_data.eq(about.log_step_data),
            cycles::updated_at.eq(now),
            cycles::version.eq(cycles::version + 1),
        ))
        .execute(tx.conn())?;
    tx.audit(
        Entry::of("cycle.edited", "cycle", id, &cycle.name)
            .in_account(account)
            .change("description", &before.description, &about.description)
            .change("tags", before.tags.join(", "), about.tags.join(", "))
            .change("on_error", &before.on_error, &about.on_error)
            .change("log_step_data", before.log_step_data, about.log_step_data),
    );
    Ok(())
}
