//! Asking before one Transaction is run again, replayed, tried at once, stopped, or loses its data; then doing it.

use super::Ids;
use crate::access::Access;
use crate::access::rights::{Mutating, Right};
use crate::accounts::stand::{Section, Stand, named};
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, TransactionId};
use crate::transactions::actions;
use crate::transactions::model::Since;
use crate::transactions::queries;
use crate::transactions::waiting;
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::times::exact;
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
    /// Why one would rather not; empty: nothing is known against it.
    warning: String,
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
    intro: "A new transaction begins by what is known of this one. It runs even where starting is paused.",
    since: &SINCE,
    button: "Run again",
    danger: false,
    way: "retry",
};
const REPLAY: Question = Question {
    title: "Replay this webhook?",
    intro: "What it brought is handed in once more, as if it came again. Every step is done anew.",
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

const TRY: Question = Question {
    title: "Try it now?",
    intro: "The step that waits for its next try is carried out at once. It is one of its tries: if it fails again, the later ones stay as they are planned.",
    since: &[],
    button: "Try now",
    danger: false,
    way: "next-try",
};
const STOP: Question = Question {
    title: "Stop this transaction?",
    intro: "It ends as stopped, with the items of its collection that wait. What is carried out at this moment goes on. You can run it again afterwards, from where it stands or from the start.",
    since: &[],
    button: "Stop transaction",
    danger: true,
    way: "stop",
};

fn href<P: Stand>(account: AccountId, id: TransactionId) -> String {
    format!("{}/transactions/{id}", P::home(account))
}

fn page<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    id: TransactionId,
    question: &'static Question,
) -> AppResult<AskPage> {
    let found = queries::find(tx, account, id)?;
    let back = href::<P>(account, id);
    let mended = if question.way == RETRY.way { queries::mended_at(tx, account, &found)? } else { None };
    let (shell, frame) = P::frame(tx, account, Section::Transactions, question.title)?;
    Ok(AskPage {
        warning: mended.map_or_else(String::new, |at| {
            let at = exact(at, frame.zone);
            format!("It was run again already, and that ended well on {at}. Running it once more does its work twice.")
        }),
        key: shell.form_key(),
        shell,
        crumbs: frame.way(&[(&found.cycle, &back), (question.button, "")]),
        title: question.title,
        intro: question.intro,
        since: question.since,
        button: question.button,
        danger: question.danger,
        action: format!("{back}/{}", question.way),
        back,
    })
}

async fn ask<P: Stand, R: Right<In = P>>(
    access: Access<R, P>,
    path: Ids,
    question: &'static Question,
) -> AppResult<Page<AskPage>> {
    let (account, id) = named(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, account, id, question)).await?))
}

pub(crate) async fn ask_retry<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    ask(access, path, &RETRY).await
}

pub(crate) async fn ask_replay<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    ask(access, path, &REPLAY).await
}

pub(crate) async fn ask_deletion<P: Stand>(access: Access<P::Manage, P>, path: Ids) -> AppResult<impl Responder> {
    ask(access, path, &DELETION).await
}

pub(crate) async fn ask_try<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    ask(access, path, &TRY).await
}

pub(crate) async fn ask_stop<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    ask(access, path, &STOP).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RetryForm {
    since: String,
}

pub(crate) async fn retry<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<RetryForm>,
    path: Ids,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let since = Since::read(&posted.form.since);
    let begun =
        access.write_once(posted.key, move |tx| Ok(href::<P>(account, actions::retry(tx, account, id, since)?))).await;
    app.engine.hear();
    told::<P>(begun, account, id, "It runs again, as this transaction.")
}

pub(crate) async fn replay<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<Nothing>,
    path: Ids,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let begun =
        access.write_once(posted.key, move |tx| Ok(href::<P>(account, actions::replay(tx, account, id)?))).await;
    app.engine.hear();
    told::<P>(begun, account, id, "The webhook is replayed, as this transaction.")
}

pub(crate) async fn try_now<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<Nothing>,
    path: Ids,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let done = here(access, posted, path, waiting::try_now, "It is tried now.").await;
    app.engine.hear();
    done
}

pub(crate) async fn stop<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    here(
        access,
        posted,
        path,
        |tx, account, id| waiting::stop(tx, account, id).map(drop),
        "Stopped, with what waited of its items. You can run it again.",
    )
    .await
}

pub(crate) async fn delete_data<P: Stand>(
    access: Access<P::Manage, P>,
    posted: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    here(access, posted, path, actions::delete_data, "Data deleted. What ran and its tasks stay.").await
}

/// Does what leads back to the page of this Transaction.
async fn here<P: Stand, R: Mutating<In = P>>(
    access: Access<R, P>,
    posted: Posted<Nothing>,
    path: Ids,
    work: impl FnOnce(&mut WriteTx<'_, P>, AccountId, TransactionId) -> AppResult<()> + Send + 'static,
    said: &str,
) -> AppResult<Redirect> {
    let (account, id) = named(&path)?;
    let done = access
        .write_once(posted.key, move |tx| {
            work(tx, account, id)?;
            Ok(href::<P>(account, id))
        })
        .await;
    told::<P>(done, account, id, said)
}

/// What was done stands on the page it leads to; why it was not done, on the page of the Transaction itself.
fn told<P: Stand>(done: AppResult<String>, account: AccountId, id: TransactionId, said: &str) -> AppResult<Redirect> {
    match done {
        Ok(to) => Ok(Redirect::to(to).saying(said)),
        Err(AppError::Conflict(why)) => Ok(Redirect::to(href::<P>(account, id)).warning(why)),
        Err(other) => Err(other),
    }
}
