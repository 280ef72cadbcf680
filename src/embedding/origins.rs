//! Which pages may frame what (MODEL section 9): a list of the partner's, in whose place accounts may have one of their own, which
//! holds for those below them too.

use crate::audit::Entry;
use crate::db::schema::{account_ancestors, accounts, partners};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::people::model::Version;
use diesel::prelude::*;
use uuid::Uuid;

/// The partner's own list.
#[derive(Clone, Debug, Queryable)]
pub(super) struct OfPartner {
    pub origins: Vec<String>,
    pub version: i32,
}

/// Reads the partner's list.
pub(super) fn of_partner(tx: &mut ReadTx<'_, InPartner>) -> AppResult<OfPartner> {
    let partner = tx.partner_id();
    Ok(partners::table.find(partner.0).select((partners::frame_origins, partners::frames_version)).first(tx.conn())?)
}

/// Replaces the partner's list. What is open in frames goes on where its page is still listed; elsewhere its next page is not shown.
///
/// # Errors
/// `Conflict` where somebody else saved it meanwhile.
pub(super) fn set(tx: &mut WriteTx<'_, InPartner>, origins: &[String], seen: Version) -> AppResult<()> {
    let partner = tx.partner_id();
    let before: OfPartner = partners::table
        .find(partner.0)
        .select((partners::frame_origins, partners::frames_version))
        .for_update()
        .first(tx.conn())?;
    if Version(before.version) != seen {
        return Err(AppError::Conflict(t!("embedding-origins-meanwhile").to_owned()));
    }
    if before.origins == origins {
        return Ok(());
    }
    diesel::update(partners::table.find(partner.0))
        .set((partners::frame_origins.eq(origins), partners::frames_version.eq(partners::frames_version + 1)))
        .execute(tx.conn())?;
    let name = tx.facts().partner_name.clone();
    let entry = Entry::of("frames.origins", "partner", partner, &name);
    tx.audit(entry.change("origins", before.origins.join(" "), origins.join(" ")));
    Ok(())
}

/// What holds for an account.
#[derive(Clone, Debug)]
pub(super) struct OfAccount {
    /// Its own list; none: what holds above.
    pub own: Option<Vec<String>>,
    /// What holds without one of its own, and of which account; none: the partner's.
    pub above: (Vec<String>, Option<(Uuid, String)>),
    pub version: i32,
}

/// Reads what holds for an account.
///
/// # Errors
/// `NotFound`.
pub(super) fn of_account(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<OfAccount> {
    let partner = tx.partner_id();
    let (own, version): (Option<Vec<String>>, i32) = accounts::table
        .find((partner.0, account.0))
        .filter(accounts::live)
        .select((accounts::frame_origins, accounts::version))
        .first(tx.conn())?;
    let above: Option<(Uuid, String, Vec<String>)> = account_ancestors::table
        .inner_join(accounts::table.on(
            accounts::partner_id.eq(account_ancestors::partner_id).and(accounts::id.eq(account_ancestors::ancestor_id)),
        ))
        .filter(account_ancestors::partner_id.eq(partner.0))
        .filter(account_ancestors::account_id.eq(account.0))
        .filter(account_ancestors::distance.gt(0))
        .filter(accounts::frame_origins.is_not_null())
        .order(account_ancestors::distance)
        .select((accounts::id, accounts::name, accounts::frame_origins.assume_not_null()))
        .first(tx.conn())
        .optional()?;
    let above = match above {
        Some((id, name, origins)) => (origins, Some((id, name))),
        None => (of_partner(tx)?.origins, None),
    };
    Ok(OfAccount { own, above, version })
}

/// Gives an account a list of its own, or takes it (none): then what is above holds.
///
/// # Errors
/// `NotFound`; `Conflict` where the account was changed meanwhile.
pub(super) fn set_of_account(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    origins: Option<&[String]>,
    seen: Version,
) -> AppResult<()> {
    let partner = tx.partner_id();
    let (before, version, name): (Option<Vec<String>>, i32, String) = accounts::table
        .find((partner.0, account.0))
        .filter(accounts::live)
        .select((accounts::frame_origins, accounts::version, accounts::name))
        .for_update()
        .first(tx.conn())?;
    if Version(version) != seen {
        return Err(AppError::Conflict(t!("embedding-origins-meanwhile").to_owned()));
    }
    if before.as_deref() == origins {
        return Ok(());
    }
    diesel::update(accounts::table.find((partner.0, account.0)))
        .set((accounts::frame_origins.eq(origins), accounts::version.eq(accounts::version + 1)))
        .execute(tx.conn())?;
    let said = |list: Option<&[String]>| list.map(|list| list.join(" ")).unwrap_or_default();
    let entry = Entry::of("account.frames", "account", account, &name).in_account(account);
    tx.audit(entry.change("origins", said(before.as_deref()), said(origins)));
    Ok(())
}

/// Accounts that have a list of their own, by name, 50 at most: id, name, how many.
pub(super) fn accounts_with_own(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<(Uuid, String, Vec<String>)>> {
    let partner = tx.partner_id();
    Ok(accounts::table
        .filter(accounts::partner_id.eq(partner.0))
        .filter(accounts::live)
        .filter(accounts::frame_origins.is_not_null())
        .order((accounts::name, accounts::id))
        .select((accounts::id, accounts::name, accounts::frame_origins.assume_not_null()))
        .limit(50)
        .load(tx.conn())?)
}
