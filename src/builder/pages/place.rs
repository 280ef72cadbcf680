//! Moving a step behind another, and taking one out.

use super::subject::Subject;
use super::{Edit, Frame, again, back, edit, refused, shown, step_key};
use crate::access::Access;
use crate::builder::edit::{Behind, lead_to, move_behind, remove as take_out, uses_of};
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::Flow;
use crate::flows::walk::in_order;
use crate::people::model::Version;
use crate::web::forms::{Posted, complaint};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::http::StatusCode;
use actix_web::{Either, HttpRequest, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "builder/place.html")]
pub(in crate::builder) struct PlacePage {
    shell: Shell,
    frame: Frame,
    title: String,
    action: String,
    /// (value, words)
    places: Vec<(String, String)>,
    place: String,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "builder/removal.html")]
pub(in crate::builder) struct RemovalPage {
    shell: Shell,
    frame: Frame,
    title: String,
    action: String,
    consequences: Vec<String>,
    errors: FieldErrors,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::builder) struct PlaceForm {
    /// Step and way, as `order:` or `is_big:yes`.
    place: String,
    version: String,
}

/// All places behind steps: value and words.
pub(super) fn places(flow: &Flow, but: &str) -> Vec<(String, String)> {
    let steps = in_order(flow).into_iter().filter(|step| step.key != but);
    steps
        .flat_map(|step| {
            step.does.ports().into_iter().map(|port| {
                let words = match port {
                    "" => step.name.clone(),
                    port => t!("builder-place-by", step = step.name, way = step.does.way_words(port)),
                };
                (format!("{}:{port}", step.key), words)
            })
        })
        .collect()
}

/// A place of a form.
pub(super) fn place_of(text: &str) -> Option<Behind> {
    let (step, port) = text.split_once(':')?;
    Some(Behind { step: step.to_owned(), port: port.to_owned() })
}

pub(in crate::builder) async fn ask<S: Subject>(
    access: Access<S::Right, S::In>,
    request: HttpRequest,
) -> AppResult<impl Responder> {
    let (subject, key) = (S::of(&request)?, step_key(&request));
    let page = move |tx: &mut ReadTx<'_, S::In>, subject: &S, opened| {
        place_page(tx, subject, &opened, &key, None, FieldErrors::default())
    };
    shown(&access, &subject, StatusCode::OK, page).await
}

fn place_page<S: Subject>(
    tx: &mut ReadTx<'_, S::In>,
    subject: &S,
    opened: &super::subject::Opened,
    key: &str,
    typed: Option<String>,
    errors: FieldErrors,
) -> AppResult<PlacePage> {
    let step = opened.flow.step(key).ok_or(AppError::NotFound)?;
    let now = lead_to(&opened.flow, key).first().map(|place| format!("{}:{}", place.step, place.port));
    let (shell, frame) = Frame::of(tx, subject, opened, "", &t!("builder-move", step = step.name), &errors)?;
    Ok(PlacePage {
        shell,
        frame,
        title: t!("builder-move-title", step = step.name),
        action: format!("{}/steps/{key}/place", subject.base()),
        places: places(&opened.flow, key),
        place: typed.or(now).unwrap_or_default(),
        errors,
    })
}

pub(in crate::builder) async fn set<S: Subject>(
    access: Access<S::Right, S::In>,
    posted: Posted<PlaceForm>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (subject, key) = (S::of(&request)?, step_key(&request));
    let (form, step) = (posted.form, key.clone());
    let place = form.place.clone();
    let seen = Version::of(&form.version);
    let done = edit(&access, &subject, &app, seen, move |_, opened| {
        let mut flow = opened.flow;
        let name = flow.step(&step).ok_or(AppError::NotFound)?.name.clone();
        let place = place_of(&place).ok_or_else(|| AppError::invalid("place", t!("builder-choose-place")))?;
        move_behind(&mut flow, &step, &place).map_err(|why| AppError::invalid("place", why))?;
        Ok(Edit::of(flow, t!("builder-moved", step = name)))
    });
    match done.await {
        Ok(words) => Ok(Either::Left(back(&subject, words))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = again(&access, &subject, (status, seen), move |tx, subject, opened| {
                place_page(tx, subject, &opened, &key, Some(form.place), errors)
            });
            Ok(Either::Right(page.await?))
        }
    }
}

pub(in crate::builder) async fn ask_removal<S: Subject>(
    access: Access<S::Right, S::In>,
    request: HttpRequest,
) -> AppResult<impl Responder> {
    let (subject, key) = (S::of(&request)?, step_key(&request));
    let page = move |tx: &mut ReadTx<'_, S::In>, subject: &S, opened| {
        removal_page(tx, subject, &opened, &key, FieldErrors::default())
    };
    shown(&access, &subject, StatusCode::OK, page).await
}

fn removal_page<S: Subject>(
    tx: &mut ReadTx<'_, S::In>,
    subject: &S,
    opened: &super::subject::Opened,
    key: &str,
    errors: FieldErrors,
) -> AppResult<RemovalPage> {
    let flow = &opened.flow;
    let step = flow.step(key).ok_or(AppError::NotFound)?;
    let mut consequences = Vec::new();
    if step.does.begins() {
        consequences.push(t!("builder-then-no-beginning").to_owned());
        if matches!(step.does, crate::flows::model::Does::Webhook { .. }) && subject.cycle().is_some() {
            consequences.push(t!("builder-then-address-ends").to_owned());
        }
    } else {
        consequences.push(t!("builder-then-leads-on").to_owned());
    }
    let others = step.does.ports().len() > 1;
    if others {
        consequences.push(t!("builder-then-other-ways").to_owned());
    }
    let users = uses_of(flow, key);
    if !users.is_empty() {
        consequences.push(t!("builder-then-read-by", steps = users.join(", ")));
    }
    let (shell, frame) = Frame::of(tx, subject, opened, "", &t!("builder-remove", step = step.name), &errors)?;
    Ok(RemovalPage {
        shell,
        frame,
        title: t!("builder-remove-title", step = step.name),
        action: format!("{}/steps/{key}/removal", subject.base()),
        consequences,
        errors,
    })
}

pub(in crate::builder) async fn remove<S: Subject>(
    access: Access<S::Right, S::In>,
    posted: Posted<PlaceForm>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (subject, key) = (S::of(&request)?, step_key(&request));
    let step = key.clone();
    let seen = Version::of(&posted.form.version);
    let done = edit(&access, &subject, &app, seen, move |_, opened| {
        let mut flow = opened.flow;
        flow.step(&step).ok_or(AppError::NotFound)?;
        let removed = take_out(&mut flow, &step).map_err(refused)?;
        Ok(Edit::of(flow, t!("builder-removed", step = removed.name)))
    });
    match done.await {
        Ok(words) => Ok(Either::Left(back(&subject, words))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = again(&access, &subject, (status, seen), move |tx, subject, opened| {
                removal_page(tx, subject, &opened, &key, errors)
            });
            Ok(Either::Right(page.await?))
        }
    }
}
