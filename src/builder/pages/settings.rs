//! What belongs to a flow beside its steps: the fields that a customer fills in, the connectors it calls, and its lookups.
//! Each is a table that is saved as a whole; a row that is given another name keeps what refers to it.

use super::subject::{Opened, Subject};
use super::{Edit, Frame, again, edit, shown};
use crate::access::Access;
use crate::builder::edit::{rename_field, rename_lookup, rename_slot};
use crate::builder::form::{Typed, value, word};
use crate::builder::queries::applications;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::fields::faults;
use crate::flows::model::{Does, Flow, FlowField, Lookup, Slot};
use crate::people::model::Version;
use crate::web::forms::{Posted, complaint};
use crate::web::page::Redirect;
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::http::StatusCode;
use actix_web::{Either, HttpRequest, Responder, web};
use askama::Template;

const LOOKUP_ROWS_MAX: usize = 5_000;
const NAME_CHARS_MAX: usize = 60;

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Fields,
    Connectors,
    Lookups,
}

impl Which {
    fn path(self) -> &'static str {
        match self {
            Which::Fields => "fields",
            Which::Connectors => "connectors",
            Which::Lookups => "lookups",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Which::Fields => t!("builder-fields"),
            Which::Connectors => t!("builder-connectors"),
            Which::Lookups => t!("builder-lookups"),
        }
    }

    fn saved(self) -> &'static str {
        match self {
            Which::Fields => t!("builder-fields-saved"),
            Which::Connectors => t!("builder-connectors-saved"),
            Which::Lookups => t!("builder-lookups-saved"),
        }
    }

    /// The column that every row has.
    fn first(self) -> &'static str {
        match self {
            Which::Fields | Which::Connectors => "-key",
            Which::Lookups => "-name",
        }
    }
}

#[derive(Template)]
#[template(path = "builder/settings.html")]
pub(in crate::builder) struct SettingsPage {
    shell: Shell,
    frame: Frame,
    which: &'static str,
    title: &'static str,
    typed: Typed,
    rows: Vec<usize>,
    kinds: [(&'static str, &'static str); 7],
    /// Connectors of the library: key and name.
    library: Vec<(String, String)>,
    errors: FieldErrors,
}

impl SettingsPage {
    /// What stands in a row's column.
    fn at(&self, no: &usize, column: &str) -> &str {
        self.typed.get(&format!("n{no}-{column}"))
    }

    fn error(&self, no: &usize) -> &str {
        self.errors.of(&format!("n{no}"))
    }
}

/// Kinds of fields to fill in.
fn kinds() -> [(&'static str, &'static str); 7] {
    [
        ("text", t!("builder-type-text")),
        ("integer", t!("builder-type-integer")),
        ("number", t!("builder-type-number")),
        ("boolean", t!("builder-type-boolean")),
        ("date", t!("builder-type-date")),
        ("email", t!("builder-type-email")),
        ("url", t!("builder-type-url")),
    ]
}

/// The form of what there is.
fn written(which: Which, flow: &Flow) -> Typed {
    let mut typed = Typed::default();
    let mut row = |no: usize, columns: &[(&str, &str)]| {
        columns.iter().for_each(|(column, value)| typed.put(format!("n{no}-{column}"), *value));
    };
    match which {
        Which::Fields => flow.fields.iter().enumerate().for_each(|(no, field)| {
            let choices = field.choices.join("\n");
            row(
                no,
                &[
                    ("key", &field.key),
                    ("was", &field.key),
                    ("title", &field.title),
                    ("kind", &word(field.kind)),
                    ("required", if field.required { "1" } else { "" }),
                    ("default", &field.default),
                    ("hint", &field.hint),
                    ("choices", &choices),
                ],
            );
        }),
        Which::Connectors => flow.slots.iter().enumerate().for_each(|(no, slot)| {
            row(no, &[("key", &slot.key), ("was", &slot.key), ("connector", &slot.connector)]);
        }),
        Which::Lookups => flow.lookups.iter().enumerate().for_each(|(no, lookup)| {
            let rows: Vec<String> = lookup.rows.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            row(no, &[("name", &lookup.name), ("was", &lookup.name), ("rows", &rows.join("\n"))]);
        }),
    }
    typed
}

