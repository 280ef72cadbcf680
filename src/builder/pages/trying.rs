//! Trying a step out: what each row of its form gives with some data, as the engine would find it. Nothing is called,
//! nothing is kept.

use crate::builder::form::source::SourceText;
use crate::builder::form::{Typed, conditions, mapping};
use crate::error::FieldErrors;
use crate::flows::model::{Does, Flow, Step};
use crate::mapping::apply::{apply, try_out, value_of};
use crate::mapping::conditions::holds;
use crate::mapping::model::{Fault, Known, Mapping, Source, StepKey};
use crate::mapping::scope::{Inputs, Lookups};
use crate::mapping::values::Data;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// So much of a value stands at its row.
const SHOWN_CHARS: usize = 300;

/// What was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Tried {
    /// By the place in the form: whether it went well, and what it gave.
    pub rows: BTreeMap<String, (bool, String)>,
    /// What the whole step would send, make or decide.
    pub whole: String,
    pub whole_words: &'static str,
}

/// With what.
pub(super) struct With<'a> {
    pub flow: &'a Flow,
    pub step: &'a Step,
    pub name: &'a str,
    pub zone: Tz,
    pub now: DateTime<Utc>,
}

/// Tries everything in the form.
///
/// # Errors
/// Where the data is no JSON object.
pub(super) fn tried(with: &With<'_>, typed: &Typed, sample: &str) -> Result<Tried, String> {
    let sample: Value = crate::json_words::read(sample)?;
    let Value::Object(sample) = sample else {
        return Err(t!("builder-try-object").to_owned());
    };
    let inputs = inputs(with, sample);
    let mut tried = Tried::default();
    let mut places: Vec<String> = ["u", "v", "at", "sn", "sv"].map(str::to_owned).to_vec();
    for table in ["m", "h", "b"] {
        places.extend((0..typed.rows(table, "-target")).map(|no| format!("{table}{no}")));
    }
    for side in ["l", "r"] {
        places.extend((0..typed.rows("t", "-test")).map(|no| format!("{side}{no}")));
    }
    for at in places.into_iter().filter(|at| typed.has(&format!("{at}-kind"))) {
        let text = SourceText::typed(typed, &at);
        match text.read(None) {
            Ok(Source::Ignore) => {}
            Ok(source) => {
                let found = one(&source, &inputs);
                tried.rows.insert(
                    at,
                    found.map_or_else(|fault| (false, mapping::said(&fault)), |value| (true, shown(&value))),
                );
            }
            Err(why) => {
                tried.rows.insert(at, (false, why));
            }
        }
    }
    whole(with, typed, &inputs, &mut tried);
    Ok(tried)
}

fn one(source: &Source, inputs: &Inputs) -> Result<Value, Fault> {
    match source {
        Source::Expression(text) => try_out(text, inputs),
        other => value_of(other, inputs),
    }
}

fn whole(with: &With<'_>, typed: &Typed, inputs: &Inputs, tried: &mut Tried) {
    let mut errors = FieldErrors::default();
    let mut made = |table: &str| mapping::read(typed, table, &Mapping::default(), &mut errors);
    let (words, value) = match &with.step.does {
        Does::Poll(_) | Does::Action(_) => (t!("builder-table-sent"), apply(&made("m"), inputs)),
        Does::Transform { .. } => (t!("builder-table-made"), apply(&made("m"), inputs)),
        Does::Respond { .. } => (t!("builder-table-answer"), apply(&made("m"), inputs)),
        Does::Http { .. } => (t!("builder-try-body"), apply(&made("b"), inputs)),
        Does::Decision { .. } => {
            let condition = conditions::read(typed, None, &Known::default(), &mut FieldErrors::default());
            let way = holds(&condition, inputs).map(|yes| Value::from(if yes { "yes" } else { "no" }));
            (t!("builder-try-way"), way.map_err(|fault| vec![fault]))
        }
        _ => return,
    };
    tried.whole_words = words;
    tried.whole = match value {
        Ok(value) => serde_json::to_string_pretty(&value).unwrap_or_default(),
        Err(faults) => faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n"),
    };
}

fn inputs(with: &With<'_>, mut sample: Map<String, Value>) -> Inputs {
    let flow = with.flow;
    let item = if flow.step("item").is_none() { sample.remove("item") } else { None };
    let mut variables: Map<String, Value> =
        flow.fields.iter().filter_map(|field| Some((field.key.clone(), field.usual()?))).collect();
    if flow.step("variables").is_none()
        && let Some(Value::Object(given)) = sample.remove("variables")
    {
        variables.extend(given);
    }
    let steps: BTreeMap<StepKey, Data> =
        sample.into_iter().filter_map(|(key, value)| Some((key.parse().ok()?, Data::new(value)))).collect();
    let trigger = flow.trigger().and_then(|step| steps.get(&step.key.parse::<StepKey>().ok()?).cloned());
    let rows = |table: &crate::flows::model::Lookup| {
        table.rows.iter().map(|(key, value)| (key.clone(), Value::String(value.clone()))).collect()
    };
    let lookups: Lookups = flow.lookups.iter().map(|table| (table.name.clone(), rows(table))).collect();
    Inputs {
        trigger: trigger.unwrap_or_default(),
        item: item.map(|item| (Data::new(item), 0)),
        steps,
        variables: Data::new(Value::Object(variables)),
        cycle: Data::new(json!({ "id": "00000000-0000-0000-0000-000000000000", "name": with.name })),
        account: Data::new(json!({ "id": "account", "name": t!("builder-try-account") })),
        lookups: Arc::new(lookups),
        now: with.now,
        zone: with.zone,
    }
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= SHOWN_CHARS {
        return text;
    }
    text.chars().take(SHOWN_CHARS).chain(['…']).collect()
}
