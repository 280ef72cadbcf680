//! What a template's release and a cycle hold: steps, the edges between them, the connectors they call and the fields a
//! customer fills in (MODEL section 5). Stored as JSON; [`super::check`] says what is wrong with one, [`super::walk`]
//! what runs next.

use crate::connectors::model::Verb;
use crate::hooks::model::Check;
use crate::mapping::model::{Condition, Mapping, Source};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Steps a flow has at most.
pub(crate) const STEPS_MAX: usize = 200;
/// Items a collection is split into at most.
pub(crate) const ITEMS_MAX: usize = 10_000;

/// One integration as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Flow {
    pub steps: Vec<Step>,
    pub edges: Vec<Edge>,
    /// The connectors it calls, each under the name that its steps use.
    pub slots: Vec<Slot>,
    /// What the customer fills in; read as a variable.
    pub fields: Vec<FlowField>,
    /// Tables for lookups, by their name.
    pub lookups: Vec<Lookup>,
    pub split: SplitSteps,
}

/// A place for a connector: an Account Connector is put into it when the flow is installed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Slot {
    /// Lower-case letters, digits, `_` and `-`.
    pub key: String,
    /// Key of the connector in the partner's library.
    pub connector: String,
}

/// A field that the customer fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FlowField {
    pub key: String,
    pub title: String,
    pub hint: String,
    pub default: String,
    pub required: bool,
    /// The only values there are; empty for any.
    pub choices: Vec<String>,
    pub kind: FieldKind,
}

/// What may be filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FieldKind {
    #[default]
    Text,
    /// A whole number.
    Integer,
    Number,
    /// Yes or no.
    Boolean,
    Date,
    Email,
    /// A web address.
    Url,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Lookup {
    pub name: String,
    pub rows: Vec<(String, String)>,
}

/// One node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Step {
    /// Lower-case letters, digits and `_`, unique in the flow; later steps read its output by it.
    pub key: String,
    pub name: String,
    #[serde(flatten)]
    pub does: Does,
    #[serde(default)]
    pub split: Split,
    #[serde(default)]
    pub on_error: OnError,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Does {
    /// Begins the flow with what was posted to its address.
    Webhook {
        #[serde(default)]
        check: Check,
        /// The caller waits for a Synchronous response step.
        #[serde(default)]
        synchronous: bool,
        /// An example of what it brings, for who builds: its fields can be picked and tried before anything came.
        #[serde(default, skip_serializing_if = "Value::is_null")]
        sample: Value,
    },
    /// Begins the flow by calling a method whenever the cycle runs.
    Poll(Call),
    /// Begins the flow with nothing but the time, whenever the cycle runs.
    Start,
    /// Calls a method.
    Action(Call),
    /// Goes on by `yes` or `no`.
    Decision { condition: Condition },
    /// Goes on by the key of the first case whose value is equal, or by `else`.
    Switch { value: Source, cases: Vec<Case> },
    /// Waits for a time.
    Delay { minutes: u32 },
    /// Waits until an instant.
    WaitUntil { at: Source },
    /// Goes on when all ways that lead to it have ended, the items of a split collection among them; gives the list of
    /// what they had.
    WaitAll,
    /// Makes a value.
    Transform { mapping: Mapping },
    /// Answers the caller of a synchronous webhook.
    Respond {
        #[serde(default = "ok")]
        status: u16,
        mapping: Mapping,
    },
    /// Keeps, reads or removes a value of the cycle or of the account.
    Storage {
        action: StorageAction,
        scope: StorageScope,
        /// In JSON `entry`: a step's own name stands beside it.
        #[serde(rename = "entry")]
        name: Source,
        #[serde(default)]
        value: Source,
    },
    /// Calls any address; headers and body are objects.
    Http {
        verb: Verb,
        url: Source,
        #[serde(default)]
        headers: Mapping,
        #[serde(default)]
        body: Mapping,
    },
    /// Sends an e-mail in the account's name; `to` is an address, several with commas, or a list.
    Email {
        to: Source,
        subject: Source,
        /// Plain text.
        body: Source,
        /// Where answers go; left out, nowhere.
        #[serde(default)]
        reply_to: Source,
    },
    /// A note on the picture; does nothing.
    Annotation { text: String },
}

