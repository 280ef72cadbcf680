//! Which templates can be installed in an account: those with a live release that are for it or for one above it (T6).

use crate::db::schema::{account_ancestors, accounts, cycles, template_accounts, template_releases, templates};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::people::model::fold;
use crate::templates::queries::TEMPLATES_MAX;
use crate::web::paging::{From, PageOf};
use diesel::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A template as it is offered.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Offered {
    pub id: Uuid,
    pub folder: String,
    pub name: String,
    pub name_key: String,
    pub description: String,
}

/// The account and those above it, with all their tags in lower case.
fn chain(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<(Vec<Uuid>, BTreeSet<String>)> {
    let found: Vec<(Uuid, Vec<String>)> = account_ancestors::table
        .inner_join(accounts::table.on(
            accounts::partner_id.eq(account_ancestors::partner_id).and(accounts::id.eq(account_ancestors::ancestor_id)),
        ))
        .filter(account_ancestors::partner_id.eq(tx.partner_id().0))
        .filter(account_ancestors::account_id.eq(account.0))
        .select((accounts::id, accounts::tags))
        .load(tx.conn())?;
    let tags = found.iter().flat_map(|(_, tags)| tags.iter().map(|tag| fold(tag))).collect();
    Ok((found.into_iter().map(|(id, _)| id).collect(), tags))
}

/// Templates that are for accounts with one of these tags.
fn by_tag(tx: &mut ReadTx<'_, InPartner>, tags: &BTreeSet<String>) -> AppResult<Vec<Uuid>> {
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    let found: Vec<(Uuid, Vec<String>)> = templates::table
        .filter(templates::partner_id.eq(tx.partner_id().0))
        .filter(templates::visible_to.eq("tags"))
        .limit(TEMPLATES_MAX)
        .select((templates::id, templates::visible_tags))
        .load(tx.conn())?;
    Ok(found.into_iter().filter(|(_, of)| of.iter().any(|tag| tags.contains(&fold(tag)))).map(|(id, _)| id).collect())
}

/// The templates that an account may install.
fn visible(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
) -> AppResult<templates::BoxedQuery<'static, diesel::pg::Pg>> {
    let partner = tx.partner_id().0;
    let (ids, tags) = chain(tx, account)?;
    let tagged = by_tag(tx, &tags)?;
    let chosen = template_accounts::table
        .filter(template_accounts::partner_id.eq(partner))
        .filter(template_accounts::account_id.eq_any(ids))
        .select(template_accounts::template_id);
    Ok(templates::table
        .filter(templates::partner_id.eq(partner))
        .filter(
            templates::visible_to
                .eq("all")
                .or(templates::visible_to.eq("accounts").and(templates::id.eq_any(chosen)))
                .or(templates::id.eq_any(tagged)),
        )
        .into_boxed())
}

/// Whether an account may install a template.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn may_install(tx: &mut ReadTx<'_, InPartner>, account: AccountId, template: Uuid) -> AppResult<bool> {
    let query = visible(tx, account)?.filter(templates::id.eq(template)).select(templates::id);
    Ok(query.first::<Uuid>(tx.conn()).optional()?.is_some())
}

/// One page of what an account may install, by folder and name; `part` of the name, empty: all.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn offered(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    part: &str,
    from: &From<(String, String, Uuid)>,
    rows: i64,
) -> AppResult<PageOf<Offered>> {
    let mut query = visible(tx, account)?.filter(templates::live_release.is_not_null());
    let part = fold(part).replace(['\\', '%', '_'], "");
    if !part.is_empty() {
        query = query.filter(templates::name_key.like(format!("%{part}%")));
    }
    query =
        match from.clone() {
            From::Start => query.order((templates::folder.asc(), templates::name_key.asc(), templates::id.asc())),
            From::After((folder, name, id)) => query
                .filter(templates::folder.ge(folder.clone()))
                .filter(templates::folder.gt(folder).or(
                    templates::name_key.gt(name.clone()).or(templates::name_key.eq(name).and(templates::id.gt(id))),
                ))
                .order((templates::folder.asc(), templates::name_key.asc(), templates::id.asc())),
            From::Before((folder, name, id)) => query
                .filter(templates::folder.le(folder.clone()))
                .filter(templates::folder.lt(folder).or(
                    templates::name_key.lt(name.clone()).or(templates::name_key.eq(name).and(templates::id.lt(id))),
                ))
                .order((templates::folder.desc(), templates::name_key.desc(), templates::id.desc())),
        };
    let read = query
        .limit(rows + 1)
        .select((templates::id, templates::folder, templates::name, templates::name_key, templates::description))
        .load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |t: &Offered| (t.folder.clone(), t.name_key.clone(), t.id)))
}

/// Releases that can be installed: the live one first, then those before it; number and state.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn releases(tx: &mut ReadTx<'_, InPartner>, template: Uuid) -> AppResult<Vec<(i32, String)>> {
    Ok(template_releases::table
        .filter(template_releases::partner_id.eq(tx.partner_id().0))
        .filter(template_releases::template_id.eq(template))
        .filter(template_releases::state.ne("draft"))
        .order((template_releases::state.desc(), template_releases::number.desc()))
        .limit(50)
        .select((template_releases::number, template_releases::state))
        .load(tx.conn())?)
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
}

/// One page of the cycles of a template that are on other releases than this one, those on older ones first;
/// `these`: only those among them.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn on_others(
    tx: &mut ReadTx<'_, InPartner>,
    template: Uuid,
    number: i32,
    these: Option<&[Uuid]>,
    from: &From<(i32, Uuid, Uuid)>,
    rows: i64,
) -> AppResult<PageOf<Installed>> {
    let mut query = cycles::table
        .inner_join(
            accounts::table.on(accounts::partner_id.eq(cycles::partner_id).and(accounts::id.eq(cycles::account_id))),
        )
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::template_id.eq(template))
        .filter(cycles::template_release.ne(number))
        .filter(cycles::state.ne("removed"))
        .filter(accounts::live)
        .into_boxed();
    if let Some(these) = these {
        query = query.filter(cycles::id.eq_any(these.to_vec()));
    }
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
        .select((cycles::account_id, accounts::name, cycles::id, cycles::name, cycles::state, cycles::template_release))
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
    these: Option<&[Uuid]>,
) -> AppResult<i64> {
    let mut query = cycles::table
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
    if let Some(these) = these {
        query = query.filter(cycles::id.eq_any(these.to_vec()));
    }
    Ok(query.first(tx.conn())?)
}
