//! Beginning a draft of what is live, and deleting a draft.

use super::{Confirm, Nothing, PATH, address, connector_id, release_address, release_of};
use crate::access::Access;
use crate::access::rights::EditConnectors;
use crate::connectors::actions::drafts;
use crate::connectors::queries;
use crate::db::InPartner;
use crate::error::AppResult;
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use actix_web::{Responder, web};

pub(crate) async fn begin(
    access: Access<EditConnectors, InPartner>,
    posted: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = connector_id(&path)?;
    let location = access.write_once(posted.key, move |tx| Ok(release_address(id, drafts::begin(tx, id)?))).await?;
    Ok(Redirect::to(location).saying("This draft says what the live release says. Change it, then make it live."))
}

pub(crate) async fn ask_delete(
    access: Access<EditConnectors, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path.0, &path.1)?;
    let page = access.read(move |tx| {
        let connector = queries::find(tx, id)?;
        let release = queries::release(tx, id, number)?;
        let alone = connector.live_release.is_none() && queries::releases(tx, id)?.len() == 1;
        let mut consequences = vec!["What is in it is lost; it cannot be brought back.".to_owned()];
        consequences.push(match connector.live_release {
            Some(live) => format!("Release {live} stays live, and nothing that runs is touched."),
            None if alone => format!("It is the only release, so {} is removed with it.", connector.name),
            None => "Nothing that runs is touched.".to_owned(),
        });
        Ok(Confirm {
            consequences,
            action: format!("{}/deletion", release_address(id, number)),
            back: release_address(id, number),
            button: "Delete draft",
            ..Confirm::new(tx, format!("Delete release {} of {}?", release.number, connector.name))
        })
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn delete(
    access: Access<EditConnectors, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path.0, &path.1)?;
    let gone = access.write(move |tx| drafts::delete(tx, id, number)).await?;
    let to = if gone { PATH.to_owned() } else { address(id) };
    Ok(Redirect::to(to).saying("Draft deleted."))
}
