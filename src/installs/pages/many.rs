//! Asking before many cycles are brought to a release: how many can come, and of the first of them what differs and what
//! stops them. Then a job does it.

use crate::access::Access;
use crate::access::rights::EditCycles;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::known;
use crate::installs::changes::Difference;
use crate::installs::dry::{self, Looked};
use crate::installs::queries::{self, Those};
use crate::installs::rollout::{self, CHOSEN_MAX};
use crate::templates::queries as templates;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::paging::From;
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// Cycles that the question looks into; of the others it says how many.
const LOOKED_INTO: i64 = 50;
/// Differences of one that are listed here; its own page lists all.
const DIFFERENCES_SHOWN: usize = 20;

/// The choice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Choice {
    ids: Vec<String>,
    /// 1: all that are on other releases.
    all: String,
    /// The release that those are on that are to go back to the one they came from.
    on: String,
    /// Only those that this rollout brought.
    job: String,
}

impl Choice {
    fn those(&self) -> AppResult<Those> {
        if !self.on.is_empty() {
            let by = if self.job.is_empty() { None } else { Some(known(&self.job)?) };
            return Ok(Those::Came { on: known(&self.on)?, by });
        }
        if !self.all.is_empty() {
            return Ok(Those::All);
        }
        if self.ids.len() > CHOSEN_MAX {
            let why = t!("installs-chosen-most", most = CHOSEN_MAX);
            return Err(AppError::invalid("", why));
        }
        self.ids.iter().map(|id| known(id)).collect::<AppResult<_>>().map(Those::Chosen)
    }

    /// As hidden fields.
    fn hidden(&self) -> Vec<(&'static str, String)> {
        let own = [("all", &self.all), ("on", &self.on), ("job", &self.job)];
        let own = own.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.clone()));
        let ids = self.ids.iter().filter(|_| self.all.is_empty() && self.on.is_empty());
        own.chain(ids.map(|id| ("ids", id.clone()))).collect()
    }
}

#[derive(Template)]
#[template(path = "installs/many.html")]
struct ManyPage {
    shell: Shell,
    title: String,
    key: String,
    /// How many can come, and how many cannot.
    sum: String,
    rows: Vec<Row>,
    more: String,
    action: String,
    back: String,
    hidden: Vec<(&'static str, String)>,
    /// What the button says; empty: nothing can be done.
    button: String,
    errors: FieldErrors,
}

struct Row {
    name: String,
    account: String,
    from: i32,
    /// Its own page, where it is brought over by itself.
    href: String,
    stops: String,
    differs: Vec<String>,
    /// Differences that are not listed.
    more: usize,
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
    mut errors: FieldErrors,
) -> AppResult<ManyPage> {
    let template = templates::find(tx, id)?;
    if templates::release(tx, id, number)?.is_draft() {
        return Err(AppError::Conflict(t!("installs-draft").to_owned()));
    }
    let those = match choice.those() {
        Err(AppError::Invalid(why)) => {
            errors = why;
            Those::Chosen(Vec::new())
        }
        those => those?,
    };
    let count = queries::count_on_others(tx, id, number, &those)?;
    let first = queries::installed(tx, id, Some(number), &those, &From::Start, LOOKED_INTO)?.rows;
    let others = count - i64::try_from(first.len()).unwrap_or(i64::MAX);
    let looked = dry::look(tx, id, number, first)?;
    let can: Vec<&Looked> = looked.iter().filter(|one| one.stops.is_empty()).collect();
    let coming = i64::try_from(can.len()).unwrap_or(i64::MAX);
    let back = matches!(those, Those::Came { .. });
    let title = match back {
        true => t!("installs-many-back", release = number, name = template.name),
        false => t!("installs-many-bring", n = count, name = template.name, release = number),
    };
    // What cannot come is not tried, as long as all of it was looked at.
    let hidden = match others {
        0 => can.iter().map(|one| ("ids", one.one.id.to_string())).collect(),
        _ => choice.hidden(),
    };
    let release = format!("/console/templates/{id}/releases/{number}");
    let shell = Shell::console(tx, "/console/templates", &title);
    Ok(ManyPage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        title: if count == 0 { t!("installs-many-nothing", release = number, name = template.name) } else { title },
        sum: sum(&those, &looked, coming, others),
        more: if others > 0 { t!("installs-many-more", n = others) } else { String::new() },
        button: match (coming, others) {
            (0, 0) => String::new(),
            (_, 0) if back => t!("installs-take-back", n = coming),
            (_, 0) => t!("installs-bring-n", n = coming),
            (_, _) if back => t!("installs-take-up-to", n = coming + others),
            _ => t!("installs-bring-up-to", n = coming + others),
        },
        rows: looked.into_iter().map(|one| row(one, id, number)).collect(),
        action: format!("{release}/rollout"),
        back: format!("{release}/cycles"),
        hidden,
        errors,
    })
}

/// How many can come, in words.
fn sum(those: &Those, looked: &[Looked], coming: i64, others: i64) -> String {
    let held = i64::try_from(looked.len()).unwrap_or(i64::MAX) - coming;
    if looked.is_empty() {
        return match those {
            Those::Chosen(ids) if ids.is_empty() => t!("installs-none-selected", words),
            Those::Came { .. } => t!("installs-none-came", words),
            _ => t!("installs-none-other").to_owned(),
        };
    }
    if others > 0 {
        t!("installs-sum-first", first = looked.len(), coming = coming, held = held)
    } else {
        t!("installs-sum", coming = coming, held = held)
    }
}

fn row(looked: Looked, template: Uuid, number: i32) -> Row {
    let Looked { one, differs, stops } = looked;
    let more = differs.len().saturating_sub(DIFFERENCES_SHOWN);
    let differs = differs.iter().take(DIFFERENCES_SHOWN).map(Difference::line).collect();
    let query = format!("cycle={}&template={template}&release={number}&step=review", one.id);
    Row {
        href: format!("/console/accounts/{}/install?{query}", one.account_id),
        name: one.name,
        account: one.account,
        from: one.release.unwrap_or_default(),
        stops: stops.join(" · "),
        differs,
        more,
    }
}

pub(crate) async fn begin(
    access: Access<EditCycles, InPartner>,
    posted: Posted<Choice>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path)?;
    let choice = posted.form;
    let done = match choice.those() {
        Err(error) => Err(error),
        Ok(those) => {
            access
                .write_once(posted.key, move |tx| {
                    if templates::release(tx, id, number)?.is_draft() {
                        return Err(AppError::Conflict(t!("installs-no-draft").to_owned()));
                    }
                    Ok(format!("/console/jobs/{}", rollout::queue(tx, id, number, &those)?))
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
