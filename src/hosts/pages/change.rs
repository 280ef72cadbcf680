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
            back.saying(t!("hosts-checked-good", host = row.host))
        }
        State::Verified => back.saying(t!("hosts-verified", host = row.host)),
        State::Pending | State::Failing => back.warning(t!("hosts-checked-fault", host = row.host)),
    })
}

pub(in crate::hosts) async fn make_main(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: Uuid = crate::ids::known(&path)?;
    let host = access.write(move |tx| actions::make_main(tx, id)).await?;
    Ok(Redirect::to(PATH).saying(t!("hosts-main-set", host = host)))
}

pub(in crate::hosts) async fn use_usual(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
) -> AppResult<impl Responder> {
    access.write(actions::use_usual).await?;
    Ok(Redirect::to(PATH).saying(t!("hosts-usual-set")))
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
        let title = t!("hosts-remove-ask", host = row.host);
        let mut consequences = Vec::new();
        if row.standing().state == State::Pending {
            consequences.push(t!("hosts-remove-unused").to_owned());
        } else {
            let usual = tx.origin().look.at(None);
            consequences.push(t!("hosts-remove-lost", host = row.host));
            consequences.push(t!("hosts-remove-webhooks").to_owned());
            let applications = queries::come_back_by(tx, &row.host)?;
            if !applications.is_empty() {
                consequences.push(t!("hosts-remove-connectors", applications = applications.join(", "), usual = usual));
            }
            if queries::main(tx)?.as_deref() == Some(row.host.as_str()) {
                consequences.push(t!("hosts-remove-main", usual = usual));
            }
            consequences.push(t!("hosts-remove-anew").to_owned());
        }
        Ok(RemovalPage {
            shell: Shell::console(tx, SETTINGS, &title),
            crumbs: [(t!("hosts-settings"), SETTINGS), (t!("hosts-title"), PATH), (t!("hosts-remove"), "")],
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
    Ok(Redirect::to(PATH).saying(t!("hosts-removed", host = host)))
}
