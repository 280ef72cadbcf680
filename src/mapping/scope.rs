//! What an expression can see: the data of the cycle so far, handed in.

use super::model::StepKey;
use super::values::Data;
use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use minijinja::value::{Enumerator, Object};
use minijinja::{State, Value as Live};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The names an expression can begin with.
pub(super) const NAMES: [&str; 8] = ["steps", "trigger", "item", "index", "variables", "cycle", "account", "now"];
/// How functions find the scope: no expression can write this name.
const HIDDEN: &str = "$scope";

/// Tables for [`Source::Lookup`](super::model::Source::Lookup) and `lookup()`, by name: rows by key.
pub(crate) type Lookups = BTreeMap<String, BTreeMap<String, Value>>;

/// What a mapping is applied to. Cloning shares the data.
#[derive(Clone, Debug)]
pub(crate) struct Inputs {
    /// What earlier steps gave.
    pub steps: BTreeMap<StepKey, Data>,
    /// What started the cycle: the webhook's body, or what the first step gave.
    pub trigger: Data,
    /// The item of this transaction and its place from 0, where a collection was split.
    pub item: Option<(Data, u64)>,
    /// An object with the cycle's variables.
    pub variables: Data,
    /// Objects that describe the cycle and the account.
    pub cycle: Data,
    pub account: Data,
    pub lookups: Arc<Lookups>,
    pub now: DateTime<Utc>,
    /// The account's, for dates that name none.
    pub zone: Tz,
}

/// The root of an expression's names.
#[derive(Debug)]
struct Root {
    inputs: Inputs,
    hidden: Live,
}

/// What functions need beside their arguments.
#[derive(Debug)]
pub(super) struct Scope {
    pub lookups: Arc<Lookups>,
    pub zone: Tz,
}

#[derive(Debug)]
struct Steps(BTreeMap<StepKey, Data>);

impl Inputs {
    /// The inputs as the engine takes them.
    pub(super) fn root(&self) -> Live {
        let scope = Scope { lookups: self.lookups.clone(), zone: self.zone };
        Live::from_object(Root { inputs: self.clone(), hidden: Live::from_object(scope) })
    }

    /// What stands at the beginning of a path in an expression, for hints: the value that has a name `key`.
    pub(super) fn names_in(&self, root: &str) -> Option<&Data> {
        match root {
            "trigger" => Some(&self.trigger),
            "item" => self.item.as_ref().map(|(item, _)| item),
            "variables" => Some(&self.variables),
            "cycle" => Some(&self.cycle),
            "account" => Some(&self.account),
            _ => None,
        }
    }

    /// The moment handed in, as expressions see it.
    pub(super) fn now_text(&self) -> String {
        self.now.to_rfc3339_opts(SecondsFormat::AutoSi, true)
    }
}

impl Object for Root {
    fn get_value(self: &Arc<Self>, key: &Live) -> Option<Live> {
        let inputs = &self.inputs;
        match key.as_str()? {
            HIDDEN => Some(self.hidden.clone()),
            "steps" => Some(Live::from_object(Steps(inputs.steps.clone()))),
            "index" => inputs.item.as_ref().map(|(_, index)| Live::from(*index)),
            "now" => Some(Live::from(inputs.now_text())),
            name => inputs.names_in(name).map(Data::live),
        }
    }
}

impl Object for Steps {
    fn get_value(self: &Arc<Self>, key: &Live) -> Option<Live> {
        self.0.get(&key.as_str()?.parse::<StepKey>().ok()?).map(Data::live)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Iter(Box::new(self.0.keys().map(|key| Live::from(key.as_str())).collect::<Vec<_>>().into_iter()))
    }
}

impl Scope {
    /// The scope of a running expression.
    pub(super) fn of(state: &State<'_, '_>) -> Option<Arc<Scope>> {
        state.lookup(HIDDEN)?.downcast_object::<Scope>()
    }
}

impl Object for Scope {}
