//! A flow as a person typed or uploaded it. What is wrong is said with the part of the flow that it is about.

use super::model::{Edge, Flow, FlowField, Lookup, Slot, Step};
use crate::json_words::{object, placed};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a flow.
///
/// # Errors
/// What is wrong and where, in words.
pub(crate) fn read(text: &str) -> Result<Flow, String> {
    // A list would be read as a flow of its parts in their order, and an empty one as an empty flow.
    let whole: Value = object(text, t!("flows-a-flow"))?;
    serde_json::from_str(text).map_err(|cause| placed(text, &cause, &part(&whole)))
}

/// Which part of a flow cannot be read, as "step 2 (“Send”):"; empty where it cannot be said.
pub(crate) fn part(flow: &Value) -> String {
    let list = |name: &str| flow.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let step = first::<Step>(list("steps")).map(|(no, name)| match name {
        Some(name) => t!("flows-part-step", no = no, name = name),
        None => t!("flows-part-step-nameless", no = no),
    });
    let arrow = || {
        first::<Edge>(list("edges")).map(|(no, name)| match name {
            Some(name) => t!("flows-part-arrow", no = no, name = name),
            None => t!("flows-part-arrow-nameless", no = no),
        })
    };
    let connector = || {
        first::<Slot>(list("slots")).map(|(no, name)| match name {
            Some(name) => t!("flows-part-connector", no = no, name = name),
            None => t!("flows-part-connector-nameless", no = no),
        })
    };
    let field = || {
        first::<FlowField>(list("fields")).map(|(no, name)| match name {
            Some(name) => t!("flows-part-field", no = no, name = name),
            None => t!("flows-part-field-nameless", no = no),
        })
    };
    let lookup = || {
        first::<Lookup>(list("lookups")).map(|(no, name)| match name {
            Some(name) => t!("flows-part-lookup", no = no, name = name),
            None => t!("flows-part-lookup-nameless", no = no),
        })
    };
    step.or_else(arrow).or_else(connector).or_else(field).or_else(lookup).unwrap_or_default()
}

/// Number and name of the first that cannot be read.
fn first<T: DeserializeOwned>(list: &[Value]) -> Option<(String, Option<String>)> {
    let no = list.iter().position(|one| serde_json::from_value::<T>(one.clone()).is_err())?;
    let name = ["name", "key", "from"].iter().find_map(|key| list[no].get(key).and_then(Value::as_str));
    Some(((no + 1).to_string(), name.map(|name| name.chars().take(60).collect())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_flow_says_where_and_what_stands_there() {
        let wrong = read("{\n  \"steps\": [,]\n}").expect_err("it is none");
        assert!(wrong.starts_with("Line 2, character"), "{wrong}");
        assert!(wrong.contains("“\"steps\": [,]”"), "{wrong}");
        for (text, wanted) in [
            (
                r#"{"steps": [{"key": "a", "name": "Fly off", "kind": "fly"}]}"#,
                "step 1 (“Fly off”): “fly” is not known here",
            ),
            (r#"{"steps": [{"key": "a", "kind": "start"}]}"#, "step 1 (“a”): “name” is missing"),
            (r#"{"edges": [{"from": 3, "to": "b"}]}"#, "arrow 1: there is 3 where a text"),
            (r#"{"steps": {}}"#, "there is an object where a list is wanted"),
            ("[]", "A flow is an object"),
            ("7", "This is a number"),
        ] {
            let wrong = read(text).expect_err("it is none");
            assert!(wrong.contains(wanted), "{text}: {wrong}");
        }
    }
}
