//! Forms and queries as they arrive. A form is only handed out after its anti-forgery check, and every route that
//! changes something must take one (`Routes::post`).

use super::state::App;
use crate::db::schema::form_keys;
use crate::db::{Place, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::NUL_STAND_IN;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, web};
use diesel::prelude::*;
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::future::{Ready, ready};
use uuid::Uuid;

/// The largest form that is read, in KB; files come another way.
const FORM_KB_MAX: usize = 1024;

fn unreadable() -> AppError {
    AppError::BadRequest(t!("web-form-unreadable").to_owned())
}

/// A form that came from our own page in this session, of `KB` at most.
#[derive(Debug)]
pub struct Posted<T, const KB: usize = FORM_KB_MAX> {
    /// The fields.
    pub form: T,
    /// The form's own key: one form is carried out once.
    pub key: Option<FormKey>,
}

/// By which a form is carried out once.
#[derive(Clone, Copy, Debug)]
pub struct FormKey {
    key: Uuid,
    /// Of what was filled in; none for a file, which is not read before it is kept.
    seal: Option<[u8; 32]>,
}

impl From<Uuid> for FormKey {
    fn from(key: Uuid) -> FormKey {
        FormKey { key, seal: None }
    }
}

/// The query of an address, lenient: unknown fields are ignored. That of a call is read as its body is.
#[derive(Debug)]
pub struct Asked<T>(pub T);

/// An argument of a handler that has passed the anti-forgery check.
pub trait Checked {}
impl<T, const KB: usize> Checked for Posted<T, KB> {}

/// A form that proves itself by the one-use token in it and by nothing else, so that it needs no session and no anti-forgery
/// token: a page of the partner's own product may send it (SECURITY section 2).
#[derive(Debug)]
pub(crate) struct Presented<T>(pub T);
impl<T> Checked for Presented<T> {}

/// The largest form that proves itself, in bytes: there is a token in it and little else.
const PRESENTED_BYTES_MAX: usize = 4096;

impl<T: DeserializeOwned + 'static> FromRequest for Presented<T> {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, AppResult<Self>>;

    fn from_request(_: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let mut payload = payload.take();
        Box::pin(async move {
            let body = body(&mut payload, PRESENTED_BYTES_MAX).await?;
            let read = serde_html_form::from_bytes(&replacing_nul(&body, ""));
            read.map(Presented).map_err(|_| unreadable())
        })
    }
}

/// Reads the two hidden fields that every form carries.
#[derive(serde::Deserialize, Default)]
struct Hidden {
    csrf: Option<String>,
    idempotency_key: Option<String>,
}

impl<T: DeserializeOwned + 'static, const KB: usize> FromRequest for Posted<T, KB> {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, AppResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let app = request.app_data::<web::Data<App>>().ok_or_else(|| AppError::internal("no App in the server"))?;
            let body = body(&mut payload, KB * 1024).await?;
            let hidden: Hidden = serde_html_form::from_bytes(&body).unwrap_or_default();
            super::csrf::check(&request, app, hidden.csrf.as_deref())?;
            let body = replacing_nul(&body, &NUL_STAND_IN.to_string());
            let form = serde_html_form::from_bytes(&body)
                // What the reader says of it names fields by what they are called inside.
                .map_err(|_| unreadable())?;
            let key = hidden.idempotency_key.and_then(|k| Uuid::parse_str(&k).ok());
            Ok(Posted { form, key: key.map(|key| FormKey { key, seal: Some(seal(app, &body)) }) })
        })
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Asked<T> {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let query = replacing_nul(request.query_string().as_bytes(), "");
        if super::api::is_call(request.path()) {
            return ready(super::api::reading::asked(&query).map(Asked));
        }
        ready(
            serde_html_form::from_bytes(&query)
                .map(Asked)
                .map_err(|_| AppError::BadRequest(t!("web-address-unreadable").to_owned())),
        )
    }
}

