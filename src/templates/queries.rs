//! Reading a partner's templates, or in an account's scope those that the account owns. Flows are large, so lists never
//! read them.

use super::check::{Known, Library};
use super::file::File;
use super::model::Visibility;
use crate::connectors::owned::{line, of_partner_or};
use crate::db::schema::{
    accounts, connector_releases, connectors, cycles, template_accounts, template_releases, templates,
};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::flows::model::Flow;
use crate::ids::AccountId;
use crate::people::model::fold;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Jsonb, Nullable};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.connector_outline"] fn connector_outline(definition: Nullable<Jsonb>) -> Nullable<Jsonb>; }

/// Releases a template's page lists.
const RELEASES_SHOWN: i64 = 100;
/// Templates of a partner at most; so many rows are read for the choices of the filters.
pub(crate) const TEMPLATES_MAX: i64 = 2_000;
/// Templates that an account owns at most.
pub(crate) const OWNED_MAX: i64 = 100;
/// Accounts that a template is for at most, where they are chosen one by one.
pub(crate) const CHOSEN_MAX: i64 = 500;

/// What the list is narrowed to; all of it is in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    /// A part of the name.
    pub q: String,
    /// This folder and those in it.
    pub folder: String,
    pub tag: String,
    /// all, tags, accounts, or empty.
    pub visible: String,
    /// partner, accounts, the id of an account, or empty: anybody's.
    pub owner: String,
}

impl Filter {
    pub fn is_set(&self) -> bool {
        !(self.q.trim().is_empty()
            && [&self.folder, &self.tag, &self.visible, &self.owner].iter().all(|f| f.is_empty()))
    }
}

/// A row's place in the list: folder, folded name and id.
pub(crate) type Key = (String, String, Uuid);

/// A template as the list shows it.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Listed {
    pub id: Uuid,
    pub folder: String,
    pub name: String,
    pub name_key: String,
    pub tags: Vec<String>,
    pub visible_to: String,
    pub live_release: Option<i32>,
    /// The account that owns it; none: the partner.
    pub owner: Option<String>,
    /// Cycles that were installed from it.
    pub installed: Option<i64>,
}

/// One page of templates by folder and name.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn list(
    tx: &mut ReadTx<'_, InPartner>,
    filter: &Filter,
    from: &From<Key>,
    rows: i64,
) -> AppResult<PageOf<Listed>> {
    let mut query = templates::table.filter(templates::partner_id.eq(tx.partner_id().0)).into_boxed();
    let part = fold(&filter.q).replace(['\\', '%', '_'], "");
    if !part.is_empty() {
        query = query.filter(templates::name_key.like(format!("%{part}%")));
    } else if !filter.q.trim().is_empty() {
        // Nothing but signs: no name is asked for that can be found.
        query = query.filter(templates::name_key.eq(fold(&filter.q)));
    }
    if !filter.folder.is_empty() {
        let below = format!("{}/%", filter.folder.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        query = query.filter(templates::folder.eq(filter.folder.clone()).or(templates::folder.like(below)));
    }
    if !filter.tag.is_empty() {
        query = query.filter(templates::tags.contains(vec![filter.tag.clone()]));
    }
    if !filter.visible.is_empty() {
        query = query.filter(templates::visible_to.eq(filter.visible.clone()));
    }
    query = match filter.owner.as_str() {
        "" => query,
        "partner" => query.filter(templates::owner_id.is_null()),
        "accounts" => query.filter(templates::owner_id.is_not_null()),
        // What is no id is nobody's.
        account => query.filter(templates::owner_id.eq(account.parse().unwrap_or(Uuid::nil()))),
    };
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
    let installed = cycles::table
        .filter(cycles::partner_id.eq(templates::partner_id))
        .filter(cycles::template_id.eq(templates::id.nullable()))
        .filter(cycles::state.ne("removed"))
        .count()
        .single_value();
    let owner = accounts::table
        .filter(accounts::partner_id.eq(templates::partner_id))
        .filter(templates::owner_id.eq(accounts::id.nullable()))
        .select(accounts::name)
        .single_value();
    let read = query
        .limit(rows + 1)
        .select((
            templates::id,
            templates::folder,
            templates::name,
            templates::name_key,
            templates::tags,
            templates::visible_to,
            templates::live_release,
            owner,
            installed,
        ))
        .load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |t: &Listed| (t.folder.clone(), t.name_key.clone(), t.id)))
}

