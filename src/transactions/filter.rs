//! What a list of Transactions is narrowed to. All of it is in the address; what cannot be read is said, not guessed.

use super::queries::{Ids, Wanted};
use super::tasks::{self, Tasks};
use crate::accounts::model::date;
use crate::people::model::shortened;
use crate::web::days::span;
use crate::web::times::exact;
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A key with its words, as a choice shows them.
pub(crate) type Choice = (&'static str, &'static str);

fn listed(list: &[Choice], key: &str) -> bool {
    list.iter().any(|(known, _)| *known == key)
}

/// Those that are to go on and that no worker has: what waits at a limit is among them.
pub(crate) const NOT_BEGUN: &str = "pending";

/// Those that have not ended, whether a worker has them or not.
pub(crate) const UNENDED: &str = "unended";

/// Those that failed or raised a warning, however they stand.
pub(crate) const WITH_INCIDENTS: &str = "incidents";

/// What can be filtered for by how they stand.
pub(crate) fn states() -> [Choice; 9] {
    [
        ("", t!("transactions-any-state")),
        ("failed", t!("transactions-state-failed")),
        ("running", t!("transactions-state-running")),
        ("queued", t!("transactions-state-queued")),
        ("waiting", t!("transactions-state-waiting")),
        (NOT_BEGUN, t!("transactions-state-pending")),
        ("done", t!("transactions-state-done")),
        ("dropped", t!("transactions-state-dropped")),
        (WITH_INCIDENTS, t!("transactions-state-incidents")),
    ]
}

/// When they began. `own`: the two dates say it.
pub(crate) fn periods() -> [Choice; 6] {
    [
        ("", t!("transactions-any-time")),
        ("hour", t!("transactions-last-hour")),
        ("day", t!("transactions-last-day")),
        ("week", t!("transactions-last-week")),
        ("month", t!("transactions-last-month")),
        ("own", t!("transactions-own-dates")),
    ]
}

/// The filters as an address carries them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    pub status: String,
    pub cycle: String,
    /// An Account Connector: those of the cycles that use it.
    pub connector: String,
    pub period: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// A TransactionId, its beginning, or its beginning and end as lists show them.
    pub transaction: String,
    /// A cause of incidents: those that raised one.
    pub cause: String,
    /// 1: only those that nothing later came of (see [`Wanted::open`]).
    pub open: String,
    /// A connector of the library: those in which a Task of it was made. Nil: a data operation.
    pub called: String,
    /// The method of that Task.
    pub by_method: String,
    /// Which Tasks: any, failed, over (see [`Tasks`]).
    pub tasks: String,
}

/// The names of what is filtered for, empty where there is none such.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub cycle: String,
    pub connector: String,
    pub called: String,
}

impl Filter {
    /// Reads the query of an address.
    pub fn read(query: &str) -> Filter {
        serde_html_form::from_str(query).unwrap_or_default()
    }

    /// Those that failed of one cause and that nothing later came of.
    pub fn unmended(cause: &str) -> Filter {
        let word = |text: &str| text.to_owned();
        Filter { status: word("failed"), cause: word(cause), open: word("1"), ..Filter::default() }
    }

    /// All of one cause.
    pub fn of_cause(cause: &str) -> Filter {
        Filter { cause: cause.to_owned(), ..Filter::default() }
    }

    /// With what means nothing left out, so that an address says what is shown. What cannot be read stays, and is a problem
    /// of [`Filter::wanted`].
    pub fn known(mut self) -> Filter {
        for text in [
            &mut self.status,
            &mut self.cycle,
            &mut self.connector,
            &mut self.period,
            &mut self.from,
            &mut self.to,
            &mut self.transaction,
            &mut self.called,
            &mut self.by_method,
            &mut self.tasks,
        ] {
            *text = text.trim().to_owned();
        }
        if self.period.is_empty() && !(self.from.is_empty() && self.to.is_empty()) {
            self.period = "own".to_owned();
        }
        if self.period != "own" {
            self.from.clear();
            self.to.clear();
        }
        self
    }

