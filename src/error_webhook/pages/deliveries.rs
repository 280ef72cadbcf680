//! What was reported, the newest first, and what became of it.

use super::PATH;
use crate::access::Access;
use crate::access::rights::{ManageSettings, Right, ViewSettings};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::error_webhook::queries::{self, Report};
use crate::error_webhook::{actions, model};
use crate::web::forms::{Asked, Nothing, Posted};
use crate::web::page::{Hx, Page, Redirect};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Either, Responder, web};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use uuid::Uuid;

/// What can be filtered for.
fn states() -> [(&'static str, &'static str); 4] {
    [
        ("", t!("error-webhook-any-state")),
        ("waiting", t!("error-webhook-waiting")),
        ("sent", t!("error-webhook-taken")),
        ("failed", t!("error-webhook-given-up")),
    ]
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::error_webhook) struct Query {
    state: String,
}

#[derive(Template)]
#[template(path = "error_webhook/deliveries.html")]
struct DeliveriesPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 3],
    list: List,
    states: [(&'static str, &'static str); 4],
}

#[derive(Template)]
#[template(path = "error_webhook/deliveries.html", block = "table")]
struct DeliveriesTable {
    shell: Shell,
    list: List,
}

struct List {
    state: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
    may_manage: bool,
    /// What was given up can be sent again at once.
    all_again: bool,
}

struct Row {
    id: Uuid,
    what: &'static str,
    /// The type of its message.
    name: String,
    made: When,
    account: String,
    account_href: String,
    transaction_href: String,
    message: String,
    to: String,
    kind: &'static str,
    state: &'static str,
    tries: i16,
    answer: String,
    next: Option<When>,
    /// It has ended, so it can be sent again.
    ended: bool,
}

impl Row {
    fn of(report: Report, now: DateTime<Utc>, tz: Tz) -> Row {
        let (kind, state) = match (report.state.as_str(), report.attempts) {
            ("sent", _) => ("ok", t!("error-webhook-taken")),
            ("failed", _) => ("bad", t!("error-webhook-given-up")),
            (_, 0) => ("info", t!("error-webhook-waiting")),
            _ => ("warn", t!("error-webhook-tried-again")),
        };
        let of_account = report.account_id.map(|id| format!("/console/accounts/{id}")).unwrap_or_default();
        let transaction = report.transaction_id.filter(|_| report.account.is_some());
        Row {
            id: report.id,
            what: match report.kind.as_str() {
                "error" => t!("error-webhook-failed-transaction"),
                "warning" => t!("error-webhook-warning"),
                "limit" => t!("error-webhook-limit-used"),
                "change" => t!("error-webhook-change"),
                _ => t!("error-webhook-test"),
            },
            name: report.type_of(),
            made: When::at(report.created_at, now, tz),
            transaction_href: transaction.map(|id| format!("{of_account}/transactions/{id}")).unwrap_or_default(),
            account_href: if report.account.is_some() { of_account } else { String::new() },
            account: report.account.unwrap_or_default(),
            message: model::message_id(report.id),
            to: report.url,
            kind,
            state,
            tries: report.attempts,
            answer: match (report.problem, report.status_code) {
                (Some(problem), _) => problem,
                (None, Some(status)) => t!("error-webhook-answered", status = status.to_string()),
                (None, None) => String::new(),
            },
            next: (report.state == "waiting" && report.attempts > 0).then(|| When::at(report.due_at, now, tz)),
            ended: report.state != "waiting",
        }
    }
}

pub(in crate::error_webhook) async fn index(
    access: Access<ViewSettings, InPartner>,
    asked: Asked<Query>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (asked, paging) = (asked.0, paging.0);
    let (shell, list) = access
        .read(move |tx| {
            let list = list(tx, asked, &paging)?;
            Ok((Shell::console(tx, "/console/settings", t!("error-webhook-deliveries-title")), list))
        })
        .await?;
    Ok(match hx {
        Hx::Fragment => Either::Right(Page::new(DeliveriesTable { shell, list })),
        Hx::Page => {
            let crumbs = [
                (t!("error-webhook-settings"), "/console/settings"),
                (t!("error-webhook-webhook"), PATH),
                (t!("error-webhook-deliveries"), ""),
            ];
            Either::Left(Page::new(DeliveriesPage { shell, crumbs, list, states: states() }))
        }
    })
}

fn list(tx: &mut ReadTx<'_, InPartner>, asked: Query, paging: &PageQuery) -> AppResult<List> {
    let known = states().iter().any(|(state, _)| *state == asked.state);
    let state = if known { asked.state } else { String::new() };
    let found = queries::reports(tx, &state, &paging.from(), paging.rows())?;
    let (now, tz) = (tx.now(), zone(tx.facts().timezone.as_deref().unwrap_or("UTC")));
    let way = |part: &str| match (part.is_empty(), state.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!("{PATH}/deliveries?{}", paging.onward(part)),
        (false, false) => format!("{PATH}/deliveries?state={state}&{}", paging.onward(part)),
    };
    let found_none = found.rows.is_empty();
    Ok(List {
        previous: way(&found.previous),
        next: way(&found.next),
        rows: found.rows.into_iter().map(|report| Row::of(report, now, tz)).collect(),
        may_manage: ManageSettings::held(tx.facts()),
        all_again: state == "failed" && !found_none,
        state,
    })
}

pub(in crate::error_webhook) async fn again(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: Uuid = path.parse().map_err(|_| AppError::NotFound)?;
    let back = Redirect::to(format!("{PATH}/deliveries"));
    match access.write(move |tx| actions::send_again(tx, id)).await {
        Ok(()) => Ok(back.saying(t!("error-webhook-sent-again"))),
        Err(AppError::Conflict(why)) => Ok(back.warning(why)),
        Err(error) => Err(error),
    }
}

pub(in crate::error_webhook) async fn all_again(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
) -> AppResult<impl Responder> {
    let sent = access.write(|tx| actions::send_all_again(tx, None, None)).await?;
    let back = Redirect::to(format!("{PATH}/deliveries"));
    Ok(match sent {
        0 => back.warning(t!("error-webhook-none-again")),
        1 => back.saying(t!("error-webhook-one-again")),
        actions::AGAIN_AT_ONCE => back.saying(t!("error-webhook-oldest-again", n = sent.to_string())),
        sent => back.saying(t!("error-webhook-many-again", n = sent.to_string())),
    })
}
