//! A draft becomes live: what is installed from now on is it, and the former live release is deprecated. Cycles that are
//! installed stay as they are until somebody upgrades them.

use super::drafts::Draft;
use super::{entry, seen_draft};
use crate::db::WriteTx;
use crate::db::schema::{template_releases, templates};
use crate::error::{AppResult, FieldErrors};
use crate::mapping::model::Weight;
use crate::templates::{check, queries};
use diesel::prelude::*;

/// Complaints that a refusal names.
pub(crate) const COMPLAINTS_SHOWN: usize = 20;

/// Makes a draft live.
///
/// # Errors
/// `Invalid` with what is wrong with its flow; `Conflict` when it is no draft or was changed meanwhile.
pub(crate) fn promote<P>(tx: &mut WriteTx<'_, P>, draft: Draft) -> AppResult<()> {
    let (template, _) = seen_draft(tx, draft)?;
    let flow = queries::flow(tx, draft.template, draft.number)?;
    let library = queries::library(tx, template.of_account(), &flow)?;
    let mut errors = FieldErrors::default();
    let wrong = check::complaints(&flow, &library).into_iter().filter(|c| c.weight == Weight::Error);
    for one in check::placed(&flow, "", wrong.take(COMPLAINTS_SHOWN).collect()) {
        errors.add("", format!("{}: {}", one.place, one.words));
    }
    errors.into_result()?;
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    // The former goes first: there is never more than one.
    diesel::update(template_releases::table)
        .filter(template_releases::partner_id.eq(partner))
        .filter(template_releases::template_id.eq(draft.template))
        .filter(template_releases::state.eq("live"))
        .set((template_releases::state.eq("deprecated"), template_releases::version.eq(template_releases::version + 1)))
        .execute(tx.conn())?;
    diesel::update(template_releases::table.find((partner, draft.template, draft.number)))
        .set((
            template_releases::state.eq("live"),
            template_releases::promoted_at.eq(now),
            template_releases::promoted_by.eq(by),
            template_releases::version.eq(template_releases::version + 1),
        ))
        .execute(tx.conn())?;
    diesel::update(templates::table.find((partner, draft.template)))
        .set(templates::live_release.eq(draft.number))
        .execute(tx.conn())?;
    super::touch(tx, draft.template)?;
    let former = template.live_release.map(|number| number.to_string()).unwrap_or_default();
    tx.audit(entry("template.promoted", &template).change("live_release", former, draft.number));
    Ok(())
}