    fn parts(&self) -> [(&'static str, &String); 12] {
        [
            ("status", &self.status),
            ("cycle", &self.cycle),
            ("connector", &self.connector),
            ("period", &self.period),
            ("from", &self.from),
            ("to", &self.to),
            ("transaction", &self.transaction),
            ("cause", &self.cause),
            ("open", &self.open),
            ("called", &self.called),
            ("by_method", &self.by_method),
            ("tasks", &self.tasks),
        ]
    }

    /// The set parts as a query.
    pub fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.parts().into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        query.finish()
    }

    /// True where the list is narrowed.
    pub fn is_set(&self) -> bool {
        self.parts().iter().any(|(name, value)| !(value.is_empty() || *name == "period" && *value == "own"))
    }

    /// True where Transactions are asked for by their Tasks.
    pub fn asks_for_tasks(&self) -> bool {
        !(self.called.is_empty() && self.by_method.is_empty() && self.tasks.is_empty())
    }

    /// What is looked for; the second part says what could not be read. Days are those of `zone`.
    pub fn wanted(&self, now: DateTime<Utc>, zone: Tz) -> (Wanted, Vec<String>) {
        let mut problems = Vec::new();
        let (first, until) = span(&self.from, &self.to, zone.name(), &mut problems);
        let ago = match self.period.as_str() {
            "hour" => Some(Duration::hours(1)),
            "day" => Some(Duration::hours(24)),
            "week" => Some(Duration::days(7)),
            "month" => Some(Duration::days(30)),
            _ => None,
        };
        let ids = Ids::read(&self.transaction);
        if ids.is_none() && !self.transaction.is_empty() {
            problems.push(t!("transactions-no-id", typed = shortened(&self.transaction)));
        }
        if !listed(&states(), &self.status) {
            problems.push(t!("transactions-no-state", typed = shortened(&self.status)));
        }
        if !listed(&periods(), &self.period) {
            problems.push(t!("transactions-no-period", typed = shortened(&self.period)));
        }
        let unread = |typed: &str| !typed.is_empty() && Uuid::parse_str(typed).is_err();
        if unread(&self.cycle) {
            problems.push(t!("transactions-no-cycle", typed = shortened(&self.cycle)));
        }
        if unread(&self.connector) {
            problems.push(t!("transactions-no-connector", typed = shortened(&self.connector)));
        }
        let since = ago.map(|ago| now - ago).or(first);
        let tasks = Tasks::read(self, since, until, &mut problems);
        let wanted = Wanted {
            cycle: self.cycle.parse().ok(),
            connector: self.connector.parse().ok(),
            status: Some(self.status.clone()).filter(|status| !status.is_empty()),
            // The day of a Task may be a later one than that on which its Transaction began.
            since: if tasks.is_some() { None } else { since },
            until,
            tasks,
            nothing: !problems.is_empty(),
            ids,
            cause: Some(self.cause.clone()).filter(|cause| !cause.is_empty()),
            open: !self.open.is_empty(),
            ..Wanted::default()
        };
        (wanted, problems)
    }

    /// The same by the days of each account, as reports count them, which no timezone of ours can tell: it may be another in
    /// each, and another before it was changed (M1). Where Tasks are asked for, the days are theirs.
    pub fn by_own_days(&self, wanted: Wanted) -> Wanted {
        let day = |text: &str| date(text).ok().flatten();
        let (first, last) = (day(&self.from), day(&self.to));
        if wanted.nothing || self.period != "own" {
            return wanted;
        }
        // Everywhere on earth such a day lies within these instants.
        let begins = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        let since = first.map(|day| begins(day) - Duration::hours(14));
        let until = last.and_then(|day| day.succ_opt()).map(|day| begins(day) + Duration::hours(12));
        let tasks = wanted.tasks.map(|tasks| tasks.within(since, until));
        // The day of a Task may be a later one than that on which its Transaction began.
        let since = if tasks.is_some() { None } else { since };
        Wanted { since, until, days: (first, last), tasks, ..wanted }
    }

