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
            self.add(&at, "A path begins with a slash.");
        }
        if path.len() > PATH_BYTES_MAX {
            self.add(&at, format!("The path is longer than {PATH_BYTES_MAX} characters."));
        }
        if path
            .chars()
            .any(|letter| letter.is_control() || letter.is_whitespace() || matches!(letter, '?' | '#' | '\\'))
        {
            self.add(&at, "The path holds a space, ?, # or a backslash; query parameters are fields of their own.");
        }
        if path.split('/').any(|part| part == "." || part == "..") {
            self.add(&at, "The path holds . or .. as a part.");
        }
        let Some(names) = placeholders(path) else {
            self.add(&at, "A brace in the path has no partner, or nothing in it.");
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
                self.add(&at, format!("The path names {{{name}}}, but there is no such field in the path."));
            }
        }
        for field in fields.iter().filter(|field| !names.contains(field)) {
            self.add(&at, format!("The field {field} belongs into the path, but the path does not name {{{field}}}."));
        }
    }

    pub(super) fn fields(&mut self, at: &str, method: &Method) {
        for (side, fields) in [("request", &method.request), ("response", &method.response)] {
            let at = format!("{at}.{side}");
            if fields.len() > FIELDS_MAX {
                self.add(&at, format!("There are {} fields, {FIELDS_MAX} are the most.", fields.len()));
            }
            let mut known = HashSet::new();
            for field in fields.iter().take(FIELDS_MAX) {
                let path = field.path.chars().take(100).collect::<String>();
                let at = format!("{at}.{path}");
                if !known.insert((field.place, field.path.as_str())) {
                    self.add(&at, "Another field has this path and place.");
                }
                if side == "response" && field.place != Place::Body {
                    self.add(&at, "A field of the answer is in the body.");
                }
                self.field(&at, field);
            }
        }
    }

    fn field(&mut self, at: &str, field: &Field) {
        if field.path.len() > PATH_BYTES_MAX {
            self.add(at, format!("The path is longer than {PATH_BYTES_MAX} characters."));
            return;
        }
        let steps = match field_path::steps(&field.path) {
            Ok(steps) => steps,
            Err(why) => {
                self.add(at, format!("The path cannot be read: {why}."));
                return;
            }
        };
        let name = steps.first().map(|step| step.key.as_str()).unwrap_or_default();
        match field.place {
            Place::Body => {}
            _ if name.is_empty() => self.add(at, "A field outside of the body needs a name."),
            Place::Header if reserved_header(name) => {
                self.add(at, format!("The header {name} belongs to the connection or the authentication."));
            }
            Place::Header | Place::Cookie if !is_header_name(name) => {
                self.add(at, "This is no name of a header or cookie: letters, digits and dashes are.");
            }
            Place::Path if steps.len() == 1 && !field.required => {
                self.add(at, "What stands in the path must be required.")
            }
            _ => {}
        }
        if field.place != Place::Body && field.kind == Kind::File {
            self.add(at, "A file can be sent in the body only.");
        }
        self.text(at, &field.title, 0, TEXT_CHARS_MAX);
        self.text(at, &field.description, 0, TEXT_CHARS_MAX);
        if field.choices.len() > CHOICES_MAX {
            self.add(at, format!("There are more than {CHOICES_MAX} choices."));
        }
    }

    pub(super) fn body(&mut self, at: &str, method: &Method) {
        let at = format!("{at}.body");
        let mut in_body = method.request.iter().filter(|field| field.place == Place::Body);
        match method.body {
            Body::None => {
                if let Some(field) = in_body.next() {
                    self.add(&at, format!("The field {} is in the body, but no body is sent.", field.path));
                }
            }
            Body::Text | Body::Binary => {
                if in_body.any(|field| field.path != "body") {
                    self.add(&at, "A text or a file is sent as the field body alone.");
                }
            }
            Body::Json | Body::Form | Body::Multipart | Body::Xml => {}
        }
        if method.body != Body::None && method.verb == Verb::Head {
            self.add(&at, "HEAD cannot send a body.");
        }
        let fits = |byte: u8| byte.is_ascii_graphic() && !byte.is_ascii_uppercase();
        let name = &method.content_type;
        let like_one = name.contains('/') && name.len() <= 100 && name.bytes().all(fits);
        if !name.is_empty() && !like_one {
            self.add(&at, "The content type must be like application/json.");
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
            self.add(&at, format!("A page has 1 to {SIZE_MAX} items."));
        }
        for parameter in parameters {
            if !method.request.iter().any(|field| is_named(field, parameter)) {
                self.add(&at, format!("There is no field {parameter} to ask for the next page with."));
            }
        }
        let lists = |field: &&Field| field.path == items && matches!(field.kind, Kind::List | Kind::Any);
        if !method.response.iter().any(|field| lists(&field)) {
            self.add(&at, format!("The answer has no list at \"{items}\"."));
        }
        if let Some(answered) = answered
            && !method.response.iter().any(|field| field.path == answered)
        {
            self.add(&at, format!("The answer has no field {answered}."));
        }
    }
}

/// Parameters of paging are named as they are sent, without the quotes of a path.
fn is_named(field: &Field, name: &str) -> bool {
    field.place != Place::Path && (field.path == name || field.path == field_path::child("", name))
}
