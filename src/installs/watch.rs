//! Looking at how cycles do on a release that they were brought to, before more are: the rules that stop a rollout.

use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.release_runs"] fn release_runs(of_template: SqlUuid, number: Integer, at_most: Integer, beside: Integer) -> Jsonb; }

/// Cycles that are looked at, those that came to the release last.
const LOOKED_AT: i32 = 50;
/// Transactions after it came to the release, and before, that count.
const FIRST: i32 = 10;
/// So many that fail among them are too many.
const FAILED_MAX: i64 = 3;
/// So many of a cycle are enough to judge it.
const ENOUGH: i64 = 3;
/// A cycle that got nothing for so long before is not waited for.
const LATELY: Duration = Duration::hours(1);

/// How a cycle does on the release.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Seen {
    name: String,
    /// When it came.
    since: DateTime<Utc>,
    runs: bool,
    /// Of its first transactions there: those that ended, or failed at a try and wait for the next.
    judged: i64,
    failing: i64,
    /// Of its last transactions before.
    before: i64,
    failed_before: i64,
    last_before: Option<DateTime<Utc>>,
}

impl Seen {
    fn did_well(&self) -> bool {
        self.failed_before < FAILED_MAX
    }

    /// It came with the wave that began then, gets transactions, and too few have ended to tell.
    fn is_awaited(&self, wave: DateTime<Utc>) -> bool {
        let lately = self.last_before.is_some_and(|last| last >= self.since - LATELY);
        self.runs && self.since >= wave && lately && self.judged < ENOUGH
    }
}

/// Those that came to a release last.
///
/// # Errors
/// When the database cannot be read.
pub(super) fn look(tx: &mut ReadTx<'_, InPartner>, template: Uuid, release: i32) -> AppResult<Vec<Seen>> {
    let found: serde_json::Value =
        diesel::select(release_runs(template, release, LOOKED_AT, FIRST)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// Whether a cycle of the wave that began then is still to be waited for.
pub(super) fn awaited(seen: &[Seen], wave: DateTime<Utc>) -> bool {
    seen.iter().any(|one| one.is_awaited(wave))
}

/// Why nothing more is to be brought to a release: a cycle fails there that did well before, or most of what runs there
/// fails; none: all is well.
pub(super) fn risen(seen: &[Seen], release: i32) -> Option<String> {
    let well: Vec<&Seen> = seen.iter().filter(|one| one.did_well()).collect();
    if let Some(one) = well.iter().find(|one| one.failing >= FAILED_MAX) {
        return Some(t!(
            "installs-job-one-fails",
            name = one.name,
            release = release.to_string(),
            failing = one.failing,
            first = FIRST
        ));
    }
    let sum = |of: fn(&Seen) -> i64| well.iter().map(|one| of(one)).sum::<i64>();
    let (failing, judged) = (sum(|one| one.failing), sum(|one| one.judged));
    let most = |part: i64, whole: i64| part * 2 > whole;
    if failing >= FAILED_MAX && most(failing, judged) && !most(sum(|one| one.failed_before), sum(|one| one.before)) {
        let cycles = well.iter().filter(|one| one.failing > 0).count();
        return Some(t!(
            "installs-job-most-fail",
            release = release.to_string(),
            failing = failing,
            judged = judged,
            n = cycles
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(judged: i64, failing: i64, before: i64, failed_before: i64) -> Seen {
        let since = DateTime::UNIX_EPOCH + Duration::days(1);
        let (name, last_before) = ("A".to_owned(), (before > 0).then(|| since - Duration::minutes(5)));
        Seen { name, since, runs: true, judged, failing, before, failed_before, last_before }
    }

    #[test]
    fn errors_rise_where_one_fails_that_did_well_or_most_do() {
        let risen = |all: &[Seen]| risen(all, 2);
        assert_eq!(risen(&[seen(10, 2, 10, 0), seen(9, 0, 10, 0)]), None);
        assert!(risen(&[seen(10, 3, 10, 2)]).is_some_and(|why| why.contains("3 of its first 10")));
        assert_eq!(risen(&[seen(10, 9, 10, 3)]), None, "it failed before");
        let spread = [seen(1, 1, 5, 0), seen(2, 1, 0, 0), seen(2, 1, 5, 0)];
        assert!(risen(&spread).is_some_and(|why| why.contains("3 of the first 5")));
        assert_eq!(risen(&[seen(3, 1, 5, 0), seen(3, 2, 0, 0)]), None, "half of them");
    }

    #[test]
    fn only_what_runs_and_gets_something_is_waited_for() {
        let begin = DateTime::UNIX_EPOCH + Duration::days(1);
        assert!(awaited(&[seen(2, 0, 1, 0)], begin));
        assert!(!awaited(&[seen(3, 0, 1, 0)], begin), "enough");
        assert!(!awaited(&[seen(0, 0, 0, 0)], begin), "it gets nothing");
        assert!(!awaited(&[Seen { runs: false, ..seen(0, 0, 1, 0) }], begin));
        assert!(!awaited(&[seen(0, 0, 1, 0)], begin + Duration::seconds(1)), "of an earlier wave");
    }
}
