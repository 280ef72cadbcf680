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
use crate::web::times::{counted, exact, zone};
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
        Ok(Outcome::Done { below: 0 }) => Ok(Either::Left(back.saying("Account suspended."))),
        Ok(Outcome::Done { below }) => Ok(Either::Left(
            back.saying(format!("Account suspended, and {} with it.", subs(i64::try_from(below).unwrap_or(i64::MAX)))),
        )),
        Ok(Outcome::Unchanged) => Ok(Either::Left(back.warning("This account was suspended already."))),
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
        title: format!("Suspend {}?", head.name),
        intro: touched.words("cannot open it any more"),
        consequences: vec![
            "Its people see a page that says so. Nothing runs while it is suspended.".to_owned(),
            "Nothing is deleted, and you can resume it at any time.".to_owned(),
        ],
        action: format!("{}/suspension", head.href),
        back: head.href.clone(),
        button: "Suspend account",
        kind: "danger",
        field: Some(Field {
            key: "reason",
            title: "Reason".to_owned(),
            typed,
            help: "For your colleagues and the audit log. Your customer does not see it.".to_owned(),
            optional: false,
        }),
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
        Ok((Outcome::Unchanged, _)) => Ok(Either::Left(back.warning("This account was not suspended."))),
        Ok((_, standing)) if standing == "suspended" => Ok(Either::Left(
            back.warning("Resumed, but it stays suspended with the account above it until that is resumed too."),
        )),
        Ok((Outcome::Done { below: 0 }, _)) => Ok(Either::Left(back.saying("Account resumed."))),
        Ok((Outcome::Done { below }, _)) => Ok(Either::Left(
            back.saying(format!("Account resumed, and {} with it.", subs(i64::try_from(below).unwrap_or(i64::MAX)))),
        )),
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
        consequences.push(format!("It stays suspended with “{}” until that account is resumed too.", above.name));
    } else {
        consequences.push("Its people can open it again at once.".to_owned());
    }
    if chain.sub_accounts > 0 {
        consequences.push("Sub-accounts resume with it, except those that were suspended on their own.".to_owned());
    }
    let intro = match chain.account.stop(now) {
        Some(Stop::Expired) => expiry_words(&chain),
        _ => chain
            .account
            .suspended_reason
            .as_deref()
            .map_or_else(String::new, |reason| format!("It was suspended for this reason: {reason}")),
    };
    let question = Question {
        title: format!("Resume {}?", head.name),
        intro,
        consequences,
        action: format!("{}/resumption", head.href),
        back: head.href.clone(),
        button: "Resume account",
        kind: "primary",
        field: Some(Field {
            key: "reason",
            title: "Note".to_owned(),
            typed,
            help: "For the audit log.".to_owned(),
            optional: true,
        }),
    };
    Ok(ConfirmPage::new(tx, head, question, errors))
}

fn expiry_words(chain: &Chain) -> String {
    let account = &chain.account;
    let at = account.expires_at.map(|at| exact(at, zone(&account.timezone))).unwrap_or_default();
    format!("It expired on {at}. Set a later expiry date first; that resumes it.")
}

/// "1 sub-account", "7 sub-accounts".
pub(super) fn subs(count: i64) -> String {
    counted(count, "sub-account", "sub-accounts")
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

    /// "9 people cannot open it any more, and 7 sub-accounts are suspended with it."
    pub fn words(&self, what: &str) -> String {
        let people = match self.people {
            0 => "Nobody has access to it yet".to_owned(),
            n => format!("{} {what}", counted(n, "person", "people")),
        };
        match self.below {
            0 => format!("{people}."),
            1 => format!("{people}. 1 sub-account goes with it."),
            n => format!("{people}. {} go with it.", subs(n)),
        }
    }
}
