//! An OpenAPI document becomes a draft: of a new connector, or a new release of one that is there. The draft's page is
//! the preview; nothing is live before somebody says so there.

use super::{PATH, release_address};
use crate::access::Access;
use crate::access::rights::EditConnectors;
use crate::account_connectors::queries::live;
use crate::accounts::queries as accounts;
use crate::connectors::actions::{drafts, library};
use crate::connectors::choices::without_draft;
use crate::connectors::importing::imported;
use crate::connectors::openapi::Imported;
use crate::connectors::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, known};
use crate::web::forms::{Asked, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::upload::Upload;
use actix_web::http::StatusCode;
use actix_web::{Either, Responder};
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
    /// The account that it is for alone, and its name.
    owner: Option<(String, String)>,
    text: String,
    errors: FieldErrors,
}

/// What becomes of the document.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Into {
    /// The connector that it becomes a release of; empty: a new one.
    into: String,
    /// The account that the new one belongs to; empty: the partner.
    owner: String,
}

impl Into {
    fn owner(&self) -> AppResult<Option<AccountId>> {
        Ok(match self.owner.as_str() {
            "" => None,
            id => Some(known(id)?),
        })
    }
}

pub(crate) async fn new(access: Access<EditConnectors, InPartner>, into: Asked<Into>) -> AppResult<impl Responder> {
    let into = into.0;
    Ok(Page::new(access.read(move |tx| page(tx, into, String::new(), FieldErrors::default())).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, into: Into, text: String, errors: FieldErrors) -> AppResult<ImportPage> {
    let shell = Shell::console(tx, PATH, t!("connectors-import-title"));
    let owner = match into.owner()? {
        Some(account) => {
            live(tx, account)?;
            accounts::name(tx, account)?.map(|name| (account.to_string(), name))
        }
        None => None,
    };
    let known = if owner.is_some() { Vec::new() } else { without_draft(tx)? };
    let first = (String::new(), t!("connectors-a-new-connector").to_owned());
    let releases = known.into_iter().map(|(id, name)| (id.to_string(), t!("connectors-a-new-release", name = name)));
    Ok(ImportPage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        options: std::iter::once(first).chain(releases).collect(),
        into: into.into,
        owner,
        text,
        errors,
    })
}

pub(crate) async fn import(access: Access<EditConnectors, InPartner>, mut upload: Upload) -> AppResult<impl Responder> {
    access.prove().await?;
    let field = |name: &str| upload.fields.get(name).cloned().unwrap_or_default();
    let into = Into { into: field("into"), owner: field("owner") };
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
            Err(AppError::invalid(field, t!("connectors-document-too-large")))
        }
        Some(bytes) if bytes.trim_ascii().is_empty() => {
            let asked = if field == "text" { t!("connectors-paste-document") } else { t!("connectors-choose-file") };
            Err(AppError::invalid(field, asked))
        }
        Some(bytes) => keep(&access, key, &into, field, bytes).await,
    };
    match outcome {
        Ok(location) => Ok(Either::Left(Redirect::to(location).saying(t!("connectors-imported")))),
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
    into: &Into,
    field: &'static str,
    bytes: Vec<u8>,
) -> AppResult<String> {
    let owner = into.owner()?;
    let into = match into.into.as_str() {
        "" => None,
        id => Some(known(id)?),
    };
    if let Some(id) = into {
        access.read(move |tx| queries::find(tx, id).map(drop)).await?;
    }
    let Imported { definition, report } =
        imported(access, bytes).await?.map_err(|why| AppError::invalid(field, why))?;
    let report = serde_json::to_value(&report)?;
    access
        .write_once(key, move |tx| {
            let (id, number) = match into {
                Some(id) => (id, drafts::import(tx, id, &definition, report)?),
                None => {
                    if let Some(account) = owner {
                        live(tx, account)?;
                    }
                    let new = library::New {
                        definition,
                        report,
                        kind: "custom",
                        categories: Vec::new(),
                        origin: "openapi".to_owned(),
                        live: false,
                        owner,
                    };
                    (library::create(tx, new)?, 1)
                }
            };
            Ok(release_address(id, number))
        })
        .await
}
