//! An account's home: what needs somebody first, how its cycles stand and what they did last; then what belongs to it
//! and, for administrators, what changed.

use super::needs::{self, Need};
use super::queries::{self, COUNT_MAX, Now, OwnAccount};
use crate::access::Access;
use crate::access::rights::{AdministerAccount, Right, ViewAccount, WorkInAccount};
use crate::audit::queries::{self as log, Wanted};
use crate::audit::view::{self, EntryView};
use crate::db::{InAccount, ReadTx};
use crate::error::AppResult;
use crate::people::model::Role;
use crate::transactions::queries as transactions;
use crate::transactions::shown::Row;
use crate::web::page::Page;
use crate::web::paging::From;
use crate::web::shell::Shell;
use crate::web::times::{When, counted, exact, figure, zone};
use actix_web::Responder;
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

pub(super) async fn show(access: Access<ViewAccount, InAccount>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(page).await?))
}

fn page(tx: &mut ReadTx<'_, InAccount>) -> AppResult<HomePage> {
    let name = super::name_of(tx)?;
    let shell = Shell::account(tx, "", &name)?;
    let account = queries::own(tx)?;
    let (figures, stands) = (queries::figures(tx)?, queries::now(tx)?);
    let here = tx.account_id();
    let last = transactions::list(
        tx,
        here,
        &transactions::Wanted { whole: true, ..transactions::Wanted::default() },
        &From::Start,
        LAST,
    )?;
    let administrator = AdministerAccount::held(tx.facts());
    let changes = if administrator { changes(tx)? } else { Vec::new() };
    let base = format!("/a/{here}");
    let tz = zone(&crate::audit::filter::zone_of(tx));
    let (facts, now) = (tx.facts(), tx.now());
    let works = WorkInAccount::held(facts);
    Ok(HomePage {
        needs: needs::list(&account, &figures, &stands, (administrator, works), &base, now, &facts.partner_name),
        role: Role::of_rank(facts.role.unwrap_or(0)).label(),
        partner: facts.partner_name.clone(),
        created: When::at(account.created_at, now, tz),
        expires: account.expires_at.map(|at| exact(at, zone(&account.timezone))).unwrap_or_default(),
        active: figure(stands.active),
        cycles_note: cycles_note(&stands),
        cycles_kind: if stands.in_error > 0 { "bad" } else { "" },
        failed: at_most(stands.failed),
        people: figure(figures.people),
        people_note: counted(figures.administrators, "administrator", "administrators"),
        sub_accounts: at_most(figures.sub_accounts),
        fresh: last.rows.is_empty() && stands.active + stands.paused + stands.in_error == 0,
        transactions: last.rows.into_iter().map(|found| Row::of(found, &base, now, tz)).collect(),
        shell,
        base,
        account,
        works,
        administrator,
        changes,
    })
}

fn at_most(count: i64) -> String {
    if count >= i64::from(COUNT_MAX) { format!("{} or more", figure(count)) } else { figure(count) }
}

/// "2 in error, 3 paused".
fn cycles_note(stands: &Now) -> String {
    let parts = [(stands.in_error, "in error"), (stands.paused, "paused")];
    let words: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{} {word}", figure(*n))).collect();
    words.join(", ")
}

fn changes(tx: &mut ReadTx<'_, InAccount>) -> AppResult<Vec<EntryView>> {
    let wanted = Wanted { accounts: Some(vec![tx.account_id().0]), ..Wanted::default() };
    let rows = log::page(tx, &wanted, &From::Start, CHANGES)?;
    let own = log::own_people(tx, &rows)?;
    let (now, tz) = (tx.now(), zone(&crate::audit::filter::zone_of(tx)));
    let partner = tx.facts().partner_name.clone();
    Ok(rows.into_iter().map(|row| view::in_account(row, &own, &partner, now, tz)).collect())
}
