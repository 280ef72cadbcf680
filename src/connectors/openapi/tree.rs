//! A document as one tree that is read once and only borrowed from then on. Text is JSON or YAML; what comes out keeps
//! the document's order of keys, which is the order people see. Keys that are there twice, NUL characters, text that
//! is not UTF-8, and what is larger or deeper than the bounds are refused in words.

use super::Refused;
use crate::json_words::told;
use crate::language;
use crate::web::times::decimal;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::collections::HashMap;

/// The largest document, in bytes.
pub(crate) const DOCUMENT_BYTES_MAX: usize = 5 * 1024 * 1024;
/// The most values in a document; it bounds the memory of the tree.
const NODES_MAX: u32 = 1_000_000;
/// The most values that aliases may repeat: an honest document repeats a few, and each one costs as much as if it were
/// written out.
const REPEATED_MAX: usize = 50_000;
/// Text that aliases may repeat, beside the document's own.
const REPEATED_BYTES_MAX: usize = 4 * 1024 * 1024;
/// How deep values may stand in one another (serde_json stops at 128 by itself).
const DEPTH_MAX: usize = 120;
/// Reading values nested so deep needs more stack than threads usually have, in debug builds about 3 MB; so it is done
/// in a thread of its own.
const STACK_BYTES: usize = 16 * 1024 * 1024;
/// Maps larger than this are looked up by hash, smaller ones one key after the other.
const SMALL_MAP: usize = 12;

/// One value of the document.
#[derive(Debug)]
pub(super) enum Node {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(Box<str>),
    List(Vec<Node>),
    Map(Box<Map>),
}

/// An object, in the document's order.
#[derive(Debug, Default)]
pub(super) struct Map {
    entries: Vec<(Box<str>, Node)>,
    index: HashMap<Box<str>, u32>,
}

impl Map {
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        if self.entries.len() <= SMALL_MAP {
            return self.entries.iter().find(|(known, _)| **known == *key).map(|(_, node)| node);
        }
        self.index.get(key).and_then(|at| self.entries.get(*at as usize)).map(|(_, node)| node)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.entries.iter().map(|(key, node)| (&**key, node))
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Adds a key that is not there yet.
    fn push(&mut self, key: String, node: Node) {
        let key = key.into_boxed_str();
        if self.entries.len() == SMALL_MAP {
            self.index = (0..).zip(&self.entries).map(|(at, (known, _))| (known.clone(), at)).collect();
        }
        if self.entries.len() >= SMALL_MAP {
            self.index.insert(key.clone(), u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        }
        self.entries.push((key, node));
    }
}

impl Node {
    /// The value of `key`, where this is an object that has it.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.map().and_then(|map| map.get(key))
    }

    pub(super) fn map(&self) -> Option<&Map> {
        match self {
            Node::Map(map) => Some(map),
            _ => None,
        }
    }

