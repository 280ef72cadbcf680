//! What a step's mapping is, as data, and what can be wrong with it (MODEL section 5). Stored as JSON with the cycle.

use super::path::Path;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The most rules of one mapping, and clauses of one condition.
pub(crate) const RULES_MAX: usize = 500;
/// How deep lookups may stand inside lookups.
pub(crate) const NESTING_MAX: usize = 8;

/// Where each field of what a step sends comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Mapping {
    pub rules: Vec<Rule>,
}

/// One target field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub target: Path,
    pub source: Source,
}

/// Where one value comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Source {
    /// Nothing is sent.
    #[default]
    Ignore,
    Fixed(Value),
    /// A variable of the cycle.
    Variable(String),
    /// What an earlier step gave. Where there is no such field, nothing is sent; where it is null, null is.
    Field {
        step: StepKey,
        path: Path,
    },
    /// The row of a table with this key; without one `otherwise`, and without that a fault.
    Lookup {
        table: String,
        key: Box<Source>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        otherwise: Option<Value>,
    },
    /// An expression, or a text with expressions between `{{` and `}}`.
    Expression(String),
}

/// Names a step in its cycle: a lower-case letter, then letters, digits and `_`, 60 at most, so that expressions can
/// say `steps.name`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct StepKey(String);

/// Whether expressions mean something by a name already, so that a step called so would be read as another thing.
pub(crate) fn is_word(name: &str) -> bool {
    const WORDS: [&str; 14] =
        ["and", "or", "not", "in", "is", "if", "else", "elif", "endif", "for", "true", "false", "none", "null"];
    super::scope::NAMES.contains(&name) || WORDS.contains(&name)
}

impl StepKey {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for StepKey {
    type Error = String;

    fn try_from(text: String) -> Result<StepKey, String> {
        let begins = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        let goes_on = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !begins || !goes_on || text.len() > 60 {
            return Err(t!("mapping-key-wrong").to_owned());
        }
        Ok(StepKey(text))
    }
}

impl std::str::FromStr for StepKey {
    type Err = String;

    fn from_str(text: &str) -> Result<StepKey, String> {
        StepKey::try_from(text.to_owned())
    }
}

impl From<StepKey> for String {
    fn from(key: StepKey) -> String {
        key.0
    }
}

impl fmt::Display for StepKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// When a Decision or a Switch takes an arrow. An empty list of clauses is true for `All` and false for `Any`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Condition {
    All(Vec<Clause>),
    Any(Vec<Clause>),
    /// True by the rule of [`Test::IsTrue`].
    Expression(String),
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Clause {
    pub left: Source,
    pub test: Test,
    /// Not read by the tests that look at one value alone.
    #[serde(default)]
    pub right: Source,
    /// Capitals count. They do not where this is not said.
    #[serde(default)]
    pub exact_case: bool,
}

/// How two values are compared; the rules are those of `conditions.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Test {
    Equals,
    NotEquals,
    Contains,
    StartsWith,
    EndsWith,
    Greater,
    Less,
    AtLeast,
    AtMost,
    IsEmpty,
    IsNotEmpty,
    IsTrue,
    MatchesOneOf,
}

/// Something wrong, in words for the person who builds the cycle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Fault {
    /// The target field of the rule; None outside a mapping.
    pub target: Option<String>,
    pub weight: Weight,
    /// What is wrong, without a full stop.
    pub why: String,
    /// Where in the expression.
    pub at: Option<At>,
    /// What to do, a sentence of its own.
    pub hint: Option<String>,
    /// What is wrong begins with a name, which stays as it is: capitals count in it.
    #[serde(skip)]
    pub named: bool,
}

/// Whether a mapping with the fault can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Weight {
    Error,
    /// It may be meant: an application sends more than its connector says.
    Warning,
}

/// A place in a text, both from 1. The column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct At {
    pub line: usize,
    pub column: usize,
}

impl At {
    /// The place of the byte at `offset`.
    pub fn of(text: &str, offset: usize) -> At {
        let before = text.char_indices().take_while(|(at, _)| *at < offset).map(|(_, c)| c);
        before.fold(At { line: 1, column: 1 }, |at, c| match c {
            '\n' => At { line: at.line + 1, column: 1 },
            _ => At { column: at.column + 1, ..at },
        })
    }
}

impl Fault {
    /// An error that says why.
    pub fn error(why: impl Into<String>) -> Fault {
        Fault { target: None, weight: Weight::Error, why: why.into(), at: None, hint: None, named: false }
    }

    /// A warning that says why.
    pub fn warning(why: impl Into<String>) -> Fault {
        Fault { weight: Weight::Warning, ..Fault::error(why) }
    }

    /// That begins with a name.
    pub fn named(self) -> Fault {
        Fault { named: true, ..self }
    }

    /// With what to do.
    pub fn hint(self, hint: impl Into<String>) -> Fault {
        Fault { hint: Some(hint.into()), ..self }
    }

    /// With what to do where there is something to say.
    pub fn maybe_hint(self, hint: Option<String>) -> Fault {
        Fault { hint: hint.or(self.hint.clone()), ..self }
    }

    /// With the target it is about.
    pub fn on(self, target: &Path) -> Fault {
        Fault { target: Some(target.to_string()), ..self }
    }

    /// What faults of one kind share, whatever data met it: the target and why, without what is quoted.
    pub fn kind(&self) -> String {
        // What stands after these goes into the data at hand, as the row that a lookup table does not have.
        let why = self.why.split([';', ':']).next().unwrap_or_default();
        let why = why.split_inclusive(" has no row").next().unwrap_or_default();
        let why: Vec<&str> = why.split('"').step_by(2).map(str::trim).filter(|part| !part.is_empty()).collect();
        let why = why.join(" ");
        self.target.as_ref().map_or_else(|| why.clone(), |target| format!("{target}: {why}"))
    }

    /// With the place.
    pub fn at(self, text: &str, offset: usize) -> Fault {
        Fault { at: Some(At::of(text, offset)), ..self }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(target) = &self.target {
            write!(f, "{target}: ")?;
        }
        match self.at {
            Some(At { line, column }) => {
                let (line, column) = (line.to_string(), column.to_string());
                f.write_str(&t!("mapping-fault-at", why = self.why, line = line, column = column))?;
            }
            None => f.write_str(&self.why)?,
        }
        f.write_str(".")?;
        self.hint.iter().try_for_each(|hint| write!(f, " {hint}"))
    }
}

/// What is known of a cycle when a mapping in it is saved.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The steps that surely run before this one, with the fields of what they give; none: not known.
    pub before: BTreeMap<StepKey, Vec<Path>>,
    /// The cycle's other steps: this one, later ones, those on other branches.
    pub others: BTreeSet<StepKey>,
    /// The fields of what starts the cycle; none: not known.
    pub trigger: Vec<Path>,
    /// What `item` is here, where a collection is split; its fields, none: not known.
    pub item: Option<Vec<Path>>,
    pub variables: BTreeSet<String>,
    pub lookups: BTreeSet<String>,
    /// The fields the step can send; none: not known.
    pub targets: Vec<Path>,
    /// What gives its fields and surely no others: `trigger`, `item`, and steps as `steps.key`.
    pub sure: BTreeSet<String>,
}
