//! What is done with Account Connectors, in the scope of the partner or of the account itself. Whatever makes one
//! unusable stops the cycles that use it in the same transaction, those of accounts below too, and tells them whom to
//! ask. Credentials are sealed here and never read.

use super::model::{ConnectorName, IN_ACCOUNT_MAX, LINK_MINUTES, Typed, Use, Way, secret_of, way};
use super::queries::{self, Row, Setup};
use super::secret::{Secret, slot};
use crate::accounts::queries as accounts;
use crate::audit::Entry;
use crate::connectors::model::Authentication;
use crate::connectors::owned::installable;
use crate::db::schema::{account_connectors, connect_links};
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountConnectorId, AccountId, ConnectorId, TokenHash};
use crate::limits::choke::room;
use crate::limits::model::Kind;
use crate::people::model::Version;
use crate::secrets::Vault;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error};
use diesel::sql_types::{Text, Timestamptz, Uuid as SqlUuid};
use std::collections::BTreeMap;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.stop_unusable"] fn stop_unusable(of_account: SqlUuid, of_connector: SqlUuid, said_here: Text, said_below: Text, at: Timestamptz) -> Integer; }

/// Said where there is nothing to give.
pub(super) fn needs_none() -> &'static str {
    t!("account-connectors-needs-none")
}

/// One to be installed.
pub(crate) struct New {
    pub connector: ConnectorId,
    pub name: ConnectorName,
    pub parameters: BTreeMap<String, String>,
    pub shared: bool,
}

/// The account's name, for messages to accounts below.
fn name_of<P>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<String> {
    accounts::name(tx, account)?.ok_or(AppError::NotFound)
}

/// Installs a connector in an account. It is to be connected next, unless it needs no credentials.
///
/// # Errors
/// `NotFound` for an account or a connector that is not there; `Invalid` for a name that is taken.
pub(crate) fn add<P>(tx: &mut WriteTx<'_, P>, account: AccountId, new: &New) -> AppResult<AccountConnectorId> {
    queries::live(tx, account)?;
    installable(tx, account, new.connector)?;
    let setup = queries::setup(tx, new.connector)?;
    let (partner, now, by) = (tx.partner_id().0, tx.now(), signed(tx));
    let present = account_connectors::table
        .filter(account_connectors::partner_id.eq(partner))
        .filter(account_connectors::account_id.eq(account.0));
    if present.count().get_result::<i64>(tx.conn())? >= IN_ACCOUNT_MAX {
        let why = t!("account-connectors-most", n = IN_ACCOUNT_MAX);
        return Err(AppError::invalid("", why));
    }
    let id = AccountConnectorId::new();
    let ready = way(&setup.authentication) == Way::Nothing;
    diesel::insert_into(account_connectors::table)
        .values((
            account_connectors::partner_id.eq(partner),
            account_connectors::account_id.eq(account.0),
            account_connectors::id.eq(id.0),
            account_connectors::connector_id.eq(new.connector.0),
            account_connectors::name.eq(new.name.as_str()),
            account_connectors::state.eq(if ready { "ready" } else { "open" }),
            account_connectors::shared.eq(new.shared),
            account_connectors::parameters.eq(serde_json::to_value(&new.parameters)?),
            account_connectors::created_at.eq(now),
            account_connectors::created_by.eq(by),
        ))
        .execute(tx.conn())
        .map_err(|cause| name_taken(cause, new.name.as_str()))?;
    room(tx, account, Kind::Connectors, 1)?;
    let entry = Entry::of("account_connector.added", "account_connector", id, new.name.as_str())
        .in_account(account)
        .change("application", "", &setup.application)
        .change("shared", "", new.shared);
    let none = BTreeMap::new();
    tx.audit(parameters_changed(entry, &none, &new.parameters));
    Ok(id)
}

