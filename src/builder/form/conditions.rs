//! Conditions of a Decision and cases of a Switch, as rows.

use super::source::SourceText;
use super::{Typed, mapping, value, word};
use crate::error::FieldErrors;
use crate::flows::model::Case;
use crate::mapping::check::{check_condition, check_source};
use crate::mapping::model::{Clause, Condition, Known, Source, Test, Weight};

/// How values are compared, in words.
pub(crate) fn tests() -> Vec<(&'static str, &'static str)> {
    vec![
        ("equals", t!("builder-test-equals")),
        ("not_equals", t!("builder-test-not-equals")),
        ("contains", t!("builder-test-contains")),
        ("starts_with", t!("builder-test-starts-with")),
        ("ends_with", t!("builder-test-ends-with")),
        ("greater", t!("builder-test-greater")),
        ("at_least", t!("builder-test-at-least")),
        ("less", t!("builder-test-less")),
        ("at_most", t!("builder-test-at-most")),
        ("is_empty", t!("builder-test-is-empty")),
        ("is_not_empty", t!("builder-test-is-not-empty")),
        ("is_true", t!("builder-test-is-true")),
        ("matches_one_of", t!("builder-test-one-of")),
    ]
}

/// How the rows are joined.
pub(crate) fn modes() -> Vec<(&'static str, &'static str)> {
    vec![
        ("all", t!("builder-joined-all")),
        ("any", t!("builder-joined-any")),
        ("expression", t!("builder-joined-expression")),
    ]
}

/// Writes a condition into the form.
pub(crate) fn put(typed: &mut Typed, condition: &Condition) {
    let (mode, clauses, text) = match condition {
        Condition::All(clauses) => ("all", clauses.as_slice(), ""),
        Condition::Any(clauses) => ("any", clauses.as_slice(), ""),
        Condition::Expression(text) => ("expression", [].as_slice(), text.as_str()),
    };
    typed.put("joined", mode);
    typed.put("condition", text);
    for (no, clause) in clauses.iter().enumerate() {
        put_clause(typed, no, clause);
    }
    if clauses.is_empty() {
        add_clause(typed);
    }
}

fn put_clause(typed: &mut Typed, no: usize, clause: &Clause) {
    SourceText::of(&clause.left).put(typed, &format!("l{no}"));
    typed.put(format!("t{no}-test"), word(clause.test));
    SourceText::of(&clause.right).put(typed, &format!("r{no}"));
    if clause.exact_case {
        typed.put(format!("t{no}-exact"), "1");
    }
}

/// Adds an empty row.
pub(crate) fn add_clause(typed: &mut Typed) {
    let no = typed.rows("t", "-test");
    SourceText { kind: "field".to_owned(), ..SourceText::default() }.put(typed, &format!("l{no}"));
    typed.put(format!("t{no}-test"), "equals");
    SourceText { kind: "fixed".to_owned(), ..SourceText::default() }.put(typed, &format!("r{no}"));
}

/// Reads a condition; what is wrong stands at its row.
pub(crate) fn read(typed: &Typed, before: Option<&Condition>, known: &Known, errors: &mut FieldErrors) -> Condition {
    if typed.get("joined") == "expression" {
        let condition = Condition::Expression(typed.trimmed("condition").replace("\r\n", "\n"));
        let faults = check_condition(&condition, known).into_iter().filter(|fault| fault.weight == Weight::Error);
        faults.for_each(|fault| errors.add("condition", mapping::said(&fault)));
        return condition;
    }
    let old = match before {
        Some(Condition::All(clauses) | Condition::Any(clauses)) => clauses.as_slice(),
        _ => &[],
    };
    let mut clauses = Vec::new();
    for no in 0..typed.rows("t", "-test") {
        let test = test_of(typed, no);
        let was = old.get(no);
        let left = side(typed, &format!("l{no}"), was.map(|c| &c.left), known, errors);
        let right = match test.has_right() {
            true => side(typed, &format!("r{no}"), was.map(|c| &c.right), known, errors),
            false => Some(Source::Ignore),
        };
        if let (Some(left), Some(right)) = (left, right) {
            clauses.push(Clause { left, test, right, exact_case: typed.ticked(&format!("t{no}-exact")) });
        }
    }
    if typed.get("joined") == "any" { Condition::Any(clauses) } else { Condition::All(clauses) }
}

fn side(typed: &Typed, at: &str, was: Option<&Source>, known: &Known, errors: &mut FieldErrors) -> Option<Source> {
    single(typed, at, was, known, errors)
}

/// A source that stands for itself; what is wrong with it stands at it.
pub(crate) fn single(
    typed: &Typed,
    at: &str,
    was: Option<&Source>,
    known: &Known,
    errors: &mut FieldErrors,
) -> Option<Source> {
    let source = errors.take(at, SourceText::typed(typed, at).read(was))?;
    let faults = check_source(&source, known).into_iter().filter(|fault| fault.weight == Weight::Error);
    faults.for_each(|fault| errors.add(at, mapping::said(&fault)));
    Some(source)
}

/// Writes the cases of a Switch.
pub(crate) fn put_cases(typed: &mut Typed, cases: &[Case]) {
    for (no, case) in cases.iter().enumerate() {
        typed.put(format!("case{no}-value"), case.value.clone());
        typed.put(format!("case{no}-key"), case.key.clone());
        typed.put(format!("case{no}-was"), case.key.clone());
    }
    if cases.is_empty() {
        add_case(typed);
    }
}

/// Adds an empty case.
pub(crate) fn add_case(typed: &mut Typed) {
    let no = typed.rows("case", "-value");
    for column in ["value", "key", "was"] {
        typed.put(format!("case{no}-{column}"), "");
    }
}

/// The cases, and the ways that were given another name.
pub(crate) fn read_cases(typed: &Typed, errors: &mut FieldErrors) -> (Vec<Case>, Vec<(String, String)>) {
    let (mut cases, mut renamed): (Vec<Case>, Vec<(String, String)>) = (Vec::new(), Vec::new());
    for no in 0..typed.rows("case", "-value") {
        let at = format!("case{no}");
        let text = typed.get(&format!("{at}-value")).to_owned();
        let key = match typed.trimmed(&format!("{at}-key")) {
            "" => text.trim().to_owned(),
            key => key.to_owned(),
        };
        let was = typed.get(&format!("{at}-was")).to_owned();
        if key.is_empty() && was.is_empty() {
            continue;
        }
        let taken = cases.iter().any(|case| case.key == key);
        if key.is_empty() || key == "else" || taken || key.chars().count() > 60 || key.chars().any(char::is_control) {
            errors.add(&at, t!("builder-case-name"));
        }
        if !was.is_empty() && was != key {
            renamed.push((was, key.clone()));
        }
        cases.push(Case { key, value: text });
    }
    if cases.is_empty() {
        errors.add("case0", t!("builder-case-none"));
    }
    (cases, renamed)
}

/// The word of a test that is typed, for the page.
pub(crate) fn test(typed: &Typed, no: usize) -> String {
    word(test_of(typed, no))
}

fn test_of(typed: &Typed, no: usize) -> Test {
    let test = serde_json::Value::String(typed.get(&format!("t{no}-test")).to_owned());
    serde_json::from_value(test).unwrap_or(Test::Equals)
}

/// Words of an enumeration from a form; the usual one for what is none of them.
pub(crate) fn chosen<T: serde::de::DeserializeOwned + Default>(typed: &Typed, name: &str) -> T {
    value(typed.get(name))
}
