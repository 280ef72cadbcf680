//! Where a value stands inside another, as people write it: `customer.emails[].address`. `[]` says that what stands
//! before it is a list and means each item; `[0]` means one item; a key with dots, brackets, quotes or spaces at its
//! ends is quoted, as `"odd.key"`. The empty path is the whole value. `["key"]` is read as well, `.key` is written.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;
use std::str::FromStr;

/// The longest path in characters, and in parts.
const CHARS_MAX: usize = 1_000;
const PARTS_MAX: usize = 32;
/// The highest index there is.
const INDEX_MAX: usize = 9_999;

/// A path, checked. It is stored and shown as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Path {
    parts: Vec<Part>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The field of an object.
    Key(String),
    /// One item of a list, from 0.
    Index(usize),
    /// Every item of a list.
    Each,
}

impl Path {
    /// A path of these parts.
    ///
    /// # Errors
    /// In words, when there are too many parts or an index is too high.
    pub fn of(parts: Vec<Part>) -> Result<Path, String> {
        if parts.len() > PARTS_MAX {
            return Err(t!("mapping-path-parts", most = PARTS_MAX));
        }
        if parts.iter().any(|part| matches!(part, Part::Index(index) if *index > INDEX_MAX)) {
            return Err(t!("mapping-path-index", most = INDEX_MAX.to_string()));
        }
        let path = Path { parts };
        match path.to_string().chars().nth(CHARS_MAX) {
            Some(_) => Err(t!("mapping-path-chars", most = CHARS_MAX.to_string())),
            None => Ok(path),
        }
    }

    /// Its parts, outermost first.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// True for the path of the whole value.
    pub fn is_whole(&self) -> bool {
        self.parts.is_empty()
    }

    /// True where a list is mapped item by item.
    pub fn has_each(&self) -> bool {
        self.parts.contains(&Part::Each)
    }

    /// True when this path leads to `other` or through it; an index and `[]` may mean the same item.
    pub fn begins(&self, other: &Path) -> bool {
        self.parts.len() <= other.parts.len() && self.parts.iter().zip(&other.parts).all(|(a, b)| a.may_be(b))
    }

    /// What stands there; null where nothing does. With `[]` a list, of one item for each of the list.
    pub fn read(&self, from: &Value) -> Value {
        self.find(from).unwrap_or(Value::Null)
    }

    /// What stands there, or None where there is no such place. A value where the path has `[]` is read as a list of
    /// one: XML, and many an API, cannot tell the two apart. An item without the field gives null.
    pub fn find(&self, from: &Value) -> Option<Value> {
        find(&self.parts, from)
    }

    /// Puts a value there, with the objects and lists on the way. With `[]` each item of a list goes to its own item;
    /// a value that is no list goes to all items that are there, or makes the first.
    ///
    /// Copies for items are taken out of `room`, in bytes or thereabouts.
    ///
    /// # Errors
    /// In words, when something else stands in the way, or the copies do not fit.
    pub fn write(&self, into: &mut Value, value: Value, room: &mut usize) -> Result<(), String> {
        write(&self.parts, into, value, room)
    }
}

impl Part {
    fn may_be(&self, other: &Part) -> bool {
        match (self, other) {
            (Part::Key(a), Part::Key(b)) => a == b,
            (Part::Index(a), Part::Index(b)) => a == b,
            (Part::Each | Part::Index(_), Part::Each) | (Part::Each, Part::Index(_)) => true,
            _ => false,
        }
    }
}

fn find(parts: &[Part], from: &Value) -> Option<Value> {
    let Some((part, rest)) = parts.split_first() else { return Some(from.clone()) };
    match (part, from) {
        (Part::Key(key), Value::Object(object)) => find(rest, object.get(key)?),
        (Part::Index(index), Value::Array(list)) => find(rest, list.get(*index)?),
        (Part::Each, Value::Array(list)) => {
            Some(Value::Array(list.iter().map(|item| find(rest, item).unwrap_or(Value::Null)).collect()))
        }
        (Part::Index(0), Value::Object(_)) => find(rest, from),
        (Part::Each, Value::Null) | (Part::Key(_) | Part::Index(_), _) => None,
        (Part::Each, one) => Some(Value::Array(vec![find(rest, one).unwrap_or(Value::Null)])),
    }
}

fn write(parts: &[Part], into: &mut Value, value: Value, room: &mut usize) -> Result<(), String> {
    let Some((part, rest)) = parts.split_first() else {
        *into = value;
        return Ok(());
    };
    match part {
        Part::Key(key) => {
            if into.is_null() {
                *into = Value::Object(Map::new());
            }
            let Value::Object(object) = into else { return Err(in_the_way(into)) };
            write(rest, object.entry(key.clone()).or_insert(Value::Null), value, room)
        }
        Part::Index(index) => write(rest, item_of(into, *index)?, value, room),
        Part::Each => write_each(rest, into, value, room),
    }
}

fn write_each(rest: &[Part], into: &mut Value, value: Value, room: &mut usize) -> Result<(), String> {
    if into.is_null() {
        *into = Value::Array(Vec::new());
    }
    let Value::Array(list) = into else { return Err(in_the_way(into)) };
    match value {
        Value::Array(items) => {
            if items.len() > list.len() {
                list.resize(items.len(), Value::Null);
            }
            list.iter_mut().zip(items).try_for_each(|(slot, item)| write(rest, slot, item, room))
        }
        one => {
            if list.is_empty() {
                list.push(Value::Null);
            }
            let copies = size(&one).saturating_mul(list.len() - 1);
            *room = room.checked_sub(copies).ok_or_else(|| t!("mapping-path-copies"))?;
            list.iter_mut().try_for_each(|slot| write(rest, slot, one.clone(), room))
        }
    }
}

