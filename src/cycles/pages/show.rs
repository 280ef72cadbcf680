//! One cycle: its state and what it waits for first, then its connectors, what is filled in, its steps and the newest of
//! what ran.

use super::fields::InputRow;
use super::{Ids, page_of, removed};
use crate::access::Access;
use crate::access::rights::Right;
use crate::account_connectors::model::State as ConnectorState;
use crate::accounts::stand::{Frame, Section, Stand, named};
use crate::builder::picture::{Marks, Picture, calls, picture};
use crate::cycles::model::State;
use crate::cycles::prerequisites::{self, Prerequisite};
use crate::cycles::slots::{self, Choice};
use crate::cycles::{actions, hooks, queries, settings};
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::installs::queries as installs;
use crate::schedules::model::Schedule;
use crate::secrets::Vault;
use crate::templates::shelf::Shelf;
use crate::transactions::{self, shown::Row};
use crate::web::forms::{Nothing, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::paging::From;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::times::When;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde_json::Value;
use uuid::Uuid;

/// Transactions on the cycle's own page.
const NEWEST: i64 = 10;

#[derive(Template)]
#[template(path = "cycles/show.html")]
struct CyclePage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    href: String,
    name: String,
    kind: &'static str,
    state: &'static str,
    runs: bool,
    /// It runs, or something that was begun by hand does.
    may_stop: bool,
    problem: String,
    trigger: String,
    timed: bool,
    /// When it runs, in words; empty: by hand only.
    schedule: String,
    next_run: Option<When>,
    /// What is to be done before it can start, and where.
    prerequisites: Vec<(String, String)>,
    /// Id, name of the step, address, and the step.
    hooks: Vec<(String, String, String, String)>,
    slots: Vec<SlotRow>,
    /// What, and what is filled in.
    inputs: Vec<(String, String)>,
    picture: Picture,
    transactions: Vec<Row>,
    all: String,
    may_edit: bool,
    may_remove: bool,
    /// A template can be made of it; the address of that question.
    as_template: String,
    origin: Option<Origin>,
}

/// What it was installed from.
struct Origin {
    name: String,
    /// Empty: the person may not see templates.
    href: String,
    release: i32,
    /// A newer one that is live, and where what differs is shown before it is upgraded.
    newer: Option<(i32, String)>,
    /// The one before, and where what differs is shown before it is rolled back.
    before: Option<(i32, String)>,
}

/// A connector of its flow and what stands behind it.
struct SlotRow {
    key: String,
    /// Empty: none is chosen.
    name: String,
    /// Empty: it belongs to an account above, or may not be looked at.
    href: String,
    owner: String,
    kind: &'static str,
    state: &'static str,
}

pub(crate) async fn show<P: Shelf>(
    access: Access<P::View, P>,
    path: Ids,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (account, cycle) = named(&path)?;
    let vault = app.vault.clone();
    let found = access.read(move |tx| match page(tx, &vault, account, cycle) {
        Err(AppError::NotFound) => Ok(Either::Right(Page::new(removed::page(tx, account, cycle)?))),
        page => page.map(Page::new).map(Either::Left),
    });
    found.await
}

fn page<P: Shelf>(tx: &mut ReadTx<'_, P>, vault: &Vault, account: AccountId, id: CycleId) -> AppResult<CyclePage> {
    let cycle = queries::find(tx, account, id)?;
    let (shell, frame) = P::frame(tx, account, Section::Cycles, &cycle.name)?;
    let (flow, inputs) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    let state = State::read(&cycle.state);
    let (choices, chosen) = (slots::choices(tx, account, &flow)?, slots::chosen(tx, account, id)?);
    let missing = match state.runs() {
        true => Vec::new(),
        false => prerequisites::list(account, &flow, &inputs, &choices, &chosen),
    };
    // Whoever knows an address can start the cycle, so it is shown to those who may do that anyhow.
    let paths = if frame.may_edit { hooks::paths(tx, vault, account, id)? } else { Vec::new() };
    let may_stop = frame.may_edit && (state.runs() || queries::runs_by_hand(tx, account, id)?);
    let newest =
        transactions::queries::list(tx, account, &transactions::queries::Wanted::of(id), &From::Start, NEWEST)?;
    let origin = origin(tx, account, &cycle, &frame)?;
    let (now, href, address) = (tx.now(), page_of::<P>(account, id), tx.address());
    let library = crate::templates::queries::library(tx, Some(account), &flow)?;
    let (kind, word) = state.badge();
    let name_of = |step: &str| flow.step(step).map_or_else(|| step.to_owned(), |step| step.name.clone());
    let schedule: Option<Schedule> = cycle.schedule.map(serde_json::from_value).transpose()?;
    let template = frame.live && P::Make::held(tx.facts());
    Ok(CyclePage {
        crumbs: frame.way(&[(&cycle.name, "")]),
        name: cycle.name,
        kind,
        state: word,
        runs: state.runs(),
        may_stop,
        problem: cycle.problem.unwrap_or_default(),
        trigger: flow.trigger().map_or(t!("cycles-nothing-begins"), |step| step.does.words()).to_owned(),
        timed: settings::timed(&flow),
        schedule: schedule.map(|schedule| schedule.in_words(frame.account_zone)).unwrap_or_default(),
        next_run: cycle.next_run_at.map(|at| When::at(at, now, frame.zone)),
        prerequisites: missing.into_iter().map(|one| mended(one, &frame, &href)).collect(),
        hooks: paths
            .into_iter()
            .map(|(step, path)| (format!("hook-{step}"), name_of(&step), format!("{address}{path}"), step))
            .collect(),
        slots: slot_rows(account, &flow, &choices, &chosen, &frame),
        inputs: filled_in(&flow, &inputs),
        picture: picture(&flow, &Marks { calls: calls(&flow, &library), ..Marks::default() }),
        transactions: newest.rows.into_iter().map(|found| Row::of(found, &frame.home, now, frame.zone)).collect(),
        all: format!("{}/transactions?cycle={id}", frame.home),
        may_edit: frame.may_edit,
        may_remove: frame.may_manage && frame.live,
        as_template: if template { format!("{href}/template") } else { String::new() },
        shell,
        origin,
        href,
    })
}

