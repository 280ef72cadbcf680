//! Accounts that were removed for good, each with its certificate: what went, table by table.

use super::deletion::zone_of;
use crate::access::Access;
use crate::access::rights::{Right, ViewAccounts, ViewAudit};
use crate::accounts::certificates::{self, Certificate};
use crate::accounts::model::BIN_DAYS;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, figure};
use actix_web::{Either, Responder};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

const PATH: &str = "/console/recycle-bin/certificates";

#[derive(Template)]
#[template(path = "accounts/certificates.html")]
struct CertificatesPage {
    shell: Shell,
    list: List,
    days: i64,
}

#[derive(Template)]
#[template(path = "accounts/certificates.html", block = "table")]
struct CertificatesTable {
    list: List,
}

struct List {
    /// Nothing was ever removed.
    none_yet: bool,
    q: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
}

struct Row {
    name: String,
    api_id: String,
    /// Its entries; empty for who may not read them.
    log: String,
    deleted: When,
    by: String,
    removed: When,
    /// How many rows went, and the account first of them.
    whole: String,
    /// Table and rows.
    counts: Vec<(String, String)>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Query {
    q: String,
}

pub(crate) async fn index(
    access: Access<ViewAccounts, InPartner>,
    asked: Asked<Query>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (q, paging) = (asked.0.q, paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(move |tx| page(tx, q, &paging)).await?)),
        Hx::Fragment => Either::Right(Page::new(
            access.read(move |tx| Ok(CertificatesTable { list: list(tx, q, &paging)? })).await?,
        )),
    })
}

fn page(tx: &mut ReadTx<'_, InPartner>, q: String, paging: &PageQuery) -> AppResult<CertificatesPage> {
    let list = list(tx, q, paging)?;
    Ok(CertificatesPage {
        shell: Shell::console(tx, "/console/recycle-bin", t!("accounts-bin-gone")),
        list,
        days: BIN_DAYS,
    })
}

fn list(tx: &mut ReadTx<'_, InPartner>, q: String, paging: &PageQuery) -> AppResult<List> {
    let found = certificates::list(tx, &q, &paging.from(), paging.rows())?;
    let (now, zone) = (tx.now(), zone_of(tx));
    let reads_log = ViewAudit::held(tx.facts());
    let kept = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &q).finish();
    let address = |part: &str| match part {
        "" => String::new(),
        part if q.is_empty() => format!("{PATH}?{}", paging.onward(part)),
        part => format!("{PATH}?{kept}&{}", paging.onward(part)),
    };
    Ok(List {
        none_yet: found.rows.is_empty() && q.trim().is_empty() && found.previous.is_empty(),
        previous: address(&found.previous),
        next: address(&found.next),
        rows: found.rows.into_iter().map(|row| shown(row, reads_log, now, zone)).collect(),
        q,
    })
}

fn shown(row: Certificate, reads_log: bool, now: DateTime<Utc>, zone: Tz) -> Row {
    let counts: Vec<(String, i64)> = row
        .counts
        .as_object()
        .map(|tables| {
            tables.iter().map(|(table, rows)| (table_words(table), rows.as_i64().unwrap_or_default())).collect()
        })
        .unwrap_or_default();
    Row {
        name: row.name,
        api_id: row.api_id,
        log: if reads_log { format!("/console/audit?account={}", row.account_id) } else { String::new() },
        deleted: When::at(row.deleted_at, now, zone),
        by: row.deleted_by.unwrap_or_default(),
        removed: When::at(row.purged_at.unwrap_or(now), now, zone),
        // The account's own row is not in the counts.
        whole: t!("accounts-gone-rows", n = counts.iter().map(|(_, rows)| rows).sum::<i64>() + 1),
        counts: counts.into_iter().map(|(table, rows)| (table, figure(rows))).collect(),
    }
}

/// What the rows of a table are to partner staff; a table without a word of its own is named as it is.
fn table_words(table: &str) -> String {
    t!("accounts-gone-table", table = table, words = table.replace('_', " "))
}
