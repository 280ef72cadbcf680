//! Reports as files: every row, streamed in batches by key, with the figures as plain numbers.

use super::account::{cells, span_of};
use super::choice::Choice;
use super::queries::{self, Key};
use crate::access::Access;
use crate::access::rights::UseConsole;
use crate::accounts::stand::{Section, Stand, account_of};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::web::forms::Asked;
use crate::web::page::{Sink, csv_line, streamed_csv};
use crate::web::times::zone;
use actix_web::{HttpResponse, web};
use chrono::NaiveDate;

/// Accounts read at a time.
const BATCH: i64 = 5_000;

/// A list says beside its rows what could not be read; a file would be taken for what was asked.
fn refuse(problems: &[String]) -> AppResult<()> {
    if problems.is_empty() { Ok(()) } else { Err(AppError::invalid("", problems.join(" "))) }
}

/// What an account used, a line a day.
pub(super) async fn of_account<P: Stand>(
    access: Access<P::Report, P>,
    path: web::Path<String>,
    asked: Asked<Choice>,
) -> AppResult<HttpResponse> {
    let (id, choice) = (account_of(&path)?, asked.0);
    let turn = access.turn().await?;
    let found = access.read(move |tx| {
        let (_, frame) = P::frame(tx, id, Section::Reports, "Reports")?;
        let (span, problems) = span_of(tx, id, &frame, &choice)?;
        refuse(&problems)?;
        let days = (span.first, span.last);
        let own = queries::by_day(tx, id, false, days)?;
        let below = if frame.in_console { Some(queries::by_day(tx, id, true, days)?) } else { None };
        Ok((span, own, below))
    });
    let (span, own, below) = found.await?;
    let name = format!("use-{}-{}.csv", span.first, span.last);
    let reader = access.clone();
    Ok(streamed_csv(&name, move |sink| {
        reader.read_slowly(turn, move |_| {
            sink.run(|sink| {
                sink.write("\u{feff}".as_bytes())?;
                let with_below = below.is_some();
                sink.write(csv_line(header("Day", with_below).as_slice()).as_bytes())?;
                let below: std::collections::HashMap<NaiveDate, _> =
                    below.unwrap_or_default().into_iter().map(|day| (day.0, day)).collect();
                let own: std::collections::HashMap<NaiveDate, _> = own.into_iter().map(|day| (day.0, day)).collect();
                for day in span.days() {
                    let of = |found: Option<&super::figures::Day>| match found {
                        Some(found) => cells(*found).to_vec(),
                        None => std::iter::once(day.to_string()).chain(vec!["0".to_owned(); 5]).collect(),
                    };
                    let mut line = of(own.get(&day));
                    if with_below {
                        line.extend(of(below.get(&day)).into_iter().skip(1));
                    }
                    sink.write(csv_line(&line.iter().map(String::as_str).collect::<Vec<_>>()).as_bytes())?;
                }
                Ok(())
            })
        });
    }))
}

fn header(first: &'static str, with_below: bool) -> Vec<&'static str> {
    let own = [first, "Tasks", "Failed tasks", "Transactions", "Failed transactions", "Incidents"];
    let below = [
        "Tasks with sub-accounts",
        "Failed tasks with sub-accounts",
        "Transactions with sub-accounts",
        "Failed transactions with sub-accounts",
        "Incidents with sub-accounts",
    ];
    own.into_iter().chain(below.into_iter().filter(|_| with_below)).collect()
}

/// What each account used, those that used most first.
pub(super) async fn of_partner(access: Access<UseConsole, InPartner>, asked: Asked<Choice>) -> AppResult<HttpResponse> {
    let choice = asked.0;
    let turn = access.turn().await?;
    let days = access.read(move |tx| {
        let tz = zone(&crate::audit::filter::zone_of(tx));
        let (span, problems) = choice.span(tx.now().with_timezone(&tz).date_naive(), None);
        refuse(&problems)?;
        Ok((span.first, span.last))
    });
    let days = days.await?;
    let reader = access.clone();
    Ok(streamed_csv(&format!("accounts-by-use-{}-{}.csv", days.0, days.1), move |sink| {
        reader.read_slowly(turn, move |tx| sink.run(|sink| write_accounts(tx, days, sink)));
    }))
}

fn write_accounts(tx: &mut ReadTx<'_, InPartner>, days: (NaiveDate, NaiveDate), sink: &mut Sink) -> AppResult<()> {
    sink.write("\u{feff}".as_bytes())?;
    let columns = [
        "Account",
        "Id",
        "Tasks",
        "Tasks with sub-accounts",
        "Failed tasks",
        "Transactions",
        "Failed transactions",
        "Incidents",
    ];
    sink.write(csv_line(&columns).as_bytes())?;
    let mut after: Option<Key> = None;
    loop {
        let rows = queries::by_account(tx, days, after, BATCH)?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = Some((last.tasks, last.id));
        for row in rows {
            let figures = [row.tasks, row.tree, row.failed_tasks, row.transactions, row.failed, row.incidents]
                .map(|n| n.to_string());
            let id = row.id.to_string();
            let mut line = vec![row.name.as_deref().unwrap_or(""), &id];
            line.extend(figures.iter().map(String::as_str));
            sink.write(csv_line(&line).as_bytes())?;
        }
    }
}
