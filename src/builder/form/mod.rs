//! The builder's forms: a step as the fields of a form, and the fields as they were typed as a step again. The fields are
//! kept as they came, by their names, so that a form that is sent back shows what was typed. Pure.

pub(crate) mod conditions;
pub(crate) mod mapping;
mod single;
pub(crate) mod source;
pub(crate) mod step;
#[cfg(test)]
mod tests;
pub(crate) mod trigger;

use serde::Deserialize;

/// The fields of a form, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Typed(Vec<(String, String)>);

impl Typed {
    /// What was typed; empty where there is no such field.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// The same without spaces around it.
    pub fn trimmed(&self, name: &str) -> &str {
        self.get(name).trim()
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// All of a field that is there several times.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// All names and values.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    pub fn put(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// In place of what was typed.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(known, _)| known != name);
        self.put(name, value);
    }

    /// How many rows a table has: its first column is `{prefix}{no}{column}`.
    pub fn rows(&self, prefix: &str, column: &str) -> usize {
        (0..).take_while(|no| self.has(&format!("{prefix}{no}{column}"))).count()
    }

    /// Takes a row out of a table; those below it move up.
    pub fn drop_row(&mut self, prefixes: &[&str], row: usize) {
        let mut kept = Vec::with_capacity(self.0.len());
        for (name, value) in std::mem::take(&mut self.0) {
            let Some((prefix, no, rest)) = prefixes.iter().find_map(|prefix| numbered(&name, prefix)) else {
                kept.push((name, value));
                continue;
            };
            match no.cmp(&row) {
                std::cmp::Ordering::Less => kept.push((name, value)),
                std::cmp::Ordering::Equal => {}
                std::cmp::Ordering::Greater => kept.push((format!("{prefix}{}{rest}", no - 1), value)),
            }
        }
        self.0 = kept;
    }
}

/// A field's name in parts: table, row and column.
fn numbered<'a>(name: &'a str, prefix: &'a str) -> Option<(&'a str, usize, &'a str)> {
    let rest = name.strip_prefix(prefix)?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    Some((prefix, rest.get(..digits)?.parse().ok()?, rest.get(digits..)?))
}

/// The word that stands for a value in JSON.
pub(crate) fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The value of a word; the usual one where there is none of that word.
pub(crate) fn value<T: serde::de::DeserializeOwned + Default>(word: &str) -> T {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).unwrap_or_default()
}
