//! Account Connectors that are made on the way, where an installation needs them.

use super::actions::{New, add};
use super::model::{ConnectorName, Typed, parameters_of};
use super::queries;
use crate::connectors::owned::installable;
use crate::db::WriteTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountConnectorId, AccountId, ConnectorId};

/// Installs a connector under the name of its application, with the usual parameters. None: it is another account's, or must be
/// told something first.
///
/// # Errors
/// As [`add`].
pub(crate) fn add_usual<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    connector: ConnectorId,
) -> AppResult<Option<AccountConnectorId>> {
    match installable(tx, account, connector) {
        Err(AppError::NotFound) => return Ok(None),
        other => other?,
    }
    let setup = queries::setup(tx, connector)?;
    let mut errors = FieldErrors::default();
    let parameters = parameters_of(&setup.parameters, &Typed::default(), &mut errors);
    let called = queries::free_name(tx, account, &setup.application)?;
    let name = errors.take("name", ConnectorName::parse(&called));
    match name.filter(|_| errors.is_empty()) {
        Some(name) => add(tx, account, &New { connector, name, parameters, shared: true }).map(Some),
        None => Ok(None),
    }
}
