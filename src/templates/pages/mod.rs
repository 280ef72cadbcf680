//! The pages about templates, in the console and in the view of an account that owns some: one handler for both, written over
//! the shelf that they stand on. Making one of nothing, importing files and choosing accounts are the console's.

pub(super) mod accounts;
pub(super) mod drafts;
pub(super) mod edit;
pub(super) mod files;
pub(super) mod form;
pub(super) mod index;
pub(super) mod promotion;
pub(super) mod release;
pub(super) mod removal;
pub(super) mod show;

use super::shelf::{LIBRARY as PATH, Shelf};
use crate::db::ReadTx;
use crate::error::{AppResult, FieldErrors};
pub(crate) use crate::web::forms::Nothing;
use crate::web::shell::Shell;
use askama::Template as Html;
use serde::Deserialize;
use uuid::Uuid;

/// A form of one button that says what it was about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    pub version: String,
}

/// Address of a template's page in the console.
pub(crate) fn address(id: Uuid) -> String {
    format!("{PATH}/{id}")
}

/// Address of a release's page in the console.
pub(crate) fn release_address(id: Uuid, number: i32) -> String {
    format!("{PATH}/{id}/releases/{number}")
}

/// The crumbs of the last of these, which needs no way to itself.
fn ending(mut crumbs: Vec<(String, String)>) -> Vec<(String, String)> {
    if let Some((_, href)) = crumbs.last_mut() {
        href.clear();
    }
    crumbs
}

/// The crumbs of a page below the last of these.
fn ending_with(mut crumbs: Vec<(String, String)>, last: &str) -> Vec<(String, String)> {
    crumbs.push((last.to_owned(), String::new()));
    crumbs
}

/// Asks before something is done.
#[derive(Html)]
#[template(path = "templates/confirm.html")]
struct Confirm {
    shell: Shell,
    question: String,
    intro: String,
    consequences: Vec<String>,
    /// What keeps it from being done: place, its address, and what is wrong there. With any there is no button.
    faults: Vec<(String, String, String)>,
    action: String,
    version: String,
    back: String,
    button: &'static str,
    danger: bool,
    /// Its name must be typed; what was typed.
    typed_name: Option<String>,
    errors: FieldErrors,
}

impl Confirm {
    fn new<P: Shelf>(tx: &mut ReadTx<'_, P>, question: String) -> AppResult<Confirm> {
        Ok(Confirm {
            shell: P::around(tx, &question)?,
            question,
            intro: String::new(),
            consequences: Vec::new(),
            faults: Vec::new(),
            action: String::new(),
            version: String::new(),
            back: String::new(),
            button: t!("templates-go-on"),
            danger: true,
            typed_name: None,
            errors: FieldErrors::default(),
        })
    }

    fn refused(self, errors: FieldErrors) -> Confirm {
        Confirm { shell: self.shell.with_error(), errors, ..self }
    }
}
