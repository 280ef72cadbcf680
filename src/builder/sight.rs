//! What a step can see of the flow: the fields that earlier steps give, as connectors and recorded data tell. Pure.

use super::queries::Methods;
use crate::connectors::model::{Field, Kind, Method, Paging, Place};
use crate::flows::model::{Call, Does, Flow, Step};
use crate::flows::walk::in_order;
use crate::mapping::model::{Known, Mapping, StepKey};
use crate::mapping::path::{Part, Path};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Fields that are read out of one recorded value, and how deep.
const PATHS_MAX: usize = 300;
const DEPTH_MAX: usize = 6;
/// Items of a list that are looked at.
const ITEMS_LOOKED_AT: usize = 5;

/// A field that a step gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    pub path: Path,
    /// What kind of value, and its title.
    pub words: String,
    /// Such a value, to try with; none: a text that says which field it is.
    pub(super) example: Option<Value>,
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
    pub(super) fn said(&self, step: &Step) -> Vec<Given> {
        match &step.does {
            Does::Poll(call) | Does::Action(call) => {
                self.method(call).map(|method| of_method(method, call.pages > 1)).unwrap_or_default()
            }
            Does::Transform { mapping } | Does::Respond { mapping, .. } => of_mapping(mapping),
            Does::Start => vec![Given {
                path: path(&["started_at"]),
                words: t!("builder-sight-moment").to_owned(),
                example: Some("2026-03-02T09:00:00Z".into()),
            }],
            _ => Vec::new(),
        }
    }

    /// The same with those that were seen when it ran.
    pub fn gives(&self, step: &'a Step) -> Vec<Given> {
        let mut given = self.said(step);
        if let Some(value) = self.seen(step) {
            for (path, words) in paths_of(value) {
                if given.iter().all(|known| known.path != path) {
                    given.push(Given { path, words, example: None });
                }
            }
        }
        given
    }

    /// What it gave when it ran; before that, the example that is kept with it.
    pub(super) fn seen(&self, step: &'a Step) -> Option<&'a Value> {
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
    pub(super) fn split_before(&self, step: &Step) -> Option<(&'a Step, Path)> {
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

    /// What is known where a step runs, with the fields of earlier steps as far as connectors, mappings and data tell. Only
    /// what the flow itself makes surely has no others.
    pub fn known(&self, step: &Step) -> Known {
        let mut known = self.flow.known(step);
        let fields = |given: Vec<Given>| -> Vec<Path> {
            // So many are not all of them.
            let all = if given.len() < PATHS_MAX { given } else { Vec::new() };
            all.into_iter().map(|given| given.path).collect()
        };
        let sure = |before: &Step| matches!(before.does, Does::Transform { .. } | Does::Start);
        let mut surely = BTreeSet::new();
        for (key, of_step) in &mut known.before {
            if let Some(before) = self.flow.step(key.as_str()) {
                *of_step = fields(self.seen_by(step, before));
                surely.extend(sure(before).then(|| format!("steps.{key}")));
            }
        }
        if let Some(trigger) = self.flow.trigger() {
            known.trigger = fields(self.seen_by(step, trigger));
            surely.extend(sure(trigger).then(|| "trigger".to_owned()));
        }
        if known.item.is_some() {
            known.item = Some(fields(self.item_fields(step)));
            let split = self.split_before(step).filter(|(split, _)| sure(split));
            surely.extend(split.map(|_| "item".to_owned()));
        }
        known.sure = surely;
        known
    }

    /// What can be picked for a step: value and words, step by step.
    pub fn picks(&self, step: &Step) -> Vec<(String, String)> {
        let mut picks = Vec::new();
        for before in self.before(step).into_iter().rev() {
            let item = self.split_before(step).is_some_and(|(split, _)| split.key == before.key);
            let whole = match item {
                true => t!("builder-pick-item", step = before.name),
                false => t!("builder-pick-all", step = before.name),
            };
            picks.push((before.key.clone(), whole));
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
    let given = |rule: &crate::mapping::model::Rule| Given {
        path: rule.target.clone(),
        words: t!("builder-sight-made").to_owned(),
        example: None,
    };
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
            Some(Given { path, words: words_of(field), example: super::sample::example_of(field) })
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
        Kind::Text => t!("builder-sight-text"),
        Kind::Integer => t!("builder-sight-integer"),
        Kind::Number => t!("builder-sight-number"),
        Kind::Boolean => t!("builder-sight-boolean"),
        Kind::Object => t!("builder-sight-object"),
        Kind::List => t!("builder-sight-list"),
        Kind::File => t!("builder-sight-file"),
        Kind::Any => t!("builder-sight-any"),
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
            Value::Null => t!("builder-sight-nothing"),
            Value::Bool(_) => t!("builder-sight-boolean"),
            Value::Number(_) => t!("builder-sight-number"),
            Value::String(_) => t!("builder-sight-text"),
            Value::Array(_) => t!("builder-sight-list"),
            Value::Object(_) => t!("builder-sight-object"),
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
        assert_eq!((known.before[&find].len(), known.before[&hook].len()), (2, 2), "as it was seen");
        assert_eq!(
            known.sure,
            ["steps.shape".to_owned()].into(),
            "a webhook brings what it likes, and so do applications"
        );
        let sample = sight.sample(send);
        assert_eq!((&sample["item"], &sample["hook"]), (&json!({"no": 1}), &json!({"no": 1})));
        assert_eq!(sample["find"], json!({"orders": [{"id": 1}]}), "a number for a number");
        assert_eq!(sample["shape"], json!({"who": {"name": "x"}}));
        assert_eq!(names(&sight.picks(flow.step("hook").expect("it is there"))), Vec::<&str>::new());
    }
}
