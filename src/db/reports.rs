//! Reports over all accounts (T10), by the maintenance role: those of the error webhook are taken from their outbox and settled,
//! those that people saved are found when their time has come.

use super::tx::Database;
use crate::error::AppResult;
use crate::error_webhook::model::Stands;
use crate::ids::PartnerId;
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

mod sql {
    //! The calls of `sql/error_webhook.sql` and `sql/maintenance.sql`.
    #![expect(clippy::too_many_arguments, reason = "the call of an SQL function has as many as that function")]
    use super::*;
    diesel::define_sql_function! { #[sql_name = "maintenance.take_reports"] fn take_reports(busy: Array<Text>, moment: Timestamptz, at_most: Integer) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "maintenance.report_outcome"] fn report_outcome(partner: SqlUuid, report: SqlUuid, attempt: SmallInt, outcome: Text, due: Nullable<Timestamptz>, code: Nullable<SmallInt>, why: Nullable<Text>, moment: Timestamptz) -> Text; }
    diesel::define_sql_function! { #[sql_name = "maintenance.due_saved_reports"] fn due_saved_reports(moment: Timestamptz, at_most: Integer) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "maintenance.sweep_reports"] fn sweep_reports(moment: Timestamptz, at_most: Integer) -> Integer; }
}

/// A report taken from the outbox.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct DueReport {
    pub partner: PartnerId,
    pub id: Uuid,
    /// Whose own address it may be; a change goes to the partner's alone.
    pub account: Option<Uuid>,
    pub url: String,
    pub payload: String,
    /// This try's number.
    pub attempts: i16,
}

/// A saved report that is to be sent.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct DueSaved {
    pub partner: PartnerId,
    pub id: Uuid,
}

impl Database {
    /// Saved reports whose time has come, the oldest first.
    pub(crate) fn due_saved_reports(&self, at_most: i32) -> AppResult<Vec<DueSaved>> {
        let now = self.clock.now();
        self.maintain(|conn| {
            let due: serde_json::Value = diesel::select(sql::due_saved_reports(now, at_most)).get_result(conn)?;
            Ok(serde_json::from_value(due)?)
        })
    }

    /// Takes reports that are due, none for an address that is busy; each comes back by itself when nothing is noted of it.
    pub(crate) fn take_reports(&self, busy: &[String], at_most: usize) -> AppResult<Vec<DueReport>> {
        let (now, at_most) = (self.clock.now(), i32::try_from(at_most).unwrap_or(i32::MAX));
        self.maintain(|conn| {
            let taken: serde_json::Value = diesel::select(sql::take_reports(busy, now, at_most)).get_result(conn)?;
            Ok(serde_json::from_value(taken)?)
        })
    }

    /// Notes how a try went.
    pub(crate) fn report_outcome(&self, report: &DueReport, stands: &Stands) -> AppResult<()> {
        let now = self.clock.now();
        let status = stands.status.and_then(|status| i16::try_from(status).ok());
        let problem = stands.problem.as_deref();
        self.maintain(|conn| {
            let call = sql::report_outcome(
                report.partner.0,
                report.id,
                report.attempts,
                stands.state,
                stands.due,
                status,
                problem,
                now,
            );
            Ok(diesel::select(call).execute(conn).map(drop)?)
        })
    }

    /// Removes a batch of reports that ended long ago; says how many.
    pub(crate) fn sweep_reports(&self, at_most: i32) -> AppResult<i32> {
        let now = self.clock.now();
        self.maintain(|conn| Ok(diesel::select(sql::sweep_reports(now, at_most)).get_result(conn)?))
    }
}
