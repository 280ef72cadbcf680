//! Deleting an account to the recycle bin, and restoring it from there.

use super::confirm::{ConfirmPage, Field, Question, sent_back};
use super::head::{AccountHead, Tab};
use super::show::account_id;
use super::standing::Touched;
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
            return Err(AppError::invalid("typed_name", t!("accounts-delete-type", name = head.name)));
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
        Ok((Outcome::Done { .. }, name, until, back)) => {
            Ok(Either::Left(Redirect::to(back).saying(t!("accounts-delete-done", name = name, until = until))))
        }
        Ok((Outcome::Unchanged, ..)) => {
            Ok(Either::Left(Redirect::to(format!("/console/accounts/{id}")).warning(t!("accounts-delete-already"))))
        }
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
        title: t!("accounts-delete-title", name = head.name),
        intro: touched.words(),
        consequences: vec![
            t!("accounts-delete-until", days = BIN_DAYS, until = until),
            t!("accounts-delete-after").to_owned(),
            t!("accounts-delete-api-id", id = head.api_id),
        ],
        action: format!("{}/deletion", head.href),
        back: head.href.clone(),
        button: t!("accounts-delete-button"),
        kind: "danger",
        field: must_type(&touched).then(|| Field {
            key: "typed_name",
            title: t!("accounts-delete-confirm", name = head.name),
            typed,
            help: String::new(),
            optional: false,
        }),
        leaves: false,
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
        Ok(Outcome::Done { below: 0 }) => Ok(Either::Left(back.saying(t!("accounts-restore-done")))),
        Ok(Outcome::Done { below }) => Ok(Either::Left(back.saying(t!("accounts-restore-done-below", n = below)))),
        Ok(Outcome::Unchanged) => Ok(Either::Left(back.warning(t!("accounts-restore-already")))),
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
    let mut consequences = vec![t!("accounts-restore-open").to_owned()];
    if chain.account.suspended_at.is_some() {
        consequences = vec![t!("accounts-restore-suspended").to_owned()];
    } else if let Some((above, _)) = chain.closed_by(tx.now()) {
        consequences = vec![t!("accounts-restore-above", name = above.name)];
    }
    consequences.push(t!("accounts-restore-others").to_owned());
    let question = Question {
        title: t!("accounts-restore-title", name = head.name),
        intro: match along {
            0 => t!("accounts-restore-back").to_owned(),
            n => t!("accounts-restore-back-with", n = n),
        },
        consequences,
        action: format!("{}/restoration", head.href),
        back: "/console/recycle-bin".to_owned(),
        button: t!("accounts-restore-button"),
        kind: "primary",
        field: None,
        leaves: false,
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
