//! Expressions: minijinja's language without statements. A bare expression, or a text that is one `{{ }}` and nothing
//! else, keeps its type; a text of several parts gives text. What is not there is a fault, never an empty text.

use super::check::not_there;
use super::functions;
use super::model::{Fault, Known, StepKey};
use super::near;
use super::path::{Part, Path};
use super::pieces::{self, Piece};
use super::scope::{Inputs, NAMES};
use super::syntax::{self, EXPRESSION_MAX, References};
use super::values::{text_of, to_json};
use minijinja::machinery::ast::Expr;
use minijinja::machinery::{CodeGenerator, eval, make_string_output, parse_expr};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value as Live};
use serde_json::Value;
use std::sync::LazyLock;

/// What one expression may use up. One unit pays for a step of the engine, or for 64 bytes.
const FUEL: u64 = 300_000;
/// The longest text that parts are put together to, in bytes.
const TEXT_MAX: usize = 1024 * 1024;
/// How deep an expression may nest.
const RECURSION_MAX: usize = 100;

static LANGUAGE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut language = functions::language();
    language.set_undefined_behavior(UndefinedBehavior::Strict);
    language.set_fuel(Some(FUEL));
    language.set_recursion_limit(RECURSION_MAX);
    // Faults name what is missing only with this on.
    language.set_debug(true);
    language
});

/// What the expression gives.
///
/// # Errors
/// The first thing wrong with it, in words.
pub(super) fn evaluate(source: &str, inputs: &Inputs, root: &Live) -> Result<Value, Fault> {
    let pieces = pieces::split(source)?;
    if let [Piece::Expression { text, offset }] = pieces.as_slice() {
        return run(source, text, *offset, inputs, root);
    }
    let mut whole = String::new();
    for piece in &pieces {
        match piece {
            Piece::Plain(text) => whole.push_str(text),
            Piece::Expression { text, offset } => whole.push_str(&text_of(&run(source, text, *offset, inputs, root)?)),
        }
        if whole.len() > TEXT_MAX {
            return Err(Fault::error(t!("mapping-text-max", most = (TEXT_MAX / 1024).to_string())));
        }
    }
    Ok(Value::String(whole))
}

fn run(source: &str, text: &str, offset: usize, inputs: &Inputs, root: &Live) -> Result<Value, Fault> {
    let told =
        |error: Error| told(&error, source, offset).maybe_hint(missing(&error).and_then(|name| near(&name, inputs)));
    let (expr, references) = read(source, text, offset)?;
    let mut generator = CodeGenerator::new("<expression>", text);
    generator.compile_expr(&expr);
    let (instructions, blocks) = generator.finish();
    let mut output = String::new();
    let mut output = make_string_output(&mut output);
    let given = eval(&LANGUAGE, &instructions, root.clone(), &blocks, &mut output, AutoEscape::None);
    let given = given.map(|(given, _)| given.unwrap_or_default()).map_err(|error| {
        unknown_names(&references, source, offset).into_iter().next().unwrap_or_else(|| told(error))
    })?;
    if given.is_undefined() {
        let name = text.trim();
        let fault = if name.len() <= 100 { not_there(name) } else { Fault::error(t!("mapping-given-not-there")) };
        let hint = near(name, inputs).unwrap_or_else(|| t!("mapping-default-hint").to_owned());
        return Err(fault.at(source, offset).hint(hint));
    }
    to_json(&given).map_err(told)
}

/// The expression's tree, made safe, and the names in it.
fn read<'a>(source: &str, text: &'a str, offset: usize) -> Result<(Expr<'a>, References), Fault> {
    if text.len() > EXPRESSION_MAX {
        let why = t!("mapping-expression-max", most = EXPRESSION_MAX.to_string());
        return Err(Fault::error(why).at(source, offset));
    }
    let placed = |(fault, at): (Fault, usize)| fault.at(source, offset + at);
    syntax::check_depth(text).map_err(placed)?;
    let parsed = parse_expr(text).map_err(|error| told(&error, source, offset))?;
    syntax::guarded(&parsed).map_err(placed)
}

