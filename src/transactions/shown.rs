//! Transactions in words.

use super::queries::Found;
use crate::web::times::When;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use std::hash::{Hash, Hasher};
use uuid::Uuid;

/// A row of a list.
pub(crate) struct Row {
    pub id: String,
    /// Enough of its id to be told from its neighbours and to be looked for.
    pub short: String,
    /// What it is called where it is chosen.
    pub label: String,
    pub href: String,
    pub cycle: String,
    pub cycle_href: String,
    /// Name and address of its account, where a list has those of many; else empty.
    pub account: (String, String),
    pub stands: Stands,
    pub began: When,
    pub took: String,
    pub origin: &'static str,
    pub steps: i32,
}

/// How one stands at this moment, in words.
pub(crate) struct Stands {
    pub kind: &'static str,
    pub state: &'static str,
    /// Why it failed, or what it waits for.
    pub why: String,
    /// What comes at a time that is known: "Tried again", "Goes on"; empty: nothing.
    pub then: &'static str,
    /// When that is.
    pub at: When,
}

impl Row {
    pub fn of(found: Found, account_href: &str, now: DateTime<Utc>, tz: Tz) -> Row {
        let began = When::clock(found.started_at, now, tz);
        Row {
            id: found.id.to_string(),
            short: short(found.id),
            label: format!("{} of {}", found.cycle, began.exact),
            href: format!("{account_href}/transactions/{}", found.id),
            cycle_href: format!("{account_href}/cycles/{}", found.cycle_id),
            account: Default::default(),
            stands: stands(&found, now, tz),
            cycle: found.cycle,
            began,
            took: found.ended_at.map(|at| duration((at - found.started_at).num_milliseconds())).unwrap_or_default(),
            origin: origin(&found.origin),
            steps: found.steps,
        }
    }
}

/// What the engine says at the end of why a step is tried again; the time says it better.
const AGAIN: &str = "It is tried again.";
/// What it says where a step is there to wait.
const AS_SAID: &str = "It waits as this step says.";

/// How it stands, with the time that it waits until.
pub(crate) fn stands(found: &Found, now: DateTime<Utc>, tz: Tz) -> Stands {
    let (kind, state) = badge(&found.status, found.warnings);
    let plain = Stands { kind, state, why: String::new(), then: "", at: When::default() };
    if found.runs(now) {
        return Stands { kind: "info", state: "Running", ..plain };
    }
    if let Some(until) = found.halted_until() {
        let why = "It is stopped. It goes on when it is started again, else it is".to_owned();
        return Stands { why, then: "dropped", at: When::until(until, now, tz), ..plain };
    }
    let why = found.problem.clone().or_else(|| found.waits_for.clone()).unwrap_or_default();
    let Some(at) = found.next_at.filter(|at| found.ended_at.is_none() && *at > now) else {
        return Stands { why, ..plain };
    };
    let at = When::until(at, now, tz);
    match why.strip_suffix(AGAIN) {
        Some(before) => Stands { why: before.trim_end().to_owned(), then: "Tried again", at, ..plain },
        None if why == AS_SAID => Stands { then: "Goes on", at, ..plain },
        None => Stands { why, then: "Goes on", at, ..plain },
    }
}

/// The beginning of an id, which is its time, and its end, which tells it from those of that time: "01932f3a…9c4e".
pub(crate) fn short(id: Uuid) -> String {
    let id = id.to_string();
    format!("{}…{}", id.get(..8).unwrap_or_default(), id.get(id.len().saturating_sub(4)..).unwrap_or_default())
}

/// How a list of them stands: another where a row came, went or went on.
pub(crate) fn mark_of<'a>(rows: impl IntoIterator<Item = &'a Found>) -> String {
    let mut hasher = std::hash::DefaultHasher::new();
    for row in rows {
        let queued = (row.lease_until.is_some(), row.next_at);
        (row.id, &row.status, row.steps, row.warnings, &row.waits_for, queued, &row.cycle_state).hash(&mut hasher);
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
