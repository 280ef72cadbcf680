//! Drafts: beginning one, saving one, deleting one.

use super::{draft_of, entry, locked, seen_draft, touch};
use crate::db::WriteTx;
use crate::db::schema::template_releases;
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::people::model::Version;
use crate::templates::model::first_flow;
use crate::templates::queries;
use diesel::dsl::max;
use diesel::prelude::*;
use uuid::Uuid;

/// Releases of a template at most.
const RELEASES_MAX: i32 = 10_000;

/// A draft that a form or a builder was about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draft {
    pub template: Uuid,
    pub number: i32,
    /// As it was when it was opened.
    pub seen: Version,
}

/// Saves what a draft holds and answers its new version. It may have faults: they are mended before it is made live.
///
/// # Errors
/// `Conflict` when it is no draft, or somebody else saved meanwhile.
pub(crate) fn save_draft<P>(tx: &mut WriteTx<'_, P>, draft: Draft, flow: &Flow) -> AppResult<Version> {
    flow.bounds().map_err(|why| AppError::invalid("flow", why))?;
    let (template, release) = seen_draft(tx, draft)?;
    let before = queries::flow(tx, draft.template, draft.number)?;
    if before == *flow {
        return Ok(draft.seen);
    }
    diesel::update(template_releases::table.find((tx.partner_id().0, draft.template, draft.number)))
        .set((
            template_releases::flow.eq(serde_json::to_value(flow)?),
            template_releases::version.eq(release.version + 1),
        ))
        .execute(tx.conn())?;
    touch(tx, draft.template)?;
    let edited = entry("template.draft_edited", &template).change("release", "", draft.number).change(
        "steps",
        before.steps.len(),
        flow.steps.len(),
    );
    tx.audit(edited);
    Ok(Version(release.version + 1))
}

/// Writes what is new in a draft, for colleagues; answers its new version.
///
/// # Errors
/// As [`save_draft`].
pub(crate) fn set_notes<P>(tx: &mut WriteTx<'_, P>, draft: Draft, notes: &str) -> AppResult<Version> {
    let (template, release) = seen_draft(tx, draft)?;
    if release.notes == notes {
        return Ok(draft.seen);
    }
    diesel::update(template_releases::table.find((tx.partner_id().0, draft.template, draft.number)))
        .set((template_releases::notes.eq(notes), template_releases::version.eq(release.version + 1)))
        .execute(tx.conn())?;
    touch(tx, draft.template)?;
    let edited = entry("template.draft_edited", &template).change("release", "", draft.number).change(
        "notes",
        &release.notes,
        notes,
    );
    tx.audit(edited);
    Ok(Version(release.version + 1))
}

/// Begins a draft with what a release holds, or with a first flow; answers its number.
///
/// # Errors
/// `Conflict` when there is a draft; `NotFound` for a release that is not there.
pub(crate) fn begin<P>(tx: &mut WriteTx<'_, P>, id: Uuid, from: Option<i32>) -> AppResult<i32> {
    let flow = match from {
        Some(number) => queries::flow(tx, id, number)?,
        None => first_flow(),
    };
    add(tx, id, &flow, "")
}

/// Adds a draft of this flow to a template; answers its number.
///
/// # Errors
/// `Conflict` when there is a draft; `NotFound`.
pub(crate) fn add<P>(tx: &mut WriteTx<'_, P>, id: Uuid, flow: &Flow, notes: &str) -> AppResult<i32> {
    let template = locked(tx, id)?;
    if let Some(draft) = draft_of(tx, id)? {
        return Err(AppError::Conflict(t!("templates-draft-already", draft = draft, name = template.name)));
    }
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    let newest: Option<i32> = template_releases::table
        .filter(template_releases::partner_id.eq(partner))
        .filter(template_releases::template_id.eq(id))
        .select(max(template_releases::number))
        .first(tx.conn())?;
    let number = newest.unwrap_or(0) + 1;
    if number > RELEASES_MAX {
        return Err(AppError::Conflict(t!(
            "templates-releases-most",
            name = template.name,
            most = RELEASES_MAX.to_string()
        )));
    }
    diesel::insert_into(template_releases::table)
        .values((
            template_releases::partner_id.eq(partner),
            template_releases::template_id.eq(id),
            template_releases::number.eq(number),
            template_releases::state.eq("draft"),
            template_releases::flow.eq(serde_json::to_value(flow)?),
            template_releases::notes.eq(notes),
            template_releases::created_at.eq(now),
            template_releases::created_by.eq(by),
            template_releases::owner_id.eq(template.owner_id),
        ))
        .execute(tx.conn())?;
    touch(tx, id)?;
    tx.audit(entry("template.drafted", &template).change("release", "", number));
    Ok(number)
}

/// Deletes a draft. The template stays, though it may have no release left.
///
/// # Errors
/// `Conflict` when it is no draft; `NotFound`.
pub(crate) fn delete<P>(tx: &mut WriteTx<'_, P>, id: Uuid, number: i32) -> AppResult<()> {
    let template = locked(tx, id)?;
    let release = queries::release(tx, id, number)?;
    if !release.is_draft() {
        return Err(AppError::Conflict(t!("templates-only-draft", number = number, state = release.state)));
    }
    diesel::delete(template_releases::table.find((tx.partner_id().0, id, number))).execute(tx.conn())?;
    touch(tx, id)?;
    tx.audit(entry("template.draft_deleted", &template).change("release", number, ""));
    Ok(())
}
