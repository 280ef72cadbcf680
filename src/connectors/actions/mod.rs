//! Every write about the library of connectors. A draft is the only release that changes; each change of it counts its
//! version, each change of the connector itself counts the connector's.

pub(super) mod client;
pub(crate) mod drafts;
pub(crate) mod library;
pub(crate) mod promotion;

use super::queries::{self, Connector, Release};
use crate::db::WriteTx;
use crate::db::schema::{connector_releases, connectors};
use crate::error::{AppError, AppResult};
use crate::people::model::Version;
use diesel::prelude::*;
use uuid::Uuid;

/// Reads a connector and keeps others from changing it.
fn locked<P>(tx: &mut WriteTx<'_, P>, id: Uuid) -> AppResult<Connector> {
    let row = connectors::table.find((tx.partner_id().0, id));
    let _: Uuid = row.select(connectors::id).for_update().first(tx.conn())?;
    queries::find(tx, id)
}

/// A connector as the form saw it.
fn seen<P>(tx: &mut WriteTx<'_, P>, id: Uuid, version: Version) -> AppResult<Connector> {
    let connector = locked(tx, id)?;
    if Version(connector.version) != version {
        return Err(changed(&connector.name));
    }
    Ok(connector)
}

/// A draft with its connector, as the form saw it.
fn seen_draft<P>(tx: &mut WriteTx<'_, P>, id: Uuid, number: i32, version: Version) -> AppResult<(Connector, Release)> {
    let connector = locked(tx, id)?;
    let release = queries::release(tx, id, number)?;
    if !release.is_draft() {
        return Err(AppError::Conflict(t!(
            "connectors-unchangeable-of",
            number = number,
            name = connector.name,
            state = release.state
        )));
    }
    if Version(release.version) != version {
        return Err(changed(&connector.name));
    }
    Ok((connector, release))
}

fn changed(name: &str) -> AppError {
    AppError::Conflict(t!("connectors-changed-meanwhile", name = name))
}

/// Says that a person has just changed the connector or one of its releases.
fn touch<P>(tx: &mut WriteTx<'_, P>, id: Uuid) -> AppResult<()> {
    let now = tx.now();
    diesel::update(connectors::table.find((tx.partner_id().0, id)))
        .set((connectors::updated_at.eq(now), connectors::version.eq(connectors::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}

/// The draft of a connector, where it has one.
fn draft_of<P>(tx: &mut WriteTx<'_, P>, id: Uuid) -> AppResult<Option<i32>> {
    let partner = tx.partner_id().0;
    Ok(connector_releases::table
        .filter(connector_releases::partner_id.eq(partner))
        .filter(connector_releases::connector_id.eq(id))
        .filter(connector_releases::state.eq("draft"))
        .select(connector_releases::number)
        .first(tx.conn())
        .optional()?)
}
