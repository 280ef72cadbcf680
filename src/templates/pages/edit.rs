//! A draft's flow as JSON, with its notes. A draft may be saved with faults; they are shown with their lines.

use super::ending_with;
use crate::access::Access;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::Flow;
use crate::flows::reading;
use crate::people::model::Version;
use crate::templates::actions::drafts::{Draft, save_draft, set_notes};
use crate::templates::check::{self, Placed};
use crate::templates::shelf::{OfRelease, Shelf};
use crate::templates::{model, queries};
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FlowForm {
    flow: String,
    notes: String,
    version: String,
}

#[derive(Template)]
#[template(path = "templates/edit.html")]
struct EditPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    heading: String,
    href: String,
    form: FlowForm,
    complaints: Vec<Placed>,
    errors: FieldErrors,
}

pub(crate) async fn edit<P: Shelf>(access: Access<P::Make, P>, at: OfRelease) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(move |tx| page(tx, &at, None, FieldErrors::default())).await?))
}

fn page<P: Shelf>(
    tx: &mut ReadTx<'_, P>,
    at: &OfRelease,
    typed: Option<FlowForm>,
    errors: FieldErrors,
) -> AppResult<EditPage> {
    let (id, number) = (at.template.id, at.number);
    let template = queries::find(tx, id)?;
    let release = queries::release(tx, id, number)?;
    if !release.is_draft() {
        return Err(AppError::Conflict(t!(
            "templates-not-a-draft",
            number = number,
            name = template.name,
            state = release.state
        )));
    }
    let flow = match &typed {
        Some(form) => reading::read(&form.flow).ok(),
        None => Some(queries::flow(tx, id, number)?),
    };
    let form = match (typed, &flow) {
        (Some(form), _) => form,
        (None, Some(flow)) => {
            FlowForm { flow: check::written(flow)?, notes: release.notes, version: release.version.to_string() }
        }
        (None, None) => FlowForm::default(),
    };
    let complaints = match &flow {
        None => Vec::new(),
        Some(flow) => {
            let library = queries::library(tx, template.of_account(), flow)?;
            check::placed(flow, &form.flow, check::complaints(flow, &library))
        }
    };
    let heading = t!("templates-edit-release", number = number, name = template.name);
    let shell = P::around(tx, &heading)?;
    Ok(EditPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: ending_with(at.crumbs(&template.name), t!("templates-edit")),
        href: at.address(),
        heading,
        form,
        complaints,
        errors,
    })
}

pub(crate) async fn save<P: Shelf>(
    access: Access<P::Make, P>,
    posted: Posted<FlowForm>,
    at: OfRelease,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let done = match parse(&form) {
        Err(errors) => Err(AppError::Invalid(errors)),
        Ok((flow, notes)) => {
            let draft = Draft { template: at.template.id, number: at.number, seen: Version::of(&form.version) };
            access
                .write(move |tx| {
                    let seen = save_draft(tx, draft, &flow)?;
                    set_notes(tx, Draft { seen, ..draft }, &notes)?;
                    let owner = queries::find(tx, draft.template)?.of_account();
                    let library = queries::library(tx, owner, &flow)?;
                    Ok(check::errors(&check::complaints(&flow, &library)))
                })
                .await
        }
    };
    match done {
        Ok(wrong) => {
            let back = Redirect::to(at.address());
            Ok(Either::Left(match i64::try_from(wrong).unwrap_or(i64::MAX) {
                0 => back.saying(t!("templates-draft-saved")),
                n => back.warning(t!("templates-draft-faults", n = n)),
            }))
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, &at, Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn parse(form: &FlowForm) -> Result<(Flow, String), FieldErrors> {
    let mut errors = FieldErrors::default();
    let flow = errors.take("flow", reading::read(&form.flow));
    let notes = errors.take("notes", model::text(&form.notes));
    match (flow, notes) {
        (Some(flow), Some(notes)) => Ok((flow, notes)),
        _ => Err(errors),
    }
}
