//! The form for the partner's own registration at an application. The secret is written only: no page shows it again.

use super::{Confirm, PATH, Seen, address, connector_id, crumbs};
use crate::access::Access;
use crate::access::rights::ManageConnectors;
use crate::connectors::actions::client::{self, Registration};
use crate::connectors::model::{Authentication, Scope};
use crate::connectors::oauth::CALLBACK;
use crate::connectors::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::{Version, line};
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;
use zeroize::Zeroizing;

const SCOPES_MAX: usize = 200;
const SECRET_BYTES_MAX: usize = 4_000;

#[derive(Template)]
#[template(path = "connectors/client.html")]
struct ClientPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    href: String,
    name: String,
    form: Form,
    /// There is a secret already.
    known: bool,
    /// Where the application sends people back to, which it wants to know: the one that is saved, or each that can be chosen.
    redirect: String,
    redirects: Vec<(String, String)>,
    redirect_host: String,
    /// What the application can be asked for: name, words.
    offered: Vec<(String, String)>,
    errors: FieldErrors,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    client_id: String,
    client_secret: String,
    /// One a line.
    scopes: String,
    redirect_host: Option<String>,
    version: String,
}

impl Form {
    fn parse(&self) -> AppResult<Registration> {
        let mut errors = FieldErrors::default();
        let client_id = errors.take("client_id", line(&self.client_id, 500, t!("connectors-enter-client-id")));
        let secret = self.client_secret.trim();
        if secret.len() > SECRET_BYTES_MAX || secret.chars().any(char::is_control) {
            errors.add("client_secret", t!("connectors-no-client-secret"));
        }
        let scopes: Vec<String> = self.scopes.split_whitespace().map(str::to_owned).collect();
        let wrong = |scope: &String| {
            scope.len() > 300 || !scope.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\')
        };
        if scopes.len() > SCOPES_MAX {
            errors.add("scopes", t!("connectors-scopes-most", n = scopes.len().to_string(), most = SCOPES_MAX));
        } else if scopes.iter().any(wrong) {
            errors.add("scopes", t!("connectors-scope-wrong"));
        }
        match client_id {
            Some(client_id) if errors.is_empty() => Ok(Registration {
                client_id,
                secret: (!secret.is_empty()).then(|| Zeroizing::new(secret.to_owned())),
                scopes,
                redirect_host: self.redirect_host.clone(),
            }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

pub(crate) async fn edit(
    access: Access<ManageConnectors, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = connector_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, id, None, FieldErrors::default())).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: Uuid, form: Option<Form>, errors: FieldErrors) -> AppResult<ClientPage> {
    let connector = queries::find(tx, id)?;
    let known = queries::client(tx, id)?;
    let scopes = scopes_of(tx, id)?;
    let filled = || Form {
        client_id: known.as_ref().map(|client| client.client_id.clone()).unwrap_or_default(),
        scopes: known.as_ref().map_or_else(
            || scopes.iter().filter(|s| s.asked).map(|s| s.name.as_str()).collect::<Vec<_>>().join("\n"),
            |client| client.scopes.join("\n"),
        ),
        version: connector.version.to_string(),
        ..Form::default()
    };
    let form = form.unwrap_or_else(filled);
    let saved = match &known {
        Some(known) => known.redirect_host.clone(),
        None => tx.facts().main_host.clone(),
    };
    let redirect_host = form.redirect_host.clone().or(saved).unwrap_or_default();
    let look = tx.origin().look.clone();
    let full = |host: Option<&str>| format!("{}{CALLBACK}", look.at(host));
    let mut redirects = vec![(String::new(), full(None))];
    redirects.extend(crate::hosts::queries::proved(tx)?.into_iter().map(|host| (host.clone(), full(Some(&host)))));
    let shell = Shell::console(tx, PATH, &t!("connectors-registration-at", name = connector.name));
    Ok(ClientPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: crumbs(&connector, None, t!("connectors-registration")),
        href: address(id),
        name: connector.name,
        form,
        known: known.is_some(),
        redirect: full(Some(redirect_host.as_str()).filter(|host| !host.is_empty())),
        redirects,
        redirect_host,
        offered: scopes.into_iter().take(SCOPES_MAX).map(|s| (s.name, s.description)).collect(),
        errors,
    })
}

/// The scopes that the live release knows, or the newest where none is live.
///
/// # Errors
/// `Conflict` where no person signs in by OAuth.
fn scopes_of(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Vec<Scope>> {
    let releases = queries::releases(tx, id)?;
    let of = releases
        .iter()
        .find(|r| r.state == "live" && r.authentication == "oauth_code")
        .or_else(|| releases.iter().find(|r| r.state != "deprecated" && r.authentication == "oauth_code"))
        .ok_or_else(|| AppError::Conflict(t!("connectors-nothing-to-register").to_owned()))?;
    Ok(match queries::outline(tx, id, of.number)?.authentication {
        Authentication::OauthCode(code) => code.scopes,
        _ => Vec::new(),
    })
}

pub(crate) async fn save(
    access: Access<ManageConnectors, InPartner>,
    posted: Posted<Form>,
    path: web::Path<String>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (id, form) = (connector_id(&path)?, posted.form);
    let seen = Version::of(&form.version);
    let vault = app.vault.clone();
    let outcome = match form.parse() {
        Ok(new) => {
            access
                .write(move |tx| {
                    scopes_of(tx, id)?;
                    client::register(tx, &vault, id, new, seen)
                })
                .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(address(id)).saying(t!("connectors-registration-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, id, Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

pub(crate) async fn ask_forget(
    access: Access<ManageConnectors, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = connector_id(&path)?;
    let page = access.read(move |tx| {
        let connector = queries::find(tx, id)?;
        Ok(Confirm {
            consequences: vec![t!("connectors-forget-here").to_owned(), t!("connectors-forget-access").to_owned()],
            action: format!("{}/client/removal", address(id)),
            version: connector.version.to_string(),
            back: address(id),
            button: t!("connectors-forget"),
            ..Confirm::new(tx, t!("connectors-forget-title", name = connector.name))
        })
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn forget(
    access: Access<ManageConnectors, InPartner>,
    posted: Posted<Seen>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let (id, seen) = (connector_id(&path)?, Version::of(&posted.form.version));
    access.write(move |tx| client::forget(tx, id, seen)).await?;
    Ok(Redirect::to(address(id)).saying(t!("connectors-forgotten")))
}
