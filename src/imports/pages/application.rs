//! Step 4: applying what the check has shown, after one more look at what that means.

use super::{import_id, steps};
use crate::access::Access;
use crate::access::rights::EditAccounts;
use crate::db::InPartner;
use crate::error::{AppError, AppResult};
use crate::imports::actions;
use crate::imports::queries;
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "imports/application.html")]
struct ConfirmPage {
    shell: Shell,
    id: String,
    key: String,
    steps: [(&'static str, String); 4],
    words: String,
    faulty: String,
}

pub(in crate::imports) async fn confirm(
    access: Access<EditAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = import_id(&path)?;
    let page = access.read(move |tx| {
        let import = queries::find(tx, id)?;
        if import.state != "checked" || import.creates + import.updates == 0 {
            return Err(AppError::Conflict(t!("imports-nothing-now").to_owned()));
        }
        let shell = Shell::console(tx, "/console/imports", t!("imports-apply-title"));
        Ok(ConfirmPage {
            id: id.to_string(),
            key: shell.form_key(),
            shell,
            steps: steps(Some(&import)),
            words: actions::in_words(&import),
            faulty: match import.faulty {
                0 => String::new(),
                n => t!("imports-left-out", n = n),
            },
        })
    });
    Ok(Page::new(page.await?))
}

pub(in crate::imports) async fn apply(
    access: Access<EditAccounts, InPartner>,
    posted: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let Nothing {} = posted.form;
    let id = import_id(&path)?;
    let here = format!("/console/imports/{id}");
    let location = access
        .write_once(posted.key, move |tx| {
            let first = actions::apply(tx, id)?;
            Ok(if first { format!("/console/imports/{id}") } else { format!("/console/imports/{id}?again=1") })
        })
        .await?;
    Ok(if location == here { Redirect::to(location) } else { Redirect::to(here).warning(t!("imports-not-twice")) })
}
