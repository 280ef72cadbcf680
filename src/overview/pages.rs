//! `/console`.

use super::load::{Load, Of, Seen};
use super::needs::{self, Group};
use super::queries::{self, Dashboard};
use super::steps::{self, Step};
use super::tiles::{self, Tile};
use crate::access::Access;
use crate::access::rights::{EditAccounts, Right, UseConsole, ViewAccounts, ViewAudit, ViewConnectors, ViewCycles};
use crate::audit::filter::zone_of;
use crate::audit::phrases::ACTIONS;
use crate::audit::queries::{self as log, Wanted};
use crate::audit::view::{self, EntryView};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::jobs::rollouts;
use crate::reports::brief::{self, Brief};
use crate::transactions::filter::Filter;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::From;
use crate::web::shell::Shell;
use crate::web::times::{When, figure, zone};
use actix_web::{Either, Responder};
use askama::Template;
use chrono::Duration;
use chrono_tz::Tz;

#[derive(Template)]
#[template(path = "overview/show.html")]
struct OverviewPage {
    shell: Shell,
    answer: String,
    may: May,
    tiles: Vec<Tile>,
    used: Brief,
    load: Load,
    /// Accounts that need somebody, each kind with a way to all of them.
    groups: Vec<Group>,
    /// Rollouts that stopped by themselves: what, why, their pages, when.
    stopped: Vec<(String, String, String, When)>,
    /// Connectors that must be connected again: name, address, in how many accounts.
    refused: Vec<(String, String, String)>,
    /// What fails most: cause, address, how often and where, when last.
    causes: Vec<(String, String, String, When)>,
    /// Accounts with the most active cycles: name, address, how many, and as parts of the most in hundredths.
    most_active: Vec<(String, String, String, i64)>,
    /// Name, address, created.
    newest: Vec<needs::Row>,
    steps: Vec<Step>,
    steps_done: usize,
    changes: Vec<EntryView>,
}

/// What the person may see and do here.
struct May {
    accounts: bool,
    create: bool,
    audit: bool,
    connectors: bool,
    log: bool,
}

/// Rollouts that stopped which are shown.
const STOPPED_SHOWN: usize = 3;
/// Entries shown of what changed this week.
const CHANGES: i64 = 8;
/// The page's own address.
const HERE: &str = "/console";

pub(super) async fn overview(
    access: Access<UseConsole, InPartner>,
    seen: Asked<Seen>,
    hx: Hx,
) -> AppResult<impl Responder> {
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(page).await?)),
        Hx::Fragment => Either::Right(access.read(load).await?.again(&seen.0)?),
    })
}

fn load(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Load> {
    let log = if ViewCycles::held(tx.facts()) { "/console/transactions" } else { "" };
    let named = ViewAccounts::held(tx.facts());
    Load::read(tx, Of::Partner { named }, HERE, log)
}

fn page(tx: &mut ReadTx<'_, InPartner>) -> AppResult<OverviewPage> {
    let (found, dashboard) = (queries::overview(tx)?, queries::dashboard(tx)?);
    let tz = zone(&zone_of(tx));
    let (used, load) = (brief::of_partner(tx, tz)?, load(tx)?);
    let may = May {
        accounts: ViewAccounts::held(tx.facts()),
        create: EditAccounts::held(tx.facts()),
        audit: ViewAudit::held(tx.facts()),
        connectors: ViewConnectors::held(tx.facts()),
        log: ViewCycles::held(tx.facts()),
    };
    let changes = if may.audit { changes(tx, tz)? } else { Vec::new() };
    let steps = steps::steps(&found, &dashboard, tx.facts());
    let now = tx.now();
    let groups = if may.accounts { needs::groups(&found, &dashboard, may.log, now, tz) } else { Vec::new() };
    let newest = if may.accounts { needs::due(&queries::newest(tx)?, now, tz) } else { Vec::new() };
    let stopped = if may.log { rollouts::stopped(tx)? } else { Vec::new() };
    let stopped = stopped
        .into_iter()
        .take(STOPPED_SHOWN)
        .map(|one| (one.title, one.problem, format!("/console/jobs/{}", one.job), When::at(one.at, now, tz)));
    Ok(OverviewPage {
        stopped: stopped.collect(),
        refused: if may.connectors { refused(&dashboard) } else { Vec::new() },
        causes: if may.log { causes(&dashboard, |at| When::at(at, now, tz)) } else { Vec::new() },
        most_active: if may.accounts { most_active(&dashboard, may.log) } else { Vec::new() },
        newest,
        shell: Shell::console(tx, HERE, t!("overview-title")),
        answer: tiles::answer(&found, &dashboard, tx.facts()),
        tiles: tiles::tiles(&found, &dashboard, &used, tx.facts()),
        used,
        load,
        steps_done: steps.iter().filter(|step| step.done).count(),
        steps: if steps.iter().all(|step| step.done) { Vec::new() } else { steps },
        groups,
        changes,
        may,
    })
}

fn refused(dashboard: &Dashboard) -> Vec<(String, String, String)> {
    let row = |one: &queries::Refused| {
        let words = t!("overview-refused-in", n = one.accounts);
        (one.name.clone(), format!("/console/connectors/{}", one.id), words)
    };
    dashboard.refused.iter().map(row).collect()
}

fn causes(
    dashboard: &Dashboard,
    when: impl Fn(chrono::DateTime<chrono::Utc>) -> When,
) -> Vec<(String, String, String, When)> {
    let row = |one: &queries::Cause| {
        let words = t!("overview-errors-in", errors = one.errors, accounts = one.accounts);
        let href = format!("/console/incidents/cause?{}", Filter::of_cause(&one.cause).query());
        (one.cause.clone(), href, words, when(one.last_at))
    };
    dashboard.causes.iter().map(row).collect()
}

fn most_active(dashboard: &Dashboard, log: bool) -> Vec<(String, String, String, i64)> {
    let most = dashboard.most_active.first().map_or(1, |one| one.cycles.max(1));
    let row = |one: &queries::MostActive| {
        let href = format!("/console/accounts/{}{}", one.id, if log { "/cycles" } else { "" });
        (one.name.clone(), href, figure(one.cycles), one.cycles * 100 / most)
    };
    dashboard.most_active.iter().map(row).collect()
}

fn changes(tx: &mut ReadTx<'_, InPartner>, tz: Tz) -> AppResult<Vec<EntryView>> {
    let now = tx.now();
    // Who came and went is in the log; here is what is different now.
    let changing = ACTIONS.iter().copied().filter(|key| !key.starts_with("session.")).collect();
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
