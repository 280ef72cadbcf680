//! The list of connectors.

use super::{PATH, authentication_words, kind_words};
use crate::access::Access;
use crate::access::rights::{EditConnectors, Right, ViewConnectors};
use crate::accounts::queries::owners;
use crate::connectors::queries::{self, Filter, Listed};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::releases::live_badge;
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Either, Responder};
use askama::Template;

#[derive(Template)]
#[template(path = "connectors/index.html")]
struct ConnectorsPage {
    shell: Shell,
    list: List,
    owners: Vec<(String, String)>,
    may_edit: bool,
}

#[derive(Template)]
#[template(path = "connectors/index.html", block = "table")]
struct ConnectorsTable {
    list: List,
}

struct List {
    filter: Filter,
    rows: Vec<Row>,
    previous: String,
    next: String,
    /// There is not one connector.
    none: bool,
}

struct Row {
    href: String,
    name: String,
    key: String,
    kind: &'static str,
    badge: &'static str,
    state: String,
    methods: String,
    authentication: &'static str,
    accounts: String,
    /// The account that it belongs to; empty: the partner.
    owner: String,
}

pub(crate) async fn index(
    access: Access<ViewConnectors, InPartner>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (filter, paging) = (filter.0, paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(
            access
                .read(move |tx| {
                    Ok(ConnectorsPage {
                        owners: owners(tx, &filter.owner)?,
                        list: list(tx, filter, &paging)?,
                        may_edit: EditConnectors::held(tx.facts()),
                        shell: Shell::console(tx, PATH, t!("connectors-title")),
                    })
                })
                .await?,
        )),
        Hx::Fragment => Either::Right(Page::new(
            access.read(move |tx| Ok(ConnectorsTable { list: list(tx, filter, &paging)? })).await?,
        )),
    })
}

fn list(tx: &mut ReadTx<'_, InPartner>, filter: Filter, paging: &PageQuery) -> AppResult<List> {
    let found = queries::list(tx, &filter, &paging.from(), paging.rows())?;
    let here = |key: &str| if key.is_empty() { String::new() } else { onward(&filter, &paging.onward(key)) };
    Ok(List {
        previous: here(&found.previous),
        next: here(&found.next),
        none: found.rows.is_empty() && !filter.is_set() && found.previous.is_empty(),
        rows: found.rows.into_iter().map(row).collect(),
        filter,
    })
}

fn onward(filter: &Filter, part: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (key, value) in
        [("q", &filter.q), ("kind", &filter.kind), ("owner", &filter.owner)].into_iter().filter(|(_, v)| !v.is_empty())
    {
        query.append_pair(key, value);
    }
    let query = query.finish();
    if query.is_empty() { format!("{PATH}?{part}") } else { format!("{PATH}?{query}&{part}") }
}

fn row(listed: Listed) -> Row {
    let (badge, state) = live_badge(listed.live_release);
    let accounts = listed.accounts.unwrap_or(0);
    Row {
        href: super::address(listed.id),
        name: listed.name,
        key: listed.key,
        kind: kind_words(&listed.kind),
        badge,
        state,
        methods: listed.methods.map_or_else(|| "–".to_owned(), |methods| figure(i64::from(methods))),
        authentication: listed.authentication.as_deref().map_or("–", authentication_words),
        accounts: if accounts == 0 { t!("connectors-none-yet").to_owned() } else { figure(accounts) },
        owner: listed.owner.map(|owner| t!("connectors-owned-by", owner = owner)).unwrap_or_default(),
    }
}
