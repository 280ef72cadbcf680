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
use crate::web::times::counted;
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
            Ok(Either::Left(Redirect::to(page_of::<P>(ids)).saying(format!("Disconnected.{}", stopped_words(stopped)))))
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
        _ => return Err(AppError::BadRequest("The form does not say whether to share it.".to_owned())),
    };
    match access.write(move |tx| actions::share(tx, ids, seen, shared)).await {
        Ok(stopped) => {
            let done = if shared { "Sub-accounts may use it." } else { "Sub-accounts cannot use it any more." };
            Ok(Either::Left(Redirect::to(page_of::<P>(ids)).saying(format!("{done}{}", stopped_words(stopped)))))
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
        Ok(name) => Ok(Either::Left(Redirect::to(list_of::<P>(ids.0)).saying(format!("“{name}” was removed.")))),
        Err(error) => sent_back(access, ids, Asked::Remove, error).await.map(Either::Right),
    }
}

fn stopped_words(stopped: i32) -> String {
    match stopped {
        0 => String::new(),
        n => format!(" {} stopped.", counted(n.into(), "cycle", "cycles")),
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

fn cycles(count: i64) -> String {
    counted(count, "cycle", "cycles")
}

/// "2 cycles of sub-accounts stop too." Nothing where none runs.
fn stops_below(running: i64) -> Option<String> {
    match running {
        0 => None,
        1 => Some("1 cycle of a sub-account stops. Its people read whom to ask.".to_owned()),
        n => Some(format!("{} of sub-accounts stop. Their people read whom to ask.", cycles(n))),
    }
}

fn disconnecting(row: &Row, uses: Use) -> Question {
    let here = match uses.here_running {
        0 => None,
        1 => Some("1 cycle of this account stops:".to_owned()),
        n => Some(format!("{} of this account stop:", cycles(n))),
    };
    let mut consequences =
        vec!["Its credentials are forgotten. To use it again, somebody must give them again.".to_owned()];
    consequences.extend(stops_below(uses.below_running));
    consequences.extend(here);
    if uses.here_running + uses.below_running == 0 {
        consequences.push("No cycle that runs now uses it.".to_owned());
    }
    Question {
        title: format!("Disconnect {}?", row.name),
        intro: String::new(),
        consequences,
        what: "disconnection",
        wanted: "",
        button: "Disconnect",
        kind: "danger",
    }
}

fn sharing(row: &Row, uses: Use) -> Question {
    if row.shared {
        let mut consequences = vec!["Sub-accounts do not see it any more, and cannot use it.".to_owned()];
        consequences.extend(stops_below(uses.below_running));
        consequences.push("Cycles of this account go on.".to_owned());
        return Question {
            title: format!("Stop sharing {}?", row.name),
            intro: String::new(),
            consequences,
            what: "sharing",
            wanted: "no",
            button: "Stop sharing",
            kind: "danger",
        };
    }
    Question {
        title: format!("Share {} with sub-accounts?", row.name),
        intro: "They may use it in their cycles. They never see its credentials and cannot change it.".to_owned(),
        consequences: Vec::new(),
        what: "sharing",
        wanted: "yes",
        button: "Share",
        kind: "primary",
    }
}

fn removing(row: &Row, uses: Use) -> Question {
    let (consequences, button) = match actions::in_use(uses) {
        Some(why) => (vec![why], ""),
        None => (vec!["Its credentials are removed with it. This cannot be undone.".to_owned()], "Remove connector"),
    };
    Question {
        title: format!("Remove {}?", row.name),
        intro: String::new(),
        consequences,
        what: "removal",
        wanted: "",
        button,
        kind: "danger",
    }
}
