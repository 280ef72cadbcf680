//! What the API's document says of each call. It stands beside the call's route and names the types that its handler reads
//! and answers with, so that their fields are told by the code itself.

use schemars::{JsonSchema, Schema, SchemaGenerator};

/// How the schema of a type is made, with what it refers to.
pub(super) type Schemed = fn(&mut SchemaGenerator) -> Schema;

/// What a call is answered with where nothing goes wrong.
#[derive(Clone, Copy)]
pub(super) enum Gives {
    /// An object.
    One(Schemed),
    /// A page of a list that can be ordered by these.
    Page(Schemed, &'static [&'static str]),
    /// All of a list, which is never long.
    All(Schemed),
    /// A file of this kind.
    File(&'static str),
    /// No body.
    Nothing,
}

/// What is said of a call.
#[derive(Clone, Copy)]
pub(crate) struct Told {
    pub(super) noun: &'static str,
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) query: [Option<Schemed>; 2],
    pub(super) body: Option<Schemed>,
    pub(super) status: u16,
    pub(super) gives: Gives,
    pub(super) once: bool,
}

/// A call of a noun, under its title: "List accounts".
pub(crate) fn told(noun: &'static str, title: &'static str) -> Told {
    Told { noun, title, about: "", query: [None; 2], body: None, status: 200, gives: Gives::Nothing, once: false }
}

impl Told {
    /// What else is to be known of it.
    pub fn about(self, about: &'static str) -> Told {
        Told { about, ..self }
    }

    /// Its own parameters in the address, beside those of every list; of two types at most.
    pub fn asks<T: JsonSchema>(self) -> Told {
        Told { query: [Some(T::json_schema), self.query[0]], ..self }
    }

    /// Its body.
    pub fn takes<T: JsonSchema>(self) -> Told {
        Told { body: Some(SchemaGenerator::subschema_for::<T>), ..self }
    }

    /// It is done once for an `Idempotency-Key`.
    pub fn once(self) -> Told {
        Told { once: true, ..self }
    }

    /// The object that it answers with.
    pub fn gives<T: JsonSchema>(self) -> Told {
        Told { gives: Gives::One(SchemaGenerator::subschema_for::<T>), ..self }
    }

    /// The file that it answers with.
    pub fn gives_file(self, kind: &'static str) -> Told {
        Told { gives: Gives::File(kind), ..self }
    }

    /// The same as [`Told::gives`] with 201: it was made.
    pub fn makes<T: JsonSchema>(self) -> Told {
        Told { status: 201, ..self.gives::<T>() }
    }

    /// It answers with a page of these, ordered by one of the columns, the first of them unless asked otherwise.
    pub fn pages<T: JsonSchema>(self, columns: &'static [&'static str]) -> Told {
        Told { gives: Gives::Page(SchemaGenerator::subschema_for::<T>, columns), ..self }
    }

    /// It answers with all of these.
    pub fn gives_all<T: JsonSchema>(self) -> Told {
        Told { gives: Gives::All(SchemaGenerator::subschema_for::<T>), ..self }
    }
}