    pub(super) fn list(&self) -> Option<&[Node]> {
        match self {
            Node::List(list) => Some(list),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text at `key`; "" counts as none.
    pub(super) fn text_at(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text).map(str::trim).filter(|text| !text.is_empty())
    }

    pub(super) fn is_true_at(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Node::Bool(true)))
    }

    pub(super) fn number_at(&self, key: &str) -> Option<f64> {
        match self.get(key) {
            Some(Node::Number(number)) => number.as_f64(),
            _ => None,
        }
    }

    /// The list at `key`, or nothing.
    pub(super) fn list_at(&self, key: &str) -> &[Node] {
        self.get(key).and_then(Node::list).unwrap_or_default()
    }

    /// The pairs of the object at `key`, or none.
    pub(super) fn pairs_at<'d>(&'d self, key: &str) -> impl Iterator<Item = (&'d str, &'d Node)> + use<'d> {
        self.get(key).and_then(Node::map).into_iter().flat_map(Map::iter)
    }

    /// A scalar as text: what an enumeration's value is shown as.
    pub(super) fn as_words(&self) -> Option<String> {
        match self {
            Node::Text(text) => Some(text.to_string()),
            Node::Bool(value) => Some(value.to_string()),
            Node::Number(number) => Some(number.to_string()),
            Node::Null | Node::List(_) | Node::Map(_) => None,
        }
    }

    /// As JSON, where it is written in no more than `bytes_left` bytes and is not deep.
    pub(super) fn to_json(&self, bytes_left: &mut usize, depth: usize) -> Option<serde_json::Value> {
        let size = match self {
            Node::Text(text) => text.len() + 2,
            Node::Null | Node::Bool(_) | Node::Number(_) => 8,
            Node::List(_) | Node::Map(_) => 2,
        };
        *bytes_left = bytes_left.checked_sub(size)?;
        let below = |left: &mut usize, node: &Node| depth.checked_sub(1).and_then(|depth| node.to_json(left, depth));
        Some(match self {
            Node::Null => serde_json::Value::Null,
            Node::Bool(value) => (*value).into(),
            Node::Number(number) => number.clone().into(),
            Node::Text(text) => text.to_string().into(),
            Node::List(list) => list.iter().map(|node| below(bytes_left, node)).collect::<Option<Vec<_>>>()?.into(),
            Node::Map(map) => {
                let mut object = serde_json::Map::new();
                for (key, node) in map.iter() {
                    *bytes_left = bytes_left.checked_sub(key.len() + 4)?;
                    object.insert(key.to_owned(), below(bytes_left, node)?);
                }
                object.into()
            }
        })
    }
}

/// Reads JSON or YAML.
pub(super) fn parse(text: &[u8]) -> Result<Node, Refused> {
    if text.len() > DOCUMENT_BYTES_MAX {
        let size_mb = decimal(text.len() as f64 / (1024.0 * 1024.0), 1);
        return Err(Refused::whole(t!("connectors-openapi-size", mb = size_mb)));
    }
    let text = std::str::from_utf8(text).map_err(|error| {
        let (line, column) = position(text, error.valid_up_to());
        Refused::at(line, column, t!("connectors-openapi-not-utf8").to_owned())
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(at) = text.find('\0') {
        let (line, column) = position(text.as_bytes(), at);
        return Err(Refused::at(line, column, t!("connectors-openapi-nul").to_owned()));
    }
    if text.trim().is_empty() {
        return Err(Refused::whole(t!("connectors-openapi-empty").to_owned()));
    }
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().name("openapi".to_owned()).stack_size(STACK_BYTES);
        let spoken = language::here();
        let read = reader.spawn_scoped(scope, || language::within(spoken, || json_or_yaml(text)));
        let read = read.ok().and_then(|reader| reader.join().ok());
        read.unwrap_or_else(|| Err(Refused::whole(t!("connectors-openapi-not-now").to_owned())))
    })
}

fn json_or_yaml(text: &str) -> Result<Node, Refused> {
    match text.trim_start().chars().next() {
        // JSON; but a YAML document may begin with a brace as well.
        Some('{' | '[') => json(text).or_else(|refused| yaml(text).map_err(|_| refused)),
        _ => yaml(text),
    }
}

/// Line and column, from 1, of a byte.
fn position(text: &[u8], at: usize) -> (u64, u64) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.iter().filter(|byte| **byte == b'\n').count();
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
    (line as u64 + 1, column as u64 + 1)
}

fn json(text: &str) -> Result<Node, Refused> {
    let budget = Budget::of(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Reader { budget: &budget }.deserialize(&mut reader).and_then(|node| reader.end().map(|()| node));
    read.map_err(|error| {
        let (line, column) = (error.line() as u64, error.column() as u64);
        let words = budget.fault.take().unwrap_or_else(|| match error.to_string() {
            deep if deep.starts_with("recursion limit") => t!("connectors-openapi-too-deep", most = DEPTH_MAX),
            _ => told(&error),
        });
        Refused::at(line, column, t!("connectors-openapi-not-json", why = words))
    })
}

fn yaml(text: &str) -> Result<Node, Refused> {
    let nodes = NODES_MAX as usize;
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: DEPTH_MAX,
            max_nodes: nodes,
            max_events: nodes * 3,
            max_documents: 1,
            max_aliases: 10_000,
            max_anchors: 10_000,
            flow_nesting_limit: DEPTH_MAX,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: REPEATED_MAX,
            max_replay_stack_depth: 32,
        },
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        with_snippet: false,
    };
    let budget = Budget::of(text);
    serde_saphyr::with_deserializer_from_str_with_options(text, options, |reader| {
        Reader { budget: &budget }.deserialize(reader)
    })
    .map_err(|error| {
        let (line, column) = error.location().map_or((0, 0), |location| (location.line(), location.column()));
        let said = error.without_snippet().render();
        let words = budget.fault.take();
        let words = words.unwrap_or_else(|| yaml_words(said.lines().next().unwrap_or_default()).to_owned());
        Refused::at(line, column, t!("connectors-openapi-not-yaml", why = words))
    })
}

