//! One release: its steps, connectors and fields, and for a draft what is still wrong with it.

use super::{PATH, crumbs, release_address, release_of};
use crate::access::Access;
use crate::access::rights::{EditCycles, EditTemplates, ManageTemplates, Right, ViewTemplates};
use crate::builder::picture::{Marks, Picture, calls, picture};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::flows::model::Flow;
use crate::templates::check::{self, Library, Placed};
use crate::templates::queries;
use crate::web::page::Page;
use crate::web::releases::release_badge;
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Responder, web};
use askama::Template;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "templates/release.html")]
struct ReleasePage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    title: String,
    href: String,
    /// Address of the template's page.
    above: String,
    number: i32,
    badge: &'static str,
    state: &'static str,
    draft: bool,
    /// The template has a draft already.
    has_draft: bool,
    /// What is wrong with a draft, and what else should be looked at.
    complaints: Vec<Placed>,
    /// Nothing keeps it from becoming live.
    sound: bool,
    picture: Picture,
    slots: Vec<SlotRow>,
    fields: Vec<FieldRow>,
    json: String,
    notes: String,
    made: When,
    made_by: String,
    promoted: Option<When>,
    promoted_by: String,
    /// It is or was live.
    installable: bool,
    may_install: bool,
    may_edit: bool,
    may_manage: bool,
}

struct SlotRow {
    key: String,
    connector: String,
    /// Address in the library; empty where it is not there.
    href: String,
}

struct FieldRow {
    title: String,
    key: String,
    required: bool,
    usual: String,
}

pub(crate) async fn show(
    access: Access<ViewTemplates, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, id, number)).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: Uuid, number: i32) -> AppResult<ReleasePage> {
    let template = queries::find(tx, id)?;
    let release = queries::release(tx, id, number)?;
    let has_draft = queries::releases(tx, id)?.iter().any(queries::Release::is_draft);
    let flow = queries::flow(tx, id, number)?;
    let library = queries::library(tx, &flow)?;
    let json = check::written(&flow)?;
    let complaints = check::complaints(&flow, &library);
    let title = format!("Release {number} of {}", template.name);
    let zone = zone(tx.facts().timezone.as_deref().unwrap_or("UTC"));
    let (badge, state) = release_badge(&release.state);
    Ok(ReleasePage {
        shell: Shell::console(tx, PATH, &title),
        crumbs: crumbs(&template, Some(number), ""),
        href: release_address(id, number),
        above: super::address(id),
        title,
        number,
        badge,
        state,
        draft: release.is_draft(),
        has_draft,
        sound: check::errors(&complaints) == 0,
        complaints: check::placed(&flow, &json, complaints),
        picture: picture(&flow, &Marks { calls: calls(&flow, &library), ..Marks::default() }),
        slots: slots(&flow, &library),
        fields: fields(&flow),
        json,
        made: When::at(release.created_at, tx.now(), zone),
        promoted: release.promoted_at.map(|at| When::at(at, tx.now(), zone)),
        installable: !release.is_draft(),
        may_install: EditCycles::held(tx.facts()),
        may_edit: EditTemplates::held(tx.facts()),
        may_manage: ManageTemplates::held(tx.facts()),
        notes: release.notes,
        made_by: release.created_by,
        promoted_by: release.promoted_by.unwrap_or_default(),
    })
}

fn slots(flow: &Flow, library: &Library) -> Vec<SlotRow> {
    flow.slots
        .iter()
        .map(|slot| match library.get(&slot.connector) {
            Some(known) => SlotRow {
                key: slot.key.clone(),
                connector: known.name.clone(),
                href: format!("/console/connectors/{}", known.id),
            },
            None => SlotRow {
                key: slot.key.clone(),
                connector: format!("{}, not in your library", slot.connector),
                href: String::new(),
            },
        })
        .collect()
}

fn fields(flow: &Flow) -> Vec<FieldRow> {
    flow.fields
        .iter()
        .map(|field| FieldRow {
            title: if field.title.is_empty() { field.key.clone() } else { field.title.clone() },
            key: field.key.clone(),
            required: field.required,
            usual: field.default.clone(),
        })
        .collect()
}