/// A template without its releases.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Template {
    pub id: Uuid,
    pub folder: String,
    pub name: String,
    pub description: String,
    pub tags: Vec<String>,
    visible_to: String,
    visible_tags: Vec<String>,
    pub published: bool,
    pub live_release: Option<i32>,
    pub version: i32,
    /// The account that it belongs to; none: the partner.
    pub owner_id: Option<Uuid>,
    owner: Option<String>,
    installed: Option<i64>,
}

impl Template {
    /// The account that it belongs to; none: the partner.
    pub fn of_account(&self) -> Option<AccountId> {
        self.owner_id.map(AccountId)
    }
}

impl Template {
    pub fn visibility(&self) -> Visibility {
        Visibility::stored(&self.visible_to, &self.visible_tags)
    }

    /// Cycles that were installed from it; in an account's scope those of the account.
    pub fn installed(&self) -> i64 {
        self.installed.unwrap_or(0)
    }

    /// The name of the account that it belongs to; empty: the partner.
    pub fn owner(&self) -> &str {
        self.owner.as_deref().unwrap_or_default()
    }
}

/// A template: in the partner's scope any, in an account's one that the account owns. What is offered to an account from
/// above is not read here (T6): drafts and details are its owner's.
///
/// # Errors
/// `NotFound`.
pub(crate) fn find<P>(tx: &mut ReadTx<'_, P>, id: Uuid) -> AppResult<Template> {
    let installed = cycles::table
        .filter(cycles::partner_id.eq(templates::partner_id))
        .filter(cycles::template_id.eq(templates::id.nullable()))
        .filter(cycles::state.ne("removed"))
        .count()
        .single_value();
    let owner = accounts::table
        .filter(accounts::partner_id.eq(templates::partner_id))
        .filter(templates::owner_id.eq(accounts::id.nullable()))
        .select(accounts::name)
        .single_value();
    let mut query = templates::table.find((tx.partner_id().0, id)).into_boxed();
    if let Some(account) = tx.facts().account {
        query = query.filter(templates::owner_id.eq(account.0));
    }
    Ok(query
        .select((
            templates::id,
            templates::folder,
            templates::name,
            templates::description,
            templates::tags,
            templates::visible_to,
            templates::visible_tags,
            templates::published,
            templates::live_release,
            templates::version,
            templates::owner_id,
            owner,
            installed,
        ))
        .first(tx.conn())?)
}

/// A release without its flow.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = template_releases)]
pub(crate) struct Release {
    pub number: i32,
    /// draft, live, deprecated.
    pub state: String,
    pub notes: String,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub promoted_at: Option<DateTime<Utc>>,
    pub promoted_by: Option<String>,
    pub version: i32,
}

impl Release {
    pub fn is_draft(&self) -> bool {
        self.state == "draft"
    }
}

/// The newest releases of a template that was found.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn releases<P>(tx: &mut ReadTx<'_, P>, id: Uuid) -> AppResult<Vec<Release>> {
    Ok(template_releases::table
        .filter(template_releases::partner_id.eq(tx.partner_id().0))
        .filter(template_releases::template_id.eq(id))
        .order(template_releases::number.desc())
        .limit(RELEASES_SHOWN)
        .select(Release::as_select())
        .load(tx.conn())?)
}

/// Cycles by the release that they were installed from.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn installed<P>(tx: &mut ReadTx<'_, P>, id: Uuid) -> AppResult<Vec<(i32, i64)>> {
    let found: Vec<(Option<i32>, i64)> = cycles::table
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::template_id.eq(id))
        .filter(cycles::state.ne("removed"))
        .group_by(cycles::template_release)
        .select((cycles::template_release, diesel::dsl::count_star()))
        .load(tx.conn())?;
    Ok(found.into_iter().filter_map(|(number, count)| Some((number?, count))).collect())
}

