//! A schema as the list of its fields. Bounded three ways: depth, number, and a schema that contains itself is not
//! opened again. Where there are too many fields, the deepest are left out first, so that what people use most stays.

use super::document::Document;
use super::shape::{How, Id, Property, Shape};
use super::tree::Node;
use super::words;
use crate::connectors::field_path;
use crate::connectors::model::{Field, Kind, Place, Style};
use serde_json::Value;

/// How many steps a path may have.
pub(crate) const DEPTH_MAX: usize = 8;
/// The longest description of a field, in characters.
const DESCRIPTION_CHARS_MAX: usize = 1_000;
/// The most choices of a field; more are not offered as choices.
pub(crate) const CHOICES_MAX: usize = 1_000;
/// The largest default or example, in bytes.
const VALUE_BYTES_MAX: usize = 2_000;
/// The longest name of a property, in bytes, and the longest path.
const NAME_BYTES_MAX: usize = 200;
pub(crate) const PATH_BYTES_MAX: usize = 1_000;

/// Which way a schema travels: what is read-only is not sent, what is write-only does not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Sent,
    Received,
}

/// How values are written, as far as it changes the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Plain,
    /// Binary text is a file of its own.
    Multipart,
    /// Attributes begin with `@`, and lists may be wrapped.
    Xml,
}

/// What is to be listed.
#[derive(Clone, Debug)]
pub(super) struct Asked<'d> {
    pub nodes: Vec<&'d Node>,
    pub how: How,
    /// Where it stands; "" is the body itself.
    pub path: String,
    pub place: Place,
    pub way: Way,
    pub written: Written,
    pub required: bool,
    pub style: Style,
    /// Stronger than the schema's own.
    pub description: Option<&'d str>,
    pub example: Option<&'d Node>,
}

/// The fields found, and what could not be taken over, with the path it concerns.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub fields: Vec<Field>,
    pub troubles: Vec<(String, String)>,
    /// What the first field's schema allows.
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
}

/// Lists the fields, `fields_max` at most.
pub(super) fn outline<'d>(document: &Document<'d>, asked: &Asked<'d>, fields_max: usize) -> Outline {
    let walked = |depth_max, only_count| {
        let mut walk = Walk {
            document,
            asked,
            fields_max,
            depth_max,
            only_count,
            count: 0,
            over: false,
            found: Outline::default(),
            open: Vec::new(),
        };
        let part = Part {
            nodes: &asked.nodes,
            how: asked.how,
            path: asked.path.clone(),
            required: asked.required,
            example: asked.example,
        };
        walk.part(&part, 0);
        walk
    };
    let mut walk = walked(DEPTH_MAX, false);
    if walk.over {
        // Too many: as deep as there is room for all of a level.
        let depth_max = (1..DEPTH_MAX).take_while(|depth| !walked(*depth, true).over).last();
        walk = walked(depth_max.unwrap_or(1), false);
        let words = match depth_max {
            Some(depth) => t!("connectors-operation-fields-levels", most = fields_max, depth = depth),
            None => t!("connectors-operation-fields-some", most = fields_max),
        };
        walk.found.troubles.push((asked.path.clone(), words));
    }
    let mut found = walk.found;
    if asked.written == Written::Xml {
        // Elements may be renamed to the same name.
        let mut known = std::collections::HashSet::new();
        found.fields.retain(|field| known.insert(field.path.clone()));
    }
    for field in &mut found.fields {
        keep_within(document, field, &mut found.troubles);
    }
    found
}

/// Leaves a field's texts out when the document's whole budget for them is used up.
fn keep_within(document: &Document<'_>, field: &mut Field, troubles: &mut Vec<(String, String)>) {
    let bytes = field.description.len() + field.title.len() + field.choices.iter().map(String::len).sum::<usize>();
    if !document.keep(bytes) {
        field.description.clear();
        field.choices.clear();
        let words = t!("connectors-operation-texts-long");
        if troubles.last().is_none_or(|(_, last)| last != words) {
            troubles.push((field.path.clone(), words.to_owned()));
        }
    }
}

struct Walk<'w, 'd> {
    document: &'w Document<'d>,
    asked: &'w Asked<'d>,
    fields_max: usize,
    depth_max: usize,
    /// Whether the fields are not wanted yet.
    only_count: bool,
    count: usize,
    /// Whether a field found no room.
    over: bool,
    found: Outline,
    /// The schemas that the present one stands in.
    open: Vec<Id>,
}

/// A schema at its place.
struct Part<'p, 'd> {
    nodes: &'p [&'d Node],
    how: How,
    path: String,
    required: bool,
    example: Option<&'d Node>,
}

