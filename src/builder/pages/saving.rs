//! Saving a step's form; and what its other buttons do, after which the form comes back as it was typed.

use super::meanwhile::Seen;
use super::step::{Given, StepPage, callable, ground, own_targets, page};
use super::step_view::warnings;
use super::subject::{Opened, Subject};
use super::{Edit, Shown, again, edit, shown};
use crate::access::Access;
use crate::builder::edit::{add_field, change, rename_step, set_ways};
use crate::builder::form::Typed;
use crate::builder::form::step::{Press, read};
use crate::builder::queries;
use crate::builder::sight::Sight;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::flows::model::Does;
use crate::outbound::Outbound;
use crate::people::model::Version;
use crate::web::forms::{Posted, complaint};
use crate::web::page::Redirect;
use crate::web::state::App;
use actix_web::http::StatusCode;
use actix_web::{Either, HttpRequest, Responder, web};
use std::collections::BTreeMap;
use url::Url;

/// The form holds what a step is tried with too, which may be long.
const FORM_KB: usize = 4 * 1024;

pub(in crate::builder) async fn save<S: Subject>(
    access: Access<S::Right, S::In>,
    posted: Posted<Typed, FORM_KB>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let subject = S::of(&request)?;
    let mut typed = posted.form;
    let seen = Version::of(typed.get("version"));
    let mut given = Given::new(&request, &app, typed.get("run").to_owned());
    if let Some(at) = typed.get("press").strip_prefix("new-") {
        let at = at.to_owned();
        return new_field(&access, &subject, &app, given, (typed, at, seen)).await.map(Either::Right);
    }
    if !matches!(typed.get("press"), "" | "save" | "fields") {
        // Rows change with the method's fields at hand, and something may be tried: nothing is saved by it.
        typed.set("secret", "");
        given.typed = Some(typed);
        let page = again(&access, &subject, (StatusCode::OK, seen), move |tx, subject, opened| {
            page(tx, subject, &opened, given)
        });
        return Ok(Either::Right(page.await?));
    }
    let (key, form, outbound) = (given.key.clone(), typed.clone(), given.outbound.clone());
    let saw = saw(&typed, &key);
    let done = edit(&access, &subject, &app, saw, move |tx, opened| write(tx, opened, &key, &form, &outbound));
    match done.await {
        Ok((name, doubt)) => {
            let to = if typed.get("press") == "fields" { format!("{}/fields", subject.base()) } else { subject.base() };
            Ok(Either::Left(match doubt {
                None => Redirect::to(to).saying(t!("builder-step-saved", step = name)),
                Some(doubt) => Redirect::to(to).warning(t!("builder-step-saved-doubt", step = name, doubt = doubt)),
            }))
        }
        // What was typed stays, on what is saved now: sent again it replaces that.
        Err(AppError::Conflict(why)) => {
            typed.set("secret", "");
            typed.set("digest", "");
            given = Given { typed: Some(typed), press: Press::Save, overtaken: true, ..given };
            given.errors.add("", why);
            let page = shown(&access, &subject, StatusCode::CONFLICT, move |tx, subject, opened| {
                page(tx, subject, &opened, given)
            });
            Ok(Either::Right(page.await?))
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            typed.set("secret", "");
            given = Given { typed: Some(typed), press: Press::Save, errors, ..given };
            let page =
                again(&access, &subject, (status, seen), move |tx, subject, opened| page(tx, subject, &opened, given));
            Ok(Either::Right(page.await?))
        }
    }
}

/// What a step's form saw.
fn saw(typed: &Typed, key: &str) -> Seen {
    let step = Some(typed.get("digest")).filter(|digest| !digest.is_empty());
    Seen { version: Version::of(typed.get("version")), step: step.map(|digest| (key.to_owned(), digest.to_owned())) }
}

/// Makes the field to fill in that a row names. It is kept at once, the rest of the form comes back as it was typed.
async fn new_field<S: Subject>(
    access: &Access<S::Right, S::In>,
    subject: &S,
    app: &web::Data<App>,
    mut given: Given,
    (mut typed, at, seen): (Typed, String, Version),
) -> AppResult<Shown<StepPage>> {
    let (place, named) = (format!("{at}-variable"), typed.get(&format!("{at}-variable")).to_owned());
    typed.set("secret", "");
    let done = edit(access, subject, app, saw(&typed, &given.key), move |_, opened| {
        let (mut flow, next) = (opened.flow, Version(opened.version + 1));
        let key = add_field(&mut flow, &named).map_err(|why| AppError::invalid(&at, why))?;
        Ok(Edit::of(flow, (key, next)))
    });
    let (status, seen) = match done.await {
        Ok((key, next)) => {
            given.said = t!("builder-step-new-field", key = key);
            typed.set(&place, key);
            (StatusCode::OK, next)
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            given.errors = errors;
            given.press = Press::Save;
            (status, seen)
        }
    };
    typed.set("press", "");
    given.typed = Some(typed);
    again(access, subject, (status, seen), move |tx, subject, opened| page(tx, subject, &opened, given)).await
}

/// Reads the form and puts it into the flow; answers the step's name, and the first thing that may be wrong.
fn write<P>(
    tx: &mut ReadTx<'_, P>,
    opened: Opened,
    key: &str,
    typed: &Typed,
    outbound: &Outbound,
) -> AppResult<Edit<(String, Option<String>)>> {
    let mut flow = opened.flow.clone();
    let step = opened.flow.step(key).ok_or(AppError::NotFound)?;
    let methods = queries::methods(tx, &opened.flow)?;
    let sight = Sight { flow: &opened.flow, methods: &methods, data: &BTreeMap::new() };
    let own = own_targets(&sight, step);
    let callable = |url: &Url| callable(outbound, url);
    let ground = ground(&opened, sight, &own, tx.now(), &callable);
    let edited = read(&ground, step, typed).map_err(AppError::Invalid)?;
    let name = edited.change.name.clone();
    let doubts = warnings(typed, &step.does, &sight.known(step), &own);
    change(&mut flow, key, edited.change).map_err(super::refused)?;
    set_ways(&mut flow, key, &edited.ways).map_err(super::refused)?;
    if edited.key != key {
        if matches!(step.does, Does::Webhook { .. }) {
            return Err(AppError::invalid("key", t!("builder-step-webhook-key")));
        }
        rename_step(&mut flow, key, &edited.key).map_err(|why| AppError::invalid("key", why))?;
    }
    let secret =
        Some(typed.get("secret")).filter(|secret| !secret.is_empty() && matches!(step.does, Does::Webhook { .. }));
    let secret = secret.map(|secret| (key.to_owned(), secret.to_owned()));
    if let Some((_, secret)) = &secret
        && (secret.chars().count() > 1_000 || secret.chars().any(char::is_control))
    {
        return Err(AppError::invalid("secret", t!("builder-step-secret-wrong")));
    }
    Ok(Edit { flow, schedule: edited.schedule, secret, answer: (name, doubts.into_values().next()) })
}
