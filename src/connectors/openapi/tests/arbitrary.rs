//! Whatever stands in a document: no panic, and what comes out is sound.

use super::imported;
use crate::connectors::openapi::import;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Words that mean something somewhere in a document, so that arbitrary values reach further than the first look.
const WORDS: [&str; 42] = [
    "$ref",
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
    "required",
    "default",
    "example",
    "parameters",
    "name",
    "in",
    "schema",
    "content",
    "application/json",
    "requestBody",
    "responses",
    "200",
    "get",
    "post",
    "servers",
    "url",
    "variables",
    "security",
    "securitySchemes",
    "flows",
    "scopes",
    "object",
    "array",
    "string",
    "#/components/schemas/A",
    "#",
    "query",
    "path",
    "header",
    "body",
    "formData",
    "additionalProperties",
    "discriminator",
    "xml",
];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![4 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned), 1 => "[^\\x00]{0,12}"]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((word(), inner), 0..6).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// A document that uses most of the language.
fn rich(version: &str) -> Value {
    json!({
        "openapi": version, "info": {"title": "Rich", "version": "1"},
        "servers": [{"url": "https://{a}.example.com", "variables": {"a": {"default": "x", "enum": ["x"]}}}],
        "security": [{"o": ["r"]}],
        "paths": {"/a/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "get": {"operationId": "g", "tags": ["T"], "parameters": [{"name": "cursor", "in": "query", "schema": {"type": "string"}}],
                "responses": {"200": {"content": {"application/json": {"schema": {"properties": {
                    "data": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}, "next_cursor": {"type": "string"}}}}}}}},
            "post": {"requestBody": {"content": {"multipart/form-data": {"schema": {"oneOf": [
                {"$ref": "#/components/schemas/A"}, {"properties": {"f": {"type": "string", "format": "binary"}}}]}, "encoding": {"f": {}}}}}}}},
        "components": {
            "schemas": {"A": {"allOf": [{"properties": {"a": {"enum": ["x"], "default": "x"}}, "required": ["a"]}],
                "xml": {"name": "A"}, "additionalProperties": {"type": "string"}}},
            "securitySchemes": {"o": {"type": "oauth2", "flows": {"authorizationCode": {
                "authorizationUrl": "https://a.example/a", "tokenUrl": "/t", "scopes": {"r": "Reads"}}}}}}})
}

/// The places of all values in it.
fn pointers(value: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                pointers(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), into);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                pointers(value, &format!("{at}/{index}"), into);
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_value_in_any_place_is_read_or_refused(
        version in prop::sample::select(vec!["3.0.3", "3.1.0"]), place in any::<prop::sample::Index>(), value in value(),
    ) {
        let mut document = rich(version);
        let mut places = Vec::new();
        pointers(&document, "", &mut places);
        *document.pointer_mut(&places[place.index(places.len())]).expect("a place of it") = value;
        if let Ok(imported) = import(document.to_string().as_bytes()) {
            imported.assert_sound();
        }
    }

    #[test]
    fn any_value_in_an_old_document_is_read_or_refused(paths in value(), definitions in value(), security in value(), operation in value()) {
        let document = json!({
            "swagger": "2.0", "host": "a.example", "paths": {"/a": paths, "/b/{c}": {"get": operation}},
            "definitions": definitions, "securityDefinitions": security, "parameters": definitions,
        });
        imported(document.to_string()).assert_sound();
    }

    #[test]
    fn any_value_as_a_schema_is_read(schema in value(), other in value()) {
        let document = json!({
            "openapi": "3.1.0", "servers": [{"url": "https://a.example"}], "components": {"schemas": {"A": other}},
            "paths": {"/a": {"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}}},
        });
        imported(document.to_string()).assert_sound();
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        let _ = import(text.as_bytes());
        let _ = import(format!("openapi: 3.0.0\npaths:\n  {text}").as_bytes());
        let _ = import(&bytes);
    }
}
