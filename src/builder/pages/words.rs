//! The words of the selects in a step's form.

use crate::builder::form::step::VERBS;
use crate::builder::form::{conditions, trigger};
use crate::builder::sight::Sight;
use crate::connectors::model::Paging;
use crate::flows::model::{Does, Step};
use serde_json::Value;

/// Values and what people read.
type Words = Vec<(&'static str, &'static str)>;

/// The words of all selects.
pub(super) struct Choices {
    pub on_error: Vec<(&'static str, String, &'static str)>,
    pub splits: Words,
    pub verbs: &'static [(&'static str, &'static str)],
    pub storage_actions: Words,
    pub storage_scopes: Vec<(&'static str, String)>,
    pub joined: Words,
    pub tests: Words,
    pub checks: Words,
    pub algorithms: &'static [(&'static str, &'static str)],
    pub encodings: Words,
    pub stamps: Words,
    pub modes: Words,
    /// Units of a delay, in minutes.
    pub units: Words,
    pub minutes: Vec<(String, String)>,
}

/// The word of a kind, as templates choose by it.
pub(super) fn kind_of(does: &Does) -> String {
    let value = serde_json::to_value(does).unwrap_or_default();
    value.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The words there are.
pub(super) fn choices() -> Choices {
    let minutes = |minutes: &u32| {
        let words = match minutes {
            m if m % 10_080 == 0 => t!("builder-every-week").to_owned(),
            m if m % 1_440 == 0 => t!("builder-every-day").to_owned(),
            60 => t!("builder-every-hour").to_owned(),
            m if m % 60 == 0 => t!("builder-every-hours", n = m / 60),
            1 => t!("builder-every-minute").to_owned(),
            m => t!("builder-every-minutes", n = m),
        };
        (minutes.to_string(), words)
    };
    Choices {
        on_error: on_error(),
        splits: splits(),
        verbs: &VERBS,
        storage_actions: storage_actions(),
        storage_scopes: storage_scopes(),
        joined: conditions::modes(),
        tests: conditions::tests(),
        checks: trigger::checks(),
        algorithms: &trigger::ALGORITHMS,
        encodings: trigger::encodings(),
        stamps: trigger::stamps(),
        modes: trigger::modes(),
        units: vec![
            ("1", t!("builder-step-minutes")),
            ("60", t!("builder-step-hours")),
            ("1440", t!("builder-step-days")),
        ],
        minutes: crate::schedules::model::INTERVALS_MINUTES.iter().map(minutes).collect(),
    }
}

/// What happens when a step fails: value, words, and what it means.
fn on_error() -> Vec<(&'static str, String, &'static str)> {
    vec![
        ("retry", t!("builder-error-retry").to_owned(), t!("builder-error-retry-why")),
        ("ignore", t!("builder-error-ignore").to_owned(), t!("builder-error-ignore-why")),
        ("stop_transaction", t!("builder-error-stop").to_owned(), t!("builder-error-stop-why")),
        ("stop_cycle", t!("builder-error-stop-cycle", words), t!("builder-error-stop-cycle-why")),
    ]
}

/// What happens to a list that a step gives.
fn splits() -> Vec<(&'static str, &'static str)> {
    vec![("flow", t!("builder-split-flow")), ("none", t!("builder-split-none")), ("each", t!("builder-split-each"))]
}

/// What a Storage step does.
fn storage_actions() -> Vec<(&'static str, &'static str)> {
    vec![
        ("get", t!("builder-storage-get")),
        ("put", t!("builder-storage-put")),
        ("remove", t!("builder-storage-remove")),
    ]
}

/// Who shares what a Storage step keeps.
fn storage_scopes() -> Vec<(&'static str, String)> {
    vec![("cycle", t!("builder-storage-cycle", words)), ("account", t!("builder-storage-account", words))]
}

type CallWords = (String, bool, String, Vec<(String, String)>);

/// What a method's vendor says, whether it is read page by page, where another is chosen, and the connectors of its kind.
pub(super) fn call_words(sight: &Sight<'_>, step: &Step, base: &str) -> CallWords {
    let (Does::Poll(call) | Does::Action(call)) = &step.does else { return CallWords::default() };
    let method = sight.method(call);
    let connector = sight.flow.slots.iter().find(|slot| slot.key == call.slot).map(|slot| slot.connector.clone());
    let connector = connector.unwrap_or_default();
    let slots = sight.flow.slots.iter().filter(|slot| slot.connector == connector);
    (
        method.map(|method| method.description.chars().take(600).collect()).unwrap_or_default(),
        method.is_some_and(|method| method.paging != Paging::None),
        format!("{base}/add?{}", super::add::query_for(step, &connector)),
        slots.map(|slot| (slot.key.clone(), slot.key.clone())).collect(),
    )
}
