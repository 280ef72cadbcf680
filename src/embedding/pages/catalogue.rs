//! Launch and Marketplace: what the account may install, narrowed to the tags that the partner's program said. Each leads to the
//! screens of an installation; Launch goes there by itself where there is nothing to choose.

use crate::access::Access;
use crate::access::rights::{Right, ViewAccount, WorkInAccount};
use crate::db::{InAccount, ReadTx};
use crate::embedding::model::{Options, View, Way};
use crate::embedding::queries::{self, Offer};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;
use std::collections::BTreeMap;
use url::form_urlencoded::byte_serialize;
use uuid::Uuid;

/// Templates on a page; who has more searches.
const OFFERS: i32 = 60;
/// From so many on there is a search.
const SEARCH_FROM: usize = 8;

#[derive(Template)]
#[template(path = "embedding/catalogue.html")]
struct CataloguePage {
    shell: Shell,
    /// Launch; else the Marketplace.
    launch: bool,
    /// The address of the page, and what its search keeps.
    here: String,
    kept: Vec<(String, String)>,
    all: String,
    searchable: bool,
    q: String,
    rows: Vec<Row>,
    more: bool,
    may: bool,
}

struct Row {
    name: String,
    /// Empty: it is not shown.
    description: String,
    tags: Vec<String>,
    /// Where it is installed; empty: the person may not, or it is there and comes once.
    install: String,
    /// The cycle that it was installed as; empty: it was not.
    installed: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::embedding) struct Search {
    q: String,
}

pub(in crate::embedding) async fn launch(
    access: Access<ViewAccount, InAccount>,
    options: Asked<Options>,
    search: Asked<Search>,
) -> AppResult<impl Responder> {
    show(access, Way { view: View::Launch, options: options.0 }, search.0.q).await
}

pub(in crate::embedding) async fn marketplace(
    access: Access<ViewAccount, InAccount>,
    options: Asked<Options>,
    search: Asked<Search>,
) -> AppResult<impl Responder> {
    show(access, Way { view: View::Marketplace, options: options.0 }, search.0.q).await
}

async fn show(access: Access<ViewAccount, InAccount>, way: Way, q: String) -> AppResult<impl Responder> {
    let (page, at_once) = access.read(move |tx| page(tx, &way, q)).await?;
    Ok(match at_once {
        Some(install) => Either::Left(Redirect::to(install)),
        None => Either::Right(Page::new(page)),
    })
}

/// The page, and where Launch goes by itself.
fn page(tx: &mut ReadTx<'_, InAccount>, way: &Way, q: String) -> AppResult<(CataloguePage, Option<String>)> {
    let launch = way.view == View::Launch;
    let title = if launch { t!("embedding-choose") } else { t!("embedding-marketplace") };
    let shell = Shell::account(tx, "cycles", title)?;
    let mut offers = queries::catalogue(tx, &q, &way.options.tags, OFFERS + 1)?;
    let shown = usize::try_from(OFFERS).unwrap_or(usize::MAX);
    let more = offers.len() > shown;
    offers.truncate(shown);
    let ids: Vec<Uuid> = offers.iter().map(|offer| offer.id).collect();
    let installed = queries::installed(tx, &ids)?;
    let (home, may) = (format!("/a/{}", tx.account_id()), WorkInAccount::held(tx.facts()));
    let rows: Vec<Row> = offers.into_iter().map(|offer| row(offer, way, &home, may, &installed)).collect();
    let at_once = match rows.as_slice() {
        [only] if launch && way.options.auto && q.is_empty() && !only.install.is_empty() => Some(only.install.clone()),
        _ => None,
    };
    let all = Way { options: Options { auto: false, ..way.options.clone() }, ..way.clone() }.href(&home);
    let (here, query) = all.split_once('?').unwrap_or((&all, ""));
    let kept = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let page = CataloguePage {
        shell,
        launch,
        here: here.to_owned(),
        kept,
        searchable: more || rows.len() >= SEARCH_FROM || !q.is_empty(),
        q,
        rows,
        more,
        may,
        all,
    };
    Ok((page, at_once))
}

fn row(offer: Offer, way: &Way, home: &str, may: bool, installed: &BTreeMap<Uuid, Uuid>) -> Row {
    let cycle = installed.get(&offer.id);
    let offered = may && !(way.options.single && cycle.is_some());
    let back: String = byte_serialize(way.text().as_bytes()).collect();
    let described = way.view == View::Marketplace || way.options.descriptions;
    Row {
        install: if offered { format!("{home}/install?template={}&launch={back}", offer.id) } else { String::new() },
        installed: cycle.map(|cycle| format!("{home}/cycles/{cycle}")).unwrap_or_default(),
        name: offer.name,
        description: if described { offer.description } else { String::new() },
        tags: if way.view == View::Marketplace { offer.tags } else { Vec::new() },
    }
}
