//! `/console`.

use super::queries::{self, COUNT_MAX, Due, Overview};
use crate::access::Access;
use crate::access::rights::{
    EditAccountUsers, EditAccounts, EditConsoleUsers, Right, UseConsole, ViewAccountUsers, ViewAccounts, ViewAudit,
    ViewConsoleUsers, ViewCycles,
};
use crate::audit::filter::zone_of;
use crate::audit::model::ACTIONS;
use crate::audit::queries::{self as log, Wanted};
use crate::audit::view::{self, EntryView};
use crate::db::{Facts, InPartner, ReadTx};
use crate::error::AppResult;
use crate::jobs::rollouts;
use crate::web::page::Page;
use crate::web::paging::From;
use crate::web::shell::Shell;
use crate::web::times::{When, counted, figure, zone};
use actix_web::Responder;
use askama::Template;
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;

#[derive(Template)]
#[template(path = "overview/show.html")]
struct OverviewPage {
    shell: Shell,
    answer: String,
    may: May,
    tiles: Vec<Tile>,
    /// Accounts that need somebody, each kind with a way to all of them.
    groups: Vec<Group>,
    /// Rollouts that stopped by themselves: what, why, their pages, when.
    stopped: Vec<(String, String, String, When)>,
    /// Name, address, created.
    newest: Vec<(String, String, When)>,
    steps: Vec<Step>,
    steps_done: usize,
    changes: Vec<EntryView>,
}

/// What the person may see and do here.
struct May {
    accounts: bool,
    create: bool,
    audit: bool,
}

struct Tile {
    label: &'static str,
    value: String,
    note: String,
    href: &'static str,
    kind: &'static str,
}

struct Group {
    kind: &'static str,
    title: String,
    text: &'static str,
    /// Name, address, when.
    rows: Vec<(String, String, When)>,
    href: &'static str,
}

/// A step of the first run; it ticks itself.
struct Step {
    done: bool,
    text: &'static str,
    why: &'static str,
    /// Empty: somebody else has the right.
    href: &'static str,
}

impl Step {
    /// Its icon.
    fn sign(&self) -> &'static str {
        if self.done { "check" } else { "right" }
    }
}

/// Rollouts that stopped which are shown.
const STOPPED_SHOWN: usize = 3;
/// Entries shown of what changed this week.
const CHANGES: i64 = 8;

pub(super) async fn overview(access: Access<UseConsole, InPartner>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(page).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>) -> AppResult<OverviewPage> {
    let found = queries::overview(tx)?;
    let tz = zone(&zone_of(tx));
    let may = May {
        accounts: ViewAccounts::held(tx.facts()),
        create: EditAccounts::held(tx.facts()),
        audit: ViewAudit::held(tx.facts()),
    };
    let changes = if may.audit { changes(tx, tz)? } else { Vec::new() };
    let steps = steps(&found, tx.facts());
    let groups = if may.accounts { groups(&found, tx.now(), tz) } else { Vec::new() };
    let newest = if may.accounts { due_rows(&queries::newest(tx)?, tx.now(), tz) } else { Vec::new() };
    let stopped = if ViewCycles::held(tx.facts()) { rollouts::stopped(tx)? } else { Vec::new() };
    let now = tx.now();
    let stopped = stopped
        .into_iter()
        .take(STOPPED_SHOWN)
        .map(|one| (one.title, one.problem, format!("/console/jobs/{}", one.job), When::at(one.at, now, tz)));
    Ok(OverviewPage {
        stopped: stopped.collect(),
        newest,
        shell: Shell::console(tx, "/console", "Overview"),
        answer: answer(&found, &may),
        tiles: tiles(&found, tx.facts()),
        steps_done: steps.iter().filter(|step| step.done).count(),
        steps: if steps.iter().all(|step| step.done) { Vec::new() } else { steps },
        groups,
        changes,
        may,
    })
}

/// The state of things in one line.
fn answer(found: &Overview, may: &May) -> String {
    let (Some(accounts), Some(subs)) = (found.accounts, found.sub_accounts) else { return "—".to_owned() };
    if !may.accounts {
        return String::new();
    }
    let urgent = found.suspended + found.expiring;
    let needs = match urgent {
        0 => "none needs action".to_owned(),
        n if n >= COUNT_MAX => format!("{} or more need action", figure(COUNT_MAX)),
        1 => "1 needs action".to_owned(),
        n => format!("{} need action", figure(n)),
    };
    format!("{}, {}, {needs}", counted(accounts, "account", "accounts"), counted(subs, "sub-account", "sub-accounts"))
}

fn bounded(count: i64) -> String {
    if count >= COUNT_MAX { format!("{} or more", figure(count)) } else { figure(count) }
}

