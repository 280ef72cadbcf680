//! The list of people who work in the account; everybody of the account may see it.

use super::people_of;
use crate::access::Access;
use crate::access::rights::ViewAccount;
use crate::account_people::queries::{self, Authority, Member};
use crate::db::{InAccount, ReadTx};
use crate::error::AppResult;
use crate::people::invitations::again_in;
use crate::people::model::{Role, UserName};
use crate::people::standing;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account_people/index.html")]
struct PeoplePage {
    shell: Shell,
    list: List,
    administers: bool,
}

#[derive(Template)]
#[template(path = "account_people/index.html", block = "table")]
struct PeopleTable {
    list: List,
    csrf: String,
}

impl PeoplePage {
    fn csrf(&self) -> &str {
        &self.shell.csrf
    }
}

impl PeopleTable {
    fn csrf(&self) -> &str {
        &self.csrf
    }
}

struct List {
    path: String,
    q: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
    administers: bool,
}

struct Row {
    id: String,
    href: String,
    name: String,
    email: String,
    kind: &'static str,
    state: &'static str,
    invited: bool,
    /// The invitation can be mailed again at this moment.
    may_remind: bool,
    role: &'static str,
    with_sub_accounts: bool,
    you: bool,
    /// This person may change the row's access.
    may_change: bool,
    /// None: never, or not for this account alone.
    last_sign_in: Option<When>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Query {
    q: String,
}

pub(crate) async fn index(
    access: Access<ViewAccount, InAccount>,
    query: Asked<Query>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (query, paging) = (query.0, paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(move |tx| page(tx, query, &paging)).await?)),
        Hx::Fragment => Either::Right(Page::new(
            access
                .read(move |tx| Ok(PeopleTable { csrf: tx.origin().csrf.clone(), list: list(tx, query, &paging)? }))
                .await?,
        )),
    })
}

fn page(tx: &mut ReadTx<'_, InAccount>, query: Query, paging: &PageQuery) -> AppResult<PeoplePage> {
    let list = list(tx, query, paging)?;
    Ok(PeoplePage {
        administers: list.administers,
        list,
        shell: Shell::account(tx, "people", t!("account-people-people"))?,
    })
}

fn list(tx: &mut ReadTx<'_, InAccount>, query: Query, paging: &PageQuery) -> AppResult<List> {
    let found = queries::list(tx, &query.q, &paging.from(), paging.rows())?;
    let authority = queries::authority(tx)?;
    let path = people_of(&tx.account_id());
    let here = |key: &str| {
        let q = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &query.q).finish();
        let q = if query.q.is_empty() { String::new() } else { format!("{q}&") };
        if key.is_empty() { String::new() } else { format!("{path}?{q}{}", paging.onward(key)) }
    };
    Ok(List {
        previous: here(&found.previous),
        next: here(&found.next),
        rows: found.rows.into_iter().map(|member| row(tx, &path, authority, member)).collect(),
        administers: authority != Authority::None,
        q: query.q,
        path,
    })
}

fn row(tx: &ReadTx<'_, InAccount>, path: &str, authority: Authority, member: Member) -> Row {
    let now = tx.now();
    let facts = tx.facts();
    let tz = zone(facts.timezone.as_deref().or(facts.account_timezone.as_deref()).unwrap_or("UTC"));
    let (kind, state) = standing::badge(&member.state, member.invited_until, now);
    Row {
        id: member.id.to_string(),
        href: format!("{path}/{}", member.id),
        kind,
        state,
        invited: member.state == "invited",
        may_remind: member.state == "invited" && again_in(member.invited_until, now).is_empty(),
        role: Role::parse(&member.role).map_or("", Role::label),
        with_sub_accounts: member.with_sub_accounts,
        you: member.id == tx.person_id().0,
        may_change: authority.covers(member.grant().reach),
        last_sign_in: member.last_sign_in_at.map(|at| When::at(at, now, tz)),
        name: member.name,
        email: UserName::of_address(&member.email).to_owned(),
    }
}
