//! The people of one account: those with a grant on it, and those who come in by a grant with sub-accounts above,
//! marked as such (T5).

use super::account_id;
use crate::access::Access;
use crate::access::rights::{EditAccountUsers, ManageAccountUsers, Right, ViewAccountUsers};
use crate::account_users::queries::{self, Member};
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::people::model::Role;
use crate::people::standing;
use crate::web::forms::Asked;
use crate::web::page::Page;
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "account_users/account.html")]
struct AccountPeoplePage {
    shell: Shell,
    head: AccountHead,
    rows: Vec<Row>,
    previous: String,
    next: String,
    /// Nobody, and no page before.
    none_yet: bool,
    /// The account is in use and this person may let people in.
    may_invite: bool,
    may_manage: bool,
}

struct Row {
    href: String,
    /// Address of the grant's own pages; empty for one that is made elsewhere.
    grant: String,
    name: String,
    email: String,
    kind: &'static str,
    state: &'static str,
    role: &'static str,
    with_sub_accounts: bool,
    source: String,
    source_href: String,
    last_sign_in: Option<When>,
}

pub(crate) async fn index(
    access: Access<ViewAccountUsers, InPartner>,
    path: web::Path<String>,
    paging: Asked<PageQuery>,
) -> AppResult<impl Responder> {
    let (id, paging) = (account_id(&path)?, paging.0);
    Ok(Page::new(access.read(move |tx| page(tx, id, &paging)).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: AccountId, paging: &PageQuery) -> AppResult<AccountPeoplePage> {
    let (head, chain) = AccountHead::read(tx, id, Tab::People)?;
    let found = queries::people_of(tx, id, &paging.from(), paging.rows())?;
    let href = format!("/console/accounts/{id}/people");
    let here = |key: &str| if key.is_empty() { String::new() } else { format!("{href}?{}", paging.onward(key)) };
    let live = chain.account.standing != "deleted";
    Ok(AccountPeoplePage {
        none_yet: found.rows.is_empty() && found.previous.is_empty(),
        previous: here(&found.previous),
        next: here(&found.next),
        rows: found.rows.into_iter().map(|member| row(tx, &href, member)).collect(),
        may_invite: live && EditAccountUsers::held(tx.facts()),
        may_manage: ManageAccountUsers::held(tx.facts()),
        shell: Shell::console(tx, "/console/accounts", &t!("account-users-people-of", account = head.name)),
        head,
    })
}

fn row(tx: &ReadTx<'_, InPartner>, href: &str, member: Member) -> Row {
    let now = tx.now();
    let tz = zone(tx.facts().timezone.as_deref().unwrap_or("UTC"));
    let (kind, state) = standing::badge(&member.state, member.invited_until, now);
    let own = member.distance == 0;
    Row {
        href: format!("/console/people/{}", member.person),
        grant: if own { format!("{href}/{}", member.person) } else { String::new() },
        name: member.person_name,
        email: member.email,
        kind,
        state,
        role: Role::parse(&member.role).map_or("", Role::label),
        with_sub_accounts: member.with_sub_accounts,
        source: if own { String::new() } else { member.source_name },
        source_href: format!("/console/accounts/{}/people", member.source),
        last_sign_in: member.last_sign_in_at.map(|at| When::at(at, now, tz)),
    }
}
