//! What a step can see of the flow: the fields that earlier steps give, as connectors and recorded data tell. Pure.

use super::queries::Methods;
use crate::connectors::model::{Field, Kind, Method, Paging, Place};
use crate::flows::model::{Call, Does, Flow, Step};
use crate::flows::walk::in_order;
use crate::mapping::model::{Known, Mapping, StepKey};
use crate::mapping::path::{Part, Path};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Fields that are read out of one recorded value, and how deep.
const PATHS_MAX: usize = 300;
const DEPTH_MAX: usize = 6;
/// Items of a list that are looked at.
const ITEMS_LOOKED_AT: usize = 5;
/// A value of a sample that is longer is shown in part.
const SHOWN_BYTES: usize = 32 * 1024;
const ITEMS_SHOWN: usize = 3;
const FIELDS_SHOWN: usize = 200;
const SHOWN_CHARS: usize = 2_000;
/// Room for a sample that is made of fields.
const SAMPLE_ROOM: usize = 256 * 1024;

/// A field that a step gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    pub path: Path,
    /// What kind of value, and its title.
    pub words: String,
}

/// The flow with what is known about it.
#[derive(Clone, Copy)]
pub(crate) struct Sight<'a> {
    pub flow: &'a Flow,
    pub methods: &'a Methods,
    /// What steps gave when it ran, or what was typed to try it.
    pub data: &'a BTreeMap<String, Value>,
}

