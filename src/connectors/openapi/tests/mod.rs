//! Imports seen from outside: documents of vendors, small ones for each feature, large, hostile and arbitrary ones.

mod arbitrary;
mod authentication;
mod bodies;
mod hostile;
mod large;
mod paging;
mod parameters;
mod schemas;
mod servers;
mod vendors;

use super::report::Outcome;
use super::{Imported, import};
use crate::connectors::model::{Field, Method};

/// Imports what must be importable.
#[track_caller]
fn imported(text: impl AsRef<[u8]>) -> Imported {
    match import(text.as_ref()) {
        Ok(imported) => imported,
        Err(refused) => panic!("{refused}"),
    }
}

impl Imported {
    #[track_caller]
    fn method(&self, key: &str) -> &Method {
        let keys = || self.definition.methods.iter().map(|method| method.key.as_str()).collect::<Vec<_>>();
        self.definition
            .methods
            .iter()
            .find(|method| method.key == key)
            .unwrap_or_else(|| panic!("no {key}: {:?}", keys()))
    }

    /// Whether a note says so at the place.
    fn says(&self, place: &str, what: &str) -> bool {
        self.report.notes.iter().any(|note| note.place.contains(place) && note.what.contains(what))
    }

    /// What passes the check, but for a base URL that the document does not say, is all that an import makes.
    #[track_caller]
    fn assert_sound(&self) {
        let complaints = self.definition.check();
        let unsaid = |field: &str| field == "base_url" && self.definition.base_url.is_empty();
        let rest: Vec<_> = complaints.iter().filter(|complaint| !unsaid(&complaint.field)).collect();
        assert!(rest.is_empty(), "{rest:#?}");
        let totals = self.report.totals;
        assert_eq!(totals.operations, self.report.operations.len());
        assert_eq!(totals.operations, totals.taken + totals.left_out);
        let taken = self.report.operations.iter().filter_map(|operation| match &operation.outcome {
            Outcome::Taken { key } => Some(key.as_str()),
            Outcome::LeftOut { .. } => None,
        });
        let methods = self.definition.methods.iter().map(|method| method.key.as_str());
        assert!(taken.eq(methods), "the report names other methods than there are");
    }
}

#[track_caller]
fn field<'f>(fields: &'f [Field], path: &str) -> &'f Field {
    let paths = || fields.iter().map(|field| field.path.as_str()).collect::<Vec<_>>();
    fields.iter().find(|field| field.path == path).unwrap_or_else(|| panic!("no {path}: {:?}", paths()))
}

fn paths(fields: &[Field]) -> Vec<&str> {
    fields.iter().map(|field| field.path.as_str()).collect()
}

/// A small document of 3.0 with these paths and components, in YAML's flow style.
fn small(paths: &str, components: &str) -> String {
    let head = "{openapi: 3.0.3, info: {title: Small, version: '1'}, servers: [{url: 'https://api.example.com'}]";
    format!("{head}, paths: {{{paths}}}, components: {{{components}}}}}")
}

/// One POST with this schema as its JSON body; the method's key is `make`.
#[track_caller]
fn with_body(schema: &str, schemas: &str) -> Imported {
    let content = format!("application/json: {{schema: {schema}}}");
    let paths =
        format!("/x: {{post: {{operationId: make, requestBody: {{content: {{{content}}}}}, responses: {{}}}}}}");
    let imported = imported(small(&paths, &format!("schemas: {{{schemas}}}")));
    imported.assert_sound();
    imported
}
