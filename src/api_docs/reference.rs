//! The document as people read it: calls by noun with their fields, and the objects that they take and give.

use serde_json::Value;
use std::fmt::Write;

/// As one comes to need them; others follow.
const ORDER: [&str; 5] = ["Tokens", "Accounts", "Users", "Templates", "Cycles"];
/// Looking first.
const VERBS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

pub(super) struct Reference {
    pub about: String,
    pub nouns: Vec<Noun>,
    pub messages: Vec<Message>,
    pub objects: Vec<Object>,
}

/// What is sent to the partner's own address.
pub(super) struct Message {
    pub name: String,
    pub title: String,
    pub holds: Kind,
}

/// What some calls are about.
pub(super) struct Noun {
    pub id: String,
    pub name: String,
    pub calls: Vec<Call>,
}

pub(super) struct Call {
    pub id: String,
    pub method: String,
    path: String,
    pub title: String,
    pub about: String,
    pub parameters: Vec<Field>,
    /// What it takes.
    pub body: Option<Kind>,
    /// The fields of what it takes.
    pub fields: Vec<Field>,
    /// Such a body; empty where the types give none.
    pub example: String,
    /// The status of what it gives, and that.
    pub status: String,
    pub gives: Option<Kind>,
    /// It may be refused with these.
    pub refusals: Vec<(String, String)>,
}

/// A field of an object, or a parameter of a call.
pub(super) struct Field {
    pub name: String,
    pub kind: Kind,
    /// Where a parameter stands: in the path, in the address, in a header.
    pub place: String,
    pub required: bool,
    pub about: String,
}

/// What a value is, in words; what is linked stands among the objects.
pub(super) struct Kind {
    pub words: String,
    /// An object that it is, or is made of.
    pub object: Option<String>,
    pub or_null: bool,
}

pub(super) struct Object {
    pub name: String,
    pub about: String,
    pub fields: Vec<Field>,
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What a reference names, or the thing itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let named =
        value.get("$ref").and_then(Value::as_str).and_then(|name| document.pointer(name.trim_start_matches('#')));
    named.unwrap_or(value)
}

impl Reference {
    pub fn of(document: &Value) -> Reference {
        let mut nouns: Vec<Noun> = Vec::new();
        let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
        for (path, entry) in paths {
            for (method, operation) in entry.as_object().into_iter().flatten() {
                let name = operation.pointer("/tags/0").and_then(Value::as_str).unwrap_or_default();
                let call = Call::of(document, method, path, operation);
                match nouns.iter_mut().find(|noun| noun.name == name) {
                    Some(noun) => noun.calls.push(call),
                    None => nouns.push(Noun {
                        id: name.to_lowercase().replace(' ', "-"),
                        name: name.to_owned(),
                        calls: vec![call],
                    }),
                }
            }
        }
        nouns.sort_by_key(|noun| ORDER.iter().position(|name| *name == noun.name).unwrap_or(ORDER.len()));
        for noun in &mut nouns {
            noun.calls.sort_by_key(|call| (call.path.clone(), VERBS.iter().position(|verb| *verb == call.method)));
        }
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten();
        let objects = schemas.map(|(name, schema)| Object {
            name: name.clone(),
            about: text(schema, "description"),
            fields: fields_of(document, schema),
        });
        let messages = document.pointer("/webhooks").and_then(Value::as_object).into_iter().flatten();
        let messages = messages.map(|(name, entry)| {
            let schema = entry.pointer("/post/requestBody/content/application~1json/schema").unwrap_or(&Value::Null);
            let title = entry.pointer("/post/summary").and_then(Value::as_str).unwrap_or_default().to_owned();
            Message { name: name.clone(), title, holds: Kind::of(schema) }
        });
        Reference {
            messages: messages.collect(),
            about: document.pointer("/info/description").and_then(Value::as_str).unwrap_or_default().to_owned(),
            nouns,
            objects: objects.collect(),
        }
    }
}

impl Call {
    fn of(document: &Value, method: &str, path: &str, operation: &Value) -> Call {
        let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
        let parameter = |one: &Value| {
            let one = resolved(document, one);
            Field {
                name: text(one, "name"),
                kind: Kind::of(one.get("schema").unwrap_or(&Value::Null)),
                place: match text(one, "in").as_str() {
                    "query" => "in the address".to_owned(),
                    other => format!("in the {other}"),
                },
                required: one.get("required") == Some(&Value::Bool(true)),
                about: text(one, "description"),
            }
        };
        let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
        let schema = content.and_then(|content| content.values().next()).and_then(|one| one.get("schema"));
        let mut call = Call {
            id: text(operation, "operationId"),
            method: method.to_uppercase(),
            path: path.to_owned(),
            title: text(operation, "summary"),
            about: text(operation, "description"),
            parameters: parameters.map(parameter).collect(),
            body: schema.map(Kind::of),
            fields: schema.map(|schema| fields_of(document, resolved(document, schema))).unwrap_or_default(),
            example: schema.map(|schema| example_of(document, schema)).unwrap_or_default(),
            status: String::new(),
            gives: None,
            refusals: Vec::new(),
        };
        for (status, answer) in operation.get("responses").and_then(Value::as_object).into_iter().flatten() {
            if status.starts_with('2') {
                call.status.clone_from(status);
                call.gives = answer.pointer("/content/application~1json/schema").map(Kind::of);
            } else {
                call.refusals.push((status.clone(), text(resolved(document, answer), "description")));
            }
        }
        call
    }
}

