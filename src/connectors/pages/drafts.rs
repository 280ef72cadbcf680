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
    Ok(Redirect::to(location).saying(t!("connectors-draft-begun")))
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
        let mut consequences = vec![t!("connectors-delete-lost").to_owned()];
        consequences.push(match connector.live_release {
            Some(live) => t!("connectors-delete-live-stays", number = live),
            None if alone => t!("connectors-delete-alone", name = connector.name),
            None => t!("connectors-delete-untouched").to_owned(),
        });
        Ok(Confirm {
            consequences,
            action: format!("{}/deletion", release_address(id, number)),
            back: release_address(id, number),
            button: t!("connectors-delete-draft"),
            ..Confirm::new(tx, t!("connectors-delete-title", number = release.number, name = connector.name))
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
    Ok(Redirect::to(to).saying(t!("connectors-draft-deleted")))
}
