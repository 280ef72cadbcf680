//! Use cases that change accounts, one file each.

mod create;
mod edit;
mod figures;

pub(crate) use create::create;
pub(crate) use edit::{Version, update};
