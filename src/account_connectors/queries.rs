//! Reading Account Connectors, in the scope of the partner or of the account itself. The credentials cannot be read
//! here: no page role may select them.

use super::model::{IN_ACCOUNT_MAX, State, Use};
use crate::connectors::model::{Authentication, Parameter};
use crate::connectors::owned::of_partner_or;
use crate::db::ReadTx;
use crate::db::schema::{
    account_connectors, accounts, connector_clients, connector_releases, connectors, cycle_connectors, cycles,
};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountConnectorId, AccountId, ConnectorId};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.inherited_connectors"] fn inherited_connectors(of_account: SqlUuid) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "app.connector_use"] fn connector_use(of_account: SqlUuid, of_connector: SqlUuid) -> Jsonb; }

/// Cycles that a page names.
const CYCLES_SHOWN: i64 = 100;
/// Connectors that the choice offers at once.
const LIBRARY_SHOWN: i64 = 100;

/// An Account Connector as its row is, without its credentials.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = account_connectors)]
pub(crate) struct Row {
    pub id: Uuid,
    pub connector_id: Uuid,
    pub name: String,
    pub description: String,
    pub state: String,
    pub shared: bool,
    pub parameters: serde_json::Value,
    pub problem: Option<String>,
    pub authenticated_at: Option<DateTime<Utc>>,
    pub authenticated_by: Option<String>,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub version: i32,
}

impl Row {
    pub fn state(&self) -> State {
        State::stored(&self.state)
    }

    /// What it says beside its credentials, by the key of the parameter.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        serde_json::from_value(self.parameters.clone()).unwrap_or_default()
    }
}

/// What an account may use of the accounts above it (T6).
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Inherited {
    pub id: Uuid,
    pub name: String,
    pub application: String,
    /// Of the library.
    pub connector: Uuid,
    pub owner: Uuid,
    pub owner_name: String,
    pub state: String,
}

/// The parts of a connector's live release that forms are made of; never its methods, which may be thousands.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    pub application: String,
    pub authentication: Authentication,
    pub parameters: Vec<Parameter>,
}

/// That the account is there and not in the recycle bin: what is installed in an account, is installed in a live one.
pub(crate) fn live<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<()> {
    let found = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::id.eq(account.0))
        .filter(accounts::live)
        .select(accounts::id);
    let _: Uuid = found.first(tx.conn())?;
    Ok(())
}

/// An account's own ones with the names of their applications, by name.
pub(crate) fn own<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Vec<(Row, String)>> {
    let found = account_connectors::table
        .inner_join(
            connectors::table.on(connectors::partner_id
                .eq(account_connectors::partner_id)
                .and(connectors::id.eq(account_connectors::connector_id))),
        )
        .filter(account_connectors::partner_id.eq(tx.partner_id().0))
        .filter(account_connectors::account_id.eq(account.0))
        .order((account_connectors::name, account_connectors::id))
        .limit(IN_ACCOUNT_MAX)
        .select((Row::as_select(), connectors::name));
    Ok(found.load(tx.conn())?)
}

/// The application's name, with a number behind it where the account has one that is called so.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn free_name<P>(tx: &mut ReadTx<'_, P>, account: AccountId, application: &str) -> AppResult<String> {
    let taken: Vec<String> = own(tx, account)?.into_iter().map(|(row, _)| row.name.to_lowercase()).collect();
    let numbered = (2..=IN_ACCOUNT_MAX + 1).map(|number| format!("{application} {number}"));
    let free =
        std::iter::once(application.to_owned()).chain(numbered).find(|name| !taken.contains(&name.to_lowercase()));
    Ok(free.unwrap_or_else(|| application.to_owned()))
}

pub(crate) fn find<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: AccountConnectorId) -> AppResult<Row> {
    let partner = tx.partner_id().0;
    Ok(account_connectors::table.find((partner, account.0, id.0)).select(Row::as_select()).first(tx.conn())?)
}

