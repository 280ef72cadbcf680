//! What an import did: each operation of the document with what became of it, and each thing that could not be taken
//! over, with its place and the reason. Meant to be shown.

use serde::{Deserialize, Serialize};

/// The most notes that are kept; the rest is counted.
pub(crate) const NOTES_MAX: usize = 5_000;
/// The longest note, in characters.
const NOTE_CHARS_MAX: usize = 500;

/// Accounts for every operation of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Report {
    /// What the document follows: "Swagger 2.0", "OpenAPI 3.1.2".
    pub specification: String,
    /// The document's own version, as its author wrote it.
    pub version: String,
    /// The authentication taken over, in words, and where it is described.
    pub authentication: String,
    /// Ways to authenticate that the document has besides.
    pub other_authentications: Vec<Note>,
    /// In the document's order.
    pub operations: Vec<Operation>,
    pub notes: Vec<Note>,
    /// Notes beyond [`NOTES_MAX`].
    pub notes_not_kept: usize,
    pub totals: Totals,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Totals {
    pub operations: usize,
    pub taken: usize,
    pub left_out: usize,
    pub request_fields: usize,
    pub response_fields: usize,
    pub with_paging: usize,
    pub notes: usize,
}

/// One operation of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Operation {
    /// "GET /customers/{id}".
    pub place: String,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// It is the method of this key now.
    Taken {
        key: String,
    },
    LeftOut {
        why: String,
    },
}

/// One thing that is not as the document has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Note {
    /// A JSON pointer, or "GET /customers, parameter page".
    pub place: String,
    pub what: String,
}

impl Report {
    pub(super) fn note(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.totals.notes += 1;
        if self.notes.len() >= NOTES_MAX {
            self.notes_not_kept += 1;
            return;
        }
        let (place, what) = (super::words::cut(&place.into(), NOTE_CHARS_MAX), what.into());
        self.notes.push(Note { place, what: super::words::cut(&what, NOTE_CHARS_MAX) });
    }

    pub(super) fn operation(&mut self, place: String, outcome: Outcome) {
        self.totals.operations += 1;
        match outcome {
            Outcome::Taken { .. } => self.totals.taken += 1,
            Outcome::LeftOut { .. } => self.totals.left_out += 1,
        }
        let place = super::words::cut(&place, NOTE_CHARS_MAX);
        self.operations.push(Operation { place, outcome });
    }
}
