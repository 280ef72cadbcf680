//! Calls of the builder's routes: for the draft of a template, of the partner's and of an account's, and for the cycle `{built}`, which is paused, in the console
//! and in its account's own view.

use super::samples::Row;
use crate::support::World;

macro_rules! rows {
    ($pattern:literal, $home:literal, $step:literal) => {
        [
            ("GET", concat!($pattern, "/build"), concat!($home, "/build"), &[]),
            (
                "POST",
                concat!($pattern, "/build"),
                concat!($home, "/build"),
                &[("op", "split"), ("split", "all"), ("version", "1")],
            ),
            ("GET", concat!($pattern, "/build/add"), concat!($home, "/build/add?kind=action"), &[]),
            (
                "POST",
                concat!($pattern, "/build/add"),
                concat!($home, "/build/add"),
                &[("kind", "delay"), ("version", "1")],
            ),
            ("GET", concat!($pattern, "/build/steps/{step}"), concat!($home, "/build/steps/", $step), &[]),
            (
                "POST",
                concat!($pattern, "/build/steps/{step}"),
                concat!($home, "/build/steps/", $step),
                &[("name", "Renamed"), ("amount", "5"), ("version", "1")],
            ),
            (
                "GET",
                concat!($pattern, "/build/steps/{step}/place"),
                concat!($home, "/build/steps/", $step, "/place"),
                &[],
            ),
            (
                "POST",
                concat!($pattern, "/build/steps/{step}/place"),
                concat!($home, "/build/steps/", $step, "/place"),
                &[("place", "order:"), ("version", "1")],
            ),
            (
                "GET",
                concat!($pattern, "/build/steps/{step}/removal"),
                concat!($home, "/build/steps/", $step, "/removal"),
                &[],
            ),
            (
                "POST",
                concat!($pattern, "/build/steps/{step}/removal"),
                concat!($home, "/build/steps/", $step, "/removal"),
                &[("version", "1")],
            ),
            ("GET", concat!($pattern, "/build/fields"), concat!($home, "/build/fields"), &[]),
            (
                "POST",
                concat!($pattern, "/build/fields"),
                concat!($home, "/build/fields"),
                &[("n0-key", "team"), ("version", "1")],
            ),
            ("GET", concat!($pattern, "/build/connectors"), concat!($home, "/build/connectors"), &[]),
            (
                "POST",
                concat!($pattern, "/build/connectors"),
                concat!($home, "/build/connectors"),
                &[("n0-key", "shop"), ("n0-connector", "harbour-template"), ("version", "1")],
            ),
            ("GET", concat!($pattern, "/build/lookups"), concat!($home, "/build/lookups"), &[]),
            (
                "POST",
                concat!($pattern, "/build/lookups"),
                concat!($home, "/build/lookups"),
                &[("n0-name", "codes"), ("n0-rows", "a = b"), ("version", "1")],
            ),
            ("GET", concat!($pattern, "/build/json"), concat!($home, "/build/json"), &[]),
            (
                "POST",
                concat!($pattern, "/build/json"),
                concat!($home, "/build/json"),
                &[("flow", r#"{"steps": []}"#), ("version", "1")],
            ),
        ]
    };
}

const DRAFT: [Row; 18] =
    rows!("/console/templates/{id}/releases/{number}", "/console/templates/{template}/releases/2", "send");
const OWNED: [Row; 18] =
    rows!("/a/{account}/templates/{id}/releases/{number}", "/a/{account}/templates/{owned}/releases/2", "send");
const CONSOLE: [Row; 18] =
    rows!("/console/accounts/{id}/cycles/{cycle}", "/console/accounts/{account}/cycles/{built}", "send");
const ACCOUNT: [Row; 18] = rows!("/a/{account}/cycles/{cycle}", "/a/{account}/cycles/{built}", "send");

pub fn rows() -> impl Iterator<Item = &'static Row> {
    DRAFT.iter().chain(&OWNED).chain(&CONSOLE).chain(&ACCOUNT)
}

/// A cycle of the branch that waits to be built on.
pub fn cycle(world: &World) -> String {
    let flow = serde_json::json!({
        "steps": [{"key": "order", "name": "secret of Cycle", "kind": "webhook"},
                  {"key": "send", "name": "Wait", "kind": "delay", "minutes": 5}],
        "edges": [{"from": "order", "to": "send"}]
    });
    world.near().paused_cycle(&world.app.app, world.branch, "secret of Cycle to build", flow).unwrap().to_string()
}