impl<'d> Walk<'_, 'd> {
    fn part(&mut self, part: &Part<'_, 'd>, depth: usize) {
        if self.over || !self.has_room(&part.path) {
            return;
        }
        let shape = self.document.shape(part.nodes, part.how);
        self.report(&part.path, &shape);
        let way = self.asked.way;
        if (way == Way::Sent && shape.read_only) || (way == Way::Received && shape.write_only) {
            return;
        }
        if depth == 0 {
            (self.found.minimum, self.found.maximum) = (shape.minimum, shape.maximum);
        }
        let again = shape.id.is_some_and(|id| self.open.contains(&id));
        let whole_object = part.path.is_empty() && shape.kind == Some(Kind::Object) && !shape.properties.is_empty();
        if !whole_object {
            self.count += 1;
            if !self.only_count {
                let field = self.field(part, &shape, depth, again);
                self.found.fields.push(field);
            }
        }
        if again {
            self.trouble(&part.path, t!("connectors-operation-contains-itself").to_owned());
        } else {
            self.open.extend(shape.id);
            let open = self.open.len();
            self.below(part, &shape, depth);
            self.open.truncate(open.saturating_sub(usize::from(shape.id.is_some())));
        }
    }

    /// Whether one more field may be added.
    fn has_room(&mut self, path: &str) -> bool {
        if path.len() > PATH_BYTES_MAX {
            self.trouble(path, t!("connectors-operation-field-path-long").to_owned());
            return false;
        }
        if self.count >= self.fields_max {
            self.over = true;
            return false;
        }
        let spent = self.document.spend(1);
        if !spent {
            self.trouble(path, t!("connectors-operation-complex").to_owned());
        }
        spent
    }

    fn trouble(&mut self, path: &str, words: String) {
        if self.found.troubles.len() < 50
            && self.found.troubles.last().is_none_or(|last| last.1 != words || last.0 != path)
        {
            self.found.troubles.push((path.to_owned(), words));
        }
    }

    fn report(&mut self, path: &str, shape: &Shape<'d>) {
        for trouble in &shape.troubles {
            self.trouble(path, trouble.clone());
        }
    }

    /// The fields of an object, or of a list's items.
    fn below(&mut self, part: &Part<'_, 'd>, shape: &Shape<'d>, depth: usize) {
        if depth >= self.depth_max && !(shape.properties.is_empty() && shape.items.is_empty()) {
            if self.depth_max == DEPTH_MAX {
                self.trouble(&part.path, t!("connectors-operation-levels", most = DEPTH_MAX));
            }
            return;
        }
        if !shape.items.is_empty() && matches!(shape.kind, Some(Kind::List | Kind::Any)) {
            self.items(part, shape, depth);
        }
        for property in &shape.properties {
            if property.name.len() > NAME_BYTES_MAX {
                let name = words::quoted(property.name);
                self.trouble(&part.path, t!("connectors-operation-field-name-long", name = name));
                continue;
            }
            self.property(part, shape, property, depth);
        }
    }

    fn property(&mut self, part: &Part<'_, 'd>, shape: &Shape<'d>, property: &Property<'d>, depth: usize) {
        let name = match self.asked.written {
            Written::Xml => xml_name(self.document, property),
            _ => property.name.to_owned(),
        };
        let below = Part {
            nodes: &property.nodes,
            how: property.how,
            path: field_path::child(&part.path, &name),
            required: shape.required.contains(property.name),
            example: part.example.and_then(|example| example.get(property.name)),
        };
        self.part(&below, depth + 1);
    }

    /// Items that are objects have their own fields listed; of others one field says what they are, unless plain text.
    fn items(&mut self, part: &Part<'_, 'd>, shape: &Shape<'d>, depth: usize) {
        let how = if shape.items.len() > 1 { How::Any } else { How::All };
        let items = self.document.shape(&shape.items, how);
        let wrapped = self.asked.written == Written::Xml && shape.xml.is_some_and(|xml| xml.is_true_at("wrapped"));
        let list = if wrapped {
            let name = items.xml.and_then(|xml| xml.text_at("name")).unwrap_or("item");
            field_path::child(&part.path, name)
        } else {
            part.path.clone()
        };
        let path = field_path::items(&list);
        let example = part.example.and_then(Node::list).and_then(<[Node]>::first);
        let below = Part { nodes: &shape.items, how, path, required: false, example };
        let plain = matches!(items.kind, None | Some(Kind::Text | Kind::Any))
            && items.choices.is_none()
            && !self.is_file(&items);
        if items.kind == Some(Kind::Object) {
            self.report(&below.path, &items);
            if items.id.is_some_and(|id| self.open.contains(&id)) {
                self.trouble(&below.path, t!("connectors-operation-contains-itself").to_owned());
                if let Some(list) = self.found.fields.last_mut().filter(|field| field.path == part.path) {
                    add(&mut list.description, "Its items are again what it stands in.");
                }
                return;
            }
            self.open.extend(items.id);
            let open = self.open.len();
            self.below(&below, &items, depth);
            self.open.truncate(open.saturating_sub(usize::from(items.id.is_some())));
        } else if !plain || !items.properties.is_empty() || !items.items.is_empty() {
            self.part(&below, depth + 1);
        } else {
            self.report(&below.path, &items);
        }
    }

    fn is_file(&self, shape: &Shape<'_>) -> bool {
        let binary = shape.format == Some("binary") && !shape.encoded;
        shape.kind == Some(Kind::File)
            || (self.asked.written == Written::Multipart && binary && matches!(shape.kind, None | Some(Kind::Text)))
    }

    fn field(&mut self, part: &Part<'_, 'd>, shape: &Shape<'d>, depth: usize, again: bool) -> Field {
        let kind = match shape.kind {
            _ if self.is_file(shape) && self.asked.place == Place::Body => Kind::File,
            Some(Kind::File) => Kind::Text,
            kind => kind.unwrap_or(Kind::Any),
        };
        let outer = if depth == 0 { self.asked.description } else { None };
        let mut description = words::cut(outer.or(shape.description).unwrap_or_default(), DESCRIPTION_CHARS_MAX);
        for hint in &shape.hints {
            add(&mut description, hint);
        }
        match shape.format {
            Some("date-time") => add(&mut description, "A date with time, as 2026-01-31T09:30:00Z."),
            Some("date") => add(&mut description, "A date, as 2026-01-31."),
            _ => {}
        }
        if shape.deprecated {
            add(&mut description, "The vendor says not to begin with it.");
        }
        if again {
            let name = shape.name.or(shape.title).map_or_else(|| "what it stands in".to_owned(), words::quoted);
            add(&mut description, &format!("It is again {name}, whose fields are listed above."));
        }
        let style = match kind {
            _ if depth > 0 && self.asked.place != Place::Body => Style::default(),
            Kind::List | Kind::Object | Kind::Any => self.asked.style,
            _ => Style::default(),
        };
        Field {
            path: part.path.clone(),
            place: self.asked.place,
            kind,
            title: words::line(shape.title.filter(|_| depth > 0 || outer.is_some()).unwrap_or_default(), 100),
            description: words::cut(&description, DESCRIPTION_CHARS_MAX + 300),
            required: part.required,
            choices: self.choices(part, shape),
            default: shape.default.filter(|_| self.asked.way == Way::Sent).and_then(value),
            example: shape
                .example
                .or(part.example.filter(|node| node.map().is_none() && node.list().is_none()))
                .and_then(value),
            style,
        }
    }

    fn choices(&mut self, part: &Part<'_, 'd>, shape: &Shape<'d>) -> Vec<String> {
        let mut choices: Vec<String> = Vec::new();
        let mut known = std::collections::HashSet::new();
        for choice in shape.choices.iter().flatten().filter_map(|node| node.as_words()) {
            if choices.len() == CHOICES_MAX || choice.len() > VALUE_BYTES_MAX {
                self.trouble(&part.path, t!("connectors-operation-choices", most = CHOICES_MAX.to_string()));
                return Vec::new();
            }
            if known.insert(choice.clone()) {
                choices.push(choice);
            }
        }
        choices
    }
}

