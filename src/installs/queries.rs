//! Which templates can be installed in an account: those with a live release that are for it or for one above it (T6),
//! and in the account's own scope only those that are published. The database decides, the same in both scopes
//! (`sql/templates.sql`).

use crate::cycles::slots::Choice;
use crate::db::schema::{accounts, cycles, job_rows};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::AccountId;
use crate::people::model::fold;
use crate::web::paging::{From, PageOf};
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Integer, Nullable, Text, Uuid as SqlUuid};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Cycles of an account that are listed as having a newer release.
const UPGRADEABLE_MAX: i32 = 10_000;

/// A template as it is offered.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Offered {
    pub id: Uuid,
    pub folder: String,
    pub name: String,
    pub name_key: String,
    pub description: String,
    /// The account that owns it; none: the partner.
    pub owner_name: Option<String>,
}

diesel::define_sql_function! { #[sql_name = "app.offered_templates"] fn offered_templates(of_account: SqlUuid, part: Text, key_folder: Nullable<Text>, key_name: Nullable<Text>, key_id: Nullable<SqlUuid>, backwards: Bool, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.template_for"] fn template_for(of_account: SqlUuid, of_template: SqlUuid) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "app.template_flow_for"] fn template_flow_for(of_account: SqlUuid, of_template: SqlUuid, of_number: Integer) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "app.upgradeable_cycles"] fn upgradeable_cycles(of_account: SqlUuid, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.choices_of"] fn choices_of_accounts(accounts: Array<SqlUuid>, keys: Array<Text>) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.admitted"] fn admitted_accounts(of_template: SqlUuid, accounts: Array<SqlUuid>) -> Array<SqlUuid>; }

/// A template as an account's pages know it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Known {
    pub name: String,
    pub description: String,
    pub folder: String,
    pub tags: Vec<String>,
    pub live: Option<i32>,
    /// It may be installed in the account; without, only what was installed from it is brought to another release.
    pub offered: bool,
    /// It belongs to the account.
    pub own: bool,
    /// The account that it belongs to; none: the partner.
    pub owner_name: Option<String>,
    /// Releases that can be installed: the live one first, then those before it; number and state.
    pub releases: Vec<(i32, String)>,
}

/// A template; none where there is none that this scope may see.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn known<P>(tx: &mut ReadTx<'_, P>, account: AccountId, template: Uuid) -> AppResult<Option<Known>> {
    let found: Option<Value> = diesel::select(template_for(account.0, template)).get_result(tx.conn())?;
    Ok(found.map(serde_json::from_value).transpose()?)
}

/// The flow of one of its releases that is no draft.
///
/// # Errors
/// `NotFound`.
pub(crate) fn flow<P>(tx: &mut ReadTx<'_, P>, account: AccountId, template: Uuid, number: i32) -> AppResult<Flow> {
    let found: Option<Value> = diesel::select(template_flow_for(account.0, template, number)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found.ok_or(AppError::NotFound)?)?)
}

/// A cycle that can be brought to a newer release.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Upgradeable {
    pub id: Uuid,
    pub name_key: String,
    /// The live release of its template.
    pub live: i32,
}

/// The cycles of an account that are of an older release than the live one of their template, where the account knows that.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn upgradeable<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Vec<Upgradeable>> {
    let found: Value = diesel::select(upgradeable_cycles(account.0, UPGRADEABLE_MAX)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// Those of these accounts that may install a template.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn admitted(tx: &mut ReadTx<'_, InPartner>, template: Uuid, accounts: Vec<Uuid>) -> AppResult<Vec<Uuid>> {
    Ok(diesel::select(admitted_accounts(template, accounts)).get_result(tx.conn())?)
}

/// One page of what an account may install, by folder and name; `part` of the name, empty: all.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn offered<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    part: &str,
    from: &From<(String, String, Uuid)>,
    rows: i64,
) -> AppResult<PageOf<Offered>> {
    let key = match from {
        From::Start => None,
        From::After(key) | From::Before(key) => Some(key.clone()),
    };
    let (folder, (name, id)) = match key {
        Some((folder, name, id)) => (Some(folder), (Some(name), Some(id))),
        None => (None, (None, None)),
    };
    let at_most = i32::try_from(rows + 1).unwrap_or(i32::MAX);
    let backwards = matches!(from, From::Before(_));
    let found: Value = diesel::select(offered_templates(account.0, fold(part), folder, name, id, backwards, at_most))
        .get_result(tx.conn())?;
    let read: Vec<Offered> = serde_json::from_value(found)?;
    Ok(PageOf::cut(read, from, rows, |t: &Offered| (t.folder.clone(), t.name_key.clone(), t.id)))
}

/// Which of the cycles of a template are meant.
#[derive(Clone, Debug)]
pub(crate) enum Those {
    All,
    Chosen(Vec<Uuid>),
    /// Those that came to `on` from the release that they are to go back to; `by` this rollout alone.
    Came {
        on: i32,
        by: Option<Uuid>,
    },
}

/// Narrows a query over cycles to those that are meant; `$but`: what they are on others than.
macro_rules! meant {
    ($query:expr, $those:expr, $but:expr, $partner:expr) => {
        match $those {
            Those::All => $query,
            Those::Chosen(ids) => $query.filter(cycles::id.eq_any(ids.clone())),
            Those::Came { on, by } => {
                let query = $query.filter(cycles::template_release.eq(*on)).filter(cycles::former_release.eq($but));
                match by {
                    None => query,
                    Some(job) => query.filter(
                        cycles::id.eq_any(
                            job_rows::table
                                .filter(job_rows::partner_id.eq($partner))
                                .filter(job_rows::job_id.eq(*job))
                                .filter(job_rows::outcome.eq("done"))
                                .select(job_rows::object_id),
                        ),
                    ),
                }
            }
        }
    };
}

