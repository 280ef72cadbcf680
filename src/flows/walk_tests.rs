//! Pictures as text: `a -> b` is an edge, `a yes> b` one by a port.

use super::*;
use crate::flows::model::{Case, Edge};
use crate::mapping::model::{Condition, Mapping, Source};
use proptest::prelude::*;

fn flow(text: &str) -> Flow {
    let mut flow = Flow::default();
    let mut step = |key: &str| {
        let does = match key.trim_end_matches(char::is_numeric) {
            "hook" => Does::Start,
            "decide" => Does::Decision { condition: Condition::All(Vec::new()) },
            "switch" => Does::Switch {
                value: Source::default(),
                cases: vec![Case { key: "red".to_owned(), value: "r".to_owned() }],
            },
            "all" => Does::WaitAll,
            "note" => Does::Annotation { text: String::new() },
            _ => Does::Transform { mapping: Mapping::default() },
        };
        if flow.steps.iter().all(|s| s.key != key) {
            let (key, name) = (key.to_owned(), key.to_owned());
            flow.steps.push(Step { key, name, does, split: Default::default(), on_error: Default::default() });
        }
        key.to_owned()
    };
    let mut edges = Vec::new();
    for line in text.split(',').map(str::trim).filter(|line| !line.is_empty()) {
        let [from, arrow, to] = line.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{line}") };
        let port = arrow.trim_end_matches('>').trim_end_matches('-').to_owned();
        edges.push(Edge { from: step(from), port, to: step(to) });
    }
    flow.edges = edges;
    flow
}

/// `a` went on by its only way, `a/yes` by a port, `a*` split, `a?` is to be tried again, `a!` failed.
fn past(text: &str) -> Vec<Past> {
    text.split_whitespace()
        .map(|word| {
            let (step, went) = match word.split_once('/') {
                Some((step, port)) => (step, Went::On(port.to_owned())),
                None if word.ends_with('*') => (&word[..word.len() - 1], Went::Split),
                None if word.ends_with('?') => (&word[..word.len() - 1], Went::Again),
                None if word.ends_with('!') => (&word[..word.len() - 1], Went::Failed),
                None => (word, Went::On(String::new())),
            };
            Past { step: step.to_owned(), went }
        })
        .collect()
}

#[track_caller]
fn assert_next(picture: &str, so_far: &str, expected: &str) {
    let (so_far, children) = match so_far.strip_suffix(" +children") {
        Some(rest) => (rest, true),
        None => (so_far, false),
    };
    let (so_far, begins) = match so_far.split_once(": ") {
        Some((step, rest)) => (rest, Begins::After(step)),
        None => (so_far, Begins::Trigger),
    };
    let said = match next(&flow(picture), &past(so_far), begins, children) {
        Next::Run(steps) => steps.join(" "),
        Next::Children => "children".to_owned(),
        Next::End => "end".to_owned(),
    };
    assert_eq!(said, expected, "{picture} after {so_far:?}");
}

#[test]
fn steps_follow_one_another_and_end() {
    let line = "hook -> a, a -> b, b -> note";
    assert_next(line, "", "hook");
    assert_next(line, "hook", "a");
    assert_next(line, "hook a?", "a");
    assert_next(line, "hook a? a", "b");
    assert_next(line, "hook a b", "end");
    assert_next(line, "hook a!", "end");
}

#[test]
fn a_decision_kills_the_way_that_is_not_taken() {
    let fork = "hook -> decide, decide yes> a, decide no> b, b -> c, a -> d, c -> d";
    assert_next(fork, "hook decide/yes", "a");
    assert_next(fork, "hook decide/no", "b");
    assert_next(fork, "hook decide/no b", "c");
    // d waits only for the way that lives.
    assert_next(fork, "hook decide/yes a", "d");
    assert_next(fork, "hook decide/no b c d", "end");
    let switch = "hook -> switch, switch red> a, switch else> b";
    assert_next(switch, "hook switch/red", "a");
    assert_next(switch, "hook switch/else", "b");
}

#[test]
fn branches_meet_once() {
    let diamond = "hook -> a, hook -> b, a -> all, b -> all, all -> c";
    assert_next(diamond, "hook", "a b");
    assert_next(diamond, "hook a", "b");
    assert_next(diamond, "hook a b?", "b");
    assert_next(diamond, "hook a b", "all");
    assert_next(diamond, "hook a b all", "c");
}

#[test]
fn what_follows_a_split_belongs_to_its_items_up_to_the_step_that_joins_them() {
    let split = "hook -> list, list -> decide, decide yes> a, decide no> b, a -> all, b -> all, all -> c";
    // The parent.
    assert_next(split, "hook list* +children", "children");
    assert_next(split, "hook list*", "all");
    assert_next(split, "hook list* all", "c");
    // An item.
    assert_next(split, "list: ", "decide");
    assert_next(split, "list: decide/no", "b");
    assert_next(split, "list: decide/no b", "end");
    // Without a joining step the parent ends at the split, whatever the items do.
    assert_next("hook -> list, list -> a, a -> b", "hook list* +children", "end");
    assert_next("hook -> list, list -> a, a -> b", "list: a", "b");
    // A branch beside the split goes on meanwhile.
    let beside = "hook -> list, hook -> x, list -> a, a -> all, x -> y, all -> z, y -> z";
    assert_next(beside, "hook list* +children", "x");
    assert_next(beside, "hook list* x y +children", "children");
    assert_next(beside, "hook list* x y", "all");
    assert_next(beside, "hook list* x y all", "z");
    // The trigger itself splits; an item splits again.
    assert_next("hook -> a, a -> all", "hook*", "all");
    assert_next("hook -> a, a -> b, b -> c", "hook: a*", "end");
}

#[test]
fn a_picture_that_makes_no_sense_ends() {
    assert_next("a -> b", "", "end");
    assert_next("hook -> a, a -> b, b -> a", "hook", "end");
    assert_next("hook -> hook", "hook", "end");
}

proptest! {
    /// Whatever the picture and the decisions: every step runs once at most, and it always ends.
    #[test]
    fn every_walk_ends_and_runs_no_step_twice(edges in proptest::collection::vec((0usize..9, 0usize..9, 0u8..3), 0..20)) {
        let names = ["hook", "a", "decide", "b", "all", "c", "switch", "d", "e"];
        let ports = ["-", "yes", "no"];
        let text: Vec<String> = edges.iter().filter(|(from, to, _)| from < to)
            .map(|(from, to, port)| format!("{} {}> {}", names[*from], ports[usize::from(*port)], names[*to])).collect();
        let flow = flow(&text.join(", "));
        let mut so_far: Vec<Past> = Vec::new();
        for turn in 0..20 {
            let Next::Run(ready) = next(&flow, &so_far, Begins::Trigger, false) else { return Ok(()) };
            for step in ready {
                prop_assert!(so_far.iter().all(|past| past.step != step), "{step} runs again in {text:?}");
                let port = match step.as_str() { "decide" if turn % 2 == 0 => "yes", "decide" => "no", "switch" => "else", _ => "" };
                so_far.push(Past { step, went: Went::On(port.to_owned()) });
            }
        }
        prop_assert!(false, "{text:?} does not end");
    }
}
