//! Inviting somebody begins with the account: found by name or API ID, with plain links, so that it works without
//! script. The form itself is the account's own (`admit`).

use crate::access::Access;
use crate::access::rights::EditAccountUsers;
use crate::accounts::queries::{self, Filter};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::From;
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;

/// Accounts offered at once; with more the person types another letter.
const OFFERED: i64 = 20;

#[derive(Template)]
#[template(path = "account_users/choose.html")]
struct ChoosePage {
    shell: Shell,
    found: Found,
    carried: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "account_users/choose.html", block = "results")]
struct ChooseResults {
    found: Found,
}

struct Found {
    q: String,
    rows: Vec<Row>,
    more: bool,
}

struct Row {
    href: String,
    name: String,
    api_id: String,
    parent: String,
}

/// The search, and what is to be filled into the form afterwards.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Query {
    q: String,
    name: String,
    email: String,
}

pub(crate) async fn choose(
    access: Access<EditAccountUsers, InPartner>,
    query: Asked<Query>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let query = query.0;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(
            access
                .read(move |tx| {
                    Ok(ChoosePage {
                        shell: Shell::console(tx, "/console/people", t!("account-users-invite")),
                        found: find(tx, &query)?,
                        carried: vec![("name", query.name), ("email", query.email)],
                    })
                })
                .await?,
        )),
        Hx::Fragment => {
            Either::Right(Page::new(access.read(move |tx| Ok(ChooseResults { found: find(tx, &query)? })).await?))
        }
    })
}

fn find(tx: &mut ReadTx<'_, InPartner>, query: &Query) -> AppResult<Found> {
    let filter = Filter { q: query.q.clone(), ..Filter::default() };
    let read = queries::list(tx, &filter, &From::Start, OFFERED)?;
    let carried = [("name", &query.name), ("email", &query.email)].into_iter().filter(|(_, v)| !v.is_empty());
    let carried = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(carried).finish();
    let after = if carried.is_empty() { String::new() } else { format!("?{carried}") };
    Ok(Found {
        q: query.q.clone(),
        more: !read.next.is_empty(),
        rows: read
            .rows
            .into_iter()
            .map(|account| Row {
                href: format!("/console/accounts/{}/people/new{after}", account.id),
                name: account.name,
                api_id: account.api_id,
                parent: account.parent_name.unwrap_or_default(),
            })
            .collect(),
    })
}
