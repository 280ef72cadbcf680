//! What is said at a limit (M6): which it is, who set it, the figures, when it resets, and what to do. Pure.

use super::model::{AtLimit, Kind, Level};
use crate::error::Reached;
use crate::web::times::{counted, date, figure};
use chrono::NaiveDate;
use serde::Deserialize;

/// Whose use a limit counts.
fn whose(name: &str, tree: bool) -> String {
    if tree { format!("“{name}” and all below it") } else { format!("“{name}”") }
}

/// What is said of a limit that has no room for so many more (M6).
pub(crate) fn reached(level: &Level, asked: i64, partner: &str, in_console: bool) -> Reached {
    let (value, used) = (level.value.unwrap_or(0), level.used.unwrap_or(0));
    let whose = whose(&level.name, level.tree);
    let set_by = match level.inherited {
        true if in_console => "the default in your settings".to_owned(),
        true => format!("the default of {partner}"),
        false => format!("set for “{}”", level.name),
    };
    let more = if asked == 1 { String::new() } else { format!(" This needs {} more.", figure(asked)) };
    let (at_most, resets) = (level.kind.counted(value), level.kind.resets());
    let figures = if value == 0 {
        format!("{whose} may have no {}", level.kind.unit().1)
    } else {
        format!("{whose} may have {at_most}, and {} {} used", figure(used), if used == 1 { "is" } else { "are" })
    };
    let ways = match (in_console, value) {
        (true, 0) => "Raise the limit first.".to_owned(),
        (true, _) => "Remove some that are not needed, or raise the limit.".to_owned(),
        (false, 0) => format!("Ask {partner} to raise it."),
        (false, _) => format!("Remove some that are not needed, or ask {partner} to raise it."),
    };
    let pieces = [
        format!("Limit of {} reached: {figures}.{more} The limit is {set_by}.", level.kind.words().to_lowercase()),
        resets.to_owned(),
        format!("Nothing was changed. {ways}"),
    ];
    Reached {
        kind: level.kind.key(),
        account: level.account,
        used,
        value,
        words: pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" "),
    }
}

/// Why a webhook's body of so many KB is not taken (M6), by the lowest limit; none: it is.
pub(crate) fn too_large(levels: &[Level], kb: i64) -> Option<String> {
    let lowest = levels.iter().filter(|level| level.value.is_some()).min_by_key(|level| level.value)?;
    let most = lowest.value.filter(|most| kb > *most)?;
    let by = if lowest.inherited { "by default".to_owned() } else { format!("for “{}”", lowest.name) };
    Some(format!(
        "Limit of payload size reached: the body has {}, and {} are the most, as set {by}. Nothing was taken. Send less at once.",
        Kind::PayloadKb.counted(kb),
        Kind::PayloadKb.counted(most)
    ))
}

/// As [`reached`], where it was written already and is too much as it stands.
pub(crate) fn exceeded(level: &Level, partner: &str, in_console: bool) -> Reached {
    let (value, used) = (level.value.unwrap_or(0), level.used.unwrap_or(0));
    let whose = whose(&level.name, level.tree);
    let said = reached(level, 1, partner, in_console);
    let rest = said.words.split_once("The limit is ").map_or("", |(_, rest)| rest);
    let words = format!(
        "Limit of {} reached: {whose} may have {}, and this would make {}. The limit is {rest}",
        level.kind.words().to_lowercase(),
        level.kind.counted(value),
        figure(used)
    );
    Reached { words, ..said }
}

/// What is said before an account goes below a limit of tasks that is used up then, its own use included (M5, M6).
pub(crate) fn used_up_with(level: &Level, used: i64, resets: NaiveDate) -> String {
    let then = match (level.at_limit, level.tree) {
        (Some(AtLimit::Overage), _) => "Its work goes on there, and is counted apart as overage.".to_owned(),
        (_, false) => "Its work waits there until then, or until the limit is raised. Nothing is lost.".to_owned(),
        (_, true) => format!(
            "All work of “{}” and of every account below it waits then, not only this account's, until that day or until the limit is raised. Nothing is lost.",
            level.name
        ),
    };
    format!(
        "Limit of {} reached: {} may have {} a month, and with what this account used {} are used. The limit is set for “{}” and resets on {}. {then}",
        level.kind.words().to_lowercase(),
        whose(&level.name, level.tree),
        level.kind.counted(level.value.unwrap_or(0)),
        figure(used),
        level.name,
        date(resets)
    )
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
    /// Of a limit that lets nothing run at once; none: it lets something.
    pub fn none_at_once(level: Level) -> Option<Full> {
        let value = level.value.filter(|value| *value == 0)?;
        let (kind, name, tree, inherited) = (level.kind, level.name, level.tree, level.inherited);
        Some(Full { kind, name, tree, inherited, value, used: 0, resets: None })
    }
}

/// What is said to a program whose call a limit of tasks has no room for (M6): unlike a step, it does not wait.
pub(crate) fn no_room_to_call(full: &Full, account: uuid::Uuid) -> Reached {
    let set = if full.inherited { "the default".to_owned() } else { format!("set for “{}”", full.name) };
    let resets = full.resets.map(|day| format!(" It resets on {}.", date(day))).unwrap_or_default();
    let words = format!(
        "Limit of {} reached: {} may have {} a month, and {} are used or under way. The limit is {set}.{resets} Nothing was \
         called. Call again then, or raise the limit.",
        full.kind.words().to_lowercase(),
        whose(&full.name, full.tree),
        full.kind.counted(full.value),
        figure(full.used)
    );
    Reached { kind: full.kind.key(), account, used: full.used, value: full.value, words }
}

/// What is said of work that waits at a limit (M6).
pub(crate) fn waits_at(full: &Full) -> String {
    let whose = whose(&full.name, full.tree);
    let set = if full.inherited { "the default".to_owned() } else { format!("set for “{}”", full.name) };
    let what = full.kind.words().to_lowercase();
    let figures = match full.kind {
        Kind::PerMinute => format!("{whose} may begin {} a minute", full.kind.counted(full.value)),
        Kind::AtOnce => format!("{whose} may run no transactions at once"),
        _ => format!(
            "{whose} may have {} a month, and {} are used or under way",
            full.kind.counted(full.value),
            figure(full.used)
        ),
    };
    let goes_on = match full.resets {
        None if full.kind == Kind::AtOnce => {
            "It goes on by itself in its order, as soon as the limit is raised.".to_owned()
        }
        Some(day) => format!(
            "It goes on by itself when the next billing period begins on {}, or as soon as the limit is raised.",
            date(day)
        ),
        None => "It goes on by itself in its order, as soon as there is room.".to_owned(),
    };
    format!("Limit of {what} reached: {figures}. The limit is {set}. {goes_on} Nothing is lost.")
}

/// The same for the pages of an account: how much waits, and why; to its own people also `whom` they can ask.
pub(super) fn held(waiting: i64, full: &Full, whom: &str) -> (String, String) {
    let waits = if waiting == 1 { "waits" } else { "wait" };
    let mut words = waits_at(full);
    if (full.resets.is_some() || full.kind == Kind::AtOnce) && !whom.is_empty() {
        words.push_str(&format!(" Ask {whom} to raise the limit when it cannot wait."));
    }
    (format!("{} {waits} at a limit", counted(waiting, "transaction", "transactions")), words)
}