/// A cycle that was installed.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Installed {
    pub account_id: Uuid,
    pub account: String,
    pub id: Uuid,
    pub name: String,
    pub state: String,
    pub release: Option<i32>,
    /// The one before.
    pub former: Option<i32>,
}

/// One page of the cycles of a template, those on older releases first: all, or those on others than `but`.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn installed(
    tx: &mut ReadTx<'_, InPartner>,
    template: Uuid,
    but: Option<i32>,
    those: &Those,
    from: &From<(i32, Uuid, Uuid)>,
    rows: i64,
) -> AppResult<PageOf<Installed>> {
    let mut query = cycles::table
        .inner_join(
            accounts::table.on(accounts::partner_id.eq(cycles::partner_id).and(accounts::id.eq(cycles::account_id))),
        )
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::template_id.eq(template))
        .filter(cycles::state.ne("removed"))
        .filter(accounts::live)
        .into_boxed();
    if let Some(number) = but {
        query = query.filter(cycles::template_release.ne(number));
    }
    query = meant!(query, those, but, tx.partner_id().0);
    // `>=` on the release is the index range; the rest settles equal ones.
    query = match *from {
        From::Start => query,
        From::After((release, account, id)) => query.filter(cycles::template_release.ge(release)).filter(
            cycles::template_release
                .gt(release)
                .or(cycles::account_id.gt(account).or(cycles::account_id.eq(account).and(cycles::id.gt(id)))),
        ),
        From::Before((release, account, id)) => query.filter(cycles::template_release.le(release)).filter(
            cycles::template_release
                .lt(release)
                .or(cycles::account_id.lt(account).or(cycles::account_id.eq(account).and(cycles::id.lt(id)))),
        ),
    };
    query = match from {
        From::Before(_) => query.order((cycles::template_release.desc(), cycles::account_id.desc(), cycles::id.desc())),
        _ => query.order((cycles::template_release.asc(), cycles::account_id.asc(), cycles::id.asc())),
    };
    let read = query
        .limit(rows + 1)
        .select((
            cycles::account_id,
            accounts::name,
            cycles::id,
            cycles::name,
            cycles::state,
            cycles::template_release,
            cycles::former_release,
        ))
        .load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |c: &Installed| (c.release.unwrap_or_default(), c.account_id, c.id)))
}

/// How many cycles of a template are on other releases than this one.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn count_on_others(
    tx: &mut ReadTx<'_, InPartner>,
    template: Uuid,
    number: i32,
    those: &Those,
) -> AppResult<i64> {
    let query = cycles::table
        .inner_join(
            accounts::table.on(accounts::partner_id.eq(cycles::partner_id).and(accounts::id.eq(cycles::account_id))),
        )
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::template_id.eq(template))
        .filter(cycles::template_release.ne(number))
        .filter(cycles::state.ne("removed"))
        .filter(accounts::live)
        .select(diesel::dsl::count_star())
        .into_boxed();
    let query = meant!(query, those, number, tx.partner_id().0);
    Ok(query.first(tx.conn())?)
}

/// What can be led back: the release that cycles are on, the one before it that they came from, and how many there are; `by`
/// this rollout alone.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn came(
    tx: &mut ReadTx<'_, InPartner>,
    template: Uuid,
    by: Option<Uuid>,
) -> AppResult<Vec<(i32, i32, i64)>> {
    let partner = tx.partner_id().0;
    let mut query = cycles::table
        .inner_join(
            accounts::table.on(accounts::partner_id.eq(cycles::partner_id).and(accounts::id.eq(cycles::account_id))),
        )
        .filter(cycles::partner_id.eq(partner))
        .filter(cycles::template_id.eq(template))
        .filter(cycles::state.ne("removed"))
        .filter(cycles::former_release.lt(cycles::template_release))
        .filter(accounts::live)
        .group_by((cycles::template_release, cycles::former_release))
        .select((cycles::template_release, cycles::former_release, diesel::dsl::count_star()))
        .into_boxed();
    if let Some(job) = by {
        let brought = job_rows::table
            .filter(job_rows::partner_id.eq(partner))
            .filter(job_rows::job_id.eq(job))
            .filter(job_rows::outcome.eq("done"))
            .select(job_rows::object_id);
        query = query.filter(cycles::id.eq_any(brought));
    }
    let found: Vec<(Option<i32>, Option<i32>, i64)> = query.load(tx.conn())?;
    let mut found: Vec<_> = found.into_iter().filter_map(|(on, from, count)| Some((on?, from?, count))).collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    Ok(found)
}

/// What can be chosen for the slots of a flow in each of these accounts.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn choices_of(
    tx: &mut ReadTx<'_, InPartner>,
    accounts: Vec<Uuid>,
    flow: &Flow,
) -> AppResult<BTreeMap<Uuid, Vec<Choice>>> {
    let keys: Vec<&str> = flow.slots.iter().map(|slot| slot.connector.as_str()).collect();
    let found: Value = diesel::select(choices_of_accounts(accounts, keys)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}
