//! The message files, read once at start.

use super::{Language, Piece, spoken};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
use intl_memoizer::concurrent::IntlLangMemoizer;
use std::collections::HashMap;
use std::sync::OnceLock;

// `FILES`: language, file, text of each; made by build.rs.
include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// One language.
struct Said {
    /// Messages that are the same for everybody.
    plain: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
}

static ENGLISH: OnceLock<Said> = OnceLock::new();
static GERMAN: OnceLock<Said> = OnceLock::new();
#[cfg(debug_assertions)]
static BRACKETED: OnceLock<Said> = OnceLock::new();

fn of(language: Language) -> &'static Said {
    match language {
        Language::English => ENGLISH.get_or_init(|| read("en")),
        Language::German => GERMAN.get_or_init(|| read("de")),
        #[cfg(debug_assertions)]
        Language::Bracketed => BRACKETED.get_or_init(|| {
            let mut said = read("en");
            said.plain.values_mut().for_each(|text| *text = bracketed(text));
            said
        }),
    }
}

#[cfg(debug_assertions)]
fn bracketed(text: &str) -> String {
    format!("⟦{text}⟧")
}

fn read(folder: &str) -> Said {
    let tag = folder.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The marks around each variable are for mixed directions, and would be in file names, mails and what is copied.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(figures));
    add_words(&mut bundle);
    let mut plain = HashMap::new();
    for (_, file, text) in FILES.iter().filter(|(of, ..)| *of == folder) {
        // A file with a fault gives what could be read; the test of the files names the fault.
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, faults)| {
            tracing::error!("{folder}/{file}.ftl: {faults:?}");
            resource
        });
        plain.extend(resource.entries().filter_map(plain_message));
        if let Err(faults) = bundle.add_resource(resource) {
            tracing::error!("{folder}/{file}.ftl: {faults:?}");
        }
    }
    Said { plain, bundle }
}

/// Id and text of a message that is the same for everybody.
fn plain_message(entry: &Entry<&str>) -> Option<(String, String)> {
    let Entry::Message(message) = entry else { return None };
    let parts = message.value.as_ref()?.elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => Some(*value),
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
            Some(*value)
        }
        PatternElement::Placeable { .. } => None,
    });
    Some((message.id.name.to_owned(), parts.collect::<Option<String>>()?))
}

fn figures(value: &FluentValue<'_>, _: &IntlLangMemoizer) -> Option<String> {
    match value {
        #[expect(clippy::cast_possible_truncation, reason = "only whole numbers are put into messages")]
        FluentValue::Number(number) => Some(crate::web::times::figure(number.value as i64)),
        _ => None,
    }
}

/// The partner's word for Cycle: one and many, in a sentence and at its beginning.
fn add_words(bundle: &mut FluentBundle<FluentResource>) {
    let mut add = |name: &str, word: fn() -> String| {
        let added = bundle.add_function(name, move |_, _| FluentValue::from(word()));
        debug_assert!(added.is_ok(), "{name} is added once");
    };
    add("CYCLE", || spoken::words(|words| words.cycle.clone()));
    add("CYCLES", || spoken::words(|words| words.cycles.clone()));
    add("CYCLE_CAP", || spoken::words(|words| words.title()));
    add("CYCLES_CAP", || spoken::words(|words| words.heading()));
}

/// `t!` without variables.
pub(crate) fn text(id: &'static str) -> &'static str {
    let said = of(spoken::current()).plain.get(id).or_else(|| of(Language::English).plain.get(id));
    said.map_or_else(|| missing(id), String::as_str)
}

/// `t!` with variables.
pub(crate) fn phrase(id: &'static str, pieces: &[(&'static str, Piece<'_>)]) -> String {
    formatted(id, pieces, false)
}

pub(super) fn formatted(id: &'static str, pieces: &[(&'static str, Piece<'_>)], as_html: bool) -> String {
    let language = spoken::current();
    let mut args = FluentArgs::with_capacity(pieces.len());
    for (name, piece) in pieces {
        args.set(*name, if as_html { piece.as_html() } else { piece.as_text() });
    }
    let said = [language, Language::English].into_iter().find_map(|language| {
        let bundle = &of(language).bundle;
        let pattern = bundle.get_message(id)?.value()?;
        let mut faults = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned();
        if !faults.is_empty() {
            tracing::error!("the message {id} in {}: {faults:?}", language.code());
        }
        Some(said)
    });
    let said = said.unwrap_or_else(|| missing(id).to_owned());
    #[cfg(debug_assertions)]
    if language == Language::Bracketed {
        return bracketed(&said);
    }
    said
}

/// The tests of the files let no such message into a release; should one come through, its id says what was meant.
fn missing(id: &'static str) -> &'static str {
    tracing::error!("there is no message {id}");
    id
}
