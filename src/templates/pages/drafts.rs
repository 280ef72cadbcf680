//! Beginning a draft of a release, and deleting a draft.

use super::{Confirm, Nothing};
use crate::access::Access;
use crate::error::AppResult;
use crate::ids::known;
use crate::templates::actions::drafts;
use crate::templates::queries;
use crate::templates::shelf::{OfRelease, OfTemplate, Shelf};
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use actix_web::Responder;
use serde::Deserialize;

/// Which release it begins with; empty: with none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Begin {
    from: String,
}

pub(crate) async fn begin<P: Shelf>(
    access: Access<P::Make, P>,
    posted: Posted<Begin>,
    at: OfTemplate,
) -> AppResult<impl Responder> {
    let from = match posted.form.from.trim() {
        "" => None,
        number => Some(known(number)?),
    };
    let begun = access.write_once(posted.key, move |tx| Ok(at.release(drafts::begin(tx, at.id, from)?).address()));
    Ok(Redirect::to(begun.await?).saying(t!("templates-here-is-draft")))
}

pub(crate) async fn ask_delete<P: Shelf>(access: Access<P::Make, P>, at: OfRelease) -> AppResult<impl Responder> {
    let (id, number) = (at.template.id, at.number);
    let page = access.read(move |tx| {
        let template = queries::find(tx, id)?;
        let release = queries::release(tx, id, number)?;
        Ok(Confirm {
            consequences: vec![
                t!("templates-lost").to_owned(),
                match template.live_release {
                    Some(live) => t!("templates-stays-live", live = live),
                    None => t!("templates-stays").to_owned(),
                },
            ],
            action: format!("{}/deletion", at.address()),
            back: at.address(),
            button: t!("templates-delete-draft"),
            ..Confirm::new(tx, t!("templates-delete-release", number = release.number, name = template.name))?
        })
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn delete<P: Shelf>(
    access: Access<P::Make, P>,
    _: Posted<Nothing>,
    at: OfRelease,
) -> AppResult<impl Responder> {
    let (id, number) = (at.template.id, at.number);
    access.write(move |tx| drafts::delete(tx, id, number)).await?;
    Ok(Redirect::to(at.template.address()).saying(t!("templates-draft-deleted")))
}
