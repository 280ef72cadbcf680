//! Saving an account's cycle as a template. Staff make a draft in the partner's library that is for this account and those
//! below it (T6), until they say otherwise; the account's own people make one that the account owns. Its credentials and
//! what was filled in stay where they are.

use super::{Below, Ids, below, page_of};
use crate::access::Access;
use crate::accounts::stand::named;
use crate::cycles::queries;
use crate::db::ReadTx;
use crate::error::{AppResult, FieldErrors};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::templates::actions::library;
use crate::templates::model::Details;
use crate::templates::shelf::Shelf;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "cycles/as_template.html")]
struct AsTemplatePage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    in_console: bool,
    account: String,
    back: String,
    key: String,
    form: TemplateForm,
    errors: FieldErrors,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TemplateForm {
    name: String,
    folder: String,
    description: String,
}

pub(crate) async fn ask<P: Shelf>(access: Access<P::Make, P>, path: Ids) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, account, id, None, FieldErrors::default())).await?))
}

pub(crate) async fn save<P: Shelf>(
    access: Access<P::Make, P>,
    posted: Posted<TemplateForm>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let typed = posted.form.clone();
    let done = access.write_once(posted.key, move |tx| {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", crate::templates::model::name(&typed.name));
        let folder = errors.take("folder", crate::templates::model::folder(&typed.folder));
        let description = errors.take("description", crate::templates::model::text(&typed.description));
        errors.into_result()?;
        let cycle = queries::find(tx, account, id)?;
        let (flow, _) = queries::content(tx, account, id)?;
        let flow: Flow = serde_json::from_value(flow)?;
        let new = Details {
            name: name.unwrap_or_default(),
            folder: folder.unwrap_or_default(),
            description: description.unwrap_or_default(),
            ..P::meant_for_those_below()
        };
        let template = library::create(tx, &new, &flow, &t!("cycles-made-of", name = cycle.name))?;
        P::shelved(tx, template, account)?;
        Ok(P::of(account, template).address())
    });
    match done.await {
        Ok(to) => Ok(Either::Left(Redirect::to(to).saying(t!("cycles-saved-as-template")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, account, id, Some(posted.form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn page<P: Shelf>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    id: CycleId,
    typed: Option<TemplateForm>,
    errors: FieldErrors,
) -> AppResult<AsTemplatePage> {
    let Below { shell, cycle, crumbs, frame, .. } =
        below(tx, account, id, t!("cycles-save-as-template"), |name| t!("cycles-save-name-as-template", name = name))?;
    Ok(AsTemplatePage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        in_console: frame.in_console,
        account: frame.name,
        back: page_of::<P>(account, id),
        form: typed.unwrap_or_else(|| TemplateForm { name: cycle.name, ..TemplateForm::default() }),
        crumbs,
        errors,
    })
}
