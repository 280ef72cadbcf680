//! Suspending and resuming one account: a question, then the answer.

use super::confirm::{ConfirmPage, Field, Question, sent_back};
use super::head::{AccountHead, Tab};
use super::show::account_id;
use crate::access::Access;
use crate::access::rights::ManageAccounts;
use crate::accounts::actions::{self, Outcome};
use crate::accounts::chain::{Chain, Stop};
use crate::accounts::model::Reason;
use crate::accounts::subtree;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::times::{exact, zone};
use actix_web::{Either, Responder, web};
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StandingForm {
    /// Why it is suspended, or a note why it is resumed.
    reason: String,
}

pub(crate) async fn suspending(
    access: Access<ManageAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let page = access.read(move |tx| suspend_page(tx, id, String::new(), FieldErrors::default()));
    Ok(Page::new(page.await?))
}

pub(crate) async fn suspend(
    access: Access<ManageAccounts, InPartner>,
    posted: Posted<StandingForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let typed = posted.form.reason;
    let done = match Reason::parse(&typed) {
        Ok(reason) => access.write(move |tx| actions::suspend(tx, id, &reason)).await,
        Err(why) => Err(AppError::invalid("reason", why)),
    };
    let back = Redirect::to(format!("/console/accounts/{id}"));
    match done {
        Ok(Outcome::Done { below: 0 }) => Ok(Either::Left(back.saying(t!("accounts-suspend-done")))),
        Ok(Outcome::Done { below }) => Ok(Either::Left(back.saying(t!("accounts-suspend-done-below", n = below)))),
        Ok(Outcome::Unchanged) => Ok(Either::Left(back.warning(t!("accounts-suspend-already")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| suspend_page(tx, id, typed, errors)).await?;
            Ok(Either::Right(sent_back(page, status)))
        }
    }
}

fn suspend_page(
    tx: &mut ReadTx<'_, InPartner>,
    id: AccountId,
    typed: String,
    errors: FieldErrors,
) -> AppResult<ConfirmPage> {
    let (head, chain) = AccountHead::read(tx, id, Tab::Overview)?;
    let touched = Touched::read(tx, &chain)?;
    let question = Question {
        title: t!("accounts-suspend-title", name = head.name),
        intro: touched.words(),
        consequences: vec![t!("accounts-suspend-page").to_owned(), t!("accounts-suspend-undo").to_owned()],
        action: format!("{}/suspension", head.href),
        back: head.href.clone(),
        button: t!("accounts-suspend-button"),
        kind: "danger",
        field: Some(Field {
            key: "reason",
            title: t!("accounts-suspend-reason").to_owned(),
            typed,
            help: t!("accounts-suspend-reason-hint").to_owned(),
            optional: false,
        }),
        leaves: false,
    };
    Ok(ConfirmPage::new(tx, head, question, errors))
}

pub(crate) async fn resuming(
    access: Access<ManageAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let page = access.read(move |tx| resume_page(tx, id, String::new(), FieldErrors::default()));
    Ok(Page::new(page.await?))
}

pub(crate) async fn resume(
    access: Access<ManageAccounts, InPartner>,
    posted: Posted<StandingForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let typed = posted.form.reason;
    let note = crate::accounts::model::notes(&typed, 500).map_err(|why| AppError::invalid("reason", why));
    let done = match note {
        Ok(note) => {
            let resumed = access.write(move |tx| {
                let outcome = actions::resume(tx, id, &note)?;
                Ok((outcome, crate::accounts::queries::find(tx, id)?.standing))
            });
            resumed.await
        }
        Err(error) => Err(error),
    };
    let back = Redirect::to(format!("/console/accounts/{id}"));
    match done {
        Ok((Outcome::Unchanged, _)) => Ok(Either::Left(back.warning(t!("accounts-resume-already")))),
        Ok((_, standing)) if standing == "suspended" => Ok(Either::Left(back.warning(t!("accounts-resume-stays")))),
        Ok((Outcome::Done { below: 0 }, _)) => Ok(Either::Left(back.saying(t!("accounts-resume-done")))),
        Ok((Outcome::Done { below }, _)) => Ok(Either::Left(back.saying(t!("accounts-resume-done-below", n = below)))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| resume_page(tx, id, typed, errors)).await?;
            Ok(Either::Right(sent_back(page, status)))
        }
    }
}

fn resume_page(
    tx: &mut ReadTx<'_, InPartner>,
    id: AccountId,
    typed: String,
    errors: FieldErrors,
) -> AppResult<ConfirmPage> {
    let (head, chain) = AccountHead::read(tx, id, Tab::Overview)?;
    let now = tx.now();
    let mut consequences = Vec::new();
    if let Some((above, _)) = chain.closed_by(now) {
        consequences.push(t!("accounts-resume-with", name = above.name));
    } else {
        consequences.push(t!("accounts-resume-open").to_owned());
    }
    if chain.sub_accounts > 0 {
        consequences.push(t!("accounts-resume-below").to_owned());
    }
    let intro = match chain.account.stop(now) {
        Some(Stop::Expired) => expiry_words(&chain),
        _ => chain
            .account
            .suspended_reason
            .as_deref()
            .map_or_else(String::new, |reason| t!("accounts-resume-was", reason = reason)),
    };
    let question = Question {
        title: t!("accounts-resume-title", name = head.name),
        intro,
        consequences,
        action: format!("{}/resumption", head.href),
        back: head.href.clone(),
        button: t!("accounts-resume-button"),
        kind: "primary",
        field: Some(Field {
            key: "reason",
            title: t!("accounts-resume-note").to_owned(),
            typed,
            help: t!("accounts-resume-note-hint").to_owned(),
            optional: true,
        }),
        leaves: false,
    };
    Ok(ConfirmPage::new(tx, head, question, errors))
}

fn expiry_words(chain: &Chain) -> String {
    let account = &chain.account;
    let at = account.expires_at.map(|at| exact(at, zone(&account.timezone))).unwrap_or_default();
    t!("accounts-resume-expired", at = at)
}

/// Whom something done to an account touches.
pub(super) struct Touched {
    pub people: i64,
    pub below: i64,
}

impl Touched {
    pub fn read(tx: &mut ReadTx<'_, InPartner>, chain: &Chain) -> AppResult<Touched> {
        let id = AccountId(chain.account.id);
        let ancestors = chain.ancestors.iter().map(|link| link.id).collect();
        Ok(Touched { people: subtree::count_people(tx, id, ancestors)?, below: subtree::count_below(tx, id)? })
    }

    /// "9 people cannot open it any more. 7 sub-accounts go with it."
    pub fn words(&self) -> String {
        match self.below {
            0 => t!("accounts-touched", people = self.people),
            below => t!("accounts-touched-below", people = self.people, below = below),
        }
    }
}
