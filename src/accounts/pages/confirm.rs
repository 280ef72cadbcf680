//! The page that asks before an account is suspended, resumed, deleted or restored: what is lost, what stays, until
//! when it can be undone. A page first; a link with `data-dialog` opens the same part in a dialog.

use super::head::AccountHead;
use crate::db::{InPartner, ReadTx};
use crate::error::FieldErrors;
use crate::web::page::Page;
use crate::web::shell::Shell;
use actix_web::http::StatusCode;
use askama::Template;

#[derive(Template)]
#[template(path = "accounts/confirm.html")]
pub(super) struct ConfirmPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    question: Question,
    errors: FieldErrors,
}

/// What is asked.
#[derive(Default)]
pub(super) struct Question {
    pub title: String,
    pub intro: String,
    pub consequences: Vec<String>,
    /// Where the form goes.
    pub action: String,
    pub back: String,
    /// The button's word, which names the result.
    pub button: &'static str,
    /// primary or danger.
    pub kind: &'static str,
    pub field: Option<Field>,
    /// It leads to pages with another look, which the browser reads whole.
    pub leaves: bool,
}

/// The one field a question may have.
pub(super) struct Field {
    pub key: &'static str,
    pub title: String,
    pub typed: String,
    pub help: String,
    pub optional: bool,
}

impl ConfirmPage {
    pub fn new(tx: &ReadTx<'_, InPartner>, head: AccountHead, question: Question, errors: FieldErrors) -> ConfirmPage {
        let shell = Shell::console(tx, "/console/accounts", &question.title);
        ConfirmPage {
            shell: if errors.is_empty() { shell } else { shell.with_error() },
            crumbs: head.crumbs,
            question,
            errors,
        }
    }
}

/// A page sent back with its status.
pub(super) fn sent_back(page: ConfirmPage, status: StatusCode) -> Page<ConfirmPage> {
    Page::with(page, status)
}
