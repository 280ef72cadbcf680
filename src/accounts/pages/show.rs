//! One account in the console: its overview (DESIGN wireframe 2). It opens with the state and what needs attention;
//! figures that do not exist yet are left out, never shown as 0 (M2).

use super::deletion::gone_at;
use super::head::{AccountHead, Tab};
use crate::access::Access;
use crate::access::rights::{EditAccounts, Right, ViewAccountUsers, ViewAccounts, ViewAudit};
use crate::accounts::chain::{Chain, Stop};
use crate::accounts::recent::{self, Happened};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::{AccountId, known};
use crate::web::page::Page;
use crate::web::shell::Shell;
use crate::web::times::{self, When, figure, zone};
use actix_web::{Responder, web};
use askama::Template;
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;

/// An expiry date so near is something to attend to.
const EXPIRES_SOON_DAYS: i64 = 30;

#[derive(Template)]
#[template(path = "accounts/show.html")]
struct OverviewPage {
    shell: Shell,
    head: AccountHead,
    alerts: Vec<Attention>,
    sub_accounts: String,
    people: Option<String>,
    facts: Vec<(&'static str, String, String)>,
    created: When,
    /// None: this person may not read the audit log.
    happened: Option<Vec<Line>>,
}

/// What needs attention, with the way to mend it.
struct Attention {
    kind: &'static str,
    title: String,
    text: String,
    action: &'static str,
    href: String,
}

struct Line {
    when: When,
    who: String,
    what: String,
    object: String,
}

/// An id from a path: what is no id answers like an id that does not exist (T4).
pub(crate) fn account_id(path: &web::Path<String>) -> AppResult<AccountId> {
    known(path)
}

pub(crate) async fn show(
    access: Access<ViewAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, id)).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: AccountId) -> AppResult<OverviewPage> {
    let (head, chain) = AccountHead::read(tx, id, Tab::Overview)?;
    let now = tx.now();
    let tz = zone(&chain.account.timezone);
    let happened = if ViewAudit::held(tx.facts()) {
        Some(recent::happened(tx, id)?.into_iter().map(|h| line(h, &head.name, now, tz)).collect())
    } else {
        None
    };
    let mut facts = vec![("Timezone", chain.account.timezone.clone(), String::new())];
    if let Some(parent) = chain.ancestors.last() {
        facts.push(("Parent", parent.name.clone(), format!("/console/accounts/{}", parent.id)));
        facts.push((
            "Level",
            format!("{} of {}", chain.account.depth, crate::accounts::model::DEPTH_MAX),
            String::new(),
        ));
    }
    if let Some(at) = chain.account.expires_at {
        facts.push(("Expires", times::exact(at, tz), String::new()));
    }
    Ok(OverviewPage {
        shell: Shell::console(tx, "/console/accounts", &head.name),
        alerts: attention(&chain, &head, EditAccounts::held(tx.facts()), now),
        sub_accounts: figure(chain.sub_accounts),
        people: ViewAccountUsers::held(tx.facts()).then(|| figure(chain.people)),
        facts,
        created: When::at(chain.account.created_at, now, tz),
        happened,
        head,
    })
}

fn line(happened: Happened, own_name: &str, now: DateTime<Utc>, tz: Tz) -> Line {
    Line {
        when: When::at(happened.at, now, tz),
        who: happened.who,
        what: happened.what,
        // On the account's own page its name says nothing.
        object: if happened.object == own_name { String::new() } else { happened.object },
    }
}

/// The state in words, with who can do what about it (DESIGN principle 1).
fn attention(chain: &Chain, head: &AccountHead, may_edit: bool, now: DateTime<Utc>) -> Vec<Attention> {
    let account = &chain.account;
    let tz = zone(&account.timezone);
    let mut alerts = Vec::new();
    if let Some(deleted_at) = account.deleted_at {
        let by = account.deleted_by.as_deref().unwrap_or("someone");
        let until = times::date(gone_at(deleted_at).with_timezone(&tz).date_naive());
        alerts.push(Attention {
            kind: "warn",
            title: "In the recycle bin".to_owned(),
            text: format!("Deleted by {by} on {}. It can be restored until {until}.", times::exact(deleted_at, tz)),
            action: if account.deleted_with.is_some() { "Open the account it went with" } else { "" },
            href: account.deleted_with.map(|id| format!("/console/accounts/{id}")).unwrap_or_default(),
        });
        return alerts;
    }
    let edit = |word| if may_edit { (word, format!("{}/edit", head.href)) } else { ("", String::new()) };
    match account.stop(now) {
        Some(Stop::Suspended) => {
            let since = account.suspended_at.map(|at| times::exact(at, tz)).unwrap_or_default();
            let by = account.suspended_by.as_deref().unwrap_or_default();
            let reason = account.suspended_reason.as_deref().unwrap_or_default();
            alerts.push(Attention {
                kind: "info",
                title: format!("Suspended since {since} by {by}"),
                text: format!("Reason: {reason}"),
                action: "",
                href: String::new(),
            });
        }
        Some(Stop::Expired) => {
            let (action, href) = edit("Extend");
            let at = account.expires_at.map(|at| times::exact(at, tz)).unwrap_or_default();
            alerts.push(Attention {
                kind: "warn",
                title: format!("Expired on {at}"),
                text: "Its people cannot open it. Set a later expiry date, or remove it, and it resumes.".to_owned(),
                action,
                href,
            });
        }
        None => {}
    }
    if let Some((above, stop)) = chain.closed_by(now) {
        let why = if stop == Stop::Expired { "has expired" } else { "is suspended" };
        alerts.push(Attention {
            kind: "info",
            title: format!("Suspended with “{}”", above.name),
            text: format!("The account above {why}, so nobody can open this one either."),
            action: "Open it",
            href: format!("/console/accounts/{}", above.id),
        });
    }
    if let Some(at) = account.expires_at.filter(|at| *at > now && *at - now <= Duration::days(EXPIRES_SOON_DAYS)) {
        let (action, href) = edit("Change the date");
        alerts.push(Attention {
            kind: "warn",
            title: format!("Expires {}", When::at(at, now, tz).words),
            text: format!("On {} it is suspended, with everything below it.", times::exact(at, tz)),
            action,
            href,
        });
    }
    alerts
}
