//! The pages of limits.

pub(super) mod account;
pub(super) mod defaults;
pub(super) mod own;
pub(super) mod set;
mod shown;

use super::model::Kind;
use crate::error::{AppError, AppResult};

/// What may become of tasks beyond the limit, for forms.
fn at_limits() -> [(&'static str, &'static str); 2] {
    [("hold", t!("limits-hold-option")), ("overage", t!("limits-overage-option"))]
}

/// The kind of an address; what is none answers like what is not there.
fn kind_of(key: &str) -> AppResult<Kind> {
    Kind::read(key).ok_or(AppError::NotFound)
}