/// What is wrong with the expression by itself and with what is known of the cycle, all at once.
pub(super) fn check(source: &str, known: &Known) -> Vec<Fault> {
    let pieces = match pieces::split(source) {
        Ok(pieces) => pieces,
        Err(fault) => return vec![fault],
    };
    let mut faults = Vec::new();
    for piece in pieces {
        let Piece::Expression { text, offset } = piece else { continue };
        let references = match read(source, text, offset) {
            Ok((_, references)) => references,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        faults.extend(unknown_names(&references, source, offset));
        for path in &references.paths {
            let fault = if path.optional { known.fault_of_optional(&path.name) } else { known.fault_of(&path.name) };
            faults.extend(fault.map(|fault| fault.at(source, offset + path.at)));
        }
        for (table, at) in &references.lookups {
            faults.extend(known.lookup_fault(table).map(|fault| fault.at(source, offset + at)));
        }
    }
    faults
}

/// The engine's error in words.
fn told(error: &Error, source: &str, offset: usize) -> Fault {
    let at = offset + error.range().map_or(0, |range| range.start);
    let detail = error.detail().unwrap_or_else(|| t!("mapping-something-wrong"));
    let fault = match error.kind() {
        ErrorKind::SyntaxError if offset == 0 => {
            Fault::error(t!("mapping-unreadable", detail = syntax(detail))).hint(t!("mapping-unreadable-hint"))
        }
        ErrorKind::SyntaxError => Fault::error(t!("mapping-unreadable", detail = syntax(detail))),
        ErrorKind::OutOfFuel => Fault::error(t!("mapping-too-much-work")),
        _ => match missing(error) {
            Some(name) => not_there(&name).hint(t!("mapping-default-hint")),
            None if error.kind() == ErrorKind::UndefinedError => {
                Fault::error(t!("mapping-something-not-there")).hint(t!("mapping-default-hint"))
            }
            None => Fault::error(detail.to_owned()),
        },
    };
    fault.at(source, at)
}

/// What the engine's reader found, without its own words for the parts of an expression.
fn syntax(detail: &str) -> String {
    let Some(rest) = detail.strip_prefix("unexpected ") else { return detail.to_owned() };
    match rest.split_once(", expected").map_or(rest, |(what, _)| what) {
        what if what.starts_with("end of") => t!("mapping-ends-early").to_owned(),
        "identifier" => t!("mapping-name-stands").to_owned(),
        "string" => t!("mapping-text-stands").to_owned(),
        "integer" | "float" => t!("mapping-number-stands").to_owned(),
        what => t!("mapping-stands-wrong", what = what),
    }
}

/// What the engine says is undefined: it writes "`a.b` is undefined".
fn missing(error: &Error) -> Option<String> {
    let (before, _) = error.detail()?.rsplit_once("` is undefined")?;
    before.rsplit_once('`').map(|(_, name)| name.to_owned())
}

/// Names near to the first part of a path that is not there.
fn near(path: &str, inputs: &Inputs) -> Option<String> {
    let path: Path = path.parse().ok()?;
    let (Part::Key(root), rest) = path.parts().split_first()? else { return None };
    let (data, rest) = match root.as_str() {
        "steps" => {
            let (Part::Key(step), rest) = rest.split_first()? else { return None };
            let found = step.parse::<StepKey>().ok().and_then(|key| inputs.steps.get(&key));
            let Some(data) = found else { return near::hint(step, inputs.steps.keys().map(StepKey::as_str)) };
            (data, rest)
        }
        "item" | "index" if inputs.item.is_none() => {
            return Some(t!("mapping-only-split").to_owned());
        }
        root => match inputs.names_in(root) {
            Some(data) => (data, rest),
            None => return near::hint(root, NAMES),
        },
    };
    let mut value = data.json();
    for part in rest {
        value = match (part, value) {
            (Part::Key(key), Value::Object(object)) => match object.get(key) {
                Some(value) => value,
                None => return near::hint(key, object.keys().map(String::as_str)),
            },
            (Part::Index(index), Value::Array(list)) => match list.get(*index) {
                Some(value) => value,
                None => return Some(t!("mapping-list-has", count = list.len().to_string())),
            },
            (Part::Key(key), Value::Array(_)) => {
                return Some(t!("mapping-in-list", key = key));
            }
            _ => return None,
        };
    }
    None
}

/// Filters, functions and tests there are not.
fn unknown_names(found: &References, source: &str, offset: usize) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut look = |used: &[(String, usize)], names: &[&'static str], why: fn(&str) -> String| {
        for (name, at) in used.iter().filter(|(name, _)| !names.contains(&name.as_str())) {
            let fault = Fault::error(why(name)).at(source, offset + at);
            faults.push(fault.maybe_hint(near::hint(name, names.iter().copied())));
        }
    };
    look(&found.filters, &functions::FILTERS, |name| t!("mapping-no-filter", name = name));
    look(&found.functions, &functions::FUNCTIONS, |name| t!("mapping-no-function", name = name));
    look(&found.tests, &functions::TESTS, |name| t!("mapping-no-test", name = name));
    faults
}
