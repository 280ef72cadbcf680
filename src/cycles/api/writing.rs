//! Making a cycle, and changing what is said of one. What it does can be given whole, as the flow that pages show as JSON.

use super::calls::object;
use crate::accounts::stand::Stand;
use crate::cycles::about::{self, About};
use crate::cycles::actions::{self, Edit, NewCycle};
use crate::cycles::model::{self, State};
use crate::cycles::queries::{content, locked, zone_of};
use crate::cycles::settings::{it_runs, timed};
use crate::cycles::{life, queries};
use crate::db::WriteTx;
use crate::error::{AppError, AppResult};
use crate::flows::model::{Flow, OnError, SplitSteps};
use crate::ids::{AccountId, CycleId, known};
use crate::mapping::model::Weight;
use crate::people::model::{Version, line};
use crate::schedules::model::{Interval, Schedule};
use crate::secrets::Vault;
use crate::web::api::call::Called;
use crate::web::api::given::Lenient;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Given, one_of};
use crate::web::state::App;
use actix_web::http::StatusCode;
use actix_web::web;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

const TAGS_MAX: usize = 20;
const DESCRIPTION_MAX: usize = 2_000;

/// What a body says of a cycle; what it leaves out stays.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "CycleGiven", example = example())]
pub(super) struct CycleBody {
    name: Given<String>,
    description: Given<String>,
    tags: Given<Vec<String>>,
    step_error_action: Given<String>,
    log_step_data_requests: Given<bool>,
    collection_split_type: Given<String>,
    /// Steps, edges, slots, fields and lookups.
    flow: Given<Value>,
    #[serde(deserialize_with = "Lenient::number")]
    interval: Given<i64>,
    #[serde(deserialize_with = "Lenient::instant")]
    start_time: Given<DateTime<Utc>>,
}

/// What comes in is changed and sent on.
fn example() -> Value {
    serde_json::json!({
        "Name": "Orders to the shop",
        "Flow": {
            "steps": [
                {"key": "order", "name": "New order", "kind": "webhook"},
                {"key": "shape", "name": "Shape", "kind": "transform", "mapping": {"rules": [
                    {"target": "who", "source": {"expression": "trigger.customer|upper"}},
                    {"target": "total", "source": {"field": {"step": "order", "path": "total"}}}]}},
                {"key": "send", "name": "Send on", "kind": "http", "verb": "POST", "url": {"fixed": "https://example.com/orders"},
                 "body": {"rules": [{"target": "order", "source": {"field": {"step": "shape", "path": ""}}}]}}
            ],
            "edges": [{"from": "order", "to": "shape"}, {"from": "shape", "to": "send"}]
        }
    })
}

/// A word of a body that stands for one of some.
pub(super) fn given_one_of<T: Clone>(field: &str, given: &Given<String>, words: &[(&str, T)]) -> AppResult<Option<T>> {
    match given {
        Given::Value(text) => one_of(field, text, words).map(Some),
        Given::Absent | Given::Null => Ok(None),
    }
}

impl CycleBody {
    fn on_error(&self) -> AppResult<Option<(OnError, &'static str)>> {
        given_one_of(
            "StepErrorAction",
            &self.step_error_action,
            &[
                ("Ignore", (OnError::Ignore, "ignore")),
                ("Retry", (OnError::Retry, "retry")),
                ("StopTransaction", (OnError::StopTransaction, "stop_transaction")),
                ("StopCycle", (OnError::StopCycle, "stop_cycle")),
            ],
        )
    }

    /// The flow with what the body says of all of it.
    fn flow(&self, before: Flow) -> AppResult<Flow> {
        let mut flow = match &self.flow {
            Given::Value(value) => read(value)?,
            Given::Absent | Given::Null => before,
        };
        let splits = [("None", SplitSteps::None), ("First", SplitSteps::First), ("All", SplitSteps::All)];
        if let Some(split) = given_one_of("CollectionSplitType", &self.collection_split_type, &splits)? {
            flow.split = split;
        }
        if let Some((on_error, _)) = self.on_error()? {
            flow.steps.iter_mut().for_each(|step| step.on_error = on_error.clone());
        }
        Ok(flow)
    }

    fn about(&self, before: About) -> AppResult<About> {
        let set = |given: &Given<String>, before: String| match given {
            Given::Value(text) => text.trim().to_owned(),
            Given::Null => String::new(),
            Given::Absent => before,
        };
        let description = set(&self.description, before.description);
        let strange = |c: char| c.is_control() && c != '\n' && c != '\t';
        if description.chars().count() > DESCRIPTION_MAX || description.chars().any(strange) {
            let why = format!("Description: {DESCRIPTION_MAX} characters of text are the most.");
            return Err(AppError::BadRequest(why));
        }
        let tags = match &self.tags {
            Given::Value(tags) => tags_of(tags)?,
            Given::Null => Vec::new(),
            Given::Absent => before.tags,
        };
        let on_error = self.on_error()?.map_or(before.on_error, |(_, word)| word.to_owned());
        let log_step_data = self.log_step_data_requests.clone().or(before.log_step_data);
        Ok(About { description, tags, on_error, log_step_data })
    }

