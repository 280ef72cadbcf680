//! The flow as JSON, for those who would rather write it.

use super::subject::Subject;
use super::{Edit, Frame, again, back, edit, shown};
use crate::access::Access;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::reading::read;
use crate::people::model::Version;
use crate::templates::check::{Placed, complaints, placed, written};
use crate::templates::queries::library;
use crate::web::forms::{Posted, complaint};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::http::StatusCode;
use actix_web::{Either, HttpRequest, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "builder/json.html")]
pub(in crate::builder) struct JsonPage {
    shell: Shell,
    frame: Frame,
    text: String,
    complaints: Vec<Placed>,
    errors: FieldErrors,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::builder) struct JsonForm {
    flow: String,
    version: String,
}

pub(in crate::builder) async fn show<S: Subject>(
    access: Access<S::Right, S::In>,
    request: HttpRequest,
) -> AppResult<impl Responder> {
    let subject = S::of(&request)?;
    shown(&access, &subject, StatusCode::OK, |tx, subject, opened| {
        page(tx, subject, &opened, None, FieldErrors::default())
    })
    .await
}

fn page<S: Subject>(
    tx: &mut ReadTx<'_, S::In>,
    subject: &S,
    opened: &super::subject::Opened,
    typed: Option<String>,
    errors: FieldErrors,
) -> AppResult<JsonPage> {
    let text = match typed {
        Some(typed) => typed,
        None => written(&opened.flow)?,
    };
    let complaints = match read(&text) {
        Ok(flow) => {
            let library = library(tx, opened.account, &flow)?;
            placed(&flow, &text, complaints(&flow, &library))
        }
        Err(_) => Vec::new(),
    };
    let (shell, frame) = Frame::of(tx, subject, opened, "json", t!("builder-as-json"), &errors)?;
    Ok(JsonPage { shell, frame, text, complaints, errors })
}

pub(in crate::builder) async fn save<S: Subject>(
    access: Access<S::Right, S::In>,
    posted: Posted<JsonForm>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let subject = S::of(&request)?;
    let form = posted.form;
    let text = form.flow.clone();
    let seen = Version::of(&form.version);
    let done = edit(&access, &subject, &app, seen, move |_, _| {
        let flow = read(&text).map_err(|why| AppError::invalid("flow", why))?;
        Ok(Edit::of(flow, ()))
    });
    match done.await {
        Ok(()) => Ok(Either::Left(back(&subject, t!("builder-json-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = again(&access, &subject, (status, seen), move |tx, subject, opened| {
                page(tx, subject, &opened, Some(form.flow), errors)
            });
            Ok(Either::Right(page.await?))
        }
    }
}
