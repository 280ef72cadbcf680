//! Rollouts of templates that stopped by themselves: shown where staff looks, until another rollout of the same template
//! was begun or a fortnight has passed.

use crate::db::schema::jobs;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

/// How long one is shown.
const SHOWN: Duration = Duration::days(14);
/// Rollouts that are looked at.
const LOOKED_AT: i64 = 200;

/// One that stopped.
#[derive(Clone, Debug)]
pub(crate) struct Stopped {
    pub job: Uuid,
    pub title: String,
    pub problem: String,
    pub at: DateTime<Utc>,
    /// Of this template.
    pub template: String,
}

/// The newest rollout of each template where that stopped, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn stopped(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<Stopped>> {
    type Found = (Uuid, String, String, serde_json::Value, Option<String>, DateTime<Utc>);
    let since = tx.now() - SHOWN;
    let found: Vec<Found> = jobs::table
        .filter(jobs::partner_id.eq(tx.partner_id().0))
        .filter(jobs::kind.eq("templates.rollout"))
        .filter(jobs::created_at.ge(since))
        .order(jobs::id.desc())
        .limit(LOOKED_AT)
        .select((jobs::id, jobs::state, jobs::title, jobs::instructions, jobs::problem, jobs::created_at))
        .load(tx.conn())?;
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for (job, state, title, told, problem, at) in found {
        let template = told["template"].as_str().unwrap_or_default().to_owned();
        if seen.insert(template.clone()) && state == "failed" {
            all.push(Stopped { job, title, problem: problem.unwrap_or_default(), at, template });
        }
    }
    Ok(all)
}
