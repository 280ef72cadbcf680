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
use crate::web::times::{counted, figure};

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
        let said = against(of(&now), of(&before), span.before_words());
        (label.to_owned(), format!("{} ({said})", figure(of(&now))))
    };
    let figures = vec![
        line("Calls", |counts| counts.calls),
        line("Refused", |counts| counts.refused),
        line("Too many", |counts| counts.limited),
        line("Failed", |counts| counts.failed),
        ("Average time".to_owned(), average(&now)),
    ];
    let slice = Slice { sort: Sort::read(&choice.sort, &SORTS), after: None, at_most: rows };
    let found = queries::by_credential(tx, hours, former, scope.credential, &slice)?;
    let name = |one: &OfCredential| one.name.clone().unwrap_or_else(|| "A deleted credential".to_owned());
    let calls = |counts: &Counts| match slice.sort.by {
        "refused" => counted(counts.refused, "call refused", "calls refused"),
        "limited" => counted(counts.limited, "call too many", "calls too many"),
        "failed" => counted(counts.failed, "failed call", "failed calls"),
        _ => counted(counts.calls, "call", "calls"),
    };
    let rows = found.iter().map(|one| (name(one), calls(&one.counts))).collect();
    Ok((figures, rows, scope.problems))
}
