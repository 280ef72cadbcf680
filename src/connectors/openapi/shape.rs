//! A schema seen as one: its references followed, `allOf` merged, `oneOf` and `anyOf` united. Each part of it is looked
//! at once, so that parts which name one another cannot multiply, and no more than [`PARTS_MAX`] of them.

use super::document::{Document, Version};
use super::tree::Node;
use super::words;
use crate::connectors::model::Kind;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The most schemas that are put together into one.
const PARTS_MAX: usize = 256;
/// How deep combinations may stand in one another.
const COMBINED_DEPTH_MAX: usize = 24;
/// The most properties of one object that are looked at.
const PROPERTIES_MAX: usize = 600;

/// Which place of the document a node is. Two references to one schema have one id.
pub(super) type Id = usize;

pub(super) fn id(node: &Node) -> Id {
    std::ptr::from_ref(node).addr()
}

/// How several schemas belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum How {
    #[default]
    All,
    Any,
}

#[derive(Debug, Default)]
pub(super) struct Property<'d> {
    pub name: &'d str,
    pub nodes: Vec<&'d Node>,
    pub how: How,
}

#[derive(Debug, Default)]
pub(super) struct Shape<'d> {
    pub kind: Option<Kind>,
    pub title: Option<&'d str>,
    pub description: Option<&'d str>,
    /// Sentences that belong below the description.
    pub hints: Vec<String>,
    pub properties: Vec<Property<'d>>,
    pub required: HashSet<&'d str>,
    pub items: Vec<&'d Node>,
    pub choices: Option<Vec<&'d Node>>,
    pub default: Option<&'d Node>,
    pub example: Option<&'d Node>,
    pub format: Option<&'d str>,
    pub encoded: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub deprecated: bool,
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    pub xml: Option<&'d Node>,
    /// The name of the schema that was referred to.
    pub name: Option<&'d str>,
    /// The place where the first chain of references ends.
    pub id: Option<Id>,
    /// What could not be read, in words.
    pub troubles: BTreeSet<String>,
    index: HashMap<&'d str, usize>,
}

impl<'d> Shape<'d> {
    pub(super) fn of(document: &Document<'d>, nodes: &[&'d Node], how: How) -> Self {
        let mut visit = Visit { document, seen: HashSet::new(), parts: 0 };
        let mut shape = match (nodes, how) {
            ([node], _) => visit.visit(node, 0),
            (_, How::All) => {
                let mut shape = Shape::default();
                for node in nodes {
                    shape.also(visit.visit(node, 0));
                }
                shape
            }
            (_, How::Any) => Shape::either(nodes.iter().map(|node| visit.visit(node, 0)).collect()),
        };
        shape.index = HashMap::new();
        shape
    }

    /// Both hold.
    fn also(&mut self, other: Shape<'d>) {
        self.kind = match (self.kind, other.kind) {
            (Some(Kind::Any), Some(kind)) | (Some(kind), Some(Kind::Any)) | (None, Some(kind)) | (Some(kind), None) => {
                Some(kind)
            }
            (Some(Kind::Number), Some(Kind::Integer)) => Some(Kind::Integer),
            (kind, _) => kind,
        };
        self.title = self.title.or(other.title);
        self.description = self.description.or(other.description);
        self.hints.extend(other.hints);
        self.default = self.default.or(other.default);
        self.example = self.example.or(other.example);
        self.format = self.format.or(other.format);
        self.minimum = self.minimum.or(other.minimum);
        self.maximum = self.maximum.or(other.maximum);
        self.xml = self.xml.or(other.xml);
        self.name = self.name.or(other.name);
        self.id = self.id.or(other.id);
        self.encoded |= other.encoded;
        self.read_only |= other.read_only;
        self.write_only |= other.write_only;
        self.deprecated |= other.deprecated;
        self.required.extend(other.required);
        self.items.extend(other.items);
        self.troubles.extend(other.troubles);
        self.choices = match (self.choices.take(), other.choices) {
            (Some(mine), Some(theirs)) => {
                let theirs: HashSet<String> = theirs.iter().filter_map(|node| node.as_words()).collect();
                Some(mine.into_iter().filter(|node| node.as_words().is_some_and(|n| theirs.contains(&n))).collect())
            }
            (mine, theirs) => mine.or(theirs),
        };
        for property in other.properties {
            self.property(property, How::All);
        }
    }

    fn property(&mut self, property: Property<'d>, how: How) {
        if let Some(known) = self.index.get(property.name).and_then(|at| self.properties.get_mut(*at)) {
            let had = known.nodes.len();
            let new = property.nodes.into_iter().filter(|node| !known.nodes.iter().any(|n| id(n) == id(node)));
            let new: Vec<_> = new.take(PARTS_MAX.saturating_sub(had)).collect();
            known.nodes.extend(new);
            if known.nodes.len() > had && (how == How::Any || property.how == How::Any) {
                known.how = How::Any;
            }
        } else if self.properties.len() < PROPERTIES_MAX {
            self.index.insert(property.name, self.properties.len());
            self.properties.push(property);
        } else {
            self.troubles.insert(t!("connectors-operation-properties", most = PROPERTIES_MAX.to_string()));
        }
    }

    /// One of them holds, or several.
    fn either(shapes: Vec<Shape<'d>>) -> Self {
        let mut union = Shape::default();
        let mut names = Vec::new();
        let (mut choices, mut all_choose) = (Vec::new(), true);
        let has_kind = |shape: &Shape| shape.kind.is_some() || shape.choices.is_some();
        let any_kind = shapes.iter().any(has_kind);
        for shape in shapes {
            if any_kind && !has_kind(&shape) && shape.properties.is_empty() && shape.items.is_empty() {
                union.troubles.extend(shape.troubles);
                continue;
            }
            union.kind = match (union.kind, shape.kind) {
                (None, kind) | (kind, None) => kind,
                (Some(one), Some(other)) if one == other => Some(one),
                (Some(Kind::Integer | Kind::Number), Some(Kind::Integer | Kind::Number)) => Some(Kind::Number),
                _ => Some(Kind::Any),
            };
            names.extend(shape.title.or(shape.name));
            match shape.choices {
                Some(some) => choices.extend(some),
                None => all_choose = false,
            }
            union.hints.extend(shape.hints);
            union.default = union.default.or(shape.default);
            union.example = union.example.or(shape.example);
            union.format = union.format.or(shape.format);
            union.xml = union.xml.or(shape.xml);
            union.encoded |= shape.encoded;
            union.items.extend(shape.items);
            union.troubles.extend(shape.troubles);
            for property in shape.properties {
                union.property(property, How::Any);
            }
        }
        if all_choose && !choices.is_empty() {
            union.choices = Some(choices);
        }
        if names.len() > 1 {
            let shown: Vec<String> = names.iter().take(12).map(|name| words::line(name, 60)).collect();
            let more = if names.len() > shown.len() { " and others" } else { "" };
            union.hints.insert(0, format!("One of: {}{more}.", shown.join(", ")));
        }
        union
    }
}

