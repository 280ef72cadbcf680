//! The log as CSV, streamed page by page: memory stays the same whatever its length.

use super::chain::Row;
use super::queries::{self, Key, Wanted};
use super::view::changes_of;
use crate::db::{Place, ReadTx};
use crate::error::{AppError, AppResult};
use crate::language::{self, Language};
use crate::web::page::{Sink, csv_cell};
use crate::web::paging::From;
use crate::web::times::iso;
use chrono_tz::Tz;

/// Rows read at a time.
const STRIDE: i64 = 1_000;

/// Writes every matching entry, newest first, each as one line made by `line`.
pub(crate) fn write<P: Place>(
    tx: &mut ReadTx<'_, P>,
    wanted: &Wanted,
    sink: &mut Sink,
    header: &[&str],
    mut lines: impl FnMut(&mut ReadTx<'_, P>, Vec<Row>) -> AppResult<Vec<Vec<String>>>,
) -> AppResult<()> {
    record(sink, header.iter().copied())?;
    let mut from: From<Key> = From::Start;
    loop {
        let rows = queries::page(tx, wanted, &from, STRIDE)?;
        let more = rows.len() as i64 == STRIDE;
        if let Some(last) = rows.last() {
            from = From::After((last.at, last.seq));
        }
        // As the heads of its columns, whoever asks: programs read it too.
        for line in language::speaking(Language::English, None, || lines(tx, rows))? {
            record(sink, line.iter().map(String::as_str))?;
        }
        if !more {
            return sink.flush();
        }
    }
}

/// Header of the console's file.
pub(crate) const CONSOLE_HEADER: [&str; 13] = [
    "Entry",
    "Time",
    "Person",
    "E-mail",
    "Action",
    "Object kind",
    "Object ID",
    "Object",
    "Account ID",
    "Changes",
    "Address",
    "Request",
    "As whom",
];

/// A line of the console's file.
pub(crate) fn console_line(row: Row, zone: Tz) -> Vec<String> {
    let changes = changes_text(&changes_of(&row, None));
    vec![
        row.seq.to_string(),
        iso(row.at, zone),
        row.actor_name,
        row.actor_email,
        row.action,
        row.object_kind,
        row.object_id,
        row.object_name,
        row.account_id.map(|id| id.to_string()).unwrap_or_default(),
        changes,
        row.address,
        row.request_id,
        row.as_whom,
    ]
}

/// "Name: Old -> New; Tag: none -> emea".
pub(crate) fn changes_text(changes: &[(String, String, String)]) -> String {
    let part = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
    let all: Vec<String> =
        changes.iter().map(|(field, from, to)| format!("{field}: {} -> {}", part(from), part(to))).collect();
    all.join("; ")
}

fn record<'a>(sink: &mut Sink, cells: impl Iterator<Item = &'a str>) -> AppResult<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells.map(|cell| csv_cell(cell).into_owned())).map_err(AppError::internal)?;
    sink.write(&writer.into_inner().map_err(AppError::internal)?)
}