fn tiles(found: &Overview, facts: &Facts) -> Vec<Tile> {
    let dash = |figure_or_none: Option<i64>| figure_or_none.map_or_else(|| "—".to_owned(), figure);
    let mut tiles = Vec::new();
    if ViewAccounts::held(facts) {
        tiles.push(Tile {
            label: "Accounts",
            value: dash(found.accounts),
            note: found.sub_accounts.map(|n| counted(n, "sub-account", "sub-accounts")).unwrap_or_default(),
            href: "/console/accounts",
            kind: "",
        });
        tiles.push(Tile {
            label: "Suspended",
            value: bounded(found.suspended),
            note: if found.suspended == 0 { String::new() } else { "their people cannot open them".to_owned() },
            href: "/console/accounts?state=suspended",
            kind: if found.suspended == 0 { "" } else { "warn" },
        });
    }
    if ViewAccountUsers::held(facts) {
        tiles.push(Tile {
            label: "Account users not in yet",
            value: bounded(found.invited_users),
            note: "invited, link not used".to_owned(),
            href: "/console/people?state=invited",
            kind: "",
        });
    }
    if ViewConsoleUsers::held(facts) && found.invited_staff > 0 {
        tiles.push(Tile {
            label: "Console users not in yet",
            value: bounded(found.invited_staff),
            note: "invited, link not used".to_owned(),
            href: "/console/staff",
            kind: "",
        });
    }
    tiles
}

/// Name, address and time of each.
fn due_rows(due: &[Due], now: DateTime<Utc>, tz: Tz) -> Vec<(String, String, When)> {
    due.iter().map(|d| (d.name.clone(), format!("/console/accounts/{}", d.id), When::at(d.at, now, tz))).collect()
}

fn groups(found: &Overview, now: DateTime<Utc>, tz: Tz) -> Vec<Group> {
    let rows = |due: &[Due]| due_rows(due, now, tz);
    let all = [
        Group {
            kind: "warn",
            title: format!("Expiring within 14 days: {}", bounded(found.expiring)),
            text: "On that day their pages close. Extend the date under Edit.",
            rows: rows(&found.expiring_next),
            href: "",
        },
        Group {
            kind: "info",
            title: format!("Suspended: {}", bounded(found.suspended)),
            text: "Their people see a page that says so. Resume them when the reason is gone.",
            rows: rows(&found.suspended_some),
            href: "/console/accounts?state=suspended",
        },
        Group {
            kind: "bad",
            title: "Removed for good within 14 days".to_owned(),
            text: "Deleted accounts stay in the recycle bin for 90 days. Restore what is still wanted.",
            rows: rows(&found.purged_next),
            href: "/console/recycle-bin",
        },
    ];
    all.into_iter().filter(|group| !group.rows.is_empty()).collect()
}

fn steps(found: &Overview, facts: &Facts) -> Vec<Step> {
    let link = |may: bool, href: &'static str| if may { href } else { "" };
    vec![
        Step {
            done: found.accounts.unwrap_or(0) > 0,
            text: "Create the first account",
            why: "One for each of your customers; or import the whole list from a CSV file.",
            href: link(EditAccounts::held(facts), "/console/accounts/new"),
        },
        Step {
            done: found.has_users,
            text: "Invite the first account user",
            why: "A person of a customer, who sees that customer's accounts and nothing else.",
            href: link(EditAccountUsers::held(facts), "/console/people"),
        },
        Step {
            done: found.has_two_staff,
            text: "Invite a second console user",
            why: "So that somebody can still get in when you cannot.",
            href: link(EditConsoleUsers::held(facts), "/console/staff"),
        },
        Step {
            done: found.sub_accounts.unwrap_or(0) > 0,
            text: "Add a sub-account",
            why: "For a branch or a shop of a customer, with people of its own.",
            href: link(EditAccounts::held(facts), "/console/accounts"),
        },
    ]
}

fn changes(tx: &mut ReadTx<'_, InPartner>, tz: Tz) -> AppResult<Vec<EntryView>> {
    let now = tx.now();
    // Who came and went is in the log; here is what is different now.
    let changing = ACTIONS.iter().map(|(key, _)| *key).filter(|key| !key.starts_with("session.")).collect();
    let wanted = Wanted { since: Some(now - Duration::days(7)), actions: Some(changing), ..Wanted::default() };
    let rows = log::page(tx, &wanted, &From::Start, CHANGES)?;
    let names = log::account_names(tx, &rows)?;
    let facts = tx.facts();
    Ok(rows
        .into_iter()
        .map(|row| {
            let who = row.actor_name.clone();
            let entry = view::in_console(row, &names, facts, now, tz);
            // The whole of it is one click away.
            EntryView { who, trace: String::new(), changes: Vec::new(), ..entry }
        })
        .collect())
}
