//! What an account used in each of its last twelve billing periods, and beside it, for staff, with its sub-accounts.

use super::account::{Whose, account_page, own_tiles};
use super::choice::{Choice, Span};
use super::figures::{Former, Sums, change};
use super::log::{FAILED, INCIDENTS, Log, OVER};
use super::queries::{self, InPeriod};
use super::shown::{Cell, Head, Report, ReportPage, Row, Table, days, hint};
use crate::access::Access;
use crate::accounts::stand::{Stand, account_of};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::metering::period::Period;
use crate::web::page::Page;
use actix_web::{Responder, web};
use chrono::NaiveDate;

/// How many periods, this one among them.
const PERIODS: usize = 12;

pub(super) async fn show<P: Stand>(access: Access<P::Report, P>, path: web::Path<String>) -> AppResult<impl Responder> {
    let id = account_of(&path)?;
    access.read(move |tx| page(tx, id)).await.map(Page::new)
}

/// The periods until today: the first day of each, and that of the next; the newest first.
pub(super) fn last_periods(today: NaiveDate, billed_on: Option<NaiveDate>) -> Vec<(NaiveDate, NaiveDate)> {
    let mut periods = vec![Period::of(today, billed_on)];
    while periods.len() < PERIODS {
        let Some(day) = periods.last().and_then(|period| period.first.pred_opt()) else { break };
        periods.push(Period::of(day, billed_on));
    }
    periods.into_iter().map(|period| (period.first, period.until)).collect()
}

/// What those periods came to, with the last day of each.
pub(super) fn read<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    whose: &Whose,
) -> AppResult<Vec<(InPeriod, NaiveDate)>> {
    let periods = last_periods(whose.calendar.today().here, whose.calendar.billed_on);
    let found = queries::by_period(tx, account, whose.frame.in_console, &periods)?;
    let last = |first: NaiveDate| {
        let until = periods.iter().find(|(begins, _)| *begins == first).map_or(first, |(_, until)| *until);
        until.pred_opt().unwrap_or(until)
    };
    let mut found: Vec<(InPeriod, NaiveDate)> =
        found.into_iter().map(|period| (last(period.first), period)).map(|(last, period)| (period, last)).collect();
    // Of a time before the account there are no figures; what was counted then all the same is shown.
    let nothing = Sums::default();
    while found.last().is_some_and(|(period, last)| {
        found.len() > 1 && *last < whose.began && period.own == nothing && period.tree == nothing
    }) {
        found.pop();
    }
    Ok(found)
}

