//! Reading imports and their rows.

use super::judge::Line;
use super::mapping::Mapping;
use crate::db::schema::{import_rows, imports};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// An import as its pages show it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = imports)]
pub(crate) struct Import {
    pub id: Uuid,
    pub file_name: String,
    pub state: String,
    pub delimiter: String,
    pub header: Vec<String>,
    pub mapping: serde_json::Value,
    pub rows: i32,
    pub creates: i32,
    pub updates: i32,
    pub unchanged: i32,
    pub faulty: i32,
    pub problem: Option<String>,
    pub job_id: Option<Uuid>,
    pub created_by_name: String,
    pub created_at: DateTime<Utc>,
    pub applied_at: Option<DateTime<Utc>>,
}

impl Import {
    pub fn mapping(&self) -> AppResult<Mapping> {
        Ok(serde_json::from_value(self.mapping.clone())?)
    }

    /// A job is at work on it.
    pub fn is_busy(&self) -> bool {
        matches!(self.state.as_str(), "checking" | "applying")
    }
}

/// A row with the outcome of the check.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = import_rows)]
pub(crate) struct Row {
    pub line: i32,
    pub cells: Vec<String>,
    pub outcome: Option<String>,
    pub name: Option<String>,
    pub api_id: Option<String>,
    pub detail: Option<serde_json::Value>,
}

pub(crate) fn find(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Import> {
    let partner = tx.partner_id().0;
    Ok(imports::table.find((partner, id)).select(Import::as_select()).first(tx.conn())?)
}

/// Imports, the newest first.
pub(crate) fn list(tx: &mut ReadTx<'_, InPartner>, from: &From<Uuid>, rows: i64) -> AppResult<PageOf<Import>> {
    let query = imports::table.filter(imports::partner_id.eq(tx.partner_id().0)).into_boxed();
    // Ids are in the order of creation.
    let query = match from {
        From::Start => query.order(imports::id.desc()),
        From::After(id) => query.filter(imports::id.lt(*id)).order(imports::id.desc()),
        From::Before(id) => query.filter(imports::id.gt(*id)).order(imports::id.asc()),
    };
    let read = query.limit(rows + 1).select(Import::as_select()).load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |import| import.id))
}

/// One page of rows by line; `outcome` empty: all.
pub(crate) fn rows(
    tx: &mut ReadTx<'_, InPartner>,
    import: Uuid,
    outcome: &str,
    from: &From<i32>,
    rows: i64,
) -> AppResult<PageOf<Row>> {
    let mut query = import_rows::table
        .filter(import_rows::partner_id.eq(tx.partner_id().0))
        .filter(import_rows::import_id.eq(import))
        .into_boxed();
    if !outcome.is_empty() {
        query = query.filter(import_rows::outcome.eq(outcome.to_owned()));
    }
    query = match from {
        From::Start => query.order(import_rows::line.asc()),
        From::After(line) => query.filter(import_rows::line.gt(*line)).order(import_rows::line.asc()),
        From::Before(line) => query.filter(import_rows::line.lt(*line)).order(import_rows::line.desc()),
    };
    let read = query.limit(rows + 1).select(Row::as_select()).load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |row| row.line))
}

/// The next lines of the file, as they were uploaded.
pub(crate) fn lines(tx: &mut ReadTx<'_, InPartner>, import: Uuid, after: i32, at_most: i64) -> AppResult<Vec<Line>> {
    let read: Vec<(i32, Vec<String>, Option<String>)> = import_rows::table
        .filter(import_rows::partner_id.eq(tx.partner_id().0))
        .filter(import_rows::import_id.eq(import))
        .filter(import_rows::line.gt(after))
        .order(import_rows::line)
        .limit(at_most)
        .select((import_rows::line, import_rows::cells, import_rows::fault))
        .load(tx.conn())?;
    Ok(read.into_iter().map(|(line, cells, fault)| Line { line, cells, fault }).collect())
}

/// These lines of the file; they are given in their order.
pub(crate) fn lines_of(tx: &mut ReadTx<'_, InPartner>, import: Uuid, wanted: &[i32]) -> AppResult<Vec<Line>> {
    let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return Ok(Vec::new()) };
    let (mut found, mut after) = (Vec::with_capacity(wanted.len()), first - 1);
    while after < *last {
        // A range, since a list of a thousand lines is a bad plan before the table has statistics.
        let lines = lines(tx, import, after, 2 * wanted.len() as i64)?;
        let Some(end) = lines.last() else { break };
        after = end.line;
        found.extend(lines.into_iter().filter(|line| wanted.binary_search(&line.line).is_ok()));
    }
    Ok(found)
}

/// A line's stored outcome and detail.
pub(crate) type Stored = (i32, Option<String>, Option<serde_json::Value>);

/// What the check said about the lines from one to another.
pub(crate) fn outcomes(tx: &mut ReadTx<'_, InPartner>, import: Uuid, from: i32, to: i32) -> AppResult<Vec<Stored>> {
    Ok(import_rows::table
        .filter(import_rows::partner_id.eq(tx.partner_id().0))
        .filter(import_rows::import_id.eq(import))
        .filter(import_rows::line.between(from, to))
        .order(import_rows::line)
        .select((import_rows::line, import_rows::outcome, import_rows::detail))
        .load(tx.conn())?)
}
