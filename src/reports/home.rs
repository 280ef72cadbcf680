//! The reports that there are, each with the question it answers, under the figures of the last 30 days.

use super::account::calendar_of;
use super::accounts::span_of_all;
use super::choice::Choice;
use super::figures::{against, total};
use super::queries;
use super::shown::{Tile, behind, may_look, tabs};
use crate::access::Access;
use crate::access::rights::{Right, UseConsole, ViewAudit};
use crate::accounts::pages::head::AccountHead;
use crate::accounts::stand::{Section, Stand, account_of};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::page::Page;
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Responder, web};
use askama::Template;

pub(super) const HERE: &str = "/console/reports";

#[derive(Template)]
#[template(path = "reports/index.html")]
struct HomePage {
    shell: Shell,
    head: AccountHead,
    of_account: bool,
    tabs: Vec<(String, String, bool)>,
    tiles: Vec<Tile>,
    /// Name, address, and the question it answers.
    reports: Vec<(&'static str, String, &'static str)>,
}

pub(super) async fn of_partner(access: Access<UseConsole, InPartner>) -> AppResult<impl Responder> {
    access.read(partners).await.map(Page::new)
}

fn partners(tx: &mut ReadTx<'_, InPartner>) -> AppResult<HomePage> {
    let zone_name = crate::audit::filter::zone_of(tx);
    let (span, _) = span_of_all(tx, &zone_name, &Choice::default())?;
    let (sums, before) = (total(&queries::of_partner(tx, span.ends())?), total(&queries::of_partner(tx, span.before)?));
    let (may, sees_audit) = (may_look(tx.facts()), ViewAudit::held(tx.facts()));
    let here = |part: &str| format!("{HERE}/{part}");
    let mut reports = vec![
        ("Accounts", here("accounts"), "Which accounts use most, what they use it for, and how that changed."),
        ("Cycles", here("cycles"), "Which cycles run most and fail most, over all accounts."),
        ("Connectors", here("connectors"), "Which applications are called, by which accounts and with which methods."),
    ];
    reports.push((
        "API calls",
        here("api-calls"),
        "What programs call, how often, and what is answered with an error.",
    ));
    reports.push(("Sent by mail", here("saved"), "Which reports are sent on a schedule, when and to whom."));
    if sees_audit {
        reports.push(("Audit log", "/console/audit".to_owned(), "Who changed what, and when."));
    }
    let tile = |label, now: i64, before: i64, href| Tile {
        label,
        value: figure(now),
        note: against(now, before),
        href,
        beside: String::new(),
    };
    let tiles = vec![
        tile("Tasks, 30 days", sums.tasks, before.tasks, here("accounts")),
        tile("Transactions", sums.transactions, before.transactions, behind("/console", may, span, "")),
        tile("Failed transactions", sums.failed, before.failed, behind("/console", may, span, "&status=failed")),
        tile("Incidents", sums.incidents, before.incidents, behind("/console", may, span, "&status=incidents")),
    ];
    let shell = Shell::console(tx, HERE, "Reports");
    Ok(HomePage { shell, head: AccountHead::default(), of_account: false, tabs: Vec::new(), tiles, reports })
}

pub(super) async fn of_account<P: Stand>(
    access: Access<P::Report, P>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_of(&path)?;
    let page = access.read(move |tx| {
        let (shell, frame) = P::frame(tx, id, Section::Reports, "Reports")?;
        let calendar = calendar_of(tx, id, &frame)?;
        let (span, _) = Choice::default().span(calendar.today(), None);
        let own = total(&queries::by_day(tx, id, false, span.ends())?);
        let before = total(&queries::by_day(tx, id, false, span.before)?);
        let below = if frame.in_console { total(&queries::by_day(tx, id, true, span.ends())?) } else { own };
        let may = may_look(tx.facts());
        let here = |part: &str| format!("{}/{part}", frame.here);
        let mut reports = vec![
            ("Use", here("use"), "What was used each day, beside the time before."),
            ("Cycles", here("cycles"), "Which cycles ran, how often, and how many of those failed."),
            ("Connectors and methods", here("methods"), "Which applications were called, and with which methods."),
            ("Billing periods", here("periods"), "What each of the last twelve billing periods came to."),
        ];
        if !frame.in_console {
            reports.push(("Sent by mail", here("saved"), "Which reports are sent on a schedule, when and to whom."));
        }
        let tile = |label, now: i64, before: i64, below: i64, href| Tile {
            label,
            value: figure(now),
            note: against(now, before),
            href,
            beside: if frame.in_console { format!("With sub-accounts {}", figure(below)) } else { String::new() },
        };
        let list = |more: &str| behind(&frame.home, may, span, more);
        let tiles = vec![
            tile("Tasks, 30 days", own.tasks, before.tasks, below.tasks, here("use")),
            tile("Transactions", own.transactions, before.transactions, below.transactions, list("")),
            tile("Failed transactions", own.failed, before.failed, below.failed, list("&status=failed")),
            tile("Incidents", own.incidents, before.incidents, below.incidents, list("&status=incidents")),
        ];
        let tabs = tabs(&frame, "");
        Ok(HomePage { shell, of_account: frame.in_console, head: frame.head, tabs, tiles, reports })
    });
    page.await.map(Page::new)
}
