//! An account's home: what needs somebody first, what it used of its limits, how its cycles stand and what they did last; then
//! what belongs to it and, for administrators, what changed. Its own alone: nothing of a parent or of others (T5, T7).

use super::needs::{self, Need};
use super::queries::{self, COUNT_MAX, OwnAccount};
use crate::access::Access;
use crate::access::rights::{AdministerAccount, Right, ViewAccount, WorkInAccount};
use crate::accounts::stands::{self, COUNT_MAX as FAILED_MAX};
use crate::audit::queries::{self as log, Wanted};
use crate::audit::view::{self, EntryView};
use crate::db::{InAccount, ReadTx};
use crate::error::AppResult;
use crate::limits::brief::{self as limits, Gauge};
use crate::limits::model::Kind;
use crate::limits::{queries as limit_queries, use_now};
use crate::overview::load::{Load, Of, Seen};
use crate::people::model::Role;
use crate::reports::brief::{self, Brief};
use crate::transactions::queries as transactions;
use crate::transactions::shown::Row;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::From;
use crate::web::shell::Shell;
use crate::web::times::{When, date, exact, figure, zone};
use actix_web::{Either, Responder};
use askama::Template;

#[derive(Template)]
#[template(path = "home/show.html")]
struct HomePage {
    shell: Shell,
    base: String,
    account: OwnAccount,
    role: &'static str,
    partner: String,
    created: When,
    expires: String,
    /// Tasks of the billing period, with a meter where they are limited.
    tasks: String,
    tasks_note: String,
    tasks_gauge: Option<Gauge>,
    /// What is used of its other limits.
    gauges: Vec<Gauge>,
    used: Brief,
    load: Load,
    active: String,
    cycles_note: String,
    cycles_kind: &'static str,
    failed: String,
    people: String,
    people_note: String,
    sub_accounts: String,
    needs: Vec<Need>,
    /// Nothing runs here yet.
    fresh: bool,
    works: bool,
    administrator: bool,
    transactions: Vec<Row>,
    changes: Vec<EntryView>,
}

/// Entries shown of what changed.
const CHANGES: i64 = 6;
/// Transactions shown of what ran last.
const LAST: i64 = 8;

pub(super) async fn show(
    access: Access<ViewAccount, InAccount>,
    seen: Asked<Seen>,
    hx: Hx,
) -> AppResult<impl Responder> {
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(page).await?)),
        Hx::Fragment => Either::Right(access.read(load).await?.again(&seen.0)?),
    })
}

fn load(tx: &mut ReadTx<'_, InAccount>) -> AppResult<Load> {
    super::name_of(tx)?;
    let here = tx.account_id();
    let home = format!("/a/{here}");
    Load::read(tx, Of::Account(here), &home, &format!("{home}/transactions"))
}

fn page(tx: &mut ReadTx<'_, InAccount>) -> AppResult<HomePage> {
    let name = super::name_of(tx)?;
    let shell = Shell::account(tx, "", &name)?;
    let account = queries::own(tx)?;
    let here = tx.account_id();
    let (figures, stands) = (queries::figures(tx)?, stands::stands(tx, here)?);
    let account_zone = zone(&account.timezone);
    let (used, load) = (brief::of_account(tx, here, false, account_zone)?, load(tx)?);
    let levels = limit_queries::levels(tx, here, &Kind::ALL)?;
    let (until, tasks) = (brief::period(tx, here, account_zone)?.until, use_now::tasks(tx, here)?);
    let apart = use_now::apart(tx, here)?;
    let own_tasks = tasks.map_or_else(|| "–".to_owned(), figure);
    let tasks_gauge = limits::tasks(&levels, apart);
    let held = limit_queries::held_work(tx, here)?;
    let last = transactions::list(
        tx,
        here,
        &transactions::Wanted { items: Some(false), ..transactions::Wanted::default() },
        &From::Start,
        LAST,
    )?;
    let administrator = AdministerAccount::held(tx.facts());
    let changes = if administrator { changes(tx)? } else { Vec::new() };
    let base = format!("/a/{here}");
    let tz = zone(&crate::audit::filter::zone_of(tx));
    let (facts, now) = (tx.facts(), tx.now());
    let works = WorkInAccount::held(facts);
    let mut needs: Vec<Need> = held.map(|held| needs::held(held, &base)).into_iter().collect();
    needs.extend(needs::list(&account, &figures, &stands, (administrator, works), &base, now, &facts.partner_name));
    Ok(HomePage {
        needs,
        role: Role::of_rank(facts.role.unwrap_or(0)).label(),
        partner: facts.partner_name.clone(),
        created: When::at(account.created_at, now, tz),
        expires: account.expires_at.map(|at| exact(at, zone(&account.timezone))).unwrap_or_default(),
        tasks: tasks_gauge.as_ref().map_or_else(|| own_tasks.clone(), |gauge| gauge.figure(&own_tasks)),
        tasks_note: match &tasks_gauge {
            Some(gauge) => gauge.said(),
            None => t!("home-next-period", date = date(until)),
        },
        tasks_gauge,
        gauges: limits::gauges(&levels, apart),
        used,
        load,
        active: figure(stands.active),
        cycles_note: stands.cycles_note(),
        cycles_kind: if stands.in_error > 0 { "bad" } else { "" },
        failed: at_most(stands.failed, FAILED_MAX),
        people: figure(figures.people),
        people_note: t!("home-administrators", n = figures.administrators),
        sub_accounts: at_most(figures.sub_accounts, COUNT_MAX),
        fresh: last.rows.is_empty() && stands.none(),
        transactions: last.rows.into_iter().map(|found| Row::of(found, &base, now, tz)).collect(),
        shell,
        base,
        account,
        works,
        administrator,
        changes,
    })
}

fn at_most(count: i64, most: i32) -> String {
    if count >= i64::from(most) { t!("home-or-more", n = count) } else { figure(count) }
}

fn changes(tx: &mut ReadTx<'_, InAccount>) -> AppResult<Vec<EntryView>> {
    let wanted = Wanted { accounts: Some(vec![tx.account_id().0]), ..Wanted::default() };
    let rows = log::page(tx, &wanted, &From::Start, CHANGES)?;
    let own = log::own_people(tx, &rows)?;
    let (now, tz) = (tx.now(), zone(&crate::audit::filter::zone_of(tx)));
    let partner = tx.facts().partner_name.clone();
    Ok(rows.into_iter().map(|row| view::in_account(row, &own, &partner, now, tz)).collect())
}
