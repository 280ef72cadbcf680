//! Data to try a step with, before anything ran: values of the kinds that connectors and mappings say. Pure.

use super::sight::Sight;
use crate::connectors::model::{Field, Kind};
use crate::flows::model::{Does, Step};
use crate::mapping::model::Source;
use crate::mapping::path::{Part, Path};
use serde_json::{Map, Value};

/// A value of a sample that is longer is shown in part.
const SHOWN_BYTES: usize = 32 * 1024;
const ITEMS_SHOWN: usize = 3;
const FIELDS_SHOWN: usize = 200;
const SHOWN_CHARS: usize = 2_000;
/// Room for a sample that is made of fields.
const SAMPLE_ROOM: usize = 256 * 1024;

impl Sight<'_> {
    /// Data to try a step with: what was recorded, and examples where nothing was.
    pub fn sample(&self, step: &Step) -> Value {
        let mut sample = Map::new();
        for before in self.before(step) {
            let value = self.seen(before).map(shorter).unwrap_or_else(|| self.example(before, &sample));
            sample.insert(before.key.clone(), value);
        }
        if let Some((split, list)) = self.split_before(step) {
            // Where items go on by themselves, the step that was split gave each of them the item.
            let items = sample.get(&split.key).map(|value| list.read(value));
            let first = items.as_ref().and_then(Value::as_array).and_then(|items| items.first().cloned());
            let item = first.unwrap_or_else(|| Value::Object(Map::new()));
            sample.insert(split.key.clone(), item.clone());
            sample.insert("item".to_owned(), item);
        }
        Value::Object(sample)
    }

    /// What a step may give: a value of the right kind for each field that is known. `before`: what steps before it give.
    fn example(&self, step: &Step, before: &Map<String, Value>) -> Value {
        let mut value = Value::Object(Map::new());
        let mut room = SAMPLE_ROOM;
        let said = self.said(step);
        for given in &said {
            // What holds others is made by them, and a list is shown with one item.
            if given.path.is_whole()
                || said.iter().any(|other| other.path != given.path && given.path.begins(&other.path))
            {
                continue;
            }
            let parts =
                given.path.parts().iter().map(|part| if *part == Part::Each { Part::Index(0) } else { part.clone() });
            let made = self.made(step, &given.path, before).or_else(|| given.example.clone());
            let made = made.unwrap_or_else(|| Value::String(given.path.to_string()));
            if let Ok(path) = Path::of(parts.collect())
                && path.write(&mut value, made, &mut room).is_err()
            {
                break;
            }
        }
        value
    }

    /// What a mapping takes over from a step before, or from what is filled in.
    fn made(&self, step: &Step, target: &Path, before: &Map<String, Value>) -> Option<Value> {
        let (Does::Transform { mapping } | Does::Respond { mapping, .. }) = &step.does else { return None };
        match &mapping.rules.iter().find(|rule| rule.target == *target)?.source {
            Source::Fixed(value) => Some(value.clone()),
            Source::Field { step, path } => {
                Some(path.read(before.get(step.as_str())?)).filter(|value| !value.is_null())
            }
            Source::Variable(name) => self.flow.fields.iter().find(|field| field.key == *name)?.usual(),
            _ => None,
        }
    }
}

/// A value of a kind, to try with.
pub(super) fn example_of(field: &Field) -> Option<Value> {
    let chosen = field.choices.first().map(String::as_str);
    Some(match field.kind {
        Kind::Integer => chosen.and_then(|text| text.parse::<i64>().ok()).unwrap_or(1).into(),
        Kind::Number => chosen.and_then(|text| text.parse::<f64>().ok()).unwrap_or(1.5).into(),
        Kind::Boolean => true.into(),
        Kind::Object => Value::Object(Map::new()),
        Kind::List => Value::Array(Vec::new()),
        Kind::Text | Kind::File | Kind::Any => return chosen.map(Value::from),
    })
}

/// So much that it can be read and sent back with the form: of long lists the first items, of long texts the beginning.
fn shorter(value: &Value) -> Value {
    if value.to_string().len() <= SHOWN_BYTES {
        return value.clone();
    }
    match value {
        Value::Array(items) => items.iter().take(ITEMS_SHOWN).map(shorter).collect(),
        Value::Object(fields) => {
            fields.iter().take(FIELDS_SHOWN).map(|(key, value)| (key.clone(), shorter(value))).collect()
        }
        Value::String(text) => text.chars().take(SHOWN_CHARS).chain(['…']).collect::<String>().into(),
        other => other.clone(),
    }
}
