//! A draft becomes live: what is installed from now on and what runs uses it, and the former live release is deprecated.

use super::drafts::{Draft, refuse};
use super::seen_draft;
use crate::connectors::{owned, queries};
use crate::db::WriteTx;
use crate::db::schema::{connector_releases, connectors};
use crate::error::AppResult;
use diesel::prelude::*;

/// Makes a draft live.
///
/// # Errors
/// `Invalid` with what is wrong with its definition; `Conflict` when it is no draft or was changed meanwhile.
pub(crate) fn promote<P>(tx: &mut WriteTx<'_, P>, draft: Draft) -> AppResult<()> {
    let (connector, _) = seen_draft(tx, draft.connector, draft.number, draft.seen)?;
    refuse(queries::definition(tx, draft.connector, draft.number)?.check().into_iter())?;
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    // The former goes first: there is never more than one.
    diesel::update(connector_releases::table)
        .filter(connector_releases::partner_id.eq(partner))
        .filter(connector_releases::connector_id.eq(draft.connector))
        .filter(connector_releases::state.eq("live"))
        .set((
            connector_releases::state.eq("deprecated"),
            connector_releases::version.eq(connector_releases::version + 1),
        ))
        .execute(tx.conn())?;
    diesel::update(connector_releases::table.find((partner, draft.connector, draft.number)))
        .set((
            connector_releases::state.eq("live"),
            connector_releases::promoted_at.eq(now),
            connector_releases::promoted_by.eq(by),
            connector_releases::version.eq(connector_releases::version + 1),
        ))
        .execute(tx.conn())?;
    diesel::update(connectors::table.find((partner, draft.connector)))
        .set(connectors::live_release.eq(draft.number))
        .execute(tx.conn())?;
    super::touch(tx, draft.connector)?;
    let former = connector.live_release.map(|number| number.to_string()).unwrap_or_default();
    let entry = owned::entry("connector.promoted", &connector);
    tx.audit(entry.change("live_release", former, draft.number));
    Ok(())
}
