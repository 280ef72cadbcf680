//! The console's pages about what an account's cycles did, and what is done with it afterwards.

pub(super) mod again;
pub(super) mod index;
pub(super) mod many;
pub(super) mod show;
