//! The console's pages about the provider: which one it is, and letting go of who somebody is there.

pub(super) mod settings;
pub(super) mod unlinking;
