//! Accounts, people, cycles, templates and Transactions by what was typed, a few of each.

use crate::accounts::queries::{self as accounts_list, Filter};
use crate::db::schema::{accounts, audit_log, cycles, people, person_terms, templates, transactions};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::people::model::fold;
use crate::people::plain::plain;
use crate::web::paging::From;
use chrono::Duration;
use diesel::prelude::*;
use uuid::Uuid;

/// Shown of each kind.
pub(super) const ROWS: i64 = 8;
/// Entries of the person's own that are looked through for accounts worked on lately; terms, for people.
const LOOKED_AT: i64 = 60;

/// Something found: id, name, and what tells it from others of that name.
pub(super) type Found = (Uuid, String, String);

/// Accounts by beginnings of words of the name, of the API ID or of tags; by id too.
pub(super) fn accounts_named(tx: &mut ReadTx<'_, InPartner>, q: &str) -> AppResult<Vec<Found>> {
    if let Ok(id) = Uuid::parse_str(q.trim()) {
        return accounts_of(tx, &[id]);
    }
    let filter = Filter { q: q.to_owned(), ..Filter::default() };
    let mut rows = accounts_list::page(tx, &filter, &From::Start, ROWS)?;
    rows.truncate(usize::try_from(ROWS).unwrap_or(0));
    // The one whose API ID was typed in full comes first.
    let exact = fold(q);
    rows.sort_by_key(|row| fold(&row.api_id) != exact);
    Ok(rows.into_iter().map(|row| (row.id, row.name, row.api_id)).collect())
}

/// Accounts that the person changed lately, newest first.
pub(super) fn accounts_lately(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<Found>> {
    let since = tx.now() - Duration::days(60);
    let until = tx.now() + Duration::days(1);
    let touched: Vec<Option<Uuid>> = audit_log::table
        .filter(audit_log::partner_id.eq(tx.partner_id().0))
        .filter(audit_log::actor_id.eq(tx.person_id().0))
        .filter(audit_log::at.ge(since))
        .filter(audit_log::at.lt(until))
        .order((audit_log::at.desc(), audit_log::seq.desc()))
        .limit(LOOKED_AT)
        .select(audit_log::account_id)
        .load(tx.conn())?;
    let mut ids: Vec<Uuid> = Vec::new();
    for id in touched.into_iter().flatten() {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.truncate(6);
    let mut found = accounts_of(tx, &ids)?;
    found.sort_by_key(|(id, ..)| ids.iter().position(|i| i == id));
    Ok(found)
}

fn accounts_of(tx: &mut ReadTx<'_, InPartner>, ids: &[Uuid]) -> AppResult<Vec<Found>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::id.eq_any(ids.to_vec()))
        .filter(accounts::live)
        .select((accounts::id, accounts::name, accounts::api_id))
        .load(tx.conn())?)
}

/// People of one kind by the beginning of the name, of a word of it or of the address, with or without accents; by id too.
pub(super) fn people_named(tx: &mut ReadTx<'_, InPartner>, kind: &'static str, q: &str) -> AppResult<Vec<Found>> {
    let partner = tx.partner_id().0;
    let some = people::table.filter(people::partner_id.eq(partner)).filter(people::kind.eq(kind)).select((
        people::id,
        people::name,
        people::email,
    ));
    if let Ok(id) = Uuid::parse_str(q.trim()) {
        return Ok(some.filter(people::id.eq(id)).load(tx.conn())?);
    }
    let (first, after) = (fold(q), format!("{}\u{10FFFF}", fold(q)));
    let mut found: Vec<Found> = some
        .filter(people::name_key.ge(first.clone()))
        .filter(people::name_key.lt(after.clone()))
        .order((people::name_key, people::id))
        .limit(ROWS)
        .load(tx.conn())?;
    let by_last_word: Vec<Found> = some
        .filter(people::last_word_key.ge(first.clone()))
        .filter(people::last_word_key.lt(after.clone()))
        .order((people::last_word_key, people::id))
        .limit(ROWS)
        .load(tx.conn())?;
    let by_address: Vec<Found> = some
        .filter(people::email_key.ge(first))
        .filter(people::email_key.lt(after))
        .order(people::email_key)
        .limit(ROWS)
        .load(tx.conn())?;
    let folded = fold(q);
    let first = plain(&folded);
    let by_other_words: Vec<Found> = some
        .filter(
            people::id.eq_any(
                person_terms::table
                    .filter(person_terms::partner_id.eq(partner))
                    .filter(person_terms::term.ge(first.to_string()))
                    .filter(person_terms::term.lt(format!("{first}\u{10FFFF}")))
                    .select(person_terms::person_id)
                    .limit(LOOKED_AT),
            ),
        )
        .order((people::name_key, people::id))
        .limit(ROWS)
        .load(tx.conn())?;
    for person in by_last_word.into_iter().chain(by_address).chain(by_other_words) {
        if !found.iter().any(|(id, ..)| *id == person.0) {
            found.push(person);
        }
    }
    found.truncate(usize::try_from(ROWS).unwrap_or(0));
    Ok(found)
}

/// Cycles of live accounts by the beginning of the name: id, name, its account's id and name.
pub(super) fn cycles_named(tx: &mut ReadTx<'_, InPartner>, q: &str) -> AppResult<Vec<(Uuid, String, Uuid, String)>> {
    let some = cycles::table
        .inner_join(
            accounts::table.on(accounts::partner_id.eq(cycles::partner_id).and(accounts::id.eq(cycles::account_id))),
        )
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::state.ne("removed"))
        .filter(accounts::live)
        .select((cycles::id, cycles::name, accounts::id, accounts::name))
        .limit(ROWS);
    let first = fold(q);
    Ok(some
        .filter(cycles::name_key.ge(first.clone()))
        .filter(cycles::name_key.lt(format!("{first}\u{10FFFF}")))
        .order((cycles::name_key, cycles::id))
        .load(tx.conn())?)
}

/// Templates by the beginning of the name, or by id; what tells them apart is their folder.
pub(super) fn templates_named(tx: &mut ReadTx<'_, InPartner>, q: &str) -> AppResult<Vec<Found>> {
    let some = templates::table
        .filter(templates::partner_id.eq(tx.partner_id().0))
        .select((templates::id, templates::name, templates::folder))
        .limit(ROWS);
    if let Ok(id) = Uuid::parse_str(q.trim()) {
        return Ok(some.filter(templates::id.eq(id)).load(tx.conn())?);
    }
    let first = fold(q);
    Ok(some
        .filter(templates::name_key.ge(first.clone()))
        .filter(templates::name_key.lt(format!("{first}\u{10FFFF}")))
        .order((templates::name_key, templates::id))
        .load(tx.conn())?)
}

/// The Transaction of an id: its cycle's name, its account's id and name.
pub(super) fn transaction_of(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Option<(String, Uuid, String)>> {
    let of_cycle = cycles::partner_id
        .eq(transactions::partner_id)
        .and(cycles::account_id.eq(transactions::account_id))
        .and(cycles::id.eq(transactions::cycle_id));
    let of_account = accounts::partner_id.eq(transactions::partner_id).and(accounts::id.eq(transactions::account_id));
    Ok(transactions::table
        .inner_join(cycles::table.on(of_cycle))
        .inner_join(accounts::table.on(of_account))
        .filter(transactions::partner_id.eq(tx.partner_id().0))
        .filter(transactions::id.eq(id))
        .filter(accounts::live)
        .select((cycles::name, accounts::id, accounts::name))
        .first(tx.conn())
        .optional()?)
}