/// About how many bytes a value takes.
fn size(value: &Value) -> usize {
    const ONE: usize = size_of::<Value>();
    match value {
        Value::String(text) => ONE + text.len(),
        Value::Array(list) => ONE + list.iter().map(size).sum::<usize>(),
        Value::Object(object) => ONE + object.iter().map(|(key, value)| ONE + key.len() + size(value)).sum::<usize>(),
        _ => ONE,
    }
}

fn item_of(into: &mut Value, index: usize) -> Result<&mut Value, String> {
    if into.is_null() {
        *into = Value::Array(Vec::new());
    }
    let Value::Array(list) = into else { return Err(in_the_way(into)) };
    if list.len() <= index {
        list.resize(index + 1, Value::Null);
    }
    list.get_mut(index).ok_or_else(|| t!("mapping-path-no-item", index = index.to_string()))
}

fn in_the_way(value: &Value) -> String {
    match value {
        Value::Null => t!("mapping-path-taken-null"),
        Value::Bool(_) => t!("mapping-path-taken-bool"),
        Value::Number(_) => t!("mapping-path-taken-number"),
        Value::String(_) => t!("mapping-path-taken-text"),
        Value::Array(_) => t!("mapping-path-taken-list"),
        Value::Object(_) => t!("mapping-path-taken-object"),
    }
    .to_owned()
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (no, part) in self.parts.iter().enumerate() {
            match part {
                Part::Key(key) => {
                    if no > 0 {
                        f.write_str(".")?;
                    }
                    write_key(f, key)?;
                }
                Part::Index(index) => write!(f, "[{index}]")?,
                Part::Each => f.write_str("[]")?,
            }
        }
        Ok(())
    }
}

fn write_key(f: &mut fmt::Formatter<'_>, key: &str) -> fmt::Result {
    if !key.is_empty() && key.trim() == key && !key.contains(['.', '[', ']', '"', '\\']) {
        return f.write_str(key);
    }
    f.write_str("\"")?;
    for c in key.chars() {
        if matches!(c, '"' | '\\') {
            f.write_str("\\")?;
        }
        write!(f, "{c}")?;
    }
    f.write_str("\"")
}

impl FromStr for Path {
    type Err = String;

    fn from_str(text: &str) -> Result<Path, String> {
        if text.chars().nth(CHARS_MAX).is_some() {
            return Err(t!("mapping-path-chars", most = CHARS_MAX.to_string()));
        }
        let mut rest = text.trim();
        let mut parts = Vec::new();
        while !rest.is_empty() {
            let (part, after) = match rest.strip_prefix('[') {
                Some(inner) => bracket(inner)?,
                None if parts.is_empty() => key(rest)?,
                None => match rest.strip_prefix('.') {
                    Some(named) => key(named)?,
                    None => return Err(t!("mapping-path-expected", rest = excerpt(rest))),
                },
            };
            parts.push(part);
            rest = after;
        }
        Path::of(parts)
    }
}

fn key(text: &str) -> Result<(Part, &str), String> {
    if text.starts_with('"') {
        let (key, after) = quoted(text, '"')?;
        return Ok((Part::Key(key), after));
    }
    let end = text.find(['.', '[', ']', '"', '\\']).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    if after.starts_with([']', '"', '\\']) {
        return Err(t!("mapping-path-quotes", rest = excerpt(after)));
    }
    let name = name.trim();
    if name.is_empty() {
        return Err(t!("mapping-path-empty").to_owned());
    }
    Ok((Part::Key(name.to_owned()), after))
}

fn bracket(text: &str) -> Result<(Part, &str), String> {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let (key, after) = quoted(text, quote)?;
        let after = after.strip_prefix(']').ok_or_else(|| t!("mapping-path-bracket"))?;
        return Ok((Part::Key(key), after));
    }
    let (inner, after) = text.split_once(']').ok_or_else(|| t!("mapping-path-bracket"))?;
    if inner.is_empty() {
        return Ok((Part::Each, after));
    }
    if !inner.bytes().all(|b| b.is_ascii_digit()) {
        return Err(t!("mapping-path-number", inner = excerpt(inner)));
    }
    match inner.parse() {
        Ok(index) if index <= INDEX_MAX => Ok((Part::Index(index), after)),
        _ => Err(t!("mapping-path-index", most = INDEX_MAX.to_string())),
    }
}

/// The text between quotes, and what follows. A backslash takes the next character as it is.
fn quoted(text: &str, quote: char) -> Result<(String, &str), String> {
    let mut key = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => key.extend(chars.next().map(|(_, c)| c)),
            c if c == quote => return Ok((key, text.get(at + c.len_utf8()..).unwrap_or_default())),
            c => key.push(c),
        }
    }
    Err(t!("mapping-path-quote").to_owned())
}

fn excerpt(text: &str) -> String {
    text.chars().take(20).collect()
}

impl TryFrom<String> for Path {
    type Error = String;

    fn try_from(text: String) -> Result<Path, String> {
        text.parse()
    }
}

impl From<Path> for String {
    fn from(path: Path) -> String {
        path.to_string()
    }
}
