//! Calls of programs as files: a line a day, credential and route, and single calls.

use super::Scope;
use super::log::Narrow;
use super::queries::{self, OneCall};
use crate::access::Access;
use crate::access::rights::UseConsole;
use crate::db::InPartner;
use crate::error::AppResult;
use crate::reports::choice::Choice;
use crate::reports::csv::{begin, file_of_lines, refuse};
use crate::web::forms::Asked;
use crate::web::page::{Sink, csv_line, streamed_csv};
use crate::web::paging::From;
use actix_web::HttpResponse;
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text, Timestamptz, Uuid as SqlUuid};

diesel::define_sql_function! { #[sql_name = "app.lines_of_call_days"] fn lines_of_call_days(zone: Text, since: Timestamptz, until: Timestamptz, credential: Nullable<SqlUuid>) -> Array<Text>; }

/// What was called each day.
pub(in crate::reports) async fn days(
    access: Access<UseConsole, InPartner>,
    asked: Asked<Choice>,
) -> AppResult<HttpResponse> {
    let choice = asked.0.known();
    let turn = access.turn().await?;
    let scope = access.read(move |tx| {
        let scope = Scope::read(tx, &choice);
        refuse(&scope.problems)?;
        Ok(scope)
    });
    let scope = scope.await?;
    const COLUMNS: &[&str] = &[
        "Day",
        "Credential",
        "Client id",
        "Credential id",
        "Verb",
        "Route",
        "Calls",
        "Refused",
        "Too many",
        "Failed",
        "Average ms",
    ];
    let name = format!("api-calls-{}-{}.csv", scope.span.first, scope.span.last);
    let (since, until) = scope.hours();
    file_of_lines!(access.clone(), turn, name, COLUMNS, all: false, lines_of_call_days(scope.zone, since, until, scope.credential))
}

/// Calls read at a time.
const BATCH: i64 = 1_000;

/// Single calls, the newest first.
pub(in crate::reports) async fn log(
    access: Access<UseConsole, InPartner>,
    asked: Asked<Choice>,
    narrow: Asked<Narrow>,
) -> AppResult<HttpResponse> {
    let (choice, narrow) = (asked.0.known(), narrow.0);
    let turn = access.turn().await?;
    let found = access.read(move |tx| {
        let mut scope = Scope::read(tx, &choice);
        let wanted = narrow.wanted(tx, &mut scope)?;
        refuse(&scope.problems)?;
        Ok((scope.span, wanted))
    });
    let (span, wanted) = found.await?;
    let name = format!("api-calls-single-{}-{}.csv", span.first, span.last);
    Ok(streamed_csv(&name, move |sink: Sink| {
        access.read_slowly(turn, move |tx| {
            sink.run(|sink| {
                begin(
                    sink,
                    &[
                        "At",
                        "Id",
                        "Credential",
                        "Credential id",
                        "Account",
                        "Account id",
                        "Verb",
                        "Route",
                        "Status",
                        "ms",
                    ],
                )?;
                let mut from = From::Start;
                loop {
                    let rows = queries::log(tx, &wanted, &from, BATCH)?.rows;
                    let Some(last) = rows.last() else { return Ok(()) };
                    from = From::After(last.id);
                    for call in &rows {
                        let line = line(call);
                        sink.write(csv_line(&line.iter().map(String::as_str).collect::<Vec<_>>()).as_bytes())?;
                    }
                }
            })
        });
    }))
}

fn line(call: &OneCall) -> [String; 10] {
    [
        crate::web::api::instant(call.at),
        call.id.to_string(),
        call.description.clone().unwrap_or_default(),
        call.credential.to_string(),
        call.of.as_ref().map_or_else(String::new, |(name, _)| name.clone()),
        call.account.map_or_else(String::new, |id| id.to_string()),
        call.verb.clone(),
        call.route.clone(),
        call.status.to_string(),
        format!("{:.1}", f64::from(call.took_us) / 1000.0),
    ]
}
