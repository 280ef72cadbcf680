//! A release as a file, and a file as a draft.

use super::{PATH, release_address};
use crate::access::Access;
use crate::access::rights::EditTemplates;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::known;
use crate::templates::actions::files;
use crate::templates::file::{File, file_name};
use crate::templates::queries;
use crate::templates::shelf::{OfRelease, Shelf};
use crate::web::forms::{Asked, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::upload::Upload;
use actix_web::http::header::{CONTENT_DISPOSITION, ContentType};
use actix_web::{Either, HttpResponse, Responder};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// The largest file.
const FILE_BYTES_MAX: usize = 1024 * 1024;

pub(crate) async fn export<P: Shelf>(access: Access<P::Look, P>, at: OfRelease) -> AppResult<HttpResponse> {
    let (id, number) = (at.template.id, at.number);
    let (name, file) = access
        .read(move |tx| {
            let template = queries::find(tx, id)?;
            let name = file_name(&template.name, number);
            let file = queries::file(tx, template, number)?;
            Ok((name, serde_json::to_string_pretty(&file)?))
        })
        .await?;
    Ok(HttpResponse::Ok()
        .content_type(ContentType::json())
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(file))
}

#[derive(Template)]
#[template(path = "templates/import.html")]
struct ImportPage {
    shell: Shell,
    key: String,
    into: String,
    options: Vec<(String, String)>,
    text: String,
    errors: FieldErrors,
}

/// The template that the file becomes a draft of.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Into {
    into: String,
}

pub(crate) async fn new(access: Access<EditTemplates, InPartner>, into: Asked<Into>) -> AppResult<impl Responder> {
    let into = into.0.into;
    Ok(Page::new(access.read(move |tx| page(tx, into, String::new(), FieldErrors::default())).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, into: String, text: String, errors: FieldErrors) -> AppResult<ImportPage> {
    let shell = Shell::console(tx, PATH, t!("templates-import-title"));
    let first = (String::new(), t!("templates-a-new").to_owned());
    let known = queries::without_draft(tx)?;
    let releases = known.into_iter().map(|(id, name)| (id.to_string(), t!("templates-a-draft", name = name)));
    Ok(ImportPage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        options: std::iter::once(first).chain(releases).collect(),
        into,
        text,
        errors,
    })
}

pub(crate) async fn import(access: Access<EditTemplates, InPartner>, mut upload: Upload) -> AppResult<impl Responder> {
    access.prove().await?;
    let into = upload.fields.get("into").cloned().unwrap_or_default();
    // A pasted text has no file's name.
    let field = if upload.pasted { "text" } else { "file" };
    let (key, document) = (upload.key, upload.whole(FILE_BYTES_MAX).await?);
    let text = document.as_deref().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let outcome = if document.is_none() {
        upload.drain().await;
        Err(AppError::invalid(field, t!("templates-file-large")))
    } else if text.trim().is_empty() {
        Err(AppError::invalid(
            field,
            if field == "text" { t!("templates-paste-text") } else { t!("templates-choose-file") },
        ))
    } else {
        keep(&access, key, &into, field, &text).await
    };
    match outcome {
        Ok(location) => Ok(Either::Left(Redirect::to(location).saying(t!("templates-imported")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let text = if field == "text" { text } else { String::new() };
            let page = access.read(move |tx| page(tx, into, text, errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

/// Makes a draft of the file; answers where it is looked at.
async fn keep(
    access: &Access<EditTemplates, InPartner>,
    key: Option<Uuid>,
    into: &str,
    field: &'static str,
    text: &str,
) -> AppResult<String> {
    let into = match into {
        "" => None,
        id => Some(known(id)?),
    };
    let file = File::read(text).map_err(|why| AppError::invalid(field, why))?;
    access
        .write_once(key, move |tx| {
            let (id, number) = files::import(tx, file, into, field)?;
            Ok(release_address(id, number))
        })
        .await
}
