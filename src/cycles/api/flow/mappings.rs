//! Where the fields of a step come from: those of the method that it calls, in its address and headers (parameters) and in
//! its body (field mappings); of a step that makes a value, the fields of that.

use super::mapped::MappingBody;
use super::step_fields::{
    FieldMapping, GivenField, Mapped, NamedValue, ParameterMapping, Part, mapping_of, opened, unnamed,
};
use super::{edited, read, refused, step_named, step_of};
use crate::accounts::stand::Stand;
use crate::builder::queries::methods;
use crate::builder::sight::Sight;
use crate::cycles::api::model::PrerequisiteObject;
use crate::cycles::api::step_id;
use crate::cycles::prerequisites;
use crate::db::{InAccount, InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::{Does, Flow, Step};
use crate::ids::{AccountId, CycleId};
use crate::mapping::check::check;
use crate::mapping::model::{Mapping, Rule, Source, Weight};
use crate::mapping::path::Path;
use crate::web::api::call::Called;
use crate::web::api::{Answer, Body, Call, ListQuery, Place, told};
use crate::web::forms::Asked;
use crate::web::routes::Routes;
use crate::web::state::App;
use actix_web::web;
use serde::Serialize;
use std::collections::BTreeMap;

const N: &str = "Steps";
/// As they stand in the step.
const COLUMNS: [&str; 1] = ["Order"];
const READS: &str = "It reads and changes nothing, so it needs no Idempotency-Key.";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .account_call(
            "GET",
            "/v1.0/steps/{step}/prerequisites",
            open::<InPartner>,
            open::<InAccount>,
            told(N, "List what is open before a step can run").pages::<PrerequisiteObject>(&COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/steps/{step}/fieldsformapping",
            for_mapping::<InPartner>,
            for_mapping::<InAccount>,
            told(N, "List what earlier steps give a step").pages::<GivenField>(&COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/steps/{step}/fieldmappings",
            fields::<InPartner>,
            fields::<InAccount>,
            told(N, "List a step's field mappings").pages::<FieldMapping>(&COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/steps/{step}/fieldmappings/{field}",
            field::<InPartner>,
            field::<InAccount>,
            told(N, "Get a field mapping of a step").gives::<FieldMapping>(),
        )
        .account_call(
            "PUT",
            "/v1.0/steps/{step}/fieldmappings/{field}",
            set_field::<InPartner>,
            set_field::<InAccount>,
            told(N, "Set a field mapping of a step").takes::<MappingBody>().gives::<FieldMapping>(),
        )
        .account_call(
            "POST",
            "/v1.0/steps/{step}/fieldmappings/{field}/lookup",
            field_values::<InPartner>,
            field_values::<InAccount>,
            told(N, "List the values that a field of a step can have").about(READS).gives_all::<NamedValue>(),
        )
        .account_call(
            "GET",
            "/v1.0/steps/{step}/parameters",
            parameters::<InPartner>,
            parameters::<InAccount>,
            told(N, "List a step's parameters").pages::<ParameterMapping>(&COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/steps/{step}/parameters/{parameter}",
            parameter::<InPartner>,
            parameter::<InAccount>,
            told(N, "Get a parameter of a step").gives::<ParameterMapping>(),
        )
        .account_call(
            "PUT",
            "/v1.0/steps/{step}/parameters/{parameter}",
            set_parameter::<InPartner>,
            set_parameter::<InAccount>,
            told(N, "Set a parameter of a step").takes::<MappingBody>().gives::<ParameterMapping>(),
        )
        .account_call(
            "POST",
            "/v1.0/steps/{step}/parameters/{parameter}/lookup",
            parameter_values::<InPartner>,
            parameter_values::<InAccount>,
            told(N, "List the values that a parameter of a step can have").about(READS).gives_all::<NamedValue>(),
        );
}

/// A step by its id.
fn open_step<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: &str) -> AppResult<(CycleId, Flow, Step)> {
    let (cycle, key) = step_named(id)?;
    let (flow, _) = read(tx, account, cycle)?;
    let step = step_of(&flow, &key)?.clone();
    Ok((cycle, flow, step))
}

type Path1 = web::Path<String>;
type Path2 = web::Path<(String, String)>;

async fn open<P: Stand + Called>(call: Call<P::View, P>, path: Path1, asked: Asked<ListQuery>) -> AppResult<Answer> {
    let (id, listed) = (path.into_inner(), asked.0.read::<Place>(&COLUMNS)?);
    call.read_in(move |tx, account| {
        let (cycle, flow, step) = open_step(tx, account, &id)?;
        let (_, inputs) = read(tx, account, cycle)?;
        let slot = match &step.does {
            Does::Poll(call) | Does::Action(call) => call.slot.as_str(),
            _ => "",
        };
        let all = prerequisites::open(tx, account, cycle, &flow, &inputs)?.into_iter();
        let of_step = all.filter(|open| match open.kind {
            "slot" | "connector" => open.key == slot,
            "flow" => open.key == step.key,
            _ => false,
        });
        listed.in_order(of_step.map(PrerequisiteObject::from).collect(), &format!("/v1.0/steps/{id}/prerequisites"))
    })
    .await
}

async fn for_mapping<P: Stand + Called>(
    call: Call<P::View, P>,
    path: Path1,
    asked: Asked<ListQuery>,
) -> AppResult<Answer> {
    let (id, listed) = (path.into_inner(), asked.0.read::<Place>(&COLUMNS)?);
    call.read_in(move |tx, account| {
        let (cycle, flow, step) = open_step(tx, account, &id)?;
        let (methods, data) = (methods(tx, &flow)?, BTreeMap::new());
        let sight = Sight { flow: &flow, methods: &methods, data: &data };
        let of = |before: &Step| {
            let (step_id, step_name) = (step_id(cycle.0, &before.key), before.name.clone());
            let field = move |field_id: String, description: String| GivenField {
                step_id: step_id.clone(),
                step_name: step_name.clone(),
                field_id,
                description,
            };
            let whole = std::iter::once(field(String::new(), "all of it".to_owned()));
            let parts = sight.gives(before).into_iter().filter(|given| !given.path.is_whole());
            whole.chain(parts.map(|given| field(given.path.to_string(), given.words))).collect::<Vec<_>>()
        };
        let all = sight.before(&step).into_iter().flat_map(of).collect();
        listed.in_order(all, &format!("/v1.0/steps/{id}/fieldsformapping"))
    })
    .await
}

async fn list<P: Stand + Called, T: Serialize>(
    call: Call<P::View, P>,
    (id, asked): (String, ListQuery),
    part: Part,
    object: impl Fn(CycleId, Mapped) -> T + Send + 'static,
) -> AppResult<Answer> {
    let listed = asked.read::<Place>(&COLUMNS)?;
    call.read_in(move |tx, account| {
        let (cycle, flow, step) = open_step(tx, account, &id)?;
        let opened = opened(tx, &flow, &step)?;
        let name = if part == Part::Fields { "fieldmappings" } else { "parameters" };
        let all = opened.part(part).map(|field| object(cycle, field)).collect();
        listed.in_order(all, &format!("/v1.0/steps/{id}/{name}"))
    })
    .await
}

async fn one<P: Stand + Called, T: Serialize>(
    call: Call<P::View, P>,
    (id, name): (String, String),
    part: Part,
    object: impl Fn(CycleId, Mapped) -> T + Send + 'static,
) -> AppResult<Answer> {
    call.read_in(move |tx, account| {
        let (cycle, flow, step) = open_step(tx, account, &id)?;
        let mut found = opened(tx, &flow, &step)?.part(part).filter(|field| field.object.id == name);
        Answer::of(&object(cycle, found.next().ok_or(AppError::NotFound)?))
    })
    .await
}

async fn fields<P: Stand + Called>(call: Call<P::View, P>, path: Path1, asked: Asked<ListQuery>) -> AppResult<Answer> {
    list(call, (path.into_inner(), asked.0), Part::Fields, FieldMapping::of).await
}

async fn parameters<P: Stand + Called>(
    call: Call<P::View, P>,
    path: Path1,
    asked: Asked<ListQuery>,
) -> AppResult<Answer> {
    list(call, (path.into_inner(), asked.0), Part::Parameters, ParameterMapping::of).await
}

async fn field<P: Stand + Called>(call: Call<P::View, P>, path: Path2) -> AppResult<Answer> {
    one(call, path.into_inner(), Part::Fields, FieldMapping::of).await
}

async fn parameter<P: Stand + Called>(call: Call<P::View, P>, path: Path2) -> AppResult<Answer> {
    one(call, path.into_inner(), Part::Parameters, ParameterMapping::of).await
}

/// The choices of a field, as such.
fn values(_: CycleId, field: Mapped) -> Vec<NamedValue> {
    field.choices.into_iter().map(|value| NamedValue { name: value.clone(), value }).collect()
}

async fn field_values<P: Stand + Called>(call: Call<P::View, P>, path: Path2) -> AppResult<Answer> {
    one(call, path.into_inner(), Part::Fields, values).await
}

async fn parameter_values<P: Stand + Called>(call: Call<P::View, P>, path: Path2) -> AppResult<Answer> {
    one(call, path.into_inner(), Part::Parameters, values).await
}

async fn set<P: Stand + Called, T: Serialize>(
    call: Call<P::Edit, P>,
    ((id, name), said): ((String, String), MappingBody),
    app: web::Data<App>,
    part: Part,
    object: impl Fn(CycleId, Mapped) -> T + Send + 'static,
) -> AppResult<Answer> {
    let vault = app.vault.clone();
    call.write_in(move |tx, account| {
        let (cycle, key) = step_named(&id)?;
        edited(tx, &vault, (account, cycle), |tx, flow| {
            let step = step_of(flow, &key)?;
            let opened = opened(tx, flow, step)?;
            let free = opened.free;
            let found = opened.part(part).find(|field| field.object.id == name);
            let mut field = match (found, name.parse::<Path>()) {
                (Some(field), _) => field,
                (None, Ok(target)) if free && part == Part::Fields && !target.is_whole() => {
                    Mapped { object: unnamed(&target), target, choices: Vec::new(), source: Source::Ignore }
                }
                _ => return Err(AppError::NotFound),
            };
            field.source = said.source(cycle, &field.source)?;
            let rule = Rule { target: field.target.clone(), source: field.source.clone() };
            let alone = Mapping { rules: vec![rule.clone()] };
            let faults = check(&alone, &flow.known(step));
            if let Some(fault) = faults.into_iter().find(|fault| fault.weight == Weight::Error) {
                return Err(refused(format!("{name}: {}.", fault.why)));
            }
            let step = flow.steps.iter_mut().find(|step| step.key == key).ok_or(AppError::NotFound)?;
            let no_fields = || AppError::Conflict("This step has no fields that are mapped.".to_owned());
            let mapping = mapping_of(&mut step.does).ok_or_else(no_fields)?;
            let at = mapping.rules.iter().position(|known| known.target == rule.target);
            match (at, &rule.source) {
                (Some(at), Source::Ignore) => drop(mapping.rules.remove(at)),
                (Some(at), _) => mapping.rules[at] = rule,
                (None, Source::Ignore) => {}
                (None, _) => mapping.rules.push(rule),
            }
            Answer::of(&object(cycle, field))
        })
    })
    .await
}

async fn set_field<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<MappingBody>,
    path: Path2,
    app: web::Data<App>,
) -> AppResult<Answer> {
    set(call, (path.into_inner(), body.value), app, Part::Fields, FieldMapping::of).await
}

async fn set_parameter<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<MappingBody>,
    path: Path2,
    app: web::Data<App>,
) -> AppResult<Answer> {
    set(call, (path.into_inner(), body.value), app, Part::Parameters, ParameterMapping::of).await
}
