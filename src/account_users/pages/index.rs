//! All Account Users of the partner.

use crate::access::Access;
use crate::access::rights::{EditAccountUsers, Right, ViewAccountUsers};
use crate::db::{InPartner, Kind, ReadTx};
use crate::error::AppResult;
use crate::people::queries::{self, Filter, Person};
use crate::people::standing;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, figure, zone};
use actix_web::{Either, Responder};
use askama::Template;

#[derive(Template)]
#[template(path = "account_users/index.html")]
struct PeoplePage {
    shell: Shell,
    list: List,
    may_invite: bool,
}

#[derive(Template)]
#[template(path = "account_users/index.html", block = "table")]
struct PeopleTable {
    list: List,
}

struct List {
    /// Nobody at all, whatever is filtered for.
    none_yet: bool,
    filter: Filter,
    rows: Vec<Row>,
    previous: String,
    next: String,
}

struct Row {
    href: String,
    name: String,
    email: String,
    kind: &'static str,
    state: &'static str,
    accounts: String,
    last_sign_in: Option<When>,
}

const PATH: &str = "/console/people";

pub(crate) async fn index(
    access: Access<ViewAccountUsers, InPartner>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (filter, paging) = (filter.0, paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(move |tx| page(tx, filter, &paging)).await?)),
        Hx::Fragment => {
            Either::Right(Page::new(access.read(move |tx| Ok(PeopleTable { list: list(tx, filter, &paging)? })).await?))
        }
    })
}

fn page(tx: &mut ReadTx<'_, InPartner>, filter: Filter, paging: &PageQuery) -> AppResult<PeoplePage> {
    let list = list(tx, filter, paging)?;
    Ok(PeoplePage {
        list,
        may_invite: EditAccountUsers::held(tx.facts()),
        shell: Shell::console(tx, PATH, t!("account-users-people")),
    })
}

fn list(tx: &mut ReadTx<'_, InPartner>, filter: Filter, paging: &PageQuery) -> AppResult<List> {
    let found = queries::list(tx, Kind::Account, &filter, &paging.from(), paging.rows())?;
    let here = |key: &str| if key.is_empty() { String::new() } else { filter.address(PATH, &paging.onward(key)) };
    Ok(List {
        none_yet: found.rows.is_empty() && !filter.is_set(),
        previous: here(&found.previous),
        next: here(&found.next),
        rows: found.rows.into_iter().map(|person| row(tx, person)).collect(),
        filter,
    })
}

fn row(tx: &ReadTx<'_, InPartner>, person: Person) -> Row {
    let now = tx.now();
    let tz = zone(tx.facts().timezone.as_deref().unwrap_or("UTC"));
    let (kind, state) = standing::badge(&person.state, person.invited_until, now);
    Row {
        href: format!("{PATH}/{}", person.id),
        name: person.name,
        email: person.email,
        kind,
        state,
        accounts: figure(person.accounts.unwrap_or(0)),
        last_sign_in: person.last_sign_in_at.map(|at| When::at(at, now, tz)),
    }
}
