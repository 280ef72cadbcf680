//! The pages of an import: a list, and the steps Upload, Match columns, Check, Apply.

pub(super) mod application;
pub(super) mod columns;
pub(super) mod deletion;
pub(super) mod index;
pub(super) mod show;
pub(super) mod start;

use super::queries::Import;
use crate::error::AppResult;
use crate::ids::known;
use actix_web::web;
use uuid::Uuid;

/// An id from a path: what is no id answers like an id that does not exist (T4).
fn import_id(path: &web::Path<String>) -> AppResult<Uuid> {
    known(path)
}

/// The steps with their addresses; a step that cannot be gone back to has none.
fn steps(import: Option<&Import>) -> [(&'static str, String); 4] {
    let columns = import
        .filter(|import| matches!(import.state.as_str(), "uploaded" | "checked"))
        .map(|import| format!("/console/imports/{}/columns", import.id));
    let check = import.map(|import| format!("/console/imports/{}", import.id));
    [
        (t!("imports-upload"), String::new()),
        (t!("imports-step-columns"), columns.unwrap_or_default()),
        (t!("imports-step-check"), check.unwrap_or_default()),
        (t!("imports-step-apply"), String::new()),
    ]
}

/// Badge kind and word of an import's state.
fn state_badge(import: &Import) -> (&'static str, &'static str) {
    match import.state.as_str() {
        "uploading" => ("info", t!("imports-state-uploading")),
        "uploaded" => ("info", t!("imports-state-uploaded")),
        "checking" => ("info", t!("imports-state-checking")),
        "checked" if import.faulty > 0 => ("warn", t!("imports-state-faults")),
        "checked" => ("info", t!("imports-state-checked")),
        "applying" => ("info", t!("imports-state-applying")),
        _ => ("ok", t!("imports-state-applied")),
    }
}
