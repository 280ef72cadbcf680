//! The way in by a token, and the pages that it leads to.

pub(super) mod catalogue;
pub(super) mod door;
pub(super) mod orbit;
