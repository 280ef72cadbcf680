//! The months of the tables that are parts by time. The running product makes them ahead, so that a server that is never
//! restarted does not run out of them, and drops them as a whole when their time is over: the log (Transactions, their steps,
//! incidents, calls of programs), what was used by hour, and the ledger where the operator says so. What was used by day and
//! month, what was called by hour, the figures of billing periods and the audit log are kept for good (M2).

use crate::error::AppResult;
use crate::web::state::App;
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};

/// Tables of one kind go together, what refers to others first.
const LOG: [&str; 4] = ["incidents", "step_runs", "transactions", "api_calls"];

/// Makes what is missing and drops what is over, a month of one table in a transaction.
///
/// # Errors
/// When the database is away; what was done stays so.
pub(crate) fn tend(app: &App) -> AppResult<bool> {
    let made = app.db.make_months()?;
    if made > 0 {
        tracing::info!("made {made} months of tables ahead");
    }
    let (keeping, now) = (app.config.keeping, app.db.clock().now());
    let kinds: [(Option<u32>, &[&str]); 3] =
        [(keeping.hours, &["usage_hours"]), (keeping.log, &LOG), (keeping.ledger, &["ledger"])];
    for (months, tables) in kinds {
        let Some(until) = months.and_then(|months| first_kept(now, months)) else { continue };
        for table in tables {
            drop_before(app, table, until)?;
        }
    }
    Ok(false)
}

fn drop_before(app: &App, table: &str, until: NaiveDate) -> AppResult<()> {
    for month in app.db.months_before(table, until)? {
        if !app.db.month_at_rest(month)? {
            tracing::info!("{month} of {table} is kept: something of that month is under way still");
        } else if app.db.drop_month(table, month)? {
            tracing::info!("dropped {month} of {table}: its time is over");
        } else {
            tracing::info!("{month} of {table} is dropped later: the table is in use");
        }
    }
    Ok(())
}

/// The first day of the oldest month that is kept.
fn first_kept(now: DateTime<Utc>, months: u32) -> Option<NaiveDate> {
    now.date_naive().with_day(1)?.checked_sub_months(Months::new(months))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_months_are_kept_beside_the_one_under_way() {
        let now: DateTime<Utc> = "2026-11-26T12:00:00Z".parse().expect("an instant");
        for (months, first) in [(0, "2026-11-01"), (1, "2026-10-01"), (13, "2025-10-01")] {
            assert_eq!(first_kept(now, months).map(|day| day.to_string()).as_deref(), Some(first));
        }
    }
}
