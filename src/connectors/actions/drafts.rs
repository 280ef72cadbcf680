//! Drafts: beginning one, changing one, deleting one.

use super::{draft_of, locked, seen_draft, touch};
use crate::audit::Entry;
use crate::connectors::check::Complaint;
use crate::connectors::model::{Definition, Method};
use crate::connectors::openapi::METHODS_MAX;
use crate::connectors::owned;
use crate::connectors::queries::{self, Connector};
use crate::db::schema::connector_releases;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::Version;
use diesel::dsl::max;
use diesel::prelude::*;
use serde_json::{Value, json};
use std::collections::HashSet;
use uuid::Uuid;

/// Releases of a connector at most.
const RELEASES_MAX: i32 = 10_000;
/// Complaints that a form shows.
const COMPLAINTS_SHOWN: usize = 20;

/// A draft that a form was about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draft {
    pub connector: Uuid,
    pub number: i32,
    /// As the form saw it.
    pub seen: Version,
}

/// Begins a draft with what the live release says; answers its number.
///
/// # Errors
/// `Conflict` when there is a draft, or nothing live to begin with.
pub(crate) fn begin(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<i32> {
    let connector = locked(tx, id)?;
    let live =
        connector.live_release.ok_or_else(|| AppError::Conflict(t!("connectors-no-live", name = connector.name)))?;
    let definition = queries::definition(tx, id, live)?;
    add(tx, &connector, &definition, json!({}))
}

/// Adds an imported definition as a draft; answers its number.
///
/// # Errors
/// `Invalid` when the connector has a draft.
pub(crate) fn import<P>(tx: &mut WriteTx<'_, P>, id: Uuid, definition: &Definition, report: Value) -> AppResult<i32> {
    let connector = locked(tx, id)?;
    add(tx, &connector, definition, report)
}

fn add<P>(tx: &mut WriteTx<'_, P>, to: &Connector, definition: &Definition, report: Value) -> AppResult<i32> {
    if let Some(draft) = draft_of(tx, to.id)? {
        return Err(AppError::Conflict(t!("connectors-draft-already", number = draft, name = to.name)));
    }
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    let newest: Option<i32> = connector_releases::table
        .filter(connector_releases::partner_id.eq(partner))
        .filter(connector_releases::connector_id.eq(to.id))
        .select(max(connector_releases::number))
        .first(tx.conn())?;
    let number = newest.unwrap_or(0) + 1;
    if number > RELEASES_MAX {
        return Err(AppError::Conflict(t!(
            "connectors-releases-most",
            name = to.name,
            most = RELEASES_MAX.to_string()
        )));
    }
    diesel::insert_into(connector_releases::table)
        .values((
            connector_releases::partner_id.eq(partner),
            connector_releases::connector_id.eq(to.id),
            connector_releases::number.eq(number),
            connector_releases::state.eq("draft"),
            connector_releases::methods.eq(count(definition)),
            connector_releases::definition.eq(serde_json::to_value(definition)?),
            connector_releases::report.eq(report),
            connector_releases::created_at.eq(now),
            connector_releases::created_by.eq(by),
            connector_releases::owner_id.eq(to.owner_id),
        ))
        .execute(tx.conn())?;
    touch(tx, to.id)?;
    tx.audit(owned::entry("connector.drafted", to).change("release", "", number));
    Ok(number)
}

fn count(definition: &Definition) -> i32 {
    i32::try_from(definition.methods.len()).unwrap_or(i32::MAX)
}

/// Everything a draft says beside its methods.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    /// Only the head of it counts.
    pub definition: Definition,
    pub notes: String,
}

/// Gives a draft another head; its methods stay.
///
/// # Errors
/// `Invalid` with complaints by the paths of [`Definition::check`]; `Conflict` when it is no draft or was changed.
pub(crate) fn set_head(tx: &mut WriteTx<'_, InPartner>, draft: Draft, head: Head) -> AppResult<()> {
    let (connector, release) = seen_draft(tx, draft.connector, draft.number, draft.seen)?;
    let before = queries::definition(tx, draft.connector, draft.number)?;
    let after = Definition { methods: before.methods.clone(), ..head.definition };
    // What was wrong with methods before is not this form's fault; what this form made wrong is.
    let known: HashSet<String> = before.check().into_iter().map(|c| c.field).collect();
    refuse(after.check().into_iter().filter(|c| !(c.field.starts_with("methods.") && known.contains(&c.field))))?;
    diesel::update(connector_releases::table.find((tx.partner_id().0, draft.connector, draft.number)))
        .set(connector_releases::notes.eq(&head.notes))
        .execute(tx.conn())?;
    let entry = edited(&connector, draft)
        .change("base_url", &before.base_url, &after.base_url)
        .change("authentication", &release.authentication, after.authentication.kind())
        .change("notes", &release.notes, &head.notes);
    store(tx, draft, &after)?;
    tx.audit(entry);
    Ok(())
}

