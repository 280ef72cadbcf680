//! Whether ledger, roll-ups and log say the same (M2): of each account and day, what the rows come to against what each
//! table says. It can be asked at any time, while cycles run: what waits to be counted is reckoned with.

use crate::db::{Database, Difference};
use crate::error::AppResult;
use crate::ids::{AccountId, PartnerId};
use crate::web::state::App;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;

/// Accounts that are looked up at once.
const ACCOUNTS_AT_ONCE: i32 = 500;
/// Differences that are kept of a nightly check.
const KEPT: usize = 50;
/// How often each partner's figures are checked.
const EVERY_H: i64 = 24;

/// What was compared.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub accounts: i32,
    pub differences: Vec<Difference>,
}

/// Compares the figures of a partner, or of one of its accounts, between two days. `each` hears of every account.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn check(
    db: &Database,
    partner: PartnerId,
    only: Option<AccountId>,
    (first, last): (NaiveDate, NaiveDate),
    mut each: impl FnMut(AccountId, &[Difference]),
) -> AppResult<Checked> {
    let mut checked = Checked::default();
    let mut after = AccountId(Uuid::nil());
    loop {
        let some = match only {
            Some(one) => vec![one],
            None => db.used_accounts(partner, after, ACCOUNTS_AT_ONCE)?,
        };
        for account in &some {
            let found = db.differences(partner, *account, first, last)?;
            each(*account, &found);
            checked.accounts += 1;
            checked.differences.extend(found);
        }
        match some.last() {
            Some(newest) if only.is_none() => after = *newest,
            _ => break,
        }
    }
    if only.is_none() {
        checked.differences.extend(db.partner_differences(partner, first, last)?);
    }
    Ok(checked)
}

/// Checks the figures of a partner that were not checked today, and keeps what was found. True: there may be another.
pub(crate) fn check_next(app: &App) -> AppResult<bool> {
    let now = app.db.clock().now();
    let Some(partner) = app.db.unreconciled(now - Duration::hours(EVERY_H))? else { return Ok(false) };
    let all = always(now);
    let checked = check(&app.db, partner, None, all, |_, _| {})?;
    let shown = checked.differences.get(..KEPT).unwrap_or(&checked.differences);
    if let Some(first) = checked.differences.first() {
        tracing::error!(
            partner.id = %partner,
            "figures do not add up: {} differences, the first on {}: {} is {}, its rows come to {}; run `berth reconcile`",
            checked.differences.len(), first.day, first.what, first.found, first.counted
        );
    }
    app.db.note_reconciliation(partner, checked.accounts, &checked.differences, shown)?;
    Ok(true)
}

/// From before anything to after now, in any timezone.
pub(crate) fn always(now: DateTime<Utc>) -> (NaiveDate, NaiveDate) {
    (NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default(), now.date_naive() + Duration::days(366))
}
