//! Every write about an import, from the first row that arrives to the end of its application.

use super::csv::Record;
use super::intake::Header;
use super::judge::Line;
use super::mapping::{Mapping, Target};
use super::queries::{self, Import};
use super::survey::Survey;
use crate::audit::Entry;
use crate::db::schema::{import_rows, imports};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::imports::judge::Verdict;
use crate::jobs::{actions as jobs, model::NewJob};
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Jsonb, Text, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.judge_import"] fn judge_import(import: SqlUuid, lines: Array<Integer>, outcomes: Array<Text>, names: Array<Text>, api_ids: Array<Text>, details: Jsonb) -> Text; }

/// Begins an import: the rows follow in transactions of their own, so that a slow upload holds none open.
pub(crate) fn begin(tx: &mut WriteTx<'_, InPartner>, id: Uuid, file_name: &str, header: &Header) -> AppResult<()> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let (person, name) = (tx.person_id().0, tx.facts().name.clone());
    diesel::insert_into(imports::table)
        .values((
            imports::partner_id.eq(partner),
            imports::id.eq(id),
            imports::file_name.eq(file_name),
            imports::state.eq("uploading"),
            imports::delimiter.eq(header.delimiter.to_string()),
            imports::header.eq(&header.columns),
            imports::mapping.eq(serde_json::to_value(Mapping::guess(&header.columns))?),
            imports::created_by.eq(person),
            imports::created_by_name.eq(name),
            imports::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Adds rows that have arrived.
pub(crate) fn add_rows(tx: &mut WriteTx<'_, InPartner>, id: Uuid, rows: &[Record]) -> AppResult<()> {
    let partner = tx.partner_id().0;
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                import_rows::partner_id.eq(partner),
                import_rows::import_id.eq(id),
                import_rows::line.eq(row.line),
                import_rows::cells.eq(&row.cells),
                import_rows::fault.eq(&row.fault),
            )
        })
        .collect();
    diesel::insert_into(import_rows::table).values(rows).execute(tx.conn())?;
    Ok(())
}

/// The file is there as a whole.
pub(crate) fn uploaded(tx: &mut WriteTx<'_, InPartner>, id: Uuid, rows: i32) -> AppResult<()> {
    let partner = tx.partner_id().0;
    diesel::update(imports::table.find((partner, id)))
        .set((imports::state.eq("uploaded"), imports::rows.eq(rows)))
        .execute(tx.conn())?;
    Ok(())
}