    /// What was looked for, in words.
    pub fn words(&self, names: &Names, now: DateTime<Utc>, zone: Tz) -> String {
        let mut words = vec![tasks::words(self, &names.called)];
        let mut say = |value: &str, said: fn(&str) -> String| {
            if !value.is_empty() {
                words.push(said(&shortened(value)));
            }
        };
        let or_id = |name: &str, id: &str| if name.is_empty() { id.to_owned() } else { name.to_owned() };
        say(&self.status, |key| t!("transactions-sought-state", state = key, typed = key));
        say(&or_id(&names.cycle, &self.cycle), |name| t!("transactions-sought-cycle", name = name));
        say(&or_id(&names.connector, &self.connector), |name| t!("transactions-sought-connector", name = name));
        say(&self.cause, |name| t!("transactions-sought-incident", name = name));
        say(&self.transaction, |name| t!("transactions-sought-id", name = name));
        say(&self.from, |name| t!("transactions-sought-from", name = name));
        say(&self.to, |name| t!("transactions-sought-to", name = name));
        if !matches!(self.period.as_str(), "" | "own") {
            let period = &self.period;
            words.push(match self.wanted(now, zone).0.since.map(|at| exact(at, zone)) {
                Some(since) => t!("transactions-sought-period-since", period = period, since = since),
                None => t!("transactions-sought-period", period = period, typed = shortened(period)),
            });
        }
        words.retain(|words| !words.is_empty());
        words.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_of_the_zone_and_include_the_last() {
        let day = "2026-11-24".to_owned();
        let filter = Filter { from: day.clone(), to: day, ..Filter::default() }.known();
        assert_eq!((filter.period.as_str(), filter.is_set()), ("own", true));
        let (wanted, problems) = filter.wanted(DateTime::<Utc>::UNIX_EPOCH, Tz::America__New_York);
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(wanted.since.map(|at| at.to_rfc3339()).as_deref(), Some("2026-11-24T05:00:00+00:00"));
        assert_eq!(wanted.until.map(|at| at.to_rfc3339()).as_deref(), Some("2026-11-25T05:00:00+00:00"));
    }

    #[test]
    fn days_of_tasks_bound_the_tasks_and_not_when_their_transactions_began() {
        let filter = Filter::read("period=own&from=2026-11-24&to=2026-11-24&tasks=failed").known();
        let (wanted, problems) = filter.wanted(DateTime::<Utc>::UNIX_EPOCH, Tz::UTC);
        let wanted = filter.by_own_days(wanted);
        let tasks = wanted.tasks.expect("tasks");
        assert_eq!((problems.len(), wanted.since, wanted.days.0.is_some()), (0, None, true));
        // Wherever the account is, its day lies between.
        assert_eq!(tasks.since.to_rfc3339(), "2026-11-23T10:00:00+00:00");
        assert_eq!(tasks.until.to_rfc3339(), "2026-11-25T12:00:00+00:00");
        assert_eq!(wanted.until, Some(tasks.until));
    }

    #[test]
    fn what_cannot_be_read_is_said_and_finds_nothing() {
        let filter = Filter::read("from=yesterday&transaction=abc&status=odd&period=own").known();
        let (wanted, problems) = filter.wanted(DateTime::<Utc>::UNIX_EPOCH, Tz::UTC);
        assert_eq!((problems.len(), wanted.nothing), (3, true));
        for one in ["status=zzz", "period=zzz", "cycle=abc", "connector=x"] {
            let filter = Filter::read(one).known();
            let (wanted, problems) = filter.wanted(DateTime::<Utc>::UNIX_EPOCH, Tz::UTC);
            assert_eq!((problems.len(), wanted.nothing, filter.is_set()), (1, true, true), "{one}");
            let typed = one.split_once('=').expect("a pair").1;
            let words = filter.words(&Names::default(), DateTime::<Utc>::UNIX_EPOCH, Tz::UTC);
            assert!(problems[0].contains(typed) && words.contains(typed), "{problems:?} {words}");
        }
        assert!(!Filter::read("period=own&from=&status=").known().is_set());
        assert_eq!(Filter::read(&Filter::unmended("Xero: 401 & more").query()), Filter::unmended("Xero: 401 & more"));
    }
}