/// What the reader of YAML found, in words for people.
fn yaml_words(said: &str) -> &'static str {
    match said.to_lowercase().as_str() {
        said if said.contains("alias") || said.contains("anchor") || said.contains("replay") => {
            t!("connectors-openapi-yaml-aliases")
        }
        said if said.contains("budget") || said.contains("limit") || said.contains("depth") => {
            t!("connectors-openapi-yaml-large")
        }
        said if said.contains("document") => t!("connectors-openapi-yaml-several"),
        said if said.contains("duplicate") => t!("connectors-openapi-yaml-twice"),
        said if said.contains("tab") => t!("connectors-openapi-yaml-tab"),
        said if said.contains("utf") => t!("connectors-openapi-yaml-utf8"),
        said if said.contains("end") || said.contains("eof") => t!("connectors-openapi-yaml-end"),
        _ => t!("connectors-openapi-yaml-else"),
    }
}

/// What may still be read of a document.
struct Budget {
    values: Cell<u32>,
    /// Bytes of text.
    text: Cell<usize>,
    /// What this module refused, in words; the readers put their own around an error.
    fault: Cell<Option<String>>,
}

impl Budget {
    fn of(text: &str) -> Budget {
        Budget {
            values: Cell::new(NODES_MAX),
            text: Cell::new(text.len() + REPEATED_BYTES_MAX),
            fault: Cell::default(),
        }
    }

    /// A text that is kept; a NUL cannot be stored, in whatever way it was written.
    fn keep<'t, E: Error>(&self, text: &'t str) -> Result<&'t str, E> {
        let left = self.text.get().checked_sub(text.len());
        self.text.set(left.ok_or_else(|| self.refuse(t!("connectors-openapi-too-much-text")))?);
        if text.contains('\0') { Err(self.refuse(t!("connectors-openapi-nul-kept"))) } else { Ok(text) }
    }

    fn refuse<E: Error>(&self, words: impl Into<String>) -> E {
        self.fault.set(Some(words.into()));
        E::custom("refused")
    }
}

/// Reads one value and all below, counting.
#[derive(Clone, Copy)]
struct Reader<'c> {
    budget: &'c Budget,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Node;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Node, D::Error> {
        let left = self.budget.values.get().checked_sub(1);
        let refused = || self.budget.refuse(t!("connectors-openapi-values", most = NODES_MAX.to_string()));
        self.budget.values.set(left.ok_or_else(refused)?);
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Node;

    fn expecting(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        to.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: serde::Deserializer<'de>>(self, from: D) -> Result<Node, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Text(value.to_string().into()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Text(value.to_string().into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        Ok(serde_json::Number::from_f64(value).map_or_else(|| Node::Text(value.to_string().into()), Node::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.budget.keep(text).map(|text| Node::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(node) = from.next_element_seed(self)? {
            list.push(node);
        }
        list.shrink_to_fit();
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Node, A::Error> {
        let mut map = Map::default();
        while let Some(key) = from.next_key::<String>()? {
            self.budget.keep::<A::Error>(&key)?;
            if map.get(&key).is_some() {
                return Err(self.budget.refuse(t!("connectors-openapi-key-twice", key = format!("{key:?}"))));
            }
            let node = from.next_value_seed(self)?;
            map.push(key, node);
        }
        map.entries.shrink_to_fit();
        Ok(Node::Map(Box::new(map)))
    }
}
