//! Accounts that need somebody, each kind with the first of them and a way to all.

use super::queries::{Dashboard, Due, Overview};
use super::tiles::bounded;
use crate::limits::brief::nearness;
use crate::web::times::When;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// A kind of need.
pub(super) struct Group {
    pub kind: &'static str,
    pub title: String,
    pub text: &'static str,
    pub rows: Vec<Row>,
    /// All of them; empty: the rows are all, or there is no such list.
    pub href: &'static str,
}

/// An account with a figure or a time, or with a use of its limit.
pub(super) struct Row {
    pub name: String,
    pub href: String,
    pub note: String,
    pub when: Option<When>,
    pub meter: Option<Meter>,
}

/// A use of a limit.
pub(super) struct Meter {
    pub value: i64,
    pub max: i64,
    pub text: String,
    pub kind: &'static str,
}

/// An account's page, or one below it.
fn page(id: uuid::Uuid, below: &str) -> String {
    format!("/console/accounts/{id}{below}")
}

/// Names with the time of each.
pub(super) fn due(due: &[Due], now: DateTime<Utc>, tz: Tz) -> Vec<Row> {
    due.iter()
        .map(|d| Row {
            name: d.name.clone(),
            href: page(d.id, ""),
            note: String::new(),
            when: Some(When::at(d.at, now, tz)),
            meter: None,
        })
        .collect()
}

/// All kinds of which there is one, the most urgent first. `log`: the person may see what cycles did.
pub(super) fn groups(found: &Overview, dashboard: &Dashboard, log: bool, now: DateTime<Utc>, tz: Tz) -> Vec<Group> {
    let failing = dashboard.failing_some.iter().map(|one| Row {
        name: one.name.clone(),
        href: page(one.id, if log { "/incidents" } else { "" }),
        note: t!("overview-errors", n = one.errors),
        when: None,
        meter: None,
    });
    let near = dashboard.near_some.iter().map(|one| Row {
        name: one.name.clone(),
        href: page(one.id, "/limits"),
        note: String::new(),
        when: None,
        meter: Some(Meter {
            value: one.used.min(one.value.max(1)),
            max: one.value.max(1),
            text: if one.tree {
                t!("overview-used-of-tree", used = one.used, value = one.value)
            } else {
                t!("overview-used-of", used = one.used, value = one.value)
            },
            kind: nearness(one.used, one.value),
        }),
    });
    let all = [
        Group {
            kind: "bad",
            title: t!("overview-failing", count = bounded(dashboard.failing)),
            text: t!("overview-failing-why"),
            rows: failing.collect(),
            href: "/console/accounts?needs=failing",
        },
        Group {
            kind: "warn",
            title: t!("overview-near", count = bounded(dashboard.near)),
            text: t!("overview-near-why"),
            rows: near.collect(),
            href: "/console/accounts?needs=near",
        },
        Group {
            kind: "warn",
            title: t!("overview-expiring", count = bounded(found.expiring)),
            text: t!("overview-expiring-why"),
            rows: due(&found.expiring_next, now, tz),
            href: "",
        },
        Group {
            kind: "info",
            title: t!("overview-suspended", count = bounded(found.suspended)),
            text: t!("overview-suspended-why"),
            rows: due(&found.suspended_some, now, tz),
            href: "/console/accounts?state=suspended",
        },
        Group {
            kind: "bad",
            title: t!("overview-removed").to_owned(),
            text: t!("overview-removed-why"),
            rows: due(&found.purged_next, now, tz),
            href: "/console/recycle-bin",
        },
    ];
    all.into_iter().filter(|group| !group.rows.is_empty()).collect()
}
