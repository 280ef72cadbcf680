//! The reports that there are, each with the question it answers, under the figures of the last 30 days.

use super::account::{Whose, own_tiles};
use super::accounts::span_of_all;
use super::choice::Choice;
use super::figures::total;
use super::log::Log;
use super::queries;
use super::shown::{Tile, days_in_words, tabs};
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
    reports: Vec<(String, String, String)>,
}

/// A line of the list.
fn line(name: &str, href: String, answers: &str) -> (String, String, String) {
    (name.to_owned(), href, answers.to_owned())
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
        line(t!("reports-accounts"), here("accounts"), t!("reports-accounts-answers")),
        (t!("reports-cycles", words), here("cycles"), t!("reports-cycles-answers", words)),
        line(t!("reports-connectors"), here("connectors"), t!("reports-connectors-answers")),
        line(t!("reports-billing-periods"), here("periods"), t!("reports-periods-answers")),
        line(t!("reports-api-calls"), here("api-calls"), t!("reports-calls-answers")),
        line(t!("reports-by-mail"), here("saved"), t!("reports-mail-answers")),
    ];
    if sees_audit {
        reports.push(line(t!("reports-audit"), "/console/audit".to_owned(), t!("reports-audit-answers")));
    }
    let tiles = own_tiles(sums, before, span.former(), &Log::of(tx.facts(), "/console", span), None);
    let days = t!("reports-days-own-zones", days = days_in_words(span));
    let shell = Shell::console(tx, HERE, t!("reports-title"));
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
        let days = if frame.in_console { format!("{days}. {}", t!("reports-below-now")) } else { days };
        let own = total(&queries::by_day(tx, id, false, span.ends())?);
        let before = total(&queries::by_day(tx, id, false, span.before)?);
        let below =
            if frame.in_console { Some((id, total(&queries::by_day(tx, id, true, span.ends())?))) } else { None };
        let here = |part: &str| address(&format!("{}/{part}", frame.here), &choice.period_query());
        let mut reports = vec![
            line(t!("reports-use"), here("use"), t!("reports-use-answers")),
            (t!("reports-cycles", words), here("cycles"), t!("reports-account-cycles-answers", words)),
            line(t!("reports-connectors-methods"), here("methods"), t!("reports-methods-answers")),
            line(
                t!("reports-billing-periods"),
                format!("{}/periods", frame.here),
                t!("reports-account-periods-answers"),
            ),
        ];
        if !frame.in_console {
            let saved = format!("{}/saved", frame.here);
            reports.push(line(t!("reports-by-mail"), saved, t!("reports-mail-answers")));
        }
        let (tiles, tabs) = (own_tiles(own, before, span.former(), &log, below), tabs(&frame, ""));
        Ok(HomePage { shell: whose.shell, of_account: frame.in_console, head: frame.head, tabs, days, tiles, reports })
    });
    page.await.map(Page::new)
}
