//! The variables of a cycle: the fields that its customer fills in, by their keys.

use super::{Named, edited, in_cycle, read, refused};
use crate::accounts::stand::Stand;
use crate::builder::edit::add_field;
use crate::cycles::queries::find as cycle_of;
use crate::cycles::settings::{fill_in, written};
use crate::db::{InAccount, InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::{Flow, FlowField};
use crate::ids::{AccountId, CycleId, known};
use crate::people::model::{Version, fold, line, shortened};
use crate::secrets::Vault;
use crate::web::api::call::Called;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Given, Items, ListQuery, Place, told};
use crate::web::forms::Asked;
use crate::web::routes::Routes;
use crate::web::state::App;
use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

const N: &str = "Variables";
/// As the flow has them, or by name.
const COLUMNS: [&str; 3] = ["Order", "SystemName", "DisplayName"];

pub(super) fn routes(routes: &mut Routes) {
    routes
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}/variables",
            list::<InPartner>,
            list::<InAccount>,
            told(N, "List a cycle's variables").pages::<VariableObject>(&COLUMNS),
        )
        .account_call(
            "POST",
            "/v1.0/cycles/{cycle}/variables",
            create::<InPartner>,
            create::<InAccount>,
            told(N, "Add a variable to a cycle").takes::<VariableBody>().once().gives::<VariableObject>(),
        )
        .account_call(
            "PATCH",
            "/v1.0/cycles/{cycle}/variables",
            set_many::<InPartner>,
            set_many::<InAccount>,
            told(N, "Set several variables of a cycle")
                .about("Those that are not named stay as they are.")
                .takes::<Vec<VariableBody>>()
                .gives_all::<VariableObject>(),
        )
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}/variables/{variable}",
            show::<InPartner>,
            show::<InAccount>,
            told(N, "Get a variable of a cycle").gives::<VariableObject>(),
        )
        .account_call(
            "PUT",
            "/v1.0/cycles/{cycle}/variables/{variable}",
            set::<InPartner>,
            set::<InAccount>,
            told(N, "Set a variable of a cycle").takes::<VariableBody>().gives::<VariableObject>(),
        )
        .account_call(
            "DELETE",
            "/v1.0/cycles/{cycle}/variables/{variable}",
            remove::<InPartner>,
            remove::<InAccount>,
            told(N, "Delete a variable of a cycle"),
        );
}

/// A variable with its value.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Variable")]
struct VariableObject {
    /// The name by which mappings have it.
    system_name: String,
    display_name: String,
    /// What is filled in, else its default.
    value: Option<String>,
    /// StaticValue where there is a value, else Ignore.
    mapping_type: &'static str,
    required: bool,
    description: String,
    /// The only values there are; empty: any.
    choices: Vec<String>,
}

fn object(field: &FlowField, inputs: &Value) -> VariableObject {
    let filled = inputs.get(&field.key).map(written).filter(|text| !text.is_empty());
    let value = filled.or_else(|| Some(field.default.clone()).filter(|text| !text.is_empty()));
    VariableObject {
        system_name: field.key.clone(),
        display_name: field.words().to_owned(),
        mapping_type: if value.is_some() { "StaticValue" } else { "Ignore" },
        value,
        required: field.required,
        description: field.hint.clone(),
        choices: field.choices.clone(),
    }
}

/// What is said of a variable; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "VariableGiven", example = serde_json::json!({"SystemName": "shop", "Value": "Harbour Books"}))]
struct VariableBody {
    /// By which one of several is named; that or DisplayName.
    system_name: Given<String>,
    display_name: Given<String>,
    /// A text, a number or a truth; nothing clears it.
    value: Given<Value>,
    /// StaticValue, or Ignore to clear the value.
    mapping_type: Given<String>,
    required: Given<bool>,
    description: Given<String>,
}

