//! The form for one method. Its fields are rows of two tables; buttons add and remove rows by sending the form, so that
//! it works without script. What the form does not ask for, as examples and choices, stays with its field.

use super::method::{body_words, kind_words, place_words};
use crate::connectors::field_path;
use crate::connectors::model::{Body, Field, Kind, Method, Paging, Place, Verb};
use crate::connectors::names::placeholders;
use crate::connectors::openapi::FIELDS_MAX;
use crate::error::AppError;
use serde::Deserialize;

/// Values of a list with their words.
pub(super) type Choices<const N: usize> = [(&'static str, &'static str); N];

pub(super) const VERBS: Choices<7> = [
    ("GET", "GET"),
    ("POST", "POST"),
    ("PUT", "PUT"),
    ("PATCH", "PATCH"),
    ("DELETE", "DELETE"),
    ("HEAD", "HEAD"),
    ("OPTIONS", "OPTIONS"),
];
/// Empty rows that a new method begins with.
const ROWS_AT_FIRST: usize = 2;

pub(super) fn bodies() -> Choices<7> {
    [
        ("none", t!("connectors-body-no-body")),
        ("json", body_words(Body::Json)),
        ("form", body_words(Body::Form)),
        ("multipart", body_words(Body::Multipart)),
        ("xml", body_words(Body::Xml)),
        ("text", body_words(Body::Text)),
        ("binary", body_words(Body::Binary)),
    ]
}

pub(super) fn places() -> Choices<5> {
    [
        ("path", place_words(Place::Path)),
        ("query", place_words(Place::Query)),
        ("header", place_words(Place::Header)),
        ("cookie", place_words(Place::Cookie)),
        ("body", place_words(Place::Body)),
    ]
}

pub(super) fn kinds() -> Choices<8> {
    [
        ("text", kind_words(Kind::Text)),
        ("integer", kind_words(Kind::Integer)),
        ("number", kind_words(Kind::Number)),
        ("boolean", kind_words(Kind::Boolean)),
        ("object", kind_words(Kind::Object)),
        ("list", kind_words(Kind::List)),
        ("file", kind_words(Kind::File)),
        ("any", kind_words(Kind::Any)),
    ]
}

/// As it was typed. The columns of a table are lists of the same length.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    pub name: String,
    pub key: String,
    pub category: String,
    pub description: String,
    pub verb: String,
    pub path: String,
    pub body: String,
    pub deprecated: String,
    /// It needs no credentials.
    pub open: String,
    /// Its paging is kept as it was imported.
    pub paging: String,
    pub version: String,
    /// The button: "", "in+", "out+", "in-3", "out-3".
    pub row: String,
    in_path: Vec<String>,
    in_place: Vec<String>,
    in_kind: Vec<String>,
    in_required: Vec<String>,
    in_title: Vec<String>,
    in_was: Vec<String>,
    out_path: Vec<String>,
    out_kind: Vec<String>,
    out_title: Vec<String>,
    out_was: Vec<String>,
}

/// A row of one of the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub path: String,
    pub place: String,
    pub kind: String,
    pub required: bool,
    pub title: String,
    /// Place and path of the field it was made of; empty for a new row.
    pub was: String,
}

impl Row {
    fn of(field: &Field) -> Row {
        Row {
            path: field.path.clone(),
            place: word(field.place),
            kind: word(field.kind),
            required: field.required,
            title: field.title.clone(),
            was: was(field),
        }
    }

    fn new(side: Side) -> Row {
        let place = if side == Side::In { "query" } else { "body" };
        Row { place: place.to_owned(), kind: "text".to_owned(), ..Row::default() }
    }
}

/// What goes in and what comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    In,
    Out,
}

fn was(field: &Field) -> String {
    format!("{} {}", word(field.place), field.path)
}

/// The word that stands for a value in definitions.
fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The value of a word; the usual one where there is none of that word.
fn value<T: serde::de::DeserializeOwned + Default>(word: &str) -> T {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).unwrap_or_default()
}

impl Form {
    /// The form of a new method.
    pub fn new(version: i32) -> Form {
        let mut form =
            Form { verb: "GET".to_owned(), body: "none".to_owned(), version: version.to_string(), ..Form::default() };
        form.set_rows(Side::In, vec![Row::new(Side::In); ROWS_AT_FIRST]);
        form.set_rows(Side::Out, vec![Row::new(Side::Out); ROWS_AT_FIRST]);
        form
    }

