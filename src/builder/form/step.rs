//! A step as a form, and the form as a step: what all kinds share, and each kind's own part.

use super::mapping::{self, Target};
use super::single::{read_delay, says_nothing, uncallable};
use super::source::SourceText;
use super::{Typed, conditions, trigger, word};
use crate::builder::edit::Change;
use crate::builder::sight::Sight;
use crate::connectors::model::Verb;
use crate::error::FieldErrors;
use crate::flows::check::outside_of_a_request;
use crate::flows::model::{Call, Does, OnError, Split, Step};
use crate::mapping::model::{Known, Mapping, Source};
use crate::mapping::path::Path;
use crate::schedules::model::Schedule;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

pub(crate) const VERBS: [(&str, &str); 7] = [
    ("GET", "GET"),
    ("POST", "POST"),
    ("PUT", "PUT"),
    ("PATCH", "PATCH"),
    ("DELETE", "DELETE"),
    ("HEAD", "HEAD"),
    ("OPTIONS", "OPTIONS"),
];
/// Targets of one step beyond which the rest waits behind a button.
const NAME_CHARS_MAX: usize = 100;

/// What a form stands on.
pub(crate) struct Ground<'a> {
    pub sight: Sight<'a>,
    pub targets: &'a [Target],
    pub zone: Tz,
    /// The cycle's schedule; the outer none: what is edited has none of its own.
    pub schedule: Option<Option<&'a Schedule>>,
    pub now: DateTime<Utc>,
    /// Whether an address may be called (R5).
    pub callable: &'a dyn Fn(&Url) -> Result<(), String>,
}

/// A form as it is to be kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Edited {
    pub key: String,
    pub change: Change,
    pub ways: Vec<(String, Vec<String>)>,
    /// The outer none: it stays.
    pub schedule: Option<Option<Schedule>>,
}

/// The button that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Press {
    Save,
    /// Rows were added or removed; nothing is saved yet.
    Rows,
    Try,
}

/// Whether a step of this kind can fail.
pub(crate) fn can_fail(does: &Does) -> bool {
    !matches!(does, Does::Webhook { .. } | Does::Start | Does::Delay { .. } | Does::WaitAll | Does::Annotation { .. })
}

/// Whether a step of this kind may give a list.
pub(crate) fn can_split(does: &Does) -> bool {
    matches!(
        does,
        Does::Webhook { .. }
            | Does::Poll(_)
            | Does::Action(_)
            | Does::Http { .. }
            | Does::Transform { .. }
            | Does::Storage { .. }
            | Does::WaitAll
    )
}

/// The form of a step as it is.
pub(crate) fn written(ground: &Ground<'_>, step: &Step) -> Typed {
    let mut typed = Typed::default();
    typed.put("name", step.name.clone());
    typed.put("key", step.key.clone());
    typed.put("on_error", word(&step.on_error));
    let (by, path) = match &step.split {
        Split::Flow => ("flow", ""),
        Split::None => ("none", ""),
        Split::Each { path } => ("each", path.as_str()),
    };
    typed.put("split", by);
    typed.put("split_path", path);
    for (no, port) in step.does.ports().into_iter().enumerate() {
        typed.put(format!("port{no}"), port);
        let edges = ground.sight.flow.edges.iter().filter(|edge| edge.from == step.key && edge.port == port);
        edges.for_each(|edge| typed.put(format!("way{no}"), edge.to.clone()));
    }
    if step.does.begins()
        && let Some(schedule) = ground.schedule
    {
        trigger::put_schedule(&mut typed, schedule, ground.zone);
    }
    put_own(&mut typed, &step.does, ground.targets);
    typed
}

fn put_own(typed: &mut Typed, does: &Does, targets: &[Target]) {
    match does {
        Does::Webhook { check, synchronous, sample } => {
            trigger::put_check(typed, check);
            trigger::put_sample(typed, sample);
            if *synchronous {
                typed.put("synchronous", "1");
            }
        }
        Does::Poll(call) | Does::Action(call) => {
            typed.put("slot", call.slot.clone());
            typed.put("pages", call.pages.max(1).to_string());
            mapping::put(typed, "m", &call.mapping, targets);
        }
        Does::Start | Does::WaitAll => {}
        Does::Decision { condition } => conditions::put(typed, condition),
        Does::Switch { value, cases } => {
            put_single(typed, "v", value, "field");
            conditions::put_cases(typed, cases);
        }
        Does::Delay { minutes } => {
            let (amount, unit) = match minutes {
                m if *m > 0 && m % 1_440 == 0 => (m / 1_440, "1440"),
                m if *m > 0 && m % 60 == 0 => (m / 60, "60"),
                m => (*m, "1"),
            };
            typed.put("amount", amount.to_string());
            typed.put("unit", unit);
        }
        Does::WaitUntil { at } => put_single(typed, "at", at, "field"),
        Does::Transform { mapping } => put_made(typed, "m", mapping),
        Does::Respond { status, mapping } => {
            typed.put("status", status.to_string());
            put_made(typed, "m", mapping);
        }
        Does::Storage { action, scope, name, value } => {
            typed.put("does", word(action));
            typed.put("scope", word(scope));
            put_single(typed, "sn", name, "fixed");
            put_single(typed, "sv", value, "field");
        }
        Does::Email { to, subject, body, reply_to } => {
            for (at, source) in [("to", to), ("su", subject), ("tx", body)] {
                put_single(typed, at, source, "fixed");
            }
            SourceText::of(reply_to).put(typed, "re");
        }
        Does::Http { verb, url, headers, body } => {
            typed.put("verb", word(verb));
            put_single(typed, "u", url, "fixed");
            put_made(typed, "h", headers);
            put_made(typed, "b", body);
        }
        Does::Annotation { text } => typed.put("text", text.clone()),
    }
}

