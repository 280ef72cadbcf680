//! Pictures: where steps and arrows stand.

use super::*;
use serde_json::json;

fn drawn(value: serde_json::Value) -> Picture {
    picture(&serde_json::from_value(value).expect("a flow"), &Marks { base: "/steps/".to_owned(), ..Marks::default() })
}

fn node<'a>(picture: &'a Picture, name: &str) -> &'a Node {
    picture.nodes.iter().find(|node| node.full_name == name).expect(name)
}

#[test]
fn steps_stand_below_all_that_lead_to_them_and_none_over_another() {
    let picture = drawn(json!({
        "steps": [
            {"key": "a", "name": "A", "kind": "start"}, {"key": "b", "name": "B", "kind": "decision", "condition": {"all": []}},
            {"key": "c", "name": "C", "kind": "delay", "minutes": 1}, {"key": "d", "name": "D", "kind": "delay", "minutes": 1},
            {"key": "e", "name": "E", "kind": "wait_all"}, {"key": "n", "name": "N", "kind": "annotation", "text": "x"}],
        "edges": [{"from": "a", "to": "b"}, {"from": "b", "port": "yes", "to": "c"}, {"from": "c", "to": "d"},
                  {"from": "d", "to": "e"}, {"from": "b", "port": "no", "to": "e"}]
    }));
    for (above, below) in [("A", "B"), ("B", "C"), ("C", "D"), ("D", "E")] {
        assert!(node(&picture, above).y < node(&picture, below).y, "{above} above {below}");
    }
    for (no, one) in picture.nodes.iter().enumerate() {
        assert!(one.x >= 0 && one.x + WIDTH <= picture.width && one.y + HEIGHT <= picture.height, "{one:?}");
        for other in &picture.nodes[no + 1..] {
            assert!(one.y != other.y || (one.x - other.x).abs() >= WIDTH, "{one:?} over {other:?}");
        }
    }
    assert_eq!(picture.ways.len(), 5);
    let labels: Vec<&str> = picture.ways.iter().map(|way| way.label.as_str()).filter(|l| !l.is_empty()).collect();
    assert_eq!(labels, ["yes", "no"]);
    assert_eq!(node(&picture, "B").href, "/steps/b");
}

#[test]
fn nothing_a_circle_and_a_large_flow_are_drawn_too() {
    assert_eq!(drawn(json!({})).nodes, vec![]);
    let circle = drawn(json!({
        "steps": [{"key": "a", "name": "A", "kind": "wait_all"}, {"key": "b", "name": "B", "kind": "wait_all"}],
        "edges": [{"from": "a", "to": "b"}, {"from": "b", "to": "a"}, {"from": "a", "to": "nowhere"}]
    }));
    assert_eq!((circle.nodes.len(), circle.ways.len()), (2, 1));
    let steps: Vec<_> =
        (0..200).map(|n| json!({"key": format!("s{n}"), "name": "Long ".repeat(20), "kind": "wait_all"})).collect();
    let edges: Vec<_> = (1..200).map(|n| json!({"from": format!("s{}", n / 3), "to": format!("s{n}")})).collect();
    let large = drawn(json!({"steps": steps, "edges": edges}));
    assert_eq!((large.nodes.len(), large.ways.len()), (200, 199));
    assert!(large.nodes[0].name.ends_with('…'));
}

#[test]
fn a_flow_of_the_largest_size_is_drawn_within_bounds() {
    let steps: Vec<_> = (0..200).map(|n| json!({"key": format!("s{n}"), "name": "S", "kind": "wait_all"})).collect();
    let chain = (1..200).map(|n| (n - 1, n));
    let leaps = (0..800).map(|n| (n % 20, 180 + n % 20));
    let edges: Vec<_> =
        chain.chain(leaps).map(|(a, b)| json!({"from": format!("s{a}"), "to": format!("s{b}")})).collect();
    let picture = drawn(json!({"steps": steps, "edges": edges}));
    assert_eq!(picture.nodes.len(), 200);
    let bytes: usize = picture.ways.iter().map(|way| way.path.len()).sum();
    assert!(bytes < 200_000, "{bytes} bytes of arrows");
}
