//! XML to JSON and back: attributes as `@name`, text as `#text`, an element that comes several times as a list, an
//! element with nothing but text as that text. Document types and entities of a document's own are refused: they are
//! how XML reads files and fills memories.

use super::coerce::text;
use super::fault::Faults;
use super::shape::Node;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

const DEPTH_MAX: usize = 64;
const ELEMENTS_MAX: usize = 200_000;
/// The root of a body whose fields do not all stand below one.
const ROOT: &str = "request";

/// An element while it is being read.
struct Open {
    name: String,
    fields: Map<String, Value>,
    text: String,
    has_elements: bool,
}

/// Reads a document to `{root: ...}`. The error says what is wrong with it.
pub(super) fn read(document: &str) -> Result<Value, String> {
    let mut reader = Reader::from_str(document);
    let mut open: Vec<Open> = vec![Open::new(String::new())];
    let mut elements = 0;
    loop {
        let event = reader.read_event().map_err(|e| format!("is not well-formed XML: {e}"))?;
        let depth = open.len();
        let Some(inner) = open.last_mut() else { return Err(malformed()) };
        match event {
            Event::Start(start) => {
                elements += 1;
                if depth > DEPTH_MAX || elements > ELEMENTS_MAX {
                    return Err("is XML that is too deep or has too many elements".to_owned());
                }
                inner.has_elements = true;
                open.push(element(&start)?);
            }
            Event::Empty(start) => {
                elements += 1;
                if elements > ELEMENTS_MAX {
                    return Err("is XML that has too many elements".to_owned());
                }
                inner.has_elements = true;
                inner.add(element(&start)?);
            }
            Event::End(_) => {
                let done = open.pop().ok_or_else(malformed)?;
                open.last_mut().ok_or_else(malformed)?.add(done);
            }
            Event::Text(text) => inner.text.push_str(&text.xml10_content()),
            Event::CData(text) => inner.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(char)) => inner.text.push(char),
                Ok(None) => inner.text.push_str(resolve_predefined_entity(&reference).ok_or_else(foreign_entity)?),
                Err(_) => return Err(malformed()),
            },
            Event::DocType(_) => return Err("is XML with a document type, which is not read".to_owned()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    match open.pop() {
        Some(root) if open.is_empty() && !root.fields.is_empty() => Ok(Value::Object(root.fields)),
        _ => Err(malformed()),
    }
}

fn malformed() -> String {
    "is not well-formed XML".to_owned()
}

fn foreign_entity() -> String {
    "is XML with entities of its own, which are not read".to_owned()
}

fn element(start: &BytesStart<'_>) -> Result<Open, String> {
    let mut open = Open::new(start.name().as_ref().to_owned());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|e| format!("is not well-formed XML: {e}"))?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| foreign_entity())?;
        open.fields.insert(format!("@{}", attribute.key.as_ref()), Value::String(value.into_owned()));
    }
    Ok(open)
}

impl Open {
    fn new(name: String) -> Open {
        Open { name, fields: Map::new(), text: String::new(), has_elements: false }
    }

    fn add(&mut self, done: Open) {
        let (name, value) = done.value();
        match self.fields.get_mut(&name) {
            None => {
                self.fields.insert(name, value);
            }
            Some(Value::Array(items)) => items.push(value),
            Some(first) => {
                let first_value = first.take();
                *first = Value::Array(vec![first_value, value]);
            }
        }
    }

    fn value(mut self) -> (String, Value) {
        // Between elements white space only sets lines.
        let text = if self.has_elements { self.text.trim().to_owned() } else { self.text };
        let value = match (self.fields.is_empty(), text.is_empty()) {
            (true, true) => Value::Null,
            (true, false) => Value::String(text),
            (false, true) => Value::Object(self.fields),
            (false, false) => {
                self.fields.insert("#text".to_owned(), Value::String(text));
                Value::Object(self.fields)
            }
        };
        (self.name, value)
    }
}

