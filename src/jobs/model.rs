//! What a job is, in words and values.

use crate::access::rights::{Area, Level};

/// Tries before a job is given up: one that kills its worker each time must not go round for ever.
pub(crate) const ATTEMPTS_MAX: i16 = 5;

/// The right that the person who started a job must hold until its end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needs {
    pub area: Area,
    pub level: Level,
    pub words: &'static str,
}

/// May change accounts.
pub(crate) const EDIT_ACCOUNTS: Needs = Needs { area: Area::Accounts, level: Level::Edit, words: "Accounts: Edit" };
/// May suspend and delete accounts.
pub(crate) const MANAGE_ACCOUNTS: Needs =
    Needs { area: Area::Accounts, level: Level::Manage, words: "Accounts: Manage" };

/// May change cycles, and run their transactions again.
pub(crate) const EDIT_CYCLES: Needs = Needs { area: Area::Cycles, level: Level::Edit, words: "Cycles: Edit" };

/// May see what cycles did.
const VIEW_CYCLES: Needs = Needs { area: Area::Cycles, level: Level::View, words: "Cycles: View" };
/// May see accounts.
const VIEW_ACCOUNTS: Needs = Needs { area: Area::Accounts, level: Level::View, words: "Accounts: View" };

/// What the page of a job asks for: to see what the job is about.
pub(crate) fn seen_with(kind: &str) -> Needs {
    match kind {
        "transactions.retry" | "transactions.retry_together" | "incidents.mark" | "templates.rollout" => VIEW_CYCLES,
        "accounts.export" | "accounts.erase" => MANAGE_ACCOUNTS,
        _ => VIEW_ACCOUNTS,
    }
}

/// A job to be queued.
#[derive(Debug)]
pub(crate) struct NewJob {
    /// One of the worker's kinds.
    pub kind: &'static str,
    /// What people read: "Suspend 12 accounts".
    pub title: String,
    pub instructions: serde_json::Value,
    /// How much there is to do, when it is known.
    pub total: i32,
}

/// Badge kind and word of a job's state.
pub(crate) fn state_badge(state: &str, failed: i32) -> (&'static str, &'static str) {
    match state {
        "queued" => ("info", "Waiting"),
        "running" => ("info", "Running"),
        "done" if failed > 0 => ("warn", "Done with failures"),
        "done" => ("ok", "Done"),
        _ => ("bad", "Stopped"),
    }
}

/// Badge kind and word of one row's outcome; a job that has ended does nothing more for a row that waited.
pub(crate) fn outcome_badge(outcome: Option<&str>, ended: bool) -> (&'static str, &'static str) {
    match outcome {
        Some("done") => ("ok", "Done"),
        Some("unchanged") => ("off", "Unchanged"),
        Some(_) => ("bad", "Failed"),
        None if ended => ("off", "Not done"),
        None => ("info", "Waiting"),
    }
}
