//! The limits of an account in its archive, in the words of the API: what is set, what is in force by whom, and what is used of it.

use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::limits::model::{Kind, Level, Own};
use crate::limits::queries::{levels, set_for};
use crate::people::model::with_capital;
use crate::web::api::pascal;
use serde_json::{Value, json};
use uuid::Uuid;

/// A row a kind.
pub(super) fn rows(tx: &mut ReadTx<'_, InPartner>, account: Uuid) -> AppResult<Vec<Value>> {
    let of = AccountId(account);
    let all = levels(tx, of, &Kind::ALL)?;
    let mut rows = Vec::new();
    for kind in Kind::ALL {
        let set = set_for(tx, of, kind)?;
        let mut chain: Vec<&Level> = all.iter().filter(|level| level.kind == kind).collect();
        chain.sort_by_key(|level| (level.distance, level.tree));
        // What bounds it now: each of them must have room.
        let lowest = chain.iter().filter_map(|level| level.value).min();
        rows.push(json!({
            "AccountInternalId": account, "Kind": pascal(kind.key()),
            "Own": match set.own { Own::Value(value) => Some(value), Own::Inherited | Own::Unlimited => None },
            "Unlimited": set.own == Own::Unlimited, "Tree": set.tree,
            "AtLimit": set.at_limit.map(|at_limit| with_capital(at_limit.key())),
            "Lowest": lowest,
            "Chain": chain.into_iter().map(level).collect::<Vec<_>>(),
        }));
    }
    Ok(rows)
}

fn level(one: &Level) -> Value {
    json!({
        "Level": match (one.inherited, one.tree) { (true, _) => "Default", (false, true) => "Tree", (false, false) => "Own" },
        "AccountInternalId": one.account, "Limit": one.value,
        "AtLimit": one.at_limit.map(|at_limit| with_capital(at_limit.key())), "Used": one.used, "Resets": one.resets,
    })
}
