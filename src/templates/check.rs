//! What is wrong with a release's flow in this partner's library: what [`Flow::check`] says, connectors and methods that
//! are not there, and the line of the JSON that each complaint is about.

use crate::connectors::model::Definition;
use crate::flows::check::Complaint;
use crate::flows::model::{Does, Flow};
use crate::mapping::model::Weight;
use std::collections::BTreeMap;

/// A connector that a flow names, as the library has it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub id: uuid::Uuid,
    pub name: String,
    /// Its live release without its methods' fields; none: no release is live.
    pub live: Option<Definition>,
}

/// Connectors of the library by their key; what is not there has no entry.
pub(crate) type Library = BTreeMap<String, Known>;

/// Everything wrong with a flow here.
pub(crate) fn complaints(flow: &Flow, library: &Library) -> Vec<Complaint> {
    let mut all = flow.check();
    let wrong =
        |step: Option<&str>, words: String| Complaint { step: step.map(str::to_owned), weight: Weight::Error, words };
    for slot in &flow.slots {
        match library.get(&slot.connector) {
            Some(Known { live: Some(_), .. }) => {}
            Some(Known { name, .. }) => {
                all.push(wrong(None, t!("templates-check-no-live", name = name)));
            }
            None => {
                all.push(wrong(None, t!("templates-check-no-connector", connector = slot.connector, slot = slot.key)))
            }
        }
    }
    for step in &flow.steps {
        let (Does::Poll(call) | Does::Action(call)) = &step.does else { continue };
        let Some(slot) = flow.slots.iter().find(|slot| slot.key == call.slot) else { continue };
        if let Some(Known { name, live: Some(definition), .. }) = library.get(&slot.connector)
            && !call.method.is_empty()
            && definition.methods.iter().all(|method| method.key != call.method)
        {
            let words = t!("templates-check-no-method", name = name, method = call.method);
            all.push(wrong(Some(&step.key), words));
        }
    }
    all
}

/// The errors among complaints: what keeps a release from becoming live.
pub(crate) fn errors(complaints: &[Complaint]) -> usize {
    complaints.iter().filter(|complaint| complaint.weight == Weight::Error).count()
}

/// Where in a flow's JSON a step is written: the line of its key, from 1.
fn line_of(text: &str, step: &str) -> Option<usize> {
    let wanted = format!("\"key\":\"{step}\"");
    let begin = text.lines().position(|line| line.contains("\"steps\""))?;
    let found = text.lines().skip(begin).position(|line| {
        let dense: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        dense.contains(&wanted)
    });
    found.map(|after| begin + after + 1)
}

/// A complaint as a page shows it: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub place: String,
    pub words: String,
    /// It keeps the release from becoming live.
    pub wrong: bool,
}

/// Complaints with their places in the JSON that people see.
pub(crate) fn placed(flow: &Flow, text: &str, complaints: Vec<Complaint>) -> Vec<Placed> {
    let place = |step: Option<&String>| match step {
        None => t!("templates-the-flow").to_owned(),
        Some(key) => {
            let name = flow.step(key).map_or(key.as_str(), |step| step.name.as_str());
            match line_of(text, key) {
                Some(line) => t!("templates-check-line", line = line.to_string(), name = name),
                None => t!("templates-step", name = name),
            }
        }
    };
    complaints
        .into_iter()
        .map(|one| Placed { place: place(one.step.as_ref()), wrong: one.weight == Weight::Error, words: one.words })
        .collect()
}

/// A flow as people read and edit it.
pub(crate) fn written(flow: &Flow) -> serde_json::Result<String> {
    serde_json::to_string_pretty(flow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn flow() -> Flow {
        serde_json::from_value(json!({
            "steps": [{"key": "begin", "name": "Begin", "kind": "start"},
                      {"key": "send", "name": "Send on", "kind": "action", "slot": "chat", "method": "post"}],
            "edges": [{"from": "begin", "to": "send"}],
            "slots": [{"key": "chat", "connector": "slack"}]
        }))
        .expect("a flow")
    }

    fn library(methods: &[&str]) -> Library {
        let definition =
            json!({"name": "Slack", "methods": methods.iter().map(|m| json!({"key": m})).collect::<Vec<_>>()});
        let live = Some(serde_json::from_value(definition).expect("a definition"));
        Library::from([("slack".to_owned(), Known { id: uuid::Uuid::nil(), name: "Slack".to_owned(), live })])
    }

    #[test]
    fn what_the_library_lacks_is_named() {
        assert_eq!(complaints(&flow(), &library(&["post"])), vec![]);
        let none = complaints(&flow(), &Library::new());
        assert!(none[0].words.contains("no connector “slack”"), "{none:?}");
        let other = complaints(&flow(), &library(&["read"]));
        assert_eq!(other[0].step.as_deref(), Some("send"));
        assert!(other[0].words.contains("no method “post”"), "{other:?}");
    }

    #[test]
    fn a_complaint_says_its_line() {
        let text = written(&flow()).expect("it is written");
        let placed = placed(&flow(), &text, complaints(&flow(), &library(&["read"])));
        let line: usize = text.lines().position(|line| line.contains("\"send\"")).expect("it stands there") + 1;
        assert_eq!(placed[0].place, format!("Line {line}, step “Send on”"));
    }
}
