//! One account in the console: its overview (DESIGN wireframe 2). It opens with the state and what needs attention, then what
//! was used of its limits; figures that could not be read are a dash, never 0 (M2).

use super::attention::{self, Attention, attention};
use super::head::{AccountHead, Tab};
use crate::access::Access;
use crate::access::rights::{
    EditAccounts, EditCycles, Right, ViewAccountUsers, ViewAccounts, ViewAudit, ViewConnectors, ViewCycles,
};
use crate::accounts::chain::Chain;
use crate::accounts::model::DEPTH_MAX;
use crate::accounts::recent::{self, Happened};
use crate::accounts::stands::{self, Stands};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::{AccountId, known};
use crate::limits::brief::{self as limits, Gauge, Line as LimitLine};
use crate::limits::model::Kind;
use crate::limits::{queries as limit_queries, use_now};
use crate::overview::load::{Load, Of, Seen};
use crate::reports::brief::{self, Brief};
use crate::transactions::filter::Filter;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::shell::Shell;
use crate::web::times::{self, When, figure, zone};
use actix_web::{Either, Responder, web};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "accounts/show.html")]
struct OverviewPage {
    shell: Shell,
    head: AccountHead,
    alerts: Vec<Attention>,
    /// Tasks of the billing period, with a meter where they are limited.
    tasks: String,
    tasks_note: String,
    tasks_gauge: Option<Gauge>,
    /// Share of transactions of 7 days that went well.
    success: String,
    success_note: String,
    success_kind: &'static str,
    cycles: String,
    cycles_note: String,
    cycles_kind: &'static str,
    cycles_href: String,
    /// What needs somebody: how much in one figure, and what.
    attention: String,
    attention_note: String,
    attention_kind: &'static str,
    failing: Vec<Failing>,
    /// Connectors that are not connected: name, address, whether it was refused.
    connectors: Vec<(String, String, bool)>,
    used: Brief,
    /// The chart is of the account with its sub-accounts.
    below: bool,
    has_below: bool,
    limits: Vec<LimitLine>,
    load: Load,
    sub_accounts: String,
    people: Option<String>,
    facts: Vec<(&'static str, String, String)>,
    created: When,
    /// None: this person may not read the audit log.
    happened: Option<Vec<Line>>,
    log: bool,
}

/// A cycle with open errors.
struct Failing {
    name: String,
    href: String,
    kind: &'static str,
    state: &'static str,
    words: String,
    message: String,
    last: When,
    /// The transactions that failed; empty: the person may not see them.
    failed: String,
    /// Where they are run again; empty: somebody else may.
    retry: String,
}

struct Line {
    when: When,
    who: String,
    what: String,
    object: String,
}

/// What the page is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Choice {
    /// below: the chart is of the account with its sub-accounts.
    of: String,
}

/// An id from a path: what is no id answers like an id that does not exist (T4).
pub(crate) fn account_id(path: &web::Path<String>) -> AppResult<AccountId> {
    known(path)
}

pub(crate) async fn show(
    access: Access<ViewAccounts, InPartner>,
    path: web::Path<String>,
    choice: Asked<Choice>,
    seen: Asked<Seen>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, below) = (account_id(&path)?, choice.0.of == "below");
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(move |tx| page(tx, id, below)).await?)),
        Hx::Fragment => {
            let load = access.read(move |tx| {
                crate::accounts::queries::find(tx, id)?;
                load(tx, id)
            });
            Either::Right(load.await?.again(&seen.0)?)
        }
    })
}

fn load(tx: &mut ReadTx<'_, InPartner>, id: AccountId) -> AppResult<Load> {
    let home = format!("/console/accounts/{id}");
    let log = if ViewCycles::held(tx.facts()) { format!("{home}/transactions") } else { String::new() };
    Load::read(tx, Of::Account(id), &home, &log)
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: AccountId, below: bool) -> AppResult<OverviewPage> {
    let (head, chain) = AccountHead::read(tx, id, Tab::Overview)?;
    let now = tx.now();
    let tz = zone(&chain.account.timezone);
    let stands = stands::stands(tx, id)?;
    let has_below = chain.sub_accounts > 0;
    let used = brief::of_account(tx, id, below && has_below, tz)?;
    // The share is the account's own, whatever the chart shows.
    let own = if below && has_below { brief::of_account(tx, id, false, tz)? } else { used.clone() };
    let levels = limit_queries::levels(tx, id, &Kind::ALL)?;
    let until = brief::period(tx, id, tz)?.until;
    let tasks = use_now::tasks(tx, id)?;
    let load = load(tx, id)?;
    let happened = if ViewAudit::held(tx.facts()) {
        Some(recent::happened(tx, id)?.into_iter().map(|h| line(h, &head.name, now, tz)).collect())
    } else {
        None
    };
    let facts = facts(&chain, tz);
    let (log, may_connect) = (ViewCycles::held(tx.facts()), ViewConnectors::held(tx.facts()));
    let may_retry = EditCycles::held(tx.facts()) && chain.account.standing != "deleted";
    let (success, success_note, success_kind) = success(&own);
    let apart = use_now::apart(tx, id)?;
    let own_tasks = tasks.map_or_else(|| "–".to_owned(), figure);
    let tasks_gauge = limits::tasks(&levels, apart);
    let full = tasks_gauge.as_ref().is_some_and(|gauge| gauge.kind == "bad");
    let (attention_figure, attention_note, attention_kind) = needs(&stands, full);
    let mut alerts = attention(&chain, &head, EditAccounts::held(tx.facts()), now);
    alerts.extend(limit_queries::held_work(tx, id)?.map(|held| attention::held(held, &head, log)));
    Ok(OverviewPage {
        shell: Shell::console(tx, "/console/accounts", &head.name),
        alerts,
        tasks: tasks_gauge.as_ref().map_or_else(|| own_tasks.clone(), |gauge| gauge.figure(&own_tasks)),
        tasks_note: match &tasks_gauge {
            Some(gauge) => gauge.said(),
            None => t!("accounts-show-no-limit", day = times::date(until)),
        },
        tasks_gauge,
        success,
        success_note,
        success_kind,
        cycles: figure(stands.active),
        cycles_note: stands.cycles_note(),
        cycles_kind: if stands.in_error > 0 { "bad" } else { "" },
        cycles_href: if log { format!("{}/cycles", head.href) } else { String::new() },
        attention: attention_figure,
        attention_note,
        attention_kind,
        failing: if log { failing(&stands, &head.href, may_retry, now, tz) } else { Vec::new() },
        connectors: if may_connect { connectors(&stands, &head.href) } else { Vec::new() },
        below: below && has_below,
        has_below,
        used,
        limits: limits::chain(&levels),
        load,
        sub_accounts: figure(chain.sub_accounts),
        people: ViewAccountUsers::held(tx.facts()).then(|| figure(chain.people)),
        facts,
        created: When::at(chain.account.created_at, now, tz),
        happened,
        log,
        head,
    })
}

