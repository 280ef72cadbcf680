//! One account in the console: its overview (DESIGN wireframe 2).

use super::head::{AccountHead, Tab};
use crate::access::Access;
use crate::access::rights::ViewAccounts;
use crate::accounts::queries::{self, Account};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::web::page::Page;
use crate::web::shell::Shell;
use crate::web::times::{self, When, zone};
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "accounts/show.html")]
struct AccountPage {
    shell: Shell,
    head: AccountHead,
    account: Account,
    expires: String,
    created: When,
    updated: When,
}

/// An id from a path: what is no id answers like an id that does not exist (T4).
pub(crate) fn account_id(path: &web::Path<String>) -> AppResult<AccountId> {
    path.parse().map_err(|_| AppError::NotFound)
}

pub(crate) async fn show(
    access: Access<ViewAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, id)).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: AccountId) -> AppResult<AccountPage> {
    let (head, _) = AccountHead::read(tx, id, Tab::Overview)?;
    let account = queries::find(tx, id)?;
    let now = tx.now();
    let tz = zone(&account.timezone);
    Ok(AccountPage {
        shell: Shell::console(tx, "/console/accounts", &account.name),
        head,
        expires: account.expires_at.map(|at| times::exact(at, tz)).unwrap_or_default(),
        created: When::at(account.created_at, now, tz),
        updated: When::at(account.updated_at, now, tz),
        account,
    })
}
