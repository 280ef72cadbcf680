//! A mapping as rows of a table: one for each field that a method takes, and more for whatever else is to be made.

use super::Typed;
use super::source::SourceText;
use crate::builder::sight::kind_words;
use crate::connectors::model::{Field, Method, Place};
use crate::error::FieldErrors;
use crate::mapping::check::check;
use crate::mapping::model::{Fault, Known, Mapping, Rule, Weight};
use crate::mapping::path::Path;
use crate::people::model::with_capital;
use std::collections::{BTreeMap, BTreeSet};

/// Fields that are shown though nothing is mapped to them, unless more are asked for.
const SHOWN_AT_FIRST: usize = 25;
const ROWS_MAX: usize = 500;

/// A field that a method takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Target {
    pub path: Path,
    /// The whole target, as `body.customer.email`.
    pub text: String,
    pub title: String,
    pub kind: &'static str,
    pub required: bool,
    pub description: String,
    pub choices: Vec<String>,
}

/// The fields of a method's request, with the part of it that they stand in.
pub(crate) fn targets(method: &Method) -> Vec<Target> {
    method.request.iter().filter_map(target).collect()
}

/// One of them; none: a mapping has no way to name it.
pub(crate) fn target(field: &Field) -> Option<Target> {
    let place = match field.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Body => "body",
    };
    let text = match field.path.as_str() {
        "" => place.to_owned(),
        list if list.starts_with('[') => format!("{place}{list}"),
        path => format!("{place}.{path}"),
    };
    let path: Path = text.parse().ok()?;
    Some(Target {
        text: path.to_string(),
        path,
        title: field.title.clone(),
        kind: kind_words(field.kind),
        required: field.required,
        description: field.description.clone(),
        choices: field.choices.iter().take(20).cloned().collect(),
    })
}

/// Required fields that nothing is mapped to. What stands inside an object is wanted only when the object is sent.
pub(crate) fn unmapped<'a>(targets: &'a [Target], mapping: &Mapping) -> Vec<&'a Target> {
    let mapped = |path: &Path| {
        mapping.rules.iter().any(|rule| {
            rule.source != crate::mapping::model::Source::Ignore
                && (rule.target == *path || rule.target.begins(path) || path.begins(&rule.target))
        })
    };
    let inner = |target: &Target| target.path.parts().len() > 2;
    targets.iter().filter(|target| target.required && !inner(target) && !mapped(&target.path)).collect()
}

/// Writes a mapping into the form.
pub(crate) fn put(typed: &mut Typed, table: &str, mapping: &Mapping, targets: &[Target]) {
    let of: BTreeMap<&Path, &Rule> = mapping.rules.iter().map(|rule| (&rule.target, rule)).collect();
    let mut rows = Vec::new();
    let mut spare = SHOWN_AT_FIRST;
    for target in targets {
        match of.get(&target.path) {
            Some(rule) => rows.push((target.text.clone(), SourceText::of(&rule.source))),
            None if target.required || spare > 0 => {
                spare = spare.saturating_sub(1);
                rows.push((target.text.clone(), nothing()));
            }
            None => {}
        }
    }
    let known: BTreeSet<&Path> = targets.iter().map(|target| &target.path).collect();
    for rule in mapping.rules.iter().filter(|rule| !known.contains(&rule.target)) {
        rows.push((rule.target.to_string(), SourceText::of(&rule.source)));
    }
    for (no, (target, source)) in rows.into_iter().take(ROWS_MAX).enumerate() {
        typed.put(format!("{table}{no}-target"), target);
        source.put(typed, &format!("{table}{no}"));
    }
}

fn nothing() -> SourceText {
    SourceText { kind: "ignore".to_owned(), ..SourceText::default() }
}

/// Adds an empty row.
pub(crate) fn add_row(typed: &mut Typed, table: &str) {
    let no = typed.rows(table, "-target");
    typed.put(format!("{table}{no}-target"), "");
    SourceText { kind: "field".to_owned(), ..SourceText::default() }.put(typed, &format!("{table}{no}"));
}

/// Adds a row for each field that has none yet.
pub(crate) fn add_all(typed: &mut Typed, table: &str, targets: &[Target]) {
    let there: BTreeSet<String> =
        (0..typed.rows(table, "-target")).map(|no| typed.trimmed(&format!("{table}{no}-target")).to_owned()).collect();
    for target in
        targets.iter().filter(|target| !there.contains(&target.text)).take(ROWS_MAX - there.len().min(ROWS_MAX))
    {
        let no = typed.rows(table, "-target");
        typed.put(format!("{table}{no}-target"), target.text.clone());
        nothing().put(typed, &format!("{table}{no}"));
    }
}

/// Reads a table; what is wrong stands at its row.
pub(crate) fn read(typed: &Typed, table: &str, before: &Mapping, errors: &mut FieldErrors) -> Mapping {
    let of: BTreeMap<&Path, &Rule> = before.rules.iter().map(|rule| (&rule.target, rule)).collect();
    let mut mapping = Mapping::default();
    for no in 0..typed.rows(table, "-target") {
        let at = format!("{table}{no}");
        let target = typed.trimmed(&format!("{at}-target"));
        let text = SourceText::typed(typed, &at);
        let empty =
            target.is_empty() && [&text.text, &text.pick, &text.variable, &text.table].iter().all(|t| t.is_empty());
        if empty || text.kind == "ignore" {
            continue;
        }
        let path = match target.parse::<Path>() {
            Ok(path) => path,
            Err(why) => {
                errors.add(&at, t!("builder-target-no-field", why = why));
                continue;
            }
        };
        match text.read(of.get(&path).map(|rule| &rule.source)) {
            Ok(source) => mapping.rules.push(Rule { target: path, source }),
            Err(why) => errors.add(&at, why),
        }
    }
    // As they stood, so that what was not touched does not look changed; what is new comes last.
    let place = |rule: &Rule| before.rules.iter().position(|old| old.target == rule.target).unwrap_or(usize::MAX);
    mapping.rules.sort_by_key(place);
    mapping
}

/// What is wrong with a mapping, each at the row it is about: errors and warnings apart.
pub(crate) fn faults(typed: &Typed, table: &str, mapping: &Mapping, known: &Known) -> (FieldErrors, FieldErrors) {
    let (mut errors, mut warnings) = (FieldErrors::default(), FieldErrors::default());
    for fault in check(mapping, known) {
        let at = fault.target.as_deref().and_then(|target| row_of(typed, table, target)).unwrap_or_default();
        match fault.weight {
            Weight::Error => errors.add(&at, said(&fault)),
            Weight::Warning => warnings.add(&at, said(&fault)),
        }
    }
    (errors, warnings)
}

/// The place of a target's last row.
pub(crate) fn row_of(typed: &Typed, table: &str, target: &str) -> Option<String> {
    let wanted: Path = target.parse().ok()?;
    let is =
        |no: &usize| typed.trimmed(&format!("{table}{no}-target")).parse::<Path>().is_ok_and(|path| path == wanted);
    (0..typed.rows(table, "-target")).rev().find(is).map(|no| format!("{table}{no}"))
}

/// A fault at its place, which need not be named again. Names stay as they are: capitals count in them.
pub(crate) fn said(fault: &Fault) -> String {
    let text = Fault { target: None, ..fault.clone() }.to_string();
    let is_code = |word: &str| word.contains(['.', '_', '[', '(', '"', '\'']);
    let begins_with_name = fault.named || text.split_once(' ').is_some_and(|(word, _)| is_code(word));
    if begins_with_name { text } else { with_capital(&text) }
}
