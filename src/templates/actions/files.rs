//! Taking a file in: as a new template, or as the next draft of one.

use super::{drafts, library};
use crate::connectors::owned::{line, of_partner_or};
use crate::db::schema::connectors;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::people::model::fold;
use crate::templates::file::File;
use crate::templates::model::{self, Details};
use crate::templates::queries;
use diesel::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Makes a draft of a file; answers the template and the number of the release. What the library lacks is said on the
/// draft's page, and keeps it from becoming live.
///
/// # Errors
/// `Invalid` at `field` with what the file lacks; `Conflict` when the template has a draft; `NotFound`.
pub(crate) fn import(
    tx: &mut WriteTx<'_, InPartner>,
    mut file: File,
    into: Option<Uuid>,
    field: &str,
) -> AppResult<(Uuid, i32)> {
    file.flow.bounds().map_err(|why| AppError::invalid(field, why))?;
    let details = details(&file, field)?;
    let notes = model::text(&file.notes)
        .map_err(|why| AppError::invalid(field, t!("templates-file-part", what = "notes", why = why)))?;
    let owner = match into {
        Some(id) => queries::find(tx, id)?.of_account(),
        None => None,
    };
    let known = renamed(tx, owner, &file)?;
    file.rename(&known);
    match into {
        Some(id) => Ok((id, drafts::add(tx, id, &file.flow, &notes)?)),
        None => Ok((library::create(tx, &details, &file.flow, &notes)?, 1)),
    }
}

/// What a file says beside its flow, checked as a form is.
fn details(file: &File, field: &str) -> AppResult<Details> {
    let mut errors = FieldErrors::default();
    let mut take = |what: &str, parsed: Result<String, String>| {
        errors.take(field, parsed.map_err(|why| t!("templates-file-part", what = what, why = why)))
    };
    let name = take("name", model::name(&file.name));
    let folder = take("folder", model::folder(&file.folder));
    let description = take("description", model::text(&file.description));
    let tags = crate::accounts::model::tags(&file.tags.join(","));
    let tags = errors.take(field, tags.map_err(|why| t!("templates-file-part", what = "tags", why = why)));
    match (name, folder, description, tags) {
        (Some(name), Some(folder), Some(description), Some(tags)) => {
            Ok(Details { name, folder, description, tags, ..Details::default() })
        }
        _ => Err(AppError::Invalid(errors)),
    }
}

/// Connectors of the file whose key there is not here, but one with the same name: (key in the file, key here). A name
/// that several have names none.
fn renamed(tx: &mut WriteTx<'_, InPartner>, owner: Option<AccountId>, file: &File) -> AppResult<Vec<(String, String)>> {
    let library = queries::library(tx, owner, &file.flow)?;
    let missing = || file.connectors.iter().filter(|needed| !library.contains_key(&needed.key));
    let names: Vec<String> = missing().map(|needed| fold(&needed.name)).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let found: Vec<(String, String)> = connectors::table
        .filter(connectors::partner_id.eq(tx.partner_id().0))
        .filter(connectors::name_key.eq_any(&names))
        .filter(of_partner_or(line(tx, owner)?))
        .select((connectors::name_key, connectors::key))
        .load(tx.conn())?;
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, key) in &found {
        by_name.entry(name).or_default().push(key);
    }
    let here = |name: &str| match by_name.get(fold(name).as_str()).map(Vec::as_slice) {
        Some([only]) => Some((*only).to_owned()),
        _ => None,
    };
    Ok(missing().filter_map(|needed| Some((needed.key.clone(), here(&needed.name)?))).collect())
}
