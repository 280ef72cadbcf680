//! Edits of flows: each by itself, and any sequence of them.

use super::*;
use proptest::prelude::*;
use serde_json::json;

fn flow() -> Flow {
    serde_json::from_value(json!({
        "steps": [
            {"key": "order", "name": "New order", "kind": "webhook"},
            {"key": "big", "name": "Big?", "kind": "decision", "condition": {"all": []}},
            {"key": "shape", "name": "Shape", "kind": "transform", "mapping": {"rules": [
                {"target": "a", "source": {"field": {"step": "order", "path": "total"}}},
                {"target": "b", "source": {"expression": "steps.order.total * 2"}},
                {"target": "c", "source": {"variable": "team"}},
                {"target": "d", "source": {"lookup": {"table": "codes", "key": {"expression": "variables.team"}}}}]}},
            {"key": "send", "name": "Send", "kind": "action", "slot": "shop", "method": "create"}],
        "edges": [{"from": "order", "to": "big"}, {"from": "big", "port": "yes", "to": "shape"},
                  {"from": "big", "port": "no", "to": "send"}, {"from": "shape", "to": "send"}]
    }))
    .expect("a flow")
}

fn step(key: &str, does: Does) -> Step {
    Step { key: key.to_owned(), name: key.to_owned(), does, split: Split::Flow, on_error: OnError::Retry }
}

fn behind(step: &str, port: &str) -> Behind {
    Behind { step: step.to_owned(), port: port.to_owned() }
}

/// One more arrow.
fn connect(flow: &mut Flow, from: &Behind, to: &str) -> Result<(), String> {
    let there = flow.edges.iter().filter(|edge| edge.from == from.step && edge.port == from.port);
    let targets = there.map(|edge| edge.to.clone()).chain([to.to_owned()]).collect();
    set_ways(flow, &from.step, &[(from.port.clone(), targets)])
}

fn edges(flow: &Flow) -> Vec<String> {
    let mut edges: Vec<String> = flow.edges.iter().map(|e| format!("{}:{}>{}", e.from, e.port, e.to)).collect();
    edges.sort();
    edges
}

#[test]
fn a_new_step_comes_between() {
    let mut flow = flow();
    add(&mut flow, step("wait", Does::Delay { minutes: 1 }), Some(&behind("big", "yes"))).expect("it is added");
    assert_eq!(edges(&flow), ["big:no>send", "big:yes>wait", "order:>big", "shape:>send", "wait:>shape"]);
    assert_eq!(flow.steps[2].key, "wait");
    let decision = Does::Decision { condition: crate::mapping::model::Condition::All(vec![]) };
    add(&mut flow, step("more", decision), Some(&behind("order", ""))).expect("it is added");
    assert!(edges(&flow).contains(&"more:yes>big".to_owned()));
    assert!(add(&mut flow, step("more", Does::WaitAll), None).is_err());
    assert!(add(&mut flow, step("begin", Does::Start), None).expect_err("there is one").contains("begins this flow"));
}

#[test]
fn a_trigger_leads_to_what_is_there() {
    let mut flow = flow();
    remove(&mut flow, "order").expect("it is there");
    add(&mut flow, step("begin", Does::Start), None).expect("there is none");
    assert_eq!(flow.steps[0].key, "begin");
    assert!(edges(&flow).contains(&"begin:>big".to_owned()));
}

#[test]
fn what_led_to_a_removed_step_leads_on() {
    let mut first = flow();
    remove(&mut first, "big").expect("it is there");
    assert_eq!(edges(&first), ["order:>shape", "shape:>send"]);
    let mut second = flow();
    remove(&mut second, "shape").expect("it is there");
    assert_eq!(edges(&second), ["big:no>send", "big:yes>send", "order:>big"]);
}

#[test]
fn a_step_is_moved_and_circles_are_refused() {
    let mut flow = flow();
    move_behind(&mut flow, "shape", &behind("order", "")).expect("it can");
    assert_eq!(edges(&flow), ["big:no>send", "big:yes>send", "order:>shape", "shape:>big"]);
    assert_eq!(place_above(&flow, "big"), Some(behind("order", "")));
    assert_eq!(place_below(&flow, "shape"), Some(behind("big", "yes")));
    let before = flow.clone();
    assert!(connect(&mut flow, &behind("send", ""), "shape").expect_err("no").contains("circle"));
    assert!(move_behind(&mut flow, "big", &behind("send", "")).is_err(), "its way no leads to send");
    assert!(move_behind(&mut flow, "order", &behind("send", "")).is_err());
    assert!(connect(&mut flow, &behind("send", "yes"), "big").is_err());
    assert!(connect(&mut flow, &behind("send", ""), "order").is_err());
    assert_eq!(flow, before, "what is refused changes nothing");
}

