//! Installing a connector in an account, with what it is given, in one call.

use super::given::{ConnectorBody, named, typed};
use super::installed::object;
use super::library::find;
use super::queries::describe;
use crate::account_connectors::actions::{self, New};
use crate::account_connectors::model::{ConnectorName, parameters_of};
use crate::account_connectors::pages::Stand;
use crate::account_connectors::queries;
use crate::db::WriteTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountConnectorId, AccountId, ConnectorId};
use crate::secrets::Vault;
use crate::web::api::call::Called;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Given};
use crate::web::state::App;
use actix_web::web;

pub(super) async fn install<P: Stand + Called>(
    call: Call<P::Change, P>,
    body: Body<ConnectorBody>,
    path: web::Path<String>,
    key: Once,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let (name, said, vault) = (path.into_inner(), body.value.clone(), app.vault.clone());
    call.write_once_in(key, &body, move |tx, account| {
        let connector = find(tx, account, &name, None)?;
        let id = carry_out(tx, &vault, account, ConnectorId(connector), &said).map_err(named)?;
        Answer::of(&object(tx, account, id)?)
    })
    .await
}

fn carry_out<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    connector: ConnectorId,
    said: &ConnectorBody,
) -> AppResult<AccountConnectorId> {
    let setup = queries::setup(tx, connector)?;
    let (typed, with_credentials) = typed(&setup, said)?;
    let mut errors = FieldErrors::default();
    let called = match &said.name {
        Given::Value(name) if !name.trim().is_empty() => name.clone(),
        _ => queries::free_name(tx, account, &setup.application)?,
    };
    let name = errors.take("name", ConnectorName::parse(&called));
    let parameters = parameters_of(&setup.parameters, &typed, &mut errors);
    errors.into_result()?;
    let name = name.ok_or_else(|| AppError::internal("a name was neither taken nor refused"))?;
    let new = New { connector, name, parameters, shared: said.shared.clone().or(true) };
    let id = actions::add(tx, account, &new)?;
    if let Given::Value(words) = &said.description {
        describe(tx, account, id, &description(words)?)?;
    }
    if with_credentials {
        actions::connect(tx, vault, (account, id), None, &typed)?;
    }
    Ok(id)
}

/// What it is for, as it is kept.
pub(super) fn description(words: &str) -> AppResult<String> {
    let words = words.trim();
    if words.chars().count() > 1_000 || words.chars().any(|c| c.is_control() && c != '\n') {
        return Err(AppError::BadRequest("Description: 1000 characters of text are the most.".to_owned()));
    }
    Ok(words.to_owned())
}
