//! The pages of incidents, one row a cause, and of one cause; in the console, there over all accounts too, and in the
//! account's own view.

pub(super) mod cause;
pub(super) mod everywhere;
pub(super) mod index;
mod row;
pub(super) mod together;