/// What else there is to know of it.
fn facts(chain: &Chain, tz: Tz) -> Vec<(&'static str, String, String)> {
    let mut facts = vec![(t!("accounts-show-timezone"), chain.account.timezone.clone(), String::new())];
    if let Some(parent) = chain.ancestors.last() {
        facts.push((t!("accounts-show-parent"), parent.name.clone(), format!("/console/accounts/{}", parent.id)));
        let level = t!("accounts-level-of", level = chain.account.depth, most = DEPTH_MAX);
        facts.push((t!("accounts-show-level"), level, String::new()));
    }
    if let Some(at) = chain.account.expires_at {
        facts.push((t!("accounts-show-expires"), times::exact(at, tz), String::new()));
    }
    facts
}

/// "96.8 %", beside the 7 days before: "2.1 points less than before".
fn success(used: &Brief) -> (String, String, &'static str) {
    let Some(now) = brief::success(used.week) else {
        let (none, why) = (t!("accounts-show-success-none"), t!("accounts-show-success-none-why"));
        return (none.to_owned(), why.to_owned(), "");
    };
    let tenths = |n: i64| t!("accounts-tenths", whole = n / 10, tenth = n % 10);
    let (note, kind) = match brief::success(used.week_before).map(|before| now - before) {
        None => (t!("accounts-show-success-no-before").to_owned(), ""),
        Some(0) => (t!("accounts-show-success-same").to_owned(), ""),
        Some(more) if more > 0 => (t!("accounts-show-success-more", points = tenths(more)), "ok"),
        Some(less) => (t!("accounts-show-success-less", points = tenths(-less)), "bad"),
    };
    (format!("{} %", tenths(now)), note, kind)
}

/// How much needs somebody: connectors and failing cycles, in words.
fn needs(stands: &Stands, full: bool) -> (String, String, &'static str) {
    let refused = stands.connectors.iter().find(|one| one.state == "refused");
    let words = match (stands.failing_cycles, stands.unconnected) {
        (0, 0) if full => {
            return (t!("accounts-show-full").to_owned(), t!("accounts-show-full-why").to_owned(), "warn");
        }
        (0, 0) => return (t!("accounts-show-nothing").to_owned(), t!("accounts-show-nothing-why").to_owned(), "ok"),
        (failing, 0) => t!("accounts-show-failing", n = failing),
        (0, connectors) => t!("accounts-show-connectors", n = connectors),
        (failing, connectors) => t!("accounts-show-failing-connectors", n = failing, connectors = connectors),
    };
    match refused {
        Some(one) => (words, t!("accounts-show-reconnect", name = one.name), "bad"),
        None if stands.errors > 0 => (words, t!("accounts-show-errors", n = stands.errors), "bad"),
        None => (words, t!("accounts-show-unconnected").to_owned(), "warn"),
    }
}

fn failing(stands: &Stands, home: &str, may_retry: bool, now: DateTime<Utc>, tz: Tz) -> Vec<Failing> {
    let rows = stands.failing.iter().map(|one| {
        let filter = Filter { cycle: one.id.to_string(), ..Filter::unmended("") }.query();
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("filter", &filter).finish();
        let (kind, state) = match one.state.as_str() {
            "error" => ("bad", t!("accounts-show-stopped")),
            "paused" => ("off", t!("accounts-show-state-paused")),
            _ => ("bad", t!("accounts-show-state-failing")),
        };
        Failing {
            name: one.name.clone(),
            href: format!("{home}/cycles/{}", one.id),
            kind,
            state,
            words: match &one.step {
                Some(step) => t!("accounts-show-failed-at", step = step, n = one.errors),
                None => t!("accounts-show-errors", n = one.errors),
            },
            message: one.message.clone(),
            last: When::at(one.last_at, now, tz),
            failed: format!("{home}/transactions?{filter}"),
            retry: if may_retry { format!("{home}/retries?all=1&{query}") } else { String::new() },
        }
    });
    rows.collect()
}

fn connectors(stands: &Stands, home: &str) -> Vec<(String, String, bool)> {
    let rows = stands
        .connectors
        .iter()
        .map(|one| (one.name.clone(), format!("{home}/connectors/{}", one.id), one.state == "refused"));
    rows.collect()
}

fn line(happened: Happened, own_name: &str, now: DateTime<Utc>, tz: Tz) -> Line {
    Line {
        when: When::at(happened.at, now, tz),
        who: happened.who,
        what: happened.what,
        // On the account's own page its name says nothing.
        object: if happened.object == own_name { String::new() } else { happened.object },
    }
}
