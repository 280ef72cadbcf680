//! The figures at the top of the overview: the state of things in one line, and tiles that lead to what is behind them.

use super::queries::{COUNT_MAX, Dashboard, Overview};
use crate::access::rights::{Right, ViewAccountUsers, ViewAccounts, ViewConsoleUsers, ViewCycles};
use crate::db::Facts;
use crate::reports::brief::{self, Brief};
use crate::web::times::{counted, figure};

/// A figure.
pub(super) struct Tile {
    pub label: &'static str,
    pub value: String,
    pub note: String,
    pub href: &'static str,
    pub kind: &'static str,
    /// A line of the days behind it: what it says, and its points; empty: none.
    pub spark: (String, String),
}

impl Tile {
    fn new(label: &'static str, value: String, note: String, href: &'static str) -> Tile {
        Tile { label, value, note, href, kind: "", spark: Default::default() }
    }
}

/// A count that stops at [`COUNT_MAX`].
pub(super) fn bounded(count: i64) -> String {
    if count >= COUNT_MAX { format!("{} or more", figure(count)) } else { figure(count) }
}

/// The state of things in one line; empty for who may not see accounts.
pub(super) fn answer(found: &Overview, dashboard: &Dashboard, facts: &Facts) -> String {
    if !ViewAccounts::held(facts) {
        return String::new();
    }
    // A dash: a counter that could not be read (M2).
    let (Some(accounts), Some(subs)) = (found.accounts, found.sub_accounts) else { return "—".to_owned() };
    let parts = [
        (dashboard.failing, "failing"),
        (dashboard.near, "near or at a limit"),
        (found.suspended, "suspended"),
        (found.expiring, "expiring soon"),
    ];
    let mut words = vec![counted(accounts, "account", "accounts"), counted(subs, "sub-account", "sub-accounts")];
    words.extend(parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{} {word}", bounded(*n))));
    if words.len() == 2 {
        words.push("none needs action".to_owned());
    }
    words.join(", ")
}

/// What was used in 30 days and what there is, each a way to the list behind it.
pub(super) fn tiles(found: &Overview, dashboard: &Dashboard, used: &Brief, facts: &Facts) -> Vec<Tile> {
    let (now, before) = (used.month, used.month_before);
    let log = ViewCycles::held(facts);
    let to_log = |href: &'static str| if log { href } else { "" };
    let mut tiles = vec![
        Tile::new("Tasks, 30 days", figure(now.tasks), brief::against(now.tasks, before.tasks), "/console/reports"),
        Tile {
            kind: if now.failed > 0 { "bad" } else { "" },
            ..Tile::new(
                "Transactions, 30 days",
                figure(now.transactions),
                failed_words(now.failed),
                to_log("/console/transactions?period=month"),
            )
        },
        Tile {
            spark: (
                format!("Incidents by day, {} in 30 days", figure(now.incidents)),
                if now.incidents > 0 { brief::spark(&used.incidents) } else { String::new() },
            ),
            ..Tile::new(
                "Incidents, 30 days",
                figure(now.incidents),
                brief::against(now.incidents, before.incidents),
                to_log("/console/incidents"),
            )
        },
    ];
    if ViewAccounts::held(facts) {
        let in_error = dashboard.in_error;
        let where_they_run = format!("in {}", counted(dashboard.at_work, "account", "accounts"));
        tiles.push(Tile {
            kind: if in_error > 0 { "bad" } else { "" },
            ..Tile::new(
                "Active cycles",
                figure(dashboard.active),
                if in_error > 0 { format!("{where_they_run}, {} in error", bounded(in_error)) } else { where_they_run },
                if dashboard.at_work > 0 { "#most-active" } else { "" },
            )
        });
        tiles.push(Tile::new(
            "Accounts",
            found.accounts.map_or_else(|| "—".to_owned(), figure),
            found.sub_accounts.map(|n| counted(n, "sub-account", "sub-accounts")).unwrap_or_default(),
            "/console/accounts",
        ));
    }
    let invited = |label, count: i64, href| Tile::new(label, bounded(count), "link not used yet".to_owned(), href);
    if ViewAccountUsers::held(facts) && found.invited_users > 0 {
        tiles.push(invited("Users invited", found.invited_users, "/console/people?state=invited"));
    }
    if ViewConsoleUsers::held(facts) && found.invited_staff > 0 {
        tiles.push(invited("Staff invited", found.invited_staff, "/console/staff"));
    }
    tiles
}

fn failed_words(failed: i64) -> String {
    if failed == 0 { "none failed".to_owned() } else { format!("{} failed", figure(failed)) }
}
