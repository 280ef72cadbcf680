//! Which Account Connector a cycle uses for each connector of its flow: one of its account's own or one that an account
//! above it shares (T6). That it is nothing else is held by the references of `cycle_connectors`.

use super::model::State;
use super::queries;
use crate::audit::Entry;
use crate::db::schema::cycle_connectors as chosen;
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountConnectorId, AccountId, CycleId};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.connector_choices"] fn connector_choices(account: SqlUuid, keys: Array<Text>) -> Jsonb; }

/// An Account Connector that can be chosen.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Choice {
    /// Key of its connector in the partner's library.
    pub key: String,
    /// The account it belongs to.
    pub owner: AccountId,
    pub id: AccountConnectorId,
    pub name: String,
    pub owner_name: String,
    pub state: String,
}

/// Everything that can be chosen for a flow in an account.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn choices<P>(tx: &mut ReadTx<'_, P>, account: AccountId, flow: &Flow) -> AppResult<Vec<Choice>> {
    let keys: Vec<&str> = flow.slots.iter().map(|slot| slot.connector.as_str()).collect();
    let found: serde_json::Value = diesel::select(connector_choices(account.0, keys)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// What is chosen: slot and Account Connector.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn chosen<P>(tx: &mut ReadTx<'_, P>, account: AccountId, cycle: CycleId) -> AppResult<Vec<(String, Uuid)>> {
    Ok(chosen::table
        .filter(chosen::partner_id.eq(tx.partner_id().0))
        .filter(chosen::account_id.eq(account.0))
        .filter(chosen::cycle_id.eq(cycle.0))
        .order(chosen::slot)
        .select((chosen::slot, chosen::account_connector_id))
        .load(tx.conn())?)
}

/// Forgets what was chosen for slots that a flow does not have any more.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn keep_only<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: CycleId, slots: &[&str]) -> AppResult<()> {
    let partner = tx.partner_id().0;
    let of_cycle = chosen::partner_id.eq(partner).and(chosen::account_id.eq(account.0)).and(chosen::cycle_id.eq(id.0));
    diesel::delete(chosen::table.filter(of_cycle).filter(chosen::slot.ne_all(slots))).execute(tx.conn())?;
    Ok(())
}

/// Puts Account Connectors into slots; a slot that is left out is emptied.
///
/// # Errors
/// `Conflict` while the cycle runs; `Invalid` at the slot for one that cannot be chosen; `NotFound`.
pub(crate) fn choose<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    id: CycleId,
    wanted: &[(String, AccountConnectorId)],
) -> AppResult<()> {
    let cycle = queries::locked(tx, account, id)?;
    if State::read(&cycle.state).runs() {
        return Err(super::settings::it_runs());
    }
    let (flow, _) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    let choices = choices(tx, account, &flow)?;
    let partner = tx.partner_id().0;
    let of_cycle = chosen::partner_id.eq(partner).and(chosen::account_id.eq(account.0)).and(chosen::cycle_id.eq(id.0));
    diesel::delete(chosen::table.filter(of_cycle)).execute(tx.conn())?;
    let mut entry = Entry::of("cycle.connected", "cycle", id, &cycle.name).in_account(account);
    for slot in &flow.slots {
        let Some((_, connector)) = wanted.iter().find(|(key, _)| *key == slot.key) else { continue };
        let choice = choices.iter().find(|choice| choice.id == *connector && choice.key == slot.connector);
        let Some(choice) = choice else {
            return Err(AppError::invalid(&format!("slot_{}", slot.key), t!("cycles-connector-unusable")));
        };
        diesel::insert_into(chosen::table)
            .values((
                chosen::partner_id.eq(partner),
                chosen::account_id.eq(account.0),
                chosen::cycle_id.eq(id.0),
                chosen::slot.eq(&slot.key),
                chosen::owner_id.eq(choice.owner.0),
                chosen::account_connector_id.eq(choice.id.0),
            ))
            .execute(tx.conn())?;
        entry = entry.change(&slot.key, "", format!("{} of {}", choice.name, choice.owner_name));
    }
    tx.audit(entry);
    Ok(())
}
