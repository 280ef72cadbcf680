//! Deleting a template; what was installed from it stays.

use super::{Confirm, PATH, address, template_id};
use crate::access::Access;
use crate::access::rights::ManageTemplates;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::templates::actions::library;
use crate::templates::queries;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::times::counted;
use actix_web::{Either, Responder, web};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RemovalForm {
    /// The template's name, typed.
    typed_name: String,
}

pub(crate) async fn ask(
    access: Access<ManageTemplates, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = template_id(&path)?;
    Ok(Page::new(access.read(move |tx| question(tx, id, String::new())).await?))
}

fn question(tx: &mut ReadTx<'_, InPartner>, id: Uuid, typed: String) -> AppResult<Confirm> {
    let template = queries::find(tx, id)?;
    let mut consequences =
        vec!["All its releases are lost; they cannot be brought back. Export those you may need.".to_owned()];
    consequences.push(match template.installed() {
        0 => "No account has it installed.".to_owned(),
        n => format!(
            "{} on as before, and can never be upgraded any more.",
            counted(n, "cycle that was installed from it runs", "cycles that were installed from it run")
        ),
    });
    Ok(Confirm {
        consequences,
        action: format!("{}/removal", address(id)),
        back: address(id),
        button: "Delete template",
        typed_name: Some(typed),
        ..Confirm::new(tx, format!("Delete {}?", template.name))
    })
}

pub(crate) async fn remove(
    access: Access<ManageTemplates, InPartner>,
    posted: Posted<RemovalForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = template_id(&path)?;
    let typed = posted.form.typed_name;
    let wanted = typed.clone();
    match access.write(move |tx| library::remove(tx, id, &wanted)).await {
        Ok(name) => Ok(Either::Left(Redirect::to(PATH).saying(format!("{name} is deleted.")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| Ok(question(tx, id, typed)?.refused(errors))).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}
