//! The limits of one account in the console (DESIGN wireframe 2): own, inherited and tree values, use, and why.

use super::shown::{self, Row};
use crate::access::Access;
use crate::access::rights::ViewAccounts;
use crate::accounts::pages::account_id;
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::db::InPartner;
use crate::error::AppResult;
use crate::limits::model::Kind;
use crate::limits::{brief, queries, use_now};
use crate::web::page::Page;
use crate::web::shell::Shell;
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "limits/account.html")]
struct LimitsPage {
    shell: Shell,
    head: AccountHead,
    /// What waits at one, title and words.
    held: Option<(String, String)>,
    rows: Vec<Row>,
    /// What is over the limit and what was counted apart, in words about each other.
    apart: Option<String>,
}

pub(crate) async fn show(
    access: Access<ViewAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let page = access.read(move |tx| {
        let (head, _) = AccountHead::read(tx, id, Tab::Limits)?;
        let levels = queries::levels(tx, id, &Kind::ALL)?;
        Ok(LimitsPage {
            shell: Shell::console(tx, "/console/accounts", &t!("limits-of-account", name = head.name)),
            rows: shown::rows(&levels, &tx.facts().partner_name, true),
            held: queries::held_work(tx, id)?,
            apart: brief::apart(&levels, use_now::apart(tx, id)?),
            head,
        })
    });
    Ok(Page::new(page.await?))
}
