//! Another name, other parameters. The credentials stay as they are.

use super::inputs::{self, Input};
use super::{Ids, Named, Stand, named, page_of};
use crate::access::Access;
use crate::account_connectors::actions;
use crate::account_connectors::model::{ConnectorName, Typed, parameters_of};
use crate::account_connectors::queries;
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::Version;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;

#[derive(Template)]
#[template(path = "account_connectors/edit.html")]
struct EditPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    href: String,
    title: String,
    name: String,
    version: i32,
    inputs: Vec<Input>,
    errors: FieldErrors,
}

pub(crate) async fn edit<P: Stand>(access: Access<P::Change, P>, path: Ids) -> AppResult<impl Responder> {
    let ids = named(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, ids, None, FieldErrors::default())).await?))
}

pub(crate) async fn update<P: Stand>(
    access: Access<P::Change, P>,
    posted: Posted<Typed>,
    path: Ids,
) -> AppResult<impl Responder> {
    let ids = named(&path)?;
    let typed = posted.form.clone();
    match access.write(move |tx| save(tx, ids, &typed)).await {
        Ok(()) => Ok(Either::Left(Redirect::to(page_of::<P>(ids)).saying(t!("account-connectors-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, ids, Some(&posted.form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn save<P: Stand>(tx: &mut WriteTx<'_, P>, ids: Named, typed: &Typed) -> AppResult<()> {
    let row = queries::find(tx, ids.0, ids.1)?;
    let setup = queries::setup_of(tx, &row)?;
    let mut errors = FieldErrors::default();
    let name = errors.take("name", ConnectorName::parse(typed.of("name")));
    let parameters = parameters_of(&setup.parameters, typed, &mut errors);
    match name {
        Some(name) if errors.is_empty() => actions::edit(tx, ids, Version::of(typed.of("version")), &name, &parameters),
        _ => Err(AppError::Invalid(errors)),
    }
}

fn page<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    ids: Named,
    typed: Option<&Typed>,
    errors: FieldErrors,
) -> AppResult<EditPage> {
    let row = queries::find(tx, ids.0, ids.1)?;
    let title = t!("account-connectors-edit-title", name = row.name);
    let (shell, frame) = P::around(tx, ids.0, &title)?;
    let setup = queries::setup_of(tx, &row)?;
    let href = page_of::<P>(ids);
    Ok(EditPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: frame.way(&[(&row.name, &href), (t!("account-connectors-edit"), "")]),
        name: typed.map_or_else(|| row.name.clone(), |typed| typed.of("name").to_owned()),
        inputs: inputs::of_parameters(&setup.parameters, &row.parameters(), typed, &errors),
        // After a conflict it is the version that was saved meanwhile: sent again, the form replaces that.
        version: row.version,
        href,
        title,
        errors,
    })
}
