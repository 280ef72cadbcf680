//! The pages of a person's own things.

pub(super) mod confirm;
pub(super) mod password;
pub(super) mod profile;
pub(super) mod sessions;
pub(super) mod two_step;

use crate::access::Access;
use crate::access::rights::Right;
use crate::db::InSelf;
use crate::error::{AppError, AppResult};
use crate::sign_in::actions::with_db;
use crate::sign_in::throttle::{Throttle, wait_in_words};
use crate::web::state::App;
use actix_web::web;

/// The tabs: (text, address, current).
fn tabs(current: &str) -> Vec<(&'static str, &'static str, bool)> {
    [
        (t!("me-profile"), "/me"),
        (t!("me-sessions"), "/me/sessions"),
        (t!("me-password"), "/me/password"),
        (t!("me-two-step"), "/me/two-step"),
    ]
    .into_iter()
    .map(|(text, href)| (text, href, href == current))
    .collect()
}

/// Whether this is the person's password. Guessing at a browser that was left open is limited like guessing at the
/// sign-in page.
///
/// # Errors
/// `Invalid` at the field, with what to do.
async fn check_password<R: Right<In = InSelf>>(
    app: &web::Data<App>,
    access: &Access<R, InSelf>,
    field: &str,
    typed: &str,
) -> AppResult<()> {
    let throttle = Throttle::of_person(access.read(|tx| Ok(tx.person_id())).await?);
    let (token, asked) = (access.token().clone(), throttle.clone());
    let (wait, stored) = with_db(app, move |db| Ok((asked.waits(db)?, db.password_of(&token)?))).await?;
    if let Some(until) = wait {
        let wait = wait_in_words(until, app.db.clock().now());
        return Err(AppError::invalid(field, t!("me-too-many-tries", wait = wait)));
    }
    let stored = stored.ok_or(AppError::SignedOut)?;
    if stored.scheme == crate::people::password::SCHEME && app.hasher.verify(typed, &stored.hash).await? {
        return with_db(app, move |db| throttle.forget(db)).await;
    }
    with_db(app, move |db| throttle.count(db)).await?;
    Err(AppError::invalid(field, t!("me-wrong-password")))
}
