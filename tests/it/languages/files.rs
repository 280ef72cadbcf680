//! The message files: each language has the same messages with the same variables, and each use fits.

use super::uses::{Use, uses};
use crate::tidy::files;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Functions that messages may call: the partner's word for Cycle.
const WORDS: [&str; 4] = ["CYCLE", "CYCLES", "CYCLE_CAP", "CYCLES_CAP"];

/// What a message takes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Message {
    variables: BTreeSet<String>,
    functions: BTreeSet<String>,
    text: String,
}

/// Every message of a language, by its id.
fn messages(language: &str) -> BTreeMap<String, Message> {
    let mut all = BTreeMap::new();
    for (path, text) in files(&format!("src/language/{language}"), &[".ftl"]) {
        let (resource, faults) = match parse(text.as_str()) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, faults)) => (resource, faults),
        };
        assert!(faults.is_empty(), "{}: {faults:?}", path.display());
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                assert!(!matches!(entry, Entry::Junk { .. } | Entry::Term(_)), "{}: {entry:?}", path.display());
                continue;
            };
            let id = message.id.name.to_owned();
            let pattern = message.value.unwrap_or_else(|| panic!("{id} says nothing"));
            let mut read = Message::default();
            of_pattern(&pattern, &mut read);
            assert!(all.insert(id.clone(), read).is_none(), "{id} is there twice in {language}");
        }
    }
    all
}

fn of_pattern(pattern: &Pattern<&str>, read: &mut Message) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => read.text.push_str(value),
            PatternElement::Placeable { expression } => of_expression(expression, read),
        }
    }
}

fn of_expression(expression: &Expression<&str>, read: &mut Message) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, read),
        Expression::Select { selector, variants } => {
            of_inline(selector, read);
            assert!(variants.iter().any(|variant| variant.default), "one is taken where none fits");
            variants.iter().for_each(|variant| of_pattern(&variant.value, read));
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, read: &mut Message) {
    match inline {
        InlineExpression::VariableReference { id } => drop(read.variables.insert(id.name.to_owned())),
        InlineExpression::FunctionReference { id, .. } => drop(read.functions.insert(id.name.to_owned())),
        InlineExpression::StringLiteral { value } => read.text.push_str(value),
        InlineExpression::Placeable { expression } => of_expression(expression, read),
        other => panic!("{other:?}: a message takes variables and the words for Cycle"),
    }
}

#[test]
fn every_language_has_the_same_messages_with_the_same_variables() {
    let (english, german) = (messages("en"), messages("de"));
    assert!(english.len() > 2_000, "{}", english.len());
    let missing: Vec<_> = english.keys().filter(|id| !german.contains_key(*id)).collect();
    assert!(missing.is_empty(), "not in German: {missing:?}");
    let left_over: Vec<_> = german.keys().filter(|id| !english.contains_key(*id)).collect();
    assert!(left_over.is_empty(), "not in English: {left_over:?}");
    let mut faults = Vec::new();
    for (id, message) in &english {
        let other = &german[id];
        if message.variables != other.variables {
            faults.push(format!("{id} takes {:?}, in German {:?}", message.variables, other.variables));
        }
        let functions = message.functions.union(&other.functions);
        faults.extend(functions.filter(|name| !WORDS.contains(&name.as_str())).map(|name| format!("{id}: {name}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Without marks of HTML.
fn plain(text: &str) -> String {
    text.split('<').map(|part| part.split_once('>').map_or(part, |(_, behind)| behind)).collect()
}

/// Words that are the same in both: names, units, and what has become German.
#[test]
fn german_is_german() {
    let (english, german) = (messages("en"), messages("de"));
    let same: Vec<_> = english
        .iter()
        .filter(|(id, message)| {
            let words = plain(&message.text).split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 2).count();
            // Typefaces are called the same everywhere.
            let names = id.starts_with("branding-") && id.ends_with("-meaning");
            !names && words > 2 && message.text == german[*id].text
        })
        .map(|(id, message)| format!("{id}: {}", message.text))
        .collect();
    assert!(same.is_empty(), "{}", same.join("\n"));
    let long = english.iter().filter(|(_, message)| message.text.len() > 200).count();
    assert!(long > 20, "a message that explains something is among them: {long}");
}

#[test]
fn every_use_fits_its_message_and_every_message_is_used() {
    let (english, german) = (messages("en"), messages("de"));
    let (mut faults, mut used) = (Vec::new(), BTreeSet::new());
    for Use { at, marks, id, given } in uses() {
        let Some(message) = english.get(&id) else {
            faults.push(format!("{at}: there is no message {id}"));
            continue;
        };
        let given: Option<BTreeSet<String>> = given.map(|names| names.into_iter().collect());
        let with_words = !message.functions.is_empty() || !german[&id].functions.is_empty();
        match &given {
            // Only what is the same for everybody is kept ready (src/language/bundles.rs).
            None if with_words || !message.variables.is_empty() => {
                faults.push(format!("{at}: {id} takes {:?} and words: {with_words}", message.variables));
            }
            Some(names) if *names != message.variables => {
                faults.push(format!("{at}: {id} takes {:?}, is given {names:?}", message.variables));
            }
            _ => {}
        }
        if !marks && message.text.contains("</") {
            faults.push(format!("{at}: {id} has marks of HTML in it"));
        }
        used.insert(id);
    }
    let unused = english.keys().filter(|id| !used.contains(*id)).map(|id| format!("{id} is not used"));
    faults.extend(unused);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/language/en").is_dir());
}
