//! An account's own templates as its list shows them, and the folders and tags that are in use.

use super::queries::{OWNED_MAX, TEMPLATES_MAX};
use crate::db::schema::templates;
use crate::db::{InAccount, ReadTx};
use crate::error::AppResult;
use diesel::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The templates that an account owns, by folder and name.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn owned(tx: &mut ReadTx<'_, InAccount>) -> AppResult<Vec<Own>> {
    Ok(templates::table
        .filter(templates::partner_id.eq(tx.partner_id().0))
        .filter(templates::owner_id.eq(tx.account_id().0))
        .order((templates::folder, templates::name_key, templates::id))
        .limit(OWNED_MAX)
        .select((templates::id, templates::folder, templates::name, templates::live_release))
        .load(tx.conn())?)
}

/// A template of its account's own list.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Own {
    pub id: Uuid,
    pub folder: String,
    pub name: String,
    pub live_release: Option<i32>,
}

/// The folders and the tags there are, for the choices of the filters: of the partner's own library, or of the account's.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn shelves<P>(tx: &mut ReadTx<'_, P>) -> AppResult<(Vec<String>, Vec<String>)> {
    let query = templates::table.filter(templates::partner_id.eq(tx.partner_id().0)).into_boxed();
    let found: Vec<(String, Vec<String>)> = match tx.facts().account {
        Some(account) => query.filter(templates::owner_id.eq(account.0)),
        None => query.filter(templates::owner_id.is_null()),
    }
    .limit(TEMPLATES_MAX)
    .select((templates::folder, templates::tags))
    .load(tx.conn())?;
    let (mut folders, mut tags) = (BTreeSet::new(), BTreeSet::new());
    for (folder, of) in found {
        // Folders that only hold folders are places too.
        folders.extend(folder.match_indices('/').map(|(at, _)| folder[..at].to_owned()));
        folders.insert(folder);
        tags.extend(of);
    }
    folders.remove("");
    Ok((folders.into_iter().collect(), tags.into_iter().collect()))
}
