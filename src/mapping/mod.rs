//! The field mapping of a step, and the conditions of Decisions and Switches (MODEL section 5): where each field that
//! is sent comes from. Pure: time, data and tables are handed in, and the same inputs always give the same value.
//!
//! - [`path`]: where a value stands inside another.
//! - [`model`]: mappings, conditions and faults as data.
//! - [`expressions`], over `pieces`, `syntax`, `functions` and `scope`: the language, minijinja's without statements.
//! - [`check`]: what is wrong with a mapping when it is saved. [`apply`]: what it gives when a step runs.
//! - [`conditions`]: how values are compared.
//!
//! Everything is bounded: an expression by its fuel, which pays for work and for memory; what it gives by count and
//! bytes; a mapping by its rules and its output.

pub(crate) mod apply;
pub(crate) mod check;
pub(crate) mod conditions;
pub(crate) mod expressions;
mod functions;
pub(crate) mod model;
mod near;
pub(crate) mod path;
mod pieces;
pub(crate) mod rename;
pub(crate) mod scope;
mod syntax;
#[cfg(test)]
mod tests;
pub(crate) mod values;

pub(crate) use functions::filter_words;
