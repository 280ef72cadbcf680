//! Calls as tables and properties, and against a real server.

mod authentication;
mod bodies;
mod building;
mod masking;
mod pages;
mod properties;
mod reading;
mod round_trips;

use super::build::{Call, build};
use super::credentials::Credentials;
use super::fault::Faults;
use super::values::Values;
use crate::connectors::model::{Definition, Field, Kind, Method, Place};
use crate::outbound::{Reply, Request};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use url::Url;

fn field(path: &str, place: Place, kind: Kind) -> Field {
    Field { path: path.to_owned(), place, kind, ..Field::default() }
}

fn required(field: Field) -> Field {
    Field { required: true, ..field }
}

/// A connector with one method, `m`.
fn connector(method: Method) -> Definition {
    Definition {
        base_url: "https://api.example.com/v1".to_owned(),
        methods: vec![Method { key: "m".to_owned(), authenticated: true, ..method }],
        ..Definition::default()
    }
}

fn values(values: Value) -> Values {
    serde_json::from_value(values).unwrap()
}

fn built(definition: &Definition, values: &Values, credentials: &Credentials) -> Result<Request, Faults> {
    built_with(definition, values, credentials, &BTreeMap::new(), None)
}

fn built_with(
    definition: &Definition,
    values: &Values,
    credentials: &Credentials,
    parameters: &BTreeMap<String, String>,
    page: Option<&Url>,
) -> Result<Request, Faults> {
    build(&Call {
        definition,
        method: "m",
        parameters,
        credentials,
        values,
        page,
        idempotency_key: Some("step-7"),
        user_agent: "Acme Sync/1",
        timeout: Duration::from_secs(20),
        reply_bytes_max: 1_000_000,
    })
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn reply(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    Reply {
        status,
        headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        body: body.to_vec(),
        elapsed: Duration::from_millis(5),
        final_url: Url::parse("https://api.example.com/v1/x").unwrap(),
    }
}

fn given(place: &str, name: &str, value: Value) -> Values {
    values(json!({ place: { name: value } }))
}
