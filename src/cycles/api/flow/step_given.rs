//! What calls say of a step, and the step that it makes.

use super::step_object::kind_of;
use super::{refused, step_of};
use crate::account_connectors::api::method_id;
use crate::account_connectors::queries as installed;
use crate::builder::edit::{Change, another_slot, beginning, change, key_for};
use crate::cycles::api::writing::one_of;
use crate::cycles::api::{pascal, queries};
use crate::cycles::slots::{choose, chosen};
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::{Call as Calls, Does, Flow, OnError, Split, Step};
use crate::ids::{AccountConnectorId, AccountId, CycleId};
use crate::people::model::{line, shortened};
use crate::web::api::Given;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// What is said of a step; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "StepGiven")]
pub(super) struct StepBody {
    name: Given<String>,
    action_type: Given<Value>,
    step_error_action: Given<String>,
    account_connector_id: Given<Uuid>,
    method_id: Given<Uuid>,
    /// All of it but its key and name, as a cycle's Flow has it.
    definition: Given<Value>,
    /// A new step is put behind this one; without it no edge leads to it.
    pub after_step_id: Given<String>,
    /// The way by which that one goes on to it, where it has several: yes, no, else or the key of a case.
    pub after_port: Given<String>,
}

impl StepBody {
    fn on_error(&self) -> AppResult<Option<OnError>> {
        let words = [
            ("Ignore", OnError::Ignore),
            ("Retry", OnError::Retry),
            ("StopTransaction", OnError::StopTransaction),
            ("StopCycle", OnError::StopCycle),
        ];
        one_of("StepErrorAction", &self.step_error_action, &words)
    }

    fn name(&self) -> AppResult<Option<String>> {
        match &self.name {
            Given::Value(name) => match line(name, 100, "A step has a name.") {
                Ok(name) => Ok(Some(name)),
                Err(why) => Err(refused(format!("Name: {why}"))),
            },
            Given::Null => Err(refused("Name: A step has a name.".to_owned())),
            Given::Absent => Ok(None),
        }
    }

    /// The stored word of the kind that is asked for; none: the body says none.
    fn kind(&self) -> AppResult<Option<&'static str>> {
        let Given::Value(said) = &self.action_type else { return Ok(None) };
        let said = said.as_str().map_or_else(|| said.to_string(), str::to_owned);
        let plain = said.replace('_', "");
        let found = KINDS.iter().find(|kind| kind.replace('_', "").eq_ignore_ascii_case(&plain));
        let all: Vec<String> = KINDS.iter().map(|kind| pascal(kind)).collect();
        let why = || refused(format!("ActionType ({}): must be one of {}.", shortened(&said), all.join(", ")));
        found.map(|kind| Some(*kind)).ok_or_else(why)
    }

    /// A step by its definition.
    fn defined(&self, key: &str, name: &str, given: &Value) -> AppResult<Step> {
        let Value::Object(fields) = given else {
            return Err(refused("Definition: must be an object, as the steps of a Flow are.".to_owned()));
        };
        let mut fields = fields.clone();
        fields.insert("key".to_owned(), key.into());
        fields.insert("name".to_owned(), name.into());
        serde_json::from_value(Value::Object(fields)).map_err(|why| refused(format!("Definition: {why}.")))
    }
}

/// The kinds of steps as they are stored.
const KINDS: [&str; 15] = [
    "webhook",
    "poll",
    "start",
    "action",
    "decision",
    "switch",
    "delay",
    "wait_until",
    "wait_all",
    "transform",
    "respond",
    "storage",
    "http",
    "email",
    "annotation",
];

/// What a call of an Account Connector is made with: its connector's key, and the method's.
fn called<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    connector: AccountConnectorId,
    method: Option<Uuid>,
) -> AppResult<(String, Option<(String, String)>)> {
    let none = |why: &str| refused(why.to_owned());
    let row = match installed::find(tx, account, connector) {
        Ok(row) => row.connector_id,
        Err(AppError::NotFound) => return Err(none("AccountConnectorId: is no connector of this account.")),
        Err(other) => return Err(other),
    };
    let (key, outline) = queries::connector(tx, row)?;
    let Some(wanted) = method else { return Ok((key, None)) };
    let found = outline.methods.into_iter().find(|method| method_id(row, &method.key) == wanted);
    let found = found.ok_or_else(|| none("MethodId: is no method of that connector."))?;
    let name = if found.name.is_empty() { found.key.clone() } else { found.name };
    Ok((key, Some((found.key, name))))
}

/// The slot in which a flow has an Account Connector, made now where it has none.
fn slot(flow: &mut Flow, connector: &str, wanted: AccountConnectorId, chosen: &[(String, Uuid)]) -> String {
    let of = |slot: &str| chosen.iter().find(|(key, _)| key == slot).map(|(_, id)| *id);
    let own = |with: Option<Uuid>| flow.slots.iter().find(|slot| slot.connector == connector && of(&slot.key) == with);
    match own(Some(wanted.0)).or_else(|| own(None)) {
        Some(slot) => slot.key.clone(),
        None => another_slot(flow, connector),
    }
}

