//! From an account: which template is installed.

use crate::access::Access;
use crate::accounts::stand::{Frame, Section, account_of};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::installs::queries;
use crate::templates::shelf::Shelf;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::releases::live_badge;
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "installs/choose.html")]
struct ChoosePage {
    shell: Shell,
    frame: Frame,
    crumbs: Vec<(String, String)>,
    /// Templates that the account owns, in its own view.
    own: Vec<Own>,
    list: List,
}

/// A template that the account owns.
struct Own {
    href: String,
    name: String,
    folder: String,
    badge: &'static str,
    state: String,
    /// Where it is installed; empty: no release is live, or the person may not.
    install: String,
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
    /// Said where there is nothing and nothing was searched.
    none: &'static str,
    rows: Vec<Row>,
    previous: String,
    next: String,
}

struct Row {
    /// Empty: the person may not install it.
    href: String,
    name: String,
    folder: String,
    description: String,
    /// Whose it is.
    from: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    q: String,
}

pub(crate) async fn index<P: Shelf>(
    access: Access<P::View, P>,
    path: web::Path<String>,
    search: Asked<Search>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, q, paging) = (account_of(&path)?, search.0.q, paging.0);
    let page = access.read(move |tx| page(tx, id, q, &paging)).await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(ChooseTable { list: page.list })),
    })
}

fn page<P: Shelf>(tx: &mut ReadTx<'_, P>, id: AccountId, q: String, paging: &PageQuery) -> AppResult<ChoosePage> {
    let (shell, frame) = P::frame(tx, id, Section::Cycles, t!("installs-templates"))?;
    let found = queries::offered(tx, id, &q, &paging.from(), paging.rows())?;
    let here = format!("{}/templates", frame.home);
    let way = |part: &str| {
        if part.is_empty() {
            return String::new();
        }
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &q).finish();
        format!("{here}?{query}&{}", paging.onward(part))
    };
    let partner = tx.facts().partner_name.clone();
    let rows = found.rows.into_iter().map(|one| Row {
        // Who may only look sees what there is.
        href: if frame.may_edit { format!("{}/install?template={}", frame.home, one.id) } else { String::new() },
        name: one.name,
        folder: one.folder,
        description: one.description,
        from: one.owner_name.unwrap_or_else(|| partner.clone()),
    });
    let own = P::owned(tx)?.into_iter().map(|one| Own {
        href: format!("{here}/{}", one.id),
        install: match one.live_release {
            Some(_) if frame.may_edit => format!("{}/install?template={}", frame.home, one.id),
            _ => String::new(),
        },
        name: one.name,
        folder: one.folder,
        badge: live_badge(one.live_release).0,
        state: live_badge(one.live_release).1,
    });
    let own: Vec<Own> = own.collect();
    let none = match own.is_empty() {
        true => t!("installs-none"),
        false => t!("installs-no-more"),
    };
    let list = List { none, rows: rows.collect(), previous: way(&found.previous), next: way(&found.next), here, q };
    Ok(ChoosePage { crumbs: frame.way(&[(t!("installs-templates"), "")]), shell, frame, own, list })
}
