//! The recycle bin: deleted accounts, newest first, with the days they have left.

use super::deletion::{gone_at, zone_of};
use crate::access::Access;
use crate::access::rights::{ManageAccounts, Right, ViewAccounts};
use crate::accounts::bin::{self, Deleted};
use crate::accounts::certificates;
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
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "accounts/recycle_bin.html")]
struct BinPage {
    shell: Shell,
    list: List,
    days: i64,
}

#[derive(Template)]
#[template(path = "accounts/recycle_bin.html", block = "table")]
struct BinTable {
    list: List,
}

struct List {
    /// Nothing is in the bin at all.
    none_yet: bool,
    q: String,
    rows: Vec<Row>,
    previous: String,
    next: String,
    may_restore: bool,
}

struct Row {
    href: String,
    name: String,
    api_id: String,
    parent: String,
    parent_href: String,
    /// The parent is in the bin too and comes first.
    parent_gone: bool,
    along: String,
    by: String,
    deleted: When,
    left: String,
    /// Badge kind of what is left: warn in the last week.
    kind: &'static str,
    /// When it is tried again to remove it, or what went along; none: nothing failed.
    again: Option<When>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BinQuery {
    q: String,
}

pub(crate) async fn index(
    access: Access<ViewAccounts, InPartner>,
    asked: Asked<BinQuery>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (q, paging) = (asked.0.q, paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(move |tx| page(tx, q, &paging)).await?)),
        Hx::Fragment => {
            Either::Right(Page::new(access.read(move |tx| Ok(BinTable { list: list(tx, q, &paging)? })).await?))
        }
    })
}

fn page(tx: &mut ReadTx<'_, InPartner>, q: String, paging: &PageQuery) -> AppResult<BinPage> {
    let list = list(tx, q, paging)?;
    Ok(BinPage { shell: Shell::console(tx, "/console/recycle-bin", t!("accounts-bin")), list, days: BIN_DAYS })
}

fn list(tx: &mut ReadTx<'_, InPartner>, q: String, paging: &PageQuery) -> AppResult<List> {
    let found = bin::list(tx, &q, &paging.from(), paging.rows())?;
    let (now, zone) = (tx.now(), zone_of(tx));
    let ids: Vec<Uuid> = found.rows.iter().map(|row| row.id).collect();
    let stuck = certificates::stuck(tx, &ids)?;
    let address = |part: &str| {
        if part.is_empty() {
            return String::new();
        }
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if !q.is_empty() {
            query.append_pair("q", &q);
        }
        let kept = query.finish();
        if kept.is_empty() {
            format!("/console/recycle-bin?{part}")
        } else {
            format!("/console/recycle-bin?{kept}&{part}")
        }
    };
    Ok(List {
        none_yet: found.rows.is_empty() && q.trim().is_empty(),
        previous: address(&found.previous),
        next: address(&found.next),
        rows: found
            .rows
            .into_iter()
            .map(|row| {
                let again = stuck.get(&row.id).map(|again| When::until(*again, now, zone));
                shown(row, again, now, zone)
            })
            .collect(),
        may_restore: ManageAccounts::held(tx.facts()),
        q,
    })
}

fn shown(row: Deleted, again: Option<When>, now: DateTime<Utc>, zone: Tz) -> Row {
    let deleted_at = row.deleted_at.unwrap_or(now);
    // A day that has begun counts as a day.
    let days = (gone_at(deleted_at) - now + Duration::days(1) - Duration::seconds(1)).num_days();
    let along = row.along.unwrap_or(0);
    Row {
        href: format!("/console/accounts/{}", row.id),
        name: row.name,
        api_id: row.api_id,
        parent: row.parent_name.unwrap_or_default(),
        parent_href: row.parent_id.map(|id| format!("/console/accounts/{id}")).unwrap_or_default(),
        parent_gone: row.parent_live == Some(false),
        along: if along == 0 { "–".to_owned() } else { figure(along) },
        by: row.deleted_by.unwrap_or_default(),
        deleted: When::at(deleted_at, now, zone),
        left: match days {
            ..=0 => t!("accounts-bin-left-none").to_owned(),
            1 => t!("accounts-bin-left-hours").to_owned(),
            n => t!("accounts-bin-left-days", n = n),
        },
        kind: if days < 7 { "warn" } else { "off" },
        again,
    }
}
