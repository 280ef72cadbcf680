//! The person's accounts: the chooser, and the list in the switcher. One account only: there is nothing to choose.

use crate::access::Access;
use crate::access::rights::OwnThings;
use crate::db::{InSelf, Kind, ReadTx};
use crate::error::AppResult;
use crate::people::grants::{self, MyAccount, Page as PageOfMine};
use crate::people::model::{Role, fold};
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page, Redirect};
use crate::web::paging::{From, PageOf, PageQuery};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "home/chooser.html")]
struct ChooserPage {
    shell: Shell,
    partner: String,
    q: String,
    recent: Vec<Row>,
    rows: Vec<Row>,
    previous: String,
    next: String,
    searchable: bool,
}

impl ChooserPage {
    fn any_closed(&self) -> bool {
        self.rows.iter().chain(&self.recent).any(|row| row.href.is_empty())
    }
}

/// The switcher's answer: `<ul id="switcher-list">` (docs/COMPONENTS.md).
#[derive(Template)]
#[template(path = "home/switcher.html")]
struct Switcher {
    q: String,
    rows: Vec<Row>,
}

pub(super) struct Row {
    /// Empty: the account is closed.
    pub(super) href: String,
    pub(super) name: String,
    pub(super) api_id: String,
    pub(super) path: String,
    pub(super) role: &'static str,
}

#[derive(Deserialize, Default)]
pub(super) struct ChooserQuery {
    #[serde(default)]
    q: String,
}

/// Accounts named "opened lately" before the list by name.
const RECENT: usize = 5;
/// Accounts from which a search pays.
const SEARCH_FROM: usize = 8;
const SWITCHER_ROWS: i32 = 12;

enum Found {
    Elsewhere(String),
    Page(Box<ChooserPage>),
}

pub(super) async fn chooser(
    access: Access<OwnThings, InSelf>,
    query: Asked<ChooserQuery>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (q, paging) = (query.0.q.trim().chars().take(200).collect::<String>(), paging.0);
    if hx == Hx::Fragment {
        let list = access.read(move |tx| {
            let rows = if fold(&q).is_empty() {
                grants::switcher(tx, SWITCHER_ROWS)?
            } else {
                grants::page_of_mine(
                    tx,
                    &PageOfMine { search: fold(&q), rows: SWITCHER_ROWS, ..PageOfMine::default() },
                )?
            };
            let rows = rows.into_iter().take(SWITCHER_ROWS as usize).map(shown).collect();
            Ok(Switcher { q, rows })
        });
        return Ok(Either::Left(Page::new(list.await?)));
    }
    let found = access.read(move |tx| page(tx, q, &paging)).await?;
    Ok(Either::Right(match found {
        Found::Elsewhere(to) => Either::Left(Redirect::to(to)),
        Found::Page(page) => Either::Right(Page::new(*page)),
    }))
}

fn page(tx: &mut ReadTx<'_, InSelf>, q: String, paging: &PageQuery) -> AppResult<Found> {
    if tx.facts().kind == Kind::Console {
        return Ok(Found::Elsewhere("/console".to_owned()));
    }
    // Who was let into one account by a program has that one here.
    if let Some(only) = tx.facts().bound {
        return Ok(Found::Elsewhere(format!("/a/{only}")));
    }
    let latest = grants::switcher(tx, SEARCH_FROM as i32 + 1)?;
    if let [only] = latest.as_slice() {
        return Ok(Found::Elsewhere(format!("/a/{}", only.id)));
    }
    let searchable = latest.len() > SEARCH_FROM;
    let from: From<(String, uuid::Uuid)> = paging.from();
    let rows = paging.rows();
    let asked = PageOfMine { search: fold(&q), from: from.clone(), rows: rows as i32 + 1, ..PageOfMine::default() };
    let found = grants::page_of_mine(tx, &asked)?;
    let found = PageOf::cut(found, &from, rows, |account| (account.name_key.clone(), account.id));
    let recents = searchable && q.is_empty() && from == From::Start;
    let recent = if recents { grants::recent(tx, latest)? } else { Vec::new() };
    let step = |part: String| {
        let mut parts = url::form_urlencoded::Serializer::new(String::new());
        if !q.is_empty() {
            parts.append_pair("q", &q);
        }
        let search = parts.finish();
        match (part.is_empty(), search.is_empty()) {
            (true, _) => String::new(),
            (false, true) => format!("/a?{part}"),
            (false, false) => format!("/a?{search}&{part}"),
        }
    };
    Ok(Found::Page(Box::new(ChooserPage {
        shell: Shell::own(tx, t!("home-your-accounts")),
        partner: tx.facts().partner_name.clone(),
        recent: recent.into_iter().take(RECENT).map(shown).collect(),
        rows: found.rows.into_iter().map(shown).collect(),
        previous: step(paging.onward(&found.previous)),
        next: step(paging.onward(&found.next)),
        searchable,
        q,
    })))
}

pub(super) fn shown(account: MyAccount) -> Row {
    Row {
        href: if account.open { format!("/a/{}", account.id) } else { String::new() },
        name: account.name,
        // An API ID that nobody chose is the id itself, which tells nothing.
        api_id: if account.api_id == account.id.to_string() { String::new() } else { account.api_id },
        path: account.path.join(" / "),
        role: Role::of_rank(account.role).label(),
    }
}
