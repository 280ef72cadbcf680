//! Beginning a draft of a release, and deleting a draft.

use super::{Confirm, Nothing, address, release_address, release_of, template_id};
use crate::access::Access;
use crate::access::rights::EditTemplates;
use crate::db::InPartner;
use crate::error::AppResult;
use crate::ids::known;
use crate::templates::actions::drafts;
use crate::templates::queries;
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use actix_web::{Responder, web};
use serde::Deserialize;

/// Which release it begins with; empty: with none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Begin {
    from: String,
}

pub(crate) async fn begin(
    access: Access<EditTemplates, InPartner>,
    posted: Posted<Begin>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = template_id(&path)?;
    let from = match posted.form.from.trim() {
        "" => None,
        number => Some(known(number)?),
    };
    let begun = access.write_once(posted.key, move |tx| Ok(release_address(id, drafts::begin(tx, id, from)?)));
    Ok(Redirect::to(begun.await?).saying("Here is the draft. Change it, then make it live."))
}

pub(crate) async fn ask_delete(
    access: Access<EditTemplates, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path)?;
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
            action: format!("{}/deletion", release_address(id, number)),
            back: release_address(id, number),
            button: "Delete draft",
            ..Confirm::new(tx, format!("Delete release {} of {}?", release.number, template.name))
        })
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn delete(
    access: Access<EditTemplates, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path)?;
    access.write(move |tx| drafts::delete(tx, id, number)).await?;
    Ok(Redirect::to(address(id)).saying("Draft deleted."))
}
