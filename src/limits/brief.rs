//! The limits of an account in short, for its overview and its home: meters of what is used, and the chain in one line each.

use super::model::{AtLimit, Kind, Level};
use crate::web::times::{counted, date, figure};
use chrono::NaiveDate;

/// Share of a limit from which it is near.
const NEAR_PERCENT: i64 = 80;

/// What is used of a limit.
pub(crate) struct Gauge {
    pub title: &'static str,
    pub value: i64,
    pub max: i64,
    pub text: String,
    pub note: String,
    pub kind: &'static str,
}

/// How near a use is to its limit, as the kind of a badge: ok, warn from 80 %, bad at it.
pub(crate) fn nearness(used: i64, value: i64) -> &'static str {
    match () {
        () if used >= value => "bad",
        () if used.saturating_mul(100) >= value.saturating_mul(NEAR_PERCENT) => "warn",
        () => "ok",
    }
}

/// How much of a limit is used, to compare it with others.
pub(crate) fn share(used: i64, value: i64) -> i128 {
    (i128::from(used) << 32) / i128::from(value.max(1))
}

/// The nearest limit of each kind with what is used of it, that of tasks first; `until` is when its billing period ends, `apart`
/// what of the account's own tasks was counted apart in it.
pub(crate) fn gauges(levels: &[Level], until: NaiveDate, apart: i64) -> Vec<Gauge> {
    let mut kinds: Vec<Kind> = levels.iter().map(|level| level.kind).filter(|kind| kind.adds_up()).collect();
    kinds.sort_by_key(|kind| (*kind != Kind::TasksMonth, *kind));
    kinds.dedup();
    kinds.into_iter().filter_map(|kind| gauge(nearest(levels, kind)?, until, apart)).collect()
}

/// The nearest limit of an account's tasks; none: there is none, or how much is used could not be read.
pub(crate) fn tasks(levels: &[Level], until: NaiveDate, apart: i64) -> Option<Gauge> {
    gauge(nearest(levels, Kind::TasksMonth)?, until, apart)
}

/// Used minus the limit, and what was counted apart as overage (M5): two figures, each with a word about the other. None:
/// nothing is over, and nothing was counted apart.
pub(crate) fn apart(levels: &[Level], apart: i64) -> Option<String> {
    let over = nearest(levels, Kind::TasksMonth).and_then(|level| {
        let (used, value) = (level.used?, level.value?);
        (used > value).then(|| format!("{} now, with {} of {} used", figure(used - value), figure(used), figure(value)))
    });
    let tasks = counted(apart, "task of this billing period was", "tasks of this billing period were");
    let what = "each that went on while a limit was used up, by the limit as it was at that moment";
    let differ =
        "It follows the limit of today, and counts as well what was used before there was one or while it was higher.";
    match (apart, over) {
        (0, None) => None,
        (0, Some(over)) => Some(format!(
            "Used minus the limit is {over}. Nothing was counted apart as overage, which would be {what}. {differ}"
        )),
        (_, None) => Some(format!(
            "{tasks} counted apart as overage: {what}. By the limit of today nothing is over it, so used minus the limit is 0."
        )),
        (_, Some(over)) => Some(format!(
            "{tasks} counted apart as overage: {what}. Used minus the limit is another figure, {over}. {differ}"
        )),
    }
}

/// The limit of a kind that holds first, own or of a tree (M4); of two as near the own one.
pub(super) fn nearest(levels: &[Level], kind: Kind) -> Option<&Level> {
    let share = |level: &Level| Some(share(level.used?, level.value?));
    let known = levels.iter().filter(|level| level.kind == kind).filter_map(|level| Some((share(level)?, level)));
    known.max_by_key(|(share, level)| (*share, !level.tree, -level.distance)).map(|(_, level)| level)
}

