//! The job that makes the file: a page of rows, a transaction; memory stays the same whatever there is. One that is taken over
//! by another worker begins anew.

use super::actions;
use super::model::{AUDIT, BYTES_MAX, FILES, File, PIECE_BYTES};
use super::queries;
use super::zip::Zip;
use crate::audit::chain::Row as Entry;
use crate::audit::queries::{Wanted, page};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::jobs::model::MANAGE_ACCOUNTS;
use crate::jobs::work::Work;
use crate::jobs::worker::Kind;
use crate::web::api::instant;
use crate::web::paging::From;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

/// The kind of job.
pub(crate) const EXPORT: Kind =
    Kind { key: "accounts.export", needs: |_| MANAGE_ACCOUNTS, run, failed: |_, _, _| Ok(()) };

/// Entries of the audit log that are read at a time.
const ENTRIES: i64 = 500;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Instructions {
    pub export: Uuid,
    pub account: Uuid,
    pub with_sub_accounts: bool,
}

/// The file on its way into the database.
struct Writer<'a> {
    work: &'a Work<'a>,
    told: &'a Instructions,
    zip: Zip,
    /// Pieces that are kept.
    pieces: i32,
    /// The file in hand has a row already.
    has_rows: bool,
}

fn run(work: &Work<'_>) -> AppResult<()> {
    let told: Instructions = work.instructions()?;
    let accounts = work.batch(|tx| {
        actions::begin_anew(tx, told.account, told.export)?;
        queries::accounts_of(tx, AccountId(told.account), told.with_sub_accounts)
    })?;
    let total = i32::try_from(accounts.len() * (FILES.len() + 1)).unwrap_or(i32::MAX);
    let mut done = 0;
    let mut step = || {
        done += 1;
        work.progress(done, total);
    };
    let mut writer = Writer { work, told: &told, zip: Zip::default(), pieces: 0, has_rows: false };
    for file in &FILES {
        writer.begin(file.name)?;
        for account in &accounts {
            writer.rows(*account, file)?;
            step();
        }
        writer.end()?;
    }
    writer.begin(AUDIT)?;
    for account in &accounts {
        writer.entries(*account)?;
        step();
    }
    writer.end()?;
    writer.zip.finish()?;
    writer.keep(0)?;
    let size = writer.zip.size();
    work.finish(|tx| actions::ready(tx, told.account, told.export, size))
}

impl Writer<'_> {
    fn begin(&mut self, name: &'static str) -> AppResult<()> {
        self.zip.begin(name)?;
        self.has_rows = false;
        self.zip.write(b"[")
    }

    fn end(&mut self) -> AppResult<()> {
        self.zip.write(b"\n]\n")?;
        self.keep(PIECE_BYTES)
    }

    fn row(&mut self, row: &Value) -> AppResult<()> {
        self.zip.write(if self.has_rows { b",\n" } else { b"\n" })?;
        self.has_rows = true;
        self.zip.write(&serde_json::to_vec(row)?)
    }

    /// A part of an account.
    fn rows(&mut self, account: Uuid, file: &File) -> AppResult<()> {
        let mut after: Option<String> = None;
        loop {
            let rows = self.work.batch(|tx| queries::rows(tx, account, file, after.as_deref()))?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = Some(last.key.clone());
            for one in &rows {
                self.row(&one.row)?;
            }
            self.keep(PIECE_BYTES)?;
            if rows.len() < usize::try_from(file.rows).unwrap_or(usize::MAX) {
                return Ok(());
            }
        }
    }

    /// What was written of an account into the audit log, the newest first.
    fn entries(&mut self, account: Uuid) -> AppResult<()> {
        let wanted = Wanted { accounts: Some(vec![account]), ..Wanted::default() };
        let mut from = From::Start;
        loop {
            let rows = self.work.batch(|tx| page(tx, &wanted, &from, ENTRIES))?;
            let Some(last) = rows.last() else { return Ok(()) };
            from = From::After((last.at, last.seq));
            let more = rows.len() as i64 == ENTRIES;
            for entry in rows {
                self.row(&entry_object(entry))?;
            }
            self.keep(PIECE_BYTES)?;
            if !more {
                return Ok(());
            }
        }
    }

    /// Keeps what is ready as pieces of the file, if it is so much.
    fn keep(&mut self, at_least: usize) -> AppResult<()> {
        if self.zip.size() > BYTES_MAX {
            let why = "The file would be larger than 1 GB. Export the sub-accounts one by one.";
            return Err(AppError::Conflict(why.to_owned()));
        }
        let Some(ready) = self.zip.take(at_least) else { return Ok(()) };
        let id = (self.told.account, self.told.export);
        for piece in ready.chunks(4 * PIECE_BYTES) {
            let no = self.pieces;
            self.work.batch(|tx| actions::keep(tx, id, no, piece))?;
            self.pieces += 1;
        }
        Ok(())
    }
}

fn entry_object(entry: Entry) -> Value {
    json!({
        "AccountInternalId": entry.account_id, "Number": entry.seq, "CreatedOnUtc": instant(entry.at), "Action": entry.action,
        "ObjectKind": entry.object_kind, "ObjectId": entry.object_id, "ObjectName": entry.object_name,
        "ActorName": entry.actor_name, "ActorEmail": entry.actor_email, "Address": entry.address, "Changes": entry.changes,
    })
}
