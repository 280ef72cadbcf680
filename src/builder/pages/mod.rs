//! The builder's pages. Each is written once over [`subject::Subject`], and each form is saved by one action with the
//! version that was seen.

pub(super) mod add;
pub(super) mod complaints;
pub(super) mod json;
mod meanwhile;
pub(super) mod overview;
pub(super) mod place;
pub(super) mod saving;
pub(super) mod settings;
pub(super) mod step;
pub(super) mod step_view;
pub(super) mod subject;
pub(super) mod trying;
mod words;

use crate::access::Access;
use crate::db::{ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::Flow;
use crate::people::model::Version;
use crate::schedules::model::Schedule;
use crate::secrets::Vault;
use crate::web::forms::FormKey;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use meanwhile::Seen;
use subject::{Opened, Saving, Subject};

/// A page, or why it cannot be had at present: what it edits runs, or is live.
enum Shown<T> {
    Page(Box<T>, StatusCode),
    Locked(Box<LockedPage>),
}

impl<T: Template> Responder for Shown<T> {
    type Body = BoxBody;
    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        match self {
            Shown::Page(page, status) => Page::with(*page, status).respond_to(request),
            Shown::Locked(page) => Page::with(*page, StatusCode::CONFLICT).respond_to(request),
        }
    }
}

/// What runs or is live cannot be edited.
#[derive(Template)]
#[template(path = "builder/locked.html")]
struct LockedPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    title: String,
    words: String,
    /// Where it is stopped; empty where it cannot be.
    stop: String,
    home: String,
}

/// The frame of each page.
struct Frame {
    crumbs: Vec<(String, String)>,
    /// (text, href, current)
    tabs: Vec<(String, String, bool)>,
    name: String,
    /// Address of the builder.
    base: String,
    /// Address of what is edited.
    home: String,
    version: i32,
}

impl Frame {
    /// `tab` is the last part of the address of the tab that the page belongs to; `title` empty: the builder itself.
    fn of<S: Subject>(
        tx: &mut ReadTx<'_, S::In>,
        subject: &S,
        opened: &Opened,
        tab: &str,
        title: &str,
        errors: &FieldErrors,
    ) -> AppResult<(Shell, Frame)> {
        let base = subject.base();
        let heading = match title {
            "" => t!("builder-build", name = opened.name),
            title => t!("builder-page-of", page = title, name = opened.name),
        };
        let mut crumbs = opened.crumbs.clone();
        crumbs.push((t!("builder-title").to_owned(), if title.is_empty() { String::new() } else { base.clone() }));
        if !title.is_empty() {
            crumbs.push((title.to_owned(), String::new()));
        }
        let flow = &opened.flow;
        let counted = |word: &str, count: usize| if count == 0 { word.to_owned() } else { format!("{word} {count}") };
        let one = |text: String, last: &str| {
            (text, if last.is_empty() { base.clone() } else { format!("{base}/{last}") }, tab == last)
        };
        let tabs = vec![
            one(counted(t!("builder-steps"), flow.steps.len()), ""),
            one(counted(t!("builder-fields"), flow.fields.len()), "fields"),
            one(counted(t!("builder-connectors"), flow.slots.len()), "connectors"),
            one(counted(t!("builder-lookups"), flow.lookups.len()), "lookups"),
            one(t!("builder-as-json").to_owned(), "json"),
        ];
        let shell = S::shell(tx, &heading)?;
        let frame =
            Frame { crumbs, tabs, name: opened.name.clone(), base, home: subject.home(), version: opened.version };
        Ok((if errors.is_empty() { shell } else { shell.with_error() }, frame))
    }
}

