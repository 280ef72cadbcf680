//! Removing an import with the rows that were uploaded. The accounts it made stay.

use super::import_id;
use crate::access::Access;
use crate::access::rights::EditAccounts;
use crate::db::InPartner;
use crate::error::AppResult;
use crate::imports::actions;
use crate::imports::queries;
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "imports/deletion.html")]
struct ConfirmPage {
    shell: Shell,
    id: String,
    title: String,
}

pub(in crate::imports) async fn confirm(
    access: Access<EditAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = import_id(&path)?;
    let page = access.read(move |tx| {
        let title = t!("imports-delete-ask", file = queries::find(tx, id)?.file_name);
        Ok(ConfirmPage { shell: Shell::console(tx, "/console/imports", &title), id: id.to_string(), title })
    });
    Ok(Page::new(page.await?))
}

pub(in crate::imports) async fn delete(
    access: Access<EditAccounts, InPartner>,
    posted: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let Nothing {} = posted.form;
    let id = import_id(&path)?;
    access.write(move |tx| actions::delete(tx, id)).await?;
    Ok(Redirect::to("/console/imports").saying(t!("imports-deleted")))
}
