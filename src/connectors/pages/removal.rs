//! Removing a connector that nothing uses.

use super::{Confirm, Nothing, PATH, address, connector_id};
use crate::access::Access;
use crate::access::rights::ManageConnectors;
use crate::connectors::actions::library;
use crate::connectors::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use actix_web::http::StatusCode;
use actix_web::{Either, Responder, web};
use uuid::Uuid;

pub(crate) async fn ask(
    access: Access<ManageConnectors, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = connector_id(&path)?;
    Ok(Page::new(access.read(move |tx| question(tx, id)).await?))
}

fn question(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Confirm> {
    let connector = queries::find(tx, id)?;
    Ok(Confirm {
        consequences: vec![t!("connectors-remove-lost").to_owned(), t!("connectors-remove-only").to_owned()],
        action: format!("{}/removal", address(id)),
        back: address(id),
        button: t!("connectors-remove"),
        ..Confirm::new(tx, t!("connectors-remove-title", name = connector.name))
    })
}

pub(crate) async fn remove(
    access: Access<ManageConnectors, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = connector_id(&path)?;
    match access.write(move |tx| library::remove(tx, id)).await {
        Ok(name) => Ok(Either::Left(Redirect::to(PATH).saying(t!("connectors-removed", name = name)))),
        Err(AppError::Conflict(why)) => {
            let mut errors = FieldErrors::default();
            errors.add("", why);
            let page = access.read(move |tx| Ok(question(tx, id)?.refused(errors))).await?;
            Ok(Either::Right(Page::with(page, StatusCode::CONFLICT)))
        }
        Err(other) => Err(other),
    }
}
