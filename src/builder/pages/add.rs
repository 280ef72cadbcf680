//! Adding a step: its kind, and for a call the application and the method. Choosing another method for a step that calls one
//! is the same way.

use super::place::{place_of, places};
use super::subject::{Opened, Subject};
use super::{Edit, Frame, again, edit_once, refused, shown};
use crate::access::Access;
use crate::builder::edit::{Behind, add as put, beginning, key_for, slot_for};
use crate::builder::queries::applications;
use crate::connectors::model::Method;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::{Call, Does, Flow, OnError, Split, Step};
use crate::flows::walk::in_order;
use crate::ids::AccountId;
use crate::people::model::{Version, fold};
use crate::templates::check::Known;
use crate::templates::queries::library_of;
use crate::web::forms::{Asked, Posted, complaint};
use crate::web::page::Redirect;
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::http::StatusCode;
use actix_web::{Either, HttpRequest, Responder, web};
use askama::Template;
use serde::{Deserialize, Serialize};

/// Methods that the choice shows at once.
const METHODS_SHOWN: usize = 100;

type Kind = (&'static str, &'static str, &'static str, &'static str);

/// Kinds that belong together.
struct Group {
    /// The colour of its icons.
    tone: &'static str,
    title: &'static str,
    /// kind, name, what it does, icon
    kinds: Vec<Kind>,
}

/// What a flow can begin with.
fn beginnings() -> Group {
    Group {
        tone: "begin",
        title: t!("builder-group-begin"),
        kinds: vec![
            ("webhook", t!("flows-kind-webhook"), t!("builder-begin-webhook"), "webhook"),
            ("poll", t!("flows-kind-poll"), t!("builder-begin-poll"), "clock"),
            ("start", t!("flows-kind-start"), t!("builder-begin-start"), "calendar"),
        ],
    }
}

/// The other kinds.
fn others() -> [Group; 4] {
    let call = vec![
        ("action", t!("flows-kind-action"), t!("builder-kind-action"), "plug"),
        ("http", t!("flows-kind-http"), t!("builder-kind-http"), "external"),
        ("email", t!("flows-kind-email"), t!("builder-kind-email"), "mail"),
        ("storage", t!("flows-kind-storage"), t!("builder-kind-storage"), "layers"),
        ("respond", t!("flows-kind-respond"), t!("builder-kind-respond"), "arrow"),
    ];
    let choose = vec![
        ("decision", t!("flows-kind-decision"), t!("builder-kind-decision"), "switch"),
        ("switch", t!("flows-kind-switch"), t!("builder-kind-switch"), "switch"),
    ];
    let shape = vec![("transform", t!("flows-kind-transform"), t!("builder-kind-transform"), "code")];
    let wait = vec![
        ("delay", t!("flows-kind-delay"), t!("builder-kind-delay"), "clock"),
        ("wait_until", t!("flows-kind-wait-until"), t!("builder-kind-wait-until"), "calendar"),
        ("wait_all", t!("flows-kind-wait-all"), t!("builder-kind-wait-all"), "inbox"),
        ("annotation", t!("flows-kind-annotation"), t!("builder-kind-annotation"), "edit"),
    ];
    [
        Group { tone: "call", title: t!("builder-group-call"), kinds: call },
        Group { tone: "choose", title: t!("builder-group-choose"), kinds: choose },
        Group { tone: "shape", title: t!("builder-group-shape"), kinds: shape },
        Group { tone: "wait", title: t!("builder-group-wait"), kinds: wait },
    ]
}

#[derive(Template)]
#[template(path = "builder/add.html")]
pub(in crate::builder) struct AddPage {
    shell: Shell,
    frame: Frame,
    key: String,
    title: String,
    asked: AddForm,
    /// (value, words)
    places: Vec<(String, String)>,
    groups: Vec<Group>,
    /// kinds, applications or methods.
    screen: &'static str,
    applications: Vec<(String, String, String)>,
    application: String,
    methods: Vec<(String, Vec<MethodRow>)>,
    more: usize,
    errors: FieldErrors,
}

impl AddPage {
    /// The address of the same with another kind or application.
    fn to(&self, kind: &str, connector: &str) -> String {
        let asked =
            AddForm { kind: kind.to_owned(), connector: connector.to_owned(), q: String::new(), ..self.asked.clone() };
        format!("{}/add?{}", self.frame.base, asked.query())
    }
}

