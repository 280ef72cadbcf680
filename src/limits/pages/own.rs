//! The limits of an account for its own people: to see, not to change.

use super::shown::{self, Row};
use crate::access::Access;
use crate::access::rights::ViewAccount;
use crate::db::InAccount;
use crate::error::{AppError, AppResult};
use crate::limits::model::Kind;
use crate::limits::{brief, queries, use_now};
use crate::web::page::Page;
use crate::web::shell::Shell;
use actix_web::Responder;
use askama::Template;

#[derive(Template)]
#[template(path = "limits/own.html")]
struct OwnPage {
    shell: Shell,
    partner: String,
    /// What waits at one, title and words.
    held: Option<(String, String)>,
    /// Address of the account.
    home: String,
    rows: Vec<Row>,
    /// What is over the limit and what was counted apart, in words about each other.
    apart: Option<String>,
}

pub(crate) async fn show(access: Access<ViewAccount, InAccount>) -> AppResult<impl Responder> {
    let page = access.read(move |tx| {
        let name = tx.facts().account_name.clone().ok_or(AppError::NotFound)?;
        let shell = Shell::account(tx, "limits", &t!("limits-of-account", name = name))?;
        let account = tx.account_id();
        let levels = queries::levels(tx, account, &Kind::ALL)?;
        let partner = tx.facts().partner_name.clone();
        let mut rows = shown::rows(&levels, &partner, false);
        // What is not limited is nothing to ask about.
        rows.retain(|row| !row.then.is_empty());
        Ok(OwnPage {
            shell,
            held: queries::held_work(tx, account)?,
            apart: brief::apart(&levels, use_now::apart(tx, account)?),
            home: format!("/a/{account}"),
            rows,
            partner,
        })
    });
    Ok(Page::new(page.await?))
}
