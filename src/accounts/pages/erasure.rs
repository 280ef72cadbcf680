//! Erasing an account of the recycle bin at once.

use super::confirm::{ConfirmPage, Field, Question, sent_back};
use super::head::{AccountHead, Tab};
use super::show::account_id;
use crate::access::rights::ManageAccounts;
use crate::access::{Access, confirmed_lately};
use crate::accounts::{erasing, subtree};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use actix_web::{Either, Responder, web};
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    /// The account's API ID, typed.
    confirm: String,
}

pub(crate) async fn asking(
    access: Access<ManageAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let page = access.read(move |tx| {
        confirmed_lately(tx)?;
        page(tx, id, String::new(), FieldErrors::default())
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn erase(
    access: Access<ManageAccounts, InPartner>,
    posted: Posted<Form>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let typed = posted.form.confirm;
    let wanted = typed.clone();
    let done = access.write(move |tx| {
        confirmed_lately(tx)?;
        let (head, _) = AccountHead::read(tx, id, Tab::Overview)?;
        if wanted.trim() != head.api_id {
            return Err(AppError::invalid("confirm", t!("accounts-delete-type", name = head.api_id)));
        }
        erasing::queue(tx, id)
    });
    match done.await {
        Ok((_, job)) => Ok(Either::Left(Redirect::to(format!("/console/jobs/{job}")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, id, typed, errors)).await?;
            Ok(Either::Right(sent_back(page, status)))
        }
    }
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: AccountId, typed: String, errors: FieldErrors) -> AppResult<ConfirmPage> {
    let (head, _) = AccountHead::read(tx, id, Tab::Overview)?;
    let question = Question {
        title: t!("accounts-erase-title", name = head.name),
        intro: match subtree::count_all_below(tx, id)? {
            0 => t!("accounts-erase-intro").to_owned(),
            n => t!("accounts-erase-intro-below", n = n),
        },
        consequences: vec![
            t!("accounts-erase-no-undo").to_owned(),
            t!("accounts-erase-gone", words),
            t!("accounts-erase-stays").to_owned(),
        ],
        action: format!("{}/erasure", head.href),
        back: head.href.clone(),
        button: t!("accounts-erase-button"),
        kind: "danger",
        field: Some(Field {
            key: "confirm",
            title: t!("accounts-erase-confirm", id = head.api_id),
            typed,
            help: String::new(),
            optional: false,
        }),
        leaves: false,
    };
    Ok(ConfirmPage::new(tx, head, question, errors))
}
