//! Connectors that belong to an account (MODEL section 5). It alone installs them; those below it use the Account
//! Connectors that it shares (T6), and so know what these can do. In an account's scope the policies see to that; in the
//! partner's, where everything of all accounts is seen, each question is narrowed by what stands here.

use super::queries::Connector;
use crate::audit::Entry;
use crate::db::ReadTx;
use crate::db::schema::{account_ancestors, connectors};
use crate::error::AppResult;
use crate::ids::{AccountId, ConnectorId};
use diesel::prelude::*;
use uuid::Uuid;

/// Connectors that one account owns at most.
pub(crate) const OWNED_MAX: i64 = 50;

/// The accounts whose connectors a flow of this account may name: it and those above it. None: a flow of the partner's
/// library, which names the partner's alone.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn line<P>(tx: &mut ReadTx<'_, P>, account: Option<AccountId>) -> AppResult<Vec<Uuid>> {
    let Some(account) = account else { return Ok(Vec::new()) };
    if tx.facts().account == Some(account) {
        return Ok(tx.facts().line.iter().map(|one| one.0).collect());
    }
    Ok(account_ancestors::table
        .filter(account_ancestors::partner_id.eq(tx.partner_id().0))
        .filter(account_ancestors::account_id.eq(account.0))
        .select(account_ancestors::ancestor_id)
        .load(tx.conn())?)
}

/// The partner's, and those of these accounts: every question in which an account is meant is narrowed by it.
#[diesel::dsl::auto_type]
pub(crate) fn of_partner_or(accounts: Vec<Uuid>) -> _ {
    let of_these: diesel::dsl::EqAny<connectors::owner_id, Vec<Uuid>> = connectors::owner_id.eq_any(accounts);
    connectors::owner_id.is_null().or(of_these)
}

/// That an account may install it: it is the partner's, or the account's own.
///
/// # Errors
/// `NotFound`, for another account's as for one that is not there (T4).
pub(crate) fn installable<P>(tx: &mut ReadTx<'_, P>, account: AccountId, connector: ConnectorId) -> AppResult<()> {
    let row = connectors::table.find((tx.partner_id().0, connector.0)).filter(of_partner_or(vec![account.0]));
    let _: Uuid = row.select(connectors::id).first(tx.conn())?;
    Ok(())
}

/// An entry about a connector, in the log of the account that owns it.
pub(super) fn entry(action: &'static str, of: &Connector) -> Entry {
    Entry::of(action, "connector", of.id, &of.name).within(of.owner_id.map(AccountId))
}
