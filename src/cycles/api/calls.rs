//! The calls about cycles.

use super::model::{Activation, CycleObject, PrerequisiteObject, Webhook, step_id};
use super::queries::{self, COLUMNS, Calling, Key, Narrow};
use crate::accounts::stand::Stand;
use crate::cycles::model::Stop;
use crate::cycles::queries::{content, find, zone_of};
use crate::cycles::{actions, hooks, life, prerequisites as needs, settings};
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId, known};
use crate::people::model::Version;
use crate::secrets::Vault;
use crate::web::api::between::here;
use crate::web::api::call::Called;
use crate::web::api::list::{DEEP, Truth};
use crate::web::api::{Answer, Body, Call, Given, ListQuery, Place};
use crate::web::forms::Asked;
use crate::web::state::App;
use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

type Path = web::Path<String>;
type Server = web::Data<App>;

/// What a list is narrowed to, and what it shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Wanted {
    tag: String,
    connector_name: String,
    connector_version: String,
    /// true: with the connectors' pictures.
    #[schemars(with = "bool")]
    include_icons: Truth,
}

impl Wanted {
    fn narrow<P>(&self, tx: &mut ReadTx<'_, P>) -> AppResult<Narrow> {
        let connectors = Calling { name: &self.connector_name, version: &self.connector_version }.keys(tx)?;
        Ok(Narrow { tag: self.tag.trim().to_owned(), connectors })
    }

    fn here(&self) -> String {
        let parts = [
            ("tag", self.tag.as_str()),
            ("connectorName", &self.connector_name),
            ("connectorVersion", &self.connector_version),
            ("includeIcons", self.include_icons.text()),
        ];
        here("/v1.0/cycles", parts)
    }
}

pub(super) async fn list<P: Stand + Called>(
    call: Call<P::View, P>,
    asked: Asked<ListQuery>,
    wanted: Asked<Wanted>,
    app: Server,
) -> AppResult<Answer> {
    let (listed, wanted, vault) = (asked.0.read::<Key>(&COLUMNS)?, wanted.0, app.vault.clone());
    call.read_in(move |tx, account| {
        let narrow = wanted.narrow(tx)?;
        let places = queries::page(tx, account, &narrow, &listed)?;
        let ids: Vec<uuid::Uuid> = places.iter().map(|(_, id)| *id).collect();
        let found = queries::found(tx, account, &ids)?;
        let keys: Vec<String> = found.iter().flat_map(|row| &row.slots).map(|slot| slot.connector.clone()).collect();
        let library = queries::library(tx, &keys)?;
        let webhooks = webhooks(tx, &vault, account, &ids)?;
        let hooks_of = |id| webhooks.get(&id).cloned().unwrap_or_default();
        let rows: Vec<CycleObject> = found
            .into_iter()
            .map(|row| {
                let webhooks = hooks_of(row.id);
                row.object(webhooks, &library, wanted.include_icons.0)
            })
            .collect::<AppResult<_>>()?;
        let count = queries::count(tx, account, &narrow, DEEP)?;
        listed.answer(places.into_iter().zip(rows).collect(), count, &wanted.here())
    })
    .await
}

/// The addresses of these cycles' webhooks.
pub(super) fn webhooks<P>(
    tx: &mut ReadTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    cycles: &[uuid::Uuid],
) -> AppResult<HashMap<uuid::Uuid, Vec<Webhook>>> {
    let paths = hooks::paths_of(tx, vault, account, cycles)?;
    let address = tx.address();
    let mut all: HashMap<uuid::Uuid, Vec<Webhook>> = HashMap::new();
    for (cycle, step, path) in paths {
        let webhook = Webhook { step_id: step_id(cycle, &step), url: format!("{address}{path}") };
        all.entry(cycle).or_default().push(webhook);
    }
    Ok(all)
}

