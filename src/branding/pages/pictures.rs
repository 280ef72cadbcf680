//! Logo, icon and picture: each is uploaded by a form of its own, decoded and written anew, and put into the draft.

use super::PATH;
use super::edit;
use super::preview::Choice;
use crate::access::Access;
use crate::access::rights::ManageSettings;
use crate::branding::actions;
use crate::branding::images::{self, BYTES_MAX, Kept, Use};
use crate::branding::model::{Image, Tokens};
use crate::db::InPartner;
use crate::error::{AppError, AppResult};
use crate::language;
use crate::web::forms::{Nothing, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::upload::Upload;
use actix_web::{Either, Responder, web};

/// One of the three, as its form shows it.
pub(in crate::branding) struct ImageRow {
    pub key: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    /// Where it lies; empty: there is none.
    pub address: String,
    /// Where it is uploaded.
    pub action: String,
    /// What applies where there is none.
    pub inherited: String,
}

/// The three as they are saved; `under`: the address of the page.
pub(in crate::branding) fn image_rows(saved: &Tokens, under: &str) -> Vec<ImageRow> {
    let address = |key| saved.get(key).and_then(|text| text.parse::<Image>().ok()).map(|image| image.address());
    Use::ALL
        .into_iter()
        .map(|purpose| {
            let (label, hint) = purpose.words();
            ImageRow {
                key: purpose.key(),
                label,
                hint,
                address: address(purpose.key()).unwrap_or_default(),
                action: format!("{under}/images/{}", purpose.key()),
                inherited: String::new(),
            }
        })
        .collect()
}

/// Of a path; what is none of the three answers like what does not exist.
pub(in crate::branding) fn purpose(key: &str) -> AppResult<Use> {
    Use::read(key).ok_or(AppError::NotFound)
}

/// Reads an upload and writes its image anew, away from the threads that serve pages.
///
/// # Errors
/// `Invalid` at the field of the image, in words for who uploaded it.
pub(in crate::branding) async fn received(mut upload: Upload, purpose: Use) -> AppResult<Kept> {
    let refused = |why: String| AppError::invalid(purpose.key(), why);
    if upload.file_name.is_empty() {
        return Err(refused(t!("branding-choose-file").to_owned()));
    }
    let Some(bytes) = upload.whole(BYTES_MAX).await? else {
        upload.drain().await;
        return Err(refused(t!("branding-file-large").to_owned()));
    };
    language::off_thread(move || Ok(images::kept(&bytes, purpose))).await?.map_err(refused)
}

pub(in crate::branding) async fn upload(
    access: Access<ManageSettings, InPartner>,
    upload: Upload,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let purpose = purpose(&path)?;
    access.prove().await?;
    let outcome = match received(upload, purpose).await {
        Ok(image) => access.write(move |tx| actions::set_image(tx, purpose, Some(image))).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => {
            let said = t!("branding-image-saved", image = purpose.words().0);
            Ok(Either::Left(Redirect::to(format!("{PATH}#images")).saying(said)))
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| edit::page(tx, None, errors, &Choice::default())).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

pub(in crate::branding) async fn remove(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let purpose = purpose(&path)?;
    access.write(move |tx| actions::set_image(tx, purpose, None)).await?;
    Ok(Redirect::to(format!("{PATH}#images")).saying(t!("branding-image-out", image = purpose.words().0)))
}
