//! The figures at the top of the overview: the state of things in one line, and tiles that lead to what is behind them.

use super::queries::{COUNT_MAX, Dashboard, Overview};
use crate::access::rights::{Right, ViewAccountUsers, ViewAccounts, ViewConsoleUsers, ViewCycles};
use crate::db::Facts;
use crate::reports::brief::{self, Brief};
use crate::web::times::figure;

/// A figure.
pub(super) struct Tile {
    pub label: String,
    pub value: String,
    pub note: String,
    pub href: &'static str,
    pub kind: &'static str,
    /// A line of the days behind it: what it says, and its points; empty: none.
    pub spark: (String, String),
}

impl Tile {
    fn new(label: impl Into<String>, value: String, note: String, href: &'static str) -> Tile {
        Tile { label: label.into(), value, note, href, kind: "", spark: Default::default() }
    }
}

/// A count that stops at [`COUNT_MAX`].
pub(super) fn bounded(count: i64) -> String {
    if count >= COUNT_MAX { t!("overview-or-more", n = count) } else { figure(count) }
}

/// The state of things in one line; empty for who may not see accounts.
pub(super) fn answer(found: &Overview, dashboard: &Dashboard, facts: &Facts) -> String {
    if !ViewAccounts::held(facts) {
        return String::new();
    }
    // A dash: a counter that could not be read (M2).
    let (Some(accounts), Some(subs)) = (found.accounts, found.sub_accounts) else { return "—".to_owned() };
    let parts = [
        (dashboard.failing, t!("overview-answer-failing", count = bounded(dashboard.failing))),
        (dashboard.near, t!("overview-answer-near", count = bounded(dashboard.near))),
        (found.suspended, t!("overview-answer-suspended", count = bounded(found.suspended))),
        (found.expiring, t!("overview-answer-expiring", count = bounded(found.expiring))),
    ];
    let mut words = vec![t!("overview-accounts-count", n = accounts), t!("overview-sub-accounts-count", n = subs)];
    words.extend(parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, said)| said));
    if words.len() == 2 {
        words.push(t!("overview-answer-none").to_owned());
    }
    words.join(", ")
}

/// What was used in 30 days and what there is, each a way to the list behind it.
pub(super) fn tiles(found: &Overview, dashboard: &Dashboard, used: &Brief, facts: &Facts) -> Vec<Tile> {
    let (now, before) = (used.month, used.month_before);
    let log = ViewCycles::held(facts);
    let to_log = |href: &'static str| if log { href } else { "" };
    let mut tiles = vec![
        Tile::new(
            t!("overview-tasks-30"),
            figure(now.tasks),
            brief::against(now.tasks, before.tasks),
            "/console/reports",
        ),
        Tile {
            kind: if now.failed > 0 { "bad" } else { "" },
            ..Tile::new(
                t!("overview-transactions-30"),
                figure(now.transactions),
                failed_words(now.failed),
                to_log("/console/transactions?period=month"),
            )
        },
        Tile {
            spark: (
                t!("overview-incidents-by-day", n = now.incidents),
                if now.incidents > 0 { brief::spark(&used.incidents) } else { String::new() },
            ),
            ..Tile::new(
                t!("overview-incidents-30"),
                figure(now.incidents),
                brief::against(now.incidents, before.incidents),
                to_log("/console/incidents"),
            )
        },
    ];
    if ViewAccounts::held(facts) {
        let in_error = dashboard.in_error;
        tiles.push(Tile {
            kind: if in_error > 0 { "bad" } else { "" },
            ..Tile::new(
                t!("overview-active", words),
                figure(dashboard.active),
                if in_error > 0 {
                    t!("overview-at-work-in-error", n = dashboard.at_work, count = bounded(in_error))
                } else {
                    t!("overview-at-work", n = dashboard.at_work)
                },
                if dashboard.at_work > 0 { "#most-active" } else { "" },
            )
        });
        tiles.push(Tile::new(
            t!("overview-accounts"),
            found.accounts.map_or_else(|| "—".to_owned(), figure),
            found.sub_accounts.map(|n| t!("overview-sub-accounts-count", n = n)).unwrap_or_default(),
            "/console/accounts",
        ));
    }
    let invited =
        |label: &str, count: i64, href| Tile::new(label, bounded(count), t!("overview-invited").to_owned(), href);
    if ViewAccountUsers::held(facts) && found.invited_users > 0 {
        tiles.push(invited(t!("overview-users-invited"), found.invited_users, "/console/people?state=invited"));
    }
    if ViewConsoleUsers::held(facts) && found.invited_staff > 0 {
        tiles.push(invited(t!("overview-staff-invited"), found.invited_staff, "/console/staff"));
    }
    tiles
}

fn failed_words(failed: i64) -> String {
    if failed == 0 { t!("overview-none-failed").to_owned() } else { t!("overview-some-failed", n = failed) }
}
