//! What the mail of a saved report says of calls: their figures, and the credentials that called most.

use super::queries::{self, Counts, OfCredential};
use super::{SORTS, Scope, average, total};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::mail::model::Pairs;
use crate::reports::choice::{Choice, Span};
use crate::reports::figures::against;
use crate::reports::lists::Slice;
use crate::reports::sort::Sort;
use crate::web::times::figure;

/// The figures of some days of a timezone, the first rows of the list in its order, and what could not be read.
///
/// # Errors
/// When they cannot be read.
pub(in crate::reports) fn said(
    tx: &mut ReadTx<'_, InPartner>,
    choice: &Choice,
    span: Span,
    zone: &str,
    rows: i64,
) -> AppResult<(Pairs, Pairs, Vec<String>)> {
    let scope = Scope { span, zone: zone.to_owned(), ..Scope::read(tx, choice) };
    let (hours, former) = (scope.hours(), scope.hours_of(span.before));
    let now = total(&queries::by_day(tx, zone, hours, scope.credential)?);
    let before = total(&queries::by_day(tx, zone, former, scope.credential)?);
    let line = |label: &str, of: fn(&Counts) -> i64| {
        let said = against(of(&now), of(&before), span.former());
        (label.to_owned(), format!("{} ({said})", figure(of(&now))))
    };
    let figures = vec![
        line(t!("reports-calls"), |counts| counts.calls),
        line(t!("reports-refused"), |counts| counts.refused),
        line(t!("reports-too-many"), |counts| counts.limited),
        line(t!("reports-failed"), |counts| counts.failed),
        (t!("reports-average-time").to_owned(), average(&now)),
    ];
    let slice = Slice { sort: Sort::read(&choice.sort, &SORTS), after: None, at_most: rows };
    let found = queries::by_credential(tx, hours, former, scope.credential, &slice)?;
    let name = |one: &OfCredential| one.name.as_deref().unwrap_or(t!("reports-a-deleted-credential")).to_owned();
    let calls = |counts: &Counts| match slice.sort.by {
        "refused" => t!("reports-calls-refused", n = counts.refused),
        "limited" => t!("reports-calls-limited", n = counts.limited),
        "failed" => t!("reports-calls-failed", n = counts.failed),
        _ => t!("reports-calls-count", n = counts.calls),
    };
    let rows = found.iter().map(|one| (name(one), calls(&one.counts))).collect();
    Ok((figures, rows, scope.problems))
}
