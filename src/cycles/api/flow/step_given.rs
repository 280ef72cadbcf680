//! What calls say of a step, and the step that it makes.

use super::step_object::kind_of;
use super::{refused, step_of};
use crate::account_connectors::api::method_id;
use crate::account_connectors::queries as installed;
use crate::builder::edit::{Change, another_slot, beginning, change, key_for};
use crate::connectors::model::Definition;
use crate::connectors::queries::live_outline;
use crate::cycles::api::queries;
use crate::cycles::api::writing::given_one_of;
use crate::cycles::slots::{choose, chosen};
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::{Call as Calls, Does, Flow, OnError, Split, Step};
use crate::ids::{AccountConnectorId, AccountId, CycleId};
use crate::people::model::{line, shortened};
use crate::web::api::body::read_part;
use crate::web::api::{Given, pascal};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// What is said of a step; what is left out stays.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "StepGiven", example = serde_json::json!({"Name": "Wait a while", "Definition": {"kind": "delay", "minutes": 5}}))]
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
        given_one_of("StepErrorAction", &self.step_error_action, &words)
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

    /// Whether it says what is called.
    fn calls_said(&self) -> bool {
        matches!(self.account_connector_id, Given::Value(_)) || matches!(self.method_id, Given::Value(_))
    }

    /// Refuses a kind that a step is not of.
    fn is_of(&self, kind: Option<&str>, step: &Step) -> AppResult<()> {
        match kind {
            Some(kind) if pascal(kind) != kind_of(step)? => Err(refused(
                "ActionType: is not that of this step. Delete it and add one of another kind instead.".to_owned(),
            )),
            _ => Ok(()),
        }
    }

    /// A step by its definition.
    fn defined(&self, key: &str, name: &str, given: &Value) -> AppResult<Step> {
        let Value::Object(fields) = given else {
            return Err(refused("Definition: must be an object, as the steps of a Flow are.".to_owned()));
        };
        let mut fields = fields.clone();
        fields.insert("key".to_owned(), key.into());
        fields.insert("name".to_owned(), name.into());
        read_part(Value::Object(fields), "Definition")
    }
}

const CALLS_NOTHING: &str = "AccountConnectorId, MethodId: a step of this kind calls no connector.";

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
    let of_library = match installed::find(tx, account, connector) {
        Ok(row) => row.connector_id,
        // One that an account above it shares (T6).
        Err(AppError::NotFound) => {
            let shared = installed::inherited(tx, account)?.into_iter().find(|one| one.id == connector.0);
            shared.ok_or_else(|| none("AccountConnectorId: is no connector that this account may use."))?.connector
        }
        Err(other) => return Err(other),
    };
    let (key, _, outline) = live_outline(tx, of_library)?;
    let found = method.map(|wanted| method_of(of_library, outline, wanted)).transpose()?;
    Ok((key, found))
}

/// Key and name of a method of a connector of the library.
fn method_of(connector: Uuid, outline: Definition, wanted: Uuid) -> AppResult<(String, String)> {
    let found = outline.methods.into_iter().find(|method| method_id(connector, &method.key) == wanted);
    let found = found.ok_or_else(|| refused("MethodId: is no method of that connector.".to_owned()))?;
    let name = if found.name.is_empty() { found.key.clone() } else { found.name };
    Ok((found.key, name))
}

/// The same of the connector that a slot is for.
fn method_in<P>(tx: &mut ReadTx<'_, P>, flow: &Flow, slot: &str, wanted: Uuid) -> AppResult<(String, String)> {
    let gone = || refused("MethodId: the library has this step's connector no more.".to_owned());
    let key =
        flow.slots.iter().find(|known| known.key == slot).map(|known| known.connector.clone()).ok_or_else(gone)?;
    let known = queries::library(tx, &[key])?.pop().ok_or_else(gone)?;
    let (_, _, outline) = live_outline(tx, known.id)?;
    method_of(known.id, outline, wanted)
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
    let on_error = said.on_error()?;
    let calls_said = said.calls_said();
    if let Given::Value(definition) = &said.definition {
        let name = name.ok_or_else(|| refused("Name: A step has a name.".to_owned()))?;
        let mut step = said.defined(&key_for(flow, &name), &name, definition)?;
        said.is_of(kind, &step)?;
        if calls_said {
            return Err(refused(
                "AccountConnectorId, MethodId: a Definition names its slot and method itself.".to_owned(),
            ));
        }
        step.on_error = on_error.unwrap_or(step.on_error);
        return Ok((step, None));
    }
    if calls_said && kind.is_some_and(|kind| !matches!(kind, "poll" | "action")) {
        return Err(refused(CALLS_NOTHING.to_owned()));
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
        let missing = match said.method_id {
            Given::Value(_) => "AccountConnectorId: name the connector whose method it is.".to_owned(),
            _ => format!("AccountConnectorId, MethodId: {} calls a method of a connector.", pascal(kind)),
        };
        return Err(refused(missing));
    }
    let does = beginning(kind, calls).ok_or(AppError::NotFound)?;
    let name = name.or_else(|| method.map(|(_, name)| name.chars().take(100).collect()));
    let name = name.unwrap_or_else(|| does.words().to_owned());
    let key = key_for(flow, &name);
    Ok((Step { key, name, does, split: Split::Flow, on_error: on_error.unwrap_or_default() }, used))
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
    said.is_of(said.kind()?, &step)?;
    step.on_error = said.on_error()?.unwrap_or(step.on_error);
    let wanted = match said.method_id {
        Given::Value(wanted) => Some(wanted),
        Given::Absent | Given::Null => None,
    };
    let mut used = None;
    match (&mut step.does, &said.account_connector_id) {
        (Does::Poll(calls) | Does::Action(calls), Given::Value(connector)) => {
            let connector = AccountConnectorId(*connector);
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
        (Does::Poll(calls) | Does::Action(calls), _) => {
            if let Some(wanted) = wanted {
                (calls.method, _) = method_in(tx, flow, &calls.slot, wanted)?;
            }
        }
        _ if said.calls_said() => return Err(refused(CALLS_NOTHING.to_owned())),
        _ => {}
    }
    let Step { name, does, split, on_error, .. } = step;
    change(flow, key, Change { name, does, split, on_error, renamed_ways: Vec::new() }).map_err(refused)?;
    Ok(used)
}
