//! The console's pages about accounts.

pub(super) mod bulk;
pub(super) mod certificates;
mod confirm;
pub(super) mod deletion;
pub(super) mod details;
pub(crate) mod edit;
pub(super) mod export;
pub(crate) mod head;
pub(super) mod index;
pub(super) mod moving;
pub(super) mod recycle_bin;
pub(super) mod show;
pub(super) mod standing;
pub(super) mod tree;

pub(crate) use show::account_id;

/// Word and badge kind of an account's state.
pub(crate) fn standing_badge(standing: &str, expired: bool) -> (&'static str, &'static str) {
    match standing {
        "deleted" => ("off", "Deleted"),
        _ if expired => ("warn", "Expired"),
        "suspended" => ("info", "Suspended"),
        _ => ("ok", "Active"),
    }
}
