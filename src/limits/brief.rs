//! The limits of an account in short, for its overview and its home: meters of what is used, and the chain in one line each.

use super::model::{AtLimit, Kind, Level};
use crate::web::times::date;

/// Share of a limit from which it is near.
const NEAR_PERCENT: i64 = 80;

/// What is used of a limit.
pub(crate) struct Gauge {
    pub title: String,
    pub value: i64,
    pub max: i64,
    pub text: String,
    pub note: String,
    pub kind: &'static str,
    /// It counts other accounts too.
    shared: bool,
}

impl Gauge {
    /// The figure of an account's tile: against its own limit, or where others share the limit its own use alone.
    pub fn figure(&self, own: &str) -> String {
        if self.shared { own.to_owned() } else { self.text.clone() }
    }

    /// What stands below that figure.
    pub fn said(&self) -> String {
        if self.shared { format!("{}; {}", self.text, self.note) } else { self.note.clone() }
    }
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

/// The nearest limit of each kind with what is used of it, that of tasks first; `apart` is what of the account's own tasks was
/// counted apart in its billing period.
pub(crate) fn gauges(levels: &[Level], apart: i64) -> Vec<Gauge> {
    let mut kinds: Vec<Kind> = levels.iter().map(|level| level.kind).filter(|kind| kind.adds_up()).collect();
    kinds.sort_by_key(|kind| (*kind != Kind::TasksMonth, *kind));
    kinds.dedup();
    kinds.into_iter().filter_map(|kind| gauge(nearest(levels, kind)?, apart)).collect()
}

/// The nearest limit of an account's tasks; none: there is none, or how much is used could not be read.
pub(crate) fn tasks(levels: &[Level], apart: i64) -> Option<Gauge> {
    gauge(nearest(levels, Kind::TasksMonth)?, apart)
}

/// Used minus the limit, and what was counted apart as overage (M5): two figures, each with a word about the other. None:
/// nothing is over, and nothing was counted apart.
pub(crate) fn apart(levels: &[Level], apart: i64) -> Option<String> {
    let over = nearest(levels, Kind::TasksMonth).and_then(|level| {
        let (used, value) = (level.used?, level.value?);
        (used > value).then_some((used - value, used, value))
    });
    let differ = || t!("limits-apart-differ");
    match (apart, over) {
        (0, None) => None,
        (0, Some((over, used, value))) => {
            let none = t!("limits-apart-none", over = over, used = used, value = value);
            Some(format!("{none} {}", differ()))
        }
        (_, None) => Some(format!("{} {}", t!("limits-apart", n = apart), t!("limits-apart-not-over"))),
        (_, Some((over, ..))) if over == apart => Some(t!("limits-apart-all", n = apart)),
        (_, Some((over, used, value))) => {
            let another = t!("limits-apart-another", over = over, used = used, value = value);
            Some(format!("{} {another} {}", t!("limits-apart", n = apart), differ()))
        }
    }
}

/// The limit of a kind that holds first, own or of a tree (M4); of two as near the own one.
pub(super) fn nearest(levels: &[Level], kind: Kind) -> Option<&Level> {
    let share = |level: &Level| Some(share(level.used?, level.value?));
    let known = levels.iter().filter(|level| level.kind == kind).filter_map(|level| Some((share(level)?, level)));
    known.max_by_key(|(share, level)| (*share, !level.tree, -level.distance)).map(|(_, level)| level)
}

fn gauge(level: &Level, apart: i64) -> Option<Gauge> {
    let (value, used) = (level.value?, level.used?);
    let over = match (used > value, level.at_limit) {
        (false, _) => None,
        (true, Some(AtLimit::Overage)) if level.tree => Some(t!("limits-over-goes-on", n = used - value)),
        (true, Some(AtLimit::Overage)) => Some(t!("limits-over-goes-on-apart", n = used - value, apart = apart)),
        (true, _) => Some(t!("limits-over-by", n = used - value)),
    };
    // Of a limit that another account has set, when that one's period ends, which counts.
    let resets = level.resets.map(|day| t!("limits-resets-on", day = date(day)));
    let note = over.into_iter().chain(resets).collect::<Vec<_>>().join("; ");
    Some(Gauge {
        title: level.kind.words(),
        value: used.min(value.max(1)),
        max: value.max(1),
        // Where it is narrow, it breaks at "of" and in no figure.
        text: match (level.tree, level.distance) {
            (false, _) => t!("limits-used", used = used, value = value),
            (true, 0) => t!("limits-used-tree", used = used, value = value),
            (true, _) => t!("limits-used-below", used = used, value = value, name = level.name),
        },
        note,
        kind: nearness(used, value),
        shared: level.tree,
    })
}

/// One limit of the chain: what it is of, and in words how much, own or with sub-accounts, and who sets it.
pub(crate) struct Line {
    pub title: String,
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
            words: line(level),
            href: if level.distance > 0 {
                format!("/console/accounts/{}/limits", level.account)
            } else {
                String::new()
            },
            by: match (level.inherited, level.distance > 0) {
                (true, _) => t!("limits-by-default").to_owned(),
                (false, true) => level.name.clone(),
                (false, false) => t!("limits-by-this").to_owned(),
            },
            used: match (level.kind.adds_up(), level.used) {
                (false, _) => String::new(),
                (true, Some(used)) => t!("limits-n-used", n = used),
                (true, None) => t!("limits-unknown-used").to_owned(),
            },
        })
        .collect()
}

fn line(level: &Level) -> String {
    let count = level.kind.counted(level.value.unwrap_or(0));
    match (level.tree, level.kind.adds_up()) {
        (false, _) => t!("limits-line-own", count = count),
        (true, true) => t!("limits-line-tree", count = count),
        (true, false) => t!("limits-line-each", count = count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
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
            resets: NaiveDate::from_ymd_opt(2026, 12, 1).filter(|_| kind == Kind::TasksMonth),
        }
    }

    #[test]
    fn a_gauge_says_how_near_and_when_it_resets() {
        let levels = [level(Kind::Users, 5, Some(6)), level(Kind::TasksMonth, 100, Some(80))];
        let all: Vec<_> = gauges(&levels, 0).into_iter().map(|g| (g.text, g.note, g.kind)).collect();
        let text = |text: &str| text.to_owned();
        assert_eq!(
            all,
            [(text("80 of 100"), text("resets 1 Dec 2026"), "warn"), (text("6 of 5"), text("1 over"), "bad")]
        );
        // M4, M6: the limit of another account resets with that one's period, and is not the account's own use.
        let above = Level {
            tree: true,
            distance: 1,
            resets: NaiveDate::from_ymd_opt(2026, 12, 5),
            ..level(Kind::TasksMonth, 100, Some(90))
        };
        let gauge = tasks(&[level(Kind::TasksMonth, 100, Some(8)), above], 0).expect("it is read");
        assert_eq!(
            (gauge.figure("8"), gauge.said()),
            (text("8"), text("90 of 100 with all below Root; resets 5 Dec 2026"))
        );
        // M2: what could not be read is no 0.
        assert!(tasks(&[level(Kind::TasksMonth, 100, None)], 0).is_none());
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
