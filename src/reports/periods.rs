//! What an account used in each of its last twelve billing periods, and beside it, for staff, with its sub-accounts.

use super::account::{Whose, account_page};
use super::choice::{Choice, Span};
use super::figures::{Sums, against, change, tasks_against};
use super::queries::{self, InPeriod};
use super::shown::{COUNTED, Cell, Head, Report, ReportPage, Row, Table, Tile, behind, may_look};
use crate::access::Access;
use crate::accounts::stand::{Stand, account_of};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::metering::period::Period;
use crate::web::page::Page;
use crate::web::times::{date, figure};
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
    let today = tx.now().with_timezone(&whose.frame.account_zone).date_naive();
    let periods = last_periods(today, whose.calendar.billed_on);
    let found = queries::by_period(tx, account, whose.frame.in_console, &periods)?;
    let last = |first: NaiveDate| {
        let until = periods.iter().find(|(begins, _)| *begins == first).map_or(first, |(_, until)| *until);
        until.pred_opt().unwrap_or(until)
    };
    Ok(found.into_iter().map(|period| (last(period.first), period)).map(|(last, period)| (period, last)).collect())
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<ReportPage> {
    let choice = Choice::default();
    let whose = Whose::read(tx, account, &choice)?;
    let found = read(tx, account, &whose)?;
    let may = may_look(tx.facts());
    let frame = &whose.frame;
    let of =
        |at: usize| found.get(at).map_or((Sums::default(), Sums::default()), |(period, _)| (period.own, period.tree));
    let (this, former) = (of(0), of(1));
    let tile = |label, now: i64, before: i64, tree: i64| Tile {
        label,
        value: figure(now),
        note: against(now, before),
        href: String::new(),
        beside: if frame.in_console { format!("With sub-accounts {}", figure(tree)) } else { String::new() },
    };
    let mut heads = vec![("Period", false), ("Tasks", true), ("Change", true)];
    if frame.in_console {
        heads.push(("With sub-accounts", true));
    }
    // Only where a limit lets work go on beyond it, and did.
    let some_over = found.iter().any(|(period, _)| period.own.overage > 0);
    if some_over {
        heads.push(("Over the limit", true));
    }
    heads.extend([("Transactions", true), ("Failed", true), ("Incidents", true)]);
    let rows = found
        .iter()
        .enumerate()
        .map(|(at, (period, last))| {
            let span = Span { first: period.first, last: *last, before: (period.first, period.first) };
            let list = |more: &str| behind(&frame.home, may, span, more);
            let days = format!("{}/use?period=own&from={}&to={last}", frame.here, period.first);
            let own = period.own;
            let mut cells =
                vec![Cell::figure(own.tasks, days.clone()), Cell::word(change(own.tasks, of(at + 1).0.tasks))];
            if frame.in_console {
                cells.push(Cell::figure(period.tree.tasks, format!("{days}&of=below")));
            }
            if some_over {
                cells.push(Cell::figure(own.overage, String::new()));
            }
            cells.extend([
                Cell::figure(own.transactions, list("")),
                Cell::figure(own.failed, list("&status=failed")),
                Cell::figure(own.incidents, list("&status=incidents")),
            ]);
            Row {
                name: format!("{} to {}", date(period.first), date(*last)),
                under: if at == 0 { "This period, until now".to_owned() } else { String::new() },
                href: days,
                cells,
            }
        })
        .collect();
    let report = Report {
        days: format!(
            "The last twelve billing periods, {}",
            whose.zone_words(found.last().map_or(whose.span.first, |(period, _)| period.first))
        ),
        tiles: vec![
            Tile {
                note: tasks_against(this.0, former.0),
                ..tile("Tasks, this period", this.0.tasks, former.0.tasks, this.1.tasks)
            },
            tile("Transactions", this.0.transactions, former.0.transactions, this.1.transactions),
            tile("Failed transactions", this.0.failed, former.0.failed, this.1.failed),
            tile("Incidents", this.0.incidents, former.0.incidents, this.1.incidents),
        ],
        chart_title: "Own use".to_owned(),
        chart: Some(super::bars::of_periods(&found, frame.account_zone.name())),
        csv: format!("{}/periods.csv", frame.here),
        tables: vec![Table {
            title: "Billing periods".to_owned(),
            heads: heads.into_iter().map(|(label, num)| Head { label, href: String::new(), dir: "", num }).collect(),
            rows,
            empty: ("No period yet", "The first one begins with the account.", "activity"),
            first: String::new(),
            next: String::new(),
            order: String::new(),
            all: (String::new(), String::new()),
        }],
        hint: format!(
            "{COUNTED} A period begins on the day of the month of the next billing date, on the first of a month where there is none."
        ),
        ..Report::default()
    };
    let mut page =
        account_page(tx, whose, choice, "periods", "What each of the last twelve billing periods came to.", report)?;
    // Its periods are what they are.
    page.filters.periods.clear();
    Ok(page)
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
