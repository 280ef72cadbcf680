//! The limits of an account as its pages show them: what holds, what is used, and why, nearest first.

use crate::limits::brief::{nearest, nearness};
use crate::limits::model::{Kind, Level, at_limit_words};
use crate::web::times::figure;

/// One kind.
pub(super) struct Row {
    pub title: &'static str,
    pub hint: &'static str,
    pub key: &'static str,
    /// What holds in the end: "5 users", or "No limit".
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
        None if own.is_some_and(|level| !level.inherited) => "Set for this account".to_owned(),
        None if kind.unset().is_some() => "Where nothing is set".to_owned(),
        None => String::new(),
        Some(level) if level.inherited => format!("Default of {partner}"),
        Some(level) if level.tree && kind.adds_up() && level.distance > 0 => format!("With all below {}", level.name),
        Some(level) if level.tree => format!("With sub-accounts, set for {}", level.name),
        Some(_) => "Set for this account".to_owned(),
    };
    Row {
        title: kind.words(),
        hint: kind.hint(),
        key: kind.key(),
        holds: holds
            .and_then(|level| level.value)
            .or(kind.unset())
            .map_or_else(|| "No limit".to_owned(), |value| kind.counted(value)),
        source,
        then: holds.map_or("", |level| at_limit_words(kind, level.at_limit)),
        chain: of_kind.into_iter().map(|level| link(level, partner, in_console)).collect(),
    }
}

fn link(level: &Level, partner: &str, in_console: bool) -> Link {
    let kind = level.kind;
    let limit = level.value.map_or_else(|| "No limit".to_owned(), |value| kind.counted(value));
    let scope = match (level.tree, kind.adds_up()) {
        (false, _) => "own",
        (true, true) => "with sub-accounts, together",
        (true, false) => "each, sub-accounts too",
    };
    let elsewhere = level.distance > 0;
    Link {
        words: format!("{limit}, {scope}"),
        href: if in_console && elsewhere {
            format!("/console/accounts/{}/limits", level.account)
        } else {
            String::new()
        },
        by: match (level.inherited, elsewhere) {
            (true, _) => format!("default of {partner}"),
            (false, true) => level.name.clone(),
            (false, false) => "set for this account".to_owned(),
        },
        set_for: elsewhere,
        unknown: level.value.is_some() && kind.adds_up() && level.used.is_none(),
        meter: level.value.zip(level.used).map(|(value, used)| meter(value, used)),
    }
}

/// A meter with the figures in words.
fn meter(value: i64, used: i64) -> Meter {
    let over = if used > value { format!(", {} over", figure(used - value)) } else { String::new() };
    Meter {
        value: used.min(value.max(1)),
        max: value.max(1),
        text: format!("{} of {}{over}", figure(used), figure(value)),
        kind: nearness(used, value),
    }
}