/// Removes an import with its rows; the accounts it made stay.
///
/// # Errors
/// `Conflict` while a job is at work on it.
pub(crate) fn delete(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<()> {
    if locked(tx, id)?.is_busy() {
        return Err(AppError::Conflict(t!("imports-running").to_owned()));
    }
    let partner = tx.partner_id().0;
    diesel::delete(imports::table.find((partner, id))).execute(tx.conn())?;
    Ok(())
}

/// Reads an import and keeps others from changing its state.
fn locked(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<Import> {
    let partner = tx.partner_id().0;
    let _: Uuid = imports::table.find((partner, id)).select(imports::id).for_update().first(tx.conn())?;
    queries::find(tx, id)
}

/// Keeps the choice of columns and queues the check.
///
/// # Errors
/// `Invalid` for a mapping that cannot work; `Conflict` in a state without a check.
pub(crate) fn check(tx: &mut WriteTx<'_, InPartner>, id: Uuid, mapping: &Mapping) -> AppResult<()> {
    mapping.faults().into_result()?;
    let import = locked(tx, id)?;
    if !matches!(import.state.as_str(), "uploaded" | "checked") {
        return Err(AppError::Conflict(match import.state.as_str() {
            "applied" => t!("imports-applied-already").to_owned(),
            "uploading" => t!("imports-not-arrived").to_owned(),
            _ => t!("imports-running").to_owned(),
        }));
    }
    let job = queue(tx, "import.check", t!("imports-job-check", file = import.file_name), &import)?;
    diesel::update(imports::table.find((tx.partner_id().0, id)))
        .set((
            imports::state.eq("checking"),
            imports::mapping.eq(serde_json::to_value(mapping)?),
            imports::job_id.eq(job),
            imports::problem.eq(None::<String>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Queues the application of a checked import. False: somebody else was quicker.
///
/// # Errors
/// `Conflict` when it was not checked, or the check left nothing to do.
pub(crate) fn apply(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<bool> {
    let import = locked(tx, id)?;
    match import.state.as_str() {
        "checked" => {}
        "applying" | "applied" => return Ok(false),
        _ => return Err(AppError::Conflict(t!("imports-check-first").to_owned())),
    }
    if import.creates + import.updates == 0 {
        return Err(AppError::Conflict(t!("imports-nothing").to_owned()));
    }
    let job = queue(tx, "import.apply", t!("imports-job-apply", file = import.file_name), &import)?;
    diesel::update(imports::table.find((tx.partner_id().0, id)))
        .set((imports::state.eq("applying"), imports::job_id.eq(job), imports::problem.eq(None::<String>)))
        .execute(tx.conn())?;
    Ok(true)
}

fn queue(tx: &mut WriteTx<'_, InPartner>, kind: &'static str, title: String, import: &Import) -> AppResult<Uuid> {
    jobs::queue(tx, NewJob { kind, title, instructions: serde_json::json!({"import": import.id}), total: import.rows })
}

/// Stores the verdicts on some lines.
pub(super) fn keep(
    tx: &mut WriteTx<'_, InPartner>,
    id: Uuid,
    survey: &Survey,
    lines: &[Line],
    verdicts: &[Verdict],
) -> AppResult<()> {
    let shown = |line: &Line, field| -> String {
        survey.mapping.cell(&line.cells, &Target::Field(field)).chars().take(200).collect()
    };
    let numbers: Vec<i32> = lines.iter().map(|line| line.line).collect();
    let words: Vec<&str> = verdicts.iter().map(Verdict::word).collect();
    let names: Vec<String> = lines.iter().map(|line| shown(line, "name")).collect();
    let api_ids: Vec<String> = lines.iter().map(|line| shown(line, "api_id")).collect();
    let details = serde_json::Value::Array(verdicts.iter().map(Verdict::detail).collect::<AppResult<_>>()?);
    diesel::select(judge_import(id, numbers, words, names, api_ids, details)).execute(tx.conn())?;
    Ok(())
}

/// How many rows have each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub creates: i32,
    pub updates: i32,
    pub unchanged: i32,
    pub faulty: i32,
}

impl Counts {
    pub fn add(&mut self, verdict: &Verdict) {
        *match verdict {
            Verdict::Create(_) => &mut self.creates,
            Verdict::Update { .. } => &mut self.updates,
            Verdict::Unchanged => &mut self.unchanged,
            Verdict::Faulty(_) => &mut self.faulty,
        } += 1;
    }
}

/// The check has ended.
pub(super) fn checked(tx: &mut WriteTx<'_, InPartner>, id: Uuid, counts: Counts, note: Option<&str>) -> AppResult<()> {
    diesel::update(imports::table.find((tx.partner_id().0, id)))
        .set((
            imports::state.eq("checked"),
            imports::creates.eq(counts.creates),
            imports::updates.eq(counts.updates),
            imports::unchanged.eq(counts.unchanged),
            imports::faulty.eq(counts.faulty),
            imports::problem.eq(note),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The application has ended, in the transaction that wrote the accounts.
pub(super) fn applied(tx: &mut WriteTx<'_, InPartner>, import: &Import) -> AppResult<()> {
    let now = tx.now();
    diesel::update(imports::table.find((tx.partner_id().0, import.id)))
        .set((imports::state.eq("applied"), imports::applied_at.eq(now), imports::problem.eq(None::<String>)))
        .execute(tx.conn())?;
    tx.audit(
        Entry::of("import.applied", "import", import.id, &import.file_name)
            .change("created", 0, import.creates)
            .change("updated", 0, import.updates)
            .change("left_out", 0, import.faulty),
    );
    Ok(())
}

/// A job about the import failed: it goes back to where it was before, with the reason.
pub(super) fn failed(tx: &mut WriteTx<'_, InPartner>, id: Uuid, why: &str) -> AppResult<()> {
    let import = locked(tx, id)?;
    let before = if import.state == "applying" { "checked" } else { "uploaded" };
    if import.is_busy() {
        diesel::update(imports::table.find((tx.partner_id().0, id)))
            .set((imports::state.eq(before), imports::problem.eq(why)))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// "3 new accounts, 2 updates".
pub(crate) fn in_words(import: &Import) -> String {
    match (import.creates, import.updates) {
        (..=0, ..=0) => String::new(),
        (n, ..=0) => t!("imports-creates", n = n),
        (..=0, n) => t!("imports-updates", n = n),
        (creates, updates) => t!("imports-creates-and-updates", creates = creates, updates = updates),
    }
}
