//! The accounts that a template is for, where they are chosen one by one: found by a search, and taken away again.

use super::{PATH, ending_with};
use crate::access::Access;
use crate::access::rights::{EditTemplates, Right, ViewAccounts, ViewTemplates};
use crate::accounts::queries::{self as account_queries, Filter};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::templates::actions::library;
use crate::templates::model::Visibility;
use crate::templates::queries;
use crate::templates::shelf::OfTemplate;
use crate::web::forms::{Asked, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::paging::From;
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// Accounts that are offered at once.
const CHOICES: i64 = 20;

#[derive(Template)]
#[template(path = "templates/accounts.html")]
struct AccountsPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    name: String,
    href: String,
    q: String,
    found: Vec<Found>,
    more: bool,
    /// Id, name, API ID.
    chosen: Vec<(Uuid, String, String)>,
    /// It is for chosen accounts: else these are kept and count no more.
    counts: bool,
    may_edit: bool,
    errors: FieldErrors,
}

struct Found {
    id: Uuid,
    name: String,
    api_id: String,
    parent: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    q: String,
}

/// One account to be added, or taken away.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Change {
    add: String,
    remove: String,
    q: String,
}

pub(crate) async fn show(
    access: Access<ViewTemplates, InPartner>,
    at: OfTemplate,
    search: Asked<Search>,
) -> AppResult<impl Responder> {
    let q = search.0.q;
    Ok(Page::new(access.read(move |tx| page(tx, &at, q, FieldErrors::default())).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, at: &OfTemplate, q: String, errors: FieldErrors) -> AppResult<AccountsPage> {
    let id = at.id;
    let template = queries::find(tx, id)?;
    let chosen = queries::chosen(tx, id)?;
    // Who may not see accounts finds none here either.
    let looks = EditTemplates::held(tx.facts()) && ViewAccounts::held(tx.facts()) && !q.trim().is_empty();
    let (found, more) = if looks { find(tx, &q, &chosen)? } else { (Vec::new(), false) };
    let title = t!("templates-accounts-of", name = template.name);
    let shell = Shell::console(tx, PATH, &title);
    Ok(AccountsPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: ending_with(at.crumbs(&template.name), t!("templates-accounts")),
        href: at.address(),
        counts: template.visibility() == Visibility::Accounts,
        may_edit: EditTemplates::held(tx.facts()),
        name: template.name,
        q,
        found,
        more,
        chosen,
        errors,
    })
}

fn find(tx: &mut ReadTx<'_, InPartner>, q: &str, chosen: &[(Uuid, String, String)]) -> AppResult<(Vec<Found>, bool)> {
    let filter = Filter { q: q.to_owned(), ..Filter::default() };
    let page = account_queries::list(tx, &filter, &From::Start, CHOICES)?;
    let found = page.rows.into_iter().filter(|row| chosen.iter().all(|(id, ..)| *id != row.id));
    let found = found.map(|row| Found {
        id: row.id,
        name: row.name,
        api_id: row.api_id,
        parent: row.parent_name.unwrap_or_default(),
    });
    Ok((found.collect(), !page.next.is_empty()))
}

pub(crate) async fn change(
    access: Access<EditTemplates, InPartner>,
    posted: Posted<Change>,
    at: OfTemplate,
) -> AppResult<impl Responder> {
    let id = at.id;
    let Change { add, remove, q } = posted.form;
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &q).finish();
    let back = Redirect::to(format!("{}/accounts?{query}", at.address()));
    let account = |text: &str| text.parse::<AccountId>().map_err(|_| crate::error::AppError::NotFound);
    let done = if remove.is_empty() {
        let account = account(&add)?;
        let admitted = access.write(move |tx| library::admit(tx, id, account)).await;
        admitted.map(|name| t!("templates-admitted", name = name))
    } else {
        let account = account(&remove)?;
        let dismissed = access.write(move |tx| library::dismiss(tx, id, account)).await;
        dismissed.map(|()| t!("templates-dismissed").to_owned())
    };
    match done {
        Ok(said) => Ok(Either::Left(back.saying(said))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            Ok(Either::Right(Page::with(access.read(move |tx| page(tx, &at, q, errors)).await?, status)))
        }
    }
}
