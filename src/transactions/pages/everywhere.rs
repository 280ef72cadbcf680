//! The log of all accounts together, in the console, and the bar for those that are to be run again. Each row leads to the
//! page of its account's transaction.

use crate::access::Access;
use crate::access::rights::{EditCycles, Right, ViewCycles};
use crate::accounts::narrowed::narrowed as narrowed_to;
use crate::accounts::queries as accounts;
use crate::audit::queries::accounts_like;
use crate::connectors::choices::library;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::people::model::shortened;
use crate::transactions::everywhere;
use crate::transactions::filter::{Choice, Filter, Names, periods, states};
use crate::transactions::many::Of;
use crate::transactions::queries::Wanted;
use crate::transactions::shown::{Row, mark_of};
use crate::transactions::tasks;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::{PageQuery, address, joined};
use crate::web::shell::Shell;
use crate::web::times::{figure, zone};
use actix_web::{Either, HttpResponse, Responder};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use uuid::Uuid;

pub(super) const HERE: &str = "/console/transactions";
/// Connectors, and templates, that can be chosen.
const CHOICES_MAX: i64 = 200;

/// What this list has beside an account's own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct More {
    /// An account: API ID, beginning of a word of its name, or the id.
    account: String,
    /// A template: those of the cycles that were installed from it.
    template: String,
    /// `accounts`: the two dates are days of each account, as reports count. Else of whoever looks.
    days: String,
    /// An account: its own and those of all below it.
    below: String,
    /// Those of accounts with this tag.
    tag: String,
    /// How the list stood that asks for itself again.
    seen: String,
}

impl More {
    /// Reads the query of an address.
    pub fn read(query: &str) -> More {
        serde_html_form::from_str::<More>(query).unwrap_or_default().trimmed()
    }

    fn trimmed(self) -> More {
        let trim = |text: String| text.trim().to_owned();
        More {
            account: trim(self.account),
            template: trim(self.template),
            below: trim(self.below),
            tag: trim(self.tag),
            days: trim(self.days),
            ..self
        }
    }

    fn own_days(&self) -> bool {
        self.days == "accounts"
    }

    /// Whose days the two dates are.
    fn days_of(&self, zone: &str) -> String {
        if self.own_days() { t!("transactions-days-own").to_owned() } else { t!("transactions-days-zone", zone = zone) }
    }

    /// The set parts, as an address has them.
    fn parts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let days = if self.own_days() { self.days.as_str() } else { "" };
        let parts = [
            ("account", self.account.as_str()),
            ("template", self.template.as_str()),
            ("below", self.below.as_str()),
            ("tag", self.tag.as_str()),
            ("days", days),
        ];
        parts.into_iter().filter(|(_, value)| !value.is_empty())
    }
}

/// What the filters offer.
struct Choices {
    states: [Choice; 9],
    periods: [Choice; 6],
    connectors: Vec<(String, String)>,
    templates: Vec<(String, String)>,
    zone: String,
    /// The connector and the template that are filtered for; empty: none, or none of those.
    connector: String,
    template: String,
}

#[derive(Template)]
#[template(path = "transactions/everywhere.html")]
struct LogPage {
    shell: Shell,
    list: List,
    choices: Choices,
}

#[derive(Template)]
#[template(path = "transactions/everywhere.html", block = "table")]
struct LogTable {
    list: List,
}

struct List {
    filter: Filter,
    more: More,
    set: bool,
    words: String,
    /// Whose they are, and which Tasks were made in them, as a sentence; empty: anyone's, any.
    about: String,
    problems: Vec<String>,
    rows: Vec<Row>,
    previous: String,
    next: String,
    /// Where it asks for itself again; empty: an older page, all on which has ended.
    live: String,
    /// They can be chosen, to be run again.
    may_choose: bool,
    /// How many match, where all of them can be run again at once.
    all: String,
    /// The filters, for the form of the bar.
    hidden: Vec<(&'static str, String)>,
}

pub(crate) async fn index(
    access: Access<ViewCycles, InPartner>,
    asked: Asked<Filter>,
    more: Asked<More>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (filter, more, paging) = (asked.0.known(), more.0.trimmed(), paging.0);
    let seen = more.seen.clone();
    let (page, mark) = access
        .read(move |tx| {
            let choices = choices(tx, &filter, &more)?;
            let (list, mark) = list(tx, filter, more, &choices, &paging)?;
            Ok((LogPage { shell: Shell::console(tx, HERE, t!("transactions-title")), list, choices }, mark))
        })
        .await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment if seen == mark => Either::Right(Either::Left(HttpResponse::NoContent().finish())),
        Hx::Fragment => Either::Right(Either::Right(Page::new(LogTable { list: page.list }))),
    })
}

