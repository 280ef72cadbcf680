//! The screens of an installation in the console.

pub(super) mod account;
pub(super) mod choose;
pub(super) mod installed;
pub(super) mod many;
pub(super) mod wizard;
