//! What stands above an account's overview: its state, with the way to mend it.

use super::deletion::gone_at;
use super::head::AccountHead;
use crate::accounts::chain::{Chain, Stop};
use crate::web::times::{self, When, zone};
use chrono::{DateTime, Duration, Utc};

/// An expiry date so near is something to attend to.
const EXPIRES_SOON_DAYS: i64 = 30;

/// What needs attention, with the way to mend it.
pub(super) struct Attention {
    pub kind: &'static str,
    pub title: String,
    pub text: String,
    pub action: &'static str,
    pub href: String,
}

/// The state in words, with who can do what about it (DESIGN principle 1).
pub(super) fn attention(chain: &Chain, head: &AccountHead, may_edit: bool, now: DateTime<Utc>) -> Vec<Attention> {
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

/// Work that waits at a limit (M5, M6), by title and words; who may see the log is led to it.
pub(super) fn held((title, text): (String, String), head: &AccountHead, log: bool) -> Attention {
    let (action, page) = if log { ("See them", "transactions?status=pending") } else { ("See limits", "limits") };
    Attention { kind: "warn", title, text, action, href: format!("{}/{page}", head.href) }
}
