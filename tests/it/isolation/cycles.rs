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
    ("GET", "/console/accounts/{id}/cycles/{cycle}/once", "/console/accounts/{account}/cycles/{cycle}/once", &[]),
    (
        "POST",
        "/console/accounts/{id}/cycles/{cycle}/once",
        "/console/accounts/{account}/cycles/{cycle}/once",
        &[("sample", "{}")],
    ),
    ("GET", "/console/accounts/{id}/incidents", "/console/accounts/{account}/incidents", &[]),
    (
        "POST",
        "/console/accounts/{id}/incidents",
        "/console/accounts/{account}/incidents",
        &[("cause", "secret of Incident"), ("mark", "resolve")],
    ),
    ("GET", "/console/accounts/{id}/retries", "/console/accounts/{account}/retries?ids={transaction}", &[]),
    (
        "POST",
        "/console/accounts/{id}/retries",
        "/console/accounts/{account}/retries",
        &[("ids", "{transaction}"), ("since", "start")],
    ),
    (
        "GET",
        "/console/accounts/{id}/transactions/{transaction}/retry",
        "/console/accounts/{account}/transactions/{transaction}/retry",
        &[],
    ),
    (
        "POST",
        "/console/accounts/{id}/transactions/{transaction}/retry",
        "/console/accounts/{account}/transactions/{transaction}/retry",
        &[("since", "start")],
    ),
    (
        "GET",
        "/console/accounts/{id}/transactions/{transaction}/replay",
        "/console/accounts/{account}/transactions/{transaction}/replay",
        &[],
    ),
    (
        "POST",
        "/console/accounts/{id}/transactions/{transaction}/replay",
        "/console/accounts/{account}/transactions/{transaction}/replay",
        &[],
    ),
    (
        "GET",
        "/console/accounts/{id}/transactions/{transaction}/data-deletion",
        "/console/accounts/{account}/transactions/{transaction}/data-deletion",
        &[],
    ),
    (
        "POST",
        "/console/accounts/{id}/transactions/{transaction}/data-deletion",
        "/console/accounts/{account}/transactions/{transaction}/data-deletion",
        &[],
    ),
    ("GET", "/console/accounts/{id}/transactions", "/console/accounts/{account}/transactions", &[]),
    (
        "GET",
        "/console/accounts/{id}/transactions/{transaction}",
        "/console/accounts/{account}/transactions/{transaction}",
        &[],
    ),
];
