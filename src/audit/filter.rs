//! What a list of entries is narrowed to. All of it is in the address; what cannot be read is said, not guessed.

use super::phrases::ACTIONS;
use super::queries::{self, Wanted};
use crate::accounts::model::timezone;
use crate::db::{InPartner, Place, ReadTx};
use crate::error::{AppError, AppResult};
use crate::people::model::{fold, shortened};
use crate::web::days::span;
use serde::{Deserialize, Serialize};

/// The filters as an address carries them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    /// Beginning of the name of what it was done to.
    pub q: String,
    /// A person: beginning of the name or of the address, or the id.
    pub person: String,
    /// A group of actions ("account") or one ("account.suspended").
    ///
    /// Not called `action`, which would hide the form's own address; addresses with that name were kept by people.
    #[serde(alias = "action")]
    pub what: String,
    /// An account: API ID, beginning of a word of its name, or the id.
    pub account: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// The timezone the days are of.
    pub tz: String,
}

impl Filter {
    /// True when the list is narrowed; the timezone alone does not.
    pub fn is_set(&self) -> bool {
        [&self.q, &self.person, &self.what, &self.account, &self.from, &self.to].iter().any(|v| !v.trim().is_empty())
    }

    /// The set parts as a query.
    pub fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let parts = [
            ("q", &self.q),
            ("person", &self.person),
            ("what", &self.what),
            ("account", &self.account),
            ("from", &self.from),
            ("to", &self.to),
            ("tz", &self.tz),
        ];
        for (name, value) in parts.into_iter().filter(|(_, v)| !v.trim().is_empty()) {
            query.append_pair(name, value.trim());
        }
        query.finish()
    }

    /// The address of the list with these filters and a further part.
    pub fn address(&self, base: &str, extra: &str) -> String {
        let parts: Vec<String> = [self.query(), extra.to_owned()].into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { base.to_owned() } else { format!("{base}?{}", parts.join("&")) }
    }

    /// What every list has in common; the second part says what could not be read.
    pub fn wanted(&self, timezone_of_person: &str) -> (Wanted, Vec<String>) {
        let mut problems = Vec::new();
        let tz = match timezone(if self.tz.trim().is_empty() { timezone_of_person } else { &self.tz }) {
            Ok(name) => name,
            Err(why) => {
                problems.push(why);
                "UTC".to_owned()
            }
        };
        let (since, until) = span(&self.from, &self.to, &tz, &mut problems);
        let action = self.what.trim();
        let actions: Option<Vec<&'static str>> = (!action.is_empty()).then(|| {
            let group = format!("{action}.");
            ACTIONS.iter().copied().filter(|key| *key == action || key.starts_with(&group)).collect()
        });
        if actions.as_ref().is_some_and(Vec::is_empty) {
            problems.push(t!("audit-no-action", action = shortened(action)));
        }
        let wanted = Wanted { actions, object: fold(&self.q), since, until, ..Wanted::default() };
        (wanted, problems)
    }

    /// For a file: where a list says beside its rows what could not be read, a file would be taken for what was asked.
    ///
    /// # Errors
    /// `Invalid` with the problems.
    pub fn refuse(problems: &[String]) -> AppResult<()> {
        if problems.is_empty() { Ok(()) } else { Err(AppError::invalid("", problems.join(" "))) }
    }

    /// As [`Filter::wanted`], with the people and accounts that only the console may look up.
    pub fn resolve(&self, tx: &mut ReadTx<'_, InPartner>) -> AppResult<(Wanted, Vec<String>)> {
        let (mut wanted, problems) = self.wanted(&zone_of(tx));
        if !self.person.trim().is_empty() {
            wanted.people = Some(queries::people_like(tx, &self.person)?);
        }
        if !self.account.trim().is_empty() {
            wanted.accounts = Some(queries::accounts_like(tx, &self.account)?);
        }
        Ok((wanted, problems))
    }
}

/// The choice of actions: groups by what the action's name begins with, and words.
pub(crate) fn groups(but: &[&str]) -> Vec<(&'static str, &'static str)> {
    let groups = [
        ("", t!("audit-any-action")),
        ("account", t!("audit-group-account")),
        ("person", t!("audit-group-person")),
        ("grant", t!("audit-group-grant")),
        ("session", t!("audit-group-session")),
        ("password", t!("audit-group-password")),
        ("profile", t!("audit-group-profile")),
        ("import", t!("audit-group-import")),
        ("export", t!("audit-group-export")),
        ("partner", t!("audit-group-partner")),
        ("report", t!("audit-group-report")),
    ];
    groups.into_iter().filter(|(key, _)| !but.contains(key)).collect()
}

/// The timezone that times are shown in: the person's own choice, else the account's, else UTC.
pub(crate) fn zone_of<P: Place>(tx: &ReadTx<'_, P>) -> String {
    let facts = tx.facts();
    facts.timezone.clone().or_else(|| facts.account_timezone.clone()).unwrap_or_else(|| "UTC".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_of_the_named_timezone_and_include_the_last() {
        let filter = Filter {
            from: "2026-11-24".to_owned(),
            to: "2026-11-24".to_owned(),
            tz: "America/New_York".to_owned(),
            ..Filter::default()
        };
        let (wanted, problems) = filter.wanted("UTC");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(wanted.since.map(|at| at.to_rfc3339()).as_deref(), Some("2026-11-24T05:00:00+00:00"));
        assert_eq!(wanted.until.map(|at| at.to_rfc3339()).as_deref(), Some("2026-11-25T05:00:00+00:00"));
    }

    #[test]
    fn a_group_is_all_its_actions_and_nothing_that_only_begins_alike() {
        for (asked, count) in [("account.suspended", 1), ("acc", 0), ("grant", 3)] {
            let filter = Filter { what: asked.to_owned(), ..Filter::default() };
            assert_eq!(filter.wanted("UTC").0.actions.map(|a| a.len()), Some(count), "{asked}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let filter =
            Filter { from: "yesterday".to_owned(), tz: "Mars".to_owned(), what: "x".to_owned(), ..Filter::default() };
        assert_eq!(filter.wanted("UTC").1.len(), 3);
        let swapped = Filter { from: "2026-11-25".to_owned(), to: "2026-11-24".to_owned(), ..Filter::default() };
        assert_eq!(swapped.wanted("UTC").1.len(), 1);
    }
}
