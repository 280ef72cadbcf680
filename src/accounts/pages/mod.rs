//! The console's pages about accounts.

mod attention;
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

use crate::accounts::queries::Glance;
use crate::limits::brief::nearness;

/// Word and badge kind of an account's state.
pub(crate) fn standing_badge(standing: &str, expired: bool) -> (&'static str, &'static str) {
    match standing {
        "deleted" => ("off", "Deleted"),
        _ if expired => ("warn", "Expired"),
        "suspended" => ("info", "Suspended"),
        _ => ("ok", "Active"),
    }
}

/// Word and badge kind of an account that is open, by how it does: failing, at or near its limit of tasks, or well.
pub(crate) fn health_badge(glance: Glance) -> (&'static str, &'static str) {
    let near = glance.tasks.zip(glance.limit).map(|(used, limit)| nearness(used, limit));
    match (glance.errors.unwrap_or(0), near) {
        (1.., _) => ("bad", "Failing"),
        (_, Some("bad")) => ("warn", "At limit"),
        (_, Some("warn")) => ("warn", "Near limit"),
        _ => ("ok", "Active"),
    }
}
