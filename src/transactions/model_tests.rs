//! Where a Transaction can be run again from.

use super::*;

fn flow(first: &str) -> Flow {
    serde_json::from_value(serde_json::json!({"steps": [
        {"key": "a", "name": "A", "kind": first}, {"key": "b", "name": "B", "kind": "delay", "minutes": 1},
        {"key": "all", "name": "All", "kind": "wait_all"}, {"key": "c", "name": "C", "kind": "delay", "minutes": 1}],
        "edges": []}))
    .unwrap()
}

fn log(entries: &[(&str, &str)]) -> Vec<Logged> {
    let entry = |((step, outcome), seq): (&(&str, &str), i32)| Logged {
        seq,
        step: (*step).to_owned(),
        outcome: (*outcome).to_owned(),
        kept: true,
    };
    entries.iter().zip(0..).map(entry).collect()
}

#[test]
fn from_the_failed_step_all_that_was_done_before_is_copied() {
    let log = log(&[("a", "done"), ("b", "waits"), ("b", "done"), ("c", "retry"), ("c", "failed")]);
    assert_eq!(copied(&flow("webhook"), &log, Some("c"), Since::Failure, false), Ok(vec![0, 2]));
    assert_eq!(copied(&flow("webhook"), &log, Some("c"), Since::Start, false), Ok(vec![0]));
    assert_eq!(copied(&flow("start"), &log, Some("c"), Since::Start, false), Ok(vec![]), "it begins by itself");
}

#[test]
fn without_the_data_it_cannot_go_on() {
    let mut log = log(&[("a", "done"), ("b", "failed")]);
    log[0].kept = false;
    assert_eq!(copied(&flow("webhook"), &log, Some("b"), Since::Failure, false), Err(gone()));
    assert_eq!(copied(&flow("webhook"), &log, Some("b"), Since::Start, false), Err(gone()));
    assert_eq!(copied(&flow("start"), &log, Some("b"), Since::Start, false), Ok(vec![]));
}

#[test]
fn items_that_are_not_joined_yet_have_it_begin_anew() {
    let open = log(&[("a", "done"), ("a", "split"), ("c", "failed")]);
    assert!(copied(&flow("webhook"), &open, Some("c"), Since::Failure, false).is_err());
    let joined = log(&[("a", "done"), ("a", "split"), ("all", "done"), ("c", "failed")]);
    assert_eq!(copied(&flow("webhook"), &joined, Some("c"), Since::Failure, false), Ok(vec![0, 1, 2]));
}
