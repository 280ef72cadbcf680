//! Suspending and resuming an account (MODEL section 4). What is below is suspended with it and resumes with it, except
//! what was suspended on its own. The expiry date suspends in the same way, with nobody's name.

use super::tree::{self, Hold};
use super::{Outcome, bin_refusal};
use crate::accounts::model::Reason;
use crate::accounts::queries;
use crate::audit::Entry;
use crate::db::schema::accounts;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::web::times;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text, Timestamptz, Uuid as SqlUuid};

diesel::define_sql_function! { #[sql_name = "app.tell_below"] fn tell_below(of_account: SqlUuid, why: Text, said: Nullable<Text>, at: Timestamptz) -> Text; }

/// What stands as the reason when the expiry date did it.
pub(crate) const EXPIRED: &str = "Expiry date reached";

/// Suspends an account, and all below with it.
///
/// # Errors
/// `Conflict` for an account in the recycle bin.
pub(crate) fn suspend(tx: &mut WriteTx<'_, InPartner>, account: AccountId, reason: &Reason) -> AppResult<Outcome> {
    tree::lock(tx, &[account.0], Hold::Alone)?;
    let before = queries::find(tx, account)?;
    bin_refusal(&before)?;
    // An expired account may be suspended by hand too: then a later expiry date does not resume it.
    if before.suspended_at.is_some() && before.suspended_by.is_some() {
        return Ok(Outcome::Unchanged);
    }
    let by = tx.facts().name.clone();
    let below = stop(tx, &before, reason.as_str(), Some(&by))?;
    tx.audit(
        Entry::of("account.suspended", "account", account, &before.name)
            .in_account(account)
            .change("state", &before.standing, "suspended")
            .change("reason", before.suspended_reason.unwrap_or_default(), reason.as_str())
            .change("sub_accounts", 0, below),
    );
    Ok(Outcome::Done { below })
}

/// Suspends an account whose expiry date has come; nothing when it was extended or suspended meanwhile.
pub(crate) fn expire(tx: &mut WriteTx<'_, InPartner>, account: AccountId) -> AppResult<Outcome> {
    tree::lock(tx, &[account.0], Hold::Alone)?;
    let before = queries::find(tx, account)?;
    let due = before.expires_at.is_some_and(|at| at <= tx.now());
    if !due || before.suspended_at.is_some() || before.deleted_at.is_some() {
        return Ok(Outcome::Unchanged);
    }
    let below = stop(tx, &before, EXPIRED, None)?;
    let zone = times::zone(&before.timezone);
    let expiry = before.expires_at.map(|at| times::exact(at, zone)).unwrap_or_default();
    tx.audit(
        Entry::of("account.expired", "account", account, &before.name)
            .in_account(account)
            .change("state", &before.standing, "suspended")
            .change("expiry", "", expiry)
            .change("sub_accounts", 0, below),
    );
    Ok(Outcome::Done { below })
}

/// Resumes an account, and all below that was suspended only with it. Below a suspended account it stays suspended
/// with that one, which the outcome does not hide: read the account again.
///
/// # Errors
/// `Conflict` for an account in the recycle bin, one that is suspended only with an ancestor, and one that has expired.
pub(crate) fn resume(tx: &mut WriteTx<'_, InPartner>, account: AccountId, note: &str) -> AppResult<Outcome> {
    tree::lock(tx, &[account.0], Hold::Alone)?;
    let before = queries::find(tx, account)?;
    bin_refusal(&before)?;
    if before.suspended_at.is_none() {
        return match before.suspended_via {
            None => Ok(Outcome::Unchanged),
            Some(via) => {
                let above = queries::find(tx, AccountId(via))?;
                Err(AppError::Conflict(t!("accounts-resume-refused-with", name = before.name, above = above.name)))
            }
        };
    }
    if let Some(expired) = before.expires_at.filter(|at| *at <= tx.now()) {
        let at = times::exact(expired, times::zone(&before.timezone));
        return Err(AppError::Conflict(t!("accounts-resume-refused-expired", name = before.name, at = at)));
    }
    let below = release(tx, &before)?;
    tx.audit(resumed(&before, note, below));
    Ok(Outcome::Done { below })
}

/// After an edit: an account that its expiry date had suspended resumes when that date is now later or gone. The
/// tree is locked and `before` read under the lock by the caller, who has written the new date.
pub(super) fn resume_extended(tx: &mut WriteTx<'_, InPartner>, before: &queries::Account) -> AppResult<()> {
    let below = release(tx, before)?;
    tx.audit(resumed(before, "Expiry date extended", below));
    Ok(())
}

/// True when the expiry date, and nobody, has suspended it.
pub(super) fn is_expired(account: &queries::Account) -> bool {
    account.suspended_at.is_some() && account.suspended_by.is_none()
}

fn resumed(before: &queries::Account, note: &str, below: usize) -> Entry {
    Entry::of("account.resumed", "account", before.id, &before.name)
        .in_account(AccountId(before.id))
        .change("state", "suspended", "active")
        .change("reason", before.suspended_reason.clone().unwrap_or_default(), note)
        .change("sub_accounts", 0, below)
}

/// Marks the account itself and settles what is below; says how many sub-accounts changed with it.
fn stop(
    tx: &mut WriteTx<'_, InPartner>,
    before: &queries::Account,
    reason: &str,
    by: Option<&str>,
) -> AppResult<usize> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    diesel::update(accounts::table.find((partner, before.id)))
        .set((
            accounts::standing.eq("suspended"),
            accounts::suspended_at.eq(now),
            accounts::suspended_reason.eq(reason),
            accounts::suspended_by.eq(by),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    let said = format!(
        "{0}, which this account belongs to, is suspended. Until it is resumed no cycle takes anything. Ask {0} about it.",
        before.name
    );
    diesel::select(tell_below(before.id, told(before), Some(said), now)).execute(tx.conn())?;
    tree::settle(tx, AccountId(before.id))
}

/// The cause of the incidents that sub-accounts have of it.
fn told(account: &queries::Account) -> String {
    format!("{}: suspended", account.name)
}

/// The opposite of `stop`.
fn release(tx: &mut WriteTx<'_, InPartner>, before: &queries::Account) -> AppResult<usize> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    diesel::update(accounts::table.find((partner, before.id)))
        .set((
            accounts::suspended_at.eq(None::<chrono::DateTime<chrono::Utc>>),
            accounts::suspended_reason.eq(None::<String>),
            accounts::suspended_by.eq(None::<String>),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    diesel::select(tell_below(before.id, told(before), None::<String>, now)).execute(tx.conn())?;
    let changed = tree::settle(tx, AccountId(before.id))?;
    // The account itself is among what changed, unless an ancestor keeps it suspended.
    Ok(changed.saturating_sub(usize::from(before.suspended_via.is_none())))
}
