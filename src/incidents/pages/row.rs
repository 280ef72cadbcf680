//! A cause of incidents in words.

use crate::incidents::queries::Cause;
use crate::transactions::filter::Filter;
use crate::web::times::{When, figure};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// Which cycles causes affect: cause, cycle, its name, how often.
pub(super) type Affected = [(String, Uuid, String, i64)];

/// A cause as lists and its own page show it.
pub(super) struct Row {
    pub cause: String,
    /// Its own page.
    pub href: String,
    /// Its transactions.
    pub transactions: String,
    /// Where those that failed are run again; empty where that cannot be done from here.
    pub again: String,
    pub kind: &'static str,
    pub word: &'static str,
    pub message: String,
    pub count: String,
    pub first: When,
    pub last: When,
    /// (name, href)
    pub cycles: Vec<(String, String)>,
    pub more_cycles: bool,
    /// Who said what about it, as a sentence.
    pub said: String,
    pub muted: bool,
    pub resolved: bool,
}

/// Badge kind and word of what a cause is.
pub(super) fn badge(kind: &str) -> (&'static str, &'static str) {
    if kind == "warning" { ("warn", t!("incidents-warning")) } else { ("bad", t!("incidents-error")) }
}

/// An address with a cause in it.
pub(super) fn with_cause(href: &str, cause: &str) -> String {
    format!("{href}?{}", Filter::of_cause(cause).query())
}

impl Row {
    /// `home`: the address of its account; `named`: so many of its cycles are named.
    pub fn of(cause: Cause, affected: &Affected, named: usize, home: &str, now: DateTime<Utc>, tz: Tz) -> Row {
        let mut cycles = affected.iter().filter(|(of, ..)| *of == cause.cause);
        let link =
            |id: &Uuid, name: &str, count: i64| (format!("{name} ({})", figure(count)), format!("{home}/cycles/{id}"));
        let shown = cycles.by_ref().take(named).map(|(_, id, name, count)| link(id, name, *count)).collect();
        let (kind, word) = badge(&cause.kind);
        Row {
            href: with_cause(&format!("{home}/incidents/cause"), &cause.cause),
            transactions: with_cause(&format!("{home}/transactions"), &cause.cause),
            again: String::new(),
            kind,
            word,
            said: said(&cause),
            message: cause.message,
            count: figure(cause.count),
            first: When::at(cause.first_at, now, tz),
            last: When::at(cause.last_at, now, tz),
            more_cycles: cycles.next().is_some(),
            cycles: shown,
            muted: cause.muted_at.is_some(),
            resolved: cause.resolved_at.is_some(),
            cause: cause.cause,
        }
    }

    /// With a way to run again what failed of it, in the console of those who may.
    pub fn with_retry(self, home: &str, may: bool) -> Row {
        let again = if may && !self.resolved && self.kind == "bad" {
            let filter = Filter::unmended(&self.cause).query();
            let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("filter", &filter).finish();
            format!("{home}/retries?all=1&{query}")
        } else {
            String::new()
        };
        Row { again, ..self }
    }
}

/// Who said what about it. What nobody said to be resolved closed by itself.
pub(super) fn said(cause: &Cause) -> String {
    match (cause.resolved_at, &cause.resolved_by, &cause.muted_by) {
        (Some(_), Some(by), _) => t!("incidents-resolved-by", by = by),
        (Some(_), None, _) => t!("incidents-resolved-itself").to_owned(),
        (None, _, Some(by)) => t!("incidents-muted-by", by = by),
        (None, _, None) => String::new(),
    }
}
