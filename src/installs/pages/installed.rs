//! The cycles of a template that are on other releases than this one: each can be brought to it, to go forward or back.

use crate::access::Access;
use crate::access::rights::EditCycles;
use crate::cycles::model::State;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::known;
use crate::installs::queries;
use crate::templates::queries as templates;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Either, Responder, web};
use askama::Template;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "installs/installed.html")]
struct InstalledPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    name: String,
    number: i32,
    /// Address of the question about many.
    many: String,
    /// How many there are.
    all: String,
    list: List,
}

#[derive(Template)]
#[template(path = "installs/installed.html", block = "table")]
struct InstalledTable {
    many: String,
    all: String,
    list: List,
}

/// One page of them.
struct List {
    rows: Vec<Row>,
    previous: String,
    next: String,
}

struct Row {
    id: Uuid,
    href: String,
    name: String,
    account: String,
    release: i32,
    kind: &'static str,
    state: &'static str,
    /// The screen that shows what differs.
    to: String,
    /// Upgrade, or Roll back.
    verb: &'static str,
}

pub(crate) async fn index(
    access: Access<EditCycles, InPartner>,
    path: web::Path<(String, String)>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let id: Uuid = known(&path.0)?;
    let number: i32 = known(&path.1)?;
    let paging = paging.0;
    let page = access.read(move |tx| page(tx, id, number, &paging)).await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(InstalledTable { many: page.many, all: page.all, list: page.list })),
    })
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: Uuid, number: i32, paging: &PageQuery) -> AppResult<InstalledPage> {
    let template = templates::find(tx, id)?;
    if templates::release(tx, id, number)?.is_draft() {
        return Err(AppError::Conflict("Make this release live first: a draft cannot be installed.".to_owned()));
    }
    let all = figure(queries::count_on_others(tx, id, number, None)?);
    let found = queries::on_others(tx, id, number, None, &paging.from(), paging.rows())?;
    let release = format!("/console/templates/{id}/releases/{number}");
    let way = |part: &str| {
        if part.is_empty() { String::new() } else { format!("{release}/cycles?{}", paging.onward(part)) }
    };
    let (previous, next) = (way(&found.previous), way(&found.next));
    let rows = found.rows.into_iter().map(|one| {
        let (kind, state) = State::read(&one.state).badge();
        let account = format!("/console/accounts/{}", one.account_id);
        Row {
            id: one.id,
            href: format!("{account}/cycles/{}", one.id),
            to: format!("{account}/install?cycle={}&template={id}&release={number}&step=review", one.id),
            name: one.name,
            account: one.account,
            release: one.release.unwrap_or_default(),
            verb: if one.release.unwrap_or_default() < number { "Upgrade" } else { "Roll back" },
            kind,
            state,
        }
    });
    let list = List { rows: rows.collect(), previous, next };
    let title = format!("Installed cycles of {}", template.name);
    Ok(InstalledPage {
        shell: Shell::console(tx, "/console/templates", &title),
        crumbs: vec![
            ("Templates".to_owned(), "/console/templates".to_owned()),
            (template.name.clone(), format!("/console/templates/{id}")),
            (format!("Release {number}"), release.clone()),
            ("Installed cycles".to_owned(), String::new()),
        ],
        name: template.name,
        many: format!("{release}/rollout"),
        all,
        number,
        list,
    })
}
