//! The form that has a report sent by mail, and changes how.

use super::actions::{self, New};
use super::model::{TimesText, days, narrowed, weekday};
use super::pages::{crumbs, saved_of};
use super::place::{Keeper, PERIODS_OF_ALL, address_of, of_one, people_of, words_of};
use super::queries;
use crate::access::Access;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::PersonId;
use crate::people::model::line;
use crate::reports::all_periods;
use crate::reports::choice::{self, Choice};
use crate::web::forms::{Asked, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::times::zones;
use actix_web::{Either, HttpRequest, Responder};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// Of what a report is narrowed to, as the database keeps it.
const QUERY_MAX: usize = 2000;

#[derive(Template)]
#[template(path = "reports/save.html")]
struct FormPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    title: String,
    action: String,
    back: String,
    button: &'static str,
    /// "Accounts by use, with the tag “x”".
    about: String,
    periods: Vec<(&'static str, &'static str)>,
    days_hint: &'static str,
    people: Vec<(String, String, bool)>,
    every: Vec<(String, String, String)>,
    weekdays: Vec<(String, &'static str)>,
    hours: Vec<(String, String)>,
    zones: Vec<(&'static str, &'static str)>,
    key: String,
    form: Form,
    errors: FieldErrors,
}

/// What the form says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    report: String,
    query: String,
    seen: String,
    name: String,
    period: String,
    every: String,
    weekday: String,
    monthday: String,
    hour: String,
    timezone: String,
    readers: Vec<String>,
}

impl Form {
    fn choice(&self) -> Choice {
        let choice: Choice = serde_html_form::from_str(&self.query).unwrap_or_default();
        choice.known()
    }

    /// With the days that were chosen.
    fn chosen(&self) -> Choice {
        Choice { period: self.period.clone(), from: String::new(), to: String::new(), ..self.choice() }
    }

