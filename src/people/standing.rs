//! A person's state as pages show it: badge kind and words.

use chrono::{DateTime, Utc};

/// Badge kind and word; `invited_until`: when the open invitation ends, if there is one.
pub(crate) fn badge(
    state: &str,
    invited_until: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> (&'static str, &'static str) {
    match state {
        "active" => ("ok", t!("people-active")),
        "disabled" => ("off", t!("people-disabled")),
        _ if invited_until.is_some_and(|until| until > now) => ("info", t!("people-invited")),
        _ => ("warn", t!("people-expired")),
    }
}
