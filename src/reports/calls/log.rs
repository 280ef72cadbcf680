//! The log of single calls of programs, which each figure of their report leads to.

use super::queries::{self, OneCall, Wanted};
use super::{HERE as REPORT, Scope, credentials};
use crate::access::Access;
use crate::access::rights::UseConsole;
use crate::audit::queries::accounts_like;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::people::model::shortened;
use crate::reports::choice::Choice;
use crate::reports::shown::{Cell, Filters, Head, Report, ReportPage, Row, Select, Table, more_of};
use crate::web::forms::Asked;
use crate::web::page::Hx;
use crate::web::paging::{PageQuery, address, joined};
use crate::web::times::{When, decimal, figure, zone};
use actix_web::Responder;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

const HERE: &str = "/console/reports/api-calls/log";

/// How calls were answered, to choose from.
fn statuses() -> [(&'static str, &'static str); 5] {
    [
        ("", t!("reports-any-answer")),
        ("errors", t!("reports-any-error")),
        ("refused", t!("reports-refused")),
        ("limited", t!("reports-too-many")),
        ("failed", t!("reports-failed")),
    ]
}

/// What single calls can be narrowed to beside their days and their credential.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Narrow {
    /// Verb and route with a space between.
    call: String,
    /// One of [`statuses`].
    status: String,
    /// An account: API ID, the beginning of a word of its name, or the id.
    account: String,
}

impl Narrow {
    /// The set parts as a query, after those of a choice.
    fn query(&self, choice: &Choice) -> String {
        let mut query = url::form_urlencoded::Serializer::new(choice.with("sort", ""));
        let parts = [("call", &self.call), ("status", &self.status), ("account", &self.account)];
        query.extend_pairs(parts.into_iter().filter(|(_, value)| !value.is_empty()));
        query.finish()
    }

    /// What is looked for; what cannot be read is added to the scope's problems.
    pub(super) fn wanted(&self, tx: &mut ReadTx<'_, InPartner>, scope: &mut Scope) -> AppResult<Wanted> {
        let call = match self.call.trim() {
            "" => None,
            text => match text.split_once(' ') {
                Some((verb, route)) => Some((verb.to_owned(), route.to_owned())),
                None => {
                    scope.problems.push(t!("reports-is-no-call", typed = shortened(text)));
                    None
                }
            },
        };
        let (statuses, but) = match self.status.trim() {
            "" => (None, None),
            "errors" => (Some((400, 600)), None),
            "refused" => (Some((400, 500)), Some(429)),
            "limited" => (Some((429, 430)), None),
            "failed" => (Some((500, 600)), None),
            other => {
                scope.problems.push(t!("reports-no-answer", typed = shortened(other)));
                (None, None)
            }
        };
        let accounts = match self.account.trim() {
            "" => None,
            typed => Some(accounts_like(tx, typed)?),
        };
        Ok(Wanted { hours: scope.hours(), credential: scope.credential, call, statuses, but, accounts })
    }
}

pub(in crate::reports) async fn index(
    access: Access<UseConsole, InPartner>,
    asked: Asked<Choice>,
    narrow: Asked<Narrow>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (choice, narrow, paging) = (asked.0.known(), narrow.0, paging.0);
    let page = access.read(move |tx| page(tx, choice, &narrow, &paging)).await?;
    Ok(page.answer(hx))
}

