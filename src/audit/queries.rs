//! Reading the log, newest first, paged by (instant, number). Every query names the partner and an upper bound of the
//! instant, so that months ahead are never looked at.

use super::chain::Row;
use crate::db::schema::{account_terms, accounts, audit_heads, audit_log, people};
use crate::db::{InAccount, InPartner, Place, ReadTx};
use crate::error::AppResult;
use crate::people::model::fold;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Uuid as SqlUuid};
use std::collections::BTreeMap;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.account_actors"] fn account_actors(wanted: Array<SqlUuid>) -> Array<SqlUuid>; }

/// People and accounts that a typed word may stand for; more are not looked at.
const CANDIDATES_MAX: i64 = 200;

/// What is looked for; none means anything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub accounts: Option<Vec<Uuid>>,
    /// Who did it, or whose password was tried by somebody unknown.
    pub people: Option<Vec<Uuid>>,
    pub actions: Option<Vec<&'static str>>,
    /// The beginning of the object's name, folded; empty for any.
    pub object: String,
    /// From this instant on.
    pub since: Option<DateTime<Utc>>,
    /// Before this instant.
    pub until: Option<DateTime<Utc>>,
}

/// An entry's place in the list.
pub(crate) type Key = (DateTime<Utc>, i64);

/// One page of the log.
pub(crate) fn list<P: Place>(
    tx: &mut ReadTx<'_, P>,
    wanted: &Wanted,
    from: &From<Key>,
    rows: i64,
) -> AppResult<PageOf<Row>> {
    let read = page(tx, wanted, from, rows + 1)?;
    Ok(PageOf::cut(read, from, rows, |row| (row.at, row.seq)))
}

/// Up to so many entries beyond the key, nearest first.
pub(crate) fn page<P: Place>(
    tx: &mut ReadTx<'_, P>,
    wanted: &Wanted,
    from: &From<Key>,
    at_most: i64,
) -> AppResult<Vec<Row>> {
    if wanted.people.is_none() {
        return part(tx, wanted, Part::All, from, at_most);
    }
    // Two walks along an index each: one question with "or" would read all entries of a busy person before the first.
    let mut rows = part(tx, wanted, Part::Theirs, from, at_most)?;
    rows.extend(part(tx, wanted, Part::TriedOnThem, from, at_most)?);
    rows.sort_unstable_by_key(|row| (row.at, row.seq));
    if !matches!(from, From::Before(_)) {
        rows.reverse();
    }
    rows.truncate(usize::try_from(at_most).unwrap_or(usize::MAX));
    Ok(rows)
}

/// What is asked for at once, of the people that are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    /// What they did.
    Theirs,
    /// Refused sign-ins with their addresses: who did it is not known.
    TriedOnThem,
}

fn part<P: Place>(
    tx: &mut ReadTx<'_, P>,
    wanted: &Wanted,
    part: Part,
    from: &From<Key>,
    at_most: i64,
) -> AppResult<Vec<Row>> {
    // A day's grace for a clock that was set back.
    let until = wanted.until.unwrap_or(tx.now() + Duration::days(1));
    let mut query = audit_log::table
        .filter(audit_log::partner_id.eq(tx.partner_id().0))
        .filter(audit_log::at.lt(until))
        .select(Row::as_select())
        .into_boxed();
    match wanted.accounts.as_deref() {
        Some([only]) => query = query.filter(audit_log::account_id.eq(*only)),
        Some(several) => query = query.filter(audit_log::account_id.eq_any(several.to_vec())),
        None => {}
    }
    let people = wanted.people.as_deref().unwrap_or_default();
    match (part, people) {
        (Part::All, _) => {}
        (Part::Theirs, [only]) => query = query.filter(audit_log::actor_id.eq(*only)),
        (Part::Theirs, several) => query = query.filter(audit_log::actor_id.eq_any(several.to_vec())),
        (Part::TriedOnThem, tried) => {
            let ids: Vec<String> = tried.iter().map(Uuid::to_string).collect();
            query = query.filter(audit_log::actor_id.is_null()).filter(audit_log::object_id.eq_any(ids));
        }
    }
    if let Some(actions) = &wanted.actions {
        query = query.filter(audit_log::action.eq_any(actions.clone()));
    }
    if !wanted.object.is_empty() {
        query = query
            .filter(audit_log::object_key.ge(wanted.object.clone()))
            .filter(audit_log::object_key.lt(format!("{}\u{10FFFF}", wanted.object)));
    }
    if let Some(since) = wanted.since {
        query = query.filter(audit_log::at.ge(since));
    }
    query = match *from {
        From::Start => query,
        From::After((at, seq)) => {
            query.filter(audit_log::at.le(at)).filter(audit_log::at.lt(at).or(audit_log::seq.lt(seq)))
        }
        From::Before((at, seq)) => {
            query.filter(audit_log::at.ge(at)).filter(audit_log::at.gt(at).or(audit_log::seq.gt(seq)))
        }
    };
    query = match from {
        From::Before(_) => query.order((audit_log::at.asc(), audit_log::seq.asc())),
        _ => query.order((audit_log::at.desc(), audit_log::seq.desc())),
    };
    Ok(query.limit(at_most).load(tx.conn())?)
}

