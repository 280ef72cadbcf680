//! A connector by hand, and the form for what a draft says beside its methods.

use super::head_form::{Form, at_fields};
use super::{PATH, authentications, crumbs, release_address, release_of};
use crate::access::Access;
use crate::access::rights::EditConnectors;
use crate::connectors::actions::drafts::{self, Draft, Head};
use crate::connectors::actions::library;
use crate::connectors::model::Definition;
use crate::connectors::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::{Version, line};
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use uuid::Uuid;

const NOTES_CHARS_MAX: usize = 2_000;

#[derive(Template)]
#[template(path = "connectors/head.html")]
struct HeadPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    heading: String,
    action: String,
    back: String,
    key: String,
    /// A new connector, which needs a name.
    new: bool,
    kinds: [(&'static str, &'static str); 7],
    form: Form,
    errors: FieldErrors,
}

pub(crate) async fn new(access: Access<EditConnectors, InPartner>) -> AppResult<impl Responder> {
    let form = Form { auth: "api_key".to_owned(), key_place: "header".to_owned(), ..Form::default() };
    Ok(Page::new(access.read(move |tx| Ok(new_page(tx, form, FieldErrors::default()))).await?))
}

fn new_page(tx: &ReadTx<'_, InPartner>, form: Form, errors: FieldErrors) -> HeadPage {
    let shell = Shell::console(tx, PATH, t!("connectors-new"));
    HeadPage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: vec![
            (t!("connectors-title").to_owned(), PATH.to_owned()),
            (t!("connectors-new").to_owned(), String::new()),
        ],
        heading: t!("connectors-new").to_owned(),
        action: PATH.to_owned(),
        back: PATH.to_owned(),
        new: true,
        kinds: authentications(),
        form,
        errors,
    }
}

pub(crate) async fn create(
    access: Access<EditConnectors, InPartner>,
    posted: Posted<Form>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let outcome = match made(&form) {
        Ok(definition) => {
            access
                .write_once(posted.key, move |tx| {
                    let (report, origin) = (serde_json::json!({}), "hand".to_owned());
                    let new = library::New {
                        definition,
                        report,
                        kind: "custom",
                        categories: Vec::new(),
                        origin,
                        live: false,
                        owner: None,
                    };
                    Ok(release_address(library::create(tx, new)?, 1))
                })
                .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(location) => Ok(Either::Left(Redirect::to(location).saying(t!("connectors-new-saved")))),
        Err(error) => {
            let (errors, status) = complaint(at_fields(error))?;
            let page = access.read(move |tx| Ok(new_page(tx, form, errors))).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

/// The definition that the form makes.
fn made(form: &Form) -> AppResult<Definition> {
    let mut definition = form.parse(&Definition::default())?;
    definition.name =
        line(&form.name, 100, t!("connectors-enter-name")).map_err(|why| AppError::invalid("name", why))?;
    drafts::refuse(definition.check().into_iter())?;
    Ok(definition)
}

pub(crate) async fn edit(
    access: Access<EditConnectors, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path.0, &path.1)?;
    Ok(Page::new(access.read(move |tx| page(tx, id, number, None, FieldErrors::default())).await?))
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    id: Uuid,
    number: i32,
    form: Option<Form>,
    errors: FieldErrors,
) -> AppResult<HeadPage> {
    let connector = queries::find(tx, id)?;
    let release = queries::release(tx, id, number)?;
    if form.is_none() && !release.is_draft() {
        return Err(AppError::Conflict(t!("connectors-unchangeable", number = number, state = release.state)));
    }
    let form = match form {
        Some(form) => form,
        None => Form::filled(&queries::outline(tx, id, number)?, &release.notes, release.version),
    };
    let shell = Shell::console(tx, PATH, &t!("connectors-edit-release", number = number));
    Ok(HeadPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: crumbs(&connector, Some(number), t!("connectors-edit")),
        heading: t!("connectors-edit-release-of", number = number, name = connector.name),
        action: format!("{}/edit", release_address(id, number)),
        back: release_address(id, number),
        key: String::new(),
        new: false,
        kinds: authentications(),
        form,
        errors,
    })
}

pub(crate) async fn save(
    access: Access<EditConnectors, InPartner>,
    posted: Posted<Form>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path.0, &path.1)?;
    let form = posted.form;
    let typed = form.clone();
    let outcome = access
        .write(move |tx| {
            let before = queries::outline(tx, id, number)?;
            let mut definition = typed.parse(&before)?;
            definition.name = before.name;
            let notes = typed.notes.trim().replace('\r', "");
            if notes.chars().count() > NOTES_CHARS_MAX {
                return Err(AppError::invalid(
                    "notes",
                    t!("connectors-notes-most", most = NOTES_CHARS_MAX.to_string()),
                ));
            }
            let draft = Draft { connector: id, number, seen: Version::of(&typed.version) };
            drafts::set_head(tx, draft, Head { definition, notes }).map_err(at_fields)
        })
        .await;
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(release_address(id, number)).saying(t!("connectors-draft-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, id, number, Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}
