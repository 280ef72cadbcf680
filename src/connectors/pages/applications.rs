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
    utilities: [Utility; 4],
    may_edit: bool,
}

/// What is built in: steps that need no connector (MODEL section 5, the kind Utility).
struct Utility {
    name: &'static str,
    /// The step's word, as the picture shows it.
    step: &'static str,
    what: String,
    bounds: &'static str,
}

fn utilities() -> [Utility; 4] {
    [
        Utility {
            name: t!("connectors-utility-webhook"),
            step: t!("connectors-utility-webhook-step"),
            what: t!("connectors-utility-webhook-what", words),
            bounds: t!("connectors-utility-webhook-bounds"),
        },
        Utility {
            name: t!("connectors-utility-http"),
            step: t!("connectors-utility-http-step"),
            what: t!("connectors-utility-http-what").to_owned(),
            bounds: t!("connectors-utility-http-bounds"),
        },
        Utility {
            name: t!("connectors-utility-storage"),
            step: t!("connectors-utility-storage"),
            what: t!("connectors-utility-storage-what", words),
            bounds: t!("connectors-utility-storage-bounds"),
        },
        Utility {
            name: t!("connectors-utility-email"),
            step: t!("connectors-utility-email"),
            what: t!("connectors-utility-email-what").to_owned(),
            bounds: t!("connectors-utility-email-bounds"),
        },
    ]
}

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
        let shell = Shell::console(tx, PATH, t!("connectors-catalogue-title"));
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
            utilities: utilities(),
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
    Ok(Redirect::to(location).saying(t!("connectors-added", name = application.definition.name)))
}
