//! Asking before many cycles are brought to a release: how many, and for the first of them what is in the way. Then a
//! job does it.

use crate::access::Access;
use crate::access::rights::EditCycles;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, known};
use crate::installs::model::Typed;
use crate::installs::plan::Plan;
use crate::installs::queries::{self, Installed};
use crate::installs::rollout::{self, CHOSEN_MAX};
use crate::templates::queries as templates;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::paging::From;
use crate::web::shell::Shell;
use crate::web::times::counted;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// Cycles that the question looks into; of the others it says how many.
const LOOKED_INTO: i64 = 50;

/// The choice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Choice {
    ids: Vec<String>,
    /// 1: all that are on other releases.
    all: String,
}

impl Choice {
    /// None: all of them.
    fn these(&self) -> AppResult<Option<Vec<Uuid>>> {
        if !self.all.is_empty() {
            return Ok(None);
        }
        if self.ids.len() > CHOSEN_MAX {
            let why = format!("{CHOSEN_MAX} cycles can be chosen one by one. Take all of them, or fewer.");
            return Err(AppError::invalid("", why));
        }
        self.ids.iter().map(|id| known(id)).collect::<AppResult<_>>().map(Some)
    }
}

#[derive(Template)]
#[template(path = "installs/many.html")]
struct ManyPage {
    shell: Shell,
    title: String,
    key: String,
    /// Name, and what is in the way; empty: nothing.
    rows: Vec<(String, String)>,
    more: String,
    action: String,
    back: String,
    hidden: Vec<(&'static str, String)>,
    errors: FieldErrors,
}

fn release_of(path: &(String, String)) -> AppResult<(Uuid, i32)> {
    let id = known(&path.0)?;
    Ok((id, known(&path.1)?))
}

pub(crate) async fn ask(
    access: Access<EditCycles, InPartner>,
    path: web::Path<(String, String)>,
    choice: Asked<Choice>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path)?;
    let choice = choice.0;
    Ok(Page::new(access.read(move |tx| page(tx, id, number, &choice, FieldErrors::default())).await?))
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    id: Uuid,
    number: i32,
    choice: &Choice,
    errors: FieldErrors,
) -> AppResult<ManyPage> {
    let template = templates::find(tx, id)?;
    if templates::release(tx, id, number)?.is_draft() {
        return Err(AppError::Conflict("Make this release live first: a draft cannot be installed.".to_owned()));
    }
    let these = choice.these().unwrap_or_default();
    let count = queries::count_on_others(tx, id, number, these.as_deref())?;
    let first = queries::installed(tx, id, Some(number), these.as_deref(), &From::Start, LOOKED_INTO)?.rows;
    let more = match count - i64::try_from(first.len()).unwrap_or(i64::MAX) {
        n if n > 0 => format!("And {} more.", counted(n, "cycle", "cycles")),
        _ => String::new(),
    };
    let mut rows = Vec::new();
    for one in first {
        rows.push((format!("{} of {}", one.name, one.account), in_the_way(tx, id, number, &one)?));
    }
    let title = format!("Bring {} of {} to release {number}?", counted(count, "cycle", "cycles"), template.name);
    let release = format!("/console/templates/{id}/releases/{number}");
    let shell = Shell::console(tx, "/console/templates", &title);
    let ids = choice.ids.iter().filter(|_| choice.all.is_empty()).map(|id| ("ids", id.clone()));
    let all = (!choice.all.is_empty()).then(|| ("all", "1".to_owned()));
    Ok(ManyPage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        title,
        rows,
        more,
        action: format!("{release}/rollout"),
        back: format!("{release}/cycles"),
        hidden: ids.chain(all).collect(),
        errors,
    })
}

/// Why one cannot come to the release by itself.
fn in_the_way(tx: &mut ReadTx<'_, InPartner>, id: Uuid, number: i32, one: &Installed) -> AppResult<String> {
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let typed = Typed(vec![
        pair("cycle", one.id.to_string()),
        pair("template", id.to_string()),
        pair("release", number.to_string()),
    ]);
    let plan = match Plan::read(tx, AccountId(one.account_id), &typed) {
        Err(AppError::Conflict(why)) => return Ok(why),
        other => other?,
    };
    Ok(match plan.filled(&plan.whole(&typed)) {
        Ok(_) => String::new(),
        Err((_, errors)) => errors.0.into_iter().map(|e| e.message).collect::<Vec<_>>().join(" "),
    })
}

pub(crate) async fn begin(
    access: Access<EditCycles, InPartner>,
    posted: Posted<Choice>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path)?;
    let choice = posted.form;
    let done = match choice.these() {
        Err(error) => Err(error),
        Ok(these) => {
            access
                .write_once(posted.key, move |tx| {
                    if templates::release(tx, id, number)?.is_draft() {
                        return Err(AppError::Conflict("A draft cannot be installed.".to_owned()));
                    }
                    Ok(format!("/console/jobs/{}", rollout::queue(tx, id, number, these.as_deref())?))
                })
                .await
        }
    };
    match done {
        Ok(to) => Ok(Either::Left(Redirect::to(to))),
        Err(AppError::Invalid(errors)) => {
            Ok(Either::Right(Page::refused(access.read(move |tx| page(tx, id, number, &choice, errors)).await?)))
        }
        Err(other) => Err(other),
    }
}
