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
use crate::transactions::everywhere;
use crate::transactions::filter::{Filter, Names, PERIODS, STATES};
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
/// How the choice of a connector begins, and that of a template.
const USES: &str = "Uses ";
const FROM: &str = "From ";

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
        if self.own_days() { "Days are each account's own".to_owned() } else { format!("Days are days in {zone}") }
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
    states: &'static [(&'static str, &'static str)],
    periods: &'static [(&'static str, &'static str)],
    connectors: Vec<(String, String)>,
    templates: Vec<(String, String)>,
    zone: String,
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
            let choices = choices(tx)?;
            let (list, mark) = list(tx, filter, more, &choices, &paging)?;
            Ok((LogPage { shell: Shell::console(tx, HERE, "Transactions"), list, choices }, mark))
        })
        .await?;
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment if seen == mark => Either::Right(Either::Left(HttpResponse::NoContent().finish())),
        Hx::Fragment => Either::Right(Either::Right(Page::new(LogTable { list: page.list }))),
    })
}

fn choices(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Choices> {
    let offered = |any: &str, words: &str, found: Vec<(Uuid, String)>| {
        let found = found.into_iter().map(|(id, name)| (id.to_string(), format!("{words}{name}")));
        std::iter::once((String::new(), any.to_owned())).chain(found).collect()
    };
    Ok(Choices {
        states: STATES,
        periods: PERIODS,
        connectors: offered("Any connector", USES, library(tx, CHOICES_MAX)?),
        templates: offered("Any template", FROM, everywhere::installed(tx, CHOICES_MAX)?),
        zone: crate::audit::filter::zone_of(tx),
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
        let typed = crate::people::model::shortened(&more.template);
        problems.push(format!("“{typed}” is no template. Choose one of the list."));
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
        whose.push(format!("of “{}” and all below it", crate::people::model::shortened(&name)));
    }
    if !more.tag.is_empty() {
        whose.push(format!("of accounts with the tag “{}”", crate::people::model::shortened(&more.tag)));
    }
    Ok(whose)
}

/// What was looked for, in words; empty: everything.
fn words(filter: &Filter, more: &More, choices: &Choices, called: String, now: DateTime<Utc>, tz: Tz) -> String {
    let named = |list: &[(String, String)], id: &str, before: &str| {
        let found = list.iter().find(|(key, _)| !id.is_empty() && key == id);
        found.map_or(String::new(), |(_, name)| name.trim_start_matches(before).to_owned())
    };
    let names = Names { cycle: String::new(), connector: named(&choices.connectors, &filter.connector, USES), called };
    let template = named(&choices.templates, &more.template, FROM);
    let mut words = Vec::new();
    for (what, value) in
        [("account", &more.account), ("at or below account", &more.below), ("tag", &more.tag), ("template", &template)]
    {
        if !value.is_empty() {
            words.push(format!("{what} “{}”", crate::people::model::shortened(value)));
        }
    }
    words.extend(Some(filter.words(&names, now, tz)).filter(|words| !words.is_empty()));
    words.join("; ")
}