    /// When it runs by itself from now on; the outer none: as before.
    fn schedule(&self, now: DateTime<Utc>) -> AppResult<Option<Option<Schedule>>> {
        match self.interval {
            Given::Absent => Ok(None),
            Given::Null => Ok(Some(None)),
            Given::Value(minutes) => {
                let wrong = |why| AppError::BadRequest(format!("Interval: {why}."));
                let minutes = Interval::of(minutes).map_err(wrong)?;
                Ok(Some(Some(Schedule::Every { minutes, from: self.start_time.clone().or(now) })))
            }
        }
    }
}

fn tags_of(tags: &[String]) -> AppResult<Vec<String>> {
    if tags.len() > TAGS_MAX {
        return Err(AppError::BadRequest(format!("Tags: {TAGS_MAX} are the most.")));
    }
    let mut read = Vec::new();
    for tag in tags {
        let tag =
            line(tag, 50, "A tag cannot be empty.").map_err(|why| AppError::BadRequest(format!("Tags: {why}")))?;
        if !read.contains(&tag) {
            read.push(tag);
        }
    }
    Ok(read)
}

/// A flow that has no fault, or none at all; what is still missing is a prerequisite.
fn read(value: &Value) -> AppResult<Flow> {
    let wrong = |why: String| AppError::BadRequest(format!("Flow: {why}"));
    let flow = crate::flows::reading::read(&value.to_string()).map_err(wrong)?;
    let complaints = flow.check();
    let fault = complaints.iter().find(|complaint| complaint.weight == Weight::Error && !flow.steps.is_empty());
    match fault {
        None => Ok(flow),
        Some(fault) => Err(wrong(match &fault.step {
            Some(step) => format!("Step “{step}”: {}", fault.words),
            None => fault.words.clone(),
        })),
    }
}

/// Complaints by the names that the API gives the fields.
pub(super) fn named(error: AppError) -> AppError {
    let AppError::Invalid(errors) = error else { return error };
    let words = errors.0.iter().map(|e| match e.field.as_str() {
        "name" => format!("Name: {}", e.message),
        "flow" => format!("Flow: {}", e.message),
        _ => e.message.clone(),
    });
    AppError::BadRequest(words.collect::<Vec<_>>().join(" "))
}

pub(super) async fn create<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<CycleBody>,
    key: Once,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let (said, vault) = (body.value.clone(), app.vault.clone());
    call.write_once_in(key, &body, move |tx, account| {
        let id = make(tx, &vault, account, &said).map_err(named)?;
        Answer::with(StatusCode::CREATED, &object(tx, &vault, account, id)?)
    })
    .await
}

fn make<P>(tx: &mut WriteTx<'_, P>, vault: &Vault, account: AccountId, said: &CycleBody) -> AppResult<CycleId> {
    let name = said.name.clone().or(String::new());
    let name = model::name(&name).map_err(|why| AppError::BadRequest(format!("Name: {why}")))?;
    let flow = said.flow(Flow::default())?;
    let schedule = said.schedule(tx.now())?.flatten();
    if schedule.is_some() && !timed(&flow) {
        return Err(AppError::BadRequest("Interval: only a cycle that begins by the time has one: its Flow must have a start or a poll that begins it.".to_owned()));
    }
    let new = NewCycle { name, flow, inputs: serde_json::json!({}), schedule, origin: None };
    let id = actions::create(tx, vault, account, &new)?;
    let before = about::of(tx, account, id)?;
    about::set(tx, account, id, &said.about(before)?)?;
    Ok(id)
}

pub(super) async fn change<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<CycleBody>,
    path: web::Path<String>,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let (id, said, vault) = (known::<CycleId>(&path)?, body.value, app.vault.clone());
    call.write_in(move |tx, account| {
        carry_out(tx, &vault, account, id, &said).map_err(named)?;
        Answer::of(&object(tx, &vault, account, id)?)
    })
    .await
}

fn carry_out<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    id: CycleId,
    said: &CycleBody,
) -> AppResult<()> {
    let cycle = locked(tx, account, id)?;
    if State::read(&cycle.state).runs() {
        return Err(it_runs());
    }
    let before = about::of(tx, account, id)?;
    about::set(tx, account, id, &said.about(before)?)?;
    let (flow, _) = content(tx, account, id)?;
    let flow = said.flow(serde_json::from_value(flow)?)?;
    let seen = Version(queries::find(tx, account, id)?.version);
    actions::edit(tx, vault, account, id, &Edit { seen, flow: &flow, schedule: None, secret: None })?;
    if let Some(schedule) = said.schedule(tx.now())? {
        let (seen, zone) = (Version(queries::find(tx, account, id)?.version), zone_of(tx, account)?);
        crate::cycles::settings::plan(tx, account, id, seen, schedule.as_ref(), zone)?;
    }
    match &said.name {
        Given::Value(name) => life::rename(tx, account, id, name),
        Given::Null => Err(AppError::BadRequest("Name: Give the cycle a name.".to_owned())),
        Given::Absent => Ok(()),
    }
}
