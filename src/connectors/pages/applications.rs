//! The catalogue: applications that come with the product, added with one click, and what is built in.

use super::{Nothing, PATH, address, authentication_words};
use crate::access::Access;
use crate::access::rights::{EditConnectors, Right, ViewConnectors};
use crate::connectors::actions::library;
use crate::connectors::catalogue::{Application, applications};
use crate::connectors::queries;
use crate::db::InPartner;
use crate::error::{AppError, AppResult};
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "connectors/applications.html")]
struct ApplicationsPage {
    shell: Shell,
    rows: Vec<Row>,
    utilities: &'static [Utility],
    may_edit: bool,
}

/// What is built in: steps that need no connector (MODEL section 5, the kind Utility).
struct Utility {
    name: &'static str,
    /// The step's word, as the picture shows it.
    step: &'static str,
    what: &'static str,
    bounds: &'static str,
}

const UTILITIES: &[Utility] = &[
    Utility {
        name: "Generic webhook",
        step: "Webhook",
        what: "Begins a cycle with whatever any program posts to an address of its own: JSON, XML, a form, CSV or text, with a check of its signature if wanted.",
        bounds: "10 MB a post; one that comes twice is taken once.",
    },
    Utility {
        name: "Generic HTTP",
        step: "HTTP request",
        what: "Calls any web address with headers and a body of your own, for what no connector knows.",
        bounds: "60 seconds and 16 MB an answer; inner addresses are closed.",
    },
    Utility {
        name: "Storage",
        step: "Storage",
        what: "Keeps, reads and removes values by name, from one run to the next, for one cycle or for all of an account.",
        bounds: "64 KB a value.",
    },
    Utility {
        name: "E-mail",
        step: "E-mail",
        what: "Sends a plain text in the account's name.",
        bounds: "20 recipients and 256 KB a step, 200 mails an hour an account.",
    },
];

struct Row {
    key: &'static str,
    name: &'static str,
    description: &'static str,
    categories: String,
    methods: usize,
    authentication: &'static str,
    /// The connector that was made of it; empty when there is none.
    added: String,
    /// Of its form: it is carried out once.
    form_key: String,
}

fn origin(application: &Application) -> String {
    format!("catalogue:{}", application.key)
}

pub(crate) async fn index(access: Access<ViewConnectors, InPartner>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        let origins: Vec<String> = applications().iter().map(origin).collect();
        let added = queries::added(tx, &origins)?;
        let shell = Shell::console(tx, PATH, "Catalogue of applications");
        let row = |application: &'static Application| {
            let mine = added.iter().find(|(from, _)| *from == origin(application));
            Row {
                key: &application.key,
                name: &application.definition.name,
                description: &application.definition.description,
                categories: application.categories.join(", "),
                methods: application.definition.methods.len(),
                authentication: authentication_words(application.definition.authentication.kind()),
                added: mine.map(|(_, id)| address(*id)).unwrap_or_default(),
                form_key: shell.form_key(),
            }
        };
        Ok(ApplicationsPage {
            rows: applications().iter().map(row).collect(),
            utilities: UTILITIES,
            may_edit: EditConnectors::held(tx.facts()),
            shell,
        })
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn add(
    access: Access<EditConnectors, InPartner>,
    posted: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let Nothing {} = posted.form;
    let wanted = path.into_inner();
    access.prove().await?;
    let application = applications().iter().find(|a| a.key == wanted).ok_or(AppError::NotFound)?;
    let location = access
        .write_once(posted.key, move |tx| {
            let mut categories = application.categories.clone();
            categories.sort();
            categories.dedup();
            let new = library::New {
                definition: application.definition.clone(),
                report: serde_json::json!({}),
                kind: "application",
                categories,
                origin: origin(application),
                live: true,
                owner: None,
            };
            Ok(address(library::create(tx, new)?))
        })
        .await?;
    Ok(Redirect::to(location)
        .saying(format!("{} is in your library, and its first release is live.", application.definition.name)))
}