/// Gives it another name or other parameters; its credentials stay.
///
/// # Errors
/// `Conflict` when somebody else changed it meanwhile; `Invalid` for a name that is taken.
pub(crate) fn edit<P>(
    tx: &mut WriteTx<'_, P>,
    (account, id): (AccountId, AccountConnectorId),
    seen: Version,
    name: &ConnectorName,
    parameters: &BTreeMap<String, String>,
) -> AppResult<()> {
    let row = locked(tx, account, id, Some(seen))?;
    diesel::update(account_connectors::table.find((tx.partner_id().0, account.0, id.0)))
        .set((
            account_connectors::name.eq(name.as_str()),
            account_connectors::parameters.eq(serde_json::to_value(parameters)?),
            account_connectors::version.eq(row.version + 1),
        ))
        .execute(tx.conn())
        .map_err(|cause| name_taken(cause, name.as_str()))?;
    let entry = Entry::of("account_connector.edited", "account_connector", id, name.as_str())
        .in_account(account)
        .change("name", &row.name, name.as_str());
    tx.audit(parameters_changed(entry, &row.parameters(), parameters));
    Ok(())
}

/// Seals the credentials that a form gave, in place of any it had. `seen` is none where a link's holder gives them.
///
/// # Errors
/// `Invalid` at each field that is wrong; `Conflict` when somebody else changed it meanwhile, or where no form can give
/// the credentials.
pub(crate) fn connect<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    (account, id): (AccountId, AccountConnectorId),
    seen: Option<Version>,
    typed: &Typed,
) -> AppResult<String> {
    let row = locked(tx, account, id, seen)?;
    let Setup { authentication, .. } = queries::setup_of(tx, &row)?;
    by_form(&authentication)?;
    let secret = secret_of(&authentication, typed)?;
    connected(tx, vault, account, &row, &secret, (&[], None))?;
    Ok(row.name)
}

/// Seals credentials in place of any it had. `granted`: scopes, and when they end where that is known.
pub(super) fn connected<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    row: &Row,
    secret: &Secret,
    granted: (&[String], Option<DateTime<Utc>>),
) -> AppResult<()> {
    let id = AccountConnectorId(row.id);
    let (place, plain) = (slot(tx.partner_id(), id), secret.write()?);
    let sealed = vault.seal(tx, place, &plain)?;
    let (now, by) = (tx.now(), signed(tx));
    diesel::update(account_connectors::table.find((tx.partner_id().0, account.0, id.0)))
        .set((
            account_connectors::state.eq("ready"),
            account_connectors::secret.eq(sealed),
            account_connectors::scopes.eq(granted.0),
            account_connectors::problem.eq(None::<String>),
            account_connectors::authenticated_at.eq(now),
            account_connectors::authenticated_by.eq(by),
            account_connectors::expires_at.eq(granted.1),
            account_connectors::tokens_version.eq(account_connectors::tokens_version + 1),
            account_connectors::refreshing_until.eq(None::<DateTime<Utc>>),
            account_connectors::version.eq(row.version + 1),
        ))
        .execute(tx.conn())?;
    let entry = Entry::of("account_connector.connected", "account_connector", id, &row.name);
    tx.audit(entry.in_account(account).change("state", &row.state, "ready"));
    Ok(())
}