/// What the period before this one came to in as many days as this one has had.
fn same_days<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId, whose: &Whose) -> AppResult<Sums> {
    let today = whose.calendar.today().here;
    let this = Period::of(today, whose.calendar.billed_on);
    let former = Period::of(this.first.pred_opt().unwrap_or(this.first), whose.calendar.billed_on);
    let (first, last) = Span::so_far(this, former, today).before;
    let found = queries::by_period(tx, account, false, &[(first, last.succ_opt().unwrap_or(last))])?;
    Ok(found.first().map_or_else(Sums::default, |period| period.own))
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<ReportPage> {
    let choice = Choice::default();
    let whose = Whose::read(tx, account, &choice)?;
    let found = read(tx, account, &whose)?;
    let frame = &whose.frame;
    let log = whose.log(tx.facts());
    let of =
        |at: usize| found.get(at).map_or((Sums::default(), Sums::default()), |(period, _)| (period.own, period.tree));
    let (this, former) = (of(0), same_days(tx, account, &whose)?);
    let this_log = found.first().map_or_else(|| log.clone(), |(period, last)| log.on((period.first, *last)));
    let limit = queries::task_limit(tx, account, false)?;
    // Only where a limit lets work go on beyond it, and did.
    let some_over = found.iter().any(|(period, _)| period.own.overage > 0);
    let tree_of = frame.in_console.then_some(account);
    let rows = found
        .iter()
        .enumerate()
        .map(|(at, (period, last))| Row {
            under: if at == 0 { t!("reports-until-now").to_owned() } else { String::new() },
            ..row(period, *last, if at == 0 { former } else { of(at + 1).0 }, (&frame.here, some_over, tree_of), &log)
        })
        .collect();
    let mut heads = vec![(t!("reports-period"), false), (t!("reports-tasks"), true), (t!("reports-change"), true)];
    if frame.in_console {
        heads.push((t!("reports-with-sub-accounts"), true));
    }
    if some_over {
        heads.push((t!("reports-over-limit"), true));
    }
    heads.extend([(t!("reports-transactions"), true), (t!("reports-failed"), true), (t!("reports-incidents"), true)]);
    let report = Report {
        days: format!(
            "{}, {}",
            in_words(found.len()),
            whose.zone_words(found.last().map_or(whose.span.first, |(period, _)| period.first))
        ),
        tiles: own_tiles(this.0, former, Former::SameDays, &this_log, tree_of.map(|account| (account, this.1))),
        chart_title: t!("reports-own-use").to_owned(),
        chart: Some(super::bars::of_periods(&found, frame.account_zone.name(), limit)),
        csv: format!("{}/periods.csv", frame.here),
        tables: vec![Table {
            title: t!("reports-billing-periods").to_owned(),
            heads: heads.into_iter().map(|(label, num)| Head::plain(label, num)).collect(),
            rows,
            empty: (t!("reports-no-periods"), t!("reports-first-begins").to_owned(), "activity"),
            ..Table::default()
        }],
        hint: hint(&[
            t!("reports-counted"),
            if frame.in_console { t!("reports-below-now") } else { "" },
            t!("reports-so-far"),
            t!("reports-account-periods-hint"),
            // What the figure is that stands in its column (M5).
            if some_over { t!("reports-overage-hint") } else { "" },
        ]),
        ..Report::default()
    };
    let mut page = account_page(tx, whose, choice, "periods", t!("reports-account-periods-answers"), report)?;
    // Its periods are what they are.
    page.filters.periods.clear();
    Ok(page)
}

/// How many periods are shown.
fn in_words(count: usize) -> String {
    match count {
        0 | 1 => t!("reports-first-period").to_owned(),
        PERIODS => t!("reports-twelve-periods").to_owned(),
        _ => t!("reports-all-periods", n = count),
    }
}

/// A period beside the one before it. `(here, some_over, tree_of)`: the address of the account's reports, whether any period
/// went over a limit, and of whose sub-accounts figures stand beside its own.
fn row(
    period: &InPeriod,
    last: NaiveDate,
    former: Sums,
    (here, some_over, tree_of): (&str, bool, Option<AccountId>),
    log: &Log,
) -> Row {
    let (own, tree, log) = (period.own, period.tree, log.on((period.first, last)));
    let used = format!("{here}/use?period=own&from={}&to={last}", period.first);
    let figure = |of: fn(Sums) -> i64, filter: &str| {
        let cell = Cell::figure(of(own), log.list(filter));
        match tree_of {
            Some(account) => cell.with_below(of(tree) - of(own), of(tree), log.below(account.0, filter)),
            None => cell,
        }
    };
    let mut cells = vec![Cell::figure(own.tasks, used.clone()), Cell::word(change(own.tasks, former.tasks))];
    if tree_of.is_some() {
        cells.push(Cell::figure(tree.tasks, format!("{used}&of=below")));
    }
    if some_over {
        cells.push(figure(|sums| sums.overage, OVER));
    }
    cells.extend([
        figure(|sums| sums.transactions, ""),
        figure(|sums| sums.failed, FAILED),
        figure(|sums| sums.incidents, INCIDENTS),
    ]);
    Row { name: days(period.first, last), under: String::new(), href: used, cells }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_periods_follow_each_other_back_from_today() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let periods = last_periods(day("2026-11-26"), Some(day("2026-12-31")));
        assert_eq!(periods.len(), 12);
        assert_eq!(periods[0], (day("2026-10-31"), day("2026-11-30")));
        assert_eq!(periods[11], (day("2025-11-30"), day("2025-12-31")));
        assert!(periods.windows(2).all(|pair| pair[0].0 == pair[1].1));
    }
}
