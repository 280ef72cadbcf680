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
    Ok(Redirect::to(begun.await?).saying("Here is the draft. Change it, then make it live."))
}

pub(crate) async fn ask_delete<P: Shelf>(access: Access<P::Make, P>, at: OfRelease) -> AppResult<impl Responder> {
    let (id, number) = (at.template.id, at.number);
    let page = access.read(move |tx| {
        let template = queries::find(tx, id)?;
        let release = queries::release(tx, id, number)?;
        Ok(Confirm {
            consequences: vec![
                "What is in it is lost; it cannot be brought back.".to_owned(),
                match template.live_release {
                    Some(live) => format!("Release {live} stays live, and nothing that is installed is touched."),
                    None => "The template stays, and nothing that is installed is touched.".to_owned(),
                },
            ],
            action: format!("{}/deletion", at.address()),
            back: at.address(),
            button: "Delete draft",
            ..Confirm::new(tx, format!("Delete release {} of {}?", release.number, template.name))?
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
    Ok(Redirect::to(at.template.address()).saying("Draft deleted."))
}