impl VariableBody {
    /// The value as it would be typed; the outer none: it stays.
    fn typed(&self) -> AppResult<Option<String>> {
        if let Given::Value(word) = &self.mapping_type {
            if word.eq_ignore_ascii_case("ignore") {
                return Ok(Some(String::new()));
            }
            if !word.eq_ignore_ascii_case("staticvalue") {
                let why = format!("MappingType ({}): must be StaticValue or Ignore.", shortened(word));
                return Err(AppError::BadRequest(why));
            }
        }
        match &self.value {
            Given::Absent => Ok(None),
            Given::Null => Ok(Some(String::new())),
            Given::Value(Value::Array(_) | Value::Object(_)) => {
                Err(AppError::BadRequest("Value: must be a text, a number, a truth or null.".to_owned()))
            }
            Given::Value(value) => Ok(Some(written(value))),
        }
    }

    /// The field that it names in a flow.
    fn field<'a>(&self, flow: &'a Flow) -> AppResult<&'a FlowField> {
        let ((Given::Value(named), _) | (_, Given::Value(named))) = (&self.system_name, &self.display_name) else {
            return Err(AppError::BadRequest("SystemName: name the variable.".to_owned()));
        };
        let found = flow.fields.iter().find(|field| field.key == *named);
        let found = found.or_else(|| flow.fields.iter().find(|field| field.words() == named));
        found.ok_or_else(|| AppError::BadRequest(format!("There is no variable “{}” here.", shortened(named))))
    }

    /// Changes what is said of a field, beside its value.
    fn describe(&self, field: &mut FlowField) -> AppResult<()> {
        if let Given::Value(title) = &self.display_name {
            let title = line(title, 100, "A variable has a name.").map_err(|why| wrong("DisplayName", &why))?;
            field.title = if title == field.key { String::new() } else { title };
        }
        field.required = self.required.clone().or(field.required);
        if let Given::Value(hint) = &self.description {
            let empty = hint.trim().is_empty();
            field.hint =
                if empty { String::new() } else { line(hint, 500, "").map_err(|why| wrong("Description", &why))? };
        }
        Ok(())
    }
}

fn wrong(field: &str, why: &str) -> AppError {
    AppError::BadRequest(format!("{field}: {why}"))
}

async fn list<P: Stand + Called>(
    call: Call<P::View, P>,
    path: web::Path<String>,
    asked: Asked<ListQuery>,
) -> AppResult<Answer> {
    let (cycle, listed) = (known::<CycleId>(&path)?, asked.0.read::<Place>(&COLUMNS)?);
    call.read_in(move |tx, account| {
        let (flow, inputs) = read(tx, account, cycle)?;
        let all = flow.fields.iter().map(|field| object(field, &inputs)).collect();
        listed.whole(all, &format!("/v1.0/cycles/{cycle}/variables"), |one: &VariableObject, by| match by {
            "SystemName" => fold(&one.system_name),
            "DisplayName" => fold(&one.display_name),
            _ => String::new(),
        })
    })
    .await
}

async fn show<P: Stand + Called>(call: Call<P::View, P>, path: Named) -> AppResult<Answer> {
    let (cycle, key) = in_cycle(path)?;
    call.read_in(move |tx, account| {
        let (flow, inputs) = read(tx, account, cycle)?;
        Answer::of(&object(field_of(&flow, &key)?, &inputs))
    })
    .await
}

fn field_of<'a>(flow: &'a Flow, key: &str) -> AppResult<&'a FlowField> {
    flow.fields.iter().find(|field| field.key == key).ok_or(AppError::NotFound)
}

async fn create<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<VariableBody>,
    path: web::Path<String>,
    key: Once,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let (cycle, said, vault) = (known::<CycleId>(&path)?, body.value.clone(), app.vault.clone());
    call.write_once_in(key, &body, move |tx, account| {
        let new = |flow: &mut Flow, said: &VariableBody| {
            // The name that mappings have it by where it is said, else one that is made of what people call it.
            let name = match (&said.system_name, &said.display_name) {
                (Given::Value(name), _) | (_, Given::Value(name)) => name,
                _ => return Err(wrong("DisplayName", "A variable has a name.")),
            };
            let key = add_field(flow, name).map_err(refused)?;
            // What a program adds need not be filled in before the cycle starts, unless it says so.
            field_in(flow, &key)?.required = false;
            Ok(key)
        };
        Answer::of(&fill(tx, &vault, (account, cycle), &[said], new)?.pop())
    })
    .await
}

