//! Making a draft live: first what that means.

use super::{Confirm, Seen, address, release_address, release_of};
use crate::access::Access;
use crate::access::rights::ManageTemplates;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::people::model::Version;
use crate::templates::actions::drafts::Draft;
use crate::templates::actions::promotion;
use crate::templates::queries;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::times::counted;
use actix_web::{Either, Responder, web};
use uuid::Uuid;

pub(crate) async fn ask(
    access: Access<ManageTemplates, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path)?;
    Ok(Page::new(access.read(move |tx| question(tx, id, number)).await?))
}

fn question(tx: &mut ReadTx<'_, InPartner>, id: Uuid, number: i32) -> AppResult<Confirm> {
    let template = queries::find(tx, id)?;
    let release = queries::release(tx, id, number)?;
    if !release.is_draft() {
        return Err(AppError::Conflict(format!("Release {number} is {} already.", release.state)));
    }
    let mut consequences = vec!["It cannot be edited any more; the next change is a new draft.".to_owned()];
    consequences.push(match template.live_release {
        None => "From now on it can be installed in accounts.".to_owned(),
        Some(live) => format!("Release {live} is deprecated; from now on release {number} is installed."),
    });
    if template.installed() > 0 {
        consequences.push(format!(
            "{} as they are until somebody upgrades them.",
            counted(template.installed(), "installed cycle stays", "installed cycles stay")
        ));
    }
    Ok(Confirm {
        consequences,
        action: format!("{}/promotion", release_address(id, number)),
        version: release.version.to_string(),
        back: release_address(id, number),
        button: "Make it live",
        danger: false,
        ..Confirm::new(tx, format!("Make release {number} of {} live?", template.name))
    })
}

pub(crate) async fn promote(
    access: Access<ManageTemplates, InPartner>,
    posted: Posted<Seen>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path)?;
    let draft = Draft { template: id, number, seen: Version::of(&posted.form.version) };
    match access.write(move |tx| promotion::promote(tx, draft)).await {
        Ok(()) => Ok(Either::Left(Redirect::to(address(id)).saying(format!("Release {number} is live.")))),
        Err(error @ AppError::Invalid(_)) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| Ok(question(tx, id, number)?.refused(errors))).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
        Err(other) => Err(other),
    }
}
