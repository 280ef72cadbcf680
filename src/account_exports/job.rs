//! The job that makes the file: a page of rows, a transaction; memory stays the same whatever there is. One that is taken over
//! by another worker begins anew.

use super::actions;
use super::limits;
use super::model::{AUDIT, BYTES_MAX, FILES, File, LIMITS, MANIFEST, Manifest, PIECE_BYTES, Whole};
use super::queries;
use super::zip::Zip;
use crate::audit::chain::Row as Entry;
use crate::audit::queries::{Wanted, page};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, hex};
use crate::jobs::model::MANAGE_ACCOUNTS;
use crate::jobs::work::Work;
use crate::jobs::worker::Kind;
use crate::web::api::instant;
use crate::web::paging::From;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The kind of job.
pub(crate) const EXPORT: Kind =
    Kind { key: "accounts.export", needs: |_| MANAGE_ACCOUNTS, run, failed: |tx, told, _| gave_up(tx, told) };

/// Entries of the audit log that are read at a time.
const ENTRIES: i64 = 500;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Instructions {
    pub export: Uuid,
    pub account: Uuid,
    pub with_sub_accounts: bool,
    /// The account's name; empty in jobs that are older than this.
    #[serde(default)]
    pub name: String,
}

impl Instructions {
    pub fn title(&self) -> String {
        t!("account-exports-title", name = self.name)
    }
}

/// What the job is called for whoever reads it; none of one that does not name the account.
pub(crate) fn title(instructions: &Value) -> Option<String> {
    Instructions::deserialize(instructions).ok().filter(|told| !told.name.is_empty()).map(|told| told.title())
}

/// The file on its way into the database.
struct Writer<'a> {
    work: &'a Work<'a>,
    told: &'a Instructions,
    zip: Zip,
    /// Pieces that are kept.
    pieces: i32,
    /// What is whole.
    files: Vec<Whole>,
    /// Rows of the file in hand, and its checksum so far.
    rows: u64,
    sum: Sha256,
}

/// What was kept of a file that will never be whole takes no room.
fn gave_up(tx: &mut WriteTx<'_, InPartner>, told: &Value) -> AppResult<()> {
    let told: Instructions = serde_json::from_value(told.clone())?;
    actions::clear(tx, told.account, told.export)
}

fn run(work: &Work<'_>) -> AppResult<()> {
    let told: Instructions = work.instructions()?;
    let of = AccountId(told.account);
    let (accounts, begun) = work.batch(|tx| {
        let accounts = queries::accounts_of(tx, of, told.with_sub_accounts)?;
        actions::begin(tx, (told.account, told.export), &accounts)?;
        Ok((accounts, queries::begun(tx, of, told.export)?))
    })?;
    let total = i32::try_from(accounts.len() * (FILES.len() + 2)).unwrap_or(i32::MAX);
    let mut done = 0;
    let mut step = || {
        done += 1;
        work.progress(done, total);
    };
    let mut writer =
        Writer { work, told: &told, zip: Zip::default(), pieces: 0, files: Vec::new(), rows: 0, sum: Sha256::new() };
    for file in &FILES {
        writer.begin(file.name)?;
        for account in &accounts {
            writer.rows(*account, file)?;
            step();
        }
        writer.end((file.name, file.holds))?;
    }
    writer.begin(LIMITS.0)?;
    for account in &accounts {
        writer.limits(*account)?;
        step();
    }
    writer.end(LIMITS)?;
    writer.begin(AUDIT.0)?;
    for account in &accounts {
        writer.entries(*account)?;
        step();
    }
    writer.end(AUDIT)?;
    let files = std::mem::take(&mut writer.files);
    let made_at = work.batch(|tx| Ok(tx.now()))?;
    let manifest = Manifest::of(begun, (told.account, told.with_sub_accounts), accounts.len(), made_at, files);
    writer.zip.begin(MANIFEST)?;
    writer.zip.write(&serde_json::to_vec_pretty(&manifest)?)?;
    writer.zip.finish()?;
    writer.keep(0)?;
    let size = writer.zip.size();
    work.finish(|tx| actions::ready(tx, told.account, told.export, size))
}

impl Writer<'_> {
    fn begin(&mut self, name: &'static str) -> AppResult<()> {
        self.zip.begin(name)?;
        (self.rows, self.sum) = (0, Sha256::new());
        self.write(b"[")
    }

    fn write(&mut self, bytes: &[u8]) -> AppResult<()> {
        self.sum.update(bytes);
        self.zip.write(bytes)
    }

    fn end(&mut self, (name, holds): (&'static str, &'static str)) -> AppResult<()> {
        self.write(b"\n]\n")?;
        let sha256 = hex(&std::mem::take(&mut self.sum).finalize());
        self.files.push(Whole { name, holds, rows: self.rows, sha256 });
        self.keep(PIECE_BYTES)
    }

    fn row(&mut self, row: &Value) -> AppResult<()> {
        self.write(if self.rows > 0 { b",\n" } else { b"\n" })?;
        self.rows += 1;
        self.write(&serde_json::to_vec(row)?)
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

    fn limits(&mut self, account: Uuid) -> AppResult<()> {
        for row in self.work.batch(|tx| limits::rows(tx, account))? {
            self.row(&row)?;
        }
        self.keep(PIECE_BYTES)
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
            return Err(AppError::Conflict(t!("account-exports-too-large").to_owned()));
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
