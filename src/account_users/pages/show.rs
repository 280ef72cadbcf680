//! One Account User: who it is, and every account they may open.

use super::person_id;
use crate::access::Access;
use crate::access::rights::{EditAccountUsers, ManageAccountUsers, Right, ViewAccountUsers};
use crate::account_users::queries::{self, Held};
use crate::db::{InPartner, Kind, ReadTx};
use crate::error::AppResult;
use crate::ids::PersonId;
use crate::people::invitations::again_in;
use crate::people::model::Role;
use crate::people::queries::find;
use crate::people::standing;
use crate::web::forms::Asked;
use crate::web::page::Page;
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "account_users/show.html")]
struct PersonPage {
    shell: Shell,
    href: String,
    name: String,
    email: String,
    kind: &'static str,
    state: &'static str,
    invited: bool,
    /// How long to wait before the invitation can be sent again; empty: not at all.
    again_in: String,
    disabled: bool,
    created: When,
    last_sign_in: Option<When>,
    /// Since when a code is asked for after the password.
    two_step: Option<When>,
    /// The address by which they are known at the sign-in provider; empty: they are not.
    linked: String,
    invited_until: Option<When>,
    rows: Vec<Row>,
    previous: String,
    next: String,
    another: String,
    may_edit: bool,
    may_manage: bool,
}

struct Row {
    href: String,
    change: String,
    name: String,
    api_id: String,
    role: &'static str,
    with_sub_accounts: bool,
    since: When,
}

pub(crate) async fn show(
    access: Access<ViewAccountUsers, InPartner>,
    path: web::Path<String>,
    paging: Asked<PageQuery>,
) -> AppResult<impl Responder> {
    let (id, paging) = (person_id(&path)?, paging.0);
    Ok(Page::new(access.read(move |tx| page(tx, id, &paging)).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: PersonId, paging: &PageQuery) -> AppResult<PersonPage> {
    let person = find(tx, Kind::Account, id)?;
    let held = queries::accounts_of(tx, id, &paging.from(), paging.rows())?;
    let now = tx.now();
    let tz = zone(tx.facts().timezone.as_deref().unwrap_or("UTC"));
    let when = |at| When::at(at, now, tz);
    let second_step = crate::second_steps::queries::since(tx, id)?;
    let linked = crate::oidc::queries::linked_as(tx, id)?.unwrap_or_default();
    let (kind, state) = standing::badge(&person.state, person.invited_until, now);
    let href = format!("/console/people/{id}");
    let here = |key: &str| if key.is_empty() { String::new() } else { format!("{href}?{}", paging.onward(key)) };
    let carried = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("name", &person.name), ("email", &person.email)])
        .finish();
    Ok(PersonPage {
        previous: here(&held.previous),
        next: here(&held.next),
        rows: held.rows.into_iter().map(|h| row(h, id, &when)).collect(),
        another: format!("/console/people/new?{carried}"),
        invited: person.state == "invited",
        again_in: again_in(person.invited_until, now),
        disabled: person.state == "disabled",
        created: when(person.created_at),
        last_sign_in: person.last_sign_in_at.map(when),
        two_step: second_step.map(when),
        linked,
        invited_until: person.invited_until.filter(|_| person.state == "invited").map(when),
        may_edit: EditAccountUsers::held(tx.facts()),
        may_manage: ManageAccountUsers::held(tx.facts()),
        shell: Shell::console(tx, "/console/people", &person.name),
        name: person.name,
        email: person.email,
        kind,
        state,
        href,
    })
}

fn row(held: Held, person: PersonId, when: &impl Fn(chrono::DateTime<chrono::Utc>) -> When) -> Row {
    let account = format!("/console/accounts/{}", held.account);
    Row {
        change: format!("{account}/people/{person}/edit"),
        href: format!("{account}/people"),
        name: held.account_name,
        api_id: held.api_id,
        role: Role::parse(&held.role).map_or("", Role::label),
        with_sub_accounts: held.with_sub_accounts,
        since: when(held.since),
    }
}