/// A release.
///
/// # Errors
/// `NotFound`.
pub(crate) fn release<P>(tx: &mut ReadTx<'_, P>, id: Uuid, number: i32) -> AppResult<Release> {
    let partner = tx.partner_id().0;
    Ok(template_releases::table.find((partner, id, number)).select(Release::as_select()).first(tx.conn())?)
}

/// A release's flow.
///
/// # Errors
/// `NotFound`.
pub(crate) fn flow<P>(tx: &mut ReadTx<'_, P>, id: Uuid, number: i32) -> AppResult<Flow> {
    let partner = tx.partner_id().0;
    let stored: serde_json::Value =
        template_releases::table.find((partner, id, number)).select(template_releases::flow).first(tx.conn())?;
    Ok(serde_json::from_value(stored)?)
}

/// A release as a file.
///
/// # Errors
/// `NotFound`.
pub(crate) fn file<P>(tx: &mut ReadTx<'_, P>, template: Template, number: i32) -> AppResult<File> {
    let (release, flow) = (release(tx, template.id, number)?, flow(tx, template.id, number)?);
    let library = library(tx, template.of_account(), &flow)?;
    Ok(File {
        name: template.name,
        description: template.description,
        folder: template.folder,
        tags: template.tags,
        notes: release.notes,
        ..File::of(flow, &library)
    })
}

/// The connectors that a flow names: the partner's, and those that the account whose flow it is may use.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn library<P>(tx: &mut ReadTx<'_, P>, of: Option<AccountId>, flow: &Flow) -> AppResult<Library> {
    let keys: Vec<&str> = flow.slots.iter().map(|slot| slot.connector.as_str()).collect();
    library_of(tx, of, &keys)
}

/// The same by their keys.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn library_of<P>(tx: &mut ReadTx<'_, P>, of: Option<AccountId>, keys: &[&str]) -> AppResult<Library> {
    let line = line(tx, of)?;
    type Found = (String, Uuid, String, Option<serde_json::Value>);
    let live = connector_releases::partner_id
        .eq(connectors::partner_id)
        .and(connector_releases::connector_id.eq(connectors::id))
        .and(connectors::live_release.eq(connector_releases::number.nullable()));
    let found: Vec<Found> = connectors::table
        .left_join(connector_releases::table.on(live))
        .filter(connectors::partner_id.eq(tx.partner_id().0))
        .filter(connectors::key.eq_any(keys))
        .filter(of_partner_or(line))
        .select((
            connectors::key,
            connectors::id,
            connectors::name,
            connector_outline(connector_releases::definition.nullable()),
        ))
        .load(tx.conn())?;
    found
        .into_iter()
        .map(|(key, id, name, live)| {
            let live = live.map(serde_json::from_value).transpose()?;
            Ok((key, Known { id, name, live }))
        })
        .collect()
}

/// The accounts that a template is for where they are chosen: id, name and API ID, by name.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn chosen(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Vec<(Uuid, String, String)>> {
    Ok(template_accounts::table
        .inner_join(accounts::table.on(
            accounts::partner_id.eq(template_accounts::partner_id).and(accounts::id.eq(template_accounts::account_id)),
        ))
        .filter(template_accounts::partner_id.eq(tx.partner_id().0))
        .filter(template_accounts::template_id.eq(id))
        .filter(accounts::live)
        .order((accounts::name_key, accounts::id))
        .limit(CHOSEN_MAX)
        .select((accounts::id, accounts::name, accounts::api_id))
        .load(tx.conn())?)
}

/// Templates that a file may become a draft of: those that have none. Id and name, the first 500 by name.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn without_draft(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<(Uuid, String)>> {
    let draft = template_releases::table
        .filter(template_releases::partner_id.eq(templates::partner_id))
        .filter(template_releases::template_id.eq(templates::id))
        .filter(template_releases::state.eq("draft"));
    Ok(templates::table
        .filter(templates::partner_id.eq(tx.partner_id().0))
        .filter(diesel::dsl::not(diesel::dsl::exists(draft)))
        .order((templates::name_key, templates::id))
        .limit(500)
        .select((templates::id, templates::name))
        .load(tx.conn())?)
}
