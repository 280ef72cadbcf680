//! Reading a partner's library. Definitions are large, so each query reads only the part that is shown.

use super::model::{Definition, Method};
use super::openapi::report::{Report, Totals};
use crate::db::schema::{account_connectors, accounts, connector_clients, connector_releases, connectors};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::people::model::fold;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::dsl::count;
use diesel::prelude::*;
use diesel::sql_types::{Jsonb, Text};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.connector_outline"] fn connector_outline(definition: Jsonb) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.connector_method"] fn connector_method(definition: Jsonb, method: Text) -> diesel::sql_types::Nullable<Jsonb>; }

/// Releases a connector's page lists.
const RELEASES_SHOWN: i64 = 100;

/// What the list is narrowed to; all of it is in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    /// The beginning of the name.
    pub q: String,
    /// application, utility, custom, or empty.
    pub kind: String,
    /// partner, accounts, an account's id, or empty.
    pub owner: String,
}

impl Filter {
    pub fn is_set(&self) -> bool {
        !(self.q.trim().is_empty() && self.kind.is_empty() && self.owner.is_empty())
    }
}

/// A row's place in the list: folded name and id.
pub(crate) type Key = (String, Uuid);

/// A connector as the list shows it, with what its live release says.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Listed {
    pub id: Uuid,
    pub name: String,
    pub name_key: String,
    pub key: String,
    pub kind: String,
    pub live_release: Option<i32>,
    pub methods: Option<i32>,
    pub authentication: Option<String>,
    /// Accounts in which it is installed.
    pub accounts: Option<i64>,
    /// The account that owns it; none: the partner.
    pub owner: Option<String>,
}

/// One page of connectors by name.
pub(crate) fn list(
    tx: &mut ReadTx<'_, InPartner>,
    filter: &Filter,
    from: &From<Key>,
    rows: i64,
) -> AppResult<PageOf<Listed>> {
    let partner = tx.partner_id().0;
    let live = connector_releases::partner_id
        .eq(connectors::partner_id)
        .and(connector_releases::connector_id.eq(connectors::id))
        .and(connectors::live_release.eq(connector_releases::number.nullable()));
    let mut query = connectors::table
        .left_join(connector_releases::table.on(live))
        .filter(connectors::partner_id.eq(partner))
        .into_boxed();
    let begins = fold(&filter.q);
    if !begins.is_empty() {
        let end = format!("{begins}{}", char::MAX);
        query = query.filter(connectors::name_key.ge(begins)).filter(connectors::name_key.lt(end));
    }
    if !filter.kind.is_empty() {
        query = query.filter(connectors::kind.eq(filter.kind.clone()));
    }
    query = match filter.owner.as_str() {
        "" => query,
        "partner" => query.filter(connectors::owner_id.is_null()),
        "accounts" => query.filter(connectors::owner_id.is_not_null()),
        // What is no id is nobody's.
        account => query.filter(connectors::owner_id.eq(account.parse().unwrap_or(Uuid::nil()))),
    };
    // `>=` on the name is the index range; the rest of the condition settles equal names.
    query = match from.clone() {
        From::Start => query.order((connectors::name_key.asc(), connectors::id.asc())),
        From::After((key, id)) => query
            .filter(connectors::name_key.ge(key.clone()))
            .filter(connectors::name_key.gt(key).or(connectors::id.gt(id)))
            .order((connectors::name_key.asc(), connectors::id.asc())),
        From::Before((key, id)) => query
            .filter(connectors::name_key.le(key.clone()))
            .filter(connectors::name_key.lt(key).or(connectors::id.lt(id)))
            .order((connectors::name_key.desc(), connectors::id.desc())),
    };
    let installed = account_connectors::table
        .filter(account_connectors::partner_id.eq(connectors::partner_id))
        .filter(account_connectors::connector_id.eq(connectors::id))
        .select(count(account_connectors::account_id).aggregate_distinct())
        .single_value();
    let owner = accounts::table
        .filter(accounts::partner_id.eq(connectors::partner_id))
        .filter(connectors::owner_id.eq(accounts::id.nullable()))
        .select(accounts::name)
        .single_value();
    let read = query
        .limit(rows + 1)
        .select((
            connectors::id,
            connectors::name,
            connectors::name_key,
            connectors::key,
            connectors::kind,
            connectors::live_release,
            connector_releases::methods.nullable(),
            connector_releases::authentication.nullable(),
            installed,
            owner,
        ))
        .load(tx.conn())?;
    Ok(PageOf::cut(read, from, rows, |c: &Listed| (c.name_key.clone(), c.id)))
}

