//! Calls of programs, over all partners (T10): written in batches by the maintenance role.

use super::tx::Database;
use crate::api_calls::Noted;
use crate::error::AppResult;
use diesel::prelude::*;
use diesel::sql_types::Jsonb;

diesel::define_sql_function! { #[sql_name = "maintenance.note_calls"] fn note_calls(batch: Jsonb) -> Integer; }

impl Database {
    /// Writes calls into the log and adds them to the hours. A batch that is given again counts once.
    pub(crate) fn note_calls(&self, calls: &[Noted]) -> AppResult<()> {
        let batch = serde_json::to_value(calls)?;
        self.maintain(|conn| Ok(diesel::select(note_calls(batch)).execute(conn).map(drop)?))
    }
}
