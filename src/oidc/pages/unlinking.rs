//! Letting go of who somebody is at the provider, by staff: where their account there was made anew. One set of pages for staff and
//! for people of customers.

use crate::access::rights::{ManageAccountUsers, ManageConsoleUsers, Mutating};
use crate::access::{Access, confirmed_lately};
use crate::db::{InPartner, Kind};
use crate::error::AppResult;
use crate::ids::{PersonId, known};
use crate::oidc::actions;
use crate::people::confirm::Confirm;
use crate::people::queries::find;
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use actix_web::{Responder, web};

/// Whose right it is, and where their pages are.
pub(in crate::oidc) trait Whose: Mutating<In = InPartner> {
    const KIND: Kind;
    const LIST: &'static str;
}

impl Whose for ManageConsoleUsers {
    const KIND: Kind = Kind::Console;
    const LIST: &'static str = "/console/staff";
}

impl Whose for ManageAccountUsers {
    const KIND: Kind = Kind::Account;
    const LIST: &'static str = "/console/people";
}

pub(in crate::oidc) async fn ask<W: Whose>(
    access: Access<W, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: PersonId = known(&path)?;
    let page = access.read(move |tx| {
        confirmed_lately(tx)?;
        let person = find(tx, W::KIND, id)?;
        Ok(Confirm::unlinking(tx, W::LIST, &person))
    });
    Ok(Page::new(page.await?))
}

pub(in crate::oidc) async fn unlink<W: Whose>(
    access: Access<W, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: PersonId = known(&path)?;
    let name = access
        .write(move |tx| {
            confirmed_lately(tx)?;
            let person = find(tx, W::KIND, id)?;
            actions::unlink(tx, &person)?;
            Ok(person.name)
        })
        .await?;
    Ok(Redirect::to(format!("{}/{id}", W::LIST)).saying(t!("oidc-unlinked", name = name)))
}
