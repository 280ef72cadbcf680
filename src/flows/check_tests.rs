//! Flows with and without faults, as JSON.

use super::*;
use serde_json::json;

fn flow(value: serde_json::Value) -> Flow {
    serde_json::from_value(value).expect("a flow")
}

fn good() -> serde_json::Value {
    json!({
        "steps": [
            {"key": "hook", "name": "New order", "kind": "webhook"},
            {"key": "is_big", "name": "Big?", "kind": "decision",
             "condition": {"all": [{"left": {"field": {"step": "hook", "path": "total"}}, "test": "greater", "right": {"fixed": 100}}]}},
            {"key": "shape", "name": "Shape", "kind": "transform", "mapping": {"rules": [
                {"target": "who", "source": {"expression": "trigger.customer"}}, {"target": "to", "source": {"variable": "team"}}]}}],
        "edges": [{"from": "hook", "to": "is_big"}, {"from": "is_big", "port": "yes", "to": "shape"}],
        "fields": [{"key": "team", "title": "Team"}]
    })
}

#[test]
fn a_sound_flow_has_no_fault() {
    assert_eq!(flow(good()).check(), vec![]);
}

#[test]
fn what_is_mapped_to_no_part_of_a_request_is_named() {
    let called = |target: &str| {
        flow(json!({
            "steps": [
                {"key": "hook", "name": "Hook", "kind": "webhook"},
                {"key": "send", "name": "Send", "kind": "action", "slot": "post", "method": "send", "pages": 1,
                 "mapping": {"rules": [{"target": target, "source": {"fixed": "Hello"}}]}}],
            "edges": [{"from": "hook", "to": "send"}], "slots": [{"key": "post", "connector": "post-room"}]
        }))
        .check()
    };
    assert_eq!(called("body.subject"), vec![]);
    let faults = format!("{:?}", called("subject"));
    assert!(faults.contains("in no part of a request") && faults.contains("body.subject"), "{faults}");
}

#[test]
fn an_e_mail_says_to_whom_and_what() {
    let mailing = |to: serde_json::Value| {
        flow(json!({
            "steps": [
                {"key": "hook", "name": "Hook", "kind": "webhook"},
                {"key": "mail", "name": "Mail", "kind": "email", "to": to, "subject": {"fixed": "Hello"},
                 "body": {"expression": "trigger.text"}}],
            "edges": [{"from": "hook", "to": "mail"}]
        }))
        .check()
    };
    assert_eq!(mailing(json!({"field": {"step": "hook", "path": "email"}})), vec![]);
    assert!(format!("{:?}", mailing(json!("ignore"))).contains("whom it goes to"));
}

#[test]
fn each_fault_is_named_at_its_step() {
    let table: &[(&str, serde_json::Value, &str)] = &[
        ("/steps/0/kind", json!("wait_all"), "Nothing begins this flow"),
        ("/steps/2/kind", json!("start"), "More than one step begins"),
        ("/steps/1/key", json!("hook"), "Another step has this key too"),
        ("/steps/1/key", json!("Is Big"), "lower-case letter"),
        ("/steps/1/name", json!(" "), "Give the step a name"),
        ("/edges/1/port", json!("maybe"), "It goes on by yes, no, not by “maybe”"),
        ("/edges/0/port", json!("yes"), "It has only one way on, not “yes”"),
        ("/edges/1/to", json!("nowhere"), "leads to “nowhere”, which is no step"),
        ("/edges/1/to", json!("hook"), "which begins the flow"),
        ("/edges/1/to", json!("is_big"), "makes a circle"),
        ("/edges/0/from", json!("nobody"), "begins at “nobody”"),
        ("/steps/1/condition", json!({"all": []}), "Say what decides"),
        ("/steps/2/mapping/rules/1/source/variable", json!("teem"), "teem"),
        ("/steps/2/mapping/rules/0/source/expression", json!("trigger.("), "line 1"),
    ];
    for (at, value, words) in table {
        let mut changed = good();
        let (place, key) = at.rsplit_once('/').expect(at);
        let place = changed.pointer_mut(place).and_then(serde_json::Value::as_object_mut).expect(at);
        place.insert(key.to_owned(), value.clone());
        let complaints = flow(changed).check();
        assert!(complaints.iter().any(|c| c.words.contains(words)), "{at} = {value}: {complaints:?}");
    }
}

#[test]
fn a_step_reads_only_what_a_way_leads_through() {
    let mut value = good();
    value["steps"][1]["condition"]["all"][0]["left"]["field"]["step"] = json!("shape");
    let complaints = flow(value).check();
    assert!(
        complaints.iter().any(|c| c.step.as_deref() == Some("is_big") && c.weight == Weight::Error),
        "{complaints:?}"
    );
}

#[test]
fn an_item_is_known_until_the_items_are_joined() {
    let flow = flow(json!({
        "steps": [{"key": "a", "name": "A", "kind": "webhook", "split": {"by": "each", "path": "lines"}},
                  {"key": "b", "name": "B", "kind": "transform", "mapping": {"rules": []}},
                  {"key": "c", "name": "C", "kind": "wait_all"},
                  {"key": "d", "name": "D", "kind": "transform", "mapping": {"rules": []}}],
        "edges": [{"from": "a", "to": "b"}, {"from": "b", "to": "c"}, {"from": "c", "to": "d"}]
    }));
    let knows = |key: &str| flow.known(flow.step(key).expect("a step")).item.is_some();
    assert_eq!(["a", "b", "d"].map(knows), [false, true, false]);
}

#[test]
fn an_answer_wants_somebody_who_waits_and_a_letter_an_address() {
    let said = |synchronous: bool| -> Vec<String> {
        let flow = flow(json!({
            "steps": [{"key": "a", "name": "A", "kind": "webhook", "synchronous": synchronous},
                      {"key": "b", "name": "B", "kind": "respond", "mapping": {"rules": []}},
                      {"key": "c", "name": "C", "kind": "email", "to": {"fixed": "nobody"}, "subject": {"fixed": "S"}, "body": {"fixed": "T"}}],
            "edges": [{"from": "a", "to": "b"}, {"from": "b", "to": "c"}]
        }));
        flow.check().into_iter().map(|one| one.words).collect()
    };
    assert!(said(false).iter().any(|words| words.starts_with("Nobody waits for this answer")), "{:?}", said(false));
    assert!(said(true).iter().all(|words| words.contains("is not an e-mail address")), "{:?}", said(true));
}
