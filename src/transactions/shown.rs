//! Transactions in words.

use super::queries::Found;
use crate::engine::said::{AGAIN, AS_THE_STEP_SAYS, said};
use crate::language::Html;
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
    /// What comes at a time that is known, as a sentence with that time.
    pub then: Option<Html>,
}

impl Row {
    pub fn of(found: Found, account_href: &str, now: DateTime<Utc>, tz: Tz) -> Row {
        let began = When::clock(found.started_at, now, tz);
        Row {
            id: found.id.to_string(),
            short: short(found.id),
            label: t!("transactions-label", cycle = found.cycle, at = began.exact),
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

/// How it stands, with the time that it waits until.
pub(crate) fn stands(found: &Found, now: DateTime<Utc>, tz: Tz) -> Stands {
    let (kind, state) = badge(&found.status, found.warnings);
    let plain = Stands { kind, state, why: String::new(), then: None };
    if found.runs(now) {
        return Stands { kind: "info", state: t!("transactions-state-running"), ..plain };
    }
    if let Some(until) = found.halted_until() {
        let at = When::until(until, now, tz);
        let then = h!("transactions-then-dropped", iso = at.iso, exact = at.exact, at = at.words);
        return Stands { why: t!("transactions-halted").to_owned(), then: Some(then), ..plain };
    }
    let why = found.problem.clone().or_else(|| found.waits_for.clone()).unwrap_or_default();
    let Some(at) = found.next_at.filter(|at| found.ended_at.is_none() && *at > now) else {
        return Stands { why: said(why), ..plain };
    };
    let at = When::until(at, now, tz);
    // That it is tried again, or waits, is said better with the time.
    if let Some(before) = why.strip_suffix(AGAIN) {
        let then = h!("transactions-then-again", iso = at.iso, exact = at.exact, at = at.words);
        return Stands { why: before.trim_end().to_owned(), then: Some(then), ..plain };
    }
    let then = Some(h!("transactions-then-on", iso = at.iso, exact = at.exact, at = at.words));
    Stands { why: if why == AS_THE_STEP_SAYS { String::new() } else { said(why) }, then, ..plain }
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
        "done" if warnings > 0 => ("warn", t!("transactions-state-warned")),
        "done" => ("ok", t!("transactions-state-done")),
        "failed" => ("bad", t!("transactions-state-failed")),
        "waiting" => ("warn", t!("transactions-state-waiting")),
        "running" => ("info", t!("transactions-state-running")),
        "queued" => ("info", t!("transactions-state-queued")),
        "dropped" => ("off", t!("transactions-state-dropped")),
        _ => ("off", t!("transactions-state-stopped")),
    }
}

/// What started it.
pub(crate) fn origin(origin: &str) -> &'static str {
    match origin {
        "webhook" => t!("transactions-origin-webhook"),
        "schedule" => t!("transactions-origin-schedule"),
        "once" => t!("transactions-origin-once"),
        "item" => t!("transactions-origin-item"),
        "retry" => t!("transactions-origin-retry"),
        _ => t!("transactions-origin-replay"),
    }
}

/// "405 ms", "2.1 s", "4 min".
pub(crate) fn duration(ms: i64) -> String {
    match ms {
        ..1_000 => format!("{ms} ms"),
        1_000..60_000 => t!("transactions-seconds", whole = ms / 1_000, tenth = ms % 1_000 / 100),
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