fn value(node: &Node) -> Option<Value> {
    let mut bytes = VALUE_BYTES_MAX;
    node.to_json(&mut bytes, DEPTH_MAX).filter(|value| !value.is_null())
}

/// One more sentence.
fn add(text: &mut String, sentence: &str) {
    if !text.is_empty() {
        text.push(if text.ends_with(['.', '!', '?', ':', '…', '`', ')']) { ' ' } else { '\n' });
    }
    text.push_str(sentence);
}

/// An element's name, or an attribute's with its `@`.
fn xml_name<'d>(document: &Document<'d>, property: &Property<'d>) -> String {
    let followed = property.nodes.first().and_then(|node| document.follow(node).ok());
    let xml = followed.and_then(|node| node.get("xml"));
    let said = xml.and_then(|xml| xml.text_at("name")).unwrap_or(property.name);
    let prefix = xml.and_then(|xml| xml.text_at("prefix")).map(|prefix| format!("{prefix}:")).unwrap_or_default();
    let mark = if xml.is_some_and(|xml| xml.is_true_at("attribute")) { "@" } else { "" };
    // An unwrapped list is named by its items.
    let items =
        followed.filter(|_| !xml.is_some_and(|xml| xml.is_true_at("wrapped"))).and_then(|node| node.get("items"));
    let item = items.and_then(|items| items.get("xml")).and_then(|xml| xml.text_at("name"));
    format!("{mark}{prefix}{}", item.unwrap_or(said))
}