struct MethodRow {
    key: String,
    name: String,
    verb: String,
    path: String,
    deprecated: bool,
}

/// What is added and where; all of it is in the address until it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::builder) struct AddForm {
    /// Step and way, as `order:` or `is_big:yes`.
    #[serde(skip_serializing_if = "String::is_empty")]
    place: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    connector: String,
    /// The method.
    #[serde(skip_serializing_if = "String::is_empty")]
    call: String,
    /// The step that is to call something else.
    #[serde(skip_serializing_if = "String::is_empty")]
    step: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    #[serde(skip_serializing)]
    version: String,
}

impl AddForm {
    fn query(&self) -> String {
        serde_html_form::to_string(self).unwrap_or_default()
    }

    fn calls(&self) -> bool {
        matches!(self.kind.as_str(), "action" | "poll")
    }
}

/// The query of the page on which a step is added at a place.
pub(super) fn query(place: &Behind) -> String {
    AddForm { place: format!("{}:{}", place.step, place.port), ..AddForm::default() }.query()
}

/// The query of the page on which a step is given another method.
pub(super) fn query_for(step: &Step, connector: &str) -> String {
    let kind = if step.does.begins() { "poll" } else { "action" };
    let form = AddForm {
        kind: kind.to_owned(),
        step: step.key.clone(),
        connector: connector.to_owned(),
        ..AddForm::default()
    };
    form.query()
}

pub(in crate::builder) async fn choose<S: Subject>(
    access: Access<S::Right, S::In>,
    asked: Asked<AddForm>,
    request: HttpRequest,
) -> AppResult<impl Responder> {
    let subject = S::of(&request)?;
    let page = move |tx: &mut ReadTx<'_, S::In>, subject: &S, opened| {
        page(tx, subject, &opened, asked.0, FieldErrors::default())
    };
    shown(&access, &subject, StatusCode::OK, page).await
}

fn page<S: Subject>(
    tx: &mut ReadTx<'_, S::In>,
    subject: &S,
    opened: &Opened,
    mut asked: AddForm,
    errors: FieldErrors,
) -> AppResult<AddPage> {
    let flow = &opened.flow;
    if asked.place.is_empty() && asked.step.is_empty() {
        // The end of the list is where one goes on building.
        let last =
            in_order(flow).into_iter().rev().find_map(|step| step.does.ports().first().map(|port| (step, *port)));
        asked.place = last.map(|(step, port)| format!("{}:{port}", step.key)).unwrap_or_default();
    }
    let title = if asked.step.is_empty() { t!("builder-add-step") } else { t!("builder-choose-method") };
    let (shell, frame) = Frame::of(tx, subject, opened, "", title, &errors)?;
    let mut page = AddPage {
        key: shell.form_key(),
        shell,
        title: title.to_owned(),
        places: places(flow, ""),
        groups: groups(flow),
        screen: "kinds",
        applications: Vec::new(),
        application: String::new(),
        methods: Vec::new(),
        more: 0,
        frame,
        asked,
        errors,
    };
    if page.asked.calls() && page.asked.connector.is_empty() {
        page.screen = "applications";
        let found = applications(tx, opened.account, &page.asked.q)?;
        page.applications = found
            .into_iter()
            .map(|(key, name, methods)| {
                let used = flow.slots.iter().any(|slot| slot.connector == key);
                let words = match used {
                    true => t!("builder-methods-used", n = methods),
                    false => t!("builder-methods", n = methods),
                };
                (key, name, words)
            })
            .collect();
    } else if page.asked.calls() {
        page.screen = "methods";
        let library = library_of(tx, opened.account, &[&page.asked.connector])?;
        let known = library.get(&page.asked.connector).ok_or(AppError::NotFound)?;
        page.application = known.name.clone();
        (page.methods, page.more) = methods(known, &page.asked.q);
    }
    Ok(page)
}

/// The kinds that can be added now: one step begins a flow.
fn groups(flow: &Flow) -> Vec<Group> {
    let begin = flow.trigger().is_none().then(beginnings);
    begin.into_iter().chain(others()).collect()
}

