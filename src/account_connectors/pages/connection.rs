//! Giving an Account Connector its credentials, or others: with a form, or with the sign-in of its provider. Nothing that
//! was given is ever shown again.

use super::inputs::{self, Input};
use super::{Back, Ids, Named, Stand, in_own_tab, leave, named, page_of, way_back};
use crate::access::Access;
use crate::account_connectors::grants::{self, From, Leaving};
use crate::account_connectors::model::{Typed, Way, way};
use crate::account_connectors::{actions, queries};
use crate::branding::model::Brand;
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppResult, FieldErrors};
use crate::ids::ConnectorId;
use crate::people::model::Version;
use crate::web::forms::{Asked, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::theme;
use actix_web::{Either, HttpRequest, Responder, web};
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
    /// Why nobody can give them now; empty where somebody can.
    instead: String,
    /// They are given by signing in at the application.
    sign_in: bool,
    /// That happens in a tab of its own, and this page stays.
    own_tab: bool,
    version: i32,
    /// Where one goes on afterwards; empty: on its page.
    back: String,
    inputs: Vec<Input>,
    errors: FieldErrors,
}

enum Done {
    Connected(String),
    /// With what the page looks like.
    Leaves(Leaving, Option<Box<Brand>>),
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
    request: HttpRequest,
    app: web::Data<App>,
    path: Ids,
) -> AppResult<impl Responder> {
    let ids = named(&path)?;
    let (typed, vault) = (posted.form.clone(), app.vault.clone());
    let done = access.write(move |tx: &mut WriteTx<'_, P>| {
        let seen = Some(Version::of(typed.of("version")));
        if grants::signs_in(tx, ids)? {
            let back = way_back(typed.of("back"));
            return grants::begin(tx, &vault, ids, seen, From::Session(P::NAME, &back))
                .map(|leaving| Done::Leaves(leaving, tx.facts().brand.clone()));
        }
        actions::connect(tx, &vault, ids, seen, &typed).map(Done::Connected)
    });
    match done.await {
        Ok(Done::Connected(name)) => {
            let back = way_back(posted.form.of("back"));
            let to = if back.is_empty() { page_of::<P>(ids) } else { back };
            Ok(Either::Left(Redirect::to(to).saying(t!("account-connectors-is-connected", name = name))))
        }
        Ok(Done::Leaves(leaving, brand)) => {
            let shell = Shell::plain(&app.look, &t!("account-connectors-continue", application = leaving.application));
            let shell = shell.in_theme(theme::of(&request, &app)).wearing(brand.as_deref());
            Ok(Either::Right(Either::Left(leave::page(shell, leaving))))
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, ids, &posted.form, errors)).await?;
            Ok(Either::Right(Either::Right(Page::with(page, status))))
        }
    }
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, ids: Named, typed: &Typed, errors: FieldErrors) -> AppResult<ConnectionPage> {
    let row = queries::find(tx, ids.0, ids.1)?;
    let again = row.authenticated_at.is_some();
    let (word, title) = if again {
        (t!("account-connectors-reconnect"), t!("account-connectors-reconnect-title", name = row.name))
    } else {
        (t!("account-connectors-connect"), t!("account-connectors-connect-title", name = row.name))
    };
    let (shell, frame) = P::around(tx, ids.0, &title)?;
    let setup = queries::setup_of(tx, &row)?;
    let registered = queries::registration(tx, ConnectorId(row.connector_id))?.is_some();
    let (wanted, instead, sign_in) = match way(&setup.authentication) {
        Way::Form(wanted) => (wanted, String::new(), false),
        Way::Nothing => (Vec::new(), actions::needs_none().to_owned(), false),
        Way::Provider if registered => (Vec::new(), String::new(), true),
        Way::Provider => (Vec::new(), grants::unregistered(&setup.application), true),
    };
    let (href, back) = (page_of::<P>(ids), way_back(typed.of("back")));
    let own_tab = shell.framed.is_none() && in_own_tab(&back);
    Ok(ConnectionPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: frame.way(&[(&row.name, &href), (word, "")]),
        inputs: inputs::of_credentials(wanted, typed, &errors),
        application: setup.application,
        version: row.version,
        back,
        href,
        title,
        again,
        instead,
        sign_in,
        own_tab,
        errors,
    })
}
