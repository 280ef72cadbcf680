//! Giving an Account Connector its credentials, or others. Nothing that was given is ever shown again.

use super::inputs::{self, Input};
use super::{Back, Ids, Named, Stand, complaint, named, page_of, summary, way_back};
use crate::access::Access;
use crate::account_connectors::actions;
use crate::account_connectors::model::{Typed, Way, way};
use crate::account_connectors::queries;
use crate::db::ReadTx;
use crate::error::{AppResult, FieldErrors};
use crate::people::model::Version;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Either, Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "account_connectors/connection.html")]
struct ConnectionPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    href: String,
    title: String,
    /// It has credentials, which these replace.
    again: bool,
    application: String,
    /// Why no form can give them; empty where one can.
    instead: &'static str,
    version: i32,
    /// Where one goes on afterwards; empty: on its page.
    back: String,
    inputs: Vec<Input>,
    errors: FieldErrors,
}

impl ConnectionPage {
    fn summary(&self) -> Vec<(String, String)> {
        summary(&self.errors)
    }
}

pub(crate) async fn ask<P: Stand>(
    access: Access<P::Change, P>,
    path: Ids,
    back: Asked<Back>,
) -> AppResult<impl Responder> {
    let (ids, typed) = (named(&path)?, Typed(vec![("back".to_owned(), back.0.back)]));
    Ok(Page::new(access.read(move |tx| page(tx, ids, &typed, FieldErrors::default())).await?))
}

pub(crate) async fn connect<P: Stand>(
    access: Access<P::Change, P>,
    posted: Posted<Typed>,
    app: web::Data<App>,
    path: Ids,
) -> AppResult<impl Responder> {
    let ids = named(&path)?;
    let (typed, vault) = (posted.form.clone(), app.vault.clone());
    let done = access.write(move |tx| {
        let seen = Version::of(typed.of("version"));
        actions::connect(tx, &vault, ids, Some(seen), &typed)
    });
    match done.await {
        Ok(name) => {
            let back = way_back(posted.form.of("back"));
            let to = if back.is_empty() { page_of::<P>(ids) } else { back };
            Ok(Either::Left(Redirect::to(to).saying(format!("“{name}” is connected."))))
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, ids, &posted.form, errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, ids: Named, typed: &Typed, errors: FieldErrors) -> AppResult<ConnectionPage> {
    let row = queries::find(tx, ids.0, ids.1)?;
    let again = row.authenticated_at.is_some();
    let title = format!("{} {}", if again { "Reconnect" } else { "Connect" }, row.name);
    let (shell, frame) = P::frame(tx, ids.0, &title)?;
    let setup = queries::setup_of(tx, &row)?;
    let (wanted, instead) = match way(&setup.authentication) {
        Way::Form(wanted) => (wanted, ""),
        Way::Nothing => (Vec::new(), "This connector needs no credentials: it is ready as it is."),
        Way::Provider => {
            (Vec::new(), "This application is connected with its provider's sign-in, which comes with a later version.")
        }
    };
    let href = page_of::<P>(ids);
    Ok(ConnectionPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: frame.way(&[(&row.name, &href), (if again { "Reconnect" } else { "Connect" }, "")]),
        inputs: inputs::of_credentials(wanted, typed, &errors),
        application: setup.application,
        version: row.version,
        back: way_back(typed.of("back")),
        href,
        title,
        again,
        instead,
        errors,
    })
}
