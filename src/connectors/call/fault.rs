//! Why a request could not be made: all reasons at once, each with its field, in words for whoever maps the fields.

use std::fmt;

/// More are not listed; somebody who mends these will see the others then.
const LISTED_MAX: usize = 50;

/// All that keeps a request from being made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Faults {
    /// Paths of required fields without a value.
    pub missing: Vec<String>,
    pub wrong: Vec<Fault>,
}

/// One field whose value will not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The field's path; empty where it is about the connector itself.
    pub field: String,
    /// Ends the sentence that the field begins, as "must be a number".
    pub why: String,
}

impl Faults {
    pub(super) fn missing(&mut self, field: &str) {
        if self.missing.len() < LISTED_MAX && !self.missing.iter().any(|known| known == field) {
            self.missing.push(field.to_owned());
        }
    }

    pub(super) fn wrong(&mut self, field: &str, why: impl Into<String>) {
        if self.wrong.len() < LISTED_MAX {
            self.wrong.push(Fault { field: field.to_owned(), why: why.into() });
        }
    }

    pub(in crate::connectors) fn one(field: &str, why: impl Into<String>) -> Faults {
        Faults { missing: Vec::new(), wrong: vec![Fault { field: field.to_owned(), why: why.into() }] }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.wrong.is_empty()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.missing.is_empty() {
            f.write_str(&t!("connectors-call-give", fields = self.missing.join(", ")))?;
        }
        for (no, fault) in self.wrong.iter().enumerate() {
            let gap = if no > 0 || !self.missing.is_empty() { " " } else { "" };
            match fault.field.as_str() {
                "" => write!(f, "{gap}{}.", fault.why)?,
                field => write!(f, "{gap}{}", t!("connectors-call-field", field = field, why = fault.why))?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
