//! What is asked before a cycle is renamed, given another address or removed: a page first; a link with `data-dialog`
//! opens the same part in a dialog.

use super::{Below, Ids, below, page_of};
use crate::access::Access;
use crate::accounts::stand::{Stand, named};
use crate::cycles::model::State;
use crate::cycles::{hooks, life, queries};
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::web::forms::{Asked, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

/// What waits is counted up to here.
const COUNTED: i64 = 1_000;

#[derive(Template)]
#[template(path = "cycles/question.html")]
struct QuestionPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    back: String,
    question: Question,
    errors: FieldErrors,
}

#[derive(Default)]
struct Question {
    title: String,
    consequences: Vec<String>,
    /// The last part of the address.
    what: &'static str,
    /// A field that is filled in: name, label and value; without a name there is none.
    field: (&'static str, &'static str, String),
    /// The step that is meant.
    step: String,
    /// The button's word; empty: it cannot be done.
    button: &'static str,
    kind: &'static str,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Answer {
    name: String,
    step: String,
    typed_name: String,
}

/// Which of the three is asked, and what was typed.
#[derive(Clone)]
enum About {
    Name(Option<String>),
    Address(String),
    Removal(String),
}

pub(crate) async fn ask_name<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, account, id, &About::Name(None), FieldErrors::default())).await?))
}

pub(crate) async fn rename<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<Answer>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let (typed, wanted) = (posted.form.name.clone(), posted.form.name);
    let done = access.write(move |tx| life::rename(tx, account, id, &wanted)).await;
    let done = done.map(|()| Redirect::to(page_of::<P>(account, id)).saying(t!("cycles-renamed")));
    match done {
        Ok(there) => Ok(Either::Left(there)),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, account, id, &About::Name(Some(typed)), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

pub(crate) async fn ask_address<P: Stand>(
    access: Access<P::Edit, P>,
    path: Ids,
    asked: Asked<Answer>,
) -> AppResult<impl Responder> {
    let ((account, id), about) = (named(&path)?, About::Address(asked.0.step));
    Ok(Page::new(access.read(move |tx| page(tx, account, id, &about, FieldErrors::default())).await?))
}

pub(crate) async fn replace_address<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<Answer>,
    path: Ids,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let vault = app.vault.clone();
    access.write(move |tx| life::replace_address(tx, &vault, account, id, &posted.form.step)).await?;
    Ok(Redirect::to(page_of::<P>(account, id)).saying(t!("cycles-address-replaced")))
}

pub(crate) async fn ask_removal<P: Stand>(access: Access<P::Manage, P>, path: Ids) -> AppResult<impl Responder> {
    let ((account, id), about) = (named(&path)?, About::Removal(String::new()));
    Ok(Page::new(access.read(move |tx| page(tx, account, id, &about, FieldErrors::default())).await?))
}

pub(crate) async fn remove<P: Stand>(
    access: Access<P::Manage, P>,
    posted: Posted<Answer>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let (typed, wanted) = (posted.form.typed_name.clone(), posted.form.typed_name);
    match access.write(move |tx| life::remove(tx, account, id, Some(&wanted))).await {
        Ok(name) => {
            let list = Redirect::to(format!("{}/cycles", P::home(account)));
            Ok(Either::Left(list.saying(t!("cycles-was-removed", name = name))))
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, account, id, &About::Removal(typed), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn page<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    id: CycleId,
    about: &About,
    errors: FieldErrors,
) -> AppResult<QuestionPage> {
    let word = match about {
        About::Name(_) => t!("cycles-rename"),
        About::Address(_) => t!("cycles-replace-the-address"),
        About::Removal(_) => t!("cycles-remove"),
    };
    let Below { shell, cycle, crumbs, back, .. } = below(tx, account, id, word, |name| format!("{word}: {name}"))?;
    let question = match about {
        About::Name(typed) => Question {
            title: t!("cycles-rename-name", name = cycle.name),
            what: "name",
            field: ("name", t!("cycles-name"), typed.clone().unwrap_or_else(|| cycle.name.clone())),
            button: t!("cycles-rename"),
            kind: "primary",
            ..Question::default()
        },
        About::Address(step) => address(tx, account, id, step)?,
        About::Removal(typed) => removal(tx, account, &cycle, typed)?,
    };
    let shell = if errors.is_empty() { shell } else { shell.with_error() };
    Ok(QuestionPage { shell, crumbs, back, question, errors })
}

fn address<P>(tx: &mut ReadTx<'_, P>, account: AccountId, id: CycleId, step: &str) -> AppResult<Question> {
    let (flow, _) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    if hooks::of_step(tx, account, id, step)?.is_none() {
        return Err(AppError::NotFound);
    }
    let name = flow.step(step).map_or(step, |step| step.name.as_str());
    Ok(Question {
        title: t!("cycles-replace-address-of", step = name),
        consequences: vec![
            t!("cycles-address-at-once").to_owned(),
            t!("cycles-address-before").to_owned(),
            t!("cycles-address-secret").to_owned(),
        ],
        what: "address",
        step: step.to_owned(),
        button: t!("cycles-replace-address"),
        kind: "danger",
        ..Question::default()
    })
}

fn removal<P>(tx: &mut ReadTx<'_, P>, account: AccountId, cycle: &queries::Cycle, typed: &str) -> AppResult<Question> {
    let title = t!("cycles-remove-name", name = cycle.name);
    if State::read(&cycle.state).runs() {
        let consequences = vec![t!("cycles-remove-stop-first").to_owned()];
        return Ok(Question { title, consequences, what: "removal", ..Question::default() });
    }
    let open = queries::open(tx, account, CycleId(cycle.id), COUNTED + 1)?;
    let open = i64::try_from(open).unwrap_or(COUNTED + 1);
    let mut consequences = vec![
        t!("cycles-remove-never-again").to_owned(),
        t!("cycles-remove-addresses").to_owned(),
        t!("cycles-remove-inputs").to_owned(),
    ];
    consequences.extend(match open {
        0 => None,
        n if n > COUNTED => Some(t!("cycles-remove-many-open").to_owned()),
        n => Some(t!("cycles-remove-open", n = n)),
    });
    consequences.push(t!("cycles-remove-stays").to_owned());
    Ok(Question {
        title,
        consequences,
        what: "removal",
        field: ("typed_name", t!("cycles-remove-name-label"), typed.to_owned()),
        button: t!("cycles-remove-it"),
        kind: "danger",
        ..Question::default()
    })
}
