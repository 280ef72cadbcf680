//! Cycles of an account that can be brought to a newer release of what they were installed from.

use super::calls::webhooks;
use super::model::CycleObject;
use super::queries::{self, COLUMNS, Key};
use crate::accounts::stand::Stand;
use crate::error::AppResult;
use crate::installs::queries::upgradeable;
use crate::web::api::call::Called;
use crate::web::api::{Answer, Call, ListQuery};
use crate::web::forms::Asked;
use crate::web::state::App;
use actix_web::web;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A cycle with the release that it can be brought to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpgradeableCycle {
    #[serde(flatten)]
    cycle: CycleObject,
    /// The live release of its template; TemplateRelease is the one that it is of.
    live_template_release: i32,
}

pub(super) async fn list<P: Stand + Called>(
    call: Call<P::View, P>,
    asked: Asked<ListQuery>,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let (listed, vault) = (asked.0.read::<Key>(&COLUMNS)?, app.vault.clone());
    call.read_in(move |tx, account| {
        let all = upgradeable(tx, account)?;
        let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let live: BTreeMap<Uuid, i32> = all.iter().map(|one| (one.id, one.live)).collect();
        let order = |name: String| if listed.by == "Name" { name } else { String::new() };
        let places = listed.cut(all.into_iter().map(|one| ((order(one.name_key), one.id), ())).collect());
        let ids: Vec<Uuid> = places.iter().map(|((_, id), ())| *id).collect();
        let found = queries::found(tx, account, &ids)?;
        let keys: Vec<String> = found.iter().flat_map(|row| &row.slots).map(|slot| slot.connector.clone()).collect();
        let library = queries::library(tx, &keys)?;
        let mut webhooks = webhooks(tx, &vault, account, &ids)?;
        let mut rows = Vec::new();
        for ((place, ()), row) in places.into_iter().zip(found) {
            let live_template_release = live.get(&row.id).copied().unwrap_or_default();
            let cycle = {
                let webhooks = webhooks.remove(&row.id).unwrap_or_default();
                row.object(webhooks, &library, false)?
            };
            rows.push((place, UpgradeableCycle { cycle, live_template_release }));
        }
        listed.answer(rows, count, "/v1.0/cycles/upgradeable")
    })
    .await
}
