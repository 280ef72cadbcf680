//! The calls about connectors that are installed in an account.

use super::given::{ConnectorBody, named, typed};
use super::installing::description;
use super::model::InstalledObject;
use super::queries as library;
use crate::account_connectors::model::{ConnectorName, parameter_field, parameters_of};
use crate::account_connectors::pages::Stand;
use crate::account_connectors::queries::{self, Row};
use crate::account_connectors::{actions, model::Typed};
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountConnectorId, AccountId, known};
use crate::people::model::{Version, fold};
use crate::secrets::Vault;
use crate::web::api::call::Called;
use crate::web::api::{Answer, Body, Call, Given, ListQuery};
use crate::web::forms::Asked;
use crate::web::state::App;
use actix_web::web;
use uuid::Uuid;

type Path = web::Path<String>;

/// By what the list can be ordered.
pub(super) const COLUMNS: [&str; 2] = ["Name", "Id"];

/// One with its connector.
pub(super) fn object<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    id: AccountConnectorId,
) -> AppResult<InstalledObject> {
    let row = queries::find(tx, account, id)?;
    let connector = library::these(tx, &[row.connector_id])?.pop().ok_or(AppError::NotFound)?;
    Ok(InstalledObject::of(row, connector))
}

/// An account's own ones, of which it has some hundreds at most.
pub(super) async fn list<P: Stand + Called>(call: Call<P::Look, P>, asked: Asked<ListQuery>) -> AppResult<Answer> {
    let listed = asked.0.read::<(String, Uuid)>(&COLUMNS)?;
    call.read_in(move |tx, account| {
        let rows: Vec<((String, Uuid), Row)> = queries::own(tx, account)?
            .into_iter()
            .map(|(row, _)| ((if listed.by == "Id" { String::new() } else { fold(&row.name) }, row.id), row))
            .collect();
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let shown = listed.cut(rows);
        let ids: Vec<Uuid> = shown.iter().map(|(_, row)| row.connector_id).collect();
        let connectors = library::these(tx, &ids)?;
        let object = |(key, row): ((String, Uuid), Row)| {
            let connector = connectors.iter().find(|one| one.id == row.connector_id)?.clone();
            Some((key, InstalledObject::of(row, connector)))
        };
        listed.answer(shown.into_iter().filter_map(object).collect(), count, "/v1.0/account/connectors")
    })
    .await
}

pub(super) async fn show<P: Stand + Called>(call: Call<P::Look, P>, path: Path) -> AppResult<Answer> {
    let id = known::<AccountConnectorId>(&path)?;
    call.read_in(move |tx, account| Answer::of(&object(tx, account, id)?)).await
}

pub(super) async fn change<P: Stand + Called>(
    call: Call<P::Change, P>,
    body: Body<ConnectorBody>,
    path: Path,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let (id, said, vault) = (known::<AccountConnectorId>(&path)?, body.value, app.vault.clone());
    call.write_in(move |tx, account| {
        carry_out(tx, &vault, (account, id), &said).map_err(named)?;
        Answer::of(&object(tx, account, id)?)
    })
    .await
}

/// Changes what a body says of one; what it leaves out stays.
fn carry_out<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    (account, id): (AccountId, AccountConnectorId),
    said: &ConnectorBody,
) -> AppResult<()> {
    let row = actions::locked(tx, account, id, None)?;
    let setup = queries::setup_of(tx, &row)?;
    let (given, with_credentials) = typed(&setup, said)?;
    // Parameters that the body does not name keep their values.
    let kept = row.parameters().into_iter().map(|(key, value)| (parameter_field(&key), value));
    let Typed(given) = given;
    let missing: Vec<_> = kept.filter(|(field, _)| given.iter().all(|(name, _)| name != field)).collect();
    let typed = Typed(given.into_iter().chain(missing).collect());
    let mut errors = FieldErrors::default();
    let called = said.name.clone().or(row.name.clone());
    let name = errors.take("name", ConnectorName::parse(&called));
    let parameters = parameters_of(&setup.parameters, &typed, &mut errors);
    errors.into_result()?;
    if let Some(name) = name.filter(|name| name.as_str() != row.name || parameters != row.parameters()) {
        actions::edit(tx, (account, id), Version(row.version), &name, &parameters)?;
    }
    if said.description != Given::Absent {
        library::describe(tx, account, id, &description(&said.description.clone().or(String::new()))?)?;
    }
    if with_credentials {
        actions::connect(tx, vault, (account, id), None, &typed)?;
    }
    if let Given::Value(shared) = said.shared {
        let version = queries::find(tx, account, id)?.version;
        actions::share(tx, (account, id), Version(version), shared)?;
    }
    Ok(())
}

pub(super) async fn remove<P: Stand + Called>(call: Call<P::Remove, P>, path: Path) -> AppResult<Answer> {
    let id = known::<AccountConnectorId>(&path)?;
    call.write_in(move |tx, account| {
        let version = queries::find(tx, account, id)?.version;
        match actions::remove(tx, (account, id), Version(version)) {
            Err(AppError::Invalid(in_use)) => {
                let why = in_use.0.into_iter().map(|one| one.message).collect::<Vec<_>>().join(" ");
                Err(AppError::Conflict(why))
            }
            Err(other) => Err(other),
            Ok(_) => Ok(Answer::done()),
        }
    })
    .await
}

/// Forgets its credentials.
pub(super) async fn deauthenticate<P: Stand + Called>(call: Call<P::Remove, P>, path: Path) -> AppResult<Answer> {
    let id = known::<AccountConnectorId>(&path)?;
    call.write_in(move |tx, account| {
        let row = queries::find(tx, account, id)?;
        actions::disconnect(tx, (account, id), Version(row.version))?;
        Answer::said(&format!("Connector '{}' successfully de-authenticated.", row.name))
    })
    .await
}
