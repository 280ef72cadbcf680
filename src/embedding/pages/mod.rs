//! The way in by a token, and the pages that it leads to.

pub(super) mod catalogue;
pub(super) mod check;
pub(super) mod console;
pub(super) mod door;
pub(crate) mod frame;
pub(super) mod keys;
pub(super) mod of_account;
pub(super) mod orbit;
