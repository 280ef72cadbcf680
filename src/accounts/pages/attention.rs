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
        let by = account.deleted_by.as_deref().unwrap_or(t!("accounts-show-someone"));
        let until = times::date(gone_at(deleted_at).with_timezone(&tz).date_naive());
        alerts.push(Attention {
            kind: "warn",
            title: t!("accounts-attention-bin").to_owned(),
            text: t!("accounts-attention-bin-why", by = by, at = times::exact(deleted_at, tz), until = until),
            action: if account.deleted_with.is_some() { t!("accounts-attention-bin-open") } else { "" },
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
                title: t!("accounts-attention-suspended", since = since, by = by),
                text: t!("accounts-attention-reason", reason = reason),
                action: "",
                href: String::new(),
            });
        }
        Some(Stop::Expired) => {
            let (action, href) = edit(t!("accounts-attention-extend"));
            let at = account.expires_at.map(|at| times::exact(at, tz)).unwrap_or_default();
            alerts.push(Attention {
                kind: "warn",
                title: t!("accounts-attention-expired", at = at),
                text: t!("accounts-attention-expired-why").to_owned(),
                action,
                href,
            });
        }
        None => {}
    }
    if let Some((above, stop)) = chain.closed_by(now) {
        let why = match stop {
            Stop::Expired => t!("accounts-attention-above-expired"),
            Stop::Suspended => t!("accounts-attention-above-suspended"),
        };
        alerts.push(Attention {
            kind: "info",
            title: t!("accounts-attention-above", name = above.name),
            text: why.to_owned(),
            action: t!("accounts-attention-above-open"),
            href: format!("/console/accounts/{}", above.id),
        });
    }
    if let Some(at) = account.expires_at.filter(|at| *at > now && *at - now <= Duration::days(EXPIRES_SOON_DAYS)) {
        let (action, href) = edit(t!("accounts-attention-expires-change"));
        alerts.push(Attention {
            kind: "warn",
            title: t!("accounts-attention-expires", when = When::at(at, now, tz).words),
            text: t!("accounts-attention-expires-why", at = times::exact(at, tz)),
            action,
            href,
        });
    }
    alerts
}

/// Work that waits at a limit (M5, M6), by title and words; who may see the log is led to it.
pub(super) fn held((title, text): (String, String), head: &AccountHead, log: bool) -> Attention {
    let (action, page) = if log {
        (t!("accounts-attention-see-held"), "transactions?status=pending")
    } else {
        (t!("accounts-attention-see-limits"), "limits")
    };
    Attention { kind: "warn", title, text, action, href: format!("{}/{page}", head.href) }
}