/// Carries out what a button does to the rows; true where it was such a button.
fn pressed(typed: &mut Typed, which: Which) -> bool {
    let press = typed.get("press").to_owned();
    if press == "+" {
        let no = typed.rows("n", which.first());
        typed.put(format!("n{no}{}", which.first()), "");
        return true;
    }
    let row = press.strip_prefix('-').and_then(|row| row.parse().ok());
    row.is_some_and(|row| {
        typed.drop_row(&["n"], row);
        true
    })
}

/// Puts what was typed into the flow.
///
/// # Errors
/// What is wrong, at its row.
fn put(which: Which, flow: &mut Flow, typed: &Typed) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut rows: Vec<(usize, String, String)> = Vec::new();
    for no in 0..typed.rows("n", which.first()) {
        let name = typed.trimmed(&format!("n{no}{}", which.first())).to_owned();
        let was = typed.get(&format!("n{no}-was")).to_owned();
        if rows.iter().any(|(_, known, _)| *known == name) {
            errors.add(&format!("n{no}"), t!("builder-setting-twice", name = name));
        }
        if let Err(why) = named(which, &name) {
            errors.add(&format!("n{no}"), why);
        }
        rows.push((no, name, was));
    }
    let at = |no: usize, column: &str| typed.get(&format!("n{no}-{column}")).replace("\r\n", "\n");
    match which {
        Which::Fields => {
            flow.fields = rows
                .iter()
                .map(|(no, key, _)| FlowField {
                    key: key.clone(),
                    title: at(*no, "title").trim().to_owned(),
                    hint: at(*no, "hint").trim().to_owned(),
                    default: at(*no, "default").trim().to_owned(),
                    required: !at(*no, "required").is_empty(),
                    choices: at(*no, "choices")
                        .lines()
                        .map(str::trim)
                        .filter(|c| !c.is_empty())
                        .map(str::to_owned)
                        .collect(),
                    kind: value(&at(*no, "kind")),
                })
                .collect();
            for (no, field) in flow.fields.iter().enumerate() {
                let alone = Flow { fields: vec![field.clone()], ..Flow::default() };
                faults(&alone).into_iter().for_each(|why| errors.add(&format!("n{no}"), why));
            }
        }
        Which::Connectors => {
            for (no, _, _) in rows.iter().filter(|(no, ..)| at(*no, "connector").is_empty()) {
                errors.add(&format!("n{no}"), t!("builder-setting-no-connector"));
            }
            let slots = rows.iter().map(|(no, key, _)| Slot { key: key.clone(), connector: at(*no, "connector") });
            flow.slots = slots.collect();
        }
        Which::Lookups => {
            flow.lookups = Vec::new();
            for (no, name, _) in &rows {
                match lookup_rows(&at(*no, "rows")) {
                    Ok(rows) => flow.lookups.push(Lookup { name: name.clone(), rows }),
                    Err(why) => errors.add(&format!("n{no}"), why),
                }
            }
        }
    }
    for (_, name, was) in rows.iter().filter(|(_, name, was)| !was.is_empty() && name != was) {
        match which {
            Which::Fields => rename_field(flow, was, name),
            Which::Connectors => rename_slot(flow, was, name),
            Which::Lookups => rename_lookup(flow, was, name),
        }
    }
    if which == Which::Connectors {
        let orphan = flow.steps.iter().find(|step| match &step.does {
            Does::Poll(call) | Does::Action(call) => flow.slots.iter().all(|slot| slot.key != call.slot),
            _ => false,
        });
        if let Some(step) = orphan {
            errors.add("", t!("builder-setting-orphan", step = step.name));
        }
    }
    errors.is_empty().then_some(()).ok_or(errors)
}

fn named(which: Which, name: &str) -> Result<(), String> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if name.is_empty() || name.len() > NAME_CHARS_MAX || (which != Which::Lookups && !name.bytes().all(fits)) {
        return Err(match which {
            Which::Lookups => t!("builder-setting-name-wrong", most = NAME_CHARS_MAX),
            _ => t!("builder-setting-key-wrong", most = NAME_CHARS_MAX),
        });
    }
    Ok(())
}

