//! The list of templates, by folder and name.

use super::{PATH, address};
use crate::access::Access;
use crate::access::rights::{EditTemplates, Right, ViewTemplates};
use crate::accounts::queries::owners;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::templates::queries::{self, Filter, Listed};
use crate::templates::shelves::shelves;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::releases::live_badge;
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Either, Responder};
use askama::Template;

#[derive(Template)]
#[template(path = "templates/index.html")]
struct TemplatesPage {
    shell: Shell,
    list: List,
    folders: Vec<(String, String)>,
    tags: Vec<(String, String)>,
    owners: Vec<(String, String)>,
    may_edit: bool,
}

#[derive(Template)]
#[template(path = "templates/index.html", block = "table")]
struct TemplatesTable {
    list: List,
}

struct List {
    filter: Filter,
    rows: Vec<Row>,
    previous: String,
    next: String,
    /// There is not one template.
    none: bool,
}

struct Row {
    /// The folder where it differs from the row before.
    folder: String,
    href: String,
    name: String,
    tags: Vec<String>,
    badge: &'static str,
    state: String,
    /// Whom it is for, or which account owns it.
    visible: String,
    installed: String,
}

pub(crate) async fn index(
    access: Access<ViewTemplates, InPartner>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (filter, paging) = (filter.0, paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(move |tx| page(tx, filter, &paging)).await?)),
        Hx::Fragment => Either::Right(Page::new(
            access.read(move |tx| Ok(TemplatesTable { list: list(tx, filter, &paging)? })).await?,
        )),
    })
}

fn page(tx: &mut ReadTx<'_, InPartner>, filter: Filter, paging: &PageQuery) -> AppResult<TemplatesPage> {
    let (folders, tags) = shelves(tx)?;
    let options = |first: &str, all: Vec<String>| {
        let each = all.into_iter().map(|one| (one.clone(), one));
        std::iter::once((String::new(), first.to_owned())).chain(each).collect()
    };
    Ok(TemplatesPage {
        owners: owners(tx, &filter.owner)?,
        list: list(tx, filter, paging)?,
        folders: options(t!("templates-any-folder"), folders),
        tags: options(t!("templates-any-tag"), tags),
        may_edit: EditTemplates::held(tx.facts()),
        shell: Shell::console(tx, PATH, t!("templates-title")),
    })
}

fn list(tx: &mut ReadTx<'_, InPartner>, filter: Filter, paging: &PageQuery) -> AppResult<List> {
    let found = queries::list(tx, &filter, &paging.from(), paging.rows())?;
    let here = |key: &str| if key.is_empty() { String::new() } else { onward(&filter, &paging.onward(key)) };
    let mut above = String::new();
    let mut row = |listed: Listed| {
        let (badge, state) = live_badge(listed.live_release);
        let installed = listed.installed.unwrap_or(0);
        let named = if listed.folder.is_empty() { t!("templates-no-folder") } else { &listed.folder };
        Row {
            folder: if named == above {
                String::new()
            } else {
                named.clone_into(&mut above);
                named.to_owned()
            },
            href: address(listed.id),
            name: listed.name,
            tags: listed.tags,
            badge,
            state,
            visible: match (listed.owner, listed.visible_to.as_str()) {
                (Some(owner), _) => t!("templates-owned-by", owner = owner),
                (None, "tags") => t!("templates-by-tag").to_owned(),
                (None, "accounts") => t!("templates-chosen-accounts").to_owned(),
                (None, _) => t!("templates-all-accounts").to_owned(),
            },
            installed: if installed == 0 { t!("templates-none-yet").to_owned() } else { figure(installed) },
        }
    };
    Ok(List {
        previous: here(&found.previous),
        next: here(&found.next),
        none: found.rows.is_empty() && !filter.is_set() && found.previous.is_empty(),
        rows: found.rows.into_iter().map(&mut row).collect(),
        filter,
    })
}

fn onward(filter: &Filter, part: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let Filter { q, folder, tag, visible, owner } = filter;
    let pairs = [("q", q), ("folder", folder), ("tag", tag), ("visible", visible), ("owner", owner)];
    for (key, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(key, value);
    }
    let query = query.finish();
    if query.is_empty() { format!("{PATH}?{part}") } else { format!("{PATH}?{query}&{part}") }
}
