//! Where a Transaction can be run again from, as its log says. Pure.

use crate::flows::model::{Does, Flow};

/// Where it is run again from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Since {
    /// What was done before the failed step stays done.
    Failure,
    /// Everything is done anew.
    Start,
}

impl Since {
    /// Reads a form's word.
    pub fn read(word: &str) -> Since {
        if word == "start" { Since::Start } else { Since::Failure }
    }

    /// For the audit log, which is written in English.
    pub fn logged(self) -> &'static str {
        match self {
            Since::Failure => "the failed step",
            Since::Start => "the start",
        }
    }
}

/// One entry of a log, without its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Logged {
    pub seq: i32,
    pub step: String,
    pub outcome: String,
    /// Its output is still kept.
    pub kept: bool,
}

fn gone() -> &'static str {
    t!("transactions-data-gone")
}

/// Whether it has ended in another way than well.
pub(crate) fn may_run_again(status: &str) -> bool {
    matches!(status, "failed" | "dropped" | "stopped")
}

/// The entry that a webhook brought, where this Transaction began with one.
pub(crate) fn brought<'a>(flow: &Flow, log: &'a [Logged]) -> Option<&'a Logged> {
    let trigger = flow.trigger().filter(|step| matches!(step.does, Does::Webhook { .. }))?;
    log.first().filter(|first| first.step == trigger.key)
}

/// The entries that a new Transaction begins with. `item`: it is one of a collection, and begins with its item.
///
/// # Errors
/// Words for the person who asked.
pub(crate) fn copied(
    flow: &Flow,
    log: &[Logged],
    failed_step: Option<&str>,
    since: Since,
    item: bool,
) -> Result<Vec<i32>, &'static str> {
    let entries: Vec<&Logged> = match since {
        Since::Start => {
            let first = if item { log.first() } else { brought(flow, log) };
            let by_webhook = flow.trigger().is_some_and(|step| matches!(step.does, Does::Webhook { .. }));
            if first.is_none() && (item || by_webhook) {
                return Err(gone());
            }
            first.into_iter().collect()
        }
        Since::Failure => {
            let settled = |entry: &&Logged| matches!(entry.outcome.as_str(), "done" | "warned" | "split");
            let before = log.iter().filter(settled).filter(|entry| Some(entry.step.as_str()) != failed_step);
            before.collect()
        }
    };
    if entries.iter().any(|entry| !entry.kept) {
        return Err(gone());
    }
    let split = entries.iter().any(|entry| entry.outcome == "split");
    let joined =
        entries.iter().any(|entry| flow.step(&entry.step).is_some_and(|step| matches!(step.does, Does::WaitAll)));
    if split && !joined {
        return Err(t!("transactions-only-from-start"));
    }
    Ok(entries.into_iter().map(|entry| entry.seq).collect())
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
