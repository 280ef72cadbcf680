//! Adding a connector to an account: first which one of the library, then its name and what it needs to know.

use super::inputs::{self, Input};
use super::{Frame, Stand, account_id, back_query, list_of, way_back};
use crate::access::Access;
use crate::access::rights::{EditConnectors, Right};
use crate::account_connectors::actions::{self, New};
use crate::account_connectors::model::{ConnectorName, Typed, Way, parameters_of, way};
use crate::account_connectors::queries;
use crate::connectors::owned::installable;
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, ConnectorId, known};
use crate::web::forms::{Asked, Posted, refusal};
use crate::web::page::{Hx, Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "account_connectors/choose.html")]
struct ChoosePage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    /// Where staff add a connector that belongs to the account; empty: they may not.
    import: String,
    list: Library,
}

#[derive(Template)]
#[template(path = "account_connectors/choose.html", block = "table")]
struct LibraryTable {
    list: Library,
}

/// What the block "table" reads.
struct Library {
    action: String,
    q: String,
    /// (id, name, kind).
    rows: Vec<(String, String, &'static str)>,
}

#[derive(Template)]
#[template(path = "account_connectors/new.html")]
struct NewPage {
    shell: Shell,
    frame: Frame,
    crumbs: Vec<(String, String)>,
    key: String,
    connector: ConnectorId,
    application: String,
    /// Where one goes on afterwards; empty: on its page.
    back: String,
    name: String,
    shared: bool,
    inputs: Vec<Input>,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    connector: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    back: String,
}

pub(crate) async fn new<P: Stand>(
    access: Access<P::Change, P>,
    path: web::Path<String>,
    wish: Asked<Wish>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (account, wish) = (account_id(&path)?, wish.0);
    if wish.connector.is_empty() {
        let page = access.read(move |tx| choose(tx, account, wish.q)).await?;
        return Ok(match hx {
            Hx::Page => Either::Left(Page::new(page)),
            Hx::Fragment => Either::Right(Either::Left(Page::new(LibraryTable { list: page.list }))),
        });
    }
    let connector = connector_id(&wish.connector)?;
    let back = way_back(&wish.back);
    let page = access.read(move |tx| form(tx, account, connector, None, &back, FieldErrors::default())).await?;
    Ok(Either::Right(Either::Right(Page::new(page))))
}

fn connector_id(text: &str) -> AppResult<ConnectorId> {
    known(text)
}

fn choose<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId, q: String) -> AppResult<ChoosePage> {
    let (shell, frame) = P::around(tx, account, t!("account-connectors-add"))?;
    let kind = |kind: &str| match kind {
        "application" => t!("account-connectors-kind-application"),
        "utility" => t!("account-connectors-kind-utility"),
        _ => t!("account-connectors-kind-custom"),
    };
    let rows = queries::library(tx, account, &q)?;
    let rows = rows.into_iter().map(|(id, name, of)| (id.to_string(), name, kind(&of))).collect();
    let list = Library { action: format!("{}/new", frame.here), q, rows };
    let may_import = frame.in_console && EditConnectors::held(tx.facts());
    let import = if may_import { format!("/console/connectors/import?owner={account}") } else { String::new() };
    Ok(ChoosePage { crumbs: frame.way(&[(t!("account-connectors-add"), "")]), import, shell, list })
}

fn form<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    connector: ConnectorId,
    typed: Option<&Typed>,
    back: &str,
    errors: FieldErrors,
) -> AppResult<NewPage> {
    installable(tx, account, connector)?;
    let setup = queries::setup(tx, connector)?;
    let (shell, frame) = P::around(tx, account, &t!("account-connectors-add-title", application = setup.application))?;
    Ok(NewPage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: frame.way(&[(t!("account-connectors-add"), &format!("{}/new", frame.here)), (&setup.application, "")]),
        name: typed.map_or_else(|| setup.application.clone(), |typed| typed.of("name").to_owned()),
        shared: typed.is_none_or(|typed| typed.ticked("shared")),
        inputs: inputs::of_parameters(&setup.parameters, &BTreeMap::new(), typed, &errors),
        application: setup.application,
        back: back.to_owned(),
        frame,
        connector,
        errors,
    })
}

pub(crate) async fn create<P: Stand>(
    access: Access<P::Change, P>,
    posted: Posted<Typed>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let (account, key) = (account_id(&path)?, posted.key);
    let connector = connector_id(posted.form.of("connector"))?;
    let (typed, back) = (posted.form.clone(), way_back(posted.form.of("back")));
    let outcome = access
        .write_once(key, move |tx| {
            let new = read(tx, connector, &typed)?;
            let id = actions::add(tx, account, &new)?;
            let page = format!("{}/{id}", list_of::<P>(account));
            if back.is_empty() {
                return Ok(page);
            }
            // Its credentials come first, where a form can give them; then back to where it is wanted.
            let setup = queries::setup(tx, connector)?;
            Ok(match way(&setup.authentication) {
                Way::Nothing => back,
                Way::Form(_) => format!("{page}/connection{}", back_query(&back)),
                Way::Provider => format!("{page}{}", back_query(&back)),
            })
        })
        .await;
    match outcome {
        Ok(location) => Ok(Either::Left(Redirect::to(location).saying(t!("account-connectors-added")))),
        Err(error) => {
            let (errors, status) = refusal(error)?;
            let typed = posted.form;
            let back = way_back(typed.of("back"));
            let page = access.read(move |tx| form(tx, account, connector, Some(&typed), &back, errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn read<P: Stand>(tx: &mut WriteTx<'_, P>, connector: ConnectorId, typed: &Typed) -> AppResult<New> {
    let setup = queries::setup(tx, connector)?;
    let mut errors = FieldErrors::default();
    let name = errors.take("name", ConnectorName::parse(typed.of("name")));
    let parameters = parameters_of(&setup.parameters, typed, &mut errors);
    match name {
        Some(name) if errors.is_empty() => Ok(New { connector, name, parameters, shared: typed.ticked("shared") }),
        _ => Err(AppError::Invalid(errors)),
    }
}
