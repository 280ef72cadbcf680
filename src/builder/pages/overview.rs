//! The builder's first page: the steps in their order with what is wrong at each, the picture, and what can be done.

use super::complaints::{all, marks};
use super::subject::Subject;
use super::{Edit, Frame, again, back, edit, refused, shown};
use crate::access::Access;
use crate::builder::edit::{Behind, move_behind, place_above, place_below};
use crate::builder::form::value;
use crate::builder::picture::{Picture, look, picture};
use crate::builder::queries;
use crate::db::ReadTx;
use crate::error::{AppResult, FieldErrors};
use crate::flows::check::Complaint;
use crate::flows::model::{Flow, Step};
use crate::flows::walk::in_order;
use crate::mapping::model::Weight;
use crate::people::model::Version;
use crate::templates;
use crate::web::forms::{Posted, complaint};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::http::StatusCode;
use actix_web::{Either, HttpRequest, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "builder/overview.html")]
pub(in crate::builder) struct OverviewPage {
    shell: Shell,
    frame: Frame,
    picture: Picture,
    steps: Vec<Row>,
    faults: Vec<Fault>,
    /// Faults that keep it from being started or made live.
    wrong: usize,
    splits: [(&'static str, &'static str); 3],
    split: String,
    /// Nothing begins it yet.
    unbegun: bool,
    errors: FieldErrors,
}

struct Fault {
    /// Name and address of the step it is about; empty for the flow.
    step: String,
    href: String,
    words: String,
    wrong: bool,
}

struct Row {
    key: String,
    href: String,
    name: String,
    what: String,
    tone: &'static str,
    icon: &'static str,
    ways: Vec<RowWay>,
    faults: Vec<(bool, String)>,
    up: bool,
    down: bool,
    begins: bool,
}

/// One way on from a step.
struct RowWay {
    way: String,
    /// Names and addresses of what comes next.
    next: Vec<(String, String)>,
    add: String,
    add_words: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::builder) struct Change {
    /// up, down or split.
    op: String,
    step: String,
    split: String,
    version: String,
}

pub(in crate::builder) async fn show<S: Subject>(
    access: Access<S::Right, S::In>,
    request: HttpRequest,
) -> AppResult<impl Responder> {
    let subject = S::of(&request)?;
    shown(&access, &subject, StatusCode::OK, |tx, subject, opened| page(tx, subject, &opened, FieldErrors::default()))
        .await
}

fn page<S: Subject>(
    tx: &mut ReadTx<'_, S::In>,
    subject: &S,
    opened: &super::subject::Opened,
    errors: FieldErrors,
) -> AppResult<OverviewPage> {
    let flow = &opened.flow;
    let library = templates::queries::library(tx, opened.account, flow)?;
    let methods = queries::methods(tx, flow)?;
    let complaints = all(flow, &library, &methods);
    let (shell, frame) = Frame::of(tx, subject, opened, "", "", &errors)?;
    let marks = marks(flow, &library, &complaints, &frame.base);
    let address = |key: &str| format!("{}/steps/{key}", frame.base);
    let name = |key: &str| flow.step(key).map_or_else(|| key.to_owned(), |step| step.name.clone());
    let row = |step: &Step| {
        let (tone, icon) = look(&step.does);
        Row {
            href: address(&step.key),
            name: step.name.clone(),
            what: marks.calls.get(&step.key).cloned().unwrap_or_else(|| step.does.words().to_owned()),
            tone,
            icon,
            ways: ways(flow, step, &frame.base),
            faults: complaints
                .iter()
                .filter(|one| one.step.as_ref() == Some(&step.key))
                .map(|one| (one.weight == Weight::Error, one.words.clone()))
                .collect(),
            up: place_above(flow, &step.key).is_some(),
            down: place_below(flow, &step.key).is_some(),
            begins: step.does.begins(),
            key: step.key.clone(),
        }
    };
    let fault = |one: &Complaint| Fault {
        step: one.step.as_deref().map(name).unwrap_or_default(),
        href: one.step.as_deref().map(address).unwrap_or_default(),
        words: one.words.clone(),
        wrong: one.weight == Weight::Error,
    };
    Ok(OverviewPage {
        picture: picture(flow, &marks),
        // Notes come last: they are no part of the way.
        steps: in_order(flow)
            .iter()
            .filter(|step| !step.does.ports().is_empty())
            .chain(flow.steps.iter().filter(|step| step.does.ports().is_empty()).collect::<Vec<_>>().iter())
            .map(|step| row(step))
            .collect(),
        faults: complaints.iter().map(fault).collect(),
        wrong: templates::check::errors(&complaints),
        splits: [
            ("none", t!("builder-lists-none")),
            ("first", t!("builder-lists-first")),
            ("all", t!("builder-lists-all")),
        ],
        split: crate::builder::form::word(flow.split),
        unbegun: flow.trigger().is_none(),
        shell,
        frame,
        errors,
    })
}

fn ways(flow: &Flow, step: &Step, base: &str) -> Vec<RowWay> {
    let way = |port: &str| {
        let edges = flow.edges.iter().filter(|edge| edge.from == step.key && edge.port == port);
        let next = edges.filter_map(|edge| flow.step(&edge.to));
        let way = step.does.way_words(port);
        RowWay {
            way: way.to_owned(),
            add_words: match way {
                "" => t!("builder-add-after", step = step.name),
                way => t!("builder-add-after-by", step = step.name, way = way),
            },
            next: next.map(|next| (next.name.clone(), format!("{base}/steps/{}", next.key))).collect(),
            add: format!("{base}/add?{}", super::add::query(&Behind { step: step.key.clone(), port: port.to_owned() })),
        }
    };
    step.does.ports().into_iter().map(way).collect()
}

pub(in crate::builder) async fn change<S: Subject>(
    access: Access<S::Right, S::In>,
    posted: Posted<Change>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let subject = S::of(&request)?;
    let form = posted.form;
    let seen = Version::of(&form.version);
    let done = edit(&access, &subject, &app, seen, move |_, opened| {
        let mut flow = opened.flow;
        let words = carry_out(&mut flow, &form).map_err(refused)?;
        Ok(Edit::of(flow, words))
    });
    match done.await {
        Ok(words) => Ok(Either::Left(back(&subject, words))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page =
                again(&access, &subject, (status, seen), |tx, subject, opened| page(tx, subject, &opened, errors));
            Ok(Either::Right(page.await?))
        }
    }
}

fn carry_out(flow: &mut Flow, form: &Change) -> Result<String, String> {
    let name = flow.step(&form.step).map(|step| step.name.clone()).unwrap_or_default();
    let place = match form.op.as_str() {
        "up" => place_above(flow, &form.step),
        "down" => place_below(flow, &form.step),
        "split" => {
            flow.split = value(&form.split);
            return Ok(t!("builder-lists-saved").to_owned());
        }
        _ => None,
    };
    let place = place.ok_or_else(|| t!("builder-no-place"))?;
    move_behind(flow, &form.step, &place)?;
    Ok(t!("builder-moved", step = name))
}
