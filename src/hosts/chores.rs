//! Names are asked about again by themselves: those that work daily, others hourly.

use super::{actions, checking};
use crate::error::{AppError, AppResult};
use crate::web::state::App;

/// Names in one go.
const AT_ONCE: i32 = 20;

/// Asks DNS about names that are due. True: there may be more.
pub(crate) fn check_due(app: &App) -> AppResult<bool> {
    let due = app.db.due_hosts(AT_ONCE)?;
    if due.is_empty() {
        return Ok(false);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| AppError::internal(e.to_string()))?;
    for (partner, id) in &due {
        let Some(row) = app.db.for_installation(*partner, "System", |tx| actions::claim(tx, *id))? else { continue };
        let found = runtime.block_on(checking::ask(&app.config, &row))?;
        match app.db.for_installation(*partner, "System", |tx| actions::record(tx, *id, &found)) {
            Ok(_) | Err(AppError::NotFound) => app.names.forget(&row.host),
            // One that fails does not keep the others waiting; it is due again in a moment.
            Err(cause) => tracing::warn!("a host name could not be checked: {cause}"),
        }
    }
    Ok(due.len() == AT_ONCE as usize)
}