impl<'a> Sight<'a> {
    /// The method that a call calls, where the library has it.
    pub fn method(&self, call: &Call) -> Option<&'a Method> {
        let slot = self.flow.slots.iter().find(|slot| slot.key == call.slot)?;
        self.methods.get(&(slot.connector.clone(), call.method.clone()))
    }

    /// The fields that a step gives, as its connector or its mapping says.
    fn said(&self, step: &Step) -> Vec<Given> {
        match &step.does {
            Does::Poll(call) | Does::Action(call) => {
                self.method(call).map(|method| of_method(method, call.pages > 1)).unwrap_or_default()
            }
            Does::Transform { mapping } | Does::Respond { mapping, .. } => of_mapping(mapping),
            Does::Start => vec![Given { path: path(&["started_at"]), words: "moment".to_owned() }],
            _ => Vec::new(),
        }
    }

    /// The same with those that were seen when it ran.
    pub fn gives(&self, step: &'a Step) -> Vec<Given> {
        let mut given = self.said(step);
        if let Some(value) = self.seen(step) {
            for (path, words) in paths_of(value) {
                if given.iter().all(|known| known.path != path) {
                    given.push(Given { path, words });
                }
            }
        }
        given
    }

    /// What it gave when it ran; before that, the example that is kept with it.
    fn seen(&self, step: &'a Step) -> Option<&'a Value> {
        self.data.get(&step.key).or(match &step.does {
            Does::Webhook { sample, .. } if !sample.is_null() => Some(sample),
            _ => None,
        })
    }

    /// The steps that surely run before one, nearest last.
    pub fn before(&self, step: &Step) -> Vec<&'a Step> {
        let known = self.flow.known(step);
        let is_before = |other: &&Step| other.key.parse::<StepKey>().is_ok_and(|key| known.before.contains_key(&key));
        in_order(self.flow).into_iter().filter(is_before).collect()
    }

    /// The step whose items come to this one, where a collection was split and is not joined again, and the path of the
    /// collection.
    fn split_before(&self, step: &Step) -> Option<(&'a Step, Path)> {
        let flow = self.flow;
        let (mut look, mut seen) = (vec![step.key.as_str()], BTreeSet::new());
        while let Some(at) = look.pop() {
            // What joins the items runs with the whole again.
            if !seen.insert(at) || flow.step(at).is_none_or(|step| matches!(step.does, Does::WaitAll)) {
                continue;
            }
            for edge in flow.edges.iter().filter(|edge| edge.to == at) {
                let before = flow.step(&edge.from)?;
                if let Some(list) = flow.splits(before).filter(|_| !matches!(before.does, Does::WaitAll)) {
                    return Some((before, list.parse().ok()?));
                }
                look.push(&edge.from);
            }
        }
        None
    }

    /// What a step before another gives as that one sees it: of a step that was split just one item.
    fn seen_by(&self, step: &Step, before: &Step) -> Vec<Given> {
        match self.split_before(step) {
            Some((split, list)) if split.key == before.key => self.items_of(split, &list),
            _ => self.gives(before),
        }
    }

    /// What an item of a step's collection has.
    fn items_of(&self, split: &Step, list: &Path) -> Vec<Given> {
        let mut inside = list.parts().to_vec();
        inside.push(Part::Each);
        let below = |given: Given| {
            let rest = given.path.parts().strip_prefix(&inside[..])?.to_vec();
            Some(Given { path: Path::of(rest).ok()?, ..given }).filter(|given| !given.path.is_whole())
        };
        self.gives(split).into_iter().filter_map(below).collect()
    }

    fn item_fields(&self, step: &Step) -> Vec<Given> {
        self.split_before(step).map(|(split, list)| self.items_of(split, &list)).unwrap_or_default()
    }

    /// What is known where a step runs, with the fields of earlier steps where connectors and mappings say all of them.
    pub fn known(&self, step: &Step) -> Known {
        let mut known = self.flow.known(step);
        let sure = |before: &Step| -> Vec<Path> {
            match self.said(before).is_empty() {
                true => Vec::new(),
                false => self.seen_by(step, before).into_iter().map(|given| given.path).collect(),
            }
        };
        for (key, fields) in &mut known.before {
            if let Some(before) = self.flow.step(key.as_str()) {
                *fields = sure(before);
            }
        }
        if let Some(trigger) = self.flow.trigger() {
            known.trigger = sure(trigger);
        }
        if known.item.is_some() {
            let split = self.split_before(step).filter(|(split, _)| !self.said(split).is_empty());
            let fields = split.map(|_| self.item_fields(step).into_iter().map(|given| given.path).collect());
            known.item = Some(fields.unwrap_or_default());
        }
        known
    }

    /// What can be picked for a step: value and words, step by step.
    pub fn picks(&self, step: &Step) -> Vec<(String, String)> {
        let mut picks = Vec::new();
        for before in self.before(step).into_iter().rev() {
            let item = self.split_before(step).is_some_and(|(split, _)| split.key == before.key);
            let whole = if item { "the item" } else { "all of it" };
            picks.push((before.key.clone(), format!("{}: {whole}", before.name)));
            for given in self.seen_by(step, before).into_iter().filter(|given| !given.path.is_whole()) {
                picks.push((pick(&before.key, &given.path), format!("{}: {}", before.name, given.words)));
            }
        }
        picks
    }

    /// What can be written in expressions for an item of a collection.
    pub fn item_words(&self, step: &Step) -> Vec<String> {
        if self.split_before(step).is_none() {
            return Vec::new();
        }
        let fields = self.item_fields(step).into_iter().take(20).map(|given| format!("item.{}", given.path));
        std::iter::once("item".to_owned()).chain(fields).collect()
    }

    /// Data to try a step with: what was recorded, and examples where nothing was.
    pub fn sample(&self, step: &Step) -> Value {
        let mut sample = Map::new();
        for before in self.before(step) {
            let value = self.seen(before).map(shorter).unwrap_or_else(|| self.example(before));
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

    fn example(&self, step: &Step) -> Value {
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
            let word = Value::String(format!("{}", given.path));
            if let Ok(path) = Path::of(parts.collect())
                && path.write(&mut value, word, &mut room).is_err()
            {
                break;
            }
        }
        value
    }
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

/// How a field of a step is written in a form.
pub(crate) fn pick(step: &str, path: &Path) -> String {
    let path = path.to_string();
    match path.as_str() {
        "" => step.to_owned(),
        list if list.starts_with('[') => format!("{step}{list}"),
        path => format!("{step}.{path}"),
    }
}

fn path(keys: &[&str]) -> Path {
    Path::of(keys.iter().map(|key| Part::Key((*key).to_owned())).collect()).unwrap_or_default()
}

fn of_mapping(mapping: &Mapping) -> Vec<Given> {
    let given = |rule: &crate::mapping::model::Rule| Given { path: rule.target.clone(), words: "made here".to_owned() };
    mapping.rules.iter().map(given).collect()
}

fn of_method(method: &Method, pages: bool) -> Vec<Given> {
    let items = match &method.paging {
        _ if !pages => None,
        Paging::None => None,
        Paging::Page { items, .. }
        | Paging::Offset { items, .. }
        | Paging::Cursor { items, .. }
        | Paging::LastItem { items, .. }
        | Paging::LinkHeader { items }
        | Paging::NextUrl { items, .. } => items.parse::<Path>().ok(),
    };
    let fields = method.response.iter().filter(|field| field.place == Place::Body);
    fields
        .filter_map(|field| {
            let path: Path = field.path.parse().ok()?;
            // Several pages give the list of their items.
            let path = match &items {
                Some(list) => Path::of(path.parts().strip_prefix(list.parts())?.to_vec()).ok()?,
                None => path,
            };
            Some(Given { path, words: words_of(field) })
        })
        .collect()
}

/// Kind and title of a field.
pub(crate) fn words_of(field: &Field) -> String {
    let kind = kind_words(field.kind);
    if field.title.is_empty() { kind.to_owned() } else { format!("{}, {kind}", field.title) }
}

/// What people call a kind.
pub(crate) fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Integer => "whole number",
        Kind::Number => "number",
        Kind::Boolean => "yes or no",
        Kind::Object => "object",
        Kind::List => "list",
        Kind::File => "file",
        Kind::Any => "anything",
    }
}

