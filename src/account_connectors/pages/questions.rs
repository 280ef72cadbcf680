//! What is asked before an Account Connector is disconnected, kept to its account, shared again or removed: a page
//! first; a link with `data-dialog` opens the same part in a dialog. It says which cycles stop.

use super::{Ids, Named, Stand, list_of, named, page_of};
use crate::access::Access;
use crate::account_connectors::actions;
use crate::account_connectors::model::Use;
use crate::account_connectors::queries::{self, Row};
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::Version;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account_connectors/question.html")]
struct QuestionPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    question: Question,
    /// The account's own cycles that are meant, by name.
    cycles: Vec<String>,
    href: String,
    version: i32,
    errors: FieldErrors,
}

struct Question {
    title: String,
    intro: String,
    consequences: Vec<String>,
    /// The last part of the address.
    what: &'static str,
    /// A value that the form carries.
    wanted: &'static str,
    /// The button's word; empty: it cannot be done.
    button: &'static str,
    kind: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Disconnect,
    Share,
    Remove,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answer {
    version: String,
    /// For sharing: "yes" or "no".
    shared: String,
}

pub(crate) async fn ask_disconnect<P: Stand>(access: Access<P::Remove, P>, path: Ids) -> AppResult<impl Responder> {
    let ids = named(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, ids, Asked::Disconnect, FieldErrors::default())).await?))
}

pub(crate) async fn disconnect<P: Stand>(
    access: Access<P::Remove, P>,
    posted: Posted<Answer>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (ids, seen) = (named(&path)?, Version::of(&posted.form.version));
    match access.write(move |tx| actions::disconnect(tx, ids, seen)).await {
        Ok(stopped) => {
            let done = with_stopped(t!("account-connectors-disconnected"), stopped);
            Ok(Either::Left(Redirect::to(page_of::<P>(ids)).saying(done)))
        }
        Err(error) => sent_back(access, ids, Asked::Disconnect, error).await.map(Either::Right),
    }
}

pub(crate) async fn ask_share<P: Stand>(access: Access<P::Remove, P>, path: Ids) -> AppResult<impl Responder> {
    let ids = named(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, ids, Asked::Share, FieldErrors::default())).await?))
}

pub(crate) async fn share<P: Stand>(
    access: Access<P::Remove, P>,
    posted: Posted<Answer>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (ids, seen) = (named(&path)?, Version::of(&posted.form.version));
    let shared = match posted.form.shared.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(AppError::BadRequest(t!("account-connectors-no-choice").to_owned())),
    };
    match access.write(move |tx| actions::share(tx, ids, seen, shared)).await {
        Ok(stopped) => {
            let done = if shared { t!("account-connectors-now-shared") } else { t!("account-connectors-now-unshared") };
            Ok(Either::Left(Redirect::to(page_of::<P>(ids)).saying(with_stopped(done, stopped))))
        }
        Err(error) => sent_back(access, ids, Asked::Share, error).await.map(Either::Right),
    }
}

pub(crate) async fn ask_remove<P: Stand>(access: Access<P::Remove, P>, path: Ids) -> AppResult<impl Responder> {
    let ids = named(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, ids, Asked::Remove, FieldErrors::default())).await?))
}

pub(crate) async fn remove<P: Stand>(
    access: Access<P::Remove, P>,
    posted: Posted<Answer>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (ids, seen) = (named(&path)?, Version::of(&posted.form.version));
    match access.write(move |tx| actions::remove(tx, ids, seen)).await {
        Ok(name) => {
            Ok(Either::Left(Redirect::to(list_of::<P>(ids.0)).saying(t!("account-connectors-removed", name = name))))
        }
        Err(error) => sent_back(access, ids, Asked::Remove, error).await.map(Either::Right),
    }
}

/// What was done, and what stopped with it.
fn with_stopped(done: &str, stopped: i32) -> String {
    match stopped {
        0 => done.to_owned(),
        n => format!("{done} {}", t!("account-connectors-stopped", n = n)),
    }
}

async fn sent_back<P: Stand>(
    access: Access<P::Remove, P>,
    ids: Named,
    asked: Asked,
    error: AppError,
) -> AppResult<Page<QuestionPage>> {
    let (errors, status) = complaint(error)?;
    Ok(Page::with(access.read(move |tx| page(tx, ids, asked, errors)).await?, status))
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, ids: Named, asked: Asked, errors: FieldErrors) -> AppResult<QuestionPage> {
    let row = queries::find(tx, ids.0, ids.1)?;
    let uses = queries::uses(tx, ids.0, ids.1)?;
    let cycles = queries::cycles_here(tx, ids.0, ids.1)?;
    let question = match asked {
        Asked::Disconnect => disconnecting(&row, uses),
        Asked::Share => sharing(&row, uses),
        Asked::Remove => removing(&row, uses),
    };
    let running = |state: &str| matches!(state, "active" | "finishing");
    let meant = |state: &str| match asked {
        Asked::Disconnect => running(state),
        Asked::Share => false,
        Asked::Remove => true,
    };
    let (shell, frame) = P::around(tx, ids.0, &question.title)?;
    let href = page_of::<P>(ids);
    Ok(QuestionPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: frame.way(&[(&row.name, &href), (&question.title, "")]),
        cycles: cycles.into_iter().filter(|(_, state)| meant(state)).map(|(name, _)| name).collect(),
        version: row.version,
        question,
        href,
        errors,
    })
}

/// "2 cycles of sub-accounts stop too." Nothing where none runs.
fn stops_below(running: i64) -> Option<String> {
    (running > 0).then(|| t!("account-connectors-stops-below", n = running))
}

fn disconnecting(row: &Row, uses: Use) -> Question {
    let mut consequences = vec![t!("account-connectors-credentials-forgotten").to_owned()];
    consequences.extend(stops_below(uses.below_running));
    if uses.here_running > 0 {
        consequences.push(t!("account-connectors-stops-here", n = uses.here_running));
    }
    if uses.here_running + uses.below_running == 0 {
        consequences.push(t!("account-connectors-stops-none", words));
    }
    Question {
        title: t!("account-connectors-disconnect-title", name = row.name),
        intro: String::new(),
        consequences,
        what: "disconnection",
        wanted: "",
        button: t!("account-connectors-disconnect"),
        kind: "danger",
    }
}

fn sharing(row: &Row, uses: Use) -> Question {
    if row.shared {
        let mut consequences = vec![t!("account-connectors-not-seen-below").to_owned()];
        consequences.extend(stops_below(uses.below_running));
        consequences.push(t!("account-connectors-here-go-on", words));
        return Question {
            title: t!("account-connectors-stop-sharing-title", name = row.name),
            intro: String::new(),
            consequences,
            what: "sharing",
            wanted: "no",
            button: t!("account-connectors-stop-sharing"),
            kind: "danger",
        };
    }
    Question {
        title: t!("account-connectors-share-title", name = row.name),
        intro: t!("account-connectors-share-intro", words),
        consequences: Vec::new(),
        what: "sharing",
        wanted: "yes",
        button: t!("account-connectors-share"),
        kind: "primary",
    }
}

fn removing(row: &Row, uses: Use) -> Question {
    let (consequences, button) = match actions::in_use(uses) {
        Some(why) => (vec![why], ""),
        None => (vec![t!("account-connectors-removed-with-credentials").to_owned()], t!("account-connectors-remove")),
    };
    Question {
        title: t!("account-connectors-remove-title", name = row.name),
        intro: String::new(),
        consequences,
        what: "removal",
        wanted: "",
        button,
        kind: "danger",
    }
}