    /// The form of a method as it is.
    pub fn filled(method: &Method, version: i32) -> Form {
        let yes = |yes: bool| if yes { "1".to_owned() } else { String::new() };
        let mut form = Form {
            name: method.name.clone(),
            key: method.key.clone(),
            category: method.category.clone(),
            description: method.description.clone(),
            verb: word(method.verb),
            path: method.path.clone(),
            body: word(method.body),
            deprecated: yes(method.deprecated),
            open: yes(!method.authenticated),
            paging: yes(method.paging != Paging::None),
            version: version.to_string(),
            ..Form::default()
        };
        form.set_rows(Side::In, method.request.iter().map(Row::of).collect());
        form.set_rows(Side::Out, method.response.iter().map(Row::of).collect());
        form
    }

    /// Rows of what goes in.
    pub(super) fn request(&self) -> Vec<Row> {
        self.rows(Side::In)
    }

    /// Rows of what comes out.
    pub(super) fn response(&self) -> Vec<Row> {
        self.rows(Side::Out)
    }

    fn rows(&self, side: Side) -> Vec<Row> {
        let at = |column: &[String], i: usize| column.get(i).map(|text| text.trim().to_owned()).unwrap_or_default();
        let paths = if side == Side::In { &self.in_path } else { &self.out_path };
        // One more than there may be, so that too many are said and not cut.
        let rows = (0..paths.len().min(FIELDS_MAX + 1)).map(|i| match side {
            Side::In => Row {
                path: at(&self.in_path, i),
                place: at(&self.in_place, i),
                kind: at(&self.in_kind, i),
                required: at(&self.in_required, i) == "1",
                title: at(&self.in_title, i),
                was: at(&self.in_was, i),
            },
            Side::Out => Row {
                path: at(&self.out_path, i),
                place: "body".to_owned(),
                kind: at(&self.out_kind, i),
                required: false,
                title: at(&self.out_title, i),
                was: at(&self.out_was, i),
            },
        });
        rows.collect()
    }

    fn set_rows(&mut self, side: Side, rows: Vec<Row>) {
        let column = |of: fn(&Row) -> &String| rows.iter().map(|row| of(row).clone()).collect::<Vec<_>>();
        let (path, kind) = (column(|r| &r.path), column(|r| &r.kind));
        let (title, was) = (column(|r| &r.title), column(|r| &r.was));
        match side {
            Side::In => {
                self.in_place = column(|r| &r.place);
                self.in_required = rows.iter().map(|r| if r.required { "1" } else { "" }.to_owned()).collect();
                (self.in_path, self.in_kind, self.in_title, self.in_was) = (path, kind, title, was);
            }
            Side::Out => (self.out_path, self.out_kind, self.out_title, self.out_was) = (path, kind, title, was),
        }
    }

    /// Does what a button for rows asks for; true when one was pressed.
    pub(super) fn change_rows(&mut self) -> bool {
        let pressed = std::mem::take(&mut self.row);
        let (side, what) = match (pressed.strip_prefix("in"), pressed.strip_prefix("out")) {
            (Some(what), _) => (Side::In, what),
            (_, Some(what)) => (Side::Out, what),
            _ => return false,
        };
        let mut rows = self.rows(side);
        match what.strip_prefix('-').map(str::parse::<usize>) {
            Some(Ok(at)) if at < rows.len() => drop(rows.remove(at)),
            None if rows.len() < FIELDS_MAX => rows.push(Row::new(side)),
            _ => {}
        }
        self.set_rows(side, rows);
        true
    }

    /// The method that the form makes. What it does not ask for stays as `before` has it. Rows without a path are left
    /// out, unless they stand for a whole body as it was; what the path names between braces becomes a field by itself.
    pub(super) fn parse(&self, before: &Method, parameters: &[String]) -> Method {
        let path = self.path.trim().to_owned();
        let mut request = fields(&self.request(), &before.request);
        for name in placeholders(&path).unwrap_or_default() {
            let known = |field: &Field| field.place == Place::Path && field.path == field_path::child("", &name);
            if !request.iter().any(known) && !parameters.contains(&name) {
                let path = field_path::child("", &name);
                request.push(Field { path, place: Place::Path, required: true, ..Field::default() });
            }
        }
        let name = self.name.trim().to_owned();
        let key = if before.key.is_empty() { self.new_key(&name) } else { before.key.clone() };
        Method {
            key,
            name,
            category: self.category.trim().to_owned(),
            description: self.description.trim().replace('\r', ""),
            verb: value::<Verb>(&self.verb),
            path,
            request,
            body: value::<Body>(&self.body),
            response: fields(&self.response(), &before.response),
            paging: if self.paging.is_empty() { Paging::None } else { before.paging.clone() },
            deprecated: !self.deprecated.is_empty(),
            authenticated: self.open.is_empty(),
            base_url: before.base_url.clone(),
            content_type: if value::<Body>(&self.body) == before.body {
                before.content_type.clone()
            } else {
                String::new()
            },
        }
    }

