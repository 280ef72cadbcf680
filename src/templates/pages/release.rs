//! One release: its steps, connectors and fields, and for a draft what is still wrong with it.

use super::ending;
use crate::access::Access;
use crate::access::rights::Right;
use crate::builder::picture::{Marks, Picture, calls, picture};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::flows::model::Flow;
use crate::templates::check::{self, Library, Placed};
use crate::templates::queries;
use crate::templates::shelf::{OfRelease, Shelf};
use crate::web::page::Page;
use crate::web::releases::release_badge;
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::Responder;
use askama::Template;

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
    /// Cycles on other releases are listed, to be brought to it.
    lists_cycles: bool,
    may_edit: bool,
    may_manage: bool,
}

struct SlotRow {
    key: String,
    connector: String,
    /// Address in the library; empty where it is not there, or the library is not this person's.
    href: String,
    missing: bool,
}

struct FieldRow {
    title: String,
    key: String,
    required: bool,
    usual: String,
}

pub(crate) async fn show<P: Shelf>(access: Access<P::Look, P>, at: OfRelease) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(move |tx| page(tx, &at)).await?))
}

fn page<P: Shelf>(tx: &mut ReadTx<'_, P>, at: &OfRelease) -> AppResult<ReleasePage> {
    let (id, number) = (at.template.id, at.number);
    let template = queries::find(tx, id)?;
    let release = queries::release(tx, id, number)?;
    let has_draft = queries::releases(tx, id)?.iter().any(queries::Release::is_draft);
    let flow = queries::flow(tx, id, number)?;
    let library = queries::library(tx, template.of_account(), &flow)?;
    let standing = P::standing(tx, &template, &at.template)?;
    let in_console = at.template.account.is_none();
    let json = check::written(&flow)?;
    let complaints = check::complaints(&flow, &library);
    let title = t!("templates-release-of", number = number, name = template.name);
    let zone = zone(tx.facts().timezone.as_deref().unwrap_or("UTC"));
    let (badge, state) = release_badge(&release.state);
    Ok(ReleasePage {
        shell: P::around(tx, &title)?,
        crumbs: ending(at.crumbs(&template.name)),
        href: at.address(),
        above: at.template.address(),
        title,
        number,
        badge,
        state,
        draft: release.is_draft(),
        has_draft,
        sound: check::errors(&complaints) == 0,
        complaints: check::placed(&flow, &json, complaints),
        picture: picture(&flow, &Marks { calls: calls(&flow, &library), ..Marks::default() }),
        slots: slots(&flow, &library, in_console),
        fields: fields(&flow),
        json,
        made: When::at(release.created_at, tx.now(), zone),
        promoted: release.promoted_at.map(|at| When::at(at, tx.now(), zone)),
        installable: !release.is_draft(),
        lists_cycles: in_console && !standing.install.is_empty(),
        may_edit: P::Make::held(tx.facts()),
        may_manage: P::Rule::held(tx.facts()),
        notes: release.notes,
        made_by: release.created_by,
        promoted_by: release.promoted_by.unwrap_or_default(),
    })
}

/// The library of connectors is the console's.
fn slots(flow: &Flow, library: &Library, in_console: bool) -> Vec<SlotRow> {
    flow.slots
        .iter()
        .map(|slot| match library.get(&slot.connector) {
            Some(known) => SlotRow {
                key: slot.key.clone(),
                connector: known.name.clone(),
                href: if in_console { format!("/console/connectors/{}", known.id) } else { String::new() },
                missing: false,
            },
            None => SlotRow {
                key: slot.key.clone(),
                connector: t!("templates-not-in-library", connector = slot.connector),
                href: String::new(),
                missing: true,
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
