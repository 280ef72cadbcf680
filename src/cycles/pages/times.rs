//! When a cycle runs by itself: at an interval, by a cron line, once, or by hand only. The next times that this means are
//! shown before it is saved. One that begins with a webhook has no times.

use super::fields::{Times, intervals};
use super::{Below, Ids, below, page_of};
use crate::access::Access;
use crate::accounts::stand::{Stand, named};
use crate::cycles::model::State;
use crate::cycles::{queries, settings};
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::installs::existing::schedule_of;
use crate::people::model::Version;
use crate::schedules::form::ScheduleForm;
use crate::schedules::model::Schedule;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::times::When;
use actix_web::{Either, Responder};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

/// Runs that are shown of what is to come.
const NEXT: usize = 5;

#[derive(Template)]
#[template(path = "cycles/times.html")]
struct TimesPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    back: String,
    version: String,
    runs: bool,
    /// It begins by the time; without, its webhook begins it.
    timed: bool,
    zone: &'static str,
    times: Times,
    intervals: Vec<(String, String)>,
    /// What it means, and the next runs.
    words: String,
    next: Vec<When>,
    errors: FieldErrors,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TimesForm {
    mode: String,
    minutes: String,
    start: String,
    line: String,
    version: String,
    /// 1: only show the next runs of what was typed.
    look: String,
}

impl TimesForm {
    fn times(&self) -> Times {
        let Self { mode, minutes, start, line, .. } = self.clone();
        Times { mode, minutes, start, line }
    }

    /// None: by hand only.
    fn read(&self, zone: Tz, now: DateTime<Utc>) -> AppResult<Option<Schedule>> {
        if self.mode == "hand" {
            return Ok(None);
        }
        let Times { mode, minutes, start, line } = self.times();
        ScheduleForm { mode, start, minutes, line }.read(zone, now).map(Some).map_err(|faults| {
            let mut errors = FieldErrors::default();
            faults.into_iter().for_each(|(field, words)| errors.add(field, words));
            AppError::Invalid(errors)
        })
    }
}

pub(crate) async fn ask<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let page = access.read(move |tx| page(tx, account, id, None, FieldErrors::default()));
    Ok(Page::new(page.await?))
}

pub(crate) async fn save<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<TimesForm>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let form = posted.form;
    if !form.look.is_empty() {
        let page = access.read(move |tx| page(tx, account, id, Some(form), FieldErrors::default())).await?;
        let refused = !page.errors.is_empty();
        return Ok(Either::Right(if refused { Page::refused(page) } else { Page::new(page) }));
    }
    let typed = form.clone();
    let done = access.write(move |tx: &mut WriteTx<'_, P>| {
        let zone = queries::zone_of(tx, account)?;
        let schedule = typed.read(zone, tx.now())?;
        settings::plan(tx, account, id, Version::of(&typed.version), schedule.as_ref(), zone)
    });
    match done.await {
        Ok(()) => Ok(Either::Left(Redirect::to(page_of::<P>(account, id)).saying(t!("cycles-schedule-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, account, id, Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn page<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    id: CycleId,
    typed: Option<TimesForm>,
    mut errors: FieldErrors,
) -> AppResult<TimesPage> {
    let Below { shell, cycle, crumbs, back, frame } =
        below(tx, account, id, t!("cycles-schedule"), |name| t!("cycles-when-name-runs", name = name))?;
    let (flow, _) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    let (now, zone) = (tx.now(), frame.account_zone);
    let stored: Option<Schedule> = cycle.schedule.map(serde_json::from_value).transpose()?;
    let (form, meant) = match typed {
        None => (of(stored.as_ref(), cycle.version, zone), stored),
        Some(form) if !errors.is_empty() => (form, None),
        Some(form) => match form.read(zone, now) {
            Ok(meant) => (form, meant),
            Err(AppError::Invalid(found)) => {
                errors = found;
                (form, None)
            }
            Err(other) => return Err(other),
        },
    };
    let next = meant.iter().flat_map(|schedule| {
        std::iter::successors(schedule.next_after(now, zone), |before| schedule.next_after(*before, zone)).take(NEXT)
    });
    Ok(TimesPage {
        next: next.map(|at| When::at(at, now, zone)).collect(),
        words: meant.as_ref().map(|schedule| schedule.in_words(zone)).unwrap_or_default(),
        runs: State::read(&cycle.state).runs(),
        timed: settings::timed(&flow),
        zone: zone.name(),
        times: form.times(),
        version: form.version,
        intervals: intervals(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs,
        back,
        errors,
    })
}

fn of(schedule: Option<&Schedule>, version: i32, zone: Tz) -> TimesForm {
    let mut form = TimesForm { mode: "hand".to_owned(), version: version.to_string(), ..TimesForm::default() };
    for (field, value) in schedule.map(|schedule| schedule_of(schedule, zone)).unwrap_or_default() {
        match field.as_str() {
            "mode" => form.mode = value,
            "minutes" => form.minutes = value,
            "start" => form.start = value,
            _ => form.line = value,
        }
    }
    form
}