/// A connector without its releases.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Connector {
    pub id: Uuid,
    pub key: String,
    pub name: String,
    pub kind: String,
    pub origin: String,
    pub live_release: Option<i32>,
    pub version: i32,
    /// The account that it belongs to; none: the partner.
    pub owner_id: Option<Uuid>,
    /// Account Connectors that are made of it.
    pub installed: Option<i64>,
}

/// A connector of the partner.
///
/// # Errors
/// `NotFound`.
pub(crate) fn find<P>(tx: &mut ReadTx<'_, P>, id: Uuid) -> AppResult<Connector> {
    let partner = tx.partner_id().0;
    let installed = account_connectors::table
        .filter(account_connectors::partner_id.eq(connectors::partner_id))
        .filter(account_connectors::connector_id.eq(connectors::id))
        .count()
        .single_value();
    Ok(connectors::table
        .find((partner, id))
        .select((
            connectors::id,
            connectors::key,
            connectors::name,
            connectors::kind,
            connectors::origin,
            connectors::live_release,
            connectors::version,
            connectors::owner_id,
            installed,
        ))
        .first(tx.conn())?)
}

/// A release without its definition.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Release {
    pub number: i32,
    /// draft, live, deprecated.
    pub state: String,
    pub methods: i32,
    pub authentication: String,
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

/// The columns of [`Release`]. A macro, because the type cannot be named.
macro_rules! release_columns {
    () => {
        (
            connector_releases::number,
            connector_releases::state,
            connector_releases::methods,
            connector_releases::authentication,
            connector_releases::notes,
            connector_releases::created_at,
            connector_releases::created_by,
            connector_releases::promoted_at,
            connector_releases::promoted_by,
            connector_releases::version,
        )
    };
}