struct Visit<'v, 'd> {
    document: &'v Document<'d>,
    seen: HashSet<Id>,
    parts: usize,
}

impl<'d> Visit<'_, 'd> {
    fn visit(&mut self, node: &'d Node, depth: usize) -> Shape<'d> {
        let mut shape = Shape::default();
        self.parts += 1;
        if self.parts > PARTS_MAX || depth > COMBINED_DEPTH_MAX || !self.document.spend(1) {
            shape.troubles.insert(t!("connectors-operation-combines").to_owned());
            return shape;
        }
        let mut at = node;
        while self.seen.insert(id(at)) {
            let Some(next) = self.document.hop(at) else {
                shape.id = Some(id(at));
                self.own(at, &mut shape, depth);
                return shape;
            };
            // Beside a reference 3.1 takes everything else as well; before, a description there does no harm.
            if self.document.version == Version::V31 && at.map().is_some_and(|map| map.len() > 1) {
                self.own(at, &mut shape, depth);
            } else {
                shape.description = shape.description.or(at.text_at("description"));
            }
            shape.name = at.text_at("$ref").and_then(|reference| reference.rsplit('/').next());
            match next {
                Ok(next) => at = next,
                Err(why) => {
                    shape.troubles.insert(why);
                    return shape;
                }
            }
        }
        // Seen before in this combination, so all it says is there already; or references that lead in a circle.
        shape
    }

    /// What the schema says itself, and what it combines.
    fn own(&mut self, node: &'d Node, into: &mut Shape<'d>, depth: usize) {
        if node.map().is_none() {
            return;
        }
        let mut own = Shape {
            kind: kind(node, into),
            title: node.text_at("title"),
            description: node.text_at("description"),
            default: node.get("default"),
            example: node.get("example").or_else(|| node.list_at("examples").first()),
            format: node.text_at("format").or_else(|| node.text_at("contentMediaType").map(|_| "binary")),
            encoded: node.get("contentEncoding").is_some(),
            read_only: node.is_true_at("readOnly"),
            write_only: node.is_true_at("writeOnly"),
            deprecated: node.is_true_at("deprecated"),
            minimum: node.number_at("minimum"),
            maximum: node.number_at("maximum"),
            xml: node.get("xml"),
            required: node.list_at("required").iter().filter_map(Node::text).collect(),
            ..Shape::default()
        };
        own.choices = match (node.get("const"), node.get("enum").and_then(Node::list)) {
            (Some(constant), _) => {
                own.default = own.default.or(Some(constant));
                Some(vec![constant])
            }
            (None, Some(list)) if !list.is_empty() => Some(list.iter().collect()),
            _ => None,
        };
        for (name, property) in node.pairs_at("properties").take(PROPERTIES_MAX + 1) {
            if property.is_true_at("required") {
                own.required.insert(name);
            }
            own.property(Property { name, nodes: vec![property], how: How::All }, How::All);
        }
        self.document.spend(own.properties.len());
        match node.get("items") {
            Some(Node::List(items)) => own.items.extend(items.iter().take(PARTS_MAX)),
            Some(items) => own.items.push(items),
            None => {}
        }
        own.items.extend(node.list_at("prefixItems").iter().take(PARTS_MAX));
        own.hints.extend(further_keys(node, self.document));
        into.also(own);
        for part in node.list_at("allOf").iter().take(PARTS_MAX + 1) {
            let part = self.visit(part, depth + 1);
            into.also(part);
        }
        for key in ["oneOf", "anyOf"] {
            self.alternatives(node, key, into, depth);
        }
    }

    fn alternatives(&mut self, node: &'d Node, key: &str, into: &mut Shape<'d>, depth: usize) {
        let none = |node: &Node| node.text_at("type") == Some("null");
        let some: Vec<&Node> = node.list_at(key).iter().filter(|node| !none(node)).take(PARTS_MAX + 1).collect();
        let mut shapes: Vec<Shape> = some.into_iter().map(|node| self.visit(node, depth + 1)).collect();
        if shapes.len() == 1 {
            into.also(shapes.remove(0));
        } else if !shapes.is_empty() {
            let by = node.get("discriminator").and_then(|by| by.text_at("propertyName").or_else(|| by.text()));
            into.also(Shape::either(shapes));
            if let Some(by) = by {
                into.hints.push(format!("Which of them it is says {}.", words::quoted(by)));
            }
        }
    }
}

