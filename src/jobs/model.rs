//! What a job is, in words and values.

use crate::access::rights::{Area, Level};

/// Tries before a job is given up: one that kills its worker each time must not go round for ever.
pub(crate) const ATTEMPTS_MAX: i16 = 5;

/// The right that the person who started a job must hold until its end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needs {
    pub area: Area,
    pub level: Level,
}

impl Needs {
    /// What it is called when it is missing.
    pub fn words(self) -> String {
        self.area.right(self.level)
    }
}

/// May change accounts.
pub(crate) const EDIT_ACCOUNTS: Needs = Needs { area: Area::Accounts, level: Level::Edit };
/// May suspend and delete accounts.
pub(crate) const MANAGE_ACCOUNTS: Needs = Needs { area: Area::Accounts, level: Level::Manage };

/// May change cycles, and run their transactions again.
pub(crate) const EDIT_CYCLES: Needs = Needs { area: Area::Cycles, level: Level::Edit };

/// May see what cycles did.
const VIEW_CYCLES: Needs = Needs { area: Area::Cycles, level: Level::View };
/// May see accounts.
const VIEW_ACCOUNTS: Needs = Needs { area: Area::Accounts, level: Level::View };

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
    /// What it is called, for whoever asks: "Suspend 12 accounts". Some are called by their instructions where they are
    /// shown.
    pub title: String,
    pub instructions: serde_json::Value,
    /// How much there is to do, when it is known.
    pub total: i32,
}

/// Badge kind and word of a job's state.
pub(crate) fn state_badge(state: &str, failed: i32) -> (&'static str, &'static str) {
    match state {
        "queued" => ("info", t!("jobs-state-waiting")),
        "running" => ("info", t!("jobs-state-running")),
        "done" if failed > 0 => ("warn", t!("jobs-state-done-failures")),
        "done" => ("ok", t!("jobs-state-done")),
        _ => ("bad", t!("jobs-state-stopped")),
    }
}

/// Badge kind and word of one row's outcome; a job that has ended does nothing more for a row that waited.
pub(crate) fn outcome_badge(outcome: Option<&str>, ended: bool) -> (&'static str, &'static str) {
    match outcome {
        Some("done") => ("ok", t!("jobs-outcome-done")),
        Some("unchanged") => ("off", t!("jobs-outcome-unchanged")),
        Some(_) => ("bad", t!("jobs-outcome-failed")),
        None if ended => ("off", t!("jobs-outcome-not-done")),
        None => ("info", t!("jobs-outcome-waiting")),
    }
}
