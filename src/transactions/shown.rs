//! Transactions in words.

use super::queries::Found;
use crate::web::times::When;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::hash::{Hash, Hasher};

/// A row of a list.
pub(crate) struct Row {
    pub id: String,
    /// What it is called where it is chosen.
    pub label: String,
    pub href: String,
    pub cycle: String,
    pub cycle_href: String,
    pub kind: &'static str,
    pub state: &'static str,
    pub why: String,
    pub began: When,
    pub took: String,
    pub origin: &'static str,
    pub steps: i32,
}

impl Row {
    pub fn of(found: Found, account_href: &str, now: DateTime<Utc>, tz: Tz) -> Row {
        let (kind, state) = badge(&found.status, found.warnings);
        let began = When::at(found.started_at, now, tz);
        Row {
            id: found.id.to_string(),
            label: format!("{} of {}", found.cycle, began.exact),
            href: format!("{account_href}/transactions/{}", found.id),
            cycle_href: format!("{account_href}/cycles/{}", found.cycle_id),
            cycle: found.cycle,
            kind,
            state,
            why: found.problem.or(found.waits_for).unwrap_or_default(),
            began,
            took: found.ended_at.map(|at| duration((at - found.started_at).num_milliseconds())).unwrap_or_default(),
            origin: origin(&found.origin),
            steps: found.steps,
        }
    }
}

/// How a list of them stands: another where a row came, went or went on.
pub(crate) fn mark_of(rows: &[Found]) -> String {
    let mut hasher = std::hash::DefaultHasher::new();
    for row in rows {
        (row.id, &row.status, row.steps, row.warnings, &row.waits_for).hash(&mut hasher);
    }
    format!("{:x}", hasher.finish())
}

/// Badge kind and word of a status.
pub(crate) fn badge(status: &str, warnings: i32) -> (&'static str, &'static str) {
    match status {
        "done" if warnings > 0 => ("warn", "Done with warnings"),
        "done" => ("ok", "Done"),
        "failed" => ("bad", "Failed"),
        "waiting" => ("warn", "Waiting"),
        "running" => ("info", "Running"),
        "queued" => ("info", "Queued"),
        "dropped" => ("off", "Dropped"),
        _ => ("off", "Stopped"),
    }
}

/// What started it.
pub(crate) fn origin(origin: &str) -> &'static str {
    match origin {
        "webhook" => "Webhook",
        "schedule" => "Schedule",
        "once" => "Run once",
        "item" => "Item of a collection",
        "retry" => "Retry",
        _ => "Replay",
    }
}

/// "405 ms", "2.1 s", "4 min".
pub(crate) fn duration(ms: i64) -> String {
    match ms {
        ..1_000 => format!("{ms} ms"),
        1_000..60_000 => format!("{}.{} s", ms / 1_000, ms % 1_000 / 100),
        60_000..7_200_000 => format!("{} min", ms / 60_000),
        _ => format!("{} h", ms / 3_600_000),
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_are_short() {
        for (ms, words) in [(0, "0 ms"), (405, "405 ms"), (2_149, "2.1 s"), (61_000, "1 min"), (7_200_000, "2 h")] {
            assert_eq!(duration(ms), words);
        }
    }
}
