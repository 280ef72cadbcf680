//! Adding and removing tags, without touching anything else of an account.

use super::{Edit, Outcome, Version, bin_refusal, changes, update_many};
use crate::accounts::model::{self, ApiId};
use crate::accounts::queries;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::people::model::fold;

/// Adds and removes tags; a tag is the same in capital and small letters.
///
/// # Errors
/// `Invalid` when there would be too many; `Conflict` for an account in the recycle bin or changed at this very moment.
pub(crate) fn tag(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    add: &[String],
    remove: &[String],
) -> AppResult<Outcome> {
    let before = queries::find(tx, account)?;
    bin_refusal(&before)?;
    let removed = |tag: &String| remove.iter().any(|r| fold(r) == fold(tag));
    let kept = before.tags.iter().filter(|tag| !removed(tag)).cloned();
    let wanted: Vec<String> = kept.chain(add.iter().cloned()).collect();
    let tags = model::tags(&wanted.join(",")).map_err(|why| AppError::invalid("tags", why))?;
    if tags == before.tags {
        return Ok(Outcome::Unchanged);
    }
    let mut details = before.text().parse()?;
    details.tags = tags;
    let api_id = ApiId::parse(&before.api_id).map_err(AppError::internal)?;
    let changes = changes(&before, &details, &api_id);
    let edit = Edit { account: &before, seen: Version(before.version), details: &details, api_id: &api_id, changes };
    if update_many(tx, &[edit])? == 0 {
        return Err(AppError::Conflict(t!("accounts-edit-same-moment").to_owned()));
    }
    Ok(Outcome::Done { below: 0 })
}