/// Rows of a lookup, a line each, as `DE = Germany`.
fn lookup_rows(text: &str) -> Result<Vec<(String, String)>, String> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.len() > LOOKUP_ROWS_MAX {
        return Err(t!("builder-lookup-max", most = LOOKUP_ROWS_MAX.to_string()));
    }
    let mut rows: Vec<(String, String)> = Vec::with_capacity(lines.len());
    let mut seen = std::collections::BTreeSet::new();
    for line in lines {
        let Some((key, value)) = line.split_once('=') else {
            let shown: String = line.chars().take(40).collect();
            return Err(t!("builder-lookup-row", shown = shown));
        };
        let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
        if !seen.insert(key.clone()) {
            return Err(t!("builder-lookup-twice", key = key));
        }
        rows.push((key, value));
    }
    Ok(rows)
}

fn page<S: Subject>(
    tx: &mut ReadTx<'_, S::In>,
    subject: &S,
    opened: &Opened,
    which: Which,
    typed: Option<Typed>,
    errors: FieldErrors,
) -> AppResult<SettingsPage> {
    let typed = typed.unwrap_or_else(|| written(which, &opened.flow));
    let mut library = Vec::new();
    if which == Which::Connectors {
        library = applications(tx, opened.account, "")?.into_iter().map(|(key, name, _)| (key, name)).collect();
        // One that is not offered, because there are many or it has no live release, stays what it is.
        for slot in &opened.flow.slots {
            if library.iter().all(|(key, _)| *key != slot.connector) {
                library.push((slot.connector.clone(), slot.connector.clone()));
            }
        }
    }
    let (shell, frame) = Frame::of(tx, subject, opened, which.path(), which.title(), &errors)?;
    Ok(SettingsPage {
        shell,
        frame,
        which: which.path(),
        title: which.title(),
        rows: (0..typed.rows("n", which.first())).collect(),
        typed,
        kinds: kinds(),
        library,
        errors,
    })
}

async fn show<S: Subject>(
    access: &Access<S::Right, S::In>,
    request: &HttpRequest,
    which: Which,
) -> AppResult<super::Shown<SettingsPage>> {
    let subject = S::of(request)?;
    let page = move |tx: &mut ReadTx<'_, S::In>, subject: &S, opened| {
        page(tx, subject, &opened, which, None, FieldErrors::default())
    };
    shown(access, &subject, StatusCode::OK, page).await
}

async fn save<S: Subject>(
    access: &Access<S::Right, S::In>,
    mut typed: Typed,
    request: &HttpRequest,
    app: &web::Data<App>,
    which: Which,
) -> AppResult<impl Responder + use<S>> {
    let subject = S::of(request)?;
    let seen = Version::of(typed.get("version"));
    if pressed(&mut typed, which) {
        let page = again(access, &subject, (StatusCode::OK, seen), move |tx, subject, opened| {
            page(tx, subject, &opened, which, Some(typed), FieldErrors::default())
        });
        return Ok(Either::Right(page.await?));
    }
    let form = typed.clone();
    let done = edit(access, &subject, app, seen, move |_, opened| {
        let mut flow = opened.flow;
        put(which, &mut flow, &form).map_err(AppError::Invalid)?;
        Ok(Edit::of(flow, ()))
    });
    match done.await {
        Ok(()) => {
            let to = format!("{}/{}", subject.base(), which.path());
            Ok(Either::Left(Redirect::to(to).saying(which.saved())))
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = again(access, &subject, (status, seen), move |tx, subject, opened| {
                page(tx, subject, &opened, which, Some(typed), errors)
            });
            Ok(Either::Right(page.await?))
        }
    }
}

macro_rules! handlers {
    ($($which:ident: $show:ident, $save:ident;)+) => {$(
        pub(in crate::builder) async fn $show<S: Subject>(
            access: Access<S::Right, S::In>,
            request: HttpRequest,
        ) -> AppResult<impl Responder> {
            show::<S>(&access, &request, Which::$which).await
        }

        pub(in crate::builder) async fn $save<S: Subject>(
            access: Access<S::Right, S::In>,
            posted: Posted<Typed>,
            request: HttpRequest,
            app: web::Data<App>,
        ) -> AppResult<impl Responder> {
            save::<S>(&access, posted.form, &request, &app, Which::$which).await
        }
    )+};
}

handlers! {
    Fields: fields, save_fields;
    Connectors: connectors, save_connectors;
    Lookups: lookups, save_lookups;
}
