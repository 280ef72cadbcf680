//! Step 2: which column feeds which field.

use super::{import_id, steps};
use crate::access::Access;
use crate::access::rights::EditAccounts;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::imports::actions;
use crate::imports::intake;
use crate::imports::mapping::{self, Mapping, Target};
use crate::imports::queries;
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "imports/columns.html")]
struct ColumnsPage {
    shell: Shell,
    id: String,
    key: String,
    steps: [(&'static str, String); 4],
    file: String,
    summary: String,
    /// Why the last check did not come to its end.
    problem: String,
    columns: Vec<Column>,
    errors: FieldErrors,
}

impl ColumnsPage {
    fn complaints(&self) -> Vec<(&str, &str)> {
        self.errors.0.iter().map(|e| (e.field.as_str(), e.message.as_str())).collect()
    }
}

struct Column {
    field: String,
    label: String,
    samples: Vec<String>,
    options: Vec<(String, String)>,
    chosen: String,
    error: String,
}

/// Rows whose cells are shown beside a column.
const SAMPLES: i64 = 3;
const SAMPLE_CHARS: usize = 60;

pub(in crate::imports) async fn edit(
    access: Access<EditAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = import_id(&path)?;
    let page = access.read(move |tx| {
        let import = queries::find(tx, id)?;
        if !matches!(import.state.as_str(), "uploaded" | "checked") {
            return Ok(None);
        }
        let mapping = import.mapping()?;
        page(tx, id, &mapping, FieldErrors::default()).map(Some)
    });
    Ok(match page.await? {
        Some(page) => Either::Left(Page::new(page)),
        None => Either::Right(Redirect::to(format!("/console/imports/{id}"))),
    })
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: Uuid, mapping: &Mapping, errors: FieldErrors) -> AppResult<ColumnsPage> {
    let import = queries::find(tx, id)?;
    let samples = queries::lines(tx, id, 0, SAMPLES)?;
    let shell = Shell::console(tx, "/console/imports", t!("imports-step-columns"));
    let columns = import.header.iter().enumerate().map(|(i, name)| {
        let chosen = mapping.0.get(i).and_then(Option::as_ref);
        let cell = |cells: &[String]| cells.get(i).map(|cell| cell.chars().take(SAMPLE_CHARS).collect::<String>());
        Column {
            field: format!("column-{i}"),
            label: if name.is_empty() { t!("imports-column-n", number = i + 1) } else { name.clone() },
            samples: samples.iter().filter_map(|line| cell(&line.cells)).filter(|s| !s.trim().is_empty()).collect(),
            options: mapping::choices(name, chosen),
            chosen: chosen.map(Target::word).unwrap_or_default(),
            error: errors.of(&format!("column-{i}")).to_owned(),
        }
    });
    Ok(ColumnsPage {
        id: id.to_string(),
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        steps: steps(Some(&import)),
        summary: t!(
            "imports-summary",
            n = import.rows,
            by = match import.delimiter.as_str() {
                "," => "commas",
                ";" => "semicolons",
                _ => "other",
            },
            sign = intake::shown(import.delimiter.chars().next().unwrap_or(','))
        ),
        columns: columns.collect(),
        problem: import.problem.unwrap_or_default(),
        file: import.file_name,
        errors,
    })
}

pub(in crate::imports) async fn save(
    access: Access<EditAccounts, InPartner>,
    posted: Posted<BTreeMap<String, String>>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = import_id(&path)?;
    let form = posted.form;
    // Read first, so that a mapping always has one entry for each column of this file.
    let header = access.read(move |tx| Ok(queries::find(tx, id)?.header)).await?;
    let chosen = (0..header.len()).map(|i| form.get(&format!("column-{i}")).and_then(|word| Target::read(word)));
    let mapping = Mapping(chosen.collect());
    let wanted = mapping.clone();
    let saved = access
        .write_once(posted.key, move |tx| {
            actions::check(tx, id, &wanted)?;
            Ok(format!("/console/imports/{id}"))
        })
        .await;
    match saved {
        Ok(location) => Ok(Either::Left(Redirect::to(location))),
        Err(AppError::Invalid(errors)) => {
            let page = access.read(move |tx| page(tx, id, &mapping, errors));
            Ok(Either::Right(Page::refused(page.await?)))
        }
        Err(other) => Err(other),
    }
}
