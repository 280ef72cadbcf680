//! Where one value comes from, as the fields of a form: its kind, and what that kind wants. They are there at once, and the
//! page shows those of the chosen kind.

use super::Typed;
use crate::builder::sight::pick;
use crate::mapping::model::{Source, StepKey};
use crate::mapping::path::Path;
use serde_json::Value;

/// Kinds of source and their words.
pub(crate) fn kinds() -> [(&'static str, &'static str); 7] {
    [
        ("ignore", t!("builder-source-ignore")),
        ("field", t!("builder-source-field")),
        ("fixed", t!("builder-source-fixed")),
        ("json", t!("builder-source-json")),
        ("variable", t!("builder-source-variable")),
        ("lookup", t!("builder-source-lookup")),
        ("expression", t!("builder-source-expression")),
    ]
}

/// A source as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SourceText {
    pub kind: String,
    /// For fixed, json and expression.
    pub text: String,
    /// `step.path`, for a field.
    pub pick: String,
    pub variable: String,
    pub table: String,
    pub key: String,
    pub otherwise: String,
}

impl SourceText {
    /// What is shown of a source.
    pub fn of(source: &Source) -> SourceText {
        let kind = |kind: &str| SourceText { kind: kind.to_owned(), ..SourceText::default() };
        match source {
            Source::Ignore => kind("ignore"),
            Source::Fixed(Value::String(text)) => SourceText { text: text.clone(), ..kind("fixed") },
            Source::Fixed(value) => SourceText { text: value.to_string(), ..kind("json") },
            Source::Variable(name) => SourceText { variable: name.clone(), ..kind("variable") },
            Source::Field { step, path } => SourceText { pick: pick(step.as_str(), path), ..kind("field") },
            Source::Lookup { table, key, otherwise } => SourceText {
                table: table.clone(),
                key: key_text(key),
                otherwise: match otherwise {
                    None => String::new(),
                    Some(Value::String(text)) => text.clone(),
                    Some(value) => value.to_string(),
                },
                ..kind("lookup")
            },
            Source::Expression(text) => SourceText { text: text.clone(), ..kind("expression") },
        }
    }

    /// What was typed at a place of the form.
    pub fn typed(typed: &Typed, at: &str) -> SourceText {
        let of = |column: &str| typed.get(&format!("{at}-{column}")).to_owned();
        SourceText {
            kind: of("kind"),
            text: of("text").replace("\r\n", "\n"),
            pick: of("pick").trim().to_owned(),
            variable: of("variable").trim().to_owned(),
            table: of("table").trim().to_owned(),
            key: of("key").trim().to_owned(),
            otherwise: of("otherwise"),
        }
    }

    /// Writes it into the form.
    pub fn put(self, typed: &mut Typed, at: &str) {
        for (column, value) in [
            ("kind", self.kind),
            ("text", self.text),
            ("pick", self.pick),
            ("variable", self.variable),
            ("table", self.table),
            ("key", self.key),
            ("otherwise", self.otherwise),
        ] {
            typed.put(format!("{at}-{column}"), value);
        }
    }

    /// The source. What the form shows of `before` stays it, though the form cannot say all of it.
    ///
    /// # Errors
    /// What is missing or cannot be read, in words.
    pub fn read(&self, before: Option<&Source>) -> Result<Source, String> {
        if let Some(before) = before.filter(|before| SourceText::of(before) == *self) {
            return Ok(before.clone());
        }
        let named = |name: &str, missing: &str| match name {
            "" => Err(missing.to_owned()),
            name => Ok(name.to_owned()),
        };
        match self.kind.as_str() {
            "fixed" => Ok(Source::Fixed(Value::String(self.text.clone()))),
            "json" => serde_json::from_str(&self.text)
                .map(Source::Fixed)
                .map_err(|_| t!("builder-source-write-value").to_owned()),
            "variable" => named(&self.variable, t!("builder-source-choose-variable")).map(Source::Variable),
            "field" => {
                let (step, path) = read_pick(&self.pick)?;
                Ok(Source::Field { step, path })
            }
            "lookup" => Ok(Source::Lookup {
                table: named(&self.table, t!("builder-source-name-lookup"))?,
                key: Box::new(read_key(&named(&self.key, t!("builder-source-say-looked-up"))?)),
                otherwise: (!self.otherwise.is_empty()).then(|| Value::String(self.otherwise.clone())),
            }),
            "expression" => named(&self.text, t!("builder-source-write-expression")).map(Source::Expression),
            _ => Ok(Source::Ignore),
        }
    }
}

/// A field that was picked, as `order.customer.email`.
fn read_pick(text: &str) -> Result<(StepKey, Path), String> {
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (step, rest) = text.split_at(end);
    let step: StepKey = step.parse().map_err(|_| t!("builder-source-pick-earlier"))?;
    let path = rest.strip_prefix('.').unwrap_or(rest);
    let path: Path = path.parse().map_err(|why: String| t!("builder-source-no-field", why = why))?;
    Ok((step, path))
}

/// What is looked up: a plain path of a step, else an expression.
fn read_key(text: &str) -> Source {
    let roots = ["steps", "trigger", "item", "index", "variables", "cycle", "account", "now"];
    match read_pick(text) {
        Ok((step, path)) if !roots.contains(&step.as_str()) => Source::Field { step, path },
        _ => Source::Expression(text.to_owned()),
    }
}

/// The key of a lookup as one line; what the form has no fields for as the expression that means the same.
fn key_text(source: &Source) -> String {
    let quoted = |text: &str| Value::String(text.to_owned()).to_string();
    match source {
        Source::Ignore => String::new(),
        Source::Fixed(value) => value.to_string(),
        Source::Variable(name) => format!("variables.{name}"),
        Source::Field { step, path } => pick(step.as_str(), path),
        Source::Lookup { table, key, .. } => format!("lookup({}, {})", quoted(table), key_text(key)),
        Source::Expression(text) => text.clone(),
    }
}
