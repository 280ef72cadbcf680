//! Samples for the pages of Account Connectors, and what their paths name.

use super::samples::Row;
use crate::support::World;

/// A secret that nobody is ever shown.
pub const SECRET: &str = "hunter-of-the-branch";

/// A connector of the library, and an Account Connector of the branch with credentials, which is at version 2.
pub async fn fixtures(world: &World) -> [(&'static str, String); 2] {
    let definition = serde_json::json!({
        "name": "Ledgerly", "base_url": "https://api.ledgerly.example",
        "authentication": { "kind": "bearer" },
        "parameters": [{ "key": "office", "title": "Office" }, { "key": "region", "title": "Region", "choices": ["eu", "us"] }],
        "methods": [{ "key": "find", "name": "Find invoice", "verb": "GET", "path": "/invoices/{id}",
                      "request": [{ "path": "id", "place": "path", "kind": "text", "required": true }] }],
    });
    let library = world.near().connector("ledgerly", definition).unwrap().to_string();
    let console = world.console().await;
    let here = format!("/console/accounts/{}/connectors", world.branch);
    let form = [("connector", library.as_str()), ("name", "Ledger of the branch"), ("shared", "1")];
    let added = console.post(&here, &form).await;
    let page = added.assert_redirect(&here).location().to_owned();
    console.post(&format!("{page}/connection"), &[("token", SECRET), ("version", "1")]).await.assert_redirect(&page);
    let connector = page.rsplit('/').next().unwrap().to_owned();
    [("{library}", library), ("{connector}", connector)]
}

pub const ROWS: &[Row] = &[
    ("GET", "/console/accounts/{id}/connectors", "/console/accounts/{account}/connectors", &[]),
    (
        "POST",
        "/console/accounts/{id}/connectors",
        "/console/accounts/{account}/connectors",
        &[("connector", "{library}"), ("name", "Another ledger")],
    ),
    (
        "GET",
        "/console/accounts/{id}/connectors/new",
        "/console/accounts/{account}/connectors/new?connector={library}",
        &[],
    ),
    ("GET", "/console/accounts/{id}/connectors/{connector}", "/console/accounts/{account}/connectors/{connector}", &[]),
    (
        "GET",
        "/console/accounts/{id}/connectors/{connector}/edit",
        "/console/accounts/{account}/connectors/{connector}/edit",
        &[],
    ),
    (
        "POST",
        "/console/accounts/{id}/connectors/{connector}/edit",
        "/console/accounts/{account}/connectors/{connector}/edit",
        &[("name", "Renamed"), ("version", "2")],
    ),
    (
        "GET",
        "/console/accounts/{id}/connectors/{connector}/connection",
        "/console/accounts/{account}/connectors/{connector}/connection",
        &[],
    ),
    (
        "POST",
        "/console/accounts/{id}/connectors/{connector}/connection",
        "/console/accounts/{account}/connectors/{connector}/connection",
        &[("token", "another"), ("version", "2")],
    ),
    (
        "POST",
        "/console/accounts/{id}/connectors/{connector}/links",
        "/console/accounts/{account}/connectors/{connector}/links",
        &[],
    ),
    (
        "GET",
        "/console/accounts/{id}/connectors/{connector}/disconnection",
        "/console/accounts/{account}/connectors/{connector}/disconnection",
        &[],
    ),
    (
        "POST",
        "/console/accounts/{id}/connectors/{connector}/disconnection",
        "/console/accounts/{account}/connectors/{connector}/disconnection",
        &[("version", "2")],
    ),
    (
        "GET",
        "/console/accounts/{id}/connectors/{connector}/sharing",
        "/console/accounts/{account}/connectors/{connector}/sharing",
        &[],
    ),
    (
        "POST",
        "/console/accounts/{id}/connectors/{connector}/sharing",
        "/console/accounts/{account}/connectors/{connector}/sharing",
        &[("shared", "no"), ("version", "2")],
    ),
    (
        "GET",
        "/console/accounts/{id}/connectors/{connector}/removal",
        "/console/accounts/{account}/connectors/{connector}/removal",
        &[],
    ),
    (
        "POST",
        "/console/accounts/{id}/connectors/{connector}/removal",
        "/console/accounts/{account}/connectors/{connector}/removal",
        &[("version", "2")],
    ),
    ("GET", "/a/{account}/connectors", "/a/{account}/connectors", &[]),
    (
        "POST",
        "/a/{account}/connectors",
        "/a/{account}/connectors",
        &[("connector", "{library}"), ("name", "Another ledger")],
    ),
    ("GET", "/a/{account}/connectors/new", "/a/{account}/connectors/new?connector={library}", &[]),
    ("GET", "/a/{account}/connectors/{connector}", "/a/{account}/connectors/{connector}", &[]),
    ("GET", "/a/{account}/connectors/{connector}/edit", "/a/{account}/connectors/{connector}/edit", &[]),
    (
        "POST",
        "/a/{account}/connectors/{connector}/edit",
        "/a/{account}/connectors/{connector}/edit",
        &[("name", "Renamed"), ("version", "2")],
    ),
    ("GET", "/a/{account}/connectors/{connector}/connection", "/a/{account}/connectors/{connector}/connection", &[]),
    (
        "POST",
        "/a/{account}/connectors/{connector}/connection",
        "/a/{account}/connectors/{connector}/connection",
        &[("token", "another"), ("version", "2")],
    ),
    ("POST", "/a/{account}/connectors/{connector}/links", "/a/{account}/connectors/{connector}/links", &[]),
    (
        "GET",
        "/a/{account}/connectors/{connector}/disconnection",
        "/a/{account}/connectors/{connector}/disconnection",
        &[],
    ),
    (
        "POST",
        "/a/{account}/connectors/{connector}/disconnection",
        "/a/{account}/connectors/{connector}/disconnection",
        &[("version", "2")],
    ),
    ("GET", "/a/{account}/connectors/{connector}/sharing", "/a/{account}/connectors/{connector}/sharing", &[]),
    (
        "POST",
        "/a/{account}/connectors/{connector}/sharing",
        "/a/{account}/connectors/{connector}/sharing",
        &[("shared", "no"), ("version", "2")],
    ),
    ("GET", "/a/{account}/connectors/{connector}/removal", "/a/{account}/connectors/{connector}/removal", &[]),
    (
        "POST",
        "/a/{account}/connectors/{connector}/removal",
        "/a/{account}/connectors/{connector}/removal",
        &[("version", "2")],
    ),
    ("GET", "/connect/{token}", "/connect/none", &[]),
    ("POST", "/connect/{token}", "/connect/none", &[("token", "another")]),
    ("GET", "/oauth/callback", "/oauth/callback?state=none&code=none", &[]),
];

/// A link, or a sign-in, that is not known answers like one that was used.
pub const GOOD: &[(&str, &str, u16)] =
    &[("GET", "/connect/{token}", 410), ("POST", "/connect/{token}", 410), ("GET", "/oauth/callback", 404)];