fn choices(tx: &mut ReadTx<'_, InPartner>, filter: &Filter, more: &More) -> AppResult<Choices> {
    let (library, installed) = (library(tx, CHOICES_MAX)?, everywhere::installed(tx, CHOICES_MAX)?);
    let named = |list: &[(Uuid, String)], id: &str| {
        list.iter().find(|(known, _)| known.to_string() == id).map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let offered = |any: &str, list: Vec<(Uuid, String)>, words: fn(&str) -> String| {
        let list = list.into_iter().map(|(id, name)| (id.to_string(), words(&name)));
        std::iter::once((String::new(), any.to_owned())).chain(list).collect()
    };
    Ok(Choices {
        states: states(),
        periods: periods(),
        zone: crate::audit::filter::zone_of(tx),
        connector: named(&library, &filter.connector),
        template: named(&installed, &more.template),
        connectors: offered(t!("transactions-any-connector"), library, |name| t!("transactions-uses", name = name)),
        templates: offered(t!("transactions-any-template"), installed, |name| {
            t!("transactions-from-template", name = name)
        }),
    })
}

/// What is looked for: in these accounts alone, what, and what could not be read.
struct Narrowed {
    of: Option<Vec<Uuid>>,
    wanted: Wanted,
    problems: Vec<String>,
}

fn narrowed(tx: &mut ReadTx<'_, InPartner>, filter: &Filter, more: &More, tz: Tz) -> AppResult<Narrowed> {
    let (wanted, mut problems) = filter.wanted(tx.now(), tz);
    let template = more.template.parse().ok();
    if template.is_none() && !more.template.is_empty() {
        let typed = shortened(&more.template);
        problems.push(t!("transactions-no-template", typed = typed));
    }
    let wanted = if more.own_days() { filter.by_own_days(wanted) } else { wanted };
    let mut of = if more.account.is_empty() { None } else { Some(accounts_like(tx, &more.account)?) };
    let both = |of: Option<Vec<Uuid>>, ids: Vec<Uuid>| match of {
        Some(some) => some.into_iter().filter(|id| ids.contains(id)).collect(),
        None => ids,
    };
    if !(more.below.is_empty() && more.tag.is_empty()) {
        let (ids, unread) = narrowed_to(tx, &more.tag, &more.below)?;
        problems.extend(unread);
        of = Some(both(of, ids));
    }
    if of.is_none()
        && let Some(ids) = everywhere::that_called(tx, filter)?
    {
        of = Some(ids);
    }
    let wanted = Wanted { template, nothing: !problems.is_empty(), ..wanted.of_library(&filter.connector) };
    Ok(Narrowed { of, wanted, problems })
}

/// The ids of those that failed and match, the newest first, so many at most; `Conflict` with what could not be read.
pub(super) fn matching(
    tx: &mut ReadTx<'_, InPartner>,
    filter: &Filter,
    more: &More,
    at_most: usize,
) -> AppResult<Vec<Uuid>> {
    let at_most = i64::try_from(at_most).map_err(AppError::internal)?;
    // What is left of a cause is found by the cause, which costs the same however much else has failed.
    if more.parts().next().is_none() && *filter == Filter::unmended(&filter.cause) {
        return everywhere::of_cause(tx, &filter.cause, at_most);
    }
    let tz = zone(&crate::audit::filter::zone_of(tx));
    let sought = narrowed(tx, filter, more, tz)?;
    if !sought.problems.is_empty() {
        return Err(AppError::Conflict(sought.problems.join(" ")));
    }
    everywhere::ids(tx, sought.of.as_deref(), &sought.wanted, at_most)
}

/// How many failed ones match, in words, where one job can run all of them again; empty: none, or too many.
fn all(tx: &mut ReadTx<'_, InPartner>, filter: &Filter, more: &More) -> AppResult<String> {
    let most = Of::Partner.at_most();
    let number = matching(tx, filter, more, most + 1)?.len();
    let fits = (1..=most).contains(&number);
    Ok(if fits { figure(i64::try_from(number).unwrap_or(i64::MAX)) } else { String::new() })
}

/// The list, and a mark of how it stands.
fn list(
    tx: &mut ReadTx<'_, InPartner>,
    filter: Filter,
    more: More,
    choices: &Choices,
    paging: &PageQuery,
) -> AppResult<(List, String)> {
    let (now, tz) = (tx.now(), zone(&choices.zone));
    let sought = narrowed(tx, &filter, &more, tz)?;
    let found = everywhere::list(tx, sought.of.as_deref(), &sought.wanted, &paging.from(), paging.rows())?;
    let may_choose = EditCycles::held(tx.facts());
    let may_take_all = may_choose && filter.status == "failed" && sought.problems.is_empty();
    let all = if may_take_all { all(tx, &filter, &more)? } else { String::new() };
    let mut kept = url::form_urlencoded::Serializer::new(filter.query());
    kept.extend_pairs(more.parts());
    let kept = kept.finish();
    let address = |part: &str| address(HERE, &joined(&[&kept, part]));
    let way = |part: &str| if part.is_empty() { String::new() } else { address(&paging.onward(part)) };
    let called = tasks::called(tx, &filter)?;
    let about = tasks::sentence(&filter, &called, &whose(tx, &more)?);
    let words = words(&filter, &more, choices, called, now, tz);
    let mark = mark_of(found.rows.iter().map(|(row, _)| row));
    let moving = found.rows.iter().any(|(row, _)| row.ended_at.is_none());
    let row = |(found, (account, name))| {
        let home = format!("/console/accounts/{account}");
        Row { account: (name, home.clone()), ..Row::of(found, &home, now, tz) }
    };
    let list = List {
        about,
        set: filter.is_set() || more.parts().next().is_some(),
        previous: way(&found.previous),
        next: way(&found.next),
        rows: found.rows.into_iter().map(row).collect(),
        // What comes next appears where the newest are shown.
        live: if moving || paging.is_first() { address(&paging.again(&format!("seen={mark}"))) } else { String::new() },
        hidden: vec![("filter", kept.clone())],
        problems: sought.problems,
        may_choose,
        words,
        all,
        more,
        filter,
    };
    Ok((list, mark))
}

/// Whose transactions they are, in words.
fn whose(tx: &mut ReadTx<'_, InPartner>, more: &More) -> AppResult<Vec<String>> {
    let mut whose = Vec::new();
    if !more.below.is_empty() {
        let name = match more.below.parse() {
            Ok(id) => accounts::name(tx, AccountId(id))?.unwrap_or_else(|| more.below.clone()),
            Err(_) => more.below.clone(),
        };
        whose.push(t!("transactions-of-below", name = shortened(&name)));
    }
    if !more.tag.is_empty() {
        whose.push(t!("transactions-of-tagged", tag = shortened(&more.tag)));
    }
    Ok(whose)
}

/// What was looked for, in words; empty: everything.
fn words(filter: &Filter, more: &More, choices: &Choices, called: String, now: DateTime<Utc>, tz: Tz) -> String {
    let names = Names { cycle: String::new(), connector: choices.connector.clone(), called };
    let mut words = Vec::new();
    let mut say = |value: &str, said: fn(&str) -> String| {
        if !value.is_empty() {
            words.push(said(&shortened(value)));
        }
    };
    say(&more.account, |name| t!("transactions-sought-account", name = name));
    say(&more.below, |name| t!("transactions-sought-below", name = name));
    say(&more.tag, |name| t!("transactions-sought-tag", name = name));
    say(&choices.template, |name| t!("transactions-sought-template", name = name));
    words.extend(Some(filter.words(&names, now, tz)).filter(|words| !words.is_empty()));
    words.join("; ")
}