fn field_in<'a>(flow: &'a mut Flow, key: &str) -> AppResult<&'a mut FlowField> {
    flow.fields.iter_mut().find(|field| field.key == key).ok_or(AppError::NotFound)
}

/// Changes what is said of variables, then their values; answers those that were named, in that order. `which`: the key
/// of the field that one is said of.
fn fill<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    of: (AccountId, CycleId),
    said: &[VariableBody],
    which: impl Fn(&mut Flow, &VariableBody) -> AppResult<String>,
) -> AppResult<Vec<VariableObject>> {
    let (flow, keys) = edited(tx, vault, of, |_, flow| {
        let keys: Vec<String> = said.iter().map(|body| which(flow, body)).collect::<AppResult<_>>()?;
        for (key, body) in keys.iter().zip(said) {
            body.describe(field_in(flow, key)?)?;
        }
        Ok((flow.clone(), keys))
    })?;
    let inputs = refill(tx, of, |inputs| {
        for (key, body) in keys.iter().zip(said) {
            let Some(typed) = body.typed()? else { continue };
            // What must be filled in before it starts may be empty until then.
            let lenient = FlowField { required: false, ..field_of(&flow, key)?.clone() };
            match lenient.read(&typed).map_err(|why| wrong(&format!("Value of {key}"), &why))? {
                Some(value) => inputs.insert(key.clone(), value),
                None => inputs.remove(key),
            };
        }
        Ok(())
    })?;
    keys.iter().map(|key| Ok(object(field_of(&flow, key)?, &inputs))).collect()
}

/// Changes what is filled in, and answers it.
fn refill<P>(
    tx: &mut WriteTx<'_, P>,
    (account, cycle): (AccountId, CycleId),
    change: impl FnOnce(&mut Map<String, Value>) -> AppResult<()>,
) -> AppResult<Value> {
    let (_, before) = read(tx, account, cycle)?;
    let mut inputs = before.as_object().cloned().unwrap_or_default();
    change(&mut inputs)?;
    let inputs = Value::Object(inputs);
    if inputs != before {
        let seen = Version(cycle_of(tx, account, cycle)?.version);
        fill_in(tx, account, cycle, seen, &inputs)?;
    }
    Ok(inputs)
}

async fn set_many<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<Items<VariableBody>>,
    path: web::Path<String>,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let (cycle, said, vault) = (known::<CycleId>(&path)?, body.value.0, app.vault.clone());
    call.write_in(move |tx, account| {
        let named = |flow: &mut Flow, body: &VariableBody| Ok(body.field(flow)?.key.clone());
        Answer::of(&fill(tx, &vault, (account, cycle), &said, named)?)
    })
    .await
}

async fn set<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<VariableBody>,
    path: Named,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let ((cycle, key), said, vault) = (in_cycle(path)?, body.value, app.vault.clone());
    call.write_in(move |tx, account| {
        let named = |flow: &mut Flow, _: &VariableBody| Ok(field_of(flow, &key)?.key.clone());
        Answer::of(&fill(tx, &vault, (account, cycle), &[said], named)?.pop())
    })
    .await
}

async fn remove<P: Stand + Called>(call: Call<P::Edit, P>, path: Named, app: web::Data<App>) -> AppResult<Answer> {
    let ((cycle, key), vault) = (in_cycle(path)?, app.vault.clone());
    call.write_in(move |tx, account| {
        edited(tx, &vault, (account, cycle), |_, flow| {
            field_of(flow, &key)?;
            flow.fields.retain(|field| field.key != key);
            Ok(())
        })?;
        refill(tx, (account, cycle), |inputs| {
            inputs.remove(&key);
            Ok(())
        })?;
        Ok(Answer::done())
    })
    .await
}
