//! The calls about the parameters of a connector that is installed: one at a time, by their keys.

use super::given::{PropertyBody, named, no_such_property};
use super::model::{ChoiceObject, PropertyObject};
use crate::account_connectors::actions;
use crate::account_connectors::model::{ConnectorName, Typed, parameter_field, parameters_of};
use crate::account_connectors::pages::Stand;
use crate::account_connectors::queries::{self, Row, Setup};
use crate::connectors::model::Parameter;
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountConnectorId, AccountId, known};
use crate::people::model::Version;
use crate::web::api::call::Called;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, ListQuery, Plain};
use crate::web::forms::Asked;
use actix_web::web;

type Path = web::Path<String>;
type Named = web::Path<(String, String)>;

fn of<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: AccountConnectorId) -> AppResult<(Row, Setup)> {
    let row = queries::find(tx, account, id)?;
    let setup = queries::setup_of(tx, &row)?;
    Ok((row, setup))
}

pub(super) async fn list<P: Stand + Called>(
    call: Call<P::Look, P>,
    path: Path,
    asked: Asked<ListQuery>,
) -> AppResult<Answer> {
    let id = known::<AccountConnectorId>(&path)?;
    let listed = asked.0.read::<String>(&["Name"])?;
    call.read_in(move |tx, account| {
        let (row, setup) = of(tx, account, id)?;
        let all: Vec<(String, PropertyObject)> =
            setup.parameters.iter().map(|one| (one.key.clone(), PropertyObject::of(&row, one))).collect();
        let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
        listed.answer(listed.cut(all), count, &format!("/v1.0/account/connectors/{id}/properties"))
    })
    .await
}

fn parameter<'a>(setup: &'a Setup, key: &str) -> Option<&'a Parameter> {
    setup.parameters.iter().find(|one| one.key.eq_ignore_ascii_case(key.trim()))
}

/// The values that a property can have, where there is a choice of them: what such programs call a trigger.
pub(super) async fn values<P: Stand + Called>(
    call: Call<P::Change, P>,
    _: Body<Plain>,
    path: Named,
) -> AppResult<Answer> {
    let (id, key) = path.into_inner();
    let id = known::<AccountConnectorId>(&id)?;
    call.read_in(move |tx, account| {
        let (_, setup) = of(tx, account, id)?;
        let known = parameter(&setup, &key).filter(|one| !one.choices.is_empty()).ok_or(AppError::NotFound)?;
        let choice = |value: &String| ChoiceObject { name: value.clone(), value: value.clone() };
        Answer::of(&known.choices.iter().map(choice).collect::<Vec<_>>())
    })
    .await
}

pub(super) async fn show<P: Stand + Called>(call: Call<P::Look, P>, path: Named) -> AppResult<Answer> {
    let (id, key) = path.into_inner();
    let id = known::<AccountConnectorId>(&id)?;
    call.read_in(move |tx, account| {
        let (row, setup) = of(tx, account, id)?;
        let known = parameter(&setup, &key).ok_or(AppError::NotFound)?;
        Answer::of(&PropertyObject::of(&row, known))
    })
    .await
}

/// Gives a parameter a value, by its name; the definition says which there are.
pub(super) async fn create<P: Stand + Called>(
    call: Call<P::Change, P>,
    body: Body<PropertyBody>,
    path: Path,
    key: Once,
) -> AppResult<Answer> {
    let (id, said) = (known::<AccountConnectorId>(&path)?, body.value.clone());
    call.write_once_in(key, &body, move |tx, account| {
        let (_, setup) = of(tx, account, id)?;
        let known = parameter(&setup, &said.name).ok_or_else(|| no_such_property(&said.name))?.key.clone();
        set(tx, (account, id), &known, &said.text())
    })
    .await
}

pub(super) async fn change<P: Stand + Called>(
    call: Call<P::Change, P>,
    body: Body<PropertyBody>,
    path: Named,
) -> AppResult<Answer> {
    let ((id, key), said) = (path.into_inner(), body.value);
    let id = known::<AccountConnectorId>(&id)?;
    call.write_in(move |tx, account| {
        let (_, setup) = of(tx, account, id)?;
        let known = parameter(&setup, &key).ok_or(AppError::NotFound)?.key.clone();
        set(tx, (account, id), &known, &said.text())
    })
    .await
}

/// Takes the value away: the connector's default holds again.
pub(super) async fn remove<P: Stand + Called>(call: Call<P::Change, P>, path: Named) -> AppResult<Answer> {
    let (id, key) = path.into_inner();
    let id = known::<AccountConnectorId>(&id)?;
    call.write_in(move |tx, account| {
        let (_, setup) = of(tx, account, id)?;
        let known = parameter(&setup, &key).ok_or(AppError::NotFound)?.key.clone();
        set(tx, (account, id), &known, "")?;
        Ok(Answer::done())
    })
    .await
}

fn set<P>(
    tx: &mut WriteTx<'_, P>,
    (account, id): (AccountId, AccountConnectorId),
    key: &str,
    value: &str,
) -> AppResult<Answer> {
    let row = actions::locked(tx, account, id, None)?;
    let setup = queries::setup_of(tx, &row)?;
    let mut values = row.parameters();
    values.insert(key.to_owned(), value.to_owned());
    let typed = Typed(values.into_iter().map(|(key, value)| (parameter_field(&key), value)).collect());
    let mut errors = FieldErrors::default();
    let parameters = parameters_of(&setup.parameters, &typed, &mut errors);
    errors.into_result().map_err(named)?;
    let name = ConnectorName::parse(&row.name).map_err(AppError::internal)?;
    actions::edit(tx, (account, id), Version(row.version), &name, &parameters).map_err(named)?;
    let row = queries::find(tx, account, id)?;
    let known = parameter(&setup, key).ok_or(AppError::NotFound)?;
    Answer::of(&PropertyObject::of(&row, known))
}
