//! Tests of mappings: one file a noun, over the same inputs.

mod bounds;
mod conditions;
mod expressions;
mod mappings;
mod paths;
mod syntax;

use super::model::{Known, StepKey};
use super::scope::Inputs;
use super::values::Data;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

fn key(text: &str) -> StepKey {
    text.parse().unwrap()
}

/// An order that a step gave, and a webhook that started it.
fn inputs() -> Inputs {
    let order = json!({
        "id": 9_007_199_254_740_993_u64,
        "customer": {"name": "Ann O'Neil", "email": null, "odd.key": 1},
        "lines": [
            {"sku": "A1", "qty": 2, "price": 1.005, "tags": ["x", "y"]},
            {"sku": "B2", "qty": 1, "price": 10.5, "tags": []},
        ],
        "total": "12.50",
        "note": "",
    });
    Inputs {
        steps: BTreeMap::from([
            (key("order"), Data::new(order)),
            (key("big"), Data::new(json!({"text": "x".repeat(100_000)}))),
        ]),
        trigger: Data::new(json!({"event": "paid", "at": "2026-03-29T00:30:00Z", "ids": [3, 1, 2, 3]})),
        item: Some((Data::new(json!({"sku": "A1"})), 4)),
        variables: Data::new(json!({"region": "eu", "rate": 0.2})),
        cycle: Data::new(json!({"name": "Orders"})),
        account: Data::new(json!({"api_id": "c-17"})),
        lookups: Arc::new(BTreeMap::from([(
            "country".to_owned(),
            BTreeMap::from([("eu".to_owned(), json!("Europe")), ("7".to_owned(), json!({"code": 7}))]),
        )])),
        now: "2026-03-02T10:15:00Z".parse().unwrap(),
        zone: chrono_tz::Europe::London,
    }
}

fn known() -> Known {
    let paths = |all: &[&str]| all.iter().map(|path| path.parse().unwrap()).collect::<Vec<_>>();
    Known {
        before: BTreeMap::from([
            (
                key("order"),
                paths(&["id", "customer", "customer.name", "lines", "lines[].sku", "lines[].tags", "total"]),
            ),
            (key("open"), Vec::new()),
        ]),
        others: [key("later")].into(),
        trigger: paths(&["event", "at"]),
        item: None,
        variables: ["region".to_owned()].into(),
        lookups: ["country".to_owned()].into(),
        targets: Vec::new(),
        sure: Default::default(),
    }
}

/// What the expression gives, or what is wrong as people read it.
fn eval(expression: &str) -> Result<Value, String> {
    super::apply::try_out(expression, &inputs()).map_err(|fault| fault.to_string())
}
