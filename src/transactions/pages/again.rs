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
pub(super) fn since() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        ("failure", t!("transactions-since-failure"), t!("transactions-since-failure-hint")),
        ("start", t!("transactions-since-start"), t!("transactions-since-start-hint")),
    ]
}

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
    since: Vec<(&'static str, &'static str, &'static str)>,
    button: &'static str,
    danger: bool,
    action: String,
    back: String,
    key: String,
}

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Question {
    Retry,
    Replay,
    Deletion,
    Try,
    Stop,
}

impl Question {
    /// Last part of its address.
    fn way(self) -> &'static str {
        match self {
            Question::Retry => "retry",
            Question::Replay => "replay",
            Question::Deletion => "data-deletion",
            Question::Try => "next-try",
            Question::Stop => "stop",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Question::Retry => t!("transactions-retry-title"),
            Question::Replay => t!("transactions-replay-title"),
            Question::Deletion => t!("transactions-delete-title"),
            Question::Try => t!("transactions-try-title"),
            Question::Stop => t!("transactions-stop-title"),
        }
    }

    fn intro(self) -> &'static str {
        match self {
            Question::Retry => t!("transactions-retry-intro"),
            Question::Replay => t!("transactions-replay-intro"),
            Question::Deletion => t!("transactions-delete-intro"),
            Question::Try => t!("transactions-try-intro"),
            Question::Stop => t!("transactions-stop-intro"),
        }
    }

    fn button(self) -> &'static str {
        match self {
            Question::Retry => t!("transactions-run-again"),
            Question::Replay => t!("transactions-replay"),
            Question::Deletion => t!("transactions-delete"),
            Question::Try => t!("transactions-try"),
            Question::Stop => t!("transactions-stop"),
        }
    }
}

fn href<P: Stand>(account: AccountId, id: TransactionId) -> String {
    format!("{}/transactions/{id}", P::home(account))
}

fn page<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    id: TransactionId,
    question: Question,
) -> AppResult<AskPage> {
    let found = queries::find(tx, account, id)?;
    let back = href::<P>(account, id);
    let retry = question == Question::Retry;
    let mended = if retry { queries::mended_at(tx, account, &found)? } else { None };
    let (shell, frame) = P::frame(tx, account, Section::Transactions, question.title())?;
    Ok(AskPage {
        warning: mended.map(|at| t!("transactions-mended-at", at = exact(at, frame.zone))).unwrap_or_default(),
        key: shell.form_key(),
        shell,
        crumbs: frame.way(&[(&found.cycle, &back), (question.button(), "")]),
        title: question.title(),
        intro: question.intro(),
        since: if retry { since() } else { Vec::new() },
        button: question.button(),
        danger: matches!(question, Question::Deletion | Question::Stop),
        action: format!("{back}/{}", question.way()),
        back,
    })
}

async fn ask<P: Stand, R: Right<In = P>>(
    access: Access<R, P>,
    path: Ids,
    question: Question,
) -> AppResult<Page<AskPage>> {
    let (account, id) = named(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, account, id, question)).await?))
}

pub(crate) async fn ask_retry<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    ask(access, path, Question::Retry).await
}

pub(crate) async fn ask_replay<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    ask(access, path, Question::Replay).await
}

pub(crate) async fn ask_deletion<P: Stand>(access: Access<P::Manage, P>, path: Ids) -> AppResult<impl Responder> {
    ask(access, path, Question::Deletion).await
}

pub(crate) async fn ask_try<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    ask(access, path, Question::Try).await
}

pub(crate) async fn ask_stop<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    ask(access, path, Question::Stop).await
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
    told::<P>(begun, account, id, t!("transactions-runs-again"))
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
    told::<P>(begun, account, id, t!("transactions-replayed"))
}

pub(crate) async fn try_now<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<Nothing>,
    path: Ids,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let done = here(access, posted, path, waiting::try_now, t!("transactions-tried")).await;
    app.engine.hear();
    done
}

pub(crate) async fn stop<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    here(access, posted, path, |tx, account, id| waiting::stop(tx, account, id).map(drop), t!("transactions-stopped"))
        .await
}

pub(crate) async fn delete_data<P: Stand>(
    access: Access<P::Manage, P>,
    posted: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    here(access, posted, path, actions::delete_data, t!("transactions-deleted")).await
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