/// A source that must say something: the form begins with the usual kind where nothing was said yet.
fn put_single(typed: &mut Typed, at: &str, source: &Source, usual: &str) {
    let text = match source {
        Source::Ignore => SourceText { kind: usual.to_owned(), ..SourceText::default() },
        source => SourceText::of(source),
    };
    text.put(typed, at);
}

/// A mapping whose targets are whatever one writes: with an empty row where there is none.
fn put_made(typed: &mut Typed, table: &str, made: &Mapping) {
    mapping::put(typed, table, made, &[]);
    if made.rules.is_empty() {
        mapping::add_row(typed, table);
    }
}

/// Carries out what a button does to the rows of a form.
pub(crate) fn pressed(typed: &mut Typed, targets: &[Target]) -> Press {
    let press = typed.get("press").to_owned();
    let (table, what) = press.split_at(press.find(['+', '*', '-']).unwrap_or(press.len()));
    match (table, what) {
        ("try", "") => return Press::Try,
        ("m" | "h" | "b", "+") => mapping::add_row(typed, table),
        ("m", "*") => mapping::add_all(typed, table, targets),
        ("c", "+") => conditions::add_clause(typed),
        ("case", "+") => conditions::add_case(typed),
        (_, row) => {
            let prefixes: &[&str] = match table {
                "m" | "h" | "b" | "case" => &[table],
                "c" => &["l", "t", "r"],
                _ => return Press::Save,
            };
            let Some(row) = row.strip_prefix('-').and_then(|row| row.parse().ok()) else { return Press::Save };
            typed.drop_row(prefixes, row);
        }
    }
    Press::Rows
}

/// Reads the form of a step.
///
/// # Errors
/// Everything that is wrong, at its field.
pub(crate) fn read(ground: &Ground<'_>, step: &Step, typed: &Typed) -> Result<Edited, FieldErrors> {
    let mut errors = FieldErrors::default();
    let known = ground.sight.known(step);
    let name = crate::people::model::line(typed.get("name"), NAME_CHARS_MAX, t!("builder-wrong-name"));
    let name = errors.take("name", name).unwrap_or_default();
    let (does, renamed_ways) = own(ground, step, typed, &known, &mut errors);
    let schedule = match (ground.schedule, &step.does) {
        (Some(before), Does::Start | Does::Poll(_)) => {
            Some(trigger::read_schedule(typed, before, ground.zone, ground.now, &mut errors))
        }
        _ => None,
    };
    let split = match typed.get("split") {
        _ if !can_split(&step.does) => step.split.clone(),
        "none" => Split::None,
        "each" => {
            let path = typed.trimmed("split_path").to_owned();
            if !path.is_empty() && path.parse::<Path>().is_err() {
                errors.add("split_path", t!("builder-wrong-split-path"));
            }
            Split::Each { path }
        }
        _ => Split::Flow,
    };
    let on_error = match typed.get("on_error") {
        _ if !can_fail(&step.does) => step.on_error.clone(),
        "ignore" => OnError::Ignore,
        "stop_transaction" => OnError::StopTransaction,
        "stop_cycle" => OnError::StopCycle,
        _ => OnError::Retry,
    };
    let ways = (0..)
        .map_while(|no| typed.has(&format!("port{no}")).then(|| ways_of(typed, no, &renamed_ways)))
        .filter(|(port, _)| does.ports().contains(&port.as_str()))
        .collect();
    let key = match typed.trimmed("key") {
        "" => step.key.clone(),
        key => key.to_owned(),
    };
    errors.is_empty().then_some(()).ok_or(errors)?;
    Ok(Edited { key, change: Change { name, does, split, on_error, renamed_ways }, ways, schedule })
}

fn ways_of(typed: &Typed, no: usize, renamed: &[(String, String)]) -> (String, Vec<String>) {
    let port = typed.get(&format!("port{no}")).to_owned();
    let port = renamed.iter().find(|(was, _)| *was == port).map_or(port.clone(), |(_, now)| now.clone());
    let mut targets: Vec<String> = Vec::new();
    for target in typed.all(&format!("way{no}")).into_iter().filter(|target| !target.is_empty()) {
        if targets.iter().all(|known| known != target) {
            targets.push(target.to_owned());
        }
    }
    (port, targets)
}