/// Reads what is edited and makes a page of it.
async fn shown<S: Subject, T: Send + 'static>(
    access: &Access<S::Right, S::In>,
    subject: &S,
    status: StatusCode,
    make: impl FnOnce(&mut ReadTx<'_, S::In>, &S, Opened) -> AppResult<T> + Send + 'static,
) -> AppResult<Shown<T>> {
    let subject = subject.clone();
    access
        .read(move |tx| {
            let opened = subject.open(tx)?;
            if let Some((words, stop)) = opened.locked {
                let title = t!("builder-locked", name = opened.name);
                return Ok(Shown::Locked(Box::new(LockedPage {
                    shell: S::shell(tx, &title)?,
                    crumbs: opened.crumbs,
                    title,
                    words,
                    stop,
                    home: subject.home(),
                })));
            }
            Ok(Shown::Page(Box::new(make(tx, &subject, opened)?), status))
        })
        .await
}

/// The same for a form that comes back: it still carries the version that was seen.
async fn again<S: Subject, T: Send + 'static>(
    access: &Access<S::Right, S::In>,
    subject: &S,
    (status, seen): (StatusCode, Version),
    make: impl FnOnce(&mut ReadTx<'_, S::In>, &S, Opened) -> AppResult<T> + Send + 'static,
) -> AppResult<Shown<T>> {
    shown(access, subject, status, move |tx, subject, opened| make(tx, subject, Opened { version: seen.0, ..opened }))
        .await
}

/// An edit of the flow: from what is kept now to what is kept next, with what comes along.
struct Edit<T> {
    flow: Flow,
    schedule: Option<Option<Schedule>>,
    /// A webhook step, and what its senders prove themselves with from now on.
    secret: Option<(String, String)>,
    answer: T,
}

impl<T> Edit<T> {
    /// Of the flow alone.
    fn of(flow: Flow, answer: T) -> Edit<T> {
        Edit { flow, schedule: None, secret: None, answer }
    }
}

/// Edits the flow as it is kept now and saves it, where nobody else did meanwhile.
async fn edit<S: Subject, T: Send + 'static>(
    access: &Access<S::Right, S::In>,
    subject: &S,
    app: &web::Data<App>,
    seen: impl Into<Seen>,
    change: impl FnOnce(&mut ReadTx<'_, S::In>, Opened) -> AppResult<Edit<T>> + Send + 'static,
) -> AppResult<T> {
    let (subject, vault, seen) = (subject.clone(), app.vault.clone(), seen.into());
    access.write(move |tx| carry_out(tx, &subject, &vault, seen, change)).await
}

/// The same for a form that adds something: sent twice it is answered with the first answer's address.
async fn edit_once<S: Subject>(
    access: &Access<S::Right, S::In>,
    subject: &S,
    app: &web::Data<App>,
    (seen, key): (Version, Option<FormKey>),
    change: impl FnOnce(&mut ReadTx<'_, S::In>, Opened) -> AppResult<Edit<String>> + Send + 'static,
) -> AppResult<String> {
    let (subject, vault) = (subject.clone(), app.vault.clone());
    access.write_once(key, move |tx| carry_out(tx, &subject, &vault, seen.into(), change)).await
}

fn carry_out<S: Subject, T>(
    tx: &mut WriteTx<'_, S::In>,
    subject: &S,
    vault: &Vault,
    seen: Seen,
    change: impl FnOnce(&mut ReadTx<'_, S::In>, Opened) -> AppResult<Edit<T>>,
) -> AppResult<T> {
    let opened = subject.open(tx)?;
    if let Some((words, _)) = opened.locked {
        return Err(AppError::Conflict(words));
    }
    if !seen.stands(&opened) {
        return Err(AppError::Conflict(seen.overtaken(&opened.name)));
    }
    let seen = Version(opened.version);
    let edit = change(tx, opened)?;
    subject.save(tx, vault, &Saving { seen, flow: edit.flow, schedule: edit.schedule, secret: edit.secret })?;
    Ok(edit.answer)
}

/// A refusal in words, for the whole form.
fn refused(words: String) -> AppError {
    AppError::invalid("", words)
}

/// The step that an address names.
fn step_key(request: &HttpRequest) -> String {
    request.match_info().get("step").unwrap_or_default().to_owned()
}

/// To the list of steps.
fn back<S: Subject>(subject: &S, words: impl Into<String>) -> Redirect {
    Redirect::to(subject.base()).saying(words)
}
