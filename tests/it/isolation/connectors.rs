//! Calls of the routes about the library of connectors. `{imported}` is a draft only, imported by `fixtures`; it signs
//! in by OAuth and has the method `list_things`.

use super::samples::Row;

pub const ROWS: &[Row] = &[
    ("GET", "/console/connectors", "/console/connectors", &[]),
    ("GET", "/console/connectors/new", "/console/connectors/new", &[]),
    (
        "POST",
        "/console/connectors",
        "/console/connectors",
        &[("name", "By hand"), ("base_url", "https://api.example.com"), ("auth", "bearer")],
    ),
    ("GET", "/console/connectors/import", "/console/connectors/import", &[]),
    ("POST", "/console/connectors/import", "/console/connectors/import", &[]),
    ("GET", "/console/connectors/catalogue", "/console/connectors/catalogue", &[]),
    ("POST", "/console/connectors/catalogue/{key}", "/console/connectors/catalogue/slack", &[]),
    ("GET", "/console/connectors/{id}", "/console/connectors/{imported}", &[]),
    ("GET", "/console/connectors/{id}/name", "/console/connectors/{imported}/name", &[]),
    (
        "POST",
        "/console/connectors/{id}/name",
        "/console/connectors/{imported}/name",
        &[("name", "Renamed"), ("version", "1")],
    ),
    ("GET", "/console/connectors/{id}/client", "/console/connectors/{imported}/client", &[]),
    (
        "POST",
        "/console/connectors/{id}/client",
        "/console/connectors/{imported}/client",
        &[("client_id", "ours"), ("client_secret", "hidden"), ("version", "1")],
    ),
    ("GET", "/console/connectors/{id}/client/removal", "/console/connectors/{imported}/client/removal", &[]),
    (
        "POST",
        "/console/connectors/{id}/client/removal",
        "/console/connectors/{imported}/client/removal",
        &[("version", "1")],
    ),
    ("GET", "/console/connectors/{id}/removal", "/console/connectors/{imported}/removal", &[]),
    ("POST", "/console/connectors/{id}/removal", "/console/connectors/{imported}/removal", &[]),
    ("POST", "/console/connectors/{id}/drafts", "/console/connectors/{imported}/drafts", &[]),
    ("GET", "/console/connectors/{id}/releases/{number}", "/console/connectors/{imported}/releases/1", &[]),
    (
        "GET",
        "/console/connectors/{id}/releases/{number}/report",
        "/console/connectors/{imported}/releases/1/report",
        &[],
    ),
    (
        "GET",
        "/console/connectors/{id}/releases/{number}/changes",
        "/console/connectors/{imported}/releases/1/changes",
        &[],
    ),
    ("GET", "/console/connectors/{id}/releases/{number}/edit", "/console/connectors/{imported}/releases/1/edit", &[]),
    (
        "POST",
        "/console/connectors/{id}/releases/{number}/edit",
        "/console/connectors/{imported}/releases/1/edit",
        &[("base_url", "https://api.example.com"), ("auth", "none"), ("version", "1")],
    ),
    (
        "GET",
        "/console/connectors/{id}/releases/{number}/promotion",
        "/console/connectors/{imported}/releases/1/promotion",
        &[],
    ),
    (
        "POST",
        "/console/connectors/{id}/releases/{number}/promotion",
        "/console/connectors/{imported}/releases/1/promotion",
        &[("version", "1")],
    ),
    (
        "GET",
        "/console/connectors/{id}/releases/{number}/deletion",
        "/console/connectors/{imported}/releases/1/deletion",
        &[],
    ),
    (
        "POST",
        "/console/connectors/{id}/releases/{number}/deletion",
        "/console/connectors/{imported}/releases/1/deletion",
        &[],
    ),
    (
        "GET",
        "/console/connectors/{id}/releases/{number}/new-method",
        "/console/connectors/{imported}/releases/1/new-method",
        &[],
    ),
    (
        "POST",
        "/console/connectors/{id}/releases/{number}/new-method",
        "/console/connectors/{imported}/releases/1/new-method",
        &[("name", "Get a thing"), ("verb", "GET"), ("path", "/things/{id}"), ("body", "none"), ("version", "1")],
    ),
    (
        "GET",
        "/console/connectors/{id}/releases/{number}/methods/{key}",
        "/console/connectors/{imported}/releases/1/methods/list_things",
        &[],
    ),
    (
        "GET",
        "/console/connectors/{id}/releases/{number}/methods/{key}/edit",
        "/console/connectors/{imported}/releases/1/methods/list_things/edit",
        &[],
    ),
    (
        "POST",
        "/console/connectors/{id}/releases/{number}/methods/{key}/edit",
        "/console/connectors/{imported}/releases/1/methods/list_things/edit",
        &[("name", "List all"), ("verb", "GET"), ("path", "/things"), ("body", "none"), ("version", "1")],
    ),
    (
        "GET",
        "/console/connectors/{id}/releases/{number}/methods/{key}/removal",
        "/console/connectors/{imported}/releases/1/methods/list_things/removal",
        &[],
    ),
    (
        "POST",
        "/console/connectors/{id}/releases/{number}/methods/{key}/removal",
        "/console/connectors/{imported}/releases/1/methods/list_things/removal",
        &[("version", "1")],
    ),
];

/// Good answers other than 200 and 303: nothing of it is live, and nobody has registered.
pub const GOOD: &[(&str, &str, u16)] = &[
    ("POST", "/console/connectors/{id}/drafts", 409),
    ("GET", "/console/connectors/{id}/releases/{number}/changes", 409),
    ("POST", "/console/connectors/{id}/client/removal", 404),
];

/// What is imported, by the matrix and by its fixtures.
pub const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Harbour Secret Works, version: "1" }
servers: [{ url: "https://api.harbour.example/v1" }]
security: [{ oauth: [read] }]
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://api.harbour.example/authorize
          tokenUrl: https://api.harbour.example/token
          scopes: { read: Reads things }
paths:
  /things:
    get:
      operationId: list_things
      summary: List things
      tags: [Things]
      responses: { "200": { description: Things, content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } } }
"##;