/// The words of what is to be done, and where it is done; nowhere for who may not.
fn mended(one: Prerequisite, frame: &Frame, href: &str) -> (String, String) {
    let place = match one.kind {
        "slot" => format!("{href}/connectors"),
        "field" => format!("{href}/inputs"),
        _ => String::new(),
    };
    (one.words, if frame.may_edit { place } else { String::new() })
}

fn slot_rows(
    account: AccountId,
    flow: &Flow,
    choices: &[Choice],
    chosen: &[(String, Uuid)],
    frame: &Frame,
) -> Vec<SlotRow> {
    let row = |slot: &crate::flows::model::Slot| {
        let id = chosen.iter().find(|(key, _)| *key == slot.key).map(|(_, id)| *id);
        let choice = id.and_then(|id| choices.iter().find(|choice| choice.id.0 == id));
        let (kind, state) = match (id, choice) {
            (None, _) => ("warn", t!("cycles-not-chosen")),
            (Some(_), None) => ("bad", t!("cycles-not-usable")),
            (Some(_), Some(choice)) => ConnectorState::stored(&choice.state).badge(),
        };
        let own = choice.filter(|choice| choice.owner == account);
        SlotRow {
            key: slot.key.clone(),
            name: choice.map(|choice| choice.name.clone()).unwrap_or_default(),
            href: own.map(|own| format!("{}/connectors/{}", frame.home, own.id)).unwrap_or_default(),
            owner: choice.filter(|c| c.owner != account).map(|c| c.owner_name.clone()).unwrap_or_default(),
            kind,
            state,
        }
    };
    flow.slots.iter().map(row).collect()
}

fn filled_in(flow: &Flow, inputs: &Value) -> Vec<(String, String)> {
    let none = FieldErrors::default();
    let row = |field: &crate::flows::model::FlowField| {
        let value = inputs.get(&field.key).map(settings::written).unwrap_or_default();
        let words = match (value.as_str(), field.default.as_str()) {
            ("", "") => t!("cycles-left-empty").to_owned(),
            ("", usual) => t!("cycles-filled-as-usual", usual = usual),
            _ => InputRow::of(field, String::new(), &value, &none).words(),
        };
        (field.words().to_owned(), words)
    };
    flow.fields.iter().map(row).collect()
}

/// Who may not see templates is told the name all the same, without the way to it.
fn origin<P: Shelf>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    cycle: &queries::Cycle,
    frame: &Frame,
) -> AppResult<Option<Origin>> {
    let (Some(template), Some(release)) = (cycle.template_id, cycle.template_release) else { return Ok(None) };
    let Some(known) = installs::known(tx, account, template)? else { return Ok(None) };
    let way = |number: i32| {
        let query = format!("cycle={}&template={template}&release={number}&step=review", cycle.id);
        (number, format!("{}/install?{query}", frame.home))
    };
    let newer = known.live.filter(|live| *live > release && frame.may_edit).map(way);
    let earlier = known.releases.iter().map(|(number, _)| *number).filter(|number| *number < release);
    let before = earlier.max().filter(|_| frame.may_edit).map(way);
    let may = P::Look::held(tx.facts()) && (frame.in_console || known.own);
    let href = if may { P::of(account, template).address() } else { String::new() };
    Ok(Some(Origin { name: known.name, href, release, newer, before }))
}

pub(crate) async fn start<P: Stand>(
    access: Access<P::Edit, P>,
    _: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, cycle) = named(&path)?;
    let back = Redirect::to(page_of::<P>(account, cycle));
    match access.write(move |tx| actions::start(tx, account, cycle)).await {
        Ok(()) => Ok(back.saying(t!("cycles-started"))),
        // What is missing stands on its page.
        Err(AppError::Conflict(why)) => Ok(back.warning(why)),
        Err(AppError::AtLimit(reached)) => Ok(back.warning(reached.words)),
        Err(other) => Err(other),
    }
}
