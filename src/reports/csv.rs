//! Reports as files: every row, streamed a row at a time, with the figures as plain numbers.

use super::account::{Whose, cells};
use super::accounts::Scope;
use super::choice::{Choice, Span};
use super::figures::{Day, Sums, by_date};
use super::lists::{self, Slice};
use super::methods::{SORTS, connector_of};
use super::{all_periods, periods, queries};
use crate::access::Access;
use crate::access::rights::UseConsole;
use crate::accounts::stand::{Stand, account_of};
use crate::db::{InPartner, ReadTx, Turn};
use crate::error::{AppError, AppResult};
use crate::language::{self, Language};
use crate::web::forms::Asked;
use crate::web::page::{Sink, csv_line, streamed_csv};
use actix_web::{HttpResponse, web};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::{Array, Date, Integer, Nullable, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.lines_of_accounts"] fn lines_of_accounts(first: Date, last: Date, before_first: Date, before_last: Date, ids: Nullable<Array<SqlUuid>>, at: Timestamptz) -> Array<Text>; }
diesel::define_sql_function! { #[sql_name = "app.lines_by_period"] fn lines_by_period(ids: Nullable<Array<SqlUuid>>, ago: Integer, at: Timestamptz) -> Array<Text>; }
diesel::define_sql_function! { #[sql_name = "app.lines_by_cycle"] fn lines_by_cycle(first: Date, last: Date, ids: Nullable<Array<SqlUuid>>) -> Array<Text>; }
diesel::define_sql_function! { #[sql_name = "app.lines_by_connector"] fn lines_by_connector(first: Date, last: Date) -> Array<Text>; }
diesel::define_sql_function! { #[sql_name = "app.lines_by_connector_account"] fn lines_by_connector_account(connector: SqlUuid, first: Date, last: Date, ids: Nullable<Array<SqlUuid>>) -> Array<Text>; }

/// A list says beside its rows what could not be read; a file would be taken for what was asked.
pub(super) fn refuse(problems: &[String]) -> AppResult<()> {
    if problems.is_empty() { Ok(()) } else { Err(AppError::invalid("", problems.join(" "))) }
}

/// A file of lines that the database gives one after the other: memory stays the same however many they are. `all`: they
/// are of all accounts.
macro_rules! file_of_lines {
    ($access:expr, $turn:expr, $name:expr, $columns:expr, all: $all:expr, $call:expr) => {{
        let (access, turn, columns, all, call) = ($access, $turn, $columns, $all, $call);
        Ok(streamed_csv(&$name, move |sink: Sink| {
            access.read_slowly(turn, move |tx| {
                sink.run(|sink| {
                    begin(sink, columns)?;
                    tx.plan_much(all)?;
                    let lines = diesel::select(call).load_iter::<Vec<String>, PgRowByRowLoadingMode>(tx.conn())?;
                    for line in lines {
                        let line = line?;
                        sink.write(csv_line(&line.iter().map(String::as_str).collect::<Vec<_>>()).as_bytes())?;
                    }
                    Ok(())
                })
            });
        }))
    }};
}

pub(super) use file_of_lines;

/// The mark that tells spreadsheets that it is UTF-8, and the names of the columns.
pub(super) fn begin(sink: &mut Sink, columns: &[&str]) -> AppResult<()> {
    sink.write("\u{feff}".as_bytes())?;
    sink.write(csv_line(columns).as_bytes())
}

/// What each account used, those that used most first.
pub(super) async fn accounts(access: Access<UseConsole, InPartner>, asked: Asked<Choice>) -> AppResult<HttpResponse> {
    let choice = asked.0.known();
    let mut unread = Vec::new();
    if let Some(connector) = connector_of(&choice, &mut unread) {
        return of_connector(access, connector, choice).await;
    }
    refuse(&unread)?;
    let Many { turn, span, ids, now } = of_many(&access, choice).await?;
    // Programs may read the first ten by their place. A change would begin with a sign, which spreadsheets take for a
    // formula and which is quoted against that; a percentage of what was before is a plain number.
    const COLUMNS: &[&str] = &[
        "Account",
        "API ID",
        "Id",
        "Tasks",
        "Tasks with sub-accounts",
        "Tasks over the limit",
        "Failed tasks",
        "Transactions",
        "Failed transactions",
        "Incidents",
        "Tasks before",
        "% of tasks before",
        "Share %",
        "Cycles",
        "Connectors",
    ];
    let ((first, last), before) = (span.ends(), span.before);
    let name = format!("accounts-by-use-{first}-{last}.csv");
    let all = ids.is_none();
    let lines = lines_of_accounts(first, last, before.0, before.1, ids, now);
    file_of_lines!(access.clone(), turn, name, COLUMNS, all: all, lines)
}

const CYCLE_COLUMNS: &[&str] = &[
    "Cycle",
    "Id",
    "Account",
    "Account API ID",
    "Account id",
    "Transactions",
    "Failed transactions",
    "Tasks",
    "Failed tasks",
    "Incidents",
];

/// What each cycle of all accounts used.
pub(super) async fn cycles(access: Access<UseConsole, InPartner>, asked: Asked<Choice>) -> AppResult<HttpResponse> {
    let Many { turn, span, ids, .. } = of_many(&access, asked.0.known()).await?;
    let (first, last) = span.ends();
    let name = format!("cycles-by-use-{first}-{last}.csv");
    file_of_lines!(access.clone(), turn, name, CYCLE_COLUMNS, all: ids.is_none(), lines_by_cycle(first, last, ids))
}

/// What each connector and method was used for.
pub(super) async fn connectors(access: Access<UseConsole, InPartner>, asked: Asked<Choice>) -> AppResult<HttpResponse> {
    let Many { turn, span, .. } = of_many(&access, asked.0.known()).await?;
    let (first, last) = span.ends();
    const COLUMNS: &[&str] = &["Connector", "Connector id", "Method", "Tasks", "Failed tasks"];
    let name = format!("connectors-by-use-{first}-{last}.csv");
    file_of_lines!(access.clone(), turn, name, COLUMNS, all: true, lines_by_connector(first, last))
}

/// What each account used of a connector.
pub(super) async fn connector_accounts(
    access: Access<UseConsole, InPartner>,
    path: web::Path<String>,
    asked: Asked<Choice>,
) -> AppResult<HttpResponse> {
    of_connector(access, crate::ids::known::<Uuid>(&path)?, asked.0.known()).await
}

async fn of_connector(access: Access<UseConsole, InPartner>, id: Uuid, choice: Choice) -> AppResult<HttpResponse> {
    let Many { turn, span, ids, .. } = of_many(&access, choice).await?;
    let (first, last) = span.ends();
    access
        .read(move |tx| {
            let used = !queries::of_connector(tx, Some(id), (first, last))?.is_empty();
            super::connectors::name_of(tx, id, used).map(drop)
        })
        .await?;
    const COLUMNS: &[&str] = &["Account", "API ID", "Id", "Tasks", "Tasks with sub-accounts", "Failed tasks"];
    let name = format!("accounts-of-connector-{first}-{last}.csv");
    file_of_lines!(access.clone(), turn, name, COLUMNS, all: ids.is_none(), lines_by_connector_account(id, first, last, ids))
}

/// What each account used in its billing period.
pub(super) async fn periods(access: Access<UseConsole, InPartner>, asked: Asked<Choice>) -> AppResult<HttpResponse> {
    let choice = asked.0.known();
    let turn = access.turn().await?;
    let found = access.read(move |tx| {
        let (ago, mut unread) = all_periods::ago_of(&choice);
        let (ids, more) = lists::narrowed(tx, &choice)?;
        unread.extend(more);
        refuse(&unread)?;
        Ok((ids, ago, tx.now()))
    });
    let (ids, ago, now) = found.await?;
    const COLUMNS: &[&str] = &[
        "Account",
        "API ID",
        "Id",
        "First day",
        "Last day",
        "Tasks",
        "Tasks with sub-accounts",
        "Tasks over the limit",
        "Limit",
        "Failed tasks",
        "Transactions",
        "Failed transactions",
        "Incidents",
    ];
    let name = format!("billing-periods-{}.csv", now.date_naive());
    file_of_lines!(access.clone(), turn, name, COLUMNS, all: false, lines_by_period(ids, ago, now))
}

/// A turn for a file, its days, and the accounts it is narrowed to.
struct Many {
    turn: Turn,
    span: Span,
    ids: Option<Vec<Uuid>>,
    now: DateTime<Utc>,
}

async fn of_many(access: &Access<UseConsole, InPartner>, choice: Choice) -> AppResult<Many> {
    let turn = access.turn().await?;
    let found = access.read(move |tx| {
        let scope = Scope::read(tx, &choice)?;
        refuse(&scope.problems)?;
        Ok((scope, tx.now()))
    });
    let (scope, now) = found.await?;
    Ok(Many { turn, span: scope.span, ids: scope.ids, now })
}

/// What an account used, a line a day.
pub(super) async fn days<P: Stand>(
    access: Access<P::Report, P>,
    path: web::Path<String>,
    asked: Asked<Choice>,
) -> AppResult<HttpResponse> {
    let (id, choice) = (account_of(&path)?, asked.0.known());
    let found = access.read(move |tx| {
        let whose = known::<P>(tx, id, &choice)?;
        let own = queries::by_day(tx, id, false, whose.span.ends())?;
        let tree = if whose.frame.in_console { Some(queries::by_day(tx, id, true, whose.span.ends())?) } else { None };
        Ok((whose.span, own, tree))
    });
    let (span, own, tree) = found.await?;
    let (own, tree) = (by_date(own), tree.map(by_date));
    let of = |found: Option<&Day>, day: NaiveDate| match found {
        Some(found) => cells(*found),
        None => std::iter::once(day.to_string()).chain(Sums::default().cells()).collect(),
    };
    let mut file = file_of(header("Day", &FIGURES, tree.is_some()).as_slice());
    for day in span.days() {
        let mut line = of(own.get(&day), day);
        if let Some(tree) = &tree {
            line.extend(of(tree.get(&day), day).into_iter().skip(1));
        }
        file.push_str(&csv_line(&line.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    Ok(whole(&format!("use-{}-{}.csv", span.first, span.last), file))
}

const FIGURES: [&str; 6] =
    ["Tasks", "Tasks over the limit", "Failed tasks", "Transactions", "Failed transactions", "Incidents"];

/// The first column, the figures, and where it is asked for each once more with sub-accounts.
fn header(first: &str, figures: &[&str], with_below: bool) -> Vec<String> {
    let own = std::iter::once(first.to_owned()).chain(figures.iter().map(|figure| (*figure).to_owned()));
    let below = figures.iter().filter(|_| with_below).map(|figure| format!("{figure} with sub-accounts"));
    own.chain(below).collect()
}

/// A file of few lines: days or periods of one account, which are bounded.
fn file_of(header: &[String]) -> String {
    format!("\u{feff}{}", csv_line(&header.iter().map(String::as_str).collect::<Vec<_>>()))
}

fn whole(name: &str, file: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("content-type", "text/csv; charset=utf-8"))
        .insert_header(("content-disposition", format!("attachment; filename=\"{name}\"")))
        .body(file)
}

fn known<P: Stand>(tx: &mut ReadTx<'_, P>, id: crate::ids::AccountId, choice: &Choice) -> AppResult<Whose> {
    let whose = Whose::read(tx, id, choice)?;
    refuse(&whose.problems)?;
    Ok(whose)
}

/// What each cycle of an account used.
pub(super) async fn account_cycles<P: Stand>(
    access: Access<P::Report, P>,
    path: web::Path<String>,
    asked: Asked<Choice>,
) -> AppResult<HttpResponse> {
    let (id, choice) = (account_of(&path)?, asked.0.known());
    let turn = access.turn().await?;
    let days = access.read(move |tx| Ok(known::<P>(tx, id, &choice)?.span.ends()));
    let (first, last) = days.await?;
    let name = format!("cycles-by-use-{first}-{last}.csv");
    file_of_lines!(access.clone(), turn, name, CYCLE_COLUMNS, all: false, lines_by_cycle(first, last, Some(vec![id.0])))
}

/// Methods read at a time.
const BATCH: i64 = 1_000;

/// What each method was used for by an account.
pub(super) async fn account_methods<P: Stand>(
    access: Access<P::Report, P>,
    path: web::Path<String>,
    asked: Asked<Choice>,
) -> AppResult<HttpResponse> {
    let (id, choice) = (account_of(&path)?, asked.0.known());
    let turn = access.turn().await?;
    let found = access.read(move |tx| {
        let mut whose = Whose::read(tx, id, &choice)?;
        let connector = connector_of(&choice, &mut whose.problems);
        refuse(&whose.problems)?;
        Ok((whose.span, whose.frame.in_console, connector))
    });
    let (span, below, connector) = found.await?;
    let name = format!("methods-by-use-{}-{}.csv", span.first, span.last);
    Ok(streamed_csv(&name, move |sink| {
        access.read_slowly(turn, move |tx| {
            sink.run(|sink| {
                let mut columns = vec!["Connector", "Connector id", "Method", "Tasks", "Failed tasks"];
                if below {
                    columns.extend(["Tasks with sub-accounts", "Failed tasks with sub-accounts"]);
                }
                begin(sink, &columns)?;
                let sort = super::sort::Sort::read("", &SORTS);
                let mut slice = Slice { sort, after: None, at_most: BATCH };
                loop {
                    let rows = lists::by_method(tx, id, below, connector, span, &slice)?;
                    let Some(last) = rows.last() else { return Ok(()) };
                    slice.after = Some((last.place, last.id, last.method.clone()));
                    for row in rows {
                        let (id, mut figures) = (row.id.to_string(), vec![row.tasks, row.failed_tasks]);
                        if below {
                            figures.extend([row.tree, row.tree_failed]);
                        }
                        let figures: Vec<String> = figures.into_iter().map(|n| n.to_string()).collect();
                        // Files are in English, as those are that the database writes.
                        let called = || lists::called(row.id, row.name.as_deref());
                        let name = language::speaking(Language::English, None, called);
                        let mut line = vec![name.as_str(), &id, &row.method];
                        line.extend(figures.iter().map(String::as_str));
                        sink.write(csv_line(&line).as_bytes())?;
                    }
                }
            })
        });
    }))
}

/// What an account used in each of its last billing periods.
pub(super) async fn account_periods<P: Stand>(
    access: Access<P::Report, P>,
    path: web::Path<String>,
) -> AppResult<HttpResponse> {
    let id = account_of(&path)?;
    let found = access.read(move |tx| {
        let whose = Whose::read(tx, id, &Choice::default())?;
        Ok((periods::read(tx, id, &whose)?, whose.frame.in_console))
    });
    let (found, below) = found.await?;
    let mut columns = header("First day", &FIGURES, below);
    columns.insert(1, "Last day".to_owned());
    let mut file = file_of(&columns);
    for (period, last) in found {
        let mut line = vec![period.first.to_string(), last.to_string()];
        line.extend(period.own.cells());
        if below {
            line.extend(period.tree.cells());
        }
        file.push_str(&csv_line(&line.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    Ok(whole("billing-periods.csv", file))
}
