//! What the demo's cycles did in the weeks before now: told in the account's scope as the engine would have written it
//! (`past.sql`), a chapter at a time, and counted by the product itself after each, so that notices, incidents and figures are
//! those of the days they belong to. Accounts differ in their week, their growth and how near they are to a limit.

use super::customers;
use super::cycles::Library;
use super::flows::{Kind, logged};
use super::story::Story;
use super::volume::{self, Week};
use crate::ids::{AccountConnectorId, AccountId, CycleId};
use crate::incidents::actions::mark_some;
use crate::incidents::model::{Mark, Show};
use crate::limits::actions::{set, set_default};
use crate::limits::model::{AtLimit, Base, Kind as Limited, Own, Set};
use crate::limits::notices::tell_due;
use crate::metering::period::Period;
use crate::metering::rolling::roll_up;
use crate::web::state::App;
use chrono::{DateTime, Duration, DurationRound, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A cycle of the demo.
pub(super) struct Told {
    /// Where it lives, and whose connectors it uses (T6).
    pub account: &'static str,
    pub owner: &'static str,
    pub kind: Kind,
    /// Minutes from one run to the next; none: a webhook brings what there is.
    pub every: Option<u32>,
    /// Days before now on which it was installed.
    pub since: i64,
    /// Runs of a usual day by now, where a webhook begins them.
    pub daily: f64,
    pub week: Week,
    /// What it fills in.
    pub shop: &'static str,
}

impl Told {
    /// The engine runs it in the last hours of the story.
    fn is_run(&self) -> bool {
        self.every == Some(60)
    }
}

const fn hooked(account: &'static str, owner: &'static str, kind: Kind, since: i64, daily: f64, week: Week) -> Told {
    Told { account, owner, kind, every: None, since, daily, week, shop: "" }
}

const fn timed(account: &'static str, owner: &'static str, kind: Kind, since: i64, every: u32) -> Told {
    Told { account, owner, kind, every: Some(every), since, daily: 0.0, week: Week::Shop, shop: "" }
}

/// In the order in which they were installed, two of which lie further apart than [`APART`].
pub(super) const TOLD: [Told; 20] = [
    timed("brightside", "brightside", Kind::Thanks, 64, 60),
    Told { shop: "Brightside Bakeries", ..hooked("brightside", "brightside", Kind::Welcome, 64, 84.0, Week::Shop) },
    Told { shop: "Ashdown & Pike", ..hooked("ashdown", "ashdown", Kind::Welcome, 63, 22.0, Week::Office) },
    hooked("ashdown-garden", "ashdown", Kind::Invoices, 62, 34.0, Week::Shop),
    hooked("groesslinger", "groesslinger", Kind::Invoices, 61, 70.0, Week::Office),
    hooked("aoyama", "aoyama", Kind::Invoices, 60, 42.0, Week::Shop),
    hooked("cascadia", "cascadia", Kind::Invoices, 58, 46.0, Week::Shop),
    hooked("kowhai", "kowhai", Kind::Invoices, 57, 34.0, Week::Office),
    timed("kowhai", "kowhai", Kind::Labels, 56, 60),
    hooked("pike", "ashdown", Kind::Invoices, 55, 52.0, Week::Shop),
    hooked("delmarva", "delmarva", Kind::Invoices, 52, 30.0, Week::Office),
    timed("ashdown-garden-york", "ashdown", Kind::Labels, 50, 60),
    Told { shop: "Calçados Guimarães", ..hooked("guimaraes", "guimaraes", Kind::Welcome, 48, 36.0, Week::Shop) },
    Told { shop: "Harbour Books", ..hooked("harbour", "ashdown", Kind::Welcome, 45, 26.0, Week::Shop) },
    hooked("alnakheel", "alnakheel", Kind::Invoices, 43, 24.0, Week::Shop),
    timed("brightside-luton", "brightside", Kind::Labels, 42, 15),
    timed("groesslinger-koeln", "groesslinger", Kind::Labels, 40, 60),
    timed("etoile-lyon", "etoile", Kind::Labels, 35, 60),
    hooked("velo-vert", "velo-vert", Kind::Invoices, 17, 44.0, Week::Shop),
    Told { shop: "Saffron & Sage", ..hooked("saffron", "saffron", Kind::Welcome, 15, 28.0, Week::Shop) },
];

/// Minutes from one installation of a day to the next.
const APART: i64 = 7;
/// Where chapters end, in days before now.
const ENDS: [i64; 13] = [60, 53, 46, 39, 32, 18, 13, 10, 7, 5, 3, 2, 1];

/// A limit of tasks a month, and how much of it is used by now.
pub(super) struct Limit {
    pub account: &'static str,
    pub with_sub_accounts: bool,
    pub value: i64,
    at_limit: AtLimit,
    pub percent: f64,
    /// By so many hours before now.
    pub hours_before: i64,
}

/// Nearly used up; used up, so that work is held; beyond it; and one for a tree.
pub(super) const LIMITS: [Limit; 4] = [
    Limit {
        account: "cascadia",
        with_sub_accounts: false,
        value: 2_500,
        at_limit: AtLimit::Hold,
        percent: 86.0,
        hours_before: 0,
    },
    Limit {
        account: "kowhai",
        with_sub_accounts: false,
        value: 2_500,
        at_limit: AtLimit::Hold,
        percent: 102.0,
        hours_before: 15,
    },
    Limit {
        account: "groesslinger",
        with_sub_accounts: false,
        value: 3_000,
        at_limit: AtLimit::Overage,
        percent: 112.0,
        hours_before: 0,
    },
    Limit {
        account: "ashdown",
        with_sub_accounts: true,
        value: 8_000,
        at_limit: AtLimit::Hold,
        percent: 74.0,
        hours_before: 0,
    },
];
/// What every account may use where nothing was set for it.
const DEFAULTS: [(Limited, i64, Option<AtLimit>); 3] =
    [(Limited::TasksMonth, 25_000, Some(AtLimit::Hold)), (Limited::Users, 25, None), (Limited::ActiveCycles, 20, None)];
/// Days to the next billing date of those with a limit of their own.
const BILLED_IN: i64 = 8;

/// An application that was not well for some hours: kind of Transaction, days before now, hours, part that failed, answer.
const BURSTS: [(&str, i64, i64, f64, i32, &str); 2] = [
    ("labels", 36, 6, 0.6, 422, "does not accept what was sent. Check the fields of this step"),
    ("invoices", 12, 4, 0.5, 409, "says that this conflicts with what it has. It may have been done before"),
];
/// What the staff said to be mended, and when, in days before now.
const MENDED: [(i64, &str); 5] = [
    (34, "Parcel Yard 422"),
    (11, "Till & Tally 409"),
    (8, "Parcel Yard 422"),
    (8, "Till & Tally 422"),
    (8, "Post Room 422"),
];
/// Part of Transactions that fail on any day: of every fourth cycle, and of the others.
const RATES: (f64, f64) = (0.012, 0.0005);

/// When an account is billed next; none: by calendar months.
pub(super) fn billed(account: &str, now: DateTime<Utc>) -> Option<NaiveDate> {
    LIMITS.iter().any(|limit| limit.account == account).then(|| (now + Duration::days(BILLED_IN)).date_naive())
}

/// When a cycle was installed. The one that runs most often was at a minute that lets it run as soon as the demo is there.
fn installed_at(no: usize, now: DateTime<Utc>) -> DateTime<Utc> {
    let begun = now - Duration::days(TOLD[no].since);
    if TOLD[no].every.is_some_and(|minutes| minutes < 60) {
        let minute = Duration::minutes(1);
        return (begun + minute + Duration::seconds(5)).duration_trunc(minute).unwrap_or(begun) + Duration::seconds(1);
    }
    begun + Duration::minutes(APART * no as i64)
}

struct Running {
    no: usize,
    id: CycleId,
    account: AccountId,
    since: DateTime<Utc>,
    first: Option<DateTime<Utc>>,
}

pub(super) struct Past<'a> {
    story: &'a Story<'a>,
    app: &'a App,
    library: Library,
    connected: BTreeMap<&'static str, Vec<(&'static str, AccountConnectorId)>>,
    running: Vec<Running>,
    zones: BTreeMap<&'a str, Tz>,
    scales: Vec<f64>,
    limited: bool,
    /// Until when it is told.
    told: DateTime<Utc>,
}

