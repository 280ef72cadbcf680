//! From a template: in which account it is installed.

use crate::access::Access;
use crate::access::rights::EditCycles;
use crate::accounts::queries::{self as accounts, Filter};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::known;
use crate::installs::queries;
use crate::templates::queries as templates;
use crate::web::forms::Asked;
use crate::web::page::Page;
use crate::web::paging::From;
use crate::web::shell::Shell;
use actix_web::{Responder, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// Accounts that are offered at once.
const CHOICES: i64 = 20;

#[derive(Template)]
#[template(path = "installs/account.html")]
struct AccountPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    name: String,
    href: String,
    q: String,
    found: Vec<Found>,
    more: bool,
}

struct Found {
    name: String,
    api_id: String,
    parent: String,
    /// Empty: the template is not for this account.
    href: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    q: String,
}

pub(crate) async fn choose(
    access: Access<EditCycles, InPartner>,
    path: web::Path<String>,
    search: Asked<Search>,
) -> AppResult<impl Responder> {
    let id: Uuid = known(&path)?;
    let q = search.0.q;
    Ok(Page::new(access.read(move |tx| page(tx, id, q)).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: Uuid, q: String) -> AppResult<AccountPage> {
    let template = templates::find(tx, id)?;
    if template.live_release.is_none() {
        return Err(AppError::Conflict(t!("installs-no-live", name = template.name)));
    }
    let filter = Filter { q: q.clone(), ..Filter::default() };
    let listed = accounts::list(tx, &filter, &From::Start, CHOICES)?;
    let more = !listed.next.is_empty();
    let admitted = queries::admitted(tx, id, listed.rows.iter().map(|row| row.id).collect())?;
    let found = listed.rows.into_iter().map(|row| {
        let may = admitted.contains(&row.id);
        Found {
            href: if may { format!("/console/accounts/{}/install?template={id}", row.id) } else { String::new() },
            name: row.name,
            api_id: row.api_id,
            parent: row.parent_name.unwrap_or_default(),
        }
    });
    let found = found.collect();
    let title = t!("installs-install-one", name = template.name);
    let href = format!("/console/templates/{id}");
    Ok(AccountPage {
        shell: Shell::console(tx, "/console/templates", &title),
        crumbs: vec![
            (t!("installs-templates").to_owned(), "/console/templates".to_owned()),
            (template.name.clone(), href.clone()),
            (t!("installs-install").to_owned(), String::new()),
        ],
        name: template.name,
        href,
        q,
        found,
        more,
    })
}
