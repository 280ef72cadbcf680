//! One running cycle in each of many accounts: a webhook, a transformation and a call, for benchmarks and trials.

use crate::config::Config;
use crate::cycles::{actions, hooks};
use crate::db::schema::accounts;
use crate::db::{Database, InPartner, WriteTx};
use crate::error::AppResult;
use crate::flows::model::Flow;
use crate::ids::AccountId;
use crate::secrets::Vault;
use anyhow::Context;
use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

/// Accounts in one transaction.
const AT_ONCE: usize = 100;

/// What to make.
pub(crate) struct Wanted {
    /// The partner's short name.
    pub partner: String,
    /// In how many of its accounts, the oldest first.
    pub accounts: usize,
    /// What each cycle calls.
    pub target: String,
}

fn flow(target: &str) -> anyhow::Result<Flow> {
    Ok(serde_json::from_value(json!({
        "steps": [
            {"key": "order", "name": "New order", "kind": "webhook"},
            {"key": "shape", "name": "Shape it", "kind": "transform", "mapping": {"rules": [
                {"target": "customer", "source": {"expression": "trigger.customer|upper"}},
                {"target": "total", "source": {"field": {"step": "order", "path": "total"}}},
                {"target": "first", "source": {"field": {"step": "order", "path": "lines.0.sku"}}}]}},
            {"key": "send", "name": "Send it on", "kind": "http", "verb": "POST", "url": {"fixed": target},
             "body": {"rules": [{"target": "order", "source": {"field": {"step": "shape", "path": ""}}}]}}],
        "edges": [{"from": "order", "to": "shape"}, {"from": "shape", "to": "send"}]
    }))?)
}

/// Makes and starts them; answers the paths of their webhooks.
///
/// # Errors
/// When there is no such partner, or it has fewer active accounts.
pub(crate) fn run(config: &Config, wanted: &Wanted) -> anyhow::Result<Vec<String>> {
    let mut owner = crate::db::owner(config)?;
    let found = crate::db::partners(&mut owner)?.into_iter().find(|(_, slug, _)| *slug == wanted.partner);
    let (partner, ..) = found.with_context(|| format!("there is no partner “{}”", wanted.partner))?;
    let db = Database::open(config, crate::clock::Clock::system());
    let vault = Vault::new(config.wrapping.clone());
    let flow = flow(&wanted.target)?;
    let at_most = i64::try_from(wanted.accounts)?;
    let ids: Vec<Uuid> = db.for_installation(partner, "berth seed cycles", |tx| {
        Ok(accounts::table
            .filter(accounts::partner_id.eq(tx.partner_id().0))
            .filter(accounts::standing.eq("active"))
            .order(accounts::id)
            .limit(at_most)
            .select(accounts::id)
            .load(tx.conn())?)
    })?;
    anyhow::ensure!(ids.len() == wanted.accounts, "the partner has {} active accounts only", ids.len());
    let mut paths = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        let make = |tx: &mut WriteTx<'_, InPartner>| make(tx, &vault, some, &flow);
        paths.extend(db.for_installation(partner, "berth seed cycles", make)?);
    }
    Ok(paths)
}

fn make(tx: &mut WriteTx<'_, InPartner>, vault: &Vault, ids: &[Uuid], flow: &Flow) -> AppResult<Vec<String>> {
    let mut paths = Vec::new();
    for id in ids {
        let account = AccountId(*id);
        let new = actions::NewCycle {
            name: "New order".to_owned(),
            flow: flow.clone(),
            inputs: json!({}),
            schedule: None,
            origin: None,
        };
        let cycle = actions::create(tx, vault, account, &new)?;
        actions::start(tx, account, cycle)?;
        paths.extend(hooks::paths(tx, vault, account, cycle)?.into_iter().map(|(_, path)| path));
    }
    Ok(paths)
}
