//! The browsers a person is signed in with.

use super::tabs;
use crate::access::Access;
use crate::access::rights::OwnProfile;
use crate::db::{InSelf, ReadTx};
use crate::error::{AppError, AppResult};
use crate::me::{actions, queries};
use crate::people::device;
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Responder, web};
use askama::Template;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "me/sessions.html")]
struct SessionsPage {
    shell: Shell,
    tabs: Vec<(&'static str, &'static str, bool)>,
    count: String,
    rows: Vec<Row>,
    zone: String,
}

struct Row {
    id: String,
    device: String,
    address: String,
    since: When,
    seen: When,
    this: bool,
}

#[derive(Template)]
#[template(path = "me/end_others.html")]
struct EndOthersPage {
    shell: Shell,
    intro: String,
    others: bool,
}

pub(in crate::me) async fn index(access: Access<OwnProfile, InSelf>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(page).await?))
}

fn page(tx: &mut ReadTx<'_, InSelf>) -> AppResult<SessionsPage> {
    let (now, this) = (tx.now(), tx.facts().session);
    let name = tx.facts().timezone.clone().unwrap_or_else(|| "UTC".to_owned());
    let tz = zone(&name);
    let mut rows: Vec<Row> = queries::sessions(tx)?
        .into_iter()
        .map(|s| Row {
            id: s.id.to_string(),
            device: device::words(&s.user_agent),
            address: s.address,
            since: When::at(s.created_at, now, tz),
            seen: When::at(s.last_seen_at, now, tz),
            this: s.id == this,
        })
        .collect();
    // This one first: it is what the others are compared with.
    rows.sort_by_key(|row| !row.this);
    Ok(SessionsPage {
        shell: Shell::own(tx, t!("me-sessions")),
        tabs: tabs("/me/sessions"),
        count: t!("me-signed-in-count", n = rows.len()),
        rows,
        zone: name,
    })
}

pub(in crate::me) async fn end_one(
    access: Access<OwnProfile, InSelf>,
    _: Posted<Nothing>,
    session: web::Path<String>,
) -> AppResult<impl Responder> {
    let session = Uuid::parse_str(&session).map_err(|_| AppError::NotFound)?;
    access.write(move |tx| actions::end_session(tx, session)).await?;
    Ok(Redirect::to("/me/sessions").saying(t!("me-session-ended")))
}

pub(in crate::me) async fn confirm_others(access: Access<OwnProfile, InSelf>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        let others = queries::sessions(tx)?.len().saturating_sub(1);
        let intro = match others {
            0 => t!("me-no-other").to_owned(),
            _ => t!("me-others-sign-in", n = others),
        };
        Ok(EndOthersPage { shell: Shell::own(tx, t!("me-end-others-ask")), intro, others: others > 0 })
    });
    Ok(Page::new(page.await?))
}

pub(in crate::me) async fn end_others(
    access: Access<OwnProfile, InSelf>,
    _: Posted<Nothing>,
) -> AppResult<impl Responder> {
    let ended = access.write(actions::end_other_sessions).await?;
    Ok(Redirect::to("/me/sessions").saying(match ended {
        0 => t!("me-none-ended").to_owned(),
        _ => t!("me-others-ended", n = ended),
    }))
}
