//! The page of a cycle that was removed: what it did goes on to name it, and leads here.

use super::page_of;
use crate::accounts::stand::{Section, Stand};
use crate::cycles::queries;
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::{AccountId, CycleId};
use crate::web::shell::Shell;
use crate::web::times::When;
use askama::Template;

#[derive(Template)]
#[template(path = "cycles/removed.html")]
pub(super) struct RemovedPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    name: String,
    by: String,
    at: Option<When>,
    all: String,
}

/// # Errors
/// `NotFound` for one that never was, or another account's (T4).
pub(super) fn page<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId) -> AppResult<RemovedPage> {
    let (name, at, by) = queries::removed(tx, account, id)?;
    let (shell, frame) = P::frame(tx, account, Section::Cycles, &name)?;
    let now = tx.now();
    Ok(RemovedPage {
        crumbs: frame.way(&[(&name, &page_of::<P>(account, id))]),
        by: by.unwrap_or_default(),
        at: at.map(|at| When::at(at, now, frame.zone)),
        all: format!("{}/transactions?cycle={id}", frame.home),
        shell,
        name,
    })
}
