//! One call of a connector's method: from a [`Definition`](super::model::Definition), what the Account Connector says and the mapped fields to a
//! request for `outbound`, and from the reply back to a value. Pure: nothing here sends, stores or knows an account.
//!
//! - [`build::build`] makes the request, or names every field that is missing or wrong.
//! - [`read::read`] makes a value of a reply, [`outcome::outcome`] says what its status asks for.
//! - [`mask::Mask`] makes of both what may be stored and shown (R6).
//! - [`paging`] asks for the next page.
//!
//! Whatever fields hold, they cannot change the host, the path's structure or the headers; properties in `tests` say so.

pub(in crate::connectors) mod address;
mod auth;
mod body;
pub(crate) mod build;
mod charset;
mod coerce;
pub(crate) mod credentials;
pub(crate) mod fault;
mod field_path;
pub(crate) mod mask;
mod multipart;
pub(crate) mod outcome;
pub(crate) mod paging;
pub(crate) mod read;
mod shape;
mod style;
#[cfg(test)]
mod tests;
pub(crate) mod values;
mod xml;