pub(crate) fn inherited<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<Vec<Inherited>> {
    let found: serde_json::Value = diesel::select(inherited_connectors(account.0)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// Connectors that can be installed in an account, the partner's and its own: id, name, kind. Those whose name begins so.
pub(crate) fn library<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    search: &str,
) -> AppResult<Vec<(Uuid, String, String)>> {
    let begins = search.trim().to_lowercase().replace(['\\', '%', '_'], "");
    let found = connectors::table
        .filter(connectors::partner_id.eq(tx.partner_id().0))
        .filter(of_partner_or(vec![account.0]))
        .filter(connectors::live_release.is_not_null())
        .filter(connectors::name_key.like(format!("{begins}%")))
        .order((connectors::name_key, connectors::id))
        .limit(LIBRARY_SHOWN)
        .select((connectors::id, connectors::name, connectors::kind));
    Ok(found.load(tx.conn())?)
}

/// What the forms of a connector are made of. Absent where no release of it is live.
pub(crate) fn setup<P>(tx: &mut ReadTx<'_, P>, connector: ConnectorId) -> AppResult<Setup> {
    type Found = (String, Option<serde_json::Value>, Option<serde_json::Value>);
    let (application, authentication, parameters): Found = connectors::table
        .inner_join(
            connector_releases::table.on(connector_releases::partner_id
                .eq(connectors::partner_id)
                .and(connector_releases::connector_id.eq(connectors::id))
                .and(connector_releases::number.nullable().eq(connectors::live_release))),
        )
        .filter(connectors::partner_id.eq(tx.partner_id().0))
        .filter(connectors::id.eq(connector.0))
        .select((
            connectors::name,
            connector_releases::definition.retrieve_as_object("authentication").nullable(),
            connector_releases::definition.retrieve_as_object("parameters").nullable(),
        ))
        .first(tx.conn())?;
    Ok(Setup {
        application,
        authentication: authentication.map(serde_json::from_value).transpose()?.unwrap_or_default(),
        parameters: parameters.map(serde_json::from_value).transpose()?.unwrap_or_default(),
    })
}

/// As [`setup`], for one that is installed: a release may be withdrawn while it is.
pub(crate) fn setup_of<P>(tx: &mut ReadTx<'_, P>, row: &Row) -> AppResult<Setup> {
    match setup(tx, ConnectorId(row.connector_id)) {
        Err(AppError::NotFound) => Err(AppError::Conflict(t!("account-connectors-no-live-release").to_owned())),
        other => other,
    }
}

/// The partner's registration at the application, without its secret: client ID and scopes.
pub(crate) fn registration<P>(tx: &mut ReadTx<'_, P>, connector: ConnectorId) -> AppResult<Option<Registered>> {
    let found = connector_clients::table.find((tx.partner_id().0, connector.0)).select((
        connector_clients::client_id,
        connector_clients::scopes,
        connector_clients::redirect_host,
    ));
    Ok(found.first(tx.conn()).optional()?)
}

/// The partner's registration at an application, as far as others than the partner may see it.
#[derive(Queryable)]
pub(crate) struct Registered {
    pub client_id: String,
    /// Asked for; none: what the application offers.
    pub scopes: Vec<String>,
    /// The host name that people come back by from the application; None: the installation's.
    pub redirect_host: Option<String>,
}

/// The name of the application, whether a release is live or not.
pub(crate) fn application<P>(tx: &mut ReadTx<'_, P>, row: &Row) -> AppResult<String> {
    let partner = tx.partner_id().0;
    Ok(connectors::table.find((partner, row.connector_id)).select(connectors::name).first(tx.conn())?)
}

/// The account's own cycles that use it: name and state, the first hundred by name.
pub(crate) fn cycles_here<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    id: AccountConnectorId,
) -> AppResult<Vec<(String, String)>> {
    let partner = tx.partner_id().0;
    let using = cycle_connectors::table
        .filter(cycle_connectors::partner_id.eq(partner))
        .filter(cycle_connectors::owner_id.eq(account.0))
        .filter(cycle_connectors::account_connector_id.eq(id.0))
        .filter(cycle_connectors::account_id.eq(account.0))
        .select(cycle_connectors::cycle_id);
    let found = cycles::table
        .filter(cycles::partner_id.eq(partner))
        .filter(cycles::account_id.eq(account.0))
        .filter(cycles::id.eq_any(using))
        .filter(cycles::state.ne("removed"))
        .order((cycles::name_key, cycles::id))
        .limit(CYCLES_SHOWN)
        .select((cycles::name, cycles::state));
    Ok(found.load(tx.conn())?)
}

/// How many cycles use it, here and below.
pub(crate) fn uses<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: AccountConnectorId) -> AppResult<Use> {
    let found: serde_json::Value = diesel::select(connector_use(account.0, id.0)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}
