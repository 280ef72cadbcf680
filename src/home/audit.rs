//! The account's own audit log, for all of its people; the file of it for its administrators. What the partner's staff did is signed with the partner's name.

use crate::access::rights::{AdministerAccount, Right, ViewAccount};
use crate::access::{Access, confirmed_for_file};
use crate::audit::filter::{Filter, groups, zone_of};
use crate::audit::queries::{self as log, Wanted};
use crate::audit::view::{self, EntryView};
use crate::audit::{Entry, export};
use crate::db::{InAccount, ReadTx};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page, streamed_csv};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::zone;
use actix_web::{Either, HttpResponse, Responder};
use askama::Template;

#[derive(Template)]
#[template(path = "home/audit.html")]
struct AuditPage {
    shell: Shell,
    list: List,
}

#[derive(Template)]
#[template(path = "home/audit.html", block = "table")]
struct AuditTable {
    list: List,
}

struct List {
    base: String,
    filter: Filter,
    groups: Vec<(&'static str, &'static str)>,
    zone: String,
    problems: Vec<String>,
    rows: Vec<EntryView>,
    previous: String,
    next: String,
    /// The file, for administrators.
    csv: String,
}

/// Groups of actions that never happen in an account.
const NOT_HERE: [&str; 5] = ["import", "partner", "session", "profile", "password"];

pub(super) async fn index(
    access: Access<ViewAccount, InAccount>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (filter, paging) = (own_filter(filter.0), paging.0);
    Ok(match hx {
        Hx::Fragment => {
            Either::Left(Page::new(access.read(move |tx| Ok(AuditTable { list: list(tx, filter, &paging)? })).await?))
        }
        Hx::Page => Either::Right(Page::new(
            access
                .read(move |tx| {
                    let name = super::name_of(tx)?;
                    let shell = Shell::account(tx, "audit", &t!("home-audit-of", name = name))?;
                    Ok(AuditPage { shell, list: list(tx, filter, &paging)? })
                })
                .await?,
        )),
    })
}

/// Looking people and accounts up is the console's.
fn own_filter(filter: Filter) -> Filter {
    Filter { person: String::new(), account: String::new(), ..filter }
}

fn wanted_of(tx: &ReadTx<'_, InAccount>, filter: &Filter) -> (Wanted, Vec<String>) {
    let (wanted, problems) = filter.wanted(&zone_of(tx));
    (Wanted { accounts: Some(vec![tx.account_id().0]), ..wanted }, problems)
}

fn list(tx: &mut ReadTx<'_, InAccount>, filter: Filter, paging: &PageQuery) -> AppResult<List> {
    let (wanted, problems) = wanted_of(tx, &filter);
    let found = log::list(tx, &wanted, &paging.from(), paging.rows())?;
    let own = log::own_people(tx, &found.rows)?;
    let zone_name = zone_of(tx);
    let (now, tz) = (tx.now(), zone(&zone_name));
    let partner = &tx.facts().partner_name;
    let base = format!("/a/{}/audit", tx.account_id());
    let step = |part: &str| if part.is_empty() { String::new() } else { filter.address(&base, part) };
    Ok(List {
        previous: step(&paging.onward(&found.previous)),
        next: step(&paging.onward(&found.next)),
        csv: if AdministerAccount::held(tx.facts()) {
            filter.address(&format!("{base}.csv"), "")
        } else {
            String::new()
        },
        groups: groups(&NOT_HERE),
        rows: found.rows.into_iter().map(|row| view::in_account(row, &own, partner, now, tz)).collect(),
        zone: zone_name,
        problems,
        base,
        filter,
    })
}

const HEADER: [&str; 6] = ["Time", "Person", "Action", "Object", "Changes", "Address"];

/// Everything that matches, as a file; itself an entry, and the password is asked for again after 10 minutes.
pub(super) async fn csv(
    access: Access<AdministerAccount, InAccount>,
    filter: Asked<Filter>,
) -> AppResult<HttpResponse> {
    let filter = own_filter(filter.0);
    let turn = access.turn().await?;
    let (wanted, zone_name) = access
        .write(move |tx| {
            let (wanted, problems) = wanted_of(tx, &filter);
            Filter::refuse(&problems)?;
            confirmed_for_file(tx)?;
            let account = tx.account_id();
            let entry = Entry::of("export.audit", "audit", account, "Audit log").in_account(account);
            tx.audit(entry.change("filter", "", filter.query()));
            Ok((wanted, zone_of(tx)))
        })
        .await?;
    Ok(streamed_csv("audit-log.csv", |mut sink| {
        access.read_slowly(turn, move |tx| {
            let (now, tz, partner) = (tx.now(), zone(&zone_name), tx.facts().partner_name.clone());
            let written = export::write(tx, &wanted, &mut sink, &HEADER, |tx, rows| {
                let own = log::own_people(tx, &rows)?;
                Ok(rows
                    .into_iter()
                    .map(|row| {
                        let entry = view::in_account(row, &own, &partner, now, tz);
                        let changes = export::changes_text(&entry.changes);
                        vec![entry.at.iso, entry.who, entry.what, entry.object, changes, entry.trace]
                    })
                    .collect())
            });
            if let Err(cause) = written {
                sink.abort(cause);
            }
            Ok(())
        });
    }))
}
