//! What a person says about a cause of incidents.

use super::model::Mark;
use crate::audit::Entry;
use crate::db::WriteTx;
use crate::db::schema::incident_causes as c;
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// Marks a cause. Said twice it is as said once.
///
/// # Errors
/// `NotFound` for a cause that the account does not have.
pub(crate) fn mark<P>(tx: &mut WriteTx<'_, P>, account: AccountId, cause: &str, mark: Mark) -> AppResult<()> {
    let (now, by) = (tx.now(), tx.facts().name.clone());
    let this = c::table.find((account.0, cause)).filter(c::partner_id.eq(tx.partner_id().0));
    let (resolved, muted): (Option<DateTime<Utc>>, Option<DateTime<Utc>>) = this
        .select((c::resolved_at, c::muted_at))
        .for_update()
        .first(tx.conn())
        .optional()?
        .ok_or(AppError::NotFound)?;
    let update = diesel::update(this);
    let (changed, action) = match mark {
        Mark::Resolve if resolved.is_none() => {
            (update.set((c::resolved_at.eq(now), c::resolved_by.eq(by))).execute(tx.conn())?, "incident.resolved")
        }
        Mark::Mute if muted.is_none() => {
            (update.set((c::muted_at.eq(now), c::muted_by.eq(by))).execute(tx.conn())?, "incident.muted")
        }
        Mark::Unmute if muted.is_some() => (
            update.set((c::muted_at.eq(None::<DateTime<Utc>>), c::muted_by.eq(None::<String>))).execute(tx.conn())?,
            "incident.unmuted",
        ),
        _ => return Ok(()),
    };
    if changed > 0 {
        tx.audit(Entry::of(action, "incident", cause, cause).in_account(account));
    }
    Ok(())
}
