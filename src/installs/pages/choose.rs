//! From an account: which template is installed.

use crate::access::Access;
use crate::access::rights::EditCycles;
use crate::accounts::pages::account_id;
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::installs::queries;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "installs/choose.html")]
struct ChoosePage {
    shell: Shell,
    head: AccountHead,
    list: List,
}

#[derive(Template)]
#[template(path = "installs/choose.html", block = "table")]
struct ChooseTable {
    list: List,
}

/// What the block "table" reads.
struct List {
    here: String,
    q: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
}

struct Row {
    href: String,
    name: String,
    folder: String,
    description: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    q: String,
}

pub(crate) async fn index(
    access: Access<EditCycles, InPartner>,
    path: web::Path<String>,
    search: Asked<Search>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, q, paging) = (account_id(&path)?, search.0.q, paging.0);
    let page = access.read(move |tx| page(tx, id, q, &paging)).await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(ChooseTable { list: page.list })),
    })
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: AccountId, q: String, paging: &PageQuery) -> AppResult<ChoosePage> {
    let (head, _) = AccountHead::read(tx, id, Tab::Cycles)?;
    let found = queries::offered(tx, id, &q, &paging.from(), paging.rows())?;
    let here = format!("{}/templates", head.href);
    let way = |part: &str| {
        if part.is_empty() {
            return String::new();
        }
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &q).finish();
        format!("{here}?{query}&{}", paging.onward(part))
    };
    let rows = found.rows.into_iter().map(|one| Row {
        href: format!("{}/install?template={}", head.href, one.id),
        name: one.name,
        folder: one.folder,
        description: one.description,
    });
    let list = List { rows: rows.collect(), previous: way(&found.previous), next: way(&found.next), here, q };
    let title = format!("Install a template in {}", head.name);
    Ok(ChoosePage { shell: Shell::console(tx, "/console/accounts", &title), head, list })
}
