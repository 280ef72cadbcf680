//! A template's name, folder, tags and visibility: a new one, or another's edited.

use super::{PATH, address, crumbs, template_id};
use crate::access::Access;
use crate::access::rights::EditTemplates;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::Version;
use crate::templates::actions::library;
use crate::templates::model::{Details, DetailsText, Visibility, first_flow};
use crate::templates::queries;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "templates/form.html")]
struct FormPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    heading: String,
    action: String,
    back: String,
    key: String,
    new: bool,
    folders: Vec<String>,
    form: DetailsText,
    errors: FieldErrors,
}

pub(crate) async fn new(access: Access<EditTemplates, InPartner>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        let form = DetailsText { visible_to: "all".to_owned(), ..DetailsText::default() };
        new_page(tx, form, FieldErrors::default())
    });
    Ok(Page::new(page.await?))
}

fn new_page(tx: &mut ReadTx<'_, InPartner>, form: DetailsText, errors: FieldErrors) -> AppResult<FormPage> {
    let shell = Shell::console(tx, PATH, "New template");
    Ok(FormPage {
        crumbs: vec![("Templates".to_owned(), PATH.to_owned()), ("New template".to_owned(), String::new())],
        heading: "New template".to_owned(),
        action: PATH.to_owned(),
        back: PATH.to_owned(),
        key: shell.form_key(),
        new: true,
        folders: queries::shelves(tx)?.0,
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        form,
        errors,
    })
}

pub(crate) async fn create(
    access: Access<EditTemplates, InPartner>,
    posted: Posted<DetailsText>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let done = match form.parse() {
        Err(errors) => Err(AppError::Invalid(errors)),
        Ok(details) => {
            let work = move |tx: &mut crate::db::WriteTx<'_, InPartner>| {
                let id = library::create(tx, &details, &first_flow(), "")?;
                Ok(after(id, &details))
            };
            access.write_once(posted.key, work).await
        }
    };
    match done {
        Ok(to) => Ok(Either::Left(Redirect::to(to).saying("Template made. Its first release is a draft."))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            Ok(Either::Right(Page::with(access.read(move |tx| new_page(tx, form, errors)).await?, status)))
        }
    }
}

/// Where it goes on: accounts are chosen next where it is for chosen ones.
fn after(id: Uuid, details: &Details) -> String {
    match details.visibility {
        Visibility::Accounts => format!("{}/accounts", address(id)),
        Visibility::All | Visibility::Tags(_) => address(id),
    }
}

pub(crate) async fn edit(
    access: Access<EditTemplates, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = template_id(&path)?;
    Ok(Page::new(access.read(move |tx| edit_page(tx, id, None, FieldErrors::default())).await?))
}

fn edit_page(
    tx: &mut ReadTx<'_, InPartner>,
    id: Uuid,
    typed: Option<DetailsText>,
    errors: FieldErrors,
) -> AppResult<FormPage> {
    let template = queries::find(tx, id)?;
    let shell = Shell::console(tx, PATH, &format!("Edit {}", template.name));
    let visibility = template.visibility();
    Ok(FormPage {
        crumbs: crumbs(&template, None, "Edit"),
        heading: format!("Edit {}", template.name),
        action: format!("{}/edit", address(id)),
        back: address(id),
        key: String::new(),
        new: false,
        folders: queries::shelves(tx)?.0,
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        form: typed.unwrap_or_else(|| DetailsText {
            name: template.name,
            folder: template.folder,
            description: template.description,
            tags: template.tags.join(", "),
            visible_to: visibility.key().to_owned(),
            visible_tags: visibility.tags().join(", "),
            published: if template.published { "1".to_owned() } else { String::new() },
            version: template.version.to_string(),
        }),
        errors,
    })
}

pub(crate) async fn save(
    access: Access<EditTemplates, InPartner>,
    posted: Posted<DetailsText>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = template_id(&path)?;
    let form = posted.form;
    let version = Version::of(&form.version);
    let done = match form.parse() {
        Err(errors) => Err(AppError::Invalid(errors)),
        Ok(details) => {
            let to = after(id, &details);
            access.write(move |tx| library::edit(tx, id, &details, version)).await.map(|()| to)
        }
    };
    match done {
        Ok(to) => Ok(Either::Left(Redirect::to(to).saying("Template saved."))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| edit_page(tx, id, Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}
