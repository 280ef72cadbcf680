//! Reading saved reports, and who can be mailed.

use super::model::{Every, Times};
use super::place::Keeper;
use crate::db::schema::{accounts, people, saved_report_readers, saved_reports};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::PersonId;
use crate::reports::choice::Choice;
use crate::web::paging::{From, PageOf};
use crate::web::times::zone;
use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::pg::Pg;
use diesel::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

/// A saved report.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = saved_reports)]
pub(super) struct Saved {
    pub id: Uuid,
    pub account_id: Option<Uuid>,
    pub saved_by: Uuid,
    pub saved_by_name: String,
    pub name: String,
    pub report: String,
    pub query: String,
    pub every: String,
    pub on_day: i16,
    pub hour: i16,
    pub timezone: String,
    pub paused: bool,
    pub stopped: Option<String>,
    pub next_at: Option<DateTime<Utc>>,
    pub last_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl Saved {
    /// When it is sent.
    pub fn times(&self) -> Times {
        let day = u32::try_from(self.on_day).unwrap_or(1);
        Times {
            every: Every::read(&self.every, day).unwrap_or(Every::Day),
            hour: u32::try_from(self.hour).unwrap_or(0),
            zone: zone(&self.timezone),
        }
    }

    /// What it is narrowed to.
    pub fn choice(&self) -> Choice {
        serde_html_form::from_str(&self.query).unwrap_or_default()
    }
}

/// Those of a place alone; each way of saying it finds the index.
fn of_place<'a, P: Keeper>(tx: &ReadTx<'_, P>) -> saved_reports::BoxedQuery<'a, Pg> {
    let all = saved_reports::table.filter(saved_reports::partner_id.eq(tx.partner_id().0)).into_boxed();
    match P::whose(tx) {
        Some(account) => all.filter(saved_reports::account_id.eq(account.0)),
        None => all.filter(saved_reports::account_id.is_null()),
    }
}

/// One page of those of a place, the newest first.
pub(super) fn list<P: Keeper>(tx: &mut ReadTx<'_, P>, from: &From<Uuid>, rows: i64) -> AppResult<PageOf<Saved>> {
    let query = of_place(tx);
    let query = match from {
        From::Start => query.order(saved_reports::id.desc()),
        From::After(id) => query.filter(saved_reports::id.lt(*id)).order(saved_reports::id.desc()),
        From::Before(id) => query.filter(saved_reports::id.gt(*id)).order(saved_reports::id.asc()),
    };
    let read = query.limit(rows + 1).select(Saved::as_select()).load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |row: &Saved| row.id))
}

/// How many a place keeps.
pub(super) fn count<P: Keeper>(tx: &mut ReadTx<'_, P>) -> AppResult<i64> {
    Ok(of_place(tx).count().get_result(tx.conn())?)
}

/// One of them.
///
/// # Errors
/// `NotFound` for one of another place.
pub(super) fn find<P: Keeper>(tx: &mut ReadTx<'_, P>, id: Uuid) -> AppResult<Saved> {
    Ok(of_place(tx).filter(saved_reports::id.eq(id)).select(Saved::as_select()).first(tx.conn())?)
}

/// How many people each of them goes to.
pub(super) fn reader_counts<P: Keeper>(tx: &mut ReadTx<'_, P>, ids: &[Uuid]) -> AppResult<HashMap<Uuid, i64>> {
    let counted: Vec<(Uuid, i64)> = saved_report_readers::table
        .filter(saved_report_readers::partner_id.eq(tx.partner_id().0))
        .filter(saved_report_readers::report_id.eq_any(ids))
        .group_by(saved_report_readers::report_id)
        .select((saved_report_readers::report_id, count_star()))
        .load(tx.conn())?;
    Ok(counted.into_iter().collect())
}

/// Whom one goes to.
pub(super) fn readers<P: Keeper>(tx: &mut ReadTx<'_, P>, id: Uuid) -> AppResult<Vec<PersonId>> {
    let found: Vec<Uuid> = saved_report_readers::table
        .filter(saved_report_readers::partner_id.eq(tx.partner_id().0))
        .filter(saved_report_readers::report_id.eq(id))
        .order(saved_report_readers::person_id)
        .select(saved_report_readers::person_id)
        .load(tx.conn())?;
    Ok(found.into_iter().map(PersonId).collect())
}

/// The name of an account that a saved report of staff is of; none: it is not there any more, or in the recycle bin.
pub(super) fn account_name<P>(tx: &mut ReadTx<'_, P>, account: &str) -> AppResult<Option<String>> {
    let Ok(id) = Uuid::parse_str(account) else { return Ok(None) };
    let row = accounts::table.find((tx.partner_id().0, id)).filter(accounts::live);
    Ok(row.select(accounts::name).first(tx.conn()).optional()?)
}

/// Names of accounts that saved reports of staff are of.
pub(super) fn account_names<P>(tx: &mut ReadTx<'_, P>, ids: &[Uuid]) -> AppResult<HashMap<Uuid, String>> {
    let found: Vec<(Uuid, String)> = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::id.eq_any(ids))
        .select((accounts::id, accounts::name))
        .load(tx.conn())?;
    Ok(found.into_iter().collect())
}

/// Staff that can be mailed, by name.
pub(super) fn staff(tx: &mut ReadTx<'_, InPartner>, at_most: i64) -> AppResult<Vec<(PersonId, String)>> {
    let found: Vec<(Uuid, String)> = people::table
        .filter(people::partner_id.eq(tx.partner_id().0))
        .filter(people::kind.eq("console"))
        .filter(people::state.eq("active"))
        .order((people::name_key, people::id))
        .limit(at_most)
        .select((people::id, people::name))
        .load(tx.conn())?;
    Ok(found.into_iter().map(|(id, name)| (PersonId(id), name)).collect())
}