/// Puts an Account Connector into a slot; the others stay as they are.
pub(super) fn put_in<P>(
    tx: &mut WriteTx<'_, P>,
    (account, cycle): (AccountId, CycleId),
    slot: &str,
    wanted: AccountConnectorId,
) -> AppResult<()> {
    let before = chosen(tx, account, cycle)?;
    if before.iter().any(|(key, id)| key == slot && *id == wanted.0) {
        return Ok(());
    }
    let mut all: Vec<(String, AccountConnectorId)> =
        before.into_iter().filter(|(key, _)| key != slot).map(|(key, id)| (key, AccountConnectorId(id))).collect();
    all.push((slot.to_owned(), wanted));
    choose(tx, account, cycle, &all)
}

/// The slot that a step calls by, and what is to be put into it.
pub(super) type Used = Option<(String, AccountConnectorId)>;

/// A step to be added.
pub(super) fn fresh<P>(
    tx: &mut ReadTx<'_, P>,
    (account, cycle): (AccountId, CycleId),
    said: &StepBody,
    flow: &mut Flow,
) -> AppResult<(Step, Used)> {
    let (name, kind) = (said.name()?, said.kind()?);
    let on_error = said.on_error()?.unwrap_or_default();
    if let Given::Value(definition) = &said.definition {
        let name = name.ok_or_else(|| refused("Name: A step has a name.".to_owned()))?;
        return Ok((said.defined(&key_for(flow, &name), &name, definition)?, None));
    }
    let (mut method, mut used, mut calls) = (None, None, Calls { pages: 1, ..Calls::default() });
    if let Given::Value(connector) = said.account_connector_id {
        let connector = AccountConnectorId(connector);
        let wanted = match said.method_id {
            Given::Value(wanted) => Some(wanted),
            Given::Absent | Given::Null => return Err(refused("MethodId: name the method to be called.".to_owned())),
        };
        let (key, found) = called(tx, account, connector, wanted)?;
        let chosen = chosen(tx, account, cycle)?;
        calls.slot = slot(flow, &key, connector, &chosen);
        used = Some((calls.slot.clone(), connector));
        method = found;
    }
    if let Some((key, _)) = &method {
        calls.method.clone_from(key);
    }
    let kind = kind.or(method.is_some().then_some("action"));
    let kind = kind.ok_or_else(|| refused("ActionType: say what the step does.".to_owned()))?;
    if matches!(kind, "poll" | "action") && method.is_none() {
        return Err(refused(format!("AccountConnectorId, MethodId: {} calls a method.", pascal(kind))));
    }
    let does = beginning(kind, calls).ok_or(AppError::NotFound)?;
    let name = name.or_else(|| method.map(|(_, name)| name.chars().take(100).collect()));
    let name = name.unwrap_or_else(|| does.words().to_owned());
    let key = key_for(flow, &name);
    Ok((Step { key, name, does, split: Split::Flow, on_error }, used))
}

/// Changes a step as a body says.
pub(super) fn changed<P>(
    tx: &mut ReadTx<'_, P>,
    (account, cycle): (AccountId, CycleId),
    said: &StepBody,
    flow: &mut Flow,
    key: &str,
) -> AppResult<Used> {
    let before = step_of(flow, key)?.clone();
    let name = said.name()?.unwrap_or_else(|| before.name.clone());
    let mut step = match &said.definition {
        Given::Value(definition) => said.defined(key, &name, definition)?,
        Given::Absent | Given::Null => Step { name, ..before.clone() },
    };
    if let Some(kind) = said.kind()?
        && pascal(kind) != kind_of(&step)?
    {
        return Err(refused("ActionType: delete this step and add one of another kind instead.".to_owned()));
    }
    step.on_error = said.on_error()?.unwrap_or(step.on_error);
    let mut used = None;
    if let Does::Poll(calls) | Does::Action(calls) = &mut step.does
        && let Given::Value(connector) = said.account_connector_id
    {
        let connector = AccountConnectorId(connector);
        let wanted = match said.method_id {
            Given::Value(wanted) => Some(wanted),
            Given::Absent | Given::Null => None,
        };
        let (connector_key, found) = called(tx, account, connector, wanted)?;
        let same = flow.slots.iter().any(|slot| slot.key == calls.slot && slot.connector == connector_key);
        if found.is_none() && !same {
            return Err(refused("MethodId: another connector has other methods.".to_owned()));
        }
        calls.slot = slot(flow, &connector_key, connector, &chosen(tx, account, cycle)?);
        if let Some((method, _)) = found {
            calls.method = method;
        }
        used = Some((calls.slot.clone(), connector));
    }
    let Step { name, does, split, on_error, .. } = step;
    change(flow, key, Change { name, does, split, on_error, renamed_ways: Vec::new() }).map_err(refused)?;
    Ok(used)
}