fn ok() -> u16 {
    200
}

/// A call of a connector's method.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Call {
    pub slot: String,
    pub method: String,
    /// Targets are paths of the method's request fields.
    pub mapping: Mapping,
    /// Pages that are fetched at most; 1: only the first.
    pub pages: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Case {
    /// The way that it goes on by.
    pub key: String,
    pub value: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StorageAction {
    #[default]
    Get,
    Put,
    Remove,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StorageScope {
    #[default]
    Cycle,
    Account,
}

/// Whether each item of a step's collection becomes a Transaction of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub(crate) enum Split {
    /// As the flow says for all its steps.
    #[default]
    Flow,
    /// The collection goes on as one list.
    None,
    /// What goes on is each item of the list at this path of the output; "" where the output itself is the list.
    Each { path: String },
}

/// Which steps split their collections, unless a step says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SplitSteps {
    #[default]
    None,
    /// Only the step that the flow begins with.
    First,
    /// Each step whose output is a list.
    All,
}

/// What happens when a step cannot be done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OnError {
    /// A Warning is raised and the flow goes on.
    Ignore,
    /// It is tried again by the ladder of `engine::retries`, then the Transaction stops.
    #[default]
    Retry,
    /// The Transaction stops.
    StopTransaction,
    /// The Transaction and its cycle stop.
    StopCycle,
}

/// An arrow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Edge {
    pub from: String,
    /// `yes`, `no`, `else` or the key of a case; empty where there is only one way on.
    pub port: String,
    pub to: String,
}

impl Flow {
    pub(crate) fn step(&self, key: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.key == key)
    }

    /// The path of the collection that a step splits: `Some("")` is its whole output, where that is a list.
    pub(crate) fn splits(&self, step: &Step) -> Option<String> {
        match (&step.split, self.split) {
            (Split::Each { path }, _) => Some(path.clone()),
            (Split::Flow, SplitSteps::All) => Some(String::new()),
            (Split::Flow, SplitSteps::First) if step.does.begins() => Some(String::new()),
            (Split::Flow | Split::None, _) => None,
        }
    }

    /// The step that the flow begins with.
    pub(crate) fn trigger(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.does.begins())
    }
}

impl Does {
    /// Whether a flow begins with it.
    pub(crate) fn begins(&self) -> bool {
        matches!(self, Does::Webhook { .. } | Does::Poll(_) | Does::Start)
    }

    /// The ways on; one without a name for most.
    pub(crate) fn ports(&self) -> Vec<&str> {
        match self {
            Does::Decision { .. } => vec!["yes", "no"],
            Does::Switch { cases, .. } => cases.iter().map(|case| case.key.as_str()).chain(["else"]).collect(),
            Does::Annotation { .. } => vec![],
            _ => vec![""],
        }
    }

    /// What people call a way on; a case of a Switch is called as it was named.
    pub(crate) fn way_words<'a>(&self, port: &'a str) -> &'a str {
        match (self, port) {
            (Does::Decision { .. }, "yes") => t!("flows-way-yes"),
            (Does::Decision { .. }, "no") => t!("flows-way-no"),
            (Does::Switch { .. }, "else") => t!("flows-way-else"),
            _ => port,
        }
    }

    /// Words for people.
    pub(crate) fn words(&self) -> &'static str {
        match self {
            Does::Webhook { .. } => t!("flows-kind-webhook"),
            Does::Poll(_) => t!("flows-kind-poll"),
            Does::Start => t!("flows-kind-start"),
            Does::Action(_) => t!("flows-kind-action"),
            Does::Decision { .. } => t!("flows-kind-decision"),
            Does::Switch { .. } => t!("flows-kind-switch"),
            Does::Delay { .. } => t!("flows-kind-delay"),
            Does::WaitUntil { .. } => t!("flows-kind-wait-until"),
            Does::WaitAll => t!("flows-kind-wait-all"),
            Does::Transform { .. } => t!("flows-kind-transform"),
            Does::Respond { .. } => t!("flows-kind-respond"),
            Does::Storage { .. } => t!("flows-kind-storage"),
            Does::Http { .. } => t!("flows-kind-http"),
            Does::Email { .. } => t!("flows-kind-email"),
            Does::Annotation { .. } => t!("flows-kind-annotation"),
        }
    }
}
