//! Adding, changing and removing a method of a draft.

use super::method_form::{Choices, Form, Row, VERBS, at_fields, bodies, kinds, places};
use super::{Confirm, PATH, Seen, crumbs, release_address, release_of};
use crate::access::Access;
use crate::access::rights::EditConnectors;
use crate::connectors::actions::drafts::{self, Draft};
use crate::connectors::model::{Method, Paging};
use crate::connectors::queries;
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::Version;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::http::StatusCode;
use actix_web::{Either, Responder, web};
use askama::Template;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "connectors/method_edit.html")]
struct MethodPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    heading: String,
    action: String,
    back: String,
    form: Form,
    request: Vec<Row>,
    response: Vec<Row>,
    /// How it is read page after page, where it is.
    paging: String,
    new: bool,
    verbs: Choices<7>,
    bodies: Choices<7>,
    places: Choices<5>,
    kinds: Choices<8>,
    errors: FieldErrors,
}

/// A draft and one of its methods; an empty key for a new one.
#[derive(Clone)]
struct Target {
    id: Uuid,
    number: i32,
    key: String,
}

impl Target {
    fn new(path: &(String, String)) -> AppResult<Target> {
        let (id, number) = release_of(&path.0, &path.1)?;
        Ok(Target { id, number, key: String::new() })
    }

    fn of(path: &(String, String, String)) -> AppResult<Target> {
        let (id, number) = release_of(&path.0, &path.1)?;
        Ok(Target { id, number, key: path.2.clone() })
    }

    fn release(&self) -> String {
        release_address(self.id, self.number)
    }

    /// The method's own page; the release's for a new one.
    fn address(&self) -> String {
        if self.key.is_empty() { self.release() } else { format!("{}/methods/{}", self.release(), self.key) }
    }

    fn action(&self) -> String {
        if self.key.is_empty() { format!("{}/new-method", self.release()) } else { format!("{}/edit", self.address()) }
    }

    /// The method as it is.
    fn read(&self, tx: &mut ReadTx<'_, InPartner>) -> AppResult<Method> {
        if self.key.is_empty() {
            return Ok(Method::default());
        }
        queries::method(tx, self.id, self.number, &self.key)
    }
}

pub(crate) async fn new(
    access: Access<EditConnectors, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let target = Target::new(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, &target, None, FieldErrors::default())).await?))
}

pub(crate) async fn edit(
    access: Access<EditConnectors, InPartner>,
    path: web::Path<(String, String, String)>,
) -> AppResult<impl Responder> {
    let target = Target::of(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, &target, None, FieldErrors::default())).await?))
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    target: &Target,
    form: Option<Form>,
    errors: FieldErrors,
) -> AppResult<MethodPage> {
    let connector = queries::find(tx, target.id)?;
    let release = queries::release(tx, target.id, target.number)?;
    if form.is_none() && !release.is_draft() {
        return Err(AppError::Conflict(t!("connectors-unchangeable", number = target.number, state = release.state)));
    }
    let method = target.read(tx)?;
    let new = target.key.is_empty();
    let heading =
        if new { t!("connectors-method-new").to_owned() } else { t!("connectors-method-edit", name = method.name) };
    let form = form.unwrap_or_else(|| match new {
        true => Form::new(release.version),
        false => Form::filled(&method, release.version),
    });
    let shell = Shell::console(tx, PATH, &heading);
    Ok(MethodPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: crumbs(&connector, Some(target.number), &heading),
        action: target.action(),
        back: target.address(),
        request: form.request(),
        response: form.response(),
        paging: match &method.paging {
            Paging::None => String::new(),
            paging => super::method::paging_words(paging),
        },
        heading,
        form,
        new,
        verbs: VERBS,
        bodies: bodies(),
        places: places(),
        kinds: kinds(),
        errors,
    })
}

pub(crate) async fn create(
    access: Access<EditConnectors, InPartner>,
    posted: Posted<Form>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    keep(&access, Target::new(&path)?, posted.form).await
}

pub(crate) async fn save(
    access: Access<EditConnectors, InPartner>,
    posted: Posted<Form>,
    path: web::Path<(String, String, String)>,
) -> AppResult<impl Responder> {
    keep(&access, Target::of(&path)?, posted.form).await
}

async fn keep(
    access: &Access<EditConnectors, InPartner>,
    target: Target,
    mut form: Form,
) -> AppResult<impl Responder + use<>> {
    if form.change_rows() {
        // Nothing is saved yet: the form comes back with its rows changed.
        let page = access.read(move |tx| page(tx, &target, Some(form), FieldErrors::default())).await?;
        return Ok(Either::Right(Page::with(page, StatusCode::OK)));
    }
    let (of, typed) = (target.clone(), form.clone());
    match access.write(move |tx| write(tx, &of, &typed)).await {
        Ok(name) => Ok(Either::Left(Redirect::to(target.release()).saying(t!("connectors-method-saved", name = name)))),
        Err(error) => {
            let (errors, status) = complaint(at_fields(error))?;
            let page = access.read(move |tx| page(tx, &target, Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

/// Keeps the method; answers its name.
fn write(tx: &mut WriteTx<'_, InPartner>, target: &Target, form: &Form) -> AppResult<String> {
    let before = target.read(tx)?;
    let parameters = queries::outline(tx, target.id, target.number)?.parameters;
    let parameters: Vec<String> = parameters.into_iter().map(|parameter| parameter.key).collect();
    let method = form.parse(&before, &parameters);
    let name = method.name.clone();
    let draft = Draft { connector: target.id, number: target.number, seen: Version::of(&form.version) };
    let was = (!target.key.is_empty()).then_some(target.key.as_str());
    drafts::set_method(tx, draft, was, method)?;
    Ok(name)
}

pub(crate) async fn ask_remove(
    access: Access<EditConnectors, InPartner>,
    path: web::Path<(String, String, String)>,
) -> AppResult<impl Responder> {
    let target = Target::of(&path)?;
    let page = access.read(move |tx| {
        let release = queries::release(tx, target.id, target.number)?;
        let method = target.read(tx)?;
        Ok(Confirm {
            consequences: vec![
                t!("connectors-method-remove-draft").to_owned(),
                t!("connectors-method-remove-steps").to_owned(),
            ],
            action: format!("{}/removal", target.address()),
            version: release.version.to_string(),
            back: target.address(),
            button: t!("connectors-method-remove"),
            ..Confirm::new(tx, t!("connectors-remove-title", name = method.name))
        })
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn remove(
    access: Access<EditConnectors, InPartner>,
    posted: Posted<Seen>,
    path: web::Path<(String, String, String)>,
) -> AppResult<impl Responder> {
    let target = Target::of(&path)?;
    let draft = Draft { connector: target.id, number: target.number, seen: Version::of(&posted.form.version) };
    let to = target.release();
    let name = access.write(move |tx| drafts::remove_method(tx, draft, &target.key)).await?;
    Ok(Redirect::to(to).saying(t!("connectors-method-removed", name = name)))
}
