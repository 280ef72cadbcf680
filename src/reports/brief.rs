//! The last 30 days in short, for dashboards: the same roll-ups and the same chart as the reports they lead to.

use super::bars::{Beside, Chart, chart};
use super::choice::{Choice, Today};
use super::figures::{self, Day, Former, Sums, total};
use super::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::metering::period::Period;
use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

/// 30 days beside the 30 before, and the last 7 beside the 7 before.
#[derive(Clone)]
pub(crate) struct Brief {
    pub chart: Chart,
    pub month: Sums,
    pub month_before: Sums,
    pub week: Sums,
    pub week_before: Sums,
    /// Incidents by day, the oldest first.
    pub incidents: Vec<i64>,
}

impl Brief {
    /// Nothing was used and nothing went wrong in the 30 days, so there is nothing to draw.
    pub fn quiet(&self) -> bool {
        self.month.tasks == 0 && self.month.incidents == 0
    }
}

/// What all accounts of the partner used, each by its own days; `tz` says which day it is now.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn of_partner(tx: &mut ReadTx<'_, InPartner>, tz: Tz) -> AppResult<Brief> {
    brief(tx, tz, t!("reports-own-days"), queries::of_partner)
}

/// What an account used; `below`: with all of its sub-accounts, which only staff may ask.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn of_account<P>(tx: &mut ReadTx<'_, P>, account: AccountId, below: bool, tz: Tz) -> AppResult<Brief> {
    brief(tx, tz, tz.name(), |tx, days| queries::by_day(tx, account, below, days))
}

/// The billing period that an account is in.
///
/// # Errors
/// When the database cannot be read.
pub(crate) fn period<P>(tx: &mut ReadTx<'_, P>, account: AccountId, tz: Tz) -> AppResult<Period> {
    let today = tx.now().with_timezone(&tz).date_naive();
    Ok(Period::of(today, queries::billed_on(tx, account)?))
}

/// "12 % more than before".
pub(crate) fn against(now: i64, before: i64) -> String {
    figures::against(now, before, Former::Before)
}

fn brief<P>(
    tx: &mut ReadTx<'_, P>,
    tz: Tz,
    zone: &str,
    read: impl FnOnce(&mut ReadTx<'_, P>, (NaiveDate, NaiveDate)) -> AppResult<Vec<Day>>,
) -> AppResult<Brief> {
    let here = tx.now().with_timezone(&tz).date_naive();
    // Days that began elsewhere are read with the others, and say themselves whether they are shown.
    let (least, most) = (Choice::default().span(here, None).0, Choice::default().span(Today::with_ahead(here), None).0);
    let days = read(tx, (least.before.0, most.last))?;
    let used = days.iter().filter(|day| day.sums() != Sums::default()).map(|day| day.0);
    let (span, _) = Choice::default().span(Today::with_figures(here, used), None);
    let between = |first: NaiveDate, last: NaiveDate| -> Vec<Day> {
        days.iter().filter(|day| (first..=last).contains(&day.0)).copied().collect()
    };
    let back = |by: u64| span.last.checked_sub_days(Days::new(by)).unwrap_or(span.last);
    let (shown, before) = (between(span.first, span.last), between(span.before.0, span.before.1));
    let incidents = span.days().map(|day| total(&between(day, day)).incidents).collect();
    Ok(Brief {
        chart: chart(&shown, &before, span, zone, Beside::Incidents),
        month: total(&shown),
        month_before: total(&before),
        week: total(&between(back(6), span.last)),
        week_before: total(&between(back(13), back(7))),
        incidents,
    })
}

/// Share of transactions that went well, in tenths of a percent; none where none has ended.
pub(crate) fn success(sums: Sums) -> Option<i64> {
    (sums.transactions > 0).then(|| (sums.transactions - sums.failed) * 1_000 / sums.transactions)
}

/// Points of a line through these figures, 100 wide and 24 high, as the sparkline takes them.
pub(crate) fn spark(figures: &[i64]) -> String {
    let most = figures.iter().copied().max().unwrap_or(0).max(1);
    let steps = i64::try_from(figures.len().saturating_sub(1)).unwrap_or(i64::MAX).max(1);
    let points: Vec<String> =
        (0..).zip(figures).map(|(no, n): (i64, _)| format!("{},{}", no * 100 / steps, 23 - n * 22 / most)).collect();
    points.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_spans_its_frame_and_a_share_is_rounded_down() {
        assert_eq!(spark(&[0, 5, 10]), "0,23 50,12 100,1");
        assert_eq!(spark(&[0, 0]), "0,23 100,23");
        assert_eq!(spark(&[]), "");
        let sums = |transactions, failed| Sums { transactions, failed, ..Sums::default() };
        assert_eq!((success(sums(0, 0)), success(sums(3, 1)), success(sums(10_000, 1))), (None, Some(666), Some(999)));
    }
}