/// Methods by category whose name, path or category holds what is searched, and how many more there are.
fn methods(known: &Known, search: &str) -> (Vec<(String, Vec<MethodRow>)>, usize) {
    let wanted = fold(search.trim());
    let fits = |method: &&Method| {
        wanted.is_empty()
            || [&method.name, &method.path, &method.category, &method.key]
                .iter()
                .any(|text| fold(text).contains(&wanted))
    };
    let all: Vec<&Method> = known.live.iter().flat_map(|definition| &definition.methods).filter(fits).collect();
    let more = all.len().saturating_sub(METHODS_SHOWN);
    let mut groups: Vec<(String, Vec<MethodRow>)> = Vec::new();
    for method in all.into_iter().take(METHODS_SHOWN) {
        let row = MethodRow {
            key: method.key.clone(),
            name: if method.name.is_empty() { method.key.clone() } else { method.name.clone() },
            verb: crate::builder::form::word(method.verb),
            path: method.path.clone(),
            deprecated: method.deprecated,
        };
        let name = if method.category.is_empty() { t!("builder-methods-group") } else { method.category.as_str() };
        match groups.iter_mut().find(|(known, _)| known == name) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((name.to_owned(), vec![row])),
        }
    }
    (groups, more)
}

pub(in crate::builder) async fn add<S: Subject>(
    access: Access<S::Right, S::In>,
    posted: Posted<AddForm>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let subject = S::of(&request)?;
    let form = posted.form;
    if form.calls() && form.call.is_empty() {
        // What is called is chosen next; nothing is saved yet.
        return Ok(Either::Left(Redirect::to(format!("{}/add?{}", subject.base(), form.query()))));
    }
    let seen = Version::of(&form.version);
    let (typed, to) = (form.clone(), subject.base());
    let done = edit_once(&access, &subject, &app, (seen, posted.key), move |tx, opened| {
        let (mut flow, of) = (opened.flow, opened.account);
        let name = match form.calls() {
            false => String::new(),
            true => method_name(tx, of, &form)?,
        };
        let key = carry_out(&mut flow, &form, &name).map_err(refused)?;
        Ok(Edit::of(flow, format!("{to}/steps/{key}")))
    });
    match done.await {
        Ok(to) => Ok(Either::Left(Redirect::to(to).saying(t!("builder-added")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = again(&access, &subject, (status, seen), move |tx, subject, opened| {
                page(tx, subject, &opened, typed, errors)
            });
            Ok(Either::Right(page.await?))
        }
    }
}

/// The name of the method that is called, which must be there (T4).
fn method_name<P>(tx: &mut ReadTx<'_, P>, of: Option<AccountId>, form: &AddForm) -> AppResult<String> {
    let library = library_of(tx, of, &[&form.connector])?;
    let known = library.get(&form.connector).ok_or(AppError::NotFound)?;
    let methods = known.live.iter().flat_map(|definition| &definition.methods);
    let method = methods.into_iter().find(|method| method.key == form.call).ok_or(AppError::NotFound)?;
    Ok(if method.name.is_empty() { method.key.clone() } else { method.name.clone() })
}

/// Adds the step, or gives one another method; answers the step's key.
fn carry_out(flow: &mut Flow, form: &AddForm, method: &str) -> Result<String, String> {
    let call = match form.calls() {
        false => Call::default(),
        true => Call { slot: slot_for(flow, &form.connector), method: form.call.clone(), pages: 1, ..Call::default() },
    };
    if !form.step.is_empty() {
        let step = flow.steps.iter_mut().find(|step| step.key == form.step);
        let Some(Does::Poll(kept) | Does::Action(kept)) = step.map(|step| &mut step.does) else {
            return Err(t!("builder-calls-nothing").to_owned());
        };
        (kept.slot, kept.method) = (call.slot, call.method);
        return Ok(form.step.clone());
    }
    let does = beginning(&form.kind, call).ok_or_else(|| t!("builder-choose-kind"))?;
    let name = if method.is_empty() { does.words() } else { method };
    let name: String = name.chars().take(100).collect();
    let key = key_for(flow, &name);
    let step = Step { key: key.clone(), name, does, split: Split::Flow, on_error: OnError::Retry };
    put(flow, step, place_of(&form.place).as_ref())?;
    Ok(key)
}