    fn parse<P: Keeper>(&self, tx: &mut ReadTx<'_, P>) -> AppResult<New> {
        let today = tx.now().date_naive();
        words_of::<P>(&self.report)?;
        account_of(tx, &self.report, &self.choice())?;
        let mut errors = FieldErrors::default();
        let name = errors.take("name", line(&self.name, 200, t!("reports-name-wrong")));
        let choice = self.chosen();
        if choice.period == "own" {
            errors.add("period", t!("reports-no-own-dates"));
        } else if !periods_of::<P>(&self.report).iter().any(|(key, _)| *key == choice.period) {
            errors.add("period", t!("reports-days-wrong"));
        } else if let Some(why) = days(&choice, today, None).1.into_iter().next() {
            errors.add("period", why);
        }
        if let Some(why) = P::unread(tx, &choice)? {
            errors.add("", why);
        }
        let query = choice.query();
        if query.len() > QUERY_MAX {
            errors.add("", t!("reports-query-wrong"));
        }
        let times = TimesText {
            every: &self.every,
            weekday: &self.weekday,
            monthday: &self.monthday,
            hour: &self.hour,
            zone: &self.timezone,
        };
        let times = times.parse(&mut errors);
        let readers: Option<Vec<PersonId>> = self.readers.iter().map(|id| id.parse().ok()).collect();
        let readers = errors.take(
            "readers",
            readers.filter(|readers| !readers.is_empty()).ok_or_else(|| t!("reports-readers-wrong").to_owned()),
        );
        match (name, times, readers) {
            (Some(name), Some(times), Some(readers)) if errors.is_empty() => {
                Ok(New { name, report: self.report.clone(), query, times, readers })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// The days that a mail can be about: those that go along with the time, of one account its billing periods too.
fn periods_of<P: Keeper>(report: &str) -> Vec<(&'static str, &'static str)> {
    let all = match report {
        PERIODS_OF_ALL => all_periods::periods()[..2].to_vec(),
        _ if of_one(report).is_some() => choice::periods(),
        _ => P::periods(),
    };
    all.into_iter().filter(|(key, _)| *key != "own").collect()
}

fn has_own_days(choice: &Choice) -> bool {
    !(choice.from.is_empty() && choice.to.is_empty()) && matches!(choice.period.as_str(), "" | "own")
}

/// The name of the account that a report of staff is of; empty: it is of all of them.
///
/// # Errors
/// `NotFound` for an account that is not there.
fn account_of<P>(tx: &mut ReadTx<'_, P>, report: &str, choice: &Choice) -> AppResult<String> {
    match of_one(report) {
        Some(_) => queries::account_name(tx, &choice.account)?.ok_or(AppError::NotFound),
        None => Ok(String::new()),
    }
}

/// Which report is to be saved; the rest of the address is what it is narrowed to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    report: String,
}

pub(super) async fn new<P: Keeper>(
    access: Access<P::Change, P>,
    which: Asked<Which>,
    choice: Asked<Choice>,
) -> AppResult<impl Responder> {
    let (report, choice) = (which.0.report, choice.0.known());
    let page = access.read(move |tx| {
        let (words, account) = (words_of::<P>(&report)?, account_of(tx, &report, &choice)?);
        let form = Form {
            name: if account.is_empty() { words } else { format!("{words}: {account}") },
            report,
            query: choice.query(),
            period: if has_own_days(&choice) { String::new() } else { choice.period },
            every: "weekly".to_owned(),
            weekday: "1".to_owned(),
            monthday: "1".to_owned(),
            hour: "8".to_owned(),
            timezone: crate::audit::filter::zone_of(tx),
            readers: vec![tx.person_id().to_string()],
            seen: String::new(),
        };
        form_page(tx, None, form, FieldErrors::default())
    });
    page.await.map(Page::new)
}

pub(super) async fn edit<P: Keeper>(access: Access<P::Change, P>, request: HttpRequest) -> AppResult<impl Responder> {
    let id = saved_of(&request)?;
    let page = access.read(move |tx| {
        let saved = queries::find(tx, id)?;
        let readers = queries::readers(tx, id)?.iter().map(ToString::to_string).collect();
        let (choice, on_day) = (saved.choice(), saved.on_day.to_string());
        let form = Form {
            seen: saved.version.to_string(),
            period: choice.period,
            weekday: if saved.every == "weekly" { on_day.clone() } else { "1".to_owned() },
            monthday: if saved.every == "monthly" { on_day } else { "1".to_owned() },
            hour: saved.hour.to_string(),
            report: saved.report,
            query: saved.query,
            name: saved.name,
            every: saved.every,
            timezone: saved.timezone,
            readers,
        };
        form_page(tx, Some(id), form, FieldErrors::default())
    });
    page.await.map(Page::new)
}

fn form_page<P: Keeper>(
    tx: &mut ReadTx<'_, P>,
    edited: Option<Uuid>,
    form: Form,
    errors: FieldErrors,
) -> AppResult<FormPage> {
    let (home, words, choice) = (P::reports(tx), words_of::<P>(&form.report)?, form.choice());
    let (list, report) = (format!("{home}/saved"), address_of(&home, &form.report, &choice));
    let people = people_of(tx)?;
    // Of one that is edited after its account is gone there is nothing to be said but that, when it is saved.
    let account = match edited {
        None => account_of(tx, &form.report, &choice)?,
        Some(_) => queries::account_name(tx, &choice.account)?.unwrap_or_default(),
    };
    let narrowed = narrowed(&choice, &account);
    let (title, action, button, crumbs) = match edited {
        None => (
            t!("reports-send-title"),
            list.clone(),
            t!("reports-save-send"),
            crumbs(tx, &[(words.as_str(), report.as_str()), (t!("reports-send-by-mail"), "")]),
        ),
        Some(id) => (
            t!("reports-edit-title"),
            format!("{list}/{id}/edit"),
            t!("reports-save-changes"),
            crumbs(tx, &[(t!("reports-by-mail"), list.as_str()), (t!("reports-edit"), "")]),
        ),
    };
    let shell = P::shell(tx, title)?;
    Ok(FormPage {
        crumbs,
        title: title.to_owned(),
        action,
        button,
        back: if edited.is_some() { list } else { report },
        about: if narrowed.is_empty() { words } else { format!("{words}, {narrowed}") },
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        days_hint: match form.report.as_str() {
            PERIODS_OF_ALL => t!("reports-periods-own"),
            _ if has_own_days(&choice) => t!("reports-no-own-dates"),
            _ => t!("reports-days-over"),
        },
        periods: periods_of::<P>(&form.report),
        people: people
            .into_iter()
            .map(|(id, name)| (id.to_string(), name, form.readers.contains(&id.to_string())))
            .collect(),
        every: [
            ("daily", t!("reports-each-day"), ""),
            ("weekly", t!("reports-each-week"), t!("reports-each-week-why")),
            ("monthly", t!("reports-each-month"), t!("reports-each-month-why")),
        ]
        .map(|(key, words, more)| (key.to_owned(), words.to_owned(), more.to_owned()))
        .to_vec(),
        weekdays: (1..=7).map(|day: u32| (day.to_string(), weekday(day))).collect(),
        hours: (0..24).map(|hour| (hour.to_string(), format!("{hour:02}:00"))).collect(),
        zones: zones(),
        form,
        errors,
    })
}

pub(super) async fn save<P: Keeper>(access: Access<P::Change, P>, posted: Posted<Form>) -> AppResult<impl Responder> {
    let (form, key) = (posted.form, posted.key);
    let typed = form.clone();
    let done = access
        .write_once(key, move |tx| {
            let new = typed.parse(tx)?;
            actions::save(tx, &new)?;
            Ok(format!("{}/saved", P::reports(tx)))
        })
        .await;
    answer(access, None, form, done).await
}

pub(super) async fn update<P: Keeper>(
    access: Access<P::Change, P>,
    posted: Posted<Form>,
    request: HttpRequest,
) -> AppResult<impl Responder> {
    let (form, id) = (posted.form, saved_of(&request)?);
    let typed = form.clone();
    let done = access
        .write(move |tx| {
            // Another's is not found, whatever the form says.
            let report = queries::find(tx, id)?.report;
            let typed = Form { report, ..typed };
            let seen = typed.seen.parse().unwrap_or(0);
            let new = typed.parse(tx)?;
            actions::edit(tx, id, seen, &new)?;
            Ok(format!("{}/saved", P::reports(tx)))
        })
        .await;
    answer(access, Some(id), form, done).await
}

/// Back to the list, or the form once more with what was typed.
async fn answer<P: Keeper>(
    access: Access<P::Change, P>,
    edited: Option<Uuid>,
    form: Form,
    done: AppResult<String>,
) -> AppResult<Either<Redirect, Page<FormPage>>> {
    let (errors, status) = match done {
        Ok(to) => return Ok(Either::Left(Redirect::to(to).saying(t!("reports-saved-now")))),
        Err(error) => complaint(error)?,
    };
    let page = access
        .read(move |tx| {
            let form = match edited {
                None => form,
                // Who saves again has seen what somebody else saved meanwhile.
                Some(id) => {
                    let saved = queries::find(tx, id)?;
                    let seen = if status == actix_web::http::StatusCode::CONFLICT {
                        saved.version.to_string()
                    } else {
                        form.seen.clone()
                    };
                    Form { report: saved.report, seen, ..form }
                }
            };
            form_page(tx, edited, form, errors)
        })
        .await?;
    Ok(Either::Right(Page::with(page, status)))
}
