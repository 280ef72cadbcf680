//! The console's pages about accounts.

mod attention;
pub(super) mod bulk;
mod bulk_limits;
pub(super) mod certificates;
mod confirm;
pub(super) mod deletion;
pub(super) mod details;
pub(crate) mod edit;
pub(super) mod erasure;
pub(super) mod export;
pub(crate) mod head;
pub(super) mod index;
pub(super) mod moving;
pub(super) mod near;
pub(super) mod recycle_bin;
pub(super) mod show;
pub(super) mod standing;
pub(super) mod tree;
pub(super) mod viewing;

pub(crate) use show::account_id;

use crate::accounts::queries::{Glance, TreeAbove};
use crate::limits::brief::nearness;

/// Word and badge kind of an account's state.
pub(crate) fn standing_badge(standing: &str, expired: bool) -> (&'static str, &'static str) {
    match standing {
        "deleted" => ("off", t!("accounts-state-deleted")),
        _ if expired => ("warn", t!("accounts-state-expired")),
        "suspended" => ("info", t!("accounts-state-suspended")),
        _ => ("ok", t!("accounts-state-active")),
    }
}

/// Word and badge kind of an account that is open, by how it does: failing, at or near its limit of tasks, or well.
///
/// A limit with sub-accounts counts for whom it was set: that account is found by the filter, and each below it shows its use.
pub(crate) fn health_badge(glance: Glance, tree: Option<&TreeAbove>) -> (&'static str, &'static str) {
    let own = glance.tasks.zip(glance.limit).map(|(used, limit)| nearness(used, limit));
    let set_here = tree.filter(|tree| tree.distance == 0).map(|tree| nearness(tree.used, tree.value));
    let near = [own, set_here];
    match glance.errors.unwrap_or(0) {
        1.. => ("bad", t!("accounts-state-failing")),
        _ if near.contains(&Some("bad")) => ("warn", t!("accounts-state-at-limit")),
        _ if near.contains(&Some("warn")) => ("warn", t!("accounts-state-near-limit")),
        _ => ("ok", t!("accounts-state-active")),
    }
}
