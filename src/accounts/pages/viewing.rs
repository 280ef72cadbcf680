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
            "You can start, stop and change its cycles. Its people, settings and API stay as they are."
        } else {
            "You only look. Nothing can be changed."
        };
        let question = Question {
            title: format!("View {} as its people do?", head.name),
            intro: format!("It opens as they see it, for {MINUTES} minutes or until you end it."),
            consequences: vec![
                may.to_owned(),
                "A line at the top of each page says that you view it.".to_owned(),
                "It is in the audit log, here and in the account’s own, and so is whatever you do meanwhile."
                    .to_owned(),
            ],
            action: format!("{}/view-as", head.href),
            back: head.href.clone(),
            button: "View as customer",
            kind: "primary",
            field: None,
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
    Ok(if ended {
        back.saying("You view the account as its people do no more.")
    } else {
        back.warning("That view had ended already.")
    })
}
