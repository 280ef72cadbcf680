//! Gives values the shape that the fields say: kinds, choices, what is required, what is left out. What a definition
//! does not name goes along as it is, since many applications take more than they document.

use super::coerce::{scalar, shown, text};
use super::fault::Faults;
use super::field_path::{Step, parse};
use crate::connectors::model::{Field, Kind};
use serde_json::{Map, Value};

/// So many choices are named in a message.
const CHOICES_SHOWN: usize = 10;

/// The fields of one place as the tree that their paths make.
#[derive(Default)]
pub(super) struct Node<'a> {
    pub(super) field: Option<&'a Field>,
    children: Vec<(String, Node<'a>)>,
    items: Option<Box<Node<'a>>>,
}

impl<'a> Node<'a> {
    /// The tree of these fields. A path that is none is left out; `Definition::check` complains of it.
    pub(super) fn of(fields: impl Iterator<Item = &'a Field>) -> Node<'a> {
        let mut root = Node::default();
        for field in fields {
            let Some(steps) = parse(&field.path) else { continue };
            let mut node = &mut root;
            for step in steps {
                node = match step {
                    Step::Items => node.items.get_or_insert_default(),
                    Step::Key(key) => node.child_mut(key),
                };
            }
            node.field = Some(field);
        }
        root
    }

    /// The fields right below, in their order.
    pub(super) fn children(&self) -> impl Iterator<Item = (&str, &Node<'a>)> {
        self.children.iter().map(|(key, node)| (key.as_str(), node))
    }

    /// The field of a list's items, where they are single values.
    pub(super) fn items_field(&self) -> Option<&'a Field> {
        self.items.as_ref().and_then(|items| items.field)
    }

    /// Are there no fields at all?
    pub(super) fn is_empty(&self) -> bool {
        self.field.is_none() && self.children.is_empty() && self.items.is_none()
    }

    fn child_mut(&mut self, key: String) -> &mut Node<'a> {
        let at = self.children.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.children.push((key, Node::default()));
            self.children.len() - 1
        });
        &mut self.children[at].1
    }

    pub(super) fn items(&self) -> Option<&Node<'a>> {
        self.items.as_deref()
    }

    pub(super) fn child(&self, key: &str) -> Option<&Node<'a>> {
        self.children.iter().find(|(known, _)| known == key).map(|(_, node)| node)
    }

    fn kind(&self) -> Kind {
        match self.field.map(|field| field.kind) {
            Some(kind @ (Kind::Object | Kind::List)) => kind,
            // What has fields below it is one whatever it is called.
            _ if self.items.is_some() => Kind::List,
            _ if !self.children.is_empty() => Kind::Object,
            Some(kind) => kind,
            None => Kind::Any,
        }
    }
}

/// The value of a node in its shape; none where it is left out. `at` names it in messages.
pub(super) fn shape(value: Option<&Value>, node: &Node<'_>, at: &str, faults: &mut Faults) -> Option<Value> {
    let Some(value) = value.filter(|value| !value.is_null()) else {
        return absent(node, at, faults);
    };
    let shaped = match node.kind() {
        Kind::Object => object(value, node, at, faults)?,
        Kind::List => list(value, node, at, faults)?,
        // What no field describes; a field of kind Any keeps its nulls.
        _ if node.field.is_none() => without_nulls(value),
        kind => match scalar(value, kind) {
            Ok(value) => value,
            Err(why) => {
                faults.wrong(at, why);
                return None;
            }
        },
    };
    if let Some(field) = node.field {
        check_choice(&shaped, field, at, faults);
    }
    Some(shaped)
}

fn absent(node: &Node<'_>, at: &str, faults: &mut Faults) -> Option<Value> {
    match node.field {
        Some(field) if field.required => match &field.default {
            Some(default) if !default.is_null() => shape(Some(default), node, at, faults),
            _ => {
                faults.missing(at);
                None
            }
        },
        // What is optional as a whole may be left out with all that it would need.
        Some(_) => None,
        None => {
            let given: Map<String, Value> = node
                .children()
                .filter_map(|(key, child)| Some((key.to_owned(), shape(None, child, &below(at, key), faults)?)))
                .collect();
            (!given.is_empty()).then_some(Value::Object(given))
        }
    }
}

fn object(value: &Value, node: &Node<'_>, at: &str, faults: &mut Faults) -> Option<Value> {
    let parsed = json_in(value, '{');
    let Value::Object(given) = parsed.as_ref().unwrap_or(value) else {
        faults.wrong(at, format!("must be an object; {} is not", shown(value)));
        return None;
    };
    let mut shaped = Map::new();
    for (key, child) in node.children() {
        if let Some(value) = shape(given.get(key), child, &below(at, key), faults) {
            shaped.insert(key.to_owned(), value);
        }
    }
    for (key, value) in given.iter().filter(|(key, value)| node.child(key).is_none() && !value.is_null()) {
        shaped.insert(key.clone(), without_nulls(value));
    }
    Some(Value::Object(shaped))
}

fn list(value: &Value, node: &Node<'_>, at: &str, faults: &mut Faults) -> Option<Value> {
    let parsed = json_in(value, '[');
    let value = parsed.as_ref().unwrap_or(value);
    // One thing where many may stand is a list of it.
    let items = match value {
        Value::Array(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    let at = format!("{at}[]");
    let shaped = items.iter().filter_map(|item| match &node.items {
        Some(below) if !item.is_null() => shape(Some(item), below, &at, faults),
        _ => Some(without_nulls(item)),
    });
    Some(Value::Array(shaped.collect()))
}

/// Text that is JSON of the kind that is wanted, as a template or a spreadsheet gives it.
fn json_in(value: &Value, begins: char) -> Option<Value> {
    let text = value.as_str()?.trim();
    if text.starts_with(begins) { serde_json::from_str(text).ok() } else { None }
}

fn check_choice(value: &Value, field: &Field, at: &str, faults: &mut Faults) {
    if field.choices.is_empty() {
        return;
    }
    let each = match value {
        Value::Array(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    let is_choice = |value: &Value| text(value).is_some_and(|text| field.choices.contains(&text));
    if let Some(wrong) = each.iter().find(|value| !is_choice(value)) {
        let mut choices = field.choices.iter().take(CHOICES_SHOWN).cloned().collect::<Vec<_>>().join(", ");
        if field.choices.len() > CHOICES_SHOWN {
            choices.push_str(" ...");
        }
        faults.wrong(at, format!("must be one of {choices}; {} is not", shown(wrong)));
    }
}

/// Null leaves a field out, at any depth. In a list it stays, or the others would move.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(key, value)| (key.clone(), without_nulls(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(without_nulls).collect()),
        other => other.clone(),
    }
}

fn below(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}
