//! Rows of host names.

use super::model::{Found, Standing, State};
use crate::db::schema::{connector_clients, connectors, partner_hosts, partners};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.host_is_held"] fn host_is_held(wanted: Text) -> Bool; }

/// A name as it is stored.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = partner_hosts)]
pub(super) struct Row {
    pub id: Uuid,
    pub host: String,
    pub proof: String,
    state: String,
    found: Option<String>,
    detail: String,
    pub created_at: DateTime<Utc>,
    pub checked_at: Option<DateTime<Utc>>,
    pub due_at: DateTime<Utc>,
    verified_at: Option<DateTime<Utc>>,
    failing_since: Option<DateTime<Utc>>,
    /// When it was mailed that it fails.
    pub told_at: Option<DateTime<Utc>>,
}

impl Row {
    pub fn standing(&self) -> Standing {
        Standing {
            state: State::read(&self.state),
            verified_at: self.verified_at,
            failing_since: self.failing_since,
            due_at: self.due_at,
        }
    }

    /// What the last check found.
    pub fn found(&self) -> Option<Found> {
        Found::read(self.found.as_deref()?, &self.detail)
    }
}

pub(super) fn list(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<Row>> {
    let partner = tx.partner_id().0;
    let mine = partner_hosts::table.filter(partner_hosts::partner_id.eq(partner));
    Ok(mine.order(partner_hosts::host).select(Row::as_select()).load(tx.conn())?)
}

pub(super) fn find(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Row> {
    let partner = tx.partner_id().0;
    let found = partner_hosts::table.find((partner, id)).select(Row::as_select()).first(tx.conn()).optional()?;
    found.ok_or(AppError::NotFound)
}

/// As [`find`]; nobody else changes it until the end of the transaction.
pub(super) fn find_locked(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<Row> {
    let partner = tx.partner_id().0;
    let row = partner_hosts::table.find((partner, id)).select(Row::as_select());
    row.for_update().first(tx.conn()).optional()?.ok_or(AppError::NotFound)
}

/// Whether another partner has proved this name.
pub(super) fn held_elsewhere(tx: &mut ReadTx<'_, InPartner>, host: &str) -> AppResult<bool> {
    Ok(diesel::select(host_is_held(host)).get_result(tx.conn())?)
}

/// The name that addresses begin with, if it is one of the partner's.
pub(super) fn main(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Option<String>> {
    let partner = tx.partner_id().0;
    Ok(partners::table.find(partner).select(partners::main_host).first(tx.conn())?)
}

/// Names that were proved, which addresses may begin with.
pub(crate) fn proved(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<String>> {
    let partner = tx.partner_id().0;
    let mine = partner_hosts::table.filter(partner_hosts::partner_id.eq(partner));
    let proved = mine.filter(partner_hosts::verified_at.is_not_null()).order(partner_hosts::host);
    Ok(proved.select(partner_hosts::host).load(tx.conn())?)
}

/// Connectors at whose applications people come back by this name.
pub(super) fn come_back_by(tx: &mut ReadTx<'_, InPartner>, host: &str) -> AppResult<Vec<String>> {
    let partner = tx.partner_id().0;
    let clients = connectors::table
        .inner_join(
            connector_clients::table.on(connector_clients::partner_id
                .eq(connectors::partner_id)
                .and(connector_clients::connector_id.eq(connectors::id))),
        )
        .filter(connectors::partner_id.eq(partner))
        .filter(connector_clients::redirect_host.eq(host));
    Ok(clients.order(connectors::name).limit(20).select(connectors::name).load(tx.conn())?)
}
