//! XML documents as values: `{"order": {"@id": "7", "line": ["a", "b"], "#text": "..."}}`. An element is an object of
//! its attributes (`@name`), its elements (a list where one repeats) and its own text (`#text`); one with text alone is
//! that text. Names keep their prefixes. There are no document types and no entities but the five of XML.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::{Map, Value};

/// How deep elements may stand in one another, and how many attributes one may have.
const DEPTH_MAX: usize = 100;
const ATTRIBUTES_MAX: usize = 1_000;

/// An element that is not closed yet.
struct Open {
    name: String,
    parts: Map<String, Value>,
    text: String,
}

/// The value of a document.
///
/// # Errors
/// In words, with the place in bytes.
pub(super) fn read(text: &str) -> Result<Value, String> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Open> = Vec::new();
    let mut root: Option<(String, Value)> = None;
    loop {
        let event = reader.read_event();
        let place = reader.buffer_position();
        let at = |why: String| format!("{why} (at byte {place})");
        match event.map_err(|error| at(error.to_string()))? {
            Event::Start(start) | Event::Empty(start) if root.is_some() && open.is_empty() => {
                return Err(at(format!(
                    "a document has one root, and here begins another: {}",
                    start.name().into_inner()
                )));
            }
            Event::Start(_) if open.len() >= DEPTH_MAX => {
                return Err(at(format!("elements stand in one another more than {DEPTH_MAX} deep")));
            }
            Event::Start(start) => open.push(opened(&start).map_err(at)?),
            Event::Empty(start) => close(opened(&start).map_err(at)?, open.last_mut(), &mut root),
            Event::End(_) => {
                let Some(element) = open.pop() else {
                    return Err(at("an element is closed that is not open".to_owned()));
                };
                close(element, open.last_mut(), &mut root);
            }
            Event::Text(part) => add_text(&mut open, &part.xml10_content()).map_err(at)?,
            Event::CData(part) => add_text(&mut open, &part.xml10_content()).map_err(at)?,
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let char = match name.as_ref() {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "apos" => '\'',
                    "quot" => '"',
                    name => match reference.resolve_char_ref().map_err(|error| at(error.to_string()))? {
                        Some(char) => char,
                        None => return Err(at(format!("the entity &{}; is not known", shortened(name)))),
                    },
                };
                add_text(&mut open, char.encode_utf8(&mut [0; 4])).map_err(at)?;
            }
            Event::DocType(_) => return Err(at("a document type (DOCTYPE) is not taken".to_owned())),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    match (root, open.last()) {
        (_, Some(element)) => Err(format!("the element {} is not closed", shortened(&element.name))),
        (Some((name, value)), None) => Ok(Value::Object(Map::from_iter([(name, value)]))),
        (None, None) => Err("there is no element".to_owned()),
    }
}

fn opened(start: &BytesStart<'_>) -> Result<Open, String> {
    let mut parts = Map::new();
    for (no, attribute) in start.attributes().enumerate() {
        if no >= ATTRIBUTES_MAX {
            return Err(format!("an element has {ATTRIBUTES_MAX} attributes at most"));
        }
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        parts.insert(format!("@{}", attribute.key.into_inner()), Value::from(value.into_owned()));
    }
    Ok(Open { name: start.name().into_inner().to_owned(), parts, text: String::new() })
}

fn add_text(open: &mut [Open], text: &str) -> Result<(), String> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().trim_start_matches('\u{feff}').is_empty() => {}
        None => return Err("there is text outside of the root".to_owned()),
    }
    Ok(())
}

fn close(element: Open, parent: Option<&mut Open>, root: &mut Option<(String, Value)>) {
    let Open { name, mut parts, text } = element;
    let text = text.trim();
    let value = if parts.is_empty() {
        Value::from(text)
    } else {
        if !text.is_empty() {
            parts.insert("#text".to_owned(), Value::from(text));
        }
        Value::Object(parts)
    };
    let Some(parent) = parent else {
        *root = Some((name, value));
        return;
    };
    match parent.parts.get_mut(&name) {
        Some(Value::Array(list)) => list.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
        None => {
            parent.parts.insert(name, value);
        }
    }
}

fn shortened(name: &str) -> String {
    name.chars().take(40).collect()
}
