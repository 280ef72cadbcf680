//! Adding a key that signs tokens, and revoking one.

use super::console::PATH;
use crate::access::rights::ManageEmbedding;
use crate::access::{Access, confirmed_lately};
use crate::db::{InPartner, ReadTx};
use crate::embedding::keys;
use crate::error::{AppResult, FieldErrors};
use crate::ids::known;
use crate::web::forms::{Nothing, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

type Crumbs = [(&'static str, &'static str); 2];

#[derive(Template)]
#[template(path = "embedding/console/new_key.html")]
struct NewPage {
    shell: Shell,
    crumbs: Crumbs,
    form: Form,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "embedding/console/revoke_key.html")]
struct RevokePage {
    shell: Shell,
    crumbs: Crumbs,
    title: String,
    action: String,
    back: &'static str,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::embedding) struct Form {
    name: String,
    public_key: String,
}

fn form(tx: &mut ReadTx<'_, InPartner>, mut form: Form, errors: FieldErrors) -> NewPage {
    // A private key goes back to nobody's screen.
    if form.public_key.contains("PRIVATE KEY") {
        form.public_key.clear();
    }
    let shell = Shell::console(tx, PATH, t!("embedding-add-a-key"));
    NewPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: [(t!("embedding-title"), PATH), (t!("embedding-add-a-key"), "")],
        form,
        errors,
    }
}

pub(in crate::embedding) async fn new(access: Access<ManageEmbedding, InPartner>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        confirmed_lately(tx)?;
        Ok(form(tx, Form::default(), FieldErrors::default()))
    });
    page.await.map(Page::new)
}

pub(in crate::embedding) async fn create(
    access: Access<ManageEmbedding, InPartner>,
    posted: Posted<Form>,
) -> AppResult<impl Responder> {
    let typed = posted.form;
    let added = match keys::NewKey::typed(&typed.name, &typed.public_key) {
        Ok(key) => {
            let name = key.name.clone();
            let added = access.write(move |tx| {
                confirmed_lately(tx)?;
                keys::add(tx, &key)
            });
            added.await.map(|id| (id, name))
        }
        Err(error) => Err(error),
    };
    match added {
        Ok((id, name)) => Ok(Either::Left(Redirect::to(format!("{PATH}#keys")).saying(t!(
            "embedding-key-is-added",
            name = name,
            id = id.to_string()
        )))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| Ok(form(tx, typed, errors))).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

pub(in crate::embedding) async fn ask(
    access: Access<ManageEmbedding, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: Uuid = known(&path)?;
    let page = access.read(move |tx| {
        let title = t!("embedding-revoke-title", name = keys::name(tx, id)?);
        Ok(RevokePage {
            shell: Shell::console(tx, PATH, &title),
            crumbs: [(t!("embedding-title"), PATH), (t!("embedding-revoke-crumb"), "")],
            title,
            action: format!("{PATH}/keys/{id}/revocation"),
            back: PATH,
        })
    });
    page.await.map(Page::new)
}

pub(in crate::embedding) async fn revoke(
    access: Access<ManageEmbedding, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: Uuid = known(&path)?;
    let name = access.write(move |tx| keys::revoke(tx, id)).await?;
    Ok(Redirect::to(format!("{PATH}#keys")).saying(t!("embedding-key-is-revoked", name = name)))
}
