//! Use cases that change accounts, one file each.

mod create;
mod deletion;
mod edit;
mod erasure;
mod figures;
mod moving;
mod suspension;
mod tagging;
pub(crate) mod tree;

pub(crate) use create::{Above, NewAccount, api_id_of, billing_from_now, create, create_many, is_an_id, places};
pub(crate) use deletion::{delete, restore};
pub(crate) use edit::{Edit, Version, changes, update, update_many};
pub(crate) use erasure::{erase, is_doomed};
pub(crate) use figures::count as count_accounts;
pub(crate) use moving::{Plan, move_to, path_of, plan};
pub(crate) use suspension::{expire, resume, suspend};
pub(crate) use tagging::tag;

use super::queries::Account;
use crate::error::{AppError, AppResult};

/// How a change of state went; bulk jobs report it by account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was done, and so many sub-accounts changed with it.
    Done {
        /// Sub-accounts that changed with it.
        below: usize,
    },
    /// It was so already.
    Unchanged,
}

/// Nothing but restoring is done to an account in the recycle bin.
fn bin_refusal(account: &Account) -> AppResult<()> {
    match account.deleted_at {
        None => Ok(()),
        Some(_) => Err(AppError::Conflict(t!("accounts-edit-in-bin", name = account.name))),
    }
}
