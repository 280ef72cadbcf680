//! The console's pages about the partner's library of connectors.

pub(super) mod applications;
pub(super) mod client;
pub(super) mod comparison;
pub(super) mod drafts;
pub(super) mod head;
pub(super) mod head_form;
pub(super) mod import;
pub(super) mod index;
pub(super) mod method;
pub(super) mod method_edit;
pub(super) mod method_form;
pub(super) mod promotion;
pub(super) mod release;
pub(super) mod removal;
pub(super) mod report;
pub(super) mod show;

use super::queries::Connector;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::ids::known;
pub(crate) use crate::web::forms::Nothing;
use crate::web::shell::Shell;
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

const PATH: &str = "/console/connectors";

/// A form of one button that says what it was about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    pub version: String,
}

/// An id from a path: what is no id answers like an id that does not exist (T4).
fn connector_id(text: &str) -> AppResult<Uuid> {
    known(text)
}

/// A release from a path.
fn release_of(id: &str, number: &str) -> AppResult<(Uuid, i32)> {
    let number: i32 = known(number)?;
    Ok((connector_id(id)?, number))
}

fn address(id: Uuid) -> String {
    format!("{PATH}/{id}")
}

fn release_address(id: Uuid, number: i32) -> String {
    format!("{PATH}/{id}/releases/{number}")
}

fn kind_words(kind: &str) -> &'static str {
    match kind {
        "application" => t!("connectors-kind-application"),
        "utility" => t!("connectors-kind-utility"),
        _ => t!("connectors-kind-custom"),
    }
}

/// A kind of authentication in words.
fn authentication_words(kind: &str) -> &'static str {
    match kind {
        "api_key" => t!("connectors-auth-api-key"),
        "basic" => t!("connectors-auth-basic"),
        "bearer" => t!("connectors-auth-bearer"),
        "oauth_code" => t!("connectors-auth-oauth-code"),
        "oauth_client" => t!("connectors-auth-oauth-client"),
        "custom" => t!("connectors-auth-custom"),
        _ => t!("connectors-auth-none"),
    }
}

/// Every kind of authentication with its words.
fn authentications() -> [(&'static str, &'static str); 7] {
    ["none", "api_key", "basic", "bearer", "oauth_code", "oauth_client", "custom"]
        .map(|kind| (kind, authentication_words(kind)))
}

/// Where a release's page stands: the crumbs from the list on.
fn crumbs(connector: &Connector, release: Option<i32>, last: &str) -> Vec<(String, String)> {
    let mut crumbs = vec![(t!("connectors-title").to_owned(), PATH.to_owned())];
    let mut add = |word: String, href: String| crumbs.push((word, href));
    add(connector.name.clone(), address(connector.id));
    if let Some(number) = release {
        add(t!("connectors-release-number", number = number), release_address(connector.id, number));
    }
    if last.is_empty() {
        if let Some((_, href)) = crumbs.last_mut() {
            href.clear();
        }
    } else {
        add(last.to_owned(), String::new());
    }
    crumbs
}

/// Asks before something is done.
#[derive(Template)]
#[template(path = "connectors/confirm.html")]
struct Confirm {
    shell: Shell,
    question: String,
    intro: String,
    consequences: Vec<String>,
    /// What differs: (what, now, then).
    changes: Vec<(String, String, String)>,
    action: String,
    version: String,
    back: String,
    button: &'static str,
    danger: bool,
    errors: FieldErrors,
}

impl Confirm {
    fn new(tx: &ReadTx<'_, InPartner>, question: String) -> Confirm {
        Confirm {
            shell: Shell::console(tx, PATH, &question),
            question,
            intro: String::new(),
            consequences: Vec::new(),
            changes: Vec::new(),
            action: String::new(),
            version: String::new(),
            back: PATH.to_owned(),
            button: t!("connectors-go-on"),
            danger: true,
            errors: FieldErrors::default(),
        }
    }

    fn refused(self, errors: FieldErrors) -> Confirm {
        Confirm { shell: self.shell.with_error(), errors, ..self }
    }
}
