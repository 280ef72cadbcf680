//! What the API's document says of a call, held against each answer that a test's program gets.

use super::caller::Answer;
use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

pub static DOCUMENT: LazyLock<Value> = LazyLock::new(berth::testing::api_document);

type Known = HashMap<(String, String), Option<Arc<Validator>>>;
static VALIDATORS: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);

/// The documented path that an address is one of: the one with the fewest places for a name.
pub fn pattern_of(path: &str) -> Option<&'static str> {
    let bare = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let fits = |pattern: &&String| {
        let (parts, wanted): (Vec<_>, Vec<_>) = (bare.split('/').collect(), pattern.split('/').collect());
        parts.len() == wanted.len()
            && parts.iter().zip(&wanted).all(|(part, want)| want.starts_with('{') || part == want)
    };
    let all = DOCUMENT["paths"].as_object().expect("paths").keys();
    all.filter(fits).min_by_key(|pattern| pattern.matches('{').count()).map(String::as_str)
}

/// Panics where an answer is none that the document tells of.
pub fn check(method: &Method, path: &str, answer: &Answer) {
    let Some(pattern) = pattern_of(path) else { return };
    // Another method is answered with 405, which no operation tells of.
    let Some(operation) = DOCUMENT["paths"][pattern].get(method.as_str().to_lowercase()) else { return };
    let what = format!("{method} {pattern} {}", answer.status.as_u16());
    if answer.status.is_server_error() {
        // What fails on our side is told of by no document. Where it may, a test asks for it: with the checks of the code
        // switched off, where the database alone holds.
        return;
    }
    let said = operation["responses"].get(answer.status.as_str());
    let said = said.unwrap_or_else(|| panic!("{what} is not documented: {}", answer.body));
    let said = match said["$ref"].as_str() {
        Some(name) => DOCUMENT.pointer(name.trim_start_matches('#')).expect("it is there"),
        None => said,
    };
    let key = (format!("{method} {pattern}"), answer.status.as_str().to_owned());
    let known = VALIDATORS.lock().unwrap().get(&key).cloned();
    let validator = known.unwrap_or_else(|| {
        let schema = said.pointer("/content/application~1json/schema").cloned();
        let made = schema.map(|mut schema| {
            schema["components"] = json!({ "schemas": DOCUMENT["components"]["schemas"] });
            Arc::new(jsonschema::validator_for(&schema).unwrap_or_else(|why| panic!("{what}: {why}")))
        });
        VALIDATORS.lock().unwrap().insert(key, made.clone());
        made
    });
    let is_file = said["content"].as_object().is_some_and(|kinds| !kinds.contains_key("application/json"));
    match validator {
        None if is_file => assert!(!answer.body.is_empty(), "{what}: a file"),
        None => assert_eq!(answer.body, "", "{what}: it has no body"),
        Some(validator) => {
            let body = answer.json();
            let wrong: Vec<String> =
                validator.iter_errors(&body).map(|why| format!("{}: {why}", why.instance_path())).collect();
            assert_eq!(wrong, [""; 0], "{what}: {body}");
        }
    }
    if said["headers"].get("Total-Pages").is_some() {
        assert!(answer.header("total-pages").parse::<u32>().is_ok(), "{what}: a list says how many pages it has");
    }
}

/// Panics where a message of the webhook is none that the document tells of.
pub fn check_message(body: &Value) {
    let name = body["type"].as_str().unwrap_or_else(|| panic!("a message without a type: {body}"));
    let told = DOCUMENT["webhooks"].get(name).unwrap_or_else(|| panic!("{name} is not documented: {body}"));
    let mut schema = told["post"]["requestBody"]["content"]["application/json"]["schema"].clone();
    schema["components"] = json!({ "schemas": DOCUMENT["components"]["schemas"] });
    let validator = jsonschema::validator_for(&schema).unwrap_or_else(|why| panic!("{name}: {why}"));
    let wrong: Vec<String> = validator.iter_errors(body).map(|why| format!("{}: {why}", why.instance_path())).collect();
    assert_eq!(wrong, [""; 0], "{name}: {body}");
}
