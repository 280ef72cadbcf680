//! Making a draft live: first what that means for what runs.

use super::{Confirm, Seen, address, authentication_words, release_address, release_of};
use crate::access::Access;
use crate::access::rights::ManageConnectors;
use crate::connectors::actions::drafts::Draft;
use crate::connectors::actions::promotion;
use crate::connectors::changes::Changes;
use crate::connectors::model::Definition;
use crate::connectors::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::people::model::Version;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use actix_web::{Either, Responder, web};
use uuid::Uuid;

/// Methods that are named one by one.
const NAMED_MAX: usize = 10;

pub(crate) async fn ask(
    access: Access<ManageConnectors, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path.0, &path.1)?;
    Ok(Page::new(access.read(move |tx| question(tx, id, number)).await?))
}

fn question(tx: &mut ReadTx<'_, InPartner>, id: Uuid, number: i32) -> AppResult<Confirm> {
    let connector = queries::find(tx, id)?;
    let release = queries::release(tx, id, number)?;
    if !release.is_draft() {
        return Err(AppError::Conflict(t!("connectors-already", number = number, state = release.state)));
    }
    let mut consequences = vec![t!("connectors-live-no-edit").to_owned()];
    let mut changes = Vec::new();
    match connector.live_release {
        None => consequences.push(t!("connectors-live-first").to_owned()),
        Some(live) => {
            consequences.push(match connector.installed.unwrap_or(0) {
                0 => t!("connectors-live-unused", live = live),
                n => t!("connectors-live-used", live = live, n = n, number = number),
            });
            let (before, after) = (queries::definition(tx, id, live)?, queries::definition(tx, id, number)?);
            let found = Changes::between(&before, &after);
            consequences.extend(breaks(&found, &before));
            changes = differences(&found, &before, &after);
            let words = |kind: &str| authentication_words(kind).to_owned();
            let former = queries::release(tx, id, live)?;
            if former.authentication != release.authentication {
                changes.push((
                    t!("connectors-authentication").to_owned(),
                    words(&former.authentication),
                    words(&release.authentication),
                ));
                consequences.push(t!("connectors-live-again").to_owned());
            }
        }
    }
    Ok(Confirm {
        consequences,
        changes,
        action: format!("{}/promotion", release_address(id, number)),
        version: release.version.to_string(),
        back: release_address(id, number),
        button: t!("connectors-make-live"),
        danger: false,
        ..Confirm::new(tx, t!("connectors-make-live-title", number = number, name = connector.name))
    })
}

/// What stops working, in sentences.
fn breaks(found: &Changes, before: &Definition) -> Vec<String> {
    let breaking = found.breaking();
    if breaking.is_empty() {
        return vec![t!("connectors-breaks-none", words)];
    }
    let name = |key: &str| before.methods.iter().find(|m| m.key == key).map_or(String::new(), |m| m.name.clone());
    let mut said: Vec<String> = breaking
        .iter()
        .take(NAMED_MAX)
        .map(|(key, words)| t!("connectors-breaks-one", name = name(key), why = words.join(" ")))
        .collect();
    if breaking.len() > NAMED_MAX {
        said.push(t!("connectors-breaks-more", n = breaking.len() - NAMED_MAX));
    }
    said
}

fn differences(found: &Changes, before: &Definition, after: &Definition) -> Vec<(String, String, String)> {
    let count = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    [
        (t!("connectors-methods"), before.methods.len().to_string(), after.methods.len().to_string()),
        (t!("connectors-methods-new"), String::new(), count(found.added.len())),
        (t!("connectors-methods-changed"), String::new(), count(found.changed.len())),
        (t!("connectors-base-url"), before.base_url.clone(), after.base_url.clone()),
    ]
    .into_iter()
    .filter(|(_, from, to)| from != to)
    .map(|(what, from, to)| (what.to_owned(), from, to))
    .collect()
}

pub(crate) async fn promote(
    access: Access<ManageConnectors, InPartner>,
    posted: Posted<Seen>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path.0, &path.1)?;
    let draft = Draft { connector: id, number, seen: Version::of(&posted.form.version) };
    match access.write(move |tx| promotion::promote(tx, draft)).await {
        Ok(()) => Ok(Either::Left(Redirect::to(address(id)).saying(t!("connectors-is-live", number = number)))),
        Err(error @ AppError::Invalid(_)) => {
            let (mut errors, status) = complaint(error)?;
            // There are no fields here to go to, so each sentence says what it is about.
            for error in &mut errors.0 {
                if !error.field.is_empty() {
                    error.message = format!("{}: {}", std::mem::take(&mut error.field), error.message);
                }
            }
            let page = access.read(move |tx| Ok(question(tx, id, number)?.refused(errors))).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
        Err(other) => Err(other),
    }
}
