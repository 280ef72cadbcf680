//! The screens of an installation in the console.

pub(super) mod account;
pub(super) mod choose;
pub(super) mod wizard;
