//! Connectors and cycles for tests, and what the server does with them by itself.

use super::Maker;
use crate::db::schema::{connectors, cycle_connectors, cycles};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use diesel::prelude::*;
use uuid::Uuid;

/// Writes the calls of programs that were answered and wait for it.
///
/// # Errors
/// When the database is away.
pub fn write_calls(app: &crate::web::state::App) -> AppResult<()> {
    crate::api_calls::write_all(app)
}

impl Maker<'_> {
    /// A connector of the library with one live release of this definition, which is read as it would be from a file.
    ///
    /// # Errors
    /// When the definition is not one, or the key is taken.
    pub fn connector(&self, key: &str, definition: serde_json::Value) -> AppResult<Uuid> {
        self.library_connector(None, "application", Some(key), definition)
    }

    /// A connector with a live release that belongs to an account.
    ///
    /// # Errors
    /// When the definition is none, or the account is not there.
    pub fn own_connector(&self, owner: AccountId, definition: serde_json::Value) -> AppResult<Uuid> {
        self.library_connector(Some(owner), "custom", None, definition)
    }

    fn library_connector(
        &self,
        owner: Option<AccountId>,
        kind: &'static str,
        key: Option<&str>,
        definition: serde_json::Value,
    ) -> AppResult<Uuid> {
        let definition = serde_json::from_value(definition)?;
        self.db.for_installation(self.partner, "test", |tx| {
            let new = crate::connectors::actions::library::New {
                definition,
                report: serde_json::json!({}),
                kind,
                categories: Vec::new(),
                origin: "hand".to_owned(),
                live: true,
                owner,
            };
            let id = crate::connectors::actions::library::create(tx, new)?;
            // Tests call it by a key of their own, whatever its name is.
            if let Some(key) = key {
                diesel::update(connectors::table.find((tx.partner_id().0, id)))
                    .set(connectors::key.eq(key))
                    .execute(tx.conn())?;
            }
            Ok(id)
        })
    }

    /// A cycle of an account in some state that uses an Account Connector of `owner`.
    ///
    /// # Errors
    /// When the connector is not of that account or of one above it.
    pub fn cycle_using(
        &self,
        account: AccountId,
        name: &str,
        state: &str,
        owner: AccountId,
        of: Uuid,
    ) -> AppResult<Uuid> {
        let id = Uuid::now_v7();
        self.db.for_installation(self.partner, "test", |tx| {
            let (partner, now) = (tx.partner_id().0, tx.now());
            diesel::insert_into(cycles::table)
                .values((
                    cycles::partner_id.eq(partner),
                    cycles::account_id.eq(account.0),
                    cycles::id.eq(id),
                    cycles::name.eq(name),
                    cycles::name_key.eq(name.to_lowercase()),
                    cycles::flow.eq(serde_json::json!({})),
                    cycles::state.eq(state),
                    cycles::next_run_at.eq((state == "active").then_some(now)),
                    cycles::created_at.eq(now),
                    cycles::created_by.eq("test"),
                    cycles::updated_at.eq(now),
                ))
                .execute(tx.conn())?;
            diesel::insert_into(cycle_connectors::table)
                .values((
                    cycle_connectors::partner_id.eq(partner),
                    cycle_connectors::account_id.eq(account.0),
                    cycle_connectors::cycle_id.eq(id),
                    cycle_connectors::slot.eq("app"),
                    cycle_connectors::owner_id.eq(owner.0),
                    cycle_connectors::account_connector_id.eq(of),
                ))
                .execute(tx.conn())?;
            Ok(id)
        })
    }

    /// What sealed credentials say, taken for those of this Account Connector.
    ///
    /// # Errors
    /// When they are not, or were altered.
    pub fn opened(&self, of: Uuid, sealed: &[u8]) -> AppResult<String> {
        let vault = crate::secrets::Vault::new(self.config.wrapping.clone());
        let slot = crate::account_connectors::secret::slot(self.partner, of.into());
        self.db.for_installation(self.partner, "test", |tx| {
            let plain = vault.open(tx, slot, sealed)?;
            String::from_utf8(plain.to_vec()).map_err(AppError::internal)
        })
    }
}

/// Sends the saved reports whose time has come, as the server does by itself.
///
/// # Errors
/// When the database is away.
pub fn send_saved_reports(app: &crate::web::state::App) -> AppResult<()> {
    while crate::reports::saved::sending::send_due(app)? {}
    Ok(())
}

/// The id that programs know an edge of a cycle by.
pub fn edge_id(cycle: Uuid, from: &str, port: &str, to: &str) -> Uuid {
    let edge = crate::flows::model::Edge { from: from.to_owned(), port: port.to_owned(), to: to.to_owned() };
    crate::cycles::api::edge_id(crate::ids::CycleId(cycle), &edge)
}

/// Sends the mails that are due, as the server does by itself.
///
/// # Errors
/// When the database is away.
pub fn send_mails(app: &crate::web::state::App) -> AppResult<()> {
    while crate::mail::sender::send_next(app)? {}
    Ok(())
}

/// Asks DNS about the host names that are due, as the server does by itself.
///
/// # Errors
/// When the database is away.
pub fn check_hosts(app: &crate::web::state::App) -> AppResult<()> {
    while crate::hosts::chores::check_due(app)? {}
    Ok(())
}
