//! What runs and waits at this moment, of an account or of all of the partner's, from the queue's own counters. A part of a
//! page that asks for itself again every few seconds and is only sent anew when it changed.

use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::times::figure;
use actix_web::HttpResponse;
use askama::Template;
use askama::filters::HtmlSafe;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Uuid as SqlUuid};
use serde::Deserialize;
use std::hash::{Hash, Hasher};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.live_load"] fn live_load(of_account: Nullable<SqlUuid>) -> Jsonb; }

/// How the part stood that asks for itself again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    seen: String,
}

#[derive(Debug, Deserialize)]
struct Found {
    running: i64,
    waiting: i64,
    oldest: Option<DateTime<Utc>>,
    top: Vec<Busy>,
}

/// An account that has work at this moment.
#[derive(Debug, Deserialize)]
struct Busy {
    id: Uuid,
    name: String,
    running: i64,
    waiting: i64,
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// All accounts of the partner; `named`: this person may see which.
    Partner {
        named: bool,
    },
    Account(AccountId),
}

/// The part of the page.
#[derive(Template)]
#[template(path = "overview/load.html")]
pub(crate) struct Load {
    /// Where it asks for itself again.
    live: String,
    running: String,
    running_href: String,
    waiting: String,
    waiting_href: String,
    /// How long the oldest of what could run waits; empty: nothing does.
    oldest: String,
    /// Accounts are named.
    named: bool,
    top: Vec<Row>,
    mark: String,
}

impl HtmlSafe for Load {}

/// A busy account, with its part of the busiest one's work in hundredths.
struct Row {
    name: String,
    href: String,
    words: String,
    part: i64,
}

impl Load {
    /// As it stands now. `here` is the page's address, `log` that of the transactions behind it, empty where the person may
    /// not see them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn read<P>(tx: &mut ReadTx<'_, P>, of: Of, here: &str, log: &str) -> AppResult<Load> {
        let account = match of {
            Of::Partner { .. } => None,
            Of::Account(account) => Some(account.0),
        };
        let found: serde_json::Value = diesel::select(live_load(account)).get_result(tx.conn())?;
        let found: Found = serde_json::from_value(found)?;
        Ok(Load::of(found, matches!(of, Of::Partner { named: true }), here, log, tx.now()))
    }

    fn of(found: Found, named: bool, here: &str, log: &str, now: DateTime<Utc>) -> Load {
        let most = found.top.iter().map(|busy| busy.running + busy.waiting).max().unwrap_or(0).max(1);
        let link = |status: &str| if log.is_empty() { String::new() } else { format!("{log}?status={status}") };
        let oldest = found.oldest.map(|since| waits((now - since).num_seconds())).unwrap_or_default();
        let top: Vec<Row> = found
            .top
            .iter()
            .filter(|_| named)
            .map(|busy| Row {
                name: busy.name.clone(),
                href: format!("/console/accounts/{}", busy.id),
                words: t!("overview-busy", running = busy.running, waiting = busy.waiting),
                part: ((busy.running + busy.waiting) * 100 / most).max(1),
            })
            .collect();
        let mut hasher = std::hash::DefaultHasher::new();
        (found.running, found.waiting, &oldest).hash(&mut hasher);
        for row in &top {
            (&row.href, &row.name, &row.words).hash(&mut hasher);
        }
        let mark = format!("{:x}", hasher.finish());
        Load {
            live: format!("{here}?seen={mark}"),
            running: figure(found.running),
            running_href: link("running"),
            waiting: figure(found.waiting),
            waiting_href: link("pending"),
            oldest,
            named,
            top,
            mark,
        }
    }

    /// The answer to who asks again: nothing where nothing changed.
    pub fn again(self, seen: &Seen) -> AppResult<HttpResponse> {
        if seen.seen == self.mark {
            return Ok(HttpResponse::NoContent().finish());
        }
        Ok(HttpResponse::Ok().content_type(actix_web::http::header::ContentType::html()).body(self.render()?))
    }
}

/// How long: "12 s", "4 min", "3 h", "2 days". A clock that was set back shows none.
fn waits(seconds: i64) -> String {
    match seconds {
        ..60 => format!("{} s", seconds.max(0)),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..172_800 => format!("{} h", seconds / 3_600),
        _ => t!("overview-wait-days", n = seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_short() {
        for (seconds, words) in
            [(-5, "0 s"), (12, "12 s"), (61, "1 min"), (7_200, "2 h"), (172_800, "2 days"), (864_000, "10 days")]
        {
            assert_eq!(waits(seconds), words);
        }
    }

    #[test]
    fn the_mark_changes_with_what_is_shown_alone() {
        let found = |running, waiting| Found { running, waiting, oldest: None, top: Vec::new() };
        let mark = |found| Load::of(found, true, "/console", "", DateTime::UNIX_EPOCH).mark;
        assert_eq!(mark(found(1, 2)), mark(found(1, 2)));
        assert_ne!(mark(found(1, 2)), mark(found(2, 1)));
    }

    #[test]
    fn bars_are_parts_of_the_busiest() {
        let busy = |running, waiting| Busy { id: Uuid::nil(), name: "A".to_owned(), running, waiting };
        let found = Found { running: 5, waiting: 197, oldest: None, top: vec![busy(4, 196), busy(1, 1)] };
        let load = Load::of(found, true, "/console", "/console/transactions", DateTime::UNIX_EPOCH);
        assert_eq!(load.top.iter().map(|row| row.part).collect::<Vec<_>>(), [100, 1]);
        assert_eq!(load.waiting_href, "/console/transactions?status=pending");
    }
}
