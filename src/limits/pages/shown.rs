//! The limits of an account as its pages show them: what holds, what is used, and why, nearest first.

use crate::limits::brief::{nearest, nearness};
use crate::limits::model::{Kind, Level, at_limit_words};

/// One kind.
pub(super) struct Row {
    pub title: String,
    pub hint: String,
    pub key: &'static str,
    /// What holds in the end: "5 users", or t!("limits-no-limit").
    pub holds: String,
    /// Where it comes from.
    pub source: String,
    /// What happens there; empty without a limit.
    pub then: &'static str,
    /// "Why this limit": each that counts, nearest first.
    pub chain: Vec<Link>,
}

/// One limit of the chain.
pub(super) struct Link {
    pub words: String,
    /// The account that sets it, in the console; else empty.
    pub href: String,
    pub by: String,
    /// It is the name of another account.
    pub set_for: bool,
    pub meter: Option<Meter>,
    /// It is used, but how much cannot be told (M2).
    pub unknown: bool,
}

pub(super) struct Meter {
    pub value: i64,
    pub max: i64,
    pub text: String,
    pub kind: &'static str,
}

/// All kinds, from all limits of an account. `own_only` hides the addresses of other accounts.
pub(super) fn rows(levels: &[Level], partner: &str, in_console: bool) -> Vec<Row> {
    Kind::ALL.into_iter().map(|kind| row(kind, levels, partner, in_console)).collect()
}

fn row(kind: Kind, levels: &[Level], partner: &str, in_console: bool) -> Row {
    let mut of_kind: Vec<&Level> = levels.iter().filter(|level| level.kind == kind).collect();
    of_kind.sort_by_key(|level| (level.distance, level.tree));
    // What holds in the end: of what adds up the limit that is reached first as things stand (M4), where its use is known; else
    // the lowest of all.
    let own = of_kind.iter().find(|level| !level.tree);
    let lowest = || of_kind.iter().copied().filter(|level| level.value.is_some()).min_by_key(|level| level.value);
    let holds = nearest(levels, kind).or_else(lowest);
    let source = match holds {
        None if own.is_some_and(|level| !level.inherited) => t!("limits-set-here").to_owned(),
        None if kind.unset().is_some() => t!("limits-unset").to_owned(),
        None => String::new(),
        Some(level) if level.inherited => t!("limits-default-of", partner = partner),
        Some(level) if level.tree && kind.adds_up() && level.distance > 0 => {
            t!("limits-holds-below", name = level.name)
        }
        Some(level) if level.tree => t!("limits-holds-tree", name = level.name),
        Some(_) => t!("limits-set-here").to_owned(),
    };
    Row {
        title: kind.words(),
        hint: kind.hint(),
        key: kind.key(),
        holds: holds
            .and_then(|level| level.value)
            .or(kind.unset())
            .map_or_else(|| t!("limits-no-limit").to_owned(), |value| kind.counted(value)),
        source,
        then: holds.map_or("", |level| at_limit_words(kind, level.at_limit)),
        chain: of_kind.into_iter().map(|level| link(level, partner, in_console)).collect(),
    }
}

fn link(level: &Level, partner: &str, in_console: bool) -> Link {
    let kind = level.kind;
    let limit = level.value.map_or_else(|| t!("limits-no-limit").to_owned(), |value| kind.counted(value));
    let words = match (level.tree, kind.adds_up()) {
        (false, _) => t!("limits-chain-own", limit = limit),
        (true, true) => t!("limits-chain-together", limit = limit),
        (true, false) => t!("limits-chain-each", limit = limit),
    };
    let elsewhere = level.distance > 0;
    Link {
        words,
        href: if in_console && elsewhere {
            format!("/console/accounts/{}/limits", level.account)
        } else {
            String::new()
        },
        by: match (level.inherited, elsewhere) {
            (true, _) => t!("limits-by-default-of", partner = partner),
            (false, true) => level.name.clone(),
            (false, false) => t!("limits-set-for-this").to_owned(),
        },
        set_for: elsewhere,
        unknown: level.value.is_some() && kind.adds_up() && level.used.is_none(),
        meter: level.value.zip(level.used).map(|(value, used)| meter(value, used)),
    }
}

/// A meter with the figures in words.
fn meter(value: i64, used: i64) -> Meter {
    Meter {
        value: used.min(value.max(1)),
        max: value.max(1),
        text: if used > value {
            t!("limits-meter-over", used = used, value = value, over = used - value)
        } else {
            t!("limits-used", used = used, value = value)
        },
        kind: nearness(used, value),
    }
}