fn page(tx: &mut ReadTx<'_, InPartner>, choice: Choice, narrow: &Narrow, paging: &PageQuery) -> AppResult<ReportPage> {
    let mut scope = Scope::read(tx, &choice);
    let wanted = narrow.wanted(tx, &mut scope)?;
    let (now, tz) = (tx.now(), zone(&scope.zone));
    let found = queries::log(tx, &wanted, &paging.from(), paging.rows())?;
    let kept = narrow.query(&choice);
    let way = |part: &str| {
        if part.is_empty() { String::new() } else { address(HERE, &joined(&[&kept, &paging.onward(part)])) }
    };
    // What it was and how it ended first: a phone shows no more.
    let heads = [
        (t!("reports-when"), false),
        (t!("reports-call"), false),
        (t!("reports-answer"), true),
        (t!("reports-time"), true),
        (t!("reports-credential"), false),
        (t!("reports-account"), false),
    ];
    let report = Report {
        days: scope.words(),
        tables: vec![Table {
            title: t!("reports-single-calls").to_owned(),
            heads: heads.into_iter().map(|(label, num)| Head::plain(label, num)).collect(),
            rows: found.rows.iter().map(|call| row(call, now, tz)).collect(),
            empty: (t!("reports-no-such-call"), t!("reports-call-counted").to_owned(), "plug"),
            instead: if kept == choice.query() {
                more_of(HERE, &choice)
            } else {
                (t!("reports-clear-filters"), address(HERE, &choice.period_query()))
            },
            first: way(&found.previous),
            next: way(&found.next),
            order: t!("reports-newest-first").to_owned(),
            all: (t!("reports-download").to_owned(), address(&format!("{HERE}.csv"), &kept)),
        }],
        hint: t!("reports-calls-hint").to_owned(),
        apart: true,
        ..Report::default()
    };
    let calls = calls(tx, &scope, &narrow.call)?;
    let report = Report { problems: scope.problems, ..report };
    let crumbs = vec![
        (t!("reports-api-calls").to_owned(), address(REPORT, &choice.with("sort", ""))),
        (t!("reports-single-calls").to_owned(), String::new()),
    ];
    let mut filters = Filters::over_all(choice, HERE, &scope.zone, false);
    filters.selects.push(credentials(tx, &filters.choice.credential)?);
    let options = statuses().into_iter().map(|(key, word)| (key.to_owned(), word.to_owned())).collect();
    filters.selects.push(calls);
    filters.selects.push(Select { name: "status", label: t!("reports-answer"), options, value: narrow.status.clone() });
    filters.account = Some(narrow.account.clone());
    Ok(ReportPage::over_all(tx, t!("reports-single-calls"), crumbs, filters, report))
}

/// What was called in the period, to choose from.
fn calls(tx: &mut ReadTx<'_, InPartner>, scope: &Scope, chosen: &str) -> AppResult<Select> {
    let hours = scope.hours();
    let mut names: Vec<String> = queries::by_route(tx, hours, (hours.0, hours.0), scope.credential)?
        .into_iter()
        .map(|one| format!("{} {}", one.verb, one.route))
        .collect();
    if !chosen.is_empty() && !names.iter().any(|name| name == chosen) {
        names.push(chosen.to_owned());
    }
    let mut options = vec![(String::new(), t!("reports-any-call").to_owned())];
    options.extend(names.into_iter().map(|name| (name.clone(), name)));
    Ok(Select { name: "call", label: t!("reports-call"), options, value: chosen.to_owned() })
}

fn row(call: &OneCall, now: DateTime<Utc>, tz: Tz) -> Row {
    let account = match (&call.of, call.account) {
        (Some((name, standing)), Some(id)) => {
            let live = standing != "deleted";
            Cell::text(name.clone(), if live { format!("/console/accounts/{id}") } else { String::new() })
        }
        (None, Some(id)) => Cell::text(t!("reports-deleted-account", id = id.to_string()), String::new()),
        (_, None) => Cell::text("–".to_owned(), String::new()),
    };
    let gone = || t!("reports-deleted-credential", id = call.credential.to_string());
    Row {
        name: When::clock(call.at, now, tz).words,
        under: String::new(),
        href: String::new(),
        cells: vec![
            Cell::text(format!("{} {}", call.verb, call.route), String::new()),
            Cell::word(call.status.to_string()),
            Cell::word(took(call.took_us)),
            Cell::text(
                call.description.clone().unwrap_or_else(gone),
                format!("{REPORT}?credential={}", call.credential),
            ),
            account,
        ],
    }
}

fn took(us: i32) -> String {
    if us < 10_000 {
        format!("{} ms", decimal(f64::from(us) / 1000.0, 1))
    } else {
        format!("{} ms", figure(i64::from(us / 1000)))
    }
}