/// Writes a value. Its one key is the root, where it has just one that is not a list; else the root is `request`.
/// Elements stand in the order of the fields, which many a schema prescribes.
pub(super) fn write(value: &Value, fields: &Node<'_>) -> Result<String, Faults> {
    let mut writer =
        Writer { document: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), faults: Faults::default() };
    let single = value.as_object().filter(|fields| fields.len() == 1).and_then(|fields| fields.iter().next());
    match single {
        Some((root, below)) if below.is_object() => writer.element(root, below, fields.child(root)),
        _ => writer.element(ROOT, value, Some(fields)),
    }
    if writer.faults.is_empty() { Ok(writer.document) } else { Err(writer.faults) }
}

struct Writer {
    document: String,
    faults: Faults,
}

impl Writer {
    // Values come out of a parser that bounds their depth, so this does not go deep.
    fn element(&mut self, name: &str, value: &Value, node: Option<&Node<'_>>) {
        if !is_name(name) {
            self.faults.wrong(name, "cannot be the name of an XML element");
            return;
        }
        match value {
            Value::Array(items) => {
                let below = node.and_then(Node::items);
                items.iter().for_each(|item| self.element(name, item, below));
            }
            Value::Object(fields) => {
                self.document.push_str(&format!("<{name}"));
                self.attributes(fields);
                self.document.push('>');
                for (key, value) in in_order(fields, node) {
                    match (key, text(value)) {
                        ("#text", Some(text)) => self.text(name, &text),
                        _ => self.element(key, value, node.and_then(|node| node.child(key))),
                    }
                }
                self.document.push_str(&format!("</{name}>"));
            }
            single => {
                self.document.push_str(&format!("<{name}>"));
                self.text(name, &text(single).unwrap_or_default());
                self.document.push_str(&format!("</{name}>"));
            }
        }
    }

    fn attributes(&mut self, fields: &Map<String, Value>) {
        for (key, value) in fields.iter().filter(|(key, _)| key.starts_with('@')) {
            let attribute = key.trim_start_matches('@');
            match text(value) {
                Some(text) if is_name(attribute) => {
                    self.check(key, &text);
                    let value = escape(text).replace('\n', "&#10;").replace('\t', "&#9;");
                    self.document.push_str(&format!(" {attribute}=\"{value}\""));
                }
                _ => self.faults.wrong(key, "cannot be an XML attribute"),
            }
        }
    }

    fn text(&mut self, field: &str, text: &str) {
        self.check(field, text);
        self.document.push_str(&escape(text));
    }

    /// XML 1.0 cannot say most control characters, not even escaped.
    fn check(&mut self, field: &str, text: &str) {
        let fits =
            |char: char| matches!(char, '\t' | '\n' | '\r') || !(char < ' ' || matches!(char, '\u{fffe}' | '\u{ffff}'));
        if !text.chars().all(fits) {
            self.faults.wrong(field, "holds a control character, which XML cannot carry");
        }
    }
}

/// Elements as the definition has them, then what it does not name.
fn in_order<'a>(fields: &'a Map<String, Value>, node: Option<&'a Node<'_>>) -> Vec<(&'a str, &'a Value)> {
    let known: Vec<&str> = node.map(|node| node.children().map(|(key, _)| key).collect()).unwrap_or_default();
    let place = |key: &str| known.iter().position(|name| *name == key).unwrap_or(known.len());
    let mut ordered: Vec<(&str, &Value)> =
        fields.iter().filter(|(key, _)| !key.starts_with('@')).map(|(key, value)| (key.as_str(), value)).collect();
    ordered.sort_by_key(|(key, _)| place(key));
    ordered
}

fn is_name(name: &str) -> bool {
    let begins = |char: char| char.is_alphabetic() || char == '_';
    let goes_on = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '.' | ':');
    name.starts_with(begins) && name.chars().all(goes_on)
}