fn gauge(level: &Level, until: NaiveDate, apart: i64) -> Option<Gauge> {
    let (value, used) = (level.value?, level.used?);
    let note = match (level.kind, used > value, level.at_limit) {
        (Kind::TasksMonth, true, Some(AtLimit::Overage)) => {
            let apart = if level.tree { String::new() } else { format!(", {} counted apart", figure(apart)) };
            format!("{} over, goes on{apart}; resets {}", figure(used - value), date(until))
        }
        (Kind::TasksMonth, true, _) => format!("{} over; resets {}", figure(used - value), date(until)),
        (Kind::TasksMonth, false, _) => format!("resets {}", date(until)),
        (_, true, _) => format!("{} over", figure(used - value)),
        _ => String::new(),
    };
    Some(Gauge {
        title: level.kind.words(),
        value: used.min(value.max(1)),
        max: value.max(1),
        // Where it is narrow, it breaks at "of" and in no figure.
        text: format!(
            "{} of {}{}",
            figure(used),
            figure(value),
            match (level.tree, level.distance) {
                (false, _) => String::new(),
                (true, 0) => ", with sub-accounts".to_owned(),
                (true, _) => format!(", with all below {}", level.name),
            }
        ),
        note,
        kind: nearness(used, value),
    })
}

/// One limit of the chain: what it is of, and in words how much, own or with sub-accounts, and who sets it.
pub(crate) struct Line {
    pub title: &'static str,
    pub words: String,
    /// The account above that sets it; empty: it is set here, or by default.
    pub href: String,
    pub by: String,
    pub used: String,
}

/// Each limit that holds for an account, as staff sees it: by kind, nearest first.
pub(crate) fn chain(levels: &[Level]) -> Vec<Line> {
    let mut set: Vec<&Level> = levels.iter().filter(|level| level.value.is_some()).collect();
    set.sort_by_key(|level| (level.kind != Kind::TasksMonth, level.kind, level.distance, level.tree));
    set.into_iter()
        .map(|level| Line {
            title: level.kind.words(),
            words: format!(
                "{} {}",
                level.kind.counted(level.value.unwrap_or(0)),
                match (level.tree, level.kind.adds_up()) {
                    (false, _) => "own",
                    (true, true) => "with sub-accounts",
                    (true, false) => "each, sub-accounts too",
                }
            ),
            href: if level.distance > 0 {
                format!("/console/accounts/{}/limits", level.account)
            } else {
                String::new()
            },
            by: match (level.inherited, level.distance > 0) {
                (true, _) => "your default".to_owned(),
                (false, true) => level.name.clone(),
                (false, false) => "this account".to_owned(),
            },
            used: match (level.kind.adds_up(), level.used) {
                (false, _) => String::new(),
                (true, Some(used)) => format!("{} used", figure(used)),
                (true, None) => "– used".to_owned(),
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn level(kind: Kind, value: i64, used: Option<i64>) -> Level {
        Level {
            kind,
            account: Uuid::nil(),
            name: "Root".to_owned(),
            distance: 0,
            tree: false,
            inherited: false,
            value: Some(value),
            at_limit: None,
            used,
        }
    }

    #[test]
    fn a_gauge_says_how_near_and_when_it_resets() {
        let until = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a date");
        let levels = [level(Kind::Users, 5, Some(6)), level(Kind::TasksMonth, 100, Some(80))];
        let all: Vec<_> = gauges(&levels, until, 0).into_iter().map(|g| (g.text, g.note, g.kind)).collect();
        let text = |text: &str| text.to_owned();
        assert_eq!(
            all,
            [(text("80 of 100"), text("resets 1 Dec 2026"), "warn"), (text("6 of 5"), text("1 over"), "bad")]
        );
        // M2: what could not be read is no 0.
        assert!(tasks(&[level(Kind::TasksMonth, 100, None)], until, 0).is_none());
        assert_eq!(nearness(79, 100), "ok");
    }

    #[test]
    fn used_minus_the_limit_and_what_was_counted_apart_explain_each_other() {
        let at = |used| [level(Kind::TasksMonth, 100, Some(used))];
        assert_eq!(apart(&at(100), 0), None);
        let said = apart(&at(108), 3).expect("both");
        assert!(said.starts_with("3 tasks of this billing period were counted apart as overage"), "{said}");
        assert!(said.contains("another figure, 8 now, with 108 of 100 used"), "{said}");
        assert!(apart(&at(108), 0).expect("over").starts_with("Used minus the limit is 8 now"));
        assert!(apart(&at(90), 1).expect("apart").starts_with("1 task of this billing period was counted apart"));
    }
}
