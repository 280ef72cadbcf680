//! The part of the check that looks at a method's path, fields, body and paging.

use super::Complaints;
use crate::connectors::field_path;
use crate::connectors::model::{Body, Field, Kind, Method, Paging, Parameter, Place, Verb};
use crate::connectors::names::{is_header_name, placeholders, reserved_header};
use crate::connectors::openapi::FIELDS_MAX;
use std::collections::HashSet;

/// Longer than any path that an import makes.
const PATH_BYTES_MAX: usize = 2_000;
const CHOICES_MAX: usize = 2_000;
const TEXT_CHARS_MAX: usize = 5_000;
/// The largest page.
const SIZE_MAX: u32 = 10_000;

impl Complaints {
    pub(super) fn path(&mut self, at: &str, method: &Method, parameters: &[Parameter]) {
        let at = format!("{at}.path");
        let path = method.path.as_str();
        if !path.is_empty() && !path.starts_with('/') {
            self.add(&at, t!("connectors-check-path-slash"));
        }
        if path.len() > PATH_BYTES_MAX {
            self.add(&at, t!("connectors-check-path-long", most = PATH_BYTES_MAX.to_string()));
        }
        if path
            .chars()
            .any(|letter| letter.is_control() || letter.is_whitespace() || matches!(letter, '?' | '#' | '\\'))
        {
            self.add(&at, t!("connectors-check-path-holds"));
        }
        if path.split('/').any(|part| part == "." || part == "..") {
            self.add(&at, t!("connectors-check-path-dots"));
        }
        let Some(names) = placeholders(path) else {
            self.add(&at, t!("connectors-check-path-brace"));
            return;
        };
        let fields: HashSet<String> = method
            .request
            .iter()
            .filter(|field| field.place == Place::Path)
            .filter_map(|field| field_path::steps(&field.path).ok()?.first().map(|step| step.key.clone()))
            .collect();
        for name in &names {
            if !fields.contains(name) && !parameters.iter().any(|parameter| parameter.key == *name) {
                self.add(&at, t!("connectors-check-path-unknown", name = name));
            }
        }
        for field in fields.iter().filter(|field| !names.contains(field)) {
            self.add(&at, t!("connectors-check-path-unnamed", name = field));
        }
    }

    pub(super) fn fields(&mut self, at: &str, method: &Method) {
        for (side, fields) in [("request", &method.request), ("response", &method.response)] {
            let at = format!("{at}.{side}");
            if fields.len() > FIELDS_MAX {
                let n = fields.len().to_string();
                self.add(&at, t!("connectors-check-fields", n = n, most = FIELDS_MAX));
            }
            let mut known = HashSet::new();
            for field in fields.iter().take(FIELDS_MAX) {
                let path = field.path.chars().take(100).collect::<String>();
                let at = format!("{at}.{path}");
                if !known.insert((field.place, field.path.as_str())) {
                    self.add(&at, t!("connectors-check-field-twice"));
                }
                if side == "response" && field.place != Place::Body {
                    self.add(&at, t!("connectors-check-answer-place"));
                }
                self.field(&at, field);
            }
        }
    }

    fn field(&mut self, at: &str, field: &Field) {
        if field.path.len() > PATH_BYTES_MAX {
            self.add(at, t!("connectors-check-path-long", most = PATH_BYTES_MAX.to_string()));
            return;
        }
        let steps = match field_path::steps(&field.path) {
            Ok(steps) => steps,
            Err(why) => {
                self.add(at, t!("connectors-check-path-unreadable", why = why));
                return;
            }
        };
        let name = steps.first().map(|step| step.key.as_str()).unwrap_or_default();
        match field.place {
            Place::Body => {}
            _ if name.is_empty() => self.add(at, t!("connectors-check-field-name")),
            Place::Header if reserved_header(name) => {
                self.add(at, t!("connectors-check-header-reserved", name = name));
            }
            Place::Header | Place::Cookie if !is_header_name(name) => {
                self.add(at, t!("connectors-check-header-name"));
            }
            Place::Path if steps.len() == 1 && !field.required => {
                self.add(at, t!("connectors-check-path-required"));
            }
            _ => {}
        }
        if field.place != Place::Body && field.kind == Kind::File {
            self.add(at, t!("connectors-check-file-place"));
        }
        self.text(at, &field.title, 0, TEXT_CHARS_MAX);
        self.text(at, &field.description, 0, TEXT_CHARS_MAX);
        if field.choices.len() > CHOICES_MAX {
            self.add(at, t!("connectors-check-choices", most = CHOICES_MAX.to_string()));
        }
    }

    pub(super) fn body(&mut self, at: &str, method: &Method) {
        let at = format!("{at}.body");
        let mut in_body = method.request.iter().filter(|field| field.place == Place::Body);
        match method.body {
            Body::None => {
                if let Some(field) = in_body.next() {
                    self.add(&at, t!("connectors-check-no-body", name = field.path));
                }
            }
            Body::Text | Body::Binary => {
                if in_body.any(|field| field.path != "body") {
                    self.add(&at, t!("connectors-check-body-alone"));
                }
            }
            Body::Json | Body::Form | Body::Multipart | Body::Xml => {}
        }
        if method.body != Body::None && method.verb == Verb::Head {
            self.add(&at, t!("connectors-check-head"));
        }
        let fits = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
        let name = &method.content_type;
        let like_one = name.contains('/') && name.len() <= 100 && name.bytes().all(fits);
        if !name.is_empty() && !like_one {
            self.add(&at, t!("connectors-check-content-type"));
        }
    }

    pub(super) fn paging(&mut self, at: &str, method: &Method) {
        let at = format!("{at}.paging");
        let (items, parameters, answered): (&str, Vec<&str>, Option<&str>) = match &method.paging {
            Paging::None => return,
            Paging::Page { items, page, size, .. } => (
                items,
                [Some(page), size.as_ref().map(|s| &s.0)].into_iter().flatten().map(String::as_str).collect(),
                None,
            ),
            Paging::Offset { items, offset, size } => (
                items,
                [Some(offset), size.as_ref().map(|s| &s.0)].into_iter().flatten().map(String::as_str).collect(),
                None,
            ),
            Paging::Cursor { items, cursor, next } => (items, vec![cursor], Some(next)),
            Paging::LastItem { items, after, more, .. } => (items, vec![after], Some(more)),
            Paging::LinkHeader { items } => (items, vec![], None),
            Paging::NextUrl { items, next } => (items, vec![], Some(next)),
        };
        if let Paging::Page { size: Some((_, size)), .. } | Paging::Offset { size: Some((_, size)), .. } =
            &method.paging
            && !(1..=SIZE_MAX).contains(size)
        {
            self.add(&at, t!("connectors-check-page-size", most = SIZE_MAX.to_string()));
        }
        for parameter in parameters {
            if !method.request.iter().any(|field| is_named(field, parameter)) {
                self.add(&at, t!("connectors-check-paging-field", name = parameter));
            }
        }
        let lists = |field: &&Field| field.path == items && matches!(field.kind, Kind::List | Kind::Any);
        if !method.response.iter().any(|field| lists(&field)) {
            self.add(&at, t!("connectors-check-paging-list", path = items));
        }
        if let Some(answered) = answered
            && !method.response.iter().any(|field| field.path == answered)
        {
            self.add(&at, t!("connectors-check-paging-answer", name = answered));
        }
    }
}

/// Parameters of paging are named as they are sent, without the quotes of a path.
fn is_named(field: &Field, name: &str) -> bool {
    field.place != Place::Path && (field.path == name || field.path == field_path::child("", name))
}
