//! Filling in the fields of a cycle's flow. What is left empty is as the flow says.

use super::fields::InputRow;
use super::{Below, Ids, below, page_of};
use crate::access::Access;
use crate::accounts::stand::{Stand, named};
use crate::cycles::model::State;
use crate::cycles::{queries, settings};
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::people::model::Version;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "cycles/inputs.html")]
struct InputsPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    back: String,
    version: String,
    runs: bool,
    inputs: Vec<InputRow>,
    errors: FieldErrors,
}

/// The form's name of a field.
fn field_of(key: &str) -> String {
    format!("field_{key}")
}

pub(crate) async fn ask<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let page = access.read(move |tx| page(tx, account, id, None, FieldErrors::default()));
    Ok(Page::new(page.await?))
}

pub(crate) async fn save<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<BTreeMap<String, String>>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let typed = posted.form.clone();
    let seen = Version::of(typed.get("version").map_or("", String::as_str));
    let done = access.write(move |tx: &mut WriteTx<'_, P>| {
        let (flow, _) = queries::content(tx, account, id)?;
        let inputs = read(&serde_json::from_value(flow)?, &typed)?;
        settings::fill_in(tx, account, id, seen, &inputs)
    });
    match done.await {
        Ok(()) => Ok(Either::Left(Redirect::to(page_of::<P>(account, id)).saying(t!("cycles-inputs-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, account, id, Some(posted.form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn read(flow: &Flow, typed: &BTreeMap<String, String>) -> AppResult<Value> {
    let (mut inputs, mut errors) = (Map::new(), FieldErrors::default());
    for field in &flow.fields {
        let name = field_of(&field.key);
        let value = typed.get(&name).map_or("", String::as_str);
        if let Some(Some(value)) = errors.take(&name, field.read(value)) {
            inputs.insert(field.key.clone(), value);
        }
    }
    if errors.is_empty() { Ok(Value::Object(inputs)) } else { Err(AppError::Invalid(errors)) }
}

fn page<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    id: CycleId,
    typed: Option<BTreeMap<String, String>>,
    errors: FieldErrors,
) -> AppResult<InputsPage> {
    let Below { shell, cycle, crumbs, back, .. } =
        below(tx, account, id, t!("cycles-inputs"), |name| t!("cycles-inputs-of", name = name))?;
    let (flow, has) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    let inputs = flow.fields.iter().map(|field| {
        let name = field_of(&field.key);
        let value = match &typed {
            Some(typed) => typed.get(&name).cloned().unwrap_or_default(),
            None => has.get(&field.key).map(settings::written).unwrap_or_default(),
        };
        InputRow::of(field, name, &value, &errors)
    });
    let kept = typed.as_ref().and_then(|typed| typed.get("version").cloned());
    Ok(InputsPage {
        inputs: inputs.collect(),
        version: kept.unwrap_or_else(|| cycle.version.to_string()),
        runs: State::read(&cycle.state).runs(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs,
        back,
        errors,
    })
}