/// The fields of a value, with what they hold.
fn paths_of(value: &Value) -> Vec<(Path, String)> {
    let mut found = Vec::new();
    walk(value, &mut Vec::new(), &mut found);
    found
}

fn walk(value: &Value, at: &mut Vec<Part>, found: &mut Vec<(Path, String)>) {
    if found.len() >= PATHS_MAX || at.len() > DEPTH_MAX {
        return;
    }
    if !at.is_empty()
        && let Ok(path) = Path::of(at.clone())
        && found.iter().all(|(known, _)| *known != path)
    {
        let words = match value {
            Value::Null => "nothing",
            Value::Bool(_) => "yes or no",
            Value::Number(_) => "number",
            Value::String(_) => "text",
            Value::Array(_) => "list",
            Value::Object(_) => "object",
        };
        found.push((path, words.to_owned()));
    }
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                at.push(Part::Key(key.clone()));
                walk(inner, at, found);
                at.pop();
            }
        }
        Value::Array(list) => {
            at.push(Part::Each);
            list.iter().take(ITEMS_LOOKED_AT).for_each(|inner| walk(inner, at, found));
            at.pop();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names(picks: &[(String, String)]) -> Vec<&str> {
        picks.iter().map(|(value, _)| value.as_str()).collect()
    }

    #[test]
    fn a_step_sees_what_connectors_mappings_and_recorded_data_give() {
        let flow: Flow = serde_json::from_value(json!({
            "steps": [
                {"key": "hook", "name": "Hook", "kind": "webhook", "split": {"by": "each", "path": "lines"}},
                {"key": "find", "name": "Find", "kind": "action", "slot": "shop", "method": "find", "pages": 1},
                {"key": "shape", "name": "Shape", "kind": "transform",
                 "mapping": {"rules": [{"target": "who.name", "source": {"fixed": "x"}}]}},
                {"key": "send", "name": "Send", "kind": "delay", "minutes": 1}],
            "edges": [{"from": "hook", "to": "find"}, {"from": "find", "to": "shape"}, {"from": "shape", "to": "send"}],
            "slots": [{"key": "shop", "connector": "corner"}]
        }))
        .expect("a flow");
        let method: Method = serde_json::from_value(json!({
            "key": "find", "response": [{"path": "orders", "kind": "list"}, {"path": "orders[].id", "kind": "integer"},
                                        {"path": "x", "place": "header"}]
        }))
        .expect("a method");
        let methods = Methods::from([(("corner".to_owned(), "find".to_owned()), method)]);
        let data = BTreeMap::from([("hook".to_owned(), json!({"lines": [{"no": 1}, {"no": 2, "odd.key": true}]}))]);
        let sight = Sight { flow: &flow, methods: &methods, data: &data };
        let send = flow.step("send").expect("it is there");
        assert_eq!(
            names(&sight.picks(send)),
            [
                "shape",
                "shape.who.name",
                "find",
                "find.orders",
                "find.orders[].id",
                "hook",
                "hook.no",
                "hook.\"odd.key\""
            ]
        );
        assert_eq!(sight.item_words(send), ["item", "item.no", "item.\"odd.key\""]);
        let known = sight.known(send);
        let find: StepKey = "find".parse().expect("a key");
        let hook: StepKey = "hook".parse().expect("a key");
        assert_eq!((known.before[&find].len(), known.before[&hook].len()), (2, 0), "a webhook brings what it likes");
        let sample = sight.sample(send);
        assert_eq!((&sample["item"], &sample["hook"]), (&json!({"no": 1}), &json!({"no": 1})));
        assert_eq!(sample["find"], json!({"orders": [{"id": "orders[].id"}]}));
        assert_eq!(sample["shape"], json!({"who": {"name": "who.name"}}));
        assert_eq!(names(&sight.picks(flow.step("hook").expect("it is there"))), Vec::<&str>::new());
    }
}
