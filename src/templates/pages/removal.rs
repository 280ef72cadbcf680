//! Deleting a template; what was installed from it stays.

use super::Confirm;
use crate::access::Access;
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::templates::actions::library;
use crate::templates::queries;
use crate::templates::shelf::{OfTemplate, Shelf};
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use actix_web::{Either, Responder};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RemovalForm {
    /// The template's name, typed.
    typed_name: String,
}

pub(crate) async fn ask<P: Shelf>(access: Access<P::Rule, P>, at: OfTemplate) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(move |tx| question(tx, &at, String::new())).await?))
}

fn question<P: Shelf>(tx: &mut ReadTx<'_, P>, at: &OfTemplate, typed: String) -> AppResult<Confirm> {
    let template = queries::find(tx, at.id)?;
    let mut consequences = vec![t!("templates-all-lost").to_owned()];
    consequences.push(match (template.installed(), at.account) {
        (0, None) => t!("templates-nowhere").to_owned(),
        (0, Some(_)) => t!("templates-nowhere-here", words),
        (n, _) => t!("templates-run-on", n = n),
    });
    if at.account.is_some() {
        consequences.push(t!("templates-below-goes-on").to_owned());
    }
    Ok(Confirm {
        consequences,
        action: format!("{}/removal", at.address()),
        back: at.address(),
        button: t!("templates-delete-template"),
        typed_name: Some(typed),
        ..Confirm::new(tx, t!("templates-delete-ask", name = template.name))?
    })
}

pub(crate) async fn remove<P: Shelf>(
    access: Access<P::Rule, P>,
    posted: Posted<RemovalForm>,
    at: OfTemplate,
) -> AppResult<impl Responder> {
    let (id, typed) = (at.id, posted.form.typed_name);
    let wanted = typed.clone();
    match access.write(move |tx| library::remove(tx, id, &wanted)).await {
        Ok(name) => Ok(Either::Left(Redirect::to(at.list()).saying(t!("templates-deleted", name = name)))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| Ok(question(tx, &at, typed)?.refused(errors))).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}
