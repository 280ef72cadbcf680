//! The console's pages about the cycles of one account.

pub(super) mod connectors;
pub(super) mod create;
pub(super) mod index;
pub(super) mod once;
pub(super) mod show;
pub(super) mod stopping;
