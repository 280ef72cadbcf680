//! Publishing a draft, throwing it away, bringing back an old version, and a sample by mail.

use super::PATH;
use super::preview::{Choice, Preview};
use crate::access::Access;
use crate::access::rights::{ManageSettings, Right, ViewSettings};
use crate::branding::model::{Tokens, changes};
use crate::branding::{actions, queries};
use crate::db::InPartner;
use crate::error::{AppError, AppResult};
use crate::people::model::Version;
use crate::web::forms::{Asked, Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "branding/publish.html")]
struct PublishPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 3],
    changes: Vec<(String, String, String)>,
    preview: Preview,
    version: i32,
    number: i32,
}

#[derive(Template)]
#[template(path = "branding/version.html")]
struct VersionPage {
    shell: Shell,
    crumbs: Vec<(&'static str, &'static str)>,
    title: String,
    by: String,
    when: When,
    /// What would change if it were in force instead.
    changes: Vec<(String, String, String)>,
    preview: Preview,
    number: i32,
    current: bool,
    may_manage: bool,
}

#[derive(Template)]
#[template(path = "branding/discard.html")]
struct DiscardPage {
    shell: Shell,
    changes: Vec<(String, String, String)>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::branding) struct VersionForm {
    version: String,
}

pub(in crate::branding) async fn ask(
    access: Access<ManageSettings, InPartner>,
    choice: Asked<Choice>,
) -> AppResult<impl Responder> {
    let page = access.read(move |tx| {
        let (name, published) = queries::in_force(tx)?;
        let (draft, version) = queries::draft_or_published(tx)?;
        let number = queries::versions(tx)?.first().map_or(1, |newest| newest.number + 1);
        Ok(PublishPage {
            shell: Shell::console(tx, "/console/settings", t!("branding-publish-title")),
            crumbs: [
                (t!("branding-settings"), "/console/settings"),
                (t!("branding-title"), PATH),
                (t!("branding-publish"), ""),
            ],
            changes: changes(&published, &draft),
            preview: Preview::of(&draft, &name, &choice.0, &format!("{PATH}/publication")),
            version,
            number,
        })
    });
    Ok(Page::new(page.await?))
}

pub(in crate::branding) async fn publish(
    access: Access<ManageSettings, InPartner>,
    posted: Posted<VersionForm>,
) -> AppResult<impl Responder> {
    let seen = Version::of(&posted.form.version);
    Ok(match access.write(move |tx| actions::publish(tx, seen)).await {
        Ok(number) => Redirect::to(PATH).saying(t!("branding-published-now", number = number.to_string())),
        Err(AppError::Conflict(why)) => Redirect::to(PATH).warning(why),
        Err(other) => return Err(other),
    })
}

pub(in crate::branding) async fn ask_discard(access: Access<ManageSettings, InPartner>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        let (_, published) = queries::in_force(tx)?;
        let (draft, _) = queries::draft_or_published(tx)?;
        Ok(DiscardPage {
            shell: Shell::console(tx, "/console/settings", t!("branding-discard-title")),
            changes: changes(&published, &draft),
        })
    });
    Ok(Page::new(page.await?))
}

pub(in crate::branding) async fn discard(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
) -> AppResult<impl Responder> {
    access.write(actions::discard).await?;
    Ok(Redirect::to(PATH).saying(t!("branding-discarded")))
}

pub(in crate::branding) async fn mail(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
) -> AppResult<impl Responder> {
    let email = access.write(actions::mail_to_myself).await?;
    Ok(Redirect::to(PATH).saying(t!("branding-sample-sent", email = email)))
}

pub(in crate::branding) async fn version(
    access: Access<ViewSettings, InPartner>,
    path: web::Path<String>,
    choice: Asked<Choice>,
) -> AppResult<impl Responder> {
    let number = number(&path)?;
    let page = access.read(move |tx| {
        let (name, published): (String, Tokens) = queries::in_force(tx)?;
        let found = queries::version(tx, number)?;
        let current = queries::versions(tx)?.first().is_some_and(|newest| newest.number == number);
        let title = t!("branding-version", number = number.to_string());
        let (now, shown_in) = (tx.now(), tx.facts().timezone.as_deref().map_or(chrono_tz::UTC, zone));
        Ok(VersionPage {
            shell: Shell::console(tx, "/console/settings", &t!("branding-version-title", number = number.to_string())),
            crumbs: vec![
                (t!("branding-settings"), "/console/settings"),
                (t!("branding-title"), PATH),
                (t!("branding-version-crumb"), ""),
            ],
            changes: changes(&published, &found.tokens),
            preview: Preview::of(&found.tokens, &name, &choice.0, &format!("{PATH}/versions/{number}")),
            by: found.by,
            when: When::at(found.at, now, shown_in),
            may_manage: ManageSettings::held(tx.facts()),
            title,
            number,
            current,
        })
    });
    Ok(Page::new(page.await?))
}

pub(in crate::branding) async fn restore(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let number = number(&path)?;
    access.write(move |tx| actions::restore(tx, number)).await?;
    Ok(Redirect::to(PATH).saying(t!("branding-restored", number = number.to_string())))
}

fn number(path: &str) -> AppResult<i32> {
    path.parse().map_err(|_| AppError::NotFound)
}
