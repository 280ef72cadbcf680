//! Step 1: choosing a file, and taking it in. Rows go to the database as they arrive, in transactions of their own, so
//! neither memory nor a transaction grows with the file; an upload that breaks off leaves nothing behind.

use crate::access::Access;
use crate::access::rights::EditAccounts;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::imports::actions;
use crate::imports::csv::Record;
use crate::imports::intake::{FILE_BYTES_MAX, Intake, ROWS_MAX};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::upload::Upload;
use actix_web::{Either, Responder};
use askama::Template;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "imports/new.html")]
struct UploadPage {
    shell: Shell,
    key: String,
    hint: String,
    error: String,
    steps: [(&'static str, String); 4],
}

/// Where a form leads whose file was refused: the person chooses again.
const AGAIN: &str = "/console/imports/new";
/// Rows of one statement: 5 values each.
const ROWS_AT_ONCE: usize = 1_000;
/// Bytes of one statement.
const BYTES_AT_ONCE: usize = 1024 * 1024;

pub(in crate::imports) async fn new(access: Access<EditAccounts, InPartner>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(|tx| Ok(page(tx, String::new()))).await?))
}

fn page(tx: &ReadTx<'_, InPartner>, error: String) -> UploadPage {
    let shell = Shell::console(tx, "/console/imports", t!("imports-import-accounts"));
    UploadPage {
        key: shell.form_key(),
        shell: if error.is_empty() { shell } else { shell.with_error() },
        hint: t!("imports-hint", mb = FILE_BYTES_MAX / 1024 / 1024, rows = ROWS_MAX),
        error,
        steps: super::steps(None),
    }
}

impl UploadPage {
    fn summary(&self) -> Vec<(&str, &str)> {
        if self.error.is_empty() { Vec::new() } else { vec![("file", self.error.as_str())] }
    }
}

/// How an upload ended.
enum Taken {
    Whole(String),
    Refused(String),
}

pub(in crate::imports) async fn upload(
    access: Access<EditAccounts, InPartner>,
    mut upload: Upload,
) -> AppResult<impl Responder> {
    access.prove().await?;
    let taken = if upload.file_name.is_empty() {
        Taken::Refused(t!("imports-choose-file").to_owned())
    } else {
        take(&access, &mut upload).await?
    };
    match taken {
        Taken::Whole(location) => Ok(Either::Left(Redirect::to(location))),
        Taken::Refused(why) => {
            upload.drain().await;
            Ok(Either::Right(Page::refused(access.read(move |tx| Ok(page(tx, why))).await?)))
        }
    }
}

async fn take(access: &Access<EditAccounts, InPartner>, upload: &mut Upload) -> AppResult<Taken> {
    let mut intake = Intake::default();
    let mut arriving = Arriving { access, id: Uuid::now_v7(), begun: false, rows: Vec::new(), bytes: 0 };
    let outcome = receive(&mut intake, &mut arriving, upload).await;
    match outcome {
        Ok(Received::All) => {
            let (id, rows) = (arriving.id, intake.rows());
            access.write(move |tx| actions::uploaded(tx, id, rows)).await?;
            Ok(Taken::Whole(columns_of(id)))
        }
        Ok(Received::Before(location)) => Ok(Taken::Whole(location)),
        Ok(Received::Refused(why)) => {
            arriving.forget(upload.key).await?;
            Ok(Taken::Refused(why))
        }
        Err(cause) => {
            arriving.forget(upload.key).await?;
            Err(cause)
        }
    }
}

fn columns_of(id: Uuid) -> String {
    format!("/console/imports/{id}/columns")
}

enum Received {
    All,
    /// This form was sent before, and led there.
    Before(String),
    Refused(String),
}

async fn receive(intake: &mut Intake, arriving: &mut Arriving<'_>, upload: &mut Upload) -> AppResult<Received> {
    loop {
        let piece = upload.next().await?;
        let read = match &piece {
            Some(bytes) => intake.take(bytes),
            None => intake.end(),
        };
        let rows = match read {
            Ok(rows) => rows,
            Err(why) => return Ok(Received::Refused(why)),
        };
        if !rows.is_empty()
            && !arriving.begun
            && let Some(before) = arriving.begin(intake, upload).await?
        {
            return Ok(Received::Before(before));
        }
        arriving.add(rows).await?;
        if piece.is_none() {
            arriving.flush().await?;
            return Ok(Received::All);
        }
    }
}

/// An import whose rows are arriving.
struct Arriving<'a> {
    access: &'a Access<EditAccounts, InPartner>,
    id: Uuid,
    begun: bool,
    rows: Vec<Record>,
    bytes: usize,
}

impl Arriving<'_> {
    /// Makes the import. Some: the form was sent before, and this is where it led.
    async fn begin(&mut self, intake: &Intake, upload: &Upload) -> AppResult<Option<String>> {
        let header = intake.header().cloned().ok_or_else(|| AppError::internal("rows without a header"))?;
        let (id, mine) = (self.id, columns_of(self.id));
        let (name, answer) = (upload.file_name.clone(), mine.clone());
        let (again, once_more) = (header.clone(), upload.file_name.clone());
        let location = self
            .access
            .write_once(upload.key, move |tx| {
                actions::begin(tx, id, &name, &header)?;
                Ok(answer)
            })
            .await?;
        if location != mine && location != AGAIN {
            return Ok(Some(location));
        }
        if location == AGAIN {
            // The form's first file was refused; another was chosen on the same page.
            self.access.write(move |tx| actions::begin(tx, id, &once_more, &again)).await?;
        }
        self.begun = true;
        Ok(None)
    }

    async fn add(&mut self, rows: Vec<Record>) -> AppResult<()> {
        for row in rows {
            self.bytes += row.cells.iter().map(String::len).sum::<usize>();
            self.rows.push(row);
            if self.rows.len() >= ROWS_AT_ONCE || self.bytes >= BYTES_AT_ONCE {
                self.flush().await?;
            }
        }
        Ok(())
    }

    async fn flush(&mut self) -> AppResult<()> {
        self.bytes = 0;
        let (id, rows) = (self.id, std::mem::take(&mut self.rows));
        if rows.is_empty() {
            return Ok(());
        }
        self.access.write(move |tx| actions::add_rows(tx, id, &rows)).await
    }

    /// Removes what has arrived; the form may be sent again.
    async fn forget(&self, key: Option<Uuid>) -> AppResult<()> {
        if !self.begun {
            return Ok(());
        }
        let id = self.id;
        self.access
            .write(move |tx| {
                actions::delete(tx, id)?;
                if let Some(key) = key {
                    crate::web::forms::answer_instead(tx, key, AGAIN)?;
                }
                Ok(())
            })
            .await
    }
}