#[test]
fn a_new_name_is_known_wherever_the_old_one_was() {
    let mut flow = flow();
    rename_step(&mut flow, "order", "sale").expect("it is free");
    rename_field(&mut flow, "team", "group");
    rename_lookup(&mut flow, "codes", "words");
    rename_slot(&mut flow, "shop", "store");
    let text = serde_json::to_string(&flow).expect("JSON");
    for gone in ["order", "team", "codes", "shop"] {
        assert!(!text.contains(&format!("\"{gone}\"")) && !text.contains(&format!(".{gone}")), "{gone} in {text}");
    }
    assert!(text.contains("steps.sale.total * 2") && text.contains("variables.group"), "{text}");
    assert_eq!(uses_of(&flow, "sale"), ["Shape"]);
    assert!(rename_step(&mut flow, "sale", "send").is_err());
    assert!(rename_step(&mut flow, "sale", "Sale").is_err());
}

#[test]
fn ways_that_are_gone_take_their_arrows_along() {
    let mut flow = flow();
    let case = |key: &str| crate::flows::model::Case { key: key.to_owned(), value: String::new() };
    let switch = |cases: &[&str]| Change {
        name: "Which?".to_owned(),
        does: Does::Switch { value: Default::default(), cases: cases.iter().map(|key| case(key)).collect() },
        split: Split::Flow,
        on_error: OnError::Retry,
        renamed_ways: vec![("yes".to_owned(), "large".to_owned())],
    };
    change(&mut flow, "big", switch(&["large"])).expect("it can");
    assert_eq!(edges(&flow), ["big:large>shape", "order:>big", "shape:>send"]);
    set_ways(&mut flow, "big", &[("else".to_owned(), vec!["send".to_owned()])]).expect("it can");
    assert!(edges(&flow).contains(&"big:else>send".to_owned()));
}

#[test]
fn keys_are_made_of_names() {
    let mut flow = flow();
    for (name, key) in [("Größe prüfen!", "grosse_prufen"), ("", "step"), ("2nd", "step2nd"), ("Send", "send_2")] {
        assert_eq!(key_for(&flow, name), key);
    }
    flow.steps.clear();
    assert_eq!(key_for(&flow, "送信"), "step");
}

/// One edit, of numbers that choose steps and ways.
fn apply(flow: &mut Flow, (what, a, b): (u8, usize, usize)) {
    let pick =
        |flow: &Flow, n: usize| flow.steps.get(n % flow.steps.len().max(1)).map(|s| s.key.clone()).unwrap_or_default();
    let (one, two) = (pick(flow, a), pick(flow, b));
    let ports: Vec<String> =
        flow.step(&one).map(|s| s.does.ports().into_iter().map(str::to_owned).collect()).unwrap_or_default();
    let place = Behind { step: one.clone(), port: ports.get(b % ports.len().max(1)).cloned().unwrap_or_default() };
    let does = match b % 5 {
        0 => Does::Decision { condition: crate::mapping::model::Condition::Any(vec![]) },
        1 => Does::WaitAll,
        2 => Does::Annotation { text: String::new() },
        3 => Does::Start,
        _ => Does::Delay { minutes: 5 },
    };
    // Refusals are answers too.
    let _ = match what % 8 {
        0 | 1 => add(flow, step(&key_for(flow, "New"), does), Some(&place)),
        2 => remove(flow, &one).map(drop),
        3 => move_behind(flow, &one, &Behind { step: two, port: place.port }),
        4 => connect(flow, &place, &two),
        5 => set_ways(flow, &one, &[(place.port, Vec::new())]),
        6 => rename_step(flow, &one, &key_for(flow, "Renamed")),
        _ => {
            let change_to = Change {
                name: "x".to_owned(),
                does,
                split: Split::None,
                on_error: OnError::Ignore,
                renamed_ways: vec![],
            };
            change(flow, &one, change_to)
        }
    };
}

proptest! {
    #[test]
    fn no_sequence_of_edits_breaks_the_picture(edits in prop::collection::vec((any::<u8>(), 0usize..50, 0usize..50), 0..60)) {
        let mut flow = flow();
        for edit in edits {
            apply(&mut flow, edit);
            let mut keys = BTreeSet::new();
            for step in &flow.steps {
                prop_assert!(keys.insert(step.key.clone()), "two steps are called {}", step.key);
            }
            let mut arrows = BTreeSet::new();
            for edge in &flow.edges {
                let from = flow.step(&edge.from);
                prop_assert!(from.is_some_and(|s| s.does.ports().contains(&edge.port.as_str())), "{edge:?}");
                prop_assert!(flow.step(&edge.to).is_some_and(|s| !s.does.begins()), "{edge:?}");
                prop_assert!(arrows.insert((edge.from.clone(), edge.port.clone(), edge.to.clone())), "{edge:?} twice");
            }
            prop_assert!(!circle(&flow));
            let text = serde_json::to_string(&flow).expect("it is written");
            prop_assert_eq!(&serde_json::from_str::<Flow>(&text).expect("it is read"), &flow);
        }
    }
}