/// The newest releases of a connector.
pub(crate) fn releases(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Vec<Release>> {
    let partner = tx.partner_id().0;
    Ok(connector_releases::table
        .filter(connector_releases::partner_id.eq(partner))
        .filter(connector_releases::connector_id.eq(id))
        .order(connector_releases::number.desc())
        .limit(RELEASES_SHOWN)
        .select(release_columns!())
        .load(tx.conn())?)
}

/// A release.
///
/// # Errors
/// `NotFound`.
pub(crate) fn release<P>(tx: &mut ReadTx<'_, P>, id: Uuid, number: i32) -> AppResult<Release> {
    let partner = tx.partner_id().0;
    let row = connector_releases::table.find((partner, id, number)).select(release_columns!());
    Ok(row.first(tx.conn())?)
}

/// A release's definition whose methods are without their fields.
///
/// # Errors
/// `NotFound`.
pub(crate) fn outline(tx: &mut ReadTx<'_, InPartner>, id: Uuid, number: i32) -> AppResult<Definition> {
    let partner = tx.partner_id().0;
    let stored: serde_json::Value = connector_releases::table
        .find((partner, id, number))
        .select(connector_outline(connector_releases::definition))
        .first(tx.conn())?;
    Ok(serde_json::from_value(stored)?)
}

/// A release's whole definition.
///
/// # Errors
/// `NotFound`.
pub(crate) fn definition<P>(tx: &mut ReadTx<'_, P>, id: Uuid, number: i32) -> AppResult<Definition> {
    let partner = tx.partner_id().0;
    let stored: serde_json::Value = connector_releases::table
        .find((partner, id, number))
        .select(connector_releases::definition)
        .first(tx.conn())?;
    Ok(serde_json::from_value(stored)?)
}

/// One method of a release.
///
/// # Errors
/// `NotFound`.
pub(crate) fn method(tx: &mut ReadTx<'_, InPartner>, id: Uuid, number: i32, key: &str) -> AppResult<Method> {
    let partner = tx.partner_id().0;
    let stored: Option<serde_json::Value> = connector_releases::table
        .find((partner, id, number))
        .select(connector_method(connector_releases::definition, key))
        .first(tx.conn())?;
    Ok(serde_json::from_value(stored.ok_or(AppError::NotFound)?)?)
}

/// What the import of a release could not take over; empty for one that was not imported.
///
/// # Errors
/// `NotFound`.
pub(crate) fn report(tx: &mut ReadTx<'_, InPartner>, id: Uuid, number: i32) -> AppResult<Report> {
    let partner = tx.partner_id().0;
    let stored: serde_json::Value =
        connector_releases::table.find((partner, id, number)).select(connector_releases::report).first(tx.conn())?;
    Ok(serde_json::from_value(stored)?)
}

/// Only the figures of [`report`]; none where nothing was imported.
///
/// # Errors
/// `NotFound`.
pub(crate) fn report_totals(tx: &mut ReadTx<'_, InPartner>, id: Uuid, number: i32) -> AppResult<Option<Totals>> {
    let partner = tx.partner_id().0;
    let stored: Option<serde_json::Value> = connector_releases::table
        .find((partner, id, number))
        .select(connector_releases::report.nullable().retrieve_as_object("totals"))
        .first(tx.conn())?;
    Ok(stored.map(serde_json::from_value).transpose()?)
}

/// The partner's registration at the application; its secret is never read here.
#[derive(Clone, Debug, Queryable)]
pub(crate) struct Client {
    pub client_id: String,
    pub scopes: Vec<String>,
    pub updated_at: DateTime<Utc>,
    pub updated_by: String,
    /// The host name that people come back by from the application; None: the installation's.
    pub redirect_host: Option<String>,
}

pub(crate) fn client(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Option<Client>> {
    let partner = tx.partner_id().0;
    Ok(connector_clients::table
        .find((partner, id))
        .select((
            connector_clients::client_id,
            connector_clients::scopes,
            connector_clients::updated_at,
            connector_clients::updated_by,
            connector_clients::redirect_host,
        ))
        .first(tx.conn())
        .optional()?)
}

/// Applications of the catalogue that the partner has added: origin and connector.
pub(crate) fn added(tx: &mut ReadTx<'_, InPartner>, origins: &[String]) -> AppResult<Vec<(String, Uuid)>> {
    let partner = tx.partner_id().0;
    Ok(connectors::table
        .filter(connectors::partner_id.eq(partner))
        .filter(connectors::origin.eq_any(origins))
        .order(connectors::id)
        .select((connectors::origin, connectors::id))
        .load(tx.conn())?)
}

/// The release that a release is compared with: the live one for a draft, else the one before it.
pub(crate) fn compared_with(
    tx: &mut ReadTx<'_, InPartner>,
    of: &Connector,
    release: &Release,
) -> AppResult<Option<i32>> {
    if release.is_draft() {
        return Ok(of.live_release);
    }
    let partner = tx.partner_id().0;
    Ok(connector_releases::table
        .filter(connector_releases::partner_id.eq(partner))
        .filter(connector_releases::connector_id.eq(of.id))
        .filter(connector_releases::number.lt(release.number))
        .select(diesel::dsl::max(connector_releases::number))
        .first(tx.conn())?)
}

/// A connector's key with the number and the definition of its live release, its methods without their fields.
///
/// # Errors
/// `NotFound` where no release of it is live.
pub(crate) fn live_outline<P>(tx: &mut ReadTx<'_, P>, id: Uuid) -> AppResult<(String, i32, Definition)> {
    let (key, number, stored): (String, i32, serde_json::Value) = connectors::table
        .inner_join(
            connector_releases::table.on(connector_releases::partner_id
                .eq(connectors::partner_id)
                .and(connector_releases::connector_id.eq(connectors::id))
                .and(connector_releases::number.nullable().eq(connectors::live_release))),
        )
        .filter(connectors::partner_id.eq(tx.partner_id().0))
        .filter(connectors::id.eq(id))
        .select((connectors::key, connector_releases::number, connector_outline(connector_releases::definition)))
        .first(tx.conn())?;
    Ok((key, number, serde_json::from_value(stored)?))
}