/// One cycle with the addresses of its webhooks.
pub(crate) fn object<P>(
    tx: &mut ReadTx<'_, P>,
    vault: &Vault,
    account: AccountId,
    id: CycleId,
) -> AppResult<CycleObject> {
    find(tx, account, id)?;
    let webhooks = webhooks(tx, vault, account, &[id.0])?.remove(&id.0).unwrap_or_default();
    let found = queries::found(tx, account, &[id.0])?.pop().ok_or(AppError::NotFound)?;
    let keys: Vec<String> = found.slots.iter().map(|slot| slot.connector.clone()).collect();
    let library = queries::library(tx, &keys)?;
    found.object(webhooks, &library, true)
}

pub(super) async fn show<P: Stand + Called>(call: Call<P::View, P>, path: Path, app: Server) -> AppResult<Answer> {
    let (id, vault) = (known::<CycleId>(&path)?, app.vault.clone());
    call.read_in(move |tx, account| Answer::of(&object(tx, &vault, account, id)?)).await
}

pub(super) async fn delete<P: Stand + Called>(call: Call<P::Manage, P>, path: Path) -> AppResult<Answer> {
    let id = known::<CycleId>(&path)?;
    call.write_in(move |tx, account| {
        life::remove(tx, account, id, None)?;
        Ok(Answer::done())
    })
    .await
}

/// What starting a cycle did.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum Started {
    /// A run by hand.
    Run(Begun),
    /// The cycle is active.
    Cycle(Box<CycleObject>),
}

/// What a run by hand began.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Begun {
    transaction_id: uuid::Uuid,
}

pub(super) async fn activate<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<Activation>,
    path: Path,
    app: Server,
) -> AppResult<Answer> {
    let (id, said, server) = (known::<CycleId>(&path)?, body.value, app.clone());
    let vault: Arc<Vault> = app.vault.clone();
    let answer = call.write_in(move |tx, account| {
        if said.run_once {
            let sample = match &said.payload {
                Given::Value(value) => value.to_string(),
                Given::Absent | Given::Null => "{}".to_owned(),
            };
            let transaction = actions::run_once(tx, account, id, &sample)?;
            return Answer::of(&Started::Run(Begun { transaction_id: transaction.0 }));
        }
        if let Some(schedule) = said.schedule(tx.now())? {
            let cycle = find(tx, account, id)?;
            let zone = zone_of(tx, account)?;
            settings::plan(tx, account, id, Version(cycle.version), Some(&schedule), zone)?;
        }
        actions::start(tx, account, id)?;
        Answer::of(&Started::Cycle(Box::new(object(tx, &vault, account, id)?)))
    });
    let answer = answer.await?;
    server.engine.hear();
    Ok(answer)
}

/// How a cycle is stopped.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Deactivation {
    #[schemars(with = "bool")]
    finish_queued_transactions: Truth,
}

pub(super) async fn deactivate<P: Stand + Called>(
    call: Call<P::Edit, P>,
    path: Path,
    asked: Asked<Deactivation>,
    app: Server,
) -> AppResult<Answer> {
    let (id, vault) = (known::<CycleId>(&path)?, app.vault.clone());
    let how = if asked.0.finish_queued_transactions.0 { Stop::AfterWorkInFlight } else { Stop::Now };
    call.write_in(move |tx, account| {
        actions::stop(tx, account, id, how)?;
        Answer::of(&object(tx, &vault, account, id)?)
    })
    .await
}

/// The one order of what is open.
pub(super) const OPEN: [&str; 1] = ["Order"];

pub(super) async fn prerequisites<P: Stand + Called>(
    call: Call<P::View, P>,
    path: Path,
    asked: Asked<ListQuery>,
) -> AppResult<Answer> {
    let (id, listed) = (known::<CycleId>(&path)?, asked.0.read::<Place>(&OPEN)?);
    call.read_in(move |tx, account| {
        let (flow, inputs) = content(tx, account, id)?;
        let flow: Flow = serde_json::from_value(flow)?;
        let open: Vec<PrerequisiteObject> =
            needs::open(tx, account, id, &flow, &inputs)?.into_iter().map(Into::into).collect();
        listed.in_order(open, &format!("/v1.0/cycles/{id}/prerequisites"))
    })
    .await
}
