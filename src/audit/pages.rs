//! The audit log in the console: of the partner, and of one account.

use super::chain::Row;
use super::filter::{Filter, groups, zone_of};
use super::queries::{self, Wanted};
use super::view::{self, EntryView};
use super::{Entry, export, verify};
use crate::access::rights::{ExportAudit, ViewAudit};
use crate::access::{Access, confirmed_for_file};
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::{AccountId, known};
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page, streamed_csv};
use crate::web::paging::{PageOf, PageQuery};
use crate::web::shell::Shell;
use crate::web::times::zone;
use actix_web::{Either, HttpResponse, Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "audit/index.html")]
struct AuditPage {
    shell: Shell,
    verdict: String,
    broken: bool,
    list: List,
}

#[derive(Template)]
#[template(path = "audit/index.html", block = "table")]
struct AuditTable {
    list: List,
}

#[derive(Template)]
#[template(path = "audit/of_account.html")]
struct AccountAuditPage {
    shell: Shell,
    head: AccountHead,
    list: List,
}

#[derive(Template)]
#[template(path = "audit/of_account.html", block = "table")]
struct AccountAuditTable {
    list: List,
}

/// The entries with what narrows them.
struct List {
    base: String,
    filter: Filter,
    groups: Vec<(&'static str, &'static str)>,
    zone: String,
    problems: Vec<String>,
    rows: Vec<EntryView>,
    previous: String,
    next: String,
    csv: String,
}

pub(super) async fn index(
    access: Access<ViewAudit, InPartner>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (filter, paging) = (filter.0, paging.0);
    let read = move |tx: &mut ReadTx<'_, InPartner>| list(tx, "/console/audit".to_owned(), None, filter, &paging);
    Ok(match hx {
        Hx::Fragment => Either::Left(Page::new(access.read(move |tx| Ok(AuditTable { list: read(tx)? })).await?)),
        Hx::Page => Either::Right(Page::new(
            access
                .read(move |tx| {
                    let (verdict, broken) = verify::newest(tx)?.words();
                    let shell = Shell::console(tx, "/console/audit", t!("audit-title"));
                    Ok(AuditPage { shell, verdict, broken, list: read(tx)? })
                })
                .await?,
        )),
    })
}

pub(super) async fn of_account(
    access: Access<ViewAudit, InPartner>,
    path: web::Path<String>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let account: AccountId = known(&path)?;
    let (filter, paging) = (filter.0, paging.0);
    let page = access.read(move |tx| {
        // The head is read for the fragment too: an account that is not there answers 404.
        let (head, chain) = AccountHead::read(tx, account, Tab::Audit)?;
        let list = list(tx, format!("{}/audit", head.href), Some(account), filter, &paging)?;
        let shell = Shell::console(tx, "/console/accounts", &t!("audit-title-of", account = chain.account.name));
        Ok(AccountAuditPage { shell, head, list })
    });
    let page = page.await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(AccountAuditTable { list: page.list })),
    })
}

fn list(
    tx: &mut ReadTx<'_, InPartner>,
    base: String,
    account: Option<AccountId>,
    filter: Filter,
    paging: &PageQuery,
) -> AppResult<List> {
    let (mut wanted, problems) = filter.resolve(tx)?;
    if let Some(only) = account {
        wanted.accounts = Some(vec![only.0]);
    }
    let found = queries::list(tx, &wanted, &paging.from(), paging.rows())?;
    let names = queries::account_names(tx, &found.rows)?;
    let zone_name = zone_of(tx);
    let (now, tz) = (tx.now(), zone(&zone_name));
    let facts = tx.facts();
    let PageOf { rows, previous, next } = found;
    let rows = rows.into_iter().map(|row: Row| view::in_console(row, &names, facts, now, tz)).collect();
    let step = |part: String| if part.is_empty() { part } else { filter.address(&base, &part) };
    let mut exported = filter.clone();
    if let Some(only) = account {
        exported.account = only.to_string();
    }
    Ok(List {
        previous: step(paging.onward(&previous)),
        next: step(paging.onward(&next)),
        csv: exported.address("/console/audit.csv", ""),
        groups: groups(&[]),
        zone: zone_name,
        problems,
        rows,
        base,
        filter,
    })
}

/// Everything that matches, as a file. It is itself an entry, and the password is asked for again when it was given
/// more than 10 minutes ago.
pub(super) async fn csv(access: Access<ExportAudit, InPartner>, filter: Asked<Filter>) -> AppResult<HttpResponse> {
    let filter = filter.0;
    let name = "audit-log.csv";
    let turn = access.turn().await?;
    let (wanted, tz): (Wanted, _) = access
        .write(move |tx| {
            let (wanted, problems) = filter.resolve(tx)?;
            Filter::refuse(&problems)?;
            confirmed_for_file(tx)?;
            tx.audit(Entry::of("export.audit", "audit", tx.partner_id(), "Audit log").change(
                "filter",
                "",
                filter.query(),
            ));
            Ok((wanted, zone(&zone_of(tx))))
        })
        .await?;
    Ok(streamed_csv(name, |mut sink| {
        access.read_slowly(turn, move |tx| {
            let written = export::write(tx, &wanted, &mut sink, &export::CONSOLE_HEADER, |_, rows| {
                Ok(rows.into_iter().map(|row| export::console_line(row, tz)).collect())
            });
            if let Err(cause) = written {
                sink.abort(cause);
            }
            Ok(())
        });
    }))
}
