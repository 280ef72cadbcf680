//! What an account used in each of its last twelve billing periods, and beside it, for staff, with its sub-accounts.

use super::account::{Whose, account_page, own_tiles};
use super::choice::{Choice, Span};
use super::figures::{SAME_DAYS, Sums, change};
use super::log::{FAILED, INCIDENTS, Log, OVER};
use super::queries::{self, InPeriod};
use super::shown::{BELOW_NOW, COUNTED, Cell, Head, Report, ReportPage, Row, SO_FAR, Table};
use crate::access::Access;
use crate::accounts::stand::{Stand, account_of};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::metering::period::Period;
use crate::web::page::Page;
use crate::web::times::date;
use actix_web::{Responder, web};
use chrono::NaiveDate;

/// How many periods, this one among them.
const PERIODS: usize = 12;

/// What the figure is that stands in its column (M5).
const APART: &str = " Over the limit are the tasks that went on while a limit was used up, each by the limit as it was at that moment, counted apart as overage. Tasks minus the limit of today can be another figure: the page of limits shows both.";

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
            under: if at == 0 { "This period, until now".to_owned() } else { String::new() },
            ..row(period, *last, if at == 0 { former } else { of(at + 1).0 }, (&frame.here, some_over, tree_of), &log)
        })
        .collect();
    let mut heads = vec![("Period", false), ("Tasks", true), ("Change", true)];
    if frame.in_console {
        heads.push(("With sub-accounts", true));
    }
    if some_over {
        heads.push(("Over the limit", true));
    }
    heads.extend([("Transactions", true), ("Failed", true), ("Incidents", true)]);
    let report = Report {
        days: format!(
            "{}, {}",
            in_words(found.len()),
            whose.zone_words(found.last().map_or(whose.span.first, |(period, _)| period.first))
        ),
        tiles: own_tiles(this.0, former, SAME_DAYS, &this_log, tree_of.map(|account| (account, this.1))),
        chart_title: "Own use".to_owned(),
        chart: Some(super::bars::of_periods(&found, frame.account_zone.name(), limit)),
        csv: format!("{}/periods.csv", frame.here),
        tables: vec![Table {
            title: "Billing periods".to_owned(),
            heads: heads.into_iter().map(|(label, num)| Head { label, href: String::new(), dir: "", num }).collect(),
            rows,
            empty: ("No period yet", "The first one begins with the account.", "activity"),
            ..Table::default()
        }],
        hint: format!(
            "{COUNTED}{}{SO_FAR} The figures at the top are those of this period. A period begins on the day of the month of the next billing date, on the first of a month where there is none.{}",
            if frame.in_console { BELOW_NOW } else { "" },
            if some_over { APART } else { "" }
        ),
        ..Report::default()
    };
    let mut page =
        account_page(tx, whose, choice, "periods", "What each of the last twelve billing periods came to.", report)?;
    // Its periods are what they are.
    page.filters.periods.clear();
    Ok(page)
}

/// How many periods are shown.
fn in_words(count: usize) -> String {
    match count {
        0 | 1 => "The first billing period".to_owned(),
        PERIODS => "The last twelve billing periods".to_owned(),
        _ => format!("All {count} billing periods since the account began"),
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
    let days = format!("{here}/use?period=own&from={}&to={last}", period.first);
    let figure = |of: fn(Sums) -> i64, filter: &str| {
        let cell = Cell::figure(of(own), log.list(filter));
        match tree_of {
            Some(account) => cell.with_below(of(tree) - of(own), of(tree), log.below(account.0, filter)),
            None => cell,
        }
    };
    let mut cells = vec![Cell::figure(own.tasks, days.clone()), Cell::word(change(own.tasks, former.tasks))];
    if tree_of.is_some() {
        cells.push(Cell::figure(tree.tasks, format!("{days}&of=below")));
    }
    if some_over {
        cells.push(figure(|sums| sums.overage, OVER));
    }
    cells.extend([
        figure(|sums| sums.transactions, ""),
        figure(|sums| sums.failed, FAILED),
        figure(|sums| sums.incidents, INCIDENTS),
    ]);
    Row { name: format!("{} to {}", date(period.first), date(last)), under: String::new(), href: days, cells }
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
