//! A new cycle: its name and what begins it, to be built from there; or a flow as JSON, as templates are exported.

use crate::access::Access;
use crate::access::rights::EditCycles;
use crate::accounts::pages::account_id;
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::cycles::actions::{self, NewCycle};
use crate::cycles::model;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::{Does, Flow};
use crate::ids::AccountId;
use crate::mapping::model::Weight;
use crate::schedules::form::ScheduleForm;
use crate::schedules::model::Schedule;
use crate::templates::model::first_flow;
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::times::zone;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CycleForm {
    name: String,
    /// webhook, start or poll.
    begins: String,
    /// As JSON, in place of what begins it.
    flow: String,
    /// A cron line, or empty.
    cron: String,
}

#[derive(Template)]
#[template(path = "cycles/new.html")]
struct NewPage {
    shell: Shell,
    head: AccountHead,
    key: String,
    form: CycleForm,
    errors: FieldErrors,
}

pub(crate) async fn new(access: Access<EditCycles, InPartner>, path: web::Path<String>) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let form = CycleForm { begins: "webhook".to_owned(), ..CycleForm::default() };
    let page = access.read(move |tx| page(tx, id, form, FieldErrors::default()));
    Ok(Page::new(page.await?))
}

pub(crate) async fn create(
    access: Access<EditCycles, InPartner>,
    posted: Posted<CycleForm>,
    path: web::Path<String>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let (form, vault) = (posted.form, app.vault.clone());
    let (built, begins_with_a_call) = (form.flow.trim().is_empty(), form.begins == "poll");
    let done = match parse(&form, access_zone(&access, id).await?) {
        Err(errors) => Err(AppError::Invalid(errors)),
        Ok(cycle) => {
            access
                .write_once(posted.key, move |tx| {
                    let made = actions::create(tx, &vault, id, &cycle)?;
                    let next = match (built, begins_with_a_call) {
                        (false, _) => "",
                        (true, true) => "/build/add?kind=poll",
                        (true, false) => "/build",
                    };
                    Ok(format!("/console/accounts/{id}/cycles/{made}{next}"))
                })
                .await
        }
    };
    match done {
        Ok(to) => Ok(Either::Left(Redirect::to(to).saying(t!("cycles-created", words)))),
        Err(AppError::Invalid(errors)) => {
            Ok(Either::Right(Page::refused(access.read(move |tx| page(tx, id, form, errors)).await?)))
        }
        Err(other) => Err(other),
    }
}

async fn access_zone(access: &Access<EditCycles, InPartner>, id: AccountId) -> AppResult<chrono_tz::Tz> {
    access.read(move |tx| Ok(zone(&crate::accounts::queries::find(tx, id)?.timezone))).await
}

fn parse(form: &CycleForm, zone: chrono_tz::Tz) -> Result<NewCycle, FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = errors.take("name", model::name(&form.name));
    let flow = match form.flow.trim().is_empty() {
        true => errors.take("begins", begun(&form.begins)),
        false => errors.take("flow", flow(&form.flow)),
    };
    let schedule = errors.take("cron", schedule(&form.cron, zone));
    match (name, flow, schedule) {
        (Some(name), Some(flow), Some(schedule)) => {
            Ok(NewCycle { name, flow, inputs: serde_json::json!({}), schedule, origin: None })
        }
        _ => Err(errors),
    }
}

/// A flow that begins so, and does nothing yet. What a call calls is chosen next, so that it begins with nothing.
fn begun(begins: &str) -> Result<Flow, String> {
    Ok(match begins {
        "poll" => Flow::default(),
        "start" => {
            let mut flow = first_flow();
            for step in &mut flow.steps {
                step.does = Does::Start;
            }
            flow
        }
        "webhook" => first_flow(),
        _ => return Err(t!("cycles-choose-begins").to_owned()),
    })
}

fn flow(text: &str) -> Result<Flow, String> {
    let flow = crate::flows::reading::read(text)?;
    let complaints = flow.check();
    let wrong = complaints.iter().find(|complaint| complaint.weight == Weight::Error);
    match wrong {
        None => Ok(flow),
        Some(wrong) => Err(match &wrong.step {
            Some(step) => t!("cycles-step-fault", step = step, words = wrong.words),
            None => wrong.words.clone(),
        }),
    }
}

fn schedule(line: &str, zone: chrono_tz::Tz) -> Result<Option<Schedule>, String> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let form = ScheduleForm { mode: "cron".to_owned(), line: line.to_owned(), ..ScheduleForm::default() };
    // A cron line needs no present time.
    form.read(zone, chrono::DateTime::UNIX_EPOCH)
        .map(Some)
        .map_err(|faults| faults.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" "))
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: AccountId, form: CycleForm, errors: FieldErrors) -> AppResult<NewPage> {
    let (head, _) = AccountHead::read(tx, id, Tab::Cycles)?;
    let shell = Shell::console(tx, "/console/accounts", &t!("cycles-new", words));
    let key = shell.form_key();
    let shell = if errors.is_empty() { shell } else { shell.with_error() };
    Ok(NewPage { shell, head, key, form, errors })
}
