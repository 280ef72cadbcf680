//! Forms of steps: what they show is what they read, and what is wrong stands at its field.

use super::mapping::{Target, targets};
use super::step::{Edited, Ground, Press, pressed, read, written};
use super::*;
use crate::builder::queries::Methods;
use crate::builder::sight::Sight;
use crate::connectors::model::Method;
use crate::error::FieldErrors;
use crate::flows::model::{Flow, Step};
use chrono::DateTime;
use serde_json::json;
use std::collections::BTreeMap;

/// A flow with a step of each kind that has a form of its own, and everything that such a form can say.
fn flow() -> Flow {
    serde_json::from_value(json!({
        "steps": [
            {"key": "hook", "name": "Hook", "kind": "webhook", "synchronous": true, "split": {"by": "each", "path": "lines"},
             "check": {"kind": "hmac", "header": "X-Sign", "algorithm": "sha512", "encoding": "base64", "prefix": "v1=",
                       "timestamp": {"place": "header", "name": "X-Time", "signed": "v0:{timestamp}:{body}", "window_s": 60}}},
            {"key": "find", "name": "Find", "kind": "action", "slot": "shop", "method": "find", "pages": 3, "on_error": "stop_cycle",
             "mapping": {"rules": [
                {"target": "body.who", "source": {"field": {"step": "hook", "path": "a.\"odd.key\"[].b"}}},
                {"target": "body.free[].x", "source": {"lookup": {"table": "codes", "key": {"fixed": "x"}, "otherwise": 3}}},
                {"target": "query.q", "source": {"expression": "trigger.q ~ \"\n\""}}]}},
            {"key": "big", "name": "Big?", "kind": "decision", "condition": {"any": [
                {"left": {"expression": "item.total"}, "test": "greater", "right": {"fixed": 100}},
                {"left": {"field": {"step": "find", "path": ""}}, "test": "is_empty"},
                {"left": {"variable": "team"}, "test": "matches_one_of", "right": {"fixed": ["a"]}, "exact_case": true}]}},
            {"key": "which", "name": "Which?", "kind": "switch", "value": {"variable": "team"},
             "cases": [{"key": "one", "value": "1"}, {"key": "two", "value": " 2"}]},
            {"key": "wait", "name": "Wait", "kind": "delay", "minutes": 180},
            {"key": "until", "name": "Until", "kind": "wait_until", "at": {"fixed": "2026-12-01T09:00:00Z"}},
            {"key": "shape", "name": "Shape", "kind": "transform", "split": {"by": "none"},
             "mapping": {"rules": [{"target": "", "source": {"fixed": {"a": [1]}}}]}},
            {"key": "keep", "name": "Keep", "kind": "storage", "action": "put", "scope": "account",
             "entry": {"fixed": "last"}, "value": {"fixed": true}},
            {"key": "call", "name": "Call", "kind": "http", "verb": "PATCH", "url": {"expression": "https://x.example/{{ trigger.q }}"},
             "headers": {"rules": [{"target": "X-A", "source": {"fixed": ""}}]}, "body": {"rules": []}},
            {"key": "answer", "name": "Answer", "kind": "respond", "status": 202, "mapping": {"rules": []}},
            {"key": "note", "name": "Note", "kind": "annotation", "text": "Two\nlines"}],
        "edges": [{"from": "hook", "to": "find"}, {"from": "find", "to": "big"}, {"from": "big", "port": "yes", "to": "which"},
                  {"from": "big", "port": "yes", "to": "wait"}, {"from": "big", "port": "no", "to": "until"},
                  {"from": "which", "port": "two", "to": "shape"}, {"from": "which", "port": "else", "to": "keep"}],
        "slots": [{"key": "shop", "connector": "corner"}], "fields": [{"key": "team", "title": "Team"}],
        "lookups": [{"name": "codes", "rows": [["x", "y"]]}]
    }))
    .expect("a flow")
}

fn method() -> Method {
    serde_json::from_value(json!({"key": "find", "request": [
        {"path": "who", "kind": "text", "required": true, "title": "Who"}, {"path": "q", "place": "query"}, {"path": "more", "kind": "integer"}]}))
    .expect("a method")
}

