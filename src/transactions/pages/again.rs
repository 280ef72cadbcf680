//! Asking before one Transaction is run again, replayed, or loses its data; then doing it.

use crate::access::Access;
use crate::access::rights::{EditCycles, ManageCycles};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, TransactionId};
use crate::transactions::actions;
use crate::transactions::model::Since;
use crate::transactions::queries;
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Responder, web};
use askama::Template;
use serde::Deserialize;

/// Where a Transaction is run again from: (value, label, hint).
pub(super) const SINCE: [(&str, &str, &str); 2] = [
    ("failure", "The failed step", "What was done before stays done and is not called again."),
    ("start", "The start", "Every step is done anew, those that went well too."),
];

#[derive(Template)]
#[template(path = "transactions/ask.html")]
struct AskPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    title: &'static str,
    intro: &'static str,
    /// What can be chosen; empty: nothing.
    since: &'static [(&'static str, &'static str, &'static str)],
    button: &'static str,
    danger: bool,
    action: String,
    back: String,
    key: String,
}

/// The words of one question.
struct Question {
    title: &'static str,
    intro: &'static str,
    since: &'static [(&'static str, &'static str, &'static str)],
    button: &'static str,
    danger: bool,
    /// Last part of its address.
    way: &'static str,
}

const RETRY: Question = Question {
    title: "Run this transaction again?",
    intro: "A new transaction begins by what is known of this one. It runs even while its cycle is paused.",
    since: &SINCE,
    button: "Run again",
    danger: false,
    way: "retry",
};
const REPLAY: Question = Question {
    title: "Replay this webhook?",
    intro: "What it brought is handed to the cycle once more, as if it came again. Every step is done anew.",
    since: &[],
    button: "Replay",
    danger: false,
    way: "replay",
};
const DELETION: Question = Question {
    title: "Delete the data of this transaction?",
    intro: "What went into and came out of its steps, and of those of its items, is deleted and cannot be brought back. That it ran, how it went and its tasks stay. It cannot be run again from this data.",
    since: &[],
    button: "Delete data",
    danger: true,
    way: "data-deletion",
};

type Ids = web::Path<(String, String)>;

fn ids(path: &(String, String)) -> AppResult<(AccountId, TransactionId)> {
    let account = path.0.parse().map_err(|_| AppError::NotFound)?;
    Ok((account, path.1.parse().map_err(|_| AppError::NotFound)?))
}

fn href(account: AccountId, id: TransactionId) -> String {
    format!("/console/accounts/{account}/transactions/{id}")
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    id: TransactionId,
    question: &'static Question,
) -> AppResult<AskPage> {
    let found = queries::find(tx, account, id)?;
    let back = href(account, id);
    let shell = Shell::console(tx, "/console/accounts", question.title);
    Ok(AskPage {
        key: shell.form_key(),
        shell,
        crumbs: vec![(found.cycle, back.clone()), (question.button.to_owned(), String::new())],
        title: question.title,
        intro: question.intro,
        since: question.since,
        button: question.button,
        danger: question.danger,
        action: format!("{back}/{}", question.way),
        back,
    })
}

pub(crate) async fn ask_retry(access: Access<EditCycles, InPartner>, path: Ids) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, account, id, &RETRY)).await?))
}

pub(crate) async fn ask_replay(access: Access<EditCycles, InPartner>, path: Ids) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, account, id, &REPLAY)).await?))
}

pub(crate) async fn ask_deletion(access: Access<ManageCycles, InPartner>, path: Ids) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, account, id, &DELETION)).await?))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RetryForm {
    since: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

pub(crate) async fn retry(
    access: Access<EditCycles, InPartner>,
    posted: Posted<RetryForm>,
    path: Ids,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    let since = Since::read(&posted.form.since);
    let begun =
        access.write_once(posted.key, move |tx| Ok(href(account, actions::retry(tx, account, id, since)?))).await;
    app.engine.hear();
    told(begun, account, id, "It runs again, as this transaction.")
}

pub(crate) async fn replay(
    access: Access<EditCycles, InPartner>,
    posted: Posted<Nothing>,
    path: Ids,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    let begun = access.write_once(posted.key, move |tx| Ok(href(account, actions::replay(tx, account, id)?))).await;
    app.engine.hear();
    told(begun, account, id, "The webhook is replayed, as this transaction.")
}

pub(crate) async fn delete_data(
    access: Access<ManageCycles, InPartner>,
    posted: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    let done = access
        .write_once(posted.key, move |tx| {
            actions::delete_data(tx, account, id)?;
            Ok(href(account, id))
        })
        .await;
    told(done, account, id, "Data deleted. What ran and its tasks stay.")
}

/// What was done stands on the page it leads to; why it was not done, on the page of the Transaction itself.
fn told(done: AppResult<String>, account: AccountId, id: TransactionId, said: &str) -> AppResult<Redirect> {
    match done {
        Ok(to) => Ok(Redirect::to(to).saying(said)),
        Err(AppError::Conflict(why)) => Ok(Redirect::to(href(account, id)).warning(why)),
        Err(other) => Err(other),
    }
}
