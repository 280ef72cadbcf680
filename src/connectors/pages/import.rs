//! An OpenAPI document becomes a draft: of a new connector, or a new release of one that is there. The draft's page is
//! the preview; nothing is live before somebody says so there.

use super::{PATH, release_address};
use crate::access::Access;
use crate::access::rights::EditConnectors;
use crate::connectors::actions::{drafts, library};
use crate::connectors::openapi::{self, Imported};
use crate::connectors::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::known;
use crate::web::forms::{Asked, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::upload::Upload;
use actix_web::http::StatusCode;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// The largest document.
const DOCUMENT_BYTES_MAX: usize = 5 * 1024 * 1024;
/// What was pasted is shown again up to here.
const SHOWN_BYTES_MAX: usize = 1024 * 1024;

#[derive(Template)]
#[template(path = "connectors/import.html")]
struct ImportPage {
    shell: Shell,
    key: String,
    into: String,
    options: Vec<(String, String)>,
    text: String,
    errors: FieldErrors,
}

/// The connector that the document becomes a release of.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Into {
    into: String,
}

pub(crate) async fn new(access: Access<EditConnectors, InPartner>, into: Asked<Into>) -> AppResult<impl Responder> {
    let into = into.0.into;
    Ok(Page::new(access.read(move |tx| page(tx, into, String::new(), FieldErrors::default())).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, into: String, text: String, errors: FieldErrors) -> AppResult<ImportPage> {
    let shell = Shell::console(tx, PATH, "Import a connector");
    let known = queries::without_draft(tx)?;
    let first = (String::new(), "A new connector".to_owned());
    let releases = known.into_iter().map(|(id, name)| (id.to_string(), format!("A new release of {name}")));
    Ok(ImportPage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        options: std::iter::once(first).chain(releases).collect(),
        into,
        text,
        errors,
    })
}

pub(crate) async fn import(access: Access<EditConnectors, InPartner>, mut upload: Upload) -> AppResult<impl Responder> {
    access.prove().await?;
    let into = upload.fields.get("into").cloned().unwrap_or_default();
    // A pasted text has no file's name.
    let field = if upload.pasted { "text" } else { "file" };
    let (key, document) = (upload.key, upload.whole(DOCUMENT_BYTES_MAX).await?);
    let text = match (&document, field) {
        (Some(bytes), "text") if bytes.len() <= SHOWN_BYTES_MAX => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    };
    let outcome = match document {
        None => {
            upload.drain().await;
            Err(AppError::invalid(field, "The document is larger than 5 MB. Leave out what you do not need."))
        }
        Some(bytes) if bytes.trim_ascii().is_empty() => {
            Err(AppError::invalid(field, if field == "text" { "Paste the document." } else { "Choose a file." }))
        }
        Some(bytes) => keep(&access, key, &into, field, bytes).await,
    };
    match outcome {
        Ok(location) => Ok(Either::Left(
            Redirect::to(location).saying("The document is imported. Look through it before you make it live."),
        )),
        Err(error) => {
            let (errors, status): (_, StatusCode) = complaint(error)?;
            let page = access.read(move |tx| page(tx, into, text, errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

/// Makes a draft of the document; answers where it is looked at.
async fn keep(
    access: &Access<EditConnectors, InPartner>,
    key: Option<Uuid>,
    into: &str,
    field: &'static str,
    bytes: Vec<u8>,
) -> AppResult<String> {
    let into = match into {
        "" => None,
        id => Some(known(id)?),
    };
    if let Some(id) = into {
        access.read(move |tx| queries::find(tx, id).map(drop)).await?;
    }
    let Imported { definition, report } = {
        // Reading a large document takes seconds: only so many at once.
        let _turn = access.turn().await?;
        web::block(move || openapi::import(&bytes))
            .await
            .map_err(|_| AppError::internal("an import was interrupted"))?
            .map_err(|refused| AppError::invalid(field, refused.to_string()))?
    };
    if definition.methods.is_empty() {
        let why = report.operations.iter().find_map(|operation| match &operation.outcome {
            openapi::report::Outcome::LeftOut { why } => Some(why.as_str()),
            openapi::report::Outcome::Taken { .. } => None,
        });
        return Err(AppError::invalid(
            field,
            format!("No operation of the document can be used. {}", why.unwrap_or("It has none.")),
        ));
    }
    let report = serde_json::to_value(&report)?;
    access
        .write_once(key, move |tx| {
            let (id, number) = match into {
                Some(id) => (id, drafts::import(tx, id, &definition, report)?),
                None => {
                    let origin = "openapi".to_owned();
                    (
                        library::create(
                            tx,
                            library::New {
                                definition,
                                report,
                                kind: "custom",
                                categories: Vec::new(),
                                origin,
                                live: false,
                            },
                        )?,
                        1,
                    )
                }
            };
            Ok(release_address(id, number))
        })
        .await
}
