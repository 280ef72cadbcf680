//! One cause of incidents: what happened, what can be done about it, which cycles and transactions met it.

use super::row::{Row, with_cause};
use crate::access::Access;
use crate::accounts::stand::{Frame, Section, Stand, account_of};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::incidents::model::advice;
use crate::incidents::queries;
use crate::transactions::filter::Filter;
use crate::transactions::queries as transactions;
use crate::transactions::shown;
use crate::web::forms::Asked;
use crate::web::page::Page;
use crate::web::paging::From;
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Responder, web};
use askama::Template;
use serde::Deserialize;

/// Transactions that the page shows.
const NEWEST: i64 = 10;
/// Cycles that it names.
const NAMED: usize = 100;
/// What is left to run again is counted up to here.
const COUNT_MAX: i64 = 1_000;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::incidents) struct Named {
    cause: String,
}

#[derive(Template)]
#[template(path = "incidents/cause.html")]
struct CausePage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    row: Row,
    advice: &'static str,
    state: &'static str,
    state_kind: &'static str,
    newest: Vec<shown::Row>,
    /// Those that failed, as a list.
    failed: String,
    /// How many failed and were not run again well, in words; empty: none.
    left: String,
    /// Where it is marked.
    action: String,
    may_edit: bool,
}

pub(in crate::incidents) async fn show<P: Stand>(
    access: Access<P::View, P>,
    path: web::Path<String>,
    asked: Asked<Named>,
) -> AppResult<impl Responder> {
    let (id, cause) = (account_of(&path)?, asked.0.cause);
    Ok(Page::new(access.read(move |tx| page(tx, id, &cause)).await?))
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId, cause: &str) -> AppResult<CausePage> {
    let found = queries::find(tx, account, cause)?;
    let affected = queries::affected(tx, account, std::slice::from_ref(&found.cause))?;
    let (shell, frame): (Shell, Frame) = P::frame(tx, account, Section::Incidents, &found.cause)?;
    let now = tx.now();
    let (of_it, _) = Filter::of_cause(cause).wanted(now, frame.account_zone);
    let newest = transactions::list(tx, account, &of_it, &From::Start, NEWEST)?.rows;
    let (unmended, _) = Filter::unmended(cause).wanted(now, frame.account_zone);
    let left = transactions::count(tx, account, &unmended, COUNT_MAX)?;
    let left = match left {
        0 => String::new(),
        COUNT_MAX => t!("incidents-or-more", n = COUNT_MAX),
        left => figure(left),
    };
    let row = Row::of(found, &affected, NAMED, &frame.home, now, frame.zone);
    let row = row.with_retry(&frame.home, frame.in_console && frame.may_edit && !left.is_empty());
    let (state_kind, state) = match (row.resolved, row.muted) {
        (true, _) => ("ok", t!("incidents-resolved")),
        (false, true) => ("off", t!("incidents-muted")),
        (false, false) => (row.kind, row.word),
    };
    Ok(CausePage {
        crumbs: frame.way(&[(cause, "")]),
        advice: advice(cause),
        failed: format!("{}&status=failed", with_cause(&format!("{}/transactions", frame.home), cause)),
        newest: newest.into_iter().map(|found| shown::Row::of(found, &frame.home, now, frame.zone)).collect(),
        action: frame.here.clone(),
        may_edit: frame.may_edit,
        state,
        state_kind,
        row,
        left,
        shell,
    })
}