/// The kind a schema names or shows; `into` gets what is odd about it.
fn kind(node: &Node, into: &mut Shape<'_>) -> Option<Kind> {
    let named: Vec<&str> = match node.get("type") {
        Some(Node::Text(one)) => vec![one],
        Some(Node::List(several)) => several.iter().filter_map(Node::text).filter(|name| *name != "null").collect(),
        _ => Vec::new(),
    };
    let mut kinds = named.iter().map(|name| match *name {
        "string" => Kind::Text,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        "object" => Kind::Object,
        "array" => Kind::List,
        "file" => Kind::File,
        "null" | "any" => Kind::Any,
        other => {
            into.troubles.insert(t!("connectors-operation-type", name = words::quoted(other)));
            Kind::Any
        }
    });
    if let Some(first) = kinds.next() {
        let number = |kind| matches!(kind, Kind::Integer | Kind::Number);
        return Some(kinds.fold(first, |kind, other| match (kind, other) {
            (kind, other) if kind == other => kind,
            (kind, other) if number(kind) && number(other) => Kind::Number,
            _ => Kind::Any,
        }));
    }
    if node.get("properties").is_some() || node.get("additionalProperties").and_then(Node::map).is_some() {
        return Some(Kind::Object);
    }
    if node.get("items").is_some() || node.get("prefixItems").is_some() {
        return Some(Kind::List);
    }
    let mut shown = node.get("const").into_iter().chain(node.list_at("enum")).map(|value| match value {
        Node::Text(_) => Some(Kind::Text),
        Node::Bool(_) => Some(Kind::Boolean),
        Node::Number(number) if number.is_f64() => Some(Kind::Number),
        Node::Number(_) => Some(Kind::Integer),
        _ => None,
    });
    let first = shown.next()??;
    Some(if shown.all(|kind| kind.is_none_or(|kind| kind == first)) { first } else { Kind::Any })
}

/// Says that an object may have keys of the caller's own.
fn further_keys<'d>(node: &'d Node, document: &Document<'d>) -> Option<String> {
    let values = match node.get("additionalProperties")? {
        Node::Bool(true) => return Some("Further keys may be given.".to_owned()),
        schema @ Node::Map(map) if map.len() > 0 => document.follow(schema).ok()?,
        Node::Map(_) => return Some("Further keys may be given.".to_owned()),
        _ => return None,
    };
    let value = match kind(values, &mut Shape::default()) {
        Some(Kind::Text) => "text",
        Some(Kind::Integer) => "a whole number",
        Some(Kind::Number) => "a number",
        Some(Kind::Boolean) => "true or false",
        Some(Kind::List) => "a list",
        Some(Kind::Object) => "an object",
        Some(Kind::File | Kind::Any) | None => return Some("Further keys may be given.".to_owned()),
    };
    Some(format!("Further keys may be given; each value is {value}."))
}
