//! What is said at a limit (M6): which it is, who set it, the figures, when it resets, and what to do. Pure.

use super::model::{AtLimit, Kind, Level};
use crate::error::Reached;
use crate::web::times::date;
use chrono::NaiveDate;
use serde::Deserialize;

/// Whose use a limit counts.
fn whose(name: &str, tree: bool) -> String {
    if tree { t!("limits-whose-tree", name = name) } else { t!("limits-whose-own", name = name) }
}

/// What is said of a limit that has no room for so many more (M6).
pub(crate) fn reached(level: &Level, asked: i64, partner: &str, in_console: bool) -> Reached {
    let (value, used) = (level.value.unwrap_or(0), level.used.unwrap_or(0));
    let (what, whose) = (level.kind.within(), whose(&level.name, level.tree));
    let reached = if value == 0 {
        let figures = t!("limits-none-of", kind = level.kind.key(), whose = whose);
        t!("limits-reached-none", what = what, figures = figures)
    } else {
        t!("limits-reached", what = what, whose = whose, count = level.kind.counted(value), used = used)
    };
    let more = if asked == 1 { String::new() } else { t!("limits-needs-more", n = asked) };
    refused(level, [reached, more, set_by(level, partner, in_console), what_to_do(level, partner, in_console)])
}

/// As [`reached`], where it was written already and is too much as it stands.
pub(crate) fn exceeded(level: &Level, partner: &str, in_console: bool) -> Reached {
    let (value, used) = (level.value.unwrap_or(0), level.used.unwrap_or(0));
    let (what, whose) = (level.kind.within(), whose(&level.name, level.tree));
    let exceeded = t!("limits-exceeded", what = what, whose = whose, count = level.kind.counted(value), n = used);
    let none = String::new();
    refused(level, [exceeded, none, set_by(level, partner, in_console), what_to_do(level, partner, in_console)])
}

fn refused(level: &Level, sentences: [String; 4]) -> Reached {
    let (kind, account) = (level.kind.key(), level.account);
    Reached { kind, account, used: level.used.unwrap_or(0), value: level.value.unwrap_or(0), words: told(&sentences) }
}

/// Sentences one after the other; an empty one is none.
fn told(sentences: &[String]) -> String {
    let said: Vec<&str> = sentences.iter().map(String::as_str).filter(|sentence| !sentence.is_empty()).collect();
    said.join(" ")
}

fn set_by(level: &Level, partner: &str, in_console: bool) -> String {
    let set_by = match level.inherited {
        true if in_console => t!("limits-set-by-yours").to_owned(),
        true => t!("limits-set-by-partner", partner = partner),
        false => t!("limits-set-by-account", name = level.name),
    };
    told(&[set_by, level.kind.resets().to_owned()])
}

fn what_to_do(level: &Level, partner: &str, in_console: bool) -> String {
    match (in_console, level.value.unwrap_or(0)) {
        (true, 0) => t!("limits-unchanged-raise").to_owned(),
        (true, _) => t!("limits-unchanged-remove").to_owned(),
        (false, 0) => t!("limits-unchanged-ask", partner = partner),
        (false, _) => t!("limits-unchanged-remove-or-ask", partner = partner),
    }
}

/// Why a webhook's body of so many KB is not taken (M6), by the lowest limit; none: it is.
pub(crate) fn too_large(levels: &[Level], kb: i64) -> Option<String> {
    let lowest = levels.iter().filter(|level| level.value.is_some()).min_by_key(|level| level.value)?;
    let most = lowest.value.filter(|most| kb > *most)?;
    let (has, most) = (Kind::PayloadKb.counted(kb), Kind::PayloadKb.counted(most));
    Some(if lowest.inherited {
        t!("limits-too-large-default", has = has, most = most)
    } else {
        t!("limits-too-large", has = has, most = most, name = lowest.name)
    })
}

/// What is said before an account goes below a limit of tasks that is used up then, its own use included (M5, M6).
pub(crate) fn used_up_with(level: &Level, used: i64, resets: NaiveDate) -> String {
    let used_up = t!(
        "limits-used-up",
        what = level.kind.within(),
        whose = whose(&level.name, level.tree),
        count = level.kind.counted(level.value.unwrap_or(0)),
        n = used,
        name = level.name,
        day = date(resets)
    );
    let then = match (level.at_limit, level.tree) {
        (Some(AtLimit::Overage), _) => t!("limits-used-up-overage").to_owned(),
        (_, false) => t!("limits-used-up-own").to_owned(),
        (_, true) => t!("limits-used-up-tree", name = level.name),
    };
    told(&[used_up, then])
}

/// A limit that makes work wait, as the queue keeps it (M5).
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Full {
    pub kind: Kind,
    /// Of the account that it was set for; of a default of the account itself.
    pub name: String,
    pub tree: bool,
    pub inherited: bool,
    pub value: i64,
    pub used: i64,
    /// The first day of the next billing period, of a limit that counts by them.
    pub resets: Option<NaiveDate>,
}

impl Full {
    fn set_by(&self) -> String {
        if self.inherited {
            t!("limits-set-by-default").to_owned()
        } else {
            t!("limits-set-by-account", name = self.name)
        }
    }

    /// Of a limit that lets nothing run at once; none: it lets something.
    pub fn none_at_once(level: Level) -> Option<Full> {
        let value = level.value.filter(|value| *value == 0)?;
        let (kind, name, tree, inherited) = (level.kind, level.name, level.tree, level.inherited);
        Some(Full { kind, name, tree, inherited, value, used: 0, resets: None })
    }
}

/// What is said to a program whose call a limit of tasks has no room for (M6): unlike a step, it does not wait.
pub(crate) fn no_room_to_call(full: &Full, account: uuid::Uuid) -> Reached {
    let resets = full.resets.map(|day| t!("limits-resets-on-day", day = date(day))).unwrap_or_default();
    let words = told(&[under_way(full), full.set_by(), resets, t!("limits-not-called").to_owned()]);
    Reached { kind: full.kind.key(), account, used: full.used, value: full.value, words }
}

fn under_way(full: &Full) -> String {
    let (what, whose) = (full.kind.within(), whose(&full.name, full.tree));
    t!("limits-under-way", what = what, whose = whose, count = full.kind.counted(full.value), n = full.used)
}

/// What is said of work that waits at a limit (M6).
pub(crate) fn waits_at(full: &Full) -> String {
    let (what, whose) = (full.kind.within(), whose(&full.name, full.tree));
    let figures = match full.kind {
        Kind::PerMinute => {
            t!("limits-begins-minute", what = what, whose = whose, count = full.kind.counted(full.value))
        }
        Kind::AtOnce => t!("limits-runs-none", what = what, whose = whose),
        _ => under_way(full),
    };
    let goes_on = match full.resets {
        None if full.kind == Kind::AtOnce => t!("limits-goes-on-raised").to_owned(),
        Some(day) => t!("limits-goes-on-period", day = date(day)),
        None => t!("limits-goes-on-room").to_owned(),
    };
    told(&[figures, full.set_by(), goes_on])
}

/// The same for the pages of an account: how much waits, and why; to its own people also `whom` they can ask.
pub(super) fn held(waiting: i64, full: &Full, whom: &str) -> (String, String) {
    let asks = (full.resets.is_some() || full.kind == Kind::AtOnce) && !whom.is_empty();
    let ask = if asks { t!("limits-ask-to-raise", whom = whom) } else { String::new() };
    (t!("limits-waiting", n = waiting), told(&[waits_at(full), ask]))
}
