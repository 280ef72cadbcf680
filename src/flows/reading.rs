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
    let whole: Value = object(text, "a flow")?;
    serde_json::from_str(text).map_err(|cause| placed(text, &cause, &part(&whole)))
}

/// Which part of a flow cannot be read, as "Step 2 (“Send”): "; empty where it cannot be said.
pub(crate) fn part(flow: &Value) -> String {
    let list = |name: &str| flow.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    first::<Step>("step", list("steps"))
        .or_else(|| first::<Edge>("arrow", list("edges")))
        .or_else(|| first::<Slot>("connector", list("slots")))
        .or_else(|| first::<FlowField>("field", list("fields")))
        .or_else(|| first::<Lookup>("lookup", list("lookups")))
        .unwrap_or_default()
}

fn first<T: DeserializeOwned>(what: &str, list: &[Value]) -> Option<String> {
    let no = list.iter().position(|one| serde_json::from_value::<T>(one.clone()).is_err())?;
    let name = ["name", "key", "from"].iter().find_map(|key| list[no].get(key).and_then(Value::as_str));
    Some(match name {
        Some(name) => format!("{what} {} (“{}”): ", no + 1, name.chars().take(60).collect::<String>()),
        None => format!("{what} {}: ", no + 1),
    })
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
