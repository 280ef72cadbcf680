//! The list of Console Users.

use super::PATH;
use crate::access::Access;
use crate::access::rights::{EditConsoleUsers, Right, ViewConsoleUsers};
use crate::db::{InPartner, Kind, ReadTx};
use crate::error::AppResult;
use crate::people::queries::{self, Filter, Person};
use crate::people::standing;
use crate::staff::actions::rights_of;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Either, Responder};
use askama::Template;

#[derive(Template)]
#[template(path = "staff/index.html")]
struct StaffPage {
    shell: Shell,
    list: List,
    may_invite: bool,
}

#[derive(Template)]
#[template(path = "staff/index.html", block = "table")]
struct StaffTable {
    list: List,
}

struct List {
    filter: Filter,
    rows: Vec<Row>,
    previous: String,
    next: String,
}

struct Row {
    href: String,
    name: String,
    email: String,
    you: bool,
    kind: &'static str,
    state: &'static str,
    rights: String,
    last_sign_in: Option<When>,
}

pub(crate) async fn index(
    access: Access<ViewConsoleUsers, InPartner>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (filter, paging) = (filter.0, paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(
            access
                .read(move |tx| {
                    Ok(StaffPage {
                        list: list(tx, filter, &paging)?,
                        may_invite: EditConsoleUsers::held(tx.facts()),
                        shell: Shell::console(tx, PATH, t!("staff-title")),
                    })
                })
                .await?,
        )),
        Hx::Fragment => {
            Either::Right(Page::new(access.read(move |tx| Ok(StaffTable { list: list(tx, filter, &paging)? })).await?))
        }
    })
}

fn list(tx: &mut ReadTx<'_, InPartner>, filter: Filter, paging: &PageQuery) -> AppResult<List> {
    let found = queries::list(tx, Kind::Console, &filter, &paging.from(), paging.rows())?;
    let here = |key: &str| if key.is_empty() { String::new() } else { filter.address(PATH, &paging.onward(key)) };
    Ok(List {
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
        rights: rights_of(&person).summary(),
        you: person.id == tx.person_id().0,
        name: person.name,
        email: person.email,
        kind,
        state,
        last_sign_in: person.last_sign_in_at.map(|at| When::at(at, now, tz)),
    }
}
