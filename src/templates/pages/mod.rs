//! The console's pages about templates.

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

use super::queries::Template;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::ids::known;
use crate::web::shell::Shell;
use askama::Template as Html;
use serde::Deserialize;
use uuid::Uuid;

const PATH: &str = "/console/templates";

/// A form of one button.
#[derive(Deserialize)]
pub(crate) struct Nothing {}

/// A form of one button that says what it was about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    pub version: String,
}

/// An id from a path: what is no id answers like an id that does not exist (T4).
pub(crate) fn template_id(text: &str) -> AppResult<Uuid> {
    known(text)
}

/// A release from a path.
fn release_of(path: &(String, String)) -> AppResult<(Uuid, i32)> {
    let number: i32 = known(&path.1)?;
    Ok((template_id(&path.0)?, number))
}

/// Address of a template's page.
pub(crate) fn address(id: Uuid) -> String {
    format!("{PATH}/{id}")
}

/// Address of a release's page.
pub(crate) fn release_address(id: Uuid, number: i32) -> String {
    format!("{PATH}/{id}/releases/{number}")
}

/// Where a page stands: the crumbs from the list on.
fn crumbs(template: &Template, release: Option<i32>, last: &str) -> Vec<(String, String)> {
    let mut crumbs = vec![("Templates".to_owned(), PATH.to_owned())];
    crumbs.push((template.name.clone(), address(template.id)));
    if let Some(number) = release {
        crumbs.push((format!("Release {number}"), release_address(template.id, number)));
    }
    if last.is_empty() {
        if let Some((_, href)) = crumbs.last_mut() {
            href.clear();
        }
    } else {
        crumbs.push((last.to_owned(), String::new()));
    }
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
    fn new(tx: &ReadTx<'_, InPartner>, question: String) -> Confirm {
        Confirm {
            shell: Shell::console(tx, PATH, &question),
            question,
            intro: String::new(),
            consequences: Vec::new(),
            action: String::new(),
            version: String::new(),
            back: PATH.to_owned(),
            button: "Go on",
            danger: true,
            typed_name: None,
            errors: FieldErrors::default(),
        }
    }

    fn refused(self, errors: FieldErrors) -> Confirm {
        Confirm { shell: self.shell.with_error(), errors, ..self }
    }
}
