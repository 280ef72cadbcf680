//! Making a draft live: first what that means.

use super::{Confirm, Seen};
use crate::access::Access;
use crate::access::rights::Right;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::mapping::model::Weight;
use crate::people::model::Version;
use crate::templates::actions::drafts::Draft;
use crate::templates::actions::promotion;
use crate::templates::check;
use crate::templates::queries;
use crate::templates::shelf::{OfRelease, Shelf};
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use actix_web::{Either, Responder};

pub(crate) async fn ask<P: Shelf>(access: Access<P::Rule, P>, at: OfRelease) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(move |tx| question(tx, &at)).await?))
}

fn question<P: Shelf>(tx: &mut ReadTx<'_, P>, at: &OfRelease) -> AppResult<Confirm> {
    let (id, number) = (at.template.id, at.number);
    let template = queries::find(tx, id)?;
    let release = queries::release(tx, id, number)?;
    if !release.is_draft() {
        return Err(AppError::Conflict(t!("templates-not-draft-already", number = number, state = release.state)));
    }
    let mut consequences = vec![t!("templates-live-fixed").to_owned()];
    consequences.push(match template.live_release {
        None if at.template.account.is_some() => t!("templates-live-below").to_owned(),
        None => t!("templates-live-accounts").to_owned(),
        Some(live) => t!("templates-live-instead", live = live, number = number),
    });
    if template.installed() > 0 {
        consequences.push(t!("templates-live-stay", n = template.installed()));
    }
    let faults = faults(tx, at)?;
    let (consequences, intro) = match faults.len() {
        0 => (consequences, String::new()),
        1 => (Vec::new(), t!("templates-not-live-one").to_owned()),
        n => (Vec::new(), t!("templates-not-live-n", n = n)),
    };
    Ok(Confirm {
        consequences,
        intro,
        faults,
        action: format!("{}/promotion", at.address()),
        version: release.version.to_string(),
        back: at.address(),
        button: t!("templates-make-live"),
        danger: false,
        ..Confirm::new(tx, t!("templates-make-live-ask", number = number, name = template.name))?
    })
}

/// What is wrong with the draft, each at its step in the builder.
fn faults<P: Shelf>(tx: &mut ReadTx<'_, P>, at: &OfRelease) -> AppResult<Vec<(String, String, String)>> {
    let flow = queries::flow(tx, at.template.id, at.number)?;
    let owner = queries::find(tx, at.template.id)?.of_account();
    let library = queries::library(tx, owner, &flow)?;
    let build = format!("{}/build", at.address());
    let may_build = P::Make::held(tx.facts());
    let wrong = check::complaints(&flow, &library).into_iter().filter(|one| one.weight == Weight::Error);
    let wrong = wrong.take(promotion::COMPLAINTS_SHOWN).map(|one| {
        let step = one.step.as_ref().and_then(|key| flow.step(key));
        let (place, href) = match step {
            Some(step) => (t!("templates-step", name = step.name), format!("{build}/steps/{}", step.key)),
            None => (t!("templates-the-flow").to_owned(), build.clone()),
        };
        (place, if may_build { href } else { String::new() }, one.words)
    });
    Ok(wrong.collect())
}

pub(crate) async fn promote<P: Shelf>(
    access: Access<P::Rule, P>,
    posted: Posted<Seen>,
    at: OfRelease,
) -> AppResult<impl Responder> {
    let (id, number) = (at.template.id, at.number);
    let draft = Draft { template: id, number, seen: Version::of(&posted.form.version) };
    match access.write(move |tx| promotion::promote(tx, draft)).await {
        Ok(()) => {
            Ok(Either::Left(Redirect::to(at.template.address()).saying(t!("templates-is-live", number = number))))
        }
        Err(error @ AppError::Invalid(_)) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| Ok(question(tx, &at)?.refused(errors))).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
        Err(other) => Err(other),
    }
}
