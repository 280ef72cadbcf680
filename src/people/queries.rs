//! Reading people in a partner's scope: Console Users and Account Users are rows of one table, told apart by `kind`.

use crate::access::rights::{Area, Level};
use crate::accounts::filter::search_terms;
use crate::db::schema::{account_users, accounts, links, people, person_terms};
use crate::db::{InPartner, Kind, ReadTx};
use crate::error::AppResult;
use crate::ids::PersonId;
use crate::mail::model::Recipient;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, max};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a list of people is narrowed to; all of it is in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    /// Beginnings of words of the name, or of the address.
    pub q: String,
    /// invited, active, disabled, or empty.
    pub state: String,
}

impl Filter {
    /// True when the list is narrowed.
    pub fn is_set(&self) -> bool {
        !(self.q.trim().is_empty() && self.state.is_empty())
    }

    /// The address of a list with this filter.
    pub fn address(&self, path: &str, extra: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (key, value) in [("q", &self.q), ("state", &self.state)].into_iter().filter(|(_, v)| !v.is_empty()) {
            query.append_pair(key, value);
        }
        let parts = [query.finish(), extra.to_owned()];
        let query = parts.iter().filter(|p| !p.is_empty()).map(String::as_str).collect::<Vec<_>>().join("&");
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// A row's place in the list: folded name and id.
pub(crate) type Key = (String, Uuid);

/// A person with everything lists and pages show.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Person {
    pub id: Uuid,
    /// console or account.
    pub kind: String,
    pub name: String,
    pub name_key: String,
    pub email: String,
    pub email_key: String,
    pub state: String,
    pub full_access: bool,
    pub rights: serde_json::Value,
    /// Of the name.
    pub name_version: i32,
    pub rights_version: i32,
    pub created_at: DateTime<Utc>,
    pub last_sign_in_at: Option<DateTime<Utc>>,
    /// Accounts with a grant, the recycle bin left out.
    pub accounts: Option<i64>,
    /// When the open invitation ends.
    pub invited_until: Option<DateTime<Utc>>,
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Console => "console",
        Kind::Account => "account",
        // No person is one.
        Kind::Program => "program",
    }
}

/// The columns of [`Person`]. A macro, because the type cannot be named.
macro_rules! columns {
    () => {
        (
            people::id,
            people::kind,
            people::name,
            people::name_key,
            people::email,
            people::email_key,
            people::state,
            people::full_access,
            people::rights,
            people::name_version,
            people::rights_version,
            people::created_at,
            people::last_sign_in_at,
            account_users::table
                .inner_join(accounts::table.on(
                    accounts::partner_id.eq(account_users::partner_id).and(accounts::id.eq(account_users::account_id)),
                ))
                .filter(account_users::partner_id.eq(people::partner_id))
                .filter(account_users::person_id.eq(people::id))
                .filter(accounts::live)
                .count()
                .single_value(),
            links::table
                .filter(links::partner_id.eq(people::partner_id))
                .filter(links::person_id.eq(people::id))
                .filter(links::purpose.eq("invite"))
                .filter(links::used_at.is_null())
                .select(max(links::expires_at))
                .single_value(),
        )
    };
}

/// People of one kind that one matter is told at the most.
pub(crate) const TOLD_MAX: i64 = 500;

/// Active staff who hold a level in an area, to be written to.
pub(crate) fn staff_with(tx: &mut ReadTx<'_, InPartner>, area: Area, level: Level) -> AppResult<Vec<Recipient>> {
    let staff: Vec<(String, String, bool, serde_json::Value)> = people::table
        .filter(people::partner_id.eq(tx.partner_id().0))
        .filter(people::kind.eq(word(Kind::Console)))
        .filter(people::state.eq("active"))
        .order(people::id)
        .limit(TOLD_MAX)
        .select((people::email, people::name, people::full_access, people::rights))
        .load(tx.conn())?;
    let staff = staff.into_iter().filter(|(_, _, full, rights)| Level::stored(*full, rights, area) >= level);
    Ok(staff.map(|(email, name, ..)| Recipient { email, name }).collect())
}

/// One page of people by name.
pub(crate) fn list(
    tx: &mut ReadTx<'_, InPartner>,
    kind: Kind,
    filter: &Filter,
    from: &From<Key>,
    rows: i64,
) -> AppResult<PageOf<Person>> {
    let partner = tx.partner_id().0;
    let mut query =
        people::table.filter(people::partner_id.eq(partner)).filter(people::kind.eq(word(kind))).into_boxed();
    let mut wanted = search_terms(&filter.q);
    if !wanted.is_empty() {
        // The longest word is the rarest: it finds the candidates, the others are looked up for each.
        let (first, after) = wanted.swap_remove(0);
        query = query.filter(
            people::id.eq_any(
                person_terms::table
                    .filter(person_terms::partner_id.eq(partner))
                    .filter(person_terms::term.ge(first))
                    .filter(person_terms::term.lt(after))
                    .select(person_terms::person_id),
            ),
        );
        for (start, end) in wanted {
            query = query.filter(exists(
                person_terms::table
                    .filter(person_terms::partner_id.eq(partner))
                    .filter(person_terms::person_id.eq(people::id))
                    .filter(person_terms::term.ge(start))
                    .filter(person_terms::term.lt(end)),
            ));
        }
    }
    if !filter.state.is_empty() {
        query = query.filter(people::state.eq(filter.state.clone()));
    }
    // `>=` on the name is the index range; the rest of the condition settles equal names.
    query = match from.clone() {
        From::Start => query.order((people::name_key.asc(), people::id.asc())),
        From::After((key, id)) => query
            .filter(people::name_key.ge(key.clone()))
            .filter(people::name_key.gt(key).or(people::id.gt(id)))
            .order((people::name_key.asc(), people::id.asc())),
        From::Before((key, id)) => query
            .filter(people::name_key.le(key.clone()))
            .filter(people::name_key.lt(key).or(people::id.lt(id)))
            .order((people::name_key.desc(), people::id.desc())),
    };
    let read = query.limit(rows + 1).select(columns!()).load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |p: &Person| (p.name_key.clone(), p.id)))
}

/// A person of that kind; one of the other kind is not found.
pub(crate) fn find(tx: &mut ReadTx<'_, InPartner>, kind: Kind, person: PersonId) -> AppResult<Person> {
    let partner = tx.partner_id().0;
    Ok(people::table
        .find((partner, person.0))
        .filter(people::kind.eq(word(kind)))
        .select(columns!())
        .first(tx.conn())?)
}
