//! The audit log: every change, who, what, from, to, when, from where. Entries are collected by a writing transaction
//! and chained per partner, so that a missing or altered one shows (`chain`).

pub(crate) mod chain;
pub(crate) mod model;
pub(crate) mod queries;

pub(crate) use model::{Author, Entry};
