//! What arrives at a webhook's URL, before anything of it is stored, and what the error webhook sends. Pure: bytes,
//! headers and the moment are handed in.
//!
//! - [`model`]: headers, refusals, and how a sender proves itself. [`verify`]: whether it has.
//! - [`body`]: bytes to a value, over `charset`, `json`, `xml` and `table`. [`delivery`]: the id that a sender gives
//!   each delivery.
//! - [`outgoing`]: signatures of our own.

pub(crate) mod api;
pub(crate) mod body;
mod charset;
pub(crate) mod delivery;
pub(crate) mod intake;
pub(crate) mod json;
pub(crate) mod model;
pub(crate) mod outgoing;
mod synchronous;
mod table;
#[cfg(test)]
mod tests;
pub(crate) mod verify;
mod xml;
