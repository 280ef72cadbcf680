//! The reports that there are, each with the question it answers, under the figures of the last 30 days.

use super::account::{Whose, own_tiles};
use super::accounts::span_of_all;
use super::choice::Choice;
use super::figures::total;
use super::log::Log;
use super::queries;
use super::shown::{BELOW_NOW, Tile, days_in_words, tabs};
use crate::access::Access;
use crate::access::rights::{Right, UseConsole, ViewAudit};
use crate::accounts::pages::head::AccountHead;
use crate::accounts::stand::{Stand, account_of};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::page::Page;
use crate::web::paging::address;
use crate::web::shell::Shell;
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
    /// Which days the figures are of, in words.
    days: String,
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
    let sees_audit = ViewAudit::held(tx.facts());
    let here = |part: &str| format!("{HERE}/{part}");
    let mut reports = vec![
        ("Accounts", here("accounts"), "Which accounts use most, what they use it for, and how that changed."),
        ("Cycles", here("cycles"), "Which cycles run most and fail most, over all accounts."),
        ("Connectors", here("connectors"), "Which applications are called, by which accounts and with which methods."),
        ("Billing periods", here("periods"), "What each account used in its billing period, and of which limit."),
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
    let tiles = own_tiles(sums, before, span.before_words(), &Log::of(tx.facts(), "/console", span), None);
    let days = format!("{}, each account by days of its own timezone", days_in_words(span));
    let shell = Shell::console(tx, HERE, "Reports");
    Ok(HomePage { shell, head: AccountHead::default(), of_account: false, tabs: Vec::new(), days, tiles, reports })
}

pub(super) async fn of_account<P: Stand>(
    access: Access<P::Report, P>,
    path: web::Path<String>,
    asked: Asked<Choice>,
) -> AppResult<impl Responder> {
    let (id, choice) = (account_of(&path)?, asked.0.known());
    let page = access.read(move |tx| {
        // What cannot be read is said by the reports themselves.
        let whose = Whose::read(tx, id, &choice)?;
        let (days, log) = (whose.days(), whose.log(tx.facts()));
        let (frame, span) = (whose.frame, whose.span);
        let days = if frame.in_console { format!("{days}.{BELOW_NOW}") } else { days };
        let own = total(&queries::by_day(tx, id, false, span.ends())?);
        let before = total(&queries::by_day(tx, id, false, span.before)?);
        let below =
            if frame.in_console { Some((id, total(&queries::by_day(tx, id, true, span.ends())?))) } else { None };
        let here = |part: &str| address(&format!("{}/{part}", frame.here), &choice.period_query());
        let mut reports = vec![
            ("Use", here("use"), "What was used each day, beside the time before."),
            ("Cycles", here("cycles"), "Which cycles ran, how often, and how many of those failed."),
            ("Connectors and methods", here("methods"), "Which applications were called, and with which methods."),
            (
                "Billing periods",
                format!("{}/periods", frame.here),
                "What each of the last twelve billing periods came to.",
            ),
        ];
        if !frame.in_console {
            let saved = format!("{}/saved", frame.here);
            reports.push(("Sent by mail", saved, "Which reports are sent on a schedule, when and to whom."));
        }
        let (tiles, tabs) = (own_tiles(own, before, span.before_words(), &log, below), tabs(&frame, ""));
        Ok(HomePage { shell: whose.shell, of_account: frame.in_console, head: frame.head, tabs, days, tiles, reports })
    });
    page.await.map(Page::new)
}