    /// The key that was typed, or one made of the name.
    fn new_key(&self, name: &str) -> String {
        let typed = self.key.trim();
        if !typed.is_empty() {
            return typed.to_owned();
        }
        let mut key = String::new();
        for letter in name.chars().flat_map(char::to_lowercase).take(100) {
            if letter.is_ascii_alphanumeric() {
                key.push(letter);
            } else if !key.is_empty() && !key.ends_with('_') {
                key.push('_');
            }
        }
        key.trim_end_matches('_').to_owned()
    }
}

fn fields(rows: &[Row], before: &[Field]) -> Vec<Field> {
    let filled = rows.iter().filter(|row| !row.path.is_empty() || !row.was.is_empty());
    filled
        .filter_map(|row| {
            let known = before.iter().find(|field| was(field) == row.was || was(field).trim_end() == row.was);
            if row.path.is_empty() && known.is_none_or(|field| !field.path.is_empty()) {
                return None;
            }
            let place = value::<Place>(&row.place);
            Some(Field {
                path: row.path.clone(),
                place,
                kind: value::<Kind>(&row.kind),
                required: row.required || place == Place::Path,
                title: row.title.clone(),
                ..known.cloned().unwrap_or_default()
            })
        })
        .collect()
}

/// Complaints about a method at the fields of this form.
pub(super) fn at_fields(error: AppError) -> AppError {
    let AppError::Invalid(mut errors) = error else { return error };
    for error in &mut errors.0 {
        let (field, of) = match error.field.split_once('.') {
            Some((side @ ("request" | "response"), path)) => (side, path.to_owned()),
            _ => (error.field.as_str(), String::new()),
        };
        if !of.is_empty() {
            error.message = format!("{of}: {}", error.message);
        }
        let field = match field {
            known @ ("name" | "category" | "description" | "path" | "body" | "request" | "response") => known,
            "" => "key",
            _ => "",
        };
        error.field = field.to_owned();
    }
    AppError::Invalid(errors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn method() -> Method {
        let field = |path: &str, place, kind| Field {
            path: path.to_owned(),
            place,
            kind,
            required: place == Place::Path,
            choices: vec!["a".to_owned()],
            example: Some(json!(1)),
            ..Field::default()
        };
        Method {
            key: "get_customer".to_owned(),
            name: "Get a customer".to_owned(),
            verb: Verb::Get,
            path: "/customers/{id}".to_owned(),
            request: vec![field("id", Place::Path, Kind::Integer), field("expand", Place::Query, Kind::List)],
            response: vec![field("", Place::Body, Kind::Object), field("name", Place::Body, Kind::Text)],
            paging: Paging::LinkHeader { items: String::new() },
            authenticated: true,
            content_type: "application/x".to_owned(),
            base_url: "https://other.example".to_owned(),
            ..Method::default()
        }
    }

    #[test]
    fn a_method_comes_back_from_its_form() {
        assert_eq!(Form::filled(&method(), 1).parse(&method(), &[]), method());
    }

    #[test]
    fn buttons_add_and_remove_rows() {
        let mut form = Form::filled(&method(), 1);
        for (button, request, response) in
            [("in+", 3, 2), ("out+", 3, 3), ("in-0", 2, 3), ("in-99", 2, 3), ("out-0", 2, 2)]
        {
            form.row = button.to_owned();
            assert!(form.change_rows(), "{button}");
            assert_eq!((form.request().len(), form.response().len()), (request, response), "{button}");
        }
        assert_eq!(form.request()[0].path, "expand");
        assert!(!form.change_rows(), "a button counts once");
    }

    #[test]
    fn what_the_path_names_becomes_a_field_and_empty_rows_are_left_out() {
        let mut form = Form::new(1);
        form.name = "Close an issue!".to_owned();
        form.path = "/{region}/issues/{issue.id}".to_owned();
        let made = form.parse(&Method::default(), &["region".to_owned()]);
        assert_eq!(made.key, "close_an_issue");
        assert_eq!(made.request.len(), 1);
        assert_eq!((made.request[0].path.as_str(), made.request[0].place), ("\"issue.id\"", Place::Path));
        assert!(made.request[0].required && made.response.is_empty());
    }
}