/// How many entries there are of some accounts, or of all, in some time; up to so many.
pub(super) fn count(tx: &mut ReadTx<'_, InPartner>, wanted: &Wanted, at_most: i64) -> AppResult<i64> {
    let mut query = audit_log::table
        .filter(audit_log::partner_id.eq(tx.partner_id().0))
        .filter(audit_log::at.lt(wanted.until.unwrap_or(tx.now() + Duration::days(1))))
        .select(audit_log::seq)
        .limit(at_most)
        .into_boxed();
    if let Some(accounts) = &wanted.accounts {
        query = query.filter(audit_log::account_id.eq_any(accounts));
    }
    if let Some(since) = wanted.since {
        query = query.filter(audit_log::at.ge(since));
    }
    let found: Vec<i64> = query.load(tx.conn())?;
    Ok(i64::try_from(found.len()).unwrap_or(at_most))
}

/// Number and hash of the newest entry.
pub(crate) fn head(tx: &mut ReadTx<'_, InPartner>) -> AppResult<(i64, Vec<u8>)> {
    let partner = tx.partner_id().0;
    Ok(audit_heads::table.find(partner).select((audit_heads::seq, audit_heads::hash)).first(tx.conn())?)
}

/// Entries by number, from the one after `seq` on.
pub(crate) fn by_number(tx: &mut ReadTx<'_, InPartner>, seq: i64, at_most: i64) -> AppResult<Vec<Row>> {
    Ok(audit_log::table
        .filter(audit_log::partner_id.eq(tx.partner_id().0))
        .filter(audit_log::seq.gt(seq))
        .order(audit_log::seq)
        .limit(at_most)
        .select(Row::as_select())
        .load(tx.conn())?)
}

/// The people a typed name or address may mean, by its beginning.
pub(crate) fn people_like(tx: &mut ReadTx<'_, InPartner>, typed: &str) -> AppResult<Vec<Uuid>> {
    if let Ok(id) = Uuid::parse_str(typed.trim()) {
        return Ok(vec![id]);
    }
    let (first, after) = (fold(typed), format!("{}\u{10FFFF}", fold(typed)));
    let partner = tx.partner_id().0;
    let mut found: Vec<Uuid> = people::table
        .filter(people::partner_id.eq(partner))
        .filter(people::email_key.ge(first.clone()))
        .filter(people::email_key.lt(after.clone()))
        .limit(CANDIDATES_MAX)
        .select(people::id)
        .load(tx.conn())?;
    found.extend(
        people::table
            .filter(people::partner_id.eq(partner))
            .filter(people::kind.eq_any(["console", "account"]))
            .filter(people::name_key.ge(first))
            .filter(people::name_key.lt(after))
            .limit(CANDIDATES_MAX)
            .select(people::id)
            .load::<Uuid>(tx.conn())?,
    );
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The accounts a typed id, API ID or beginning of a word of a name may mean; those in the recycle bin too.
pub(crate) fn accounts_like(tx: &mut ReadTx<'_, InPartner>, typed: &str) -> AppResult<Vec<Uuid>> {
    if let Ok(id) = Uuid::parse_str(typed.trim()) {
        return Ok(vec![id]);
    }
    let partner = tx.partner_id().0;
    let exact: Option<Uuid> = accounts::table
        .filter(accounts::partner_id.eq(partner))
        .filter(accounts::api_id_key.eq(fold(typed)))
        .select(accounts::id)
        .first(tx.conn())
        .optional()?;
    if let Some(only) = exact {
        return Ok(vec![only]);
    }
    let first = fold(typed);
    Ok(account_terms::table
        .filter(account_terms::partner_id.eq(partner))
        .filter(account_terms::term.ge(first.clone()))
        .filter(account_terms::term.lt(format!("{first}\u{10FFFF}")))
        .order((account_terms::term, account_terms::account_id))
        .limit(CANDIDATES_MAX)
        .select(account_terms::account_id)
        .load(tx.conn())?)
}

/// The names of the accounts that these entries happened in.
pub(crate) fn account_names(tx: &mut ReadTx<'_, InPartner>, rows: &[Row]) -> AppResult<BTreeMap<Uuid, String>> {
    let mut ids: Vec<Uuid> = rows.iter().filter_map(|row| row.account_id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let names: Vec<(Uuid, String)> = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::id.eq_any(ids))
        .select((accounts::id, accounts::name))
        .load(tx.conn())?;
    Ok(names.into_iter().collect())
}

/// Who of the authors is an Account User; everybody else is the partner.
pub(crate) fn own_people(tx: &mut ReadTx<'_, InAccount>, rows: &[Row]) -> AppResult<Vec<Uuid>> {
    let mut ids: Vec<Uuid> = rows.iter().filter_map(|row| row.actor_id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(ids);
    }
    Ok(diesel::select(account_actors(ids)).get_result(tx.conn())?)
}
