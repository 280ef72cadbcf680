//! Deleting an account to the recycle bin, and restoring it from there.

use super::confirm::{ConfirmPage, Field, Question, sent_back};
use super::head::{AccountHead, Tab};
use super::show::account_id;
use super::standing::{Touched, subs};
use crate::access::rights::ManageAccounts;
use crate::access::{Access, confirmed_lately};
use crate::accounts::actions::{self, Outcome};
use crate::accounts::model::BIN_DAYS;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::web::forms::{Nothing, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::times::{date, zone};
use actix_web::{Either, Responder, web};
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DeletionForm {
    /// The account's name, typed.
    typed_name: String,
}

pub(crate) async fn deleting(
    access: Access<ManageAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let page = access.read(move |tx| {
        confirmed_lately(tx)?;
        deletion_page(tx, id, String::new(), FieldErrors::default())
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn delete(
    access: Access<ManageAccounts, InPartner>,
    posted: Posted<DeletionForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let typed = posted.form.typed_name;
    let wanted = typed.clone();
    let done = access.write(move |tx| {
        confirmed_lately(tx)?;
        let (head, chain) = AccountHead::read(tx, id, Tab::Overview)?;
        let touched = Touched::read(tx, &chain)?;
        if must_type(&touched) && wanted.trim() != head.name {
            return Err(AppError::invalid("typed_name", format!("Type “{}”, just as it is written.", head.name)));
        }
        let outcome = actions::delete(tx, id)?;
        let until = date(gone_at(tx.now()).with_timezone(&zone_of(tx)).date_naive());
        let back = chain.account.parent_id.map_or_else(
            || "/console/accounts".to_owned(),
            |parent| format!("/console/accounts/{parent}/sub-accounts"),
        );
        Ok((outcome, head.name, until, back))
    });
    match done.await {
        Ok((Outcome::Done { .. }, name, until, back)) => Ok(Either::Left(
            Redirect::to(back).saying(format!("“{name}” is in the recycle bin. It can be restored until {until}.")),
        )),
        Ok((Outcome::Unchanged, ..)) => Ok(Either::Left(
            Redirect::to(format!("/console/accounts/{id}")).warning("This account was in the recycle bin already."),
        )),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| deletion_page(tx, id, typed, errors)).await?;
            Ok(Either::Right(sent_back(page, status)))
        }
    }
}

fn deletion_page(
    tx: &mut ReadTx<'_, InPartner>,
    id: AccountId,
    typed: String,
    errors: FieldErrors,
) -> AppResult<ConfirmPage> {
    let (head, chain) = AccountHead::read(tx, id, Tab::Overview)?;
    let touched = Touched::read(tx, &chain)?;
    let until = date(gone_at(tx.now()).with_timezone(&zone_of(tx)).date_naive());
    let question = Question {
        title: format!("Delete {}?", head.name),
        intro: touched.words("cannot open it any more"),
        consequences: vec![
            format!("It stays in the recycle bin for {BIN_DAYS} days. Until {until} you can restore all of it."),
            "After that it is removed for good. Its audit log and its figures stay.".to_owned(),
            format!("Its API ID “{}” stays taken as long as it is in the recycle bin.", head.api_id),
        ],
        action: format!("{}/deletion", head.href),
        back: head.href.clone(),
        button: "Delete account",
        kind: "danger",
        field: must_type(&touched).then(|| Field {
            key: "typed_name",
            title: format!("Type “{}” to confirm", head.name),
            typed,
            help: String::new(),
            optional: false,
        }),
    };
    Ok(ConfirmPage::new(tx, head, question, errors))
}

pub(crate) async fn restoring(
    access: Access<ManageAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    Ok(Page::new(access.read(move |tx| restoration_page(tx, id, FieldErrors::default())).await?))
}

pub(crate) async fn restore(
    access: Access<ManageAccounts, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let back = Redirect::to(format!("/console/accounts/{id}"));
    match access.write(move |tx| actions::restore(tx, id)).await {
        Ok(Outcome::Done { below: 0 }) => Ok(Either::Left(back.saying("Account restored."))),
        Ok(Outcome::Done { below }) => Ok(Either::Left(
            back.saying(format!("Account restored, and {} with it.", subs(i64::try_from(below).unwrap_or(i64::MAX)))),
        )),
        Ok(Outcome::Unchanged) => Ok(Either::Left(back.warning("This account was not in the recycle bin."))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| restoration_page(tx, id, errors)).await?;
            Ok(Either::Right(sent_back(page, status)))
        }
    }
}

fn restoration_page(tx: &mut ReadTx<'_, InPartner>, id: AccountId, errors: FieldErrors) -> AppResult<ConfirmPage> {
    let (head, chain) = AccountHead::read(tx, id, Tab::Overview)?;
    let along = crate::accounts::bin::gone_along(tx, id)?;
    let mut consequences = vec!["Its people can open it again with the access they had.".to_owned()];
    if chain.account.suspended_at.is_some() {
        consequences = vec!["It was suspended when it was deleted, and stays suspended.".to_owned()];
    } else if let Some((above, _)) = chain.closed_by(tx.now()) {
        consequences = vec![format!("“{}” is suspended, so it comes back suspended with it.", above.name)];
    }
    consequences.push("What was deleted before it stays in the recycle bin.".to_owned());
    let question = Question {
        title: format!("Restore {}?", head.name),
        intro: match along {
            0 => "It comes back where it was.".to_owned(),
            n => format!("It comes back where it was, with the {} that went along.", subs(n)),
        },
        consequences,
        action: format!("{}/restoration", head.href),
        back: "/console/recycle-bin".to_owned(),
        button: "Restore account",
        kind: "primary",
        field: None,
    };
    Ok(ConfirmPage::new(tx, head, question, errors))
}

fn must_type(touched: &Touched) -> bool {
    touched.below > 0 || touched.people > 0
}

/// When something deleted at that instant is removed for good.
pub(super) fn gone_at(deleted_at: DateTime<Utc>) -> DateTime<Utc> {
    deleted_at + Duration::days(BIN_DAYS)
}

/// The timezone the person reads in.
pub(super) fn zone_of(tx: &ReadTx<'_, InPartner>) -> chrono_tz::Tz {
    zone(tx.facts().timezone.as_deref().unwrap_or("UTC"))
}
