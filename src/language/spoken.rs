//! Which language is spoken where, and what a Cycle is called there.

use super::Language;
use crate::branding::model::Words;
use crate::db::Facts;
use crate::error::{AppError, AppResult};
use crate::web::choice;
use crate::web::state::App;
use actix_web::body::MessageBody;
use actix_web::cookie::Cookie;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::ACCEPT_LANGUAGE;
use actix_web::middleware::Next;
use actix_web::{Error, web};
use std::cell::RefCell;
use std::sync::Arc;

/// What is spoken in one request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spoken {
    language: Language,
    /// What is spoken with whoever chose none: the browser's, or that of the partner whose name was asked for.
    usual: Language,
    words: Option<Arc<Words>>,
    /// Whoever asks is a program: nothing that is known later changes it.
    fixed: bool,
    /// Somebody chose it in this browser: a partner's general choice does not change it.
    remembered: bool,
}

impl Spoken {
    fn in_language(language: Language) -> Spoken {
        Spoken { language, usual: language, ..Spoken::default() }
    }
}

tokio::task_local! {
    static SPOKEN: RefCell<Spoken>;
}

/// What is spoken here, to take along to another thread.
pub(crate) fn here() -> Spoken {
    SPOKEN.try_with(|spoken| spoken.borrow().clone()).unwrap_or_default()
}

pub(super) fn current() -> Language {
    SPOKEN.try_with(|spoken| spoken.borrow().language).unwrap_or_default()
}

/// One and many of what a Cycle is called here.
pub(super) fn words<T>(read: impl FnOnce(&Words) -> T) -> T {
    match here().words {
        Some(words) => read(&words),
        None => read(&Words::of(current())),
    }
}

/// Runs `work` with what was spoken elsewhere.
pub(crate) fn within<T>(spoken: Spoken, work: impl FnOnce() -> T) -> T {
    SPOKEN.sync_scope(RefCell::new(spoken), work)
}

/// Runs `work` in a language, and with a partner's own words: what is written for somebody who does not ask now.
pub(crate) fn speaking<T>(language: Language, words: Option<Words>, work: impl FnOnce() -> T) -> T {
    within(Spoken { words: words.map(Arc::new), fixed: true, ..Spoken::in_language(language) }, work)
}

/// From here on in the language that the person, the account or the partner chose, and in the partner's words where its
/// customers read. Nothing stays of whom it was about before: staff come from an account that they saw as its people do.
pub(crate) fn speak(facts: &Facts) {
    let tags = [&facts.language, &facts.account_language, &facts.partner_language];
    let chosen = tags.into_iter().flatten().find_map(|tag| Language::of(tag));
    turn(|spoken| {
        if !spoken.fixed {
            spoken.language = chosen.unwrap_or(spoken.usual);
        }
        spoken.words = facts.brand.as_deref().and_then(|brand| brand.own_words(spoken.language)).map(Arc::new);
    });
}

/// From here on in this language, unless the browser's person chose another.
pub(crate) fn prefer(tag: &str) {
    let Some(language) = Language::of(tag) else { return };
    turn(|spoken| {
        if !spoken.fixed && !spoken.remembered {
            (spoken.language, spoken.usual) = (language, language);
        }
    });
}

fn turn(change: impl FnOnce(&mut Spoken)) {
    // Outside of a request there is nothing to change.
    let _ = SPOKEN.try_with(|spoken| change(&mut spoken.borrow_mut()));
}

/// Runs blocking work on another thread, in the language of here; what it learns of the language comes back with it.
///
/// # Errors
/// `Busy` when the server stops; otherwise what `work` answers.
pub(crate) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> AppResult<T> + Send + 'static,
) -> AppResult<T> {
    let spoken = here();
    let done = web::block(move || within(spoken, || (work(), here()))).await;
    let (answer, spoken) = done.map_err(|_| AppError::stopping())?;
    heard(spoken);
    answer
}

/// Goes on as another thread ended.
pub(crate) fn heard(after: Spoken) {
    turn(|spoken| *spoken = after);
}

/// Around every request: in the language this browser's person chose last, else in the best that the browser accepts.
pub(crate) async fn around(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let spoken = begun(&request);
    SPOKEN.scope(RefCell::new(spoken), next.call(request)).await
}

fn begun(request: &ServiceRequest) -> Spoken {
    // Who posts to a webhook is a program too.
    if crate::web::api::is_call(request.path()) || request.path().starts_with("/hooks/") {
        return Spoken { fixed: true, ..Spoken::default() };
    }
    let app = request.app_data::<web::Data<App>>();
    let cookie = app.and_then(|app| request.cookie(&choice::name(app, COOKIE)));
    if let Some(language) = cookie.and_then(|cookie| Language::of(cookie.value())) {
        return Spoken { remembered: true, ..Spoken::in_language(language) };
    }
    let accepted = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Spoken::in_language(accepted.and_then(Language::accepted).unwrap_or_default())
}

const COOKIE: &str = "lang";

/// The cookie that keeps a choice in this browser for pages without anyone, or takes it out again.
pub(crate) fn cookie(app: &App, language: Option<Language>) -> Cookie<'static> {
    choice::cookie(app, COOKIE, language.map(Language::code))
}