fn with<T>(flow: &Flow, step: &Step, then: impl FnOnce(&Ground<'_>) -> T) -> T {
    let methods = Methods::from([(("corner".to_owned(), "find".to_owned()), method())]);
    let own: Vec<Target> = if step.key == "find" { targets(&method()) } else { Vec::new() };
    let refuse = |url: &url::Url| {
        if url.host_str() == Some("127.0.0.1") { Err("It must not.".to_owned()) } else { Ok(()) }
    };
    then(&Ground {
        sight: Sight { flow, methods: &methods, data: &BTreeMap::new() },
        targets: &own,
        zone: chrono_tz::Tz::UTC,
        schedule: None,
        now: DateTime::UNIX_EPOCH,
        callable: &refuse,
    })
}

fn again(flow: &Flow, key: &str, change: impl FnOnce(&mut Typed)) -> Result<Edited, FieldErrors> {
    let step = flow.step(key).expect("it is there");
    with(flow, step, |ground| {
        let mut typed = written(ground, step);
        change(&mut typed);
        read(ground, step, &typed)
    })
}

#[test]
fn a_form_that_is_sent_as_it_came_changes_nothing() {
    let flow = flow();
    for step in &flow.steps {
        let edited = again(&flow, &step.key, |_| {}).unwrap_or_else(|errors| panic!("{}: {errors:?}", step.key));
        let mut changed = flow.clone();
        crate::builder::edit::change(&mut changed, &step.key, edited.change).expect("it can");
        crate::builder::edit::set_ways(&mut changed, &step.key, &edited.ways).expect("it can");
        assert_eq!(changed.step(&step.key), Some(step));
        let sorted = |flow: &Flow| {
            let mut edges: Vec<String> = flow.edges.iter().map(|e| format!("{e:?}")).collect();
            edges.sort();
            edges
        };
        assert_eq!(sorted(&changed), sorted(&flow), "{}", step.key);
    }
}

#[test]
fn what_is_wrong_stands_at_its_field() {
    let table: &[(&str, &str, &str, &str)] = &[
        ("find", "name", "", "name"),
        ("find", "m0-pick", "later.x", "m0"),
        ("find", "m0-pick", "Not a step", "m0"),
        ("find", "m0-target", "who", "m0"),
        ("find", "m0-target", "body..x", "m0"),
        ("find", "pages", "0", "pages"),
        ("big", "l0-text", "item.(", "l0"),
        ("which", "case1-key", "one", "case1"),
        ("which", "v-variable", "teem", "v"),
        ("wait", "amount", "0", "amount"),
        ("shape", "split_path", "a..b", ""),
        ("answer", "status", "99", "status"),
    ];
    for (step, field, value, at) in table {
        let read = again(&flow(), step, |typed| typed.set(field, *value));
        match read {
            Err(errors) => assert!(errors.0.iter().any(|e| e.field == *at), "{step} {field}={value}: {errors:?}"),
            Ok(_) => assert!(at.is_empty(), "{step} {field}={value} was taken"),
        }
    }
    for (address, taken) in [("http://127.0.0.1/x", false), ("no address", false), ("https://example.com/", true)] {
        let read = again(&flow(), "call", |typed| {
            typed.set("u-kind", "fixed");
            typed.set("u-text", address);
        });
        assert_eq!(read.is_ok(), taken, "{address}");
    }
}

#[test]
fn rows_are_added_and_removed_without_losing_what_was_typed() {
    let flow = flow();
    let step = flow.step("find").expect("it is there");
    with(&flow, step, |ground| {
        let mut typed = written(ground, step);
        assert_eq!(typed.rows("m", "-target"), 4, "three fields of the method and one more");
        typed.set("press", "m+");
        assert_eq!(pressed(&mut typed, ground.targets), Press::Rows);
        typed.set("m4-text", "kept");
        typed.set("press", "m-1");
        assert_eq!(pressed(&mut typed, ground.targets), Press::Rows);
        assert_eq!((typed.rows("m", "-target"), typed.get("m3-text")), (4, "kept"));
        typed.set("press", "try");
        assert_eq!(pressed(&mut typed, ground.targets), Press::Try);
        for press in ["", "save", "m-x", "name-1", "case"] {
            typed.set("press", press);
            assert_eq!(pressed(&mut typed, ground.targets), Press::Save, "{press}");
        }
    });
    let renamed = again(&flow, "which", |typed| typed.set("case1-key", "both")).expect("it can");
    assert_eq!(renamed.change.renamed_ways, [("two".to_owned(), "both".to_owned())]);
    assert!(renamed.ways.contains(&("both".to_owned(), vec!["shape".to_owned()])));
}

proptest::proptest! {
    #[test]
    fn nothing_typed_makes_it_panic(fields in proptest::collection::vec(("(m|l|t|r|case|h|b|v|u)[0-9]{0,2}-[a-z]{0,9}|[a-z_]{1,9}", ".{0,30}"), 0..40)) {
        let flow = flow();
        for step in &flow.steps {
            with(&flow, step, |ground| {
                let mut typed = written(ground, step);
                for (name, value) in &fields {
                    typed.set(name, value.clone());
                }
                pressed(&mut typed, ground.targets);
                let _ = read(ground, step, &typed);
            });
        }
    }
}
