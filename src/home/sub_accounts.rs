//! The sub-accounts of an account that this very person may open, at any depth. A grant on the account shows none of
//! them (T5); what is not granted is not named, not even in a way to something else (T7).

use super::chooser::{Row, shown};
use crate::access::Access;
use crate::access::rights::ViewAccount;
use crate::db::{InAccount, ReadTx};
use crate::error::AppResult;
use crate::people::grants::{self, Page as PageOfMine};
use crate::people::model::fold;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::{From, PageOf, PageQuery};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "home/sub_accounts.html")]
struct SubAccountsPage {
    shell: Shell,
    partner: String,
    list: List,
}

#[derive(Template)]
#[template(path = "home/sub_accounts.html", block = "table")]
struct SubAccountsTable {
    list: List,
}

struct List {
    base: String,
    q: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
    none_at_all: bool,
}

#[derive(Deserialize)]
pub(super) struct SubAccountsQuery {
    #[serde(default)]
    q: String,
}

pub(super) async fn index(
    access: Access<ViewAccount, InAccount>,
    query: Asked<SubAccountsQuery>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (q, paging) = (query.0.q.trim().chars().take(200).collect::<String>(), paging.0);
    Ok(match hx {
        Hx::Fragment => {
            Either::Left(Page::new(access.read(move |tx| Ok(SubAccountsTable { list: list(tx, q, &paging)? })).await?))
        }
        Hx::Page => Either::Right(Page::new(
            access
                .read(move |tx| {
                    let name = super::name_of(tx)?;
                    let shell = Shell::account(tx, "sub-accounts", &t!("home-sub-accounts-of", name = name))?;
                    let partner = tx.facts().partner_name.clone();
                    Ok(SubAccountsPage { shell, partner, list: list(tx, q, &paging)? })
                })
                .await?,
        )),
    })
}

fn list(tx: &mut ReadTx<'_, InAccount>, q: String, paging: &PageQuery) -> AppResult<List> {
    let from: From<(String, uuid::Uuid)> = paging.from();
    let rows = paging.rows();
    let asked = PageOfMine {
        search: fold(&q),
        below: Some(tx.account_id().0),
        from: from.clone(),
        rows: i32::try_from(rows).unwrap_or(50) + 1,
    };
    let found = grants::page_of_mine(tx, &asked)?;
    let found = PageOf::cut(found, &from, rows, |account| (account.name_key.clone(), account.id));
    let base = format!("/a/{}/sub-accounts", tx.account_id());
    let step = |part: String| {
        if part.is_empty() {
            return part;
        }
        let search: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        if q.is_empty() { format!("{base}?{part}") } else { format!("{base}?q={search}&{part}") }
    };
    Ok(List {
        none_at_all: found.rows.is_empty() && q.is_empty() && from == From::Start,
        rows: found.rows.into_iter().map(shown).collect(),
        previous: step(paging.onward(&found.previous)),
        next: step(paging.onward(&found.next)),
        base,
        q,
    })
}
