//! Seeing an account as its people do: the question before, and the end of it.

use super::confirm::{ConfirmPage, Question};
use super::head::{AccountHead, Tab};
use super::show::account_id;
use crate::access::rights::{Area, Level, ViewAs, level};
use crate::access::{Access, confirmed_lately};
use crate::db::InPartner;
use crate::error::{AppResult, FieldErrors};
use crate::view_as::{MINUTES, actions};
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use actix_web::{Responder, web};

pub(crate) async fn ask(access: Access<ViewAs, InPartner>, path: web::Path<String>) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let page = access.read(move |tx| {
        let (head, _) = AccountHead::read(tx, id, Tab::Overview)?;
        confirmed_lately(tx)?;
        let may = if level(tx.facts(), Area::Cycles) >= Level::Manage {
            t!("accounts-view-as-cycles", words)
        } else {
            t!("accounts-view-as-look").to_owned()
        };
        let question = Question {
            title: t!("accounts-view-as-title", name = head.name),
            intro: t!("accounts-view-as-intro", minutes = MINUTES),
            consequences: vec![may, t!("accounts-view-as-line").to_owned(), t!("accounts-view-as-logged").to_owned()],
            action: format!("{}/view-as", head.href),
            back: head.href.clone(),
            button: t!("accounts-view-as-button"),
            kind: "primary",
            field: None,
            leaves: true,
        };
        Ok(ConfirmPage::new(tx, head, question, FieldErrors::default()))
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn begin(
    access: Access<ViewAs, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    access
        .write(move |tx| {
            confirmed_lately(tx)?;
            actions::begin(tx, id)
        })
        .await?;
    Ok(Redirect::to(format!("/a/{id}")))
}

pub(crate) async fn end(
    access: Access<ViewAs, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let ended = access.write(move |tx| actions::end(tx, id)).await?;
    let back = Redirect::to(format!("/console/accounts/{id}"));
    Ok(if ended { back.saying(t!("accounts-view-as-over")) } else { back.warning(t!("accounts-view-as-was-over")) })
}
