//! Making a draft live: first what that means.

use super::{Confirm, Seen};
use crate::access::Access;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::people::model::Version;
use crate::templates::actions::drafts::Draft;
use crate::templates::actions::promotion;
use crate::templates::queries;
use crate::templates::shelf::{OfRelease, Shelf};
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::times::counted;
use actix_web::{Either, Responder};

pub(crate) async fn ask<P: Shelf>(access: Access<P::Rule, P>, at: OfRelease) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(move |tx| question(tx, &at)).await?))
}

fn question<P: Shelf>(tx: &mut ReadTx<'_, P>, at: &OfRelease) -> AppResult<Confirm> {
    let (id, number) = (at.template.id, at.number);
    let template = queries::find(tx, id)?;
    let release = queries::release(tx, id, number)?;
    if !release.is_draft() {
        return Err(AppError::Conflict(format!("Release {number} is {} already.", release.state)));
    }
    let mut consequences = vec!["It cannot be edited any more; the next change is a new draft.".to_owned()];
    consequences.push(match template.live_release {
        None if at.template.account.is_some() => "From now on it can be installed here and in sub-accounts.".to_owned(),
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
        action: format!("{}/promotion", at.address()),
        version: release.version.to_string(),
        back: at.address(),
        button: "Make it live",
        danger: false,
        ..Confirm::new(tx, format!("Make release {number} of {} live?", template.name))?
    })
}

pub(crate) async fn promote<P: Shelf>(
    access: Access<P::Rule, P>,
    posted: Posted<Seen>,
    at: OfRelease,
) -> AppResult<impl Responder> {
    let (id, number) = (at.template.id, at.number);
    let draft = Draft { template: id, number, seen: Version::of(&posted.form.version) };
    match access.write(move |tx| promotion::promote(tx, draft)).await {
        Ok(()) => Ok(Either::Left(Redirect::to(at.template.address()).saying(format!("Release {number} is live.")))),
        Err(error @ AppError::Invalid(_)) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| Ok(question(tx, &at)?.refused(errors))).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
        Err(other) => Err(other),
    }
}
