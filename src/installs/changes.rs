//! What differs between two flows, for people: what an upgrade brings, or takes away.

use crate::flows::model::{Flow, Step};
use serde_json::Value;
use std::collections::BTreeSet;

/// What, as it is, as it becomes; an empty side: not there.
pub(crate) type Difference = (String, String, String);

/// Everything that differs, steps first.
pub(crate) fn between(before: &Flow, after: &Flow) -> Vec<Difference> {
    let mut all = Vec::new();
    for step in &after.steps {
        let what = format!("Step “{}”", step.name);
        match before.step(&step.key) {
            None => all.push((what, String::new(), step.does.words().to_owned())),
            Some(was) if was != step => all.push((what, was.does.words().to_owned(), changed(was, step))),
            Some(_) => {}
        }
    }
    for step in before.steps.iter().filter(|step| after.step(&step.key).is_none()) {
        all.push((format!("Step “{}”", step.name), step.does.words().to_owned(), String::new()));
    }
    let arrows = |flow: &Flow| -> BTreeSet<(String, String, String)> {
        flow.edges.iter().map(|edge| (edge.from.clone(), edge.port.clone(), edge.to.clone())).collect()
    };
    let (old, new) = (arrows(before), arrows(after));
    if old != new {
        let kept = old.intersection(&new).count();
        let words = |own: usize, kept: usize| format!("{own} arrows, {} of them only there", own - kept);
        all.push(("Ways between steps".to_owned(), words(old.len(), kept), words(new.len(), kept)));
    }
    all.extend(pairs("Connector", &slots(before), &slots(after)));
    all.extend(pairs("Field", &fields(before), &fields(after)));
    if before.lookups != after.lookups {
        let names = |flow: &Flow| flow.lookups.iter().map(|table| table.name.as_str()).collect::<Vec<_>>().join(", ");
        all.push(("Tables for lookups".to_owned(), names(before), names(after)));
    }
    if before.split != after.split {
        let words = |flow: &Flow| serde_json::to_value(flow.split).map(|v| v.as_str().unwrap_or_default().to_owned());
        let words = |flow: &Flow| words(flow).unwrap_or_default();
        all.push(("Steps that split lists".to_owned(), words(before), words(after)));
    }
    all
}

/// Which parts of a step are others, in words.
fn changed(was: &Step, is: &Step) -> String {
    let parts = |step: &Step| match serde_json::to_value(step) {
        Ok(Value::Object(parts)) => parts,
        _ => serde_json::Map::new(),
    };
    let (was, is) = (parts(was), parts(is));
    let keys: BTreeSet<&String> = was.keys().chain(is.keys()).filter(|key| was.get(*key) != is.get(*key)).collect();
    let words = keys.into_iter().map(|key| match key.as_str() {
        "kind" => "what it does",
        "slot" => "its connector",
        "mapping" | "body" | "headers" => "its fields",
        "on_error" => "what happens on an error",
        "split" => "how lists are split",
        "name" => "its name",
        "pages" => "how many pages it fetches",
        "sample" => "its example",
        "check" => "who may send",
        "synchronous" => "whether the sender waits",
        other => other,
    });
    let words: Vec<&str> = words.collect::<BTreeSet<_>>().into_iter().collect();
    format!("changed: {}", words.join(", "))
}

fn slots(flow: &Flow) -> Vec<(String, String)> {
    flow.slots.iter().map(|slot| (slot.key.clone(), slot.connector.clone())).collect()
}

fn fields(flow: &Flow) -> Vec<(String, String)> {
    let words = |field: &crate::flows::model::FlowField| {
        let mut words = vec![if field.required { "must be filled in" } else { "may be left empty" }.to_owned()];
        words.extend((!field.default.is_empty()).then(|| format!("left empty: {}", field.default)));
        words.extend((!field.choices.is_empty()).then(|| format!("one of {}", field.choices.join(", "))));
        let kind = serde_json::to_value(field.kind).ok();
        words.extend(kind.and_then(|kind| kind.as_str().map(str::to_owned)));
        words.join("; ")
    };
    flow.fields.iter().map(|field| (field.words().to_owned(), words(field))).collect()
}

fn pairs(what: &str, before: &[(String, String)], after: &[(String, String)]) -> Vec<Difference> {
    let of = |list: &[(String, String)], key: &str| {
        list.iter().find(|(other, _)| other == key).map(|(_, words)| words.clone()).unwrap_or_default()
    };
    let keys: BTreeSet<&String> = before.iter().chain(after).map(|(key, _)| key).collect();
    keys.into_iter()
        .map(|key| (format!("{what} “{key}”"), of(before, key), of(after, key)))
        .filter(|(_, was, is)| was != is)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn flow(value: Value) -> Flow {
        serde_json::from_value(value).expect("a flow")
    }

    #[test]
    fn what_comes_goes_and_changes_is_named() {
        let before = flow(json!({
            "steps": [{"key": "a", "name": "Begin", "kind": "webhook"}, {"key": "b", "name": "Wait", "kind": "delay", "minutes": 5},
                      {"key": "c", "name": "Gone", "kind": "wait_all"}],
            "edges": [{"from": "a", "to": "b"}],
            "slots": [{"key": "x", "connector": "xero"}], "fields": [{"key": "f", "title": "Team"}]}));
        assert_eq!(between(&before, &before), vec![]);
        let after = flow(json!({
            "steps": [{"key": "a", "name": "Begin", "kind": "webhook"}, {"key": "b", "name": "Wait", "kind": "delay", "minutes": 9},
                      {"key": "d", "name": "New", "kind": "wait_all"}],
            "edges": [{"from": "a", "to": "d"}],
            "slots": [{"key": "y", "connector": "slack"}], "fields": [{"key": "f", "title": "Team", "required": true}]}));
        let found = between(&before, &after);
        let said: Vec<String> = found.iter().map(|(what, was, is)| format!("{what}: {was} > {is}")).collect();
        assert_eq!(
            said,
            [
                "Step “Wait”: Delay > changed: minutes",
                "Step “New”:  > Wait for all",
                "Step “Gone”: Wait for all > ",
                "Ways between steps: 1 arrows, 1 of them only there > 1 arrows, 1 of them only there",
                "Connector “x”: xero > ",
                "Connector “y”:  > slack",
                "Field “Team”: may be left empty; text > must be filled in; text",
            ]
        );
    }
}
