//! The mapped values of a call: one JSON value a place, so that `path.id` and `body.id` are two, and that what a mapping
//! writes (`{"path": {"id": 7}, "body": {"customer": {"name": "A"}}}`) is taken as it stands. Inside of a place a value
//! is where its field's path says; the body of a method may also be a list or a single value.

use super::field_path::single_key;
use crate::connectors::model::{Method, Place};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What the fields of a request hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Values {
    pub path: Map<String, Value>,
    pub query: Map<String, Value>,
    pub header: Map<String, Value>,
    pub cookie: Map<String, Value>,
    pub body: Value,
}

impl Values {
    /// The values of a place outside the body.
    pub(super) fn at(&self, place: Place) -> Option<&Map<String, Value>> {
        match place {
            Place::Path => Some(&self.path),
            Place::Query => Some(&self.query),
            Place::Header => Some(&self.header),
            Place::Cookie => Some(&self.cookie),
            Place::Body => None,
        }
    }

    /// Sets a parameter where the method has a field of that name: in the body or a header if it is only there, else in the query. For paging.
    pub(crate) fn set(&mut self, method: &Method, name: &str, value: Value) {
        *self.slot(method, name) = value;
    }

    /// Like [`Values::set`] where nothing was given.
    pub(crate) fn set_default(&mut self, method: &Method, name: &str, value: Value) {
        let slot = self.slot(method, name);
        if slot.is_null() {
            *slot = value;
        }
    }

    pub(super) fn slot(&mut self, method: &Method, name: &str) -> &mut Value {
        let has = |place| {
            let named = |path: &str| path == name || single_key(path).is_some_and(|key| key == name);
            method.request.iter().any(|field| field.place == place && named(&field.path))
        };
        let fields = if has(Place::Query) {
            &mut self.query
        } else if has(Place::Body) {
            if !self.body.is_object() {
                self.body = Value::Object(Map::new());
            }
            match &mut self.body {
                Value::Object(fields) => fields,
                _ => &mut self.query,
            }
        } else if has(Place::Header) {
            &mut self.header
        } else {
            &mut self.query
        };
        fields.entry(name.to_owned()).or_insert(Value::Null)
    }
}