/// Forgets the credentials and stops the cycles that use it; answers how many ran.
///
/// # Errors
/// `Conflict` when there is nothing to forget, or somebody else changed it meanwhile.
pub(crate) fn disconnect<P>(
    tx: &mut WriteTx<'_, P>,
    (account, id): (AccountId, AccountConnectorId),
    seen: Version,
) -> AppResult<i32> {
    let row = locked(tx, account, id, Some(seen))?;
    if row.authenticated_at.is_none() {
        return Err(AppError::Conflict(t!("account-connectors-nothing-to-disconnect", name = row.name)));
    }
    diesel::update(account_connectors::table.find((tx.partner_id().0, account.0, id.0)))
        .set((
            account_connectors::state.eq("open"),
            account_connectors::secret.eq(None::<Vec<u8>>),
            account_connectors::scopes.eq(Vec::<String>::new()),
            account_connectors::problem.eq(None::<String>),
            account_connectors::authenticated_at.eq(None::<DateTime<Utc>>),
            account_connectors::authenticated_by.eq(None::<String>),
            account_connectors::expires_at.eq(None::<DateTime<Utc>>),
            account_connectors::tokens_version.eq(account_connectors::tokens_version + 1),
            account_connectors::refreshing_until.eq(None::<DateTime<Utc>>),
            account_connectors::version.eq(row.version + 1),
        ))
        .execute(tx.conn())?;
    // A link that was made for the credentials of before does not bring them back, nor does a sign-in under way.
    drop_links(tx, account, id)?;
    super::grants::forget(tx, account, id, None)?;
    let entry = Entry::of("account_connector.disconnected", "account_connector", id, &row.name);
    tx.audit(entry.in_account(account).change("state", &row.state, "open"));
    let (owner, by) = (name_of(tx, account)?, signed(tx));
    let name = &row.name;
    stop(
        tx,
        (account, id),
        &format!("“{name}” was disconnected by {by}. Connect it again, then start this cycle."),
        &format!(
            "“{name}” of {owner} was disconnected. Ask an administrator of {owner} to connect it again, then start this cycle."
        ),
    )
}

/// Shares it with accounts below, or keeps it to the account itself, which stops their cycles that use it; answers how
/// many ran.
///
/// # Errors
/// `Conflict` when somebody else changed it meanwhile.
pub(crate) fn share<P>(
    tx: &mut WriteTx<'_, P>,
    (account, id): (AccountId, AccountConnectorId),
    seen: Version,
    shared: bool,
) -> AppResult<i32> {
    let row = locked(tx, account, id, Some(seen))?;
    if row.shared == shared {
        return Ok(0);
    }
    diesel::update(account_connectors::table.find((tx.partner_id().0, account.0, id.0)))
        .set((account_connectors::shared.eq(shared), account_connectors::version.eq(row.version + 1)))
        .execute(tx.conn())?;
    let action = if shared { "account_connector.shared" } else { "account_connector.unshared" };
    tx.audit(Entry::of(action, "account_connector", id, &row.name).in_account(account));
    let owner = name_of(tx, account)?;
    let name = &row.name;
    stop(
        tx,
        (account, id),
        &format!("“{name}” is not connected. Connect it, then start this cycle."),
        &format!(
            "{owner} does not share “{name}” any more. Ask an administrator of {owner}, or use a connector of this account, then start this cycle."
        ),
    )
}

/// Removes it with its credentials.
///
/// # Errors
/// `Invalid` while cycles use it; `Conflict` when somebody else changed it meanwhile.
pub(crate) fn remove<P>(
    tx: &mut WriteTx<'_, P>,
    (account, id): (AccountId, AccountConnectorId),
    seen: Version,
) -> AppResult<String> {
    let row = locked(tx, account, id, Some(seen))?;
    if let Some(why) = in_use(queries::uses(tx, account, id)?) {
        return Err(AppError::invalid("", why));
    }
    diesel::delete(account_connectors::table.find((tx.partner_id().0, account.0, id.0))).execute(tx.conn())?;
    tx.audit(Entry::of("account_connector.removed", "account_connector", id, &row.name).in_account(account));
    Ok(row.name)
}

/// Why it cannot be removed; none when nothing uses it.
pub(crate) fn in_use(uses: Use) -> Option<String> {
    match (uses.here, uses.below) {
        (0, 0) => None,
        (here, 0) => Some(t!("account-connectors-in-use-here", n = here)),
        (0, below) => Some(t!("account-connectors-in-use-below", n = below)),
        (here, below) => Some(t!("account-connectors-in-use-both", here = here, below = below)),
    }
}

