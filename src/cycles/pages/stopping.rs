//! Stopping a cycle: at once, or when what is in flight has ended.

use super::show::ids;
use crate::access::Access;
use crate::access::rights::EditCycles;
use crate::cycles::model::Stop;
use crate::cycles::{actions, queries};
use crate::db::InPartner;
use crate::error::AppResult;
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "cycles/stop.html")]
struct StopPage {
    shell: Shell,
    title: String,
    crumbs: Vec<(String, String)>,
    action: String,
    back: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StopForm {
    how: String,
}

pub(crate) async fn ask(
    access: Access<EditCycles, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    let page = access.read(move |tx| {
        let cycle = queries::find(tx, account, id)?;
        let back = format!("/console/accounts/{account}/cycles/{id}");
        let title = format!("Stop {}?", cycle.name);
        Ok(StopPage {
            shell: Shell::console(tx, "/console/accounts", &title),
            crumbs: vec![(cycle.name, back.clone()), ("Stop".to_owned(), String::new())],
            action: format!("{back}/stop"),
            title,
            back,
        })
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn stop(
    access: Access<EditCycles, InPartner>,
    posted: Posted<StopForm>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    let how = if posted.form.how == "finish" { Stop::AfterWorkInFlight } else { Stop::Now };
    access.write(move |tx| actions::stop(tx, account, id, how)).await?;
    let said = match how {
        Stop::Now => "Cycle stopped. What waits goes on if you start it within 24 hours.",
        Stop::AfterWorkInFlight => "The cycle takes nothing new and stops when what is in flight has ended.",
    };
    Ok(Redirect::to(format!("/console/accounts/{account}/cycles/{id}")).saying(said))
}
