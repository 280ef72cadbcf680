//! A template's name, folder, tags and visibility: a new one, or another's edited.

use super::{PATH, address, ending_with};
use crate::access::Access;
use crate::access::rights::EditTemplates;
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::Version;
use crate::templates::actions::library;
use crate::templates::model::{Details, DetailsText, Visibility, first_flow};
use crate::templates::queries;
use crate::templates::shelf::{OfTemplate, Shelf};
use crate::templates::shelves::shelves;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
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
    in_console: bool,
    /// The account that owns it; empty: the partner.
    owner: String,
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
    let shell = Shell::console(tx, PATH, t!("templates-new"));
    Ok(FormPage {
        crumbs: vec![
            (t!("templates-title").to_owned(), PATH.to_owned()),
            (t!("templates-new").to_owned(), String::new()),
        ],
        heading: t!("templates-new").to_owned(),
        action: PATH.to_owned(),
        back: PATH.to_owned(),
        key: shell.form_key(),
        new: true,
        in_console: true,
        owner: String::new(),
        folders: shelves(tx)?.0,
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
            let work = move |tx: &mut WriteTx<'_, InPartner>| {
                let id = library::create(tx, &details, &first_flow(), "")?;
                Ok(after(id, &details))
            };
            access.write_once(posted.key, work).await
        }
    };
    match done {
        Ok(to) => Ok(Either::Left(Redirect::to(to).saying(t!("templates-made")))),
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

pub(crate) async fn edit<P: Shelf>(access: Access<P::Make, P>, at: OfTemplate) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(move |tx| edit_page(tx, &at, None, FieldErrors::default())).await?))
}

fn edit_page<P: Shelf>(
    tx: &mut ReadTx<'_, P>,
    at: &OfTemplate,
    typed: Option<DetailsText>,
    errors: FieldErrors,
) -> AppResult<FormPage> {
    let template = queries::find(tx, at.id)?;
    let heading = t!("templates-edit-one", name = template.name);
    let shell = P::around(tx, &heading)?;
    let visibility = template.visibility();
    Ok(FormPage {
        crumbs: ending_with(at.crumbs(&template.name), t!("templates-edit")),
        heading,
        action: format!("{}/edit", at.address()),
        back: at.address(),
        key: String::new(),
        new: false,
        in_console: at.account.is_none(),
        owner: template.owner().to_owned(),
        folders: shelves(tx)?.0,
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

pub(crate) async fn save<P: Shelf>(
    access: Access<P::Make, P>,
    posted: Posted<DetailsText>,
    at: OfTemplate,
) -> AppResult<impl Responder> {
    let (id, form) = (at.id, posted.form);
    let version = Version::of(&form.version);
    let owned = at.account.is_some();
    let done = match form.parse() {
        Err(errors) => Err(AppError::Invalid(errors)),
        Ok(details) => {
            let to = if owned { at.address() } else { after(id, &details) };
            let work = move |tx: &mut WriteTx<'_, P>| {
                // Whom below it the partner's staff narrowed it to is not the account's to say.
                let details = match owned {
                    true => Details { visibility: queries::find(tx, id)?.visibility(), ..details },
                    false => details,
                };
                library::edit(tx, id, &details, version)
            };
            access.write(work).await.map(|()| to)
        }
    };
    match done {
        Ok(to) => Ok(Either::Left(Redirect::to(to).saying(t!("templates-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| edit_page(tx, &at, Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}
