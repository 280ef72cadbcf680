//! Reading jobs and the results of their rows.

use crate::db::schema::{job_rows, jobs};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::dsl::{count, count_star};
use diesel::prelude::*;
use uuid::Uuid;

/// A job as its page shows it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub(crate) struct Job {
    pub kind: String,
    pub state: String,
    pub title: String,
    pub total: i32,
    pub done: i32,
    pub failed: i32,
    pub problem: Option<String>,
    pub instructions: serde_json::Value,
    pub actor_name: String,
    pub created_at: DateTime<Utc>,
}

impl Job {
    pub fn has_ended(&self) -> bool {
        matches!(self.state.as_str(), "done" | "failed")
    }
}

/// The result of one row.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = job_rows)]
pub(crate) struct Row {
    pub no: i32,
    pub object_id: Uuid,
    pub object_name: String,
    /// Of which account, where the job is about things of several.
    pub object_account: Option<Uuid>,
    pub outcome: Option<String>,
    pub message: Option<String>,
}

pub(crate) fn find(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Job> {
    let partner = tx.partner_id().0;
    Ok(jobs::table.find((partner, id)).select(Job::as_select()).first(tx.conn())?)
}

/// One page of a job's rows; `outcome` empty: all.
pub(crate) fn rows(
    tx: &mut ReadTx<'_, InPartner>,
    job: Uuid,
    outcome: &str,
    from: &From<i32>,
    rows: i64,
) -> AppResult<PageOf<Row>> {
    let mut query = job_rows::table
        .filter(job_rows::partner_id.eq(tx.partner_id().0))
        .filter(job_rows::job_id.eq(job))
        .into_boxed();
    if !outcome.is_empty() {
        query = query.filter(job_rows::outcome.eq(outcome.to_owned()));
    }
    query = match from {
        From::Start => query.order(job_rows::no.asc()),
        From::After(no) => query.filter(job_rows::no.gt(*no)).order(job_rows::no.asc()),
        From::Before(no) => query.filter(job_rows::no.lt(*no)).order(job_rows::no.desc()),
    };
    let read = query.limit(rows + 1).select(Row::as_select()).load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |row| row.no))
}

/// Rows not done yet, the next few.
pub(crate) fn waiting(tx: &mut ReadTx<'_, InPartner>, job: Uuid, at_most: i64) -> AppResult<Vec<Row>> {
    Ok(job_rows::table
        .filter(job_rows::partner_id.eq(tx.partner_id().0))
        .filter(job_rows::job_id.eq(job))
        .filter(job_rows::outcome.is_null())
        .order(job_rows::no)
        .limit(at_most)
        .select(Row::as_select())
        .load(tx.conn())?)
}

/// Rows that are done, and all rows.
pub(crate) fn progress(tx: &mut ReadTx<'_, InPartner>, job: Uuid) -> AppResult<(i32, i32)> {
    let (done, all): (i64, i64) = job_rows::table
        .filter(job_rows::partner_id.eq(tx.partner_id().0))
        .filter(job_rows::job_id.eq(job))
        .select((count(job_rows::outcome), count_star()))
        .first(tx.conn())?;
    Ok((i32::try_from(done).unwrap_or(i32::MAX), i32::try_from(all).unwrap_or(i32::MAX)))
}
