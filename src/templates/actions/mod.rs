//! Every write about templates. A draft is the only release that changes; each change of it counts its version, each
//! change of the template itself counts the template's. In an account's scope they write what the account owns.

pub(crate) mod drafts;
pub(crate) mod files;
pub(crate) mod library;
pub(crate) mod promotion;

use super::queries::{self, Release, Template};
use crate::audit::Entry;
use crate::db::WriteTx;
use crate::db::schema::{template_releases, templates};
use crate::error::{AppError, AppResult};
use crate::people::model::Version;
use diesel::prelude::*;
use uuid::Uuid;

/// Reads a template and keeps others from changing it.
fn locked<P>(tx: &mut WriteTx<'_, P>, id: Uuid) -> AppResult<Template> {
    let row = templates::table.find((tx.partner_id().0, id));
    let _: Uuid = row.select(templates::id).for_update().first(tx.conn())?;
    queries::find(tx, id)
}

/// A template as the form saw it.
fn seen<P>(tx: &mut WriteTx<'_, P>, id: Uuid, version: Version) -> AppResult<Template> {
    let template = locked(tx, id)?;
    if Version(template.version) != version {
        return Err(changed(&template.name));
    }
    Ok(template)
}

/// A draft with its template, as the form saw it.
fn seen_draft<P>(tx: &mut WriteTx<'_, P>, draft: drafts::Draft) -> AppResult<(Template, Release)> {
    let template = locked(tx, draft.template)?;
    let release = queries::release(tx, draft.template, draft.number)?;
    if !release.is_draft() {
        return Err(AppError::Conflict(t!(
            "templates-not-a-draft",
            number = draft.number,
            name = template.name,
            state = release.state
        )));
    }
    if Version(release.version) != draft.seen {
        return Err(changed(&template.name));
    }
    Ok((template, release))
}

/// An entry about a template; what an account owns stands in that account's log, whoever did it.
fn entry(action: &'static str, template: &Template) -> Entry {
    Entry::of(action, "template", template.id, &template.name).within(template.of_account())
}

fn changed(name: &str) -> AppError {
    AppError::Conflict(t!("templates-changed", name = name))
}

/// Says that a person has just changed the template or one of its releases.
fn touch<P>(tx: &mut WriteTx<'_, P>, id: Uuid) -> AppResult<()> {
    let now = tx.now();
    diesel::update(templates::table.find((tx.partner_id().0, id)))
        .set((templates::updated_at.eq(now), templates::version.eq(templates::version + 1)))
        .execute(tx.conn())?;
    Ok(())
}

/// The draft of a template, where it has one.
fn draft_of<P>(tx: &mut WriteTx<'_, P>, id: Uuid) -> AppResult<Option<i32>> {
    let partner = tx.partner_id().0;
    Ok(template_releases::table
        .filter(template_releases::partner_id.eq(partner))
        .filter(template_releases::template_id.eq(id))
        .filter(template_releases::state.eq("draft"))
        .select(template_releases::number)
        .first(tx.conn())
        .optional()?)
}
