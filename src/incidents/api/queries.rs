//! Single incidents of an account, by when they were raised.

use crate::db::ReadTx;
use crate::db::schema::{cycles, incidents};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::api::Listed;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

/// Which ones are wanted.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub cycle: Option<Uuid>,
    /// error or warning.
    pub kind: Option<&'static str>,
    /// Ids from this one on, and those before this one: they begin with their time.
    pub from: Option<Uuid>,
    pub until: Option<Uuid>,
}

/// One of them.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = incidents)]
pub(super) struct Incident {
    pub id: Uuid,
    pub transaction_id: Option<Uuid>,
    pub cycle_id: Uuid,
    pub step: String,
    pub kind: String,
    pub message: String,
    pub at: DateTime<Utc>,
}

/// Narrows a query of incidents. A macro, because the type cannot be named.
macro_rules! wanted {
    ($query:ident, $wanted:expr) => {
        if let Some(cycle) = $wanted.cycle {
            $query = $query.filter(incidents::cycle_id.eq(cycle));
        }
        if let Some(kind) = $wanted.kind {
            $query = $query.filter(incidents::kind.eq(kind));
        }
        if let Some(from) = $wanted.from {
            $query = $query.filter(incidents::id.ge(from));
        }
        if let Some(until) = $wanted.until {
            $query = $query.filter(incidents::id.lt(until));
        }
    };
}

/// A page of them.
pub(super) fn list<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    wanted: &Wanted,
    listed: &Listed<Uuid>,
) -> AppResult<Vec<Incident>> {
    let mut query = incidents::table
        .filter(incidents::account_id.eq(account.0))
        .filter(incidents::partner_id.eq(tx.partner_id().0))
        .select(Incident::as_select())
        .limit(listed.limit())
        .offset(listed.skip)
        .into_boxed();
    wanted!(query, wanted);
    if let Some(id) = listed.after {
        query = if listed.ascending { query.filter(incidents::id.gt(id)) } else { query.filter(incidents::id.lt(id)) };
    }
    query = if listed.ascending { query.order(incidents::id.asc()) } else { query.order(incidents::id.desc()) };
    Ok(query.load(tx.conn())?)
}

/// How many there are, up to so many.
pub(super) fn count<P>(tx: &mut ReadTx<'_, P>, account: AccountId, wanted: &Wanted, most: i64) -> AppResult<i64> {
    let mut query = incidents::table
        .filter(incidents::account_id.eq(account.0))
        .filter(incidents::partner_id.eq(tx.partner_id().0))
        .select(incidents::id)
        .limit(most)
        .into_boxed();
    wanted!(query, wanted);
    let found: Vec<Uuid> = query.load(tx.conn())?;
    Ok(i64::try_from(found.len()).unwrap_or(most))
}

/// A cycle's name, and its steps' by their keys.
pub(super) type Names = (String, HashMap<String, String>);

/// The names of some cycles, removed ones too.
pub(super) fn names<P>(tx: &mut ReadTx<'_, P>, account: AccountId, ids: &[Uuid]) -> AppResult<HashMap<Uuid, Names>> {
    #[derive(Deserialize)]
    struct Step {
        key: String,
        name: String,
    }
    let found: Vec<(Uuid, String, Option<serde_json::Value>)> = cycles::table
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::account_id.eq(account.0))
        .filter(cycles::id.eq_any(ids))
        .select((cycles::id, cycles::name, cycles::flow.retrieve_as_object("steps").nullable()))
        .load(tx.conn())?;
    let mut names = HashMap::new();
    for (id, name, steps) in found {
        let steps: Vec<Step> = steps.map(serde_json::from_value).transpose()?.unwrap_or_default();
        names.insert(id, (name, steps.into_iter().map(|step| (step.key, step.name)).collect()));
    }
    Ok(names)
}