impl Call {
    /// The parts of its path, between which a line may end.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.path.split('/').skip(1)
    }
}

/// The first example of a schema, or of what it is a list of.
fn example_of(document: &Value, schema: &Value) -> String {
    let schema = resolved(document, schema);
    let (one, many) = match schema.get("items") {
        Some(items) => (resolved(document, items), true),
        None => (schema, false),
    };
    let Some(example) = one.pointer("/examples/0") else { return String::new() };
    let example = if many { serde_json::json!([example]) } else { example.clone() };
    serde_json::to_string_pretty(&example).unwrap_or_default()
}

fn fields_of(document: &Value, schema: &Value) -> Vec<Field> {
    let required = schema.get("required").and_then(Value::as_array);
    let one = |(name, field): (&String, &Value)| Field {
        name: name.clone(),
        kind: Kind::of(field),
        place: String::new(),
        required: required.is_some_and(|names| names.iter().any(|one| one.as_str() == Some(name))),
        about: match text(field, "description") {
            about if about.is_empty() => text(resolved(document, field), "description"),
            about => about,
        },
    };
    let own = schema.get("properties").and_then(Value::as_object).into_iter().flatten().map(one);
    let parts = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    own.chain(parts.flat_map(|part| fields_of(document, resolved(document, part)))).collect()
}

impl Kind {
    fn of(schema: &Value) -> Kind {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|name| name.rsplit('/').next()) {
            return Kind { words: name.to_owned(), object: Some(name.to_owned()), or_null: false };
        }
        if let Some(parts) = schema.get("anyOf").and_then(Value::as_array) {
            let is_null = |part: &&Value| part.get("type").and_then(Value::as_str) == Some("null");
            let or_null = parts.iter().any(|part| is_null(&part));
            let mut kinds: Vec<Kind> = parts.iter().filter(|part| !is_null(part)).map(Kind::of).collect();
            let words = kinds.iter().map(|kind| kind.words.as_str()).collect::<Vec<_>>().join(" or ");
            return Kind { words, object: kinds.pop().and_then(|kind| kind.object), or_null };
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
            return Kind { words: words.join(", "), object: None, or_null: false };
        }
        let types: Vec<&str> = match schema.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let or_null = types.contains(&"null");
        let format = schema.get("format").and_then(Value::as_str);
        let mut object = None;
        let mut words = match (types.iter().find(|kind| **kind != "null"), format) {
            (Some(&"string"), Some("uuid")) => "id".to_owned(),
            (Some(&"string"), Some("date-time")) => "instant".to_owned(),
            (Some(&"string"), Some("date")) => "day".to_owned(),
            (Some(&"string"), _) => "text".to_owned(),
            (Some(&"integer"), _) => "whole number".to_owned(),
            (Some(&"number"), _) => "number".to_owned(),
            (Some(&"boolean"), _) => "true or false".to_owned(),
            (Some(&"array"), _) => {
                let of = schema.get("items").map(Kind::of);
                let words = of.as_ref().map_or("values", |kind| kind.words.as_str());
                let words = format!("list of {words}");
                object = of.and_then(|kind| kind.object);
                words
            }
            (Some(&"object"), _) => match schema.get("additionalProperties") {
                Some(of @ Value::Object(_)) => {
                    let of = Kind::of(of);
                    object = of.object;
                    format!("object of {}", of.words)
                }
                _ => "object".to_owned(),
            },
            _ => "any value".to_owned(),
        };
        if let Some(usual) = schema.get("default").filter(|usual| !usual.is_null()) {
            // Writing to a String cannot fail.
            let _ = write!(words, ", usually {}", usual.as_str().map_or_else(|| usual.to_string(), str::to_owned));
        }
        Kind { words, object, or_null }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn kinds_are_said_in_words() {
        for (schema, words, or_null) in [
            (json!({"type": ["string", "null"]}), "text", true),
            (json!({"type": "array", "items": {"$ref": "#/components/schemas/Account"}}), "list of Account", false),
            (json!({"anyOf": [{"$ref": "#/x/Flow"}, {"type": "null"}]}), "Flow", true),
            (json!({"type": "object", "additionalProperties": {"type": "string"}}), "object of text", false),
            (json!({"type": "integer", "default": 10}), "whole number, usually 10", false),
            (json!(true), "any value", false),
        ] {
            let kind = Kind::of(&schema);
            assert_eq!((kind.words.as_str(), kind.or_null), (words, or_null), "{schema}");
        }
    }
}