/// Adds a method, or replaces the one of the key `was`.
///
/// # Errors
/// `Invalid` with complaints about the method, their paths below it; `NotFound` when `was` is not there; `Conflict` as
/// above.
pub(crate) fn set_method(
    tx: &mut WriteTx<'_, InPartner>,
    draft: Draft,
    was: Option<&str>,
    method: Method,
) -> AppResult<()> {
    let (connector, _) = seen_draft(tx, draft.connector, draft.number, draft.seen)?;
    let mut definition = queries::definition(tx, draft.connector, draft.number)?;
    let (key, name) = (method.key.clone(), method.name.clone());
    let mut before = String::new();
    match was {
        None if definition.methods.len() >= METHODS_MAX => {
            return Err(AppError::invalid("", t!("connectors-methods-most", most = METHODS_MAX.to_string())));
        }
        None => definition.methods.push(method),
        Some(was) => {
            let place = definition.methods.iter_mut().find(|m| m.key == was).ok_or(AppError::NotFound)?;
            before = std::mem::replace(place, method).name;
        }
    }
    // Only this method's complaints: the base URL may still be missing.
    let at = format!("methods.{key}");
    let of_it = |c: &Complaint| c.field == at || c.field.starts_with(&format!("{at}."));
    let below = |c: Complaint| Complaint { field: c.field[at.len()..].trim_start_matches('.').to_owned(), ..c };
    refuse(definition.check().into_iter().filter(of_it).map(below))?;
    store(tx, draft, &definition)?;
    tx.audit(edited(&connector, draft).change(&format!("method {key}"), before, name));
    Ok(())
}

/// Takes a method out of a draft; answers its name.
///
/// # Errors
/// `NotFound` when it is not there; `Conflict` as above.
pub(crate) fn remove_method(tx: &mut WriteTx<'_, InPartner>, draft: Draft, key: &str) -> AppResult<String> {
    let (connector, _) = seen_draft(tx, draft.connector, draft.number, draft.seen)?;
    let mut definition = queries::definition(tx, draft.connector, draft.number)?;
    let at = definition.methods.iter().position(|m| m.key == key).ok_or(AppError::NotFound)?;
    let name = definition.methods.remove(at).name;
    store(tx, draft, &definition)?;
    tx.audit(edited(&connector, draft).change(&format!("method {key}"), &name, ""));
    Ok(name)
}

fn edited(connector: &Connector, draft: Draft) -> Entry {
    owned::entry("connector.draft_edited", connector).change("release", "", draft.number)
}

fn store(tx: &mut WriteTx<'_, InPartner>, draft: Draft, definition: &Definition) -> AppResult<()> {
    diesel::update(connector_releases::table.find((tx.partner_id().0, draft.connector, draft.number)))
        .set((
            connector_releases::definition.eq(serde_json::to_value(definition)?),
            connector_releases::methods.eq(count(definition)),
            connector_releases::version.eq(connector_releases::version + 1),
        ))
        .execute(tx.conn())?;
    touch(tx, draft.connector)
}

/// Refuses what there are complaints about, the first of them as complaints of a form.
pub(crate) fn refuse(complaints: impl Iterator<Item = Complaint>) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    for complaint in complaints.take(COMPLAINTS_SHOWN) {
        errors.add(&complaint.field, complaint.words);
    }
    errors.into_result()
}

/// Deletes a draft; a connector that has no other release goes with it. True: so it went.
///
/// # Errors
/// `Conflict` when it is no draft.
pub(crate) fn delete(tx: &mut WriteTx<'_, InPartner>, id: Uuid, number: i32) -> AppResult<bool> {
    let connector = locked(tx, id)?;
    let release = queries::release(tx, id, number)?;
    if !release.is_draft() {
        return Err(AppError::Conflict(t!("connectors-only-drafts", number = number, state = release.state)));
    }
    let partner = tx.partner_id().0;
    diesel::delete(connector_releases::table.find((partner, id, number))).execute(tx.conn())?;
    touch(tx, id)?;
    tx.audit(owned::entry("connector.draft_deleted", &connector).change("release", number, ""));
    let left: i64 = connector_releases::table
        .filter(connector_releases::partner_id.eq(partner))
        .filter(connector_releases::connector_id.eq(id))
        .count()
        .get_result(tx.conn())?;
    if left == 0 {
        super::library::remove(tx, id)?;
    }
    Ok(left == 0)
}
