//! Erasing an account of the recycle bin at once.

use super::confirm::{ConfirmPage, Field, Question, sent_back};
use super::head::{AccountHead, Tab};
use super::show::account_id;
use super::standing::subs;
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
            return Err(AppError::invalid("confirm", format!("Type “{}”, just as it is written.", head.api_id)));
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
    let below = match subtree::count_all_below(tx, id)? {
        0 => String::new(),
        n => format!(" {} below it go with it.", subs(n)),
    };
    let question = Question {
        title: format!("Erase {} now?", head.name),
        intro: format!("It is removed for good at once, not at the end of its days in the recycle bin.{below}"),
        consequences: vec![
            "This cannot be undone: nobody can restore it.".to_owned(),
            "Its people, connectors, cycles, transactions and files are removed.".to_owned(),
            "Its audit log and its figures stay, and a certificate that says how many rows of each table went."
                .to_owned(),
        ],
        action: format!("{}/erasure", head.href),
        back: head.href.clone(),
        button: "Erase now",
        kind: "danger",
        field: Some(Field {
            key: "confirm",
            title: format!("Type its API ID “{}” to confirm", head.api_id),
            typed,
            help: String::new(),
            optional: false,
        }),
    };
    Ok(ConfirmPage::new(tx, head, question, errors))
}
