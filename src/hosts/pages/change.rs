//! What is done to one name: asking DNS about it, making it the main one, removing it.

use super::{PATH, SETTINGS};
use crate::access::Access;
use crate::access::rights::ManageSettings;
use crate::db::InPartner;
use crate::error::AppResult;
use crate::hosts::model::{Found, State};
use crate::hosts::{actions, checking, queries};
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Responder, web};
use askama::Template;
use chrono::Duration;
use uuid::Uuid;

/// Whoever presses twice gets the answer that there is.
const AGAIN_AFTER_S: i64 = 5;

/// Asks DNS now. No transaction is open while it answers.
pub(in crate::hosts) async fn check(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let id: Uuid = crate::ids::known(&path)?;
    let (row, now) = access.read(move |tx| Ok((queries::find(tx, id)?, tx.now()))).await?;
    let fresh = row.checked_at.is_some_and(|at| now - at < Duration::seconds(AGAIN_AFTER_S));
    let state = if fresh {
        row.standing().state
    } else {
        let found = checking::ask(&app.config, &row).await?;
        let state = access.write(move |tx| actions::record(tx, id, &found)).await?;
        app.names.forget(&row.host);
        state
    };
    let back = Redirect::to(PATH);
    Ok(match state {
        State::Verified if row.found().is_some_and(|found| found == Found::Good) => {
            back.saying(format!("{} was checked: all is set.", row.host))
        }
        State::Verified => back.saying(format!("{} is verified. People can use it now.", row.host)),
        State::Pending | State::Failing => {
            back.warning(format!("{} was checked. What was found stands below.", row.host))
        }
    })
}

pub(in crate::hosts) async fn make_main(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: Uuid = crate::ids::known(&path)?;
    let host = access.write(move |tx| actions::make_main(tx, id)).await?;
    Ok(Redirect::to(PATH).saying(format!("Links in pages and mails begin with {host} from now on.")))
}

pub(in crate::hosts) async fn use_usual(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
) -> AppResult<impl Responder> {
    access.write(actions::use_usual).await?;
    Ok(Redirect::to(PATH).saying("Links in pages and mails begin with the usual address again."))
}

#[derive(Template)]
#[template(path = "hosts/removal.html")]
struct RemovalPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 3],
    title: String,
    consequences: Vec<String>,
    action: String,
    back: &'static str,
}

pub(in crate::hosts) async fn ask_removal(
    access: Access<ManageSettings, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: Uuid = crate::ids::known(&path)?;
    let page = access.read(move |tx| {
        let row = queries::find(tx, id)?;
        let title = format!("Remove {}?", row.host);
        let mut consequences = Vec::new();
        if row.standing().state == State::Pending {
            consequences.push("It was never verified, so nobody uses it. Nothing else changes.".to_owned());
        } else {
            let usual = tx.origin().look.at(None);
            consequences.push(format!(
                "Within half a minute nobody finds anything at {} any more: no sign-in, no page, no link of a mail that was \
                 sent, no call of a program.",
                row.host
            ));
            consequences.push(
                "Applications that send to a webhook's address with this name reach nothing until they are given the new one."
                    .to_owned(),
            );
            let applications = queries::come_back_by(tx, &row.host)?;
            if !applications.is_empty() {
                consequences.push(format!(
                    "People who sign in at {} come back by {usual}. Register that address there first, or nobody can connect.",
                    applications.join(", ")
                ));
            }
            if queries::main(tx)?.as_deref() == Some(row.host.as_str()) {
                consequences.push(format!("It is the main name. Links begin with {usual} then."));
            }
            consequences.push("Who works by this name now signs in again at another address.".to_owned());
        }
        Ok(RemovalPage {
            shell: Shell::console(tx, SETTINGS, &title),
            crumbs: [("Settings", SETTINGS), ("Host names", PATH), ("Remove", "")],
            title,
            consequences,
            action: format!("{PATH}/{id}/removal"),
            back: PATH,
        })
    });
    page.await.map(Page::new)
}

pub(in crate::hosts) async fn remove(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let id: Uuid = crate::ids::known(&path)?;
    let host = access.write(move |tx| actions::remove(tx, id)).await?;
    app.names.forget(&host);
    Ok(Redirect::to(PATH).saying(format!("{host} is removed. You can take its records out of DNS.")))
}