type Own = (Does, Vec<(String, String)>);

fn own(ground: &Ground<'_>, step: &Step, typed: &Typed, known: &Known, errors: &mut FieldErrors) -> Own {
    let none = Vec::new();
    let one = |at: &str, was: &Source, errors: &mut FieldErrors| {
        conditions::single(typed, at, Some(was), known, errors).unwrap_or_default()
    };
    let does = match &step.does {
        Does::Webhook { .. } => Does::Webhook {
            check: trigger::read_check(typed, errors),
            synchronous: typed.ticked("synchronous"),
            sample: errors.take("example", trigger::read_sample(typed.get("example"))).unwrap_or_default(),
        },
        Does::Start => Does::Start,
        Does::WaitAll => Does::WaitAll,
        Does::Poll(call) => Does::Poll(read_call(ground, call, typed, known, errors)),
        Does::Action(call) => Does::Action(read_call(ground, call, typed, known, errors)),
        Does::Decision { condition } => {
            Does::Decision { condition: conditions::read(typed, Some(condition), known, errors) }
        }
        Does::Switch { value, .. } => {
            let value = one("v", value, errors);
            let (cases, renamed) = conditions::read_cases(typed, errors);
            return (Does::Switch { value, cases }, renamed);
        }
        Does::Delay { .. } => Does::Delay { minutes: read_delay(typed, errors) },
        Does::WaitUntil { at } => Does::WaitUntil { at: one("at", at, errors) },
        Does::Transform { mapping } => Does::Transform { mapping: made(typed, "m", mapping, known, errors) },
        Does::Respond { mapping, .. } => {
            let status = typed.trimmed("status").parse::<u16>().ok().filter(|status| (200..600).contains(status));
            let status = status.ok_or_else(|| t!("builder-wrong-status").to_owned());
            Does::Respond {
                status: errors.take("status", status).unwrap_or(200),
                mapping: made(typed, "m", mapping, known, errors),
            }
        }
        Does::Storage { name, value, .. } => Does::Storage {
            action: conditions::chosen(typed, "does"),
            scope: conditions::chosen(typed, "scope"),
            name: {
                let name = one("sn", name, errors);
                if says_nothing(&name) {
                    errors.add("sn", t!("builder-wrong-kept-name"));
                }
                name
            },
            value: if typed.get("does") == "put" { one("sv", value, errors) } else { Source::Ignore },
        },
        Does::Email { to, subject, body, reply_to } => {
            let mut wanted = |at: &str, was: &Source, words: &str| {
                let source = one(at, was, errors);
                if says_nothing(&source) && errors.of(at).is_empty() {
                    errors.add(at, words);
                }
                source
            };
            Does::Email {
                to: wanted("to", to, t!("flows-say-to")),
                subject: wanted("su", subject, t!("flows-say-subject")),
                body: wanted("tx", body, t!("flows-say-text")),
                reply_to: one("re", reply_to, errors),
            }
        }
        Does::Http { url, headers, body, .. } => {
            let url = one("u", url, errors);
            if let Some(words) = uncallable(&url, ground.callable) {
                errors.add("u", words);
            }
            Does::Http {
                verb: conditions::chosen::<Verb>(typed, "verb"),
                url,
                headers: made(typed, "h", headers, known, errors),
                body: made(typed, "b", body, known, errors),
            }
        }
        Does::Annotation { .. } => Does::Annotation {
            text: errors.take("text", crate::templates::model::text(typed.get("text"))).unwrap_or_default(),
        },
    };
    (does, none)
}

fn read_call(ground: &Ground<'_>, call: &Call, typed: &Typed, known: &Known, errors: &mut FieldErrors) -> Call {
    let pages = typed.trimmed("pages").parse::<u32>().ok().filter(|pages| (1..=1_000).contains(pages));
    let pages = if typed.has("pages") { pages.ok_or_else(|| t!("builder-wrong-pages")) } else { Ok(call.pages) };
    let slot = if typed.has("slot") { typed.trimmed("slot").to_owned() } else { call.slot.clone() };
    let known = Known { targets: ground.targets.iter().map(|target| target.path.clone()).collect(), ..known.clone() };
    let mapping = made(typed, "m", &call.mapping, &known, errors);
    for fault in mapping.rules.iter().filter_map(|rule| outside_of_a_request(&rule.target)) {
        let at = fault.target.as_deref().and_then(|target| mapping::row_of(typed, "m", target)).unwrap_or_default();
        errors.add(&at, mapping::said(&fault));
    }
    Call {
        slot,
        method: call.method.clone(),
        mapping,
        pages: errors.take("pages", pages.map_err(str::to_owned)).unwrap_or(1),
    }
}

/// A mapping, with what is wrong in it at its rows.
fn made(typed: &Typed, table: &str, before: &Mapping, known: &Known, errors: &mut FieldErrors) -> Mapping {
    let mapping = mapping::read(typed, table, before, errors);
    let (faults, _) = mapping::faults(typed, table, &mapping, known);
    errors.0.extend(faults.0);
    mapping
}
