//! Which accounts a person may open: asked inside a scope, answered by functions that apply the tenant and the person
//! of that scope themselves.

use crate::db::{InSelf, Place, ReadTx};
use crate::error::AppResult;
use crate::web::paging::From;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.my_accounts"] fn my_accounts(search: Text, below: Nullable<SqlUuid>, key_name: Nullable<Text>, key_id: Nullable<SqlUuid>, backwards: Bool, page_size: Integer, at: Timestamptz) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.my_switcher"] fn my_switcher(at_most: Integer, at: Timestamptz) -> Jsonb; }

/// An account that the person of the scope may open.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct MyAccount {
    pub id: Uuid,
    pub name: String,
    pub name_key: String,
    pub api_id: String,
    /// 3 Administrator, 2 Standard, 1 Viewer.
    pub role: i32,
    /// False: it or an ancestor is suspended or has expired.
    pub open: bool,
    /// Names of the ancestors that the person may open too, the topmost first (T7).
    pub path: Vec<String>,
}

/// Which page of the person's accounts, by name.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// Part of the name or of the API ID, folded; empty for all.
    pub search: String,
    /// Only what lies below this account, at any depth.
    pub below: Option<Uuid>,
    pub from: From<(String, Uuid)>,
    pub rows: i32,
}

impl Default for Page {
    fn default() -> Page {
        Page { search: String::new(), below: None, from: From::Start, rows: 50 }
    }
}

/// One page of the person's accounts, nearest to the key first.
pub(crate) fn page_of_mine<P: Place>(tx: &mut ReadTx<'_, P>, page: &Page) -> AppResult<Vec<MyAccount>> {
    let now = tx.now();
    let (key, backwards) = match &page.from {
        From::Start => (None, false),
        From::After(key) => (Some(key.clone()), false),
        From::Before(key) => (Some(key.clone()), true),
    };
    let (name, id) = key.unzip();
    let found: serde_json::Value =
        diesel::select(my_accounts(&page.search, page.below, name, id, backwards, page.rows, now))
            .get_result(tx.conn())?;
    Ok(open_here(tx, serde_json::from_value(found)?))
}

/// Who was let into one account by a program has that one and no other in this session.
fn open_here<P>(tx: &ReadTx<'_, P>, mut found: Vec<MyAccount>) -> Vec<MyAccount> {
    if let Some(only) = tx.facts().bound {
        found.retain(|account| account.id == only.0);
    }
    found
}

/// The accounts opened last, filled up with some others to `at_most`; fewer means that these are all there are. It costs
/// the same however many accounts the person has, so every page can afford it.
pub(crate) fn switcher<P: Place>(tx: &mut ReadTx<'_, P>, at_most: i32) -> AppResult<Vec<MyAccount>> {
    let now = tx.now();
    let found: serde_json::Value = diesel::select(my_switcher(at_most, now)).get_result(tx.conn())?;
    let mut found = open_here(tx, serde_json::from_value(found)?);
    found.truncate(usize::try_from(at_most).unwrap_or(0));
    Ok(found)
}

/// Those of the accounts that the person opened lately, in the order given.
pub(crate) fn recent(tx: &mut ReadTx<'_, InSelf>, of: Vec<MyAccount>) -> AppResult<Vec<MyAccount>> {
    use crate::db::schema::people;
    let key = (tx.partner_id().0, tx.person_id().0);
    let opened: Vec<Uuid> = people::table.find(key).select(people::recent_accounts).first(tx.conn())?;
    Ok(of.into_iter().filter(|account| opened.contains(&account.id)).collect())
}
