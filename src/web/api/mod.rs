//! What all calls of the API have in common (MODEL section 10): a bearer token as evidence, the account that a call names,
//! JSON in and out, lists in pages, errors, and answers that are given again. Nothing here knows a noun; each feature's own
//! calls are in its `api`.

pub(crate) mod answer;
pub(crate) mod between;
pub(crate) mod body;
pub(crate) mod call;
pub(crate) mod document;
pub(crate) mod given;
pub(crate) mod idempotency;
pub(crate) mod list;
pub(crate) mod pace;
pub(crate) mod reading;
pub(crate) mod told;
pub(crate) mod words;

pub(crate) use answer::{Answer, Message, message};
pub(crate) use body::{Body, Items, Nothing, Plain, Unread};
pub(crate) use call::{Bearer, Call};
pub(crate) use given::Given;
pub(crate) use list::{ListQuery, Listed, Place};
pub(crate) use told::told;
pub(crate) use words::{one_of, pascal};

/// Where the calls of the API begin.
pub(crate) const BASE: &str = "/v1.0/";

/// An instant as the API writes one.
pub(crate) fn instant(at: chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}

/// An instant as programs write one: without an offset it is in UTC.
pub(crate) fn instant_of(text: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    let with_offset = chrono::DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&chrono::Utc));
    let without = || chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|at| at.and_utc());
    with_offset.or_else(|_| without()).ok()
}

/// Whether an address is one of the API, whose failures are said in JSON.
pub(crate) fn is_call(path: &str) -> bool {
    path.starts_with(BASE) || path == "/oauth/token"
}