/// Makes a link for its credentials, in place of an older one that was not used; answers until when it is good.
///
/// # Errors
/// `Conflict` where it needs no credentials.
pub(crate) fn make_link<P>(
    tx: &mut WriteTx<'_, P>,
    (account, id): (AccountId, AccountConnectorId),
    token: &TokenHash,
) -> AppResult<DateTime<Utc>> {
    queries::live(tx, account)?;
    let row = locked(tx, account, id, None)?;
    if way(&queries::setup_of(tx, &row)?.authentication) == Way::Nothing {
        return Err(AppError::Conflict(needs_none().to_owned()));
    }
    drop_links(tx, account, id)?;
    let (now, by) = (tx.now(), signed(tx));
    let until = now + Duration::minutes(LINK_MINUTES);
    diesel::insert_into(connect_links::table)
        .values((
            connect_links::partner_id.eq(tx.partner_id().0),
            connect_links::account_id.eq(account.0),
            connect_links::id.eq(Uuid::now_v7()),
            connect_links::account_connector_id.eq(id.0),
            connect_links::token_hash.eq(&token.0),
            connect_links::person_id.eq(tx.person_id().0),
            connect_links::created_by.eq(by),
            connect_links::created_at.eq(now),
            connect_links::expires_at.eq(until),
        ))
        .execute(tx.conn())?;
    tx.audit(Entry::of("account_connector.linked", "account_connector", id, &row.name).in_account(account));
    Ok(until)
}

fn drop_links<P>(tx: &mut WriteTx<'_, P>, account: AccountId, id: AccountConnectorId) -> AppResult<()> {
    let older = connect_links::table
        .filter(connect_links::partner_id.eq(tx.partner_id().0))
        .filter(connect_links::account_id.eq(account.0))
        .filter(connect_links::account_connector_id.eq(id.0))
        .filter(connect_links::used_at.is_null());
    diesel::delete(older).execute(tx.conn())?;
    Ok(())
}

/// Its row, locked until the transaction ends: whoever would use it meanwhile waits.
pub(super) fn locked<P>(
    tx: &mut WriteTx<'_, P>,
    account: AccountId,
    id: AccountConnectorId,
    seen: Option<Version>,
) -> AppResult<Row> {
    let row: Row = account_connectors::table
        .find((tx.partner_id().0, account.0, id.0))
        .select(Row::as_select())
        .for_update()
        .first(tx.conn())?;
    if seen.is_some_and(|seen| seen.0 != row.version) {
        return Err(AppError::Conflict(t!("account-connectors-changed-meanwhile").to_owned()));
    }
    Ok(row)
}

/// Refuses what no form can give.
fn by_form(authentication: &Authentication) -> AppResult<()> {
    let why = match way(authentication) {
        Way::Form(_) => return Ok(()),
        Way::Nothing => needs_none(),
        Way::Provider => t!("account-connectors-not-by-form"),
    };
    Err(AppError::Conflict(why.to_owned()))
}

fn stop<P>(
    tx: &mut WriteTx<'_, P>,
    (account, id): (AccountId, AccountConnectorId),
    said_here: &str,
    said_below: &str,
) -> AppResult<i32> {
    let now = tx.now();
    Ok(diesel::select(stop_unusable(account.0, id.0, said_here, said_below, now)).get_result(tx.conn())?)
}

/// Who did it, for the account's own people to read: the partner's staff is named as the partner, as in their log.
fn signed<P>(tx: &ReadTx<'_, P>) -> String {
    let facts = tx.facts();
    if facts.for_partner() && !facts.partner_name.is_empty() { facts.partner_name.clone() } else { facts.name.clone() }
}

fn parameters_changed(entry: Entry, before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Entry {
    let keys: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let of = |from: &BTreeMap<String, String>, key: &str| from.get(key).cloned().unwrap_or_default();
    keys.into_iter()
        .fold(entry, |entry, key| entry.change(&format!("parameter.{key}"), of(before, key), of(after, key)))
}

fn name_taken(cause: Error, name: &str) -> AppError {
    match &cause {
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, info)
            if info.constraint_name() == Some("account_connectors_name") =>
        {
            AppError::invalid("name", t!("account-connectors-name-taken", name = name))
        }
        _ => cause.into(),
    }
}
