//! Stopping a cycle: at once, or when what is in flight has ended. One that is paused may have something that a person
//! began by hand; that is stopped here too.

use super::{Below, Ids, below, page_of};
use crate::access::Access;
use crate::accounts::stand::{Stand, named};
use crate::cycles::actions;
use crate::cycles::model::{State, Stop};
use crate::error::{AppError, AppResult};
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::Responder;
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "cycles/stop.html")]
struct StopPage {
    shell: Shell,
    title: String,
    intro: &'static str,
    crumbs: Vec<(String, String)>,
    /// The cycle runs by itself; without, only what was begun by hand does.
    runs: bool,
    action: String,
    back: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StopForm {
    how: String,
}

pub(crate) async fn ask<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let page = access.read(move |tx| {
        let Below { shell, cycle, crumbs, back, .. } =
            below::<P>(tx, account, id, t!("cycles-stop"), |name| t!("cycles-stop-name", name = name))?;
        let runs = State::read(&cycle.state).runs();
        let (title, intro) = if runs {
            (t!("cycles-stop-name", name = cycle.name), t!("cycles-stop-intro"))
        } else {
            (t!("cycles-stop-by-hand", name = cycle.name), t!("cycles-stop-by-hand-intro"))
        };
        Ok(StopPage { action: format!("{back}/stop"), shell, title, intro, crumbs, runs, back })
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn stop<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<StopForm>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let how = match posted.form.how.as_str() {
        // What runs by hand is only ever stopped at once, and the form does not ask.
        "now" | "" => Stop::Now,
        "finish" => Stop::AfterWorkInFlight,
        _ => return Err(AppError::BadRequest(t!("cycles-stop-how-missing").to_owned())),
    };
    access.write(move |tx| actions::stop(tx, account, id, how)).await?;
    let said = match how {
        Stop::Now => t!("cycles-stopped"),
        Stop::AfterWorkInFlight => t!("cycles-finishing"),
    };
    Ok(Redirect::to(page_of::<P>(account, id)).saying(said))
}
