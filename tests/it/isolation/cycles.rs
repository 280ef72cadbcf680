//! Samples of the routes about cycles and what they did.

use super::samples::Row;

pub const ROWS: &[Row] = &[
    ("POST", "/hooks/{token}", "/hooks/none", &[]),
    ("GET", "/console/accounts/{id}/cycles", "/console/accounts/{account}/cycles", &[]),
    ("GET", "/console/accounts/{id}/cycles/new", "/console/accounts/{account}/cycles/new", &[]),
    (
        "POST",
        "/console/accounts/{id}/cycles",
        "/console/accounts/{account}/cycles",
        &[("name", "Another"), ("flow", r#"{"steps": [{"key": "begin", "name": "Begin", "kind": "webhook"}]}"#)],
    ),
    ("GET", "/console/accounts/{id}/cycles/{cycle}", "/console/accounts/{account}/cycles/{cycle}", &[]),
    (
        "POST",
        "/console/accounts/{id}/cycles/{cycle}/activation",
        "/console/accounts/{account}/cycles/{cycle}/activation",
        &[],
    ),
    (
        "GET",
        "/console/accounts/{id}/cycles/{cycle}/connectors",
        "/console/accounts/{account}/cycles/{cycle}/connectors",
        &[],
    ),
    (
        "POST",
        "/console/accounts/{id}/cycles/{cycle}/connectors",
        "/console/accounts/{account}/cycles/{cycle}/connectors",
        &[],
    ),
    ("GET", "/console/accounts/{id}/cycles/{cycle}/stop", "/console/accounts/{account}/cycles/{cycle}/stop", &[]),
    (
        "POST",
        "/console/accounts/{id}/cycles/{cycle}/stop",
        "/console/accounts/{account}/cycles/{cycle}/stop",
        &[("how", "now")],
    ),
    ("GET", "/console/accounts/{id}/transactions", "/console/accounts/{account}/transactions", &[]),
    (
        "GET",
        "/console/accounts/{id}/transactions/{transaction}",
        "/console/accounts/{account}/transactions/{transaction}",
        &[],
    ),
];
