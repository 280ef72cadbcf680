//! Connectors of the library as other pages offer them for a choice.

use crate::db::schema::{connector_releases, connectors};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use diesel::prelude::*;
use uuid::Uuid;

/// Connectors that an imported document may become a new release of: those that have no draft. Id and name, the first
/// 500 by name.
pub(crate) fn without_draft(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<(Uuid, String)>> {
    let partner = tx.partner_id().0;
    let draft = connector_releases::table
        .filter(connector_releases::partner_id.eq(connectors::partner_id))
        .filter(connector_releases::connector_id.eq(connectors::id))
        .filter(connector_releases::state.eq("draft"));
    Ok(connectors::table
        .filter(connectors::partner_id.eq(partner))
        .filter(connectors::kind.ne("utility"))
        .filter(diesel::dsl::not(diesel::dsl::exists(draft)))
        .order((connectors::name_key, connectors::id))
        .limit(500)
        .select((connectors::id, connectors::name))
        .load(tx.conn())?)
}

/// The connectors of the library that cycles can use, or could, for a choice. A draft alone is called by nobody.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn library(tx: &mut ReadTx<'_, InPartner>, at_most: i64) -> AppResult<Vec<(Uuid, String)>> {
    Ok(connectors::table
        .filter(connectors::partner_id.eq(tx.partner_id().0))
        .filter(connectors::live_release.is_not_null())
        .order((connectors::name_key, connectors::id))
        .limit(at_most)
        .select((connectors::id, connectors::name))
        .load(tx.conn())?)
}