impl<'a> Past<'a> {
    /// The months that it lies in, and what holds for every account from then on.
    pub fn begin(story: &'a Story<'a>, app: &'a App, library: Library) -> anyhow::Result<Past<'a>> {
        let told = story.clock.now();
        let mut owner = crate::db::owner(story.config)?;
        crate::seed::usage::make_months(&mut owner, told.date_naive(), story.now.date_naive())?;
        for (kind, value, at_limit) in DEFAULTS {
            let new = Base { value: Some(value), cap: None, at_limit };
            story.does(0, |tx| set_default(tx, kind, new, &Base::default().packed()))?;
        }
        let customers = customers::read(story.partner.customers);
        let zones: BTreeMap<&str, Tz> =
            customers.iter().map(|one| (one.api_id, one.timezone.parse().unwrap_or(Tz::UTC))).collect();
        let scales = volume::scales(&zones, story.now);
        let (connected, running) = (BTreeMap::new(), Vec::new());
        Ok(Past { story, app, library, connected, running, zones, scales, limited: false, told })
    }

    /// Sets limits, once there is something to bound.
    pub fn limits(&mut self) -> anyhow::Result<()> {
        for limit in &LIMITS {
            let account = self.story.account(limit.account)?;
            let own = if limit.with_sub_accounts { Own::Inherited } else { Own::Value(limit.value) };
            let tree = limit.with_sub_accounts.then_some(limit.value);
            let new = Set { own, tree, at_limit: Some(limit.at_limit) };
            self.story.does(0, |tx| set(tx, account, Limited::TasksMonth, new, None))?;
        }
        self.limited = true;
        Ok(())
    }

    pub fn until_days_ago(&mut self, days: i64) -> anyhow::Result<()> {
        for end in ENDS.into_iter().filter(|end| *end >= days) {
            let end = self.story.now - Duration::days(end);
            if end > self.told {
                self.until(end)?;
            }
        }
        Ok(())
    }

    /// Tells on until an instant, with the installations that lie before it.
    pub fn until(&mut self, end: DateTime<Utc>) -> anyhow::Result<()> {
        for no in self.running.len()..TOLD.len() {
            let at = installed_at(no, self.story.now);
            if at >= end {
                break;
            }
            self.install(no, at)?;
        }
        self.story.later(end - self.story.clock.now());
        self.tell(end, |_| true)
    }

    /// The rest, of what the engine did not run; and all of it counted.
    pub fn end(&mut self) -> anyhow::Result<()> {
        self.tell(self.story.now, |told| !told.is_run())
    }

    fn install(&mut self, no: usize, at: DateTime<Utc>) -> anyhow::Result<()> {
        self.story.later(at - self.story.clock.now());
        let told = &TOLD[no];
        if !self.connected.contains_key(told.owner) {
            let owner = self.story.account(told.owner)?;
            self.connected.insert(told.owner, self.story.connected(self.app, &self.library, owner)?);
        }
        let connected = self.connected.get(told.owner).map(Vec::as_slice).unwrap_or_default();
        let (id, first) = self.story.installed(self.app, &self.library, no, connected)?;
        let account = self.story.account(told.account)?;
        self.running.push(Running { no, id, account, since: self.story.clock.now(), first });
        Ok(())
    }

    fn tell(&mut self, end: DateTime<Utc>, of: impl Fn(&Told) -> bool) -> anyhow::Result<()> {
        let of_account = |name| self.running.iter().filter(move |one| TOLD[one.no].account == name);
        let accounts: BTreeSet<&str> = self.running.iter().map(|one| TOLD[one.no].account).collect();
        for name in accounts {
            let some: Vec<&Running> = of_account(name).filter(|one| of(&TOLD[one.no])).collect();
            let Some(first) = some.first() else { continue };
            let sql = self.chapter(name, &some, end);
            self.story.db.for_due(self.story.id, first.account, |tx| Ok(tx.conn().batch_execute(&sql)?))?;
        }
        while roll_up(self.app)? {}
        tell_due(self.app)?;
        let (since, now) = (self.told, self.story.now);
        for (days, cause) in MENDED {
            if (since..end).contains(&(now - Duration::days(days))) {
                self.story.does(0, |tx| mark_some(tx, cause, Show::Open, Mark::Resolve, tx.now(), 100))?;
            }
        }
        self.told = end;
        Ok(())
    }

    /// What is to be written of an account.
    fn chapter(&self, name: &str, some: &[&Running], end: DateTime<Utc>) -> String {
        let (zone, now) = (self.zones.get(name).copied().unwrap_or(Tz::UTC), self.story.now);
        let cycles: Value = some.iter().map(|one| self.cycle(one, zone, end)).collect();
        let bursts: Value = BURSTS
            .iter()
            .map(|(kind, days, hours, rate, code, words)| {
                let since = (now - Duration::days(*days)).duration_trunc(Duration::hours(1)).unwrap_or(now);
                json!({"kind": kind, "since": since, "until": since + Duration::hours(*hours), "rate": rate, "code": code, "words": words})
            })
            .collect();
        let steps = logged(|slot| {
            self.library.connectors.get(slot).map(|(id, name)| (id.to_string(), name.clone())).unwrap_or_default()
        });
        let limit = LIMITS.iter().find(|limit| self.limited && limit.account == name && !limit.with_sub_accounts);
        let period = Period::of(now.with_timezone(&zone).date_naive(), billed(name, now));
        let text = |value: &Value| value.to_string().replace('\'', "''");
        include_str!("../sql/past.sql")
            .replace(":cycles", &text(&cycles))
            .replace(":steps", &text(&steps))
            .replace(":bursts", &text(&bursts))
            .replace(":zone", zone.name())
            .replace(":period", &period.first.to_string())
            .replace(":limit", &limit.map_or_else(|| "null".to_owned(), |limit| limit.value.to_string()))
            .replace(
                ":overage",
                if limit.is_some_and(|limit| limit.at_limit == AtLimit::Overage) { "true" } else { "false" },
            )
            .replace(":from", &self.told.to_rfc3339())
            // What follows the beginning of a Transaction by some seconds lies before now too.
            .replace(":until", &(end - Duration::seconds(5)).to_rfc3339())
    }

    fn cycle(&self, one: &Running, zone: Tz, end: DateTime<Utc>) -> Value {
        let told = &TOLD[one.no];
        let rate = if one.no.is_multiple_of(4) { RATES.0 } else { RATES.1 };
        // What the engine does not run in the story must not be due in it.
        let told_until = if told.is_run() { end } else { self.story.now };
        let days: Vec<Value> = volume::planned(one.no, zone, self.story.now)
            .into_iter()
            .enumerate()
            .map(|(no, (day, many))| json!({"no": no, "day": day, "many": (many * self.scales[one.no]).round() as i64}))
            .collect();
        json!({"id": one.id, "no": one.no, "kind": told.kind.key(), "origin": if told.every.is_some() { "schedule" } else { "webhook" },
               "since": one.since, "first": one.first, "every": told.every, "rate": rate, "told_until": told_until, "days": days})
    }
}