/// Postgres cannot store NUL. A form's is refused where its field is checked; an address just goes without.
fn replacing_nul<'a>(encoded: &'a [u8], by: &str) -> Cow<'a, [u8]> {
    let has_nul = encoded.windows(3).any(|w| w == b"%00") || encoded.contains(&0);
    if !has_nul {
        return encoded.into();
    }
    String::from_utf8_lossy(encoded).replace("%00", by).replace('\0', by).into_bytes().into()
}

/// Seals what was filled in, whatever the session's own fields say. With a key, since a password may be among it.
fn seal(app: &App, body: &[u8]) -> [u8; 32] {
    let filled = url::form_urlencoded::parse(body).filter(|(name, _)| name != "csrf" && name != "idempotency_key");
    let filled = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(filled).finish();
    super::csrf::seal(app, b"form", filled.as_bytes())
}

async fn body(payload: &mut Payload, at_most: usize) -> AppResult<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| AppError::BadRequest(t!("web-form-not-whole").to_owned()))?;
        if bytes.len() + chunk.len() > at_most {
            return Err(AppError::TooLarge(t!("web-form-too-large", kb = (at_most / 1024).to_string())));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// The complaint of a refused form and the status it is sent back with; other errors stay errors.
///
/// # Errors
/// Whatever is no complaint about the form.
pub(crate) fn complaint(error: AppError) -> AppResult<(FieldErrors, StatusCode)> {
    match error {
        AppError::Invalid(errors) => Ok((errors, StatusCode::UNPROCESSABLE_ENTITY)),
        AppError::Conflict(why) => {
            let mut errors = FieldErrors::default();
            errors.add("", why);
            Ok((errors, StatusCode::CONFLICT))
        }
        AppError::AtLimit(reached) => {
            let mut errors = FieldErrors::default();
            errors.add("", reached.words);
            Ok((errors, StatusCode::CONFLICT))
        }
        other => Err(other),
    }
}

/// As [`complaint`], for a page whose form is sent back for what was typed and for a limit, and for nothing else.
///
/// # Errors
/// Whatever is neither.
pub(crate) fn refusal(error: AppError) -> AppResult<(FieldErrors, StatusCode)> {
    if matches!(error, AppError::Conflict(_)) { Err(error) } else { complaint(error) }
}

/// A form of one button.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Nothing {}

/// Carries a form out once: the key is taken first, so that a double click waits for the first and gets its answer.
///
/// # Errors
/// `Conflict` when the form was carried out with other contents.
pub(crate) fn once<P: Place>(
    tx: &mut WriteTx<'_, P>,
    form: FormKey,
    work: impl FnOnce(&mut WriteTx<'_, P>) -> AppResult<String>,
) -> AppResult<String> {
    let key = form.key;
    let (partner, person, now) = (tx.partner_id().0, tx.person_id().0, tx.now());
    let taken = diesel::insert_into(form_keys::table)
        .values((
            form_keys::partner_id.eq(partner),
            form_keys::key.eq(key),
            form_keys::person_id.eq(person),
            form_keys::location.eq(""),
            form_keys::seal.eq(form.seal.map(Vec::from)),
            form_keys::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())?;
    let mine = form_keys::table.find((partner, key, person));
    if taken == 0 {
        let (location, seal): (String, Option<Vec<u8>>) =
            mine.select((form_keys::location, form_keys::seal)).first(tx.conn())?;
        let other = seal.zip(form.seal).is_some_and(|(then, now)| then != now);
        return if other { Err(AppError::Conflict(t!("web-form-used").to_owned())) } else { Ok(location) };
    }
    let location = work(tx)?;
    diesel::update(mine).set(form_keys::location.eq(&location)).execute(tx.conn())?;
    Ok(location)
}

/// Changes where a form that was carried out leads when it comes again: what it did was undone.
pub(crate) fn answer_instead<P: Place>(tx: &mut WriteTx<'_, P>, key: Uuid, location: &str) -> AppResult<()> {
    let (partner, person) = (tx.partner_id().0, tx.person_id().0);
    diesel::update(form_keys::table.find((partner, key, person)))
        .set(form_keys::location.eq(location))
        .execute(tx.conn())?;
    Ok(())
}
