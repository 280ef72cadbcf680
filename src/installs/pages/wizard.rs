//! The screens between the choice of a template and its cycle. What was typed travels in hidden fields from screen to
//! screen, by POST: what a customer filled in stands in no address. Only the last screen writes. A way that leaves for a
//! connector comes back by an address with what was chosen.

use super::super::changes::{self, Difference};
use super::super::model::{Step, Then, Typed, input_field, slot_field};
use super::super::plan::Plan;
use super::super::{actions, upgrade};
use crate::access::Access;
use crate::access::rights::{EditConnectors, Right, WorkInAccount};
use crate::accounts::stand::{Frame, Section, Stand, account_of};
use crate::cycles::pages::fields::{InputRow, Times, intervals};
use crate::cycles::prerequisites;
use crate::db::{Facts, ReadTx};
use crate::embedding::model::Way;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::people::model::Version;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::http::StatusCode;
use actix_web::{Either, Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "installs/step.html")]
struct StepPage {
    shell: Shell,
    frame: Frame,
    crumbs: Vec<(String, String)>,
    screens: Vec<(&'static str, String)>,
    current: usize,
    title: String,
    description: String,
    release: i32,
    /// Releases to choose from; empty where there is only one.
    releases: Vec<(String, String)>,
    step: Step,
    action: String,
    /// The screen that the form leads to.
    next: &'static str,
    /// The screen before; empty: `first` is left for.
    before: &'static str,
    first: String,
    cancel: String,
    hidden: Vec<(String, String)>,
    slots: Vec<SlotRow>,
    inputs: Vec<InputRow>,
    timed: bool,
    times: Times,
    intervals: Vec<(String, String)>,
    name: String,
    review: Option<Review>,
    /// What is chosen for the time after it is installed.
    then: &'static str,
    /// What an upgrade asks for that was not asked before.
    fill: Vec<InputRow>,
    /// What an upgrade brings and takes away, shown before anything is asked.
    changes: Option<Vec<(String, String, String)>>,
    /// What happens to the cycle meanwhile.
    meanwhile: &'static str,
    /// What was filled in would be lost on the way to a connector.
    filled: bool,
    /// The cycle that is brought to this release; empty: a new one is made.
    upgraded: String,
    /// Its version, as it is seen.
    version: String,
    key: String,
    errors: FieldErrors,
}

impl StepPage {
    fn at(&self, step: &str) -> bool {
        self.step.key() == step
    }
}

struct SlotRow {
    field: String,
    label: String,
    hint: String,
    error: String,
    options: Vec<(String, String)>,
    value: String,
    /// Where one is added now; empty where this person may not, or the library has none.
    add: String,
}

/// Everything before it is installed.
struct Review {
    /// What, how it is to be, and the screen where that is changed.
    lines: Vec<(String, String, &'static str)>,
    /// What is to be done before it can start.
    open: Vec<String>,
}

pub(crate) async fn show<P: Stand>(
    access: Access<P::Edit, P>,
    path: web::Path<String>,
    typed: Asked<Typed>,
) -> AppResult<impl Responder> {
    let (id, typed) = (account_of(&path)?, typed.0.addressed());
    if typed.of("template").is_empty() {
        return Ok(Either::Left(Redirect::to(format!("{}/templates", P::home(id)))));
    }
    let asked = Step::read(typed.of("step"));
    let (page, status) = access.read(move |tx| screen(tx, id, &typed, asked)).await?;
    Ok(Either::Right(Page::with(page, status)))
}

pub(crate) async fn install<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<Typed>,
    path: web::Path<String>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (id, typed, vault) = (account_of(&path)?, posted.form, app.vault.clone());
    if !typed.of("step").is_empty() {
        let asked = Step::read(typed.of("step"));
        let (page, status) = access.read(move |tx| screen(tx, id, &typed, asked)).await?;
        return Ok(Either::Right(Page::with(page, status)));
    }
    let then = Then::read(typed.of("then"));
    let wanted = typed.clone();
    if !typed.of("cycle").is_empty() {
        let back = format!("{}/cycles/{}", P::home(id), typed.of("cycle"));
        let seen = Version::of(typed.of("version"));
        let done = access.write(move |tx| upgrade::upgrade(tx, Some(&vault), id, &wanted, Some(seen)));
        return match done.await {
            Ok(upgrade::Outcome::AsBefore { .. }) => {
                Ok(Either::Left(Redirect::to(back).saying(t!("installs-upgraded"))))
            }
            Ok(upgrade::Outcome::Waits(_)) => {
                Ok(Either::Left(Redirect::to(back).warning(t!("installs-upgraded-waits"))))
            }
            Err(AppError::Invalid(_)) => {
                let (page, status) = access.read(move |tx| screen(tx, id, &typed, Step::Review)).await?;
                Ok(Either::Right(Page::with(page, status)))
            }
            Err(other) => Err(other),
        };
    }
    let done = access.write_once(posted.key, move |tx| {
        let cycle = actions::install(tx, &vault, id, &wanted, then)?;
        Ok(format!("{}/cycles/{cycle}", P::home(id)))
    });
    match done.await {
        Ok(to) => Ok(Either::Left(Redirect::to(to).saying(t!("installs-installed")))),
        // It can be installed without being started.
        Err(AppError::AtLimit(reached)) => {
            let page = access.read(move |tx| {
                let (mut page, _) = screen(tx, id, &typed, Step::Review)?;
                page.errors.add("", reached.words);
                Ok(StepPage { shell: page.shell.with_error(), ..page })
            });
            Ok(Either::Right(Page::with(page.await?, StatusCode::CONFLICT)))
        }
        Err(AppError::Invalid(_)) => {
            let (page, status) = access.read(move |tx| screen(tx, id, &typed, Step::Review)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
        Err(other) => Err(other),
    }
}

/// The screen that was asked for, or an earlier one that needs another look.
fn screen<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    typed: &Typed,
    asked: Step,
) -> AppResult<(StepPage, StatusCode)> {
    let plan = Plan::read(tx, account, typed)?;
    let (asked, whole) = (plan.screen(asked), plan.whole(typed));
    let (step, errors) = match plan.before(&whole, asked) {
        Ok(()) => (asked, FieldErrors::default()),
        // What differs is shown first, and what is newly asked for is filled in below it.
        Err((Step::Settings, errors)) if asked == Step::Review && plan.existing.is_some() && of_inputs(&errors) => {
            (asked, errors)
        }
        Err(found) => found,
    };
    let fill: Vec<String> = match step {
        Step::Review => errors.0.iter().map(|error| error.field.clone()).collect(),
        _ => Vec::new(),
    };
    // What an upgrade asks for was not asked before: it is no mistake until it was sent.
    let errors = match plan.existing {
        Some(_) if !typed.touches(if fill.is_empty() { step } else { Step::Settings }) => FieldErrors::default(),
        _ => errors,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((page(tx, &plan, &whole, step, errors, &fill)?, status))
}

/// Whether all complaints are about what is filled in.
fn of_inputs(errors: &FieldErrors) -> bool {
    errors.0.iter().all(|error| error.field.starts_with("field_"))
}

fn page<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    plan: &Plan,
    typed: &Typed,
    step: Step,
    errors: FieldErrors,
    fill: &[String],
) -> AppResult<StepPage> {
    let existing = plan.existing.as_ref();
    let title = match existing {
        Some(existing) => t!("installs-bring-title", name = existing.name, release = plan.release),
        None => t!("installs-install-one", name = plan.template_name),
    };
    let (shell, frame) = P::frame(tx, plan.account, Section::Cycles, &title)?;
    let here = format!("{}/install", frame.home);
    let may_connect = may_connect(tx.facts());
    let slots: Vec<SlotRow> = plan
        .flow
        .slots
        .iter()
        .map(|slot| slot_row(plan, typed, &slot.key, &slot.connector, &frame.home, may_connect, &errors))
        .collect();
    let inputs: Vec<InputRow> = plan
        .flow
        .fields
        .iter()
        .map(|field| {
            let name = input_field(&field.key);
            let value = typed.of(&name).to_owned();
            InputRow::of(field, name, &value, &errors)
        })
        .collect();
    let own: Vec<String> = match step {
        Step::Connectors => slots.iter().map(|slot| slot.field.clone()).collect(),
        Step::Settings => {
            let schedule = ["mode", "minutes", "start", "line"].map(str::to_owned);
            inputs.iter().map(|input| input.field.clone()).chain(schedule).collect()
        }
        Step::Name => vec!["name".to_owned()],
        Step::Review => fill.to_vec(),
    };
    // The only release needs no choice; it is fixed by what is typed next.
    let choose = frame.in_console && existing.is_none() && step == plan.screen(Step::Connectors);
    let releases = if choose { releases(plan) } else { Vec::new() };
    let own = own.into_iter().chain((!releases.is_empty()).then(|| "release".to_owned())).collect::<Vec<_>>();
    let upgraded = existing.map(|existing| existing.name.clone()).unwrap_or_default();
    let way = Way::read(typed.of("launch")).filter(|_| !frame.in_console);
    let cancel = match (existing, &way) {
        (Some(existing), _) => format!("{}/{}", frame.here, existing.id),
        (None, Some(way)) => way.href(&frame.home),
        (None, None) => frame.here.clone(),
    };
    let chosen_anew = existing.is_none() && way.is_none();
    let first = if chosen_anew { format!("{}/templates", frame.home) } else { cancel.clone() };
    Ok(StepPage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        screens: std::iter::once((t!("installs-step-template"), first.clone()))
            .chain(Step::ALL.map(|step| (step.words(), String::new())))
            .collect(),
        current: Step::ALL.iter().position(|other| *other == step).map_or(1, |at| at + 2),
        description: plan.description.clone(),
        release: plan.release,
        hidden: with_release(typed, plan, releases.is_empty()).kept(&own),
        releases,
        step,
        next: plan.next_to(step, true).map_or("", Step::key),
        before: plan.next_to(step, false).map_or("", Step::key),
        first,
        cancel,
        upgraded,
        version: existing.map(|existing| existing.version.to_string()).unwrap_or_default(),
        action: here.clone(),
        timed: plan.timed(),
        times: times(typed),
        intervals: intervals(),
        name: typed.given("name").unwrap_or(&plan.template_name).to_owned(),
        changes: existing
            .map(|existing| changes::between(&existing.flow, &plan.flow).into_iter().map(Difference::sides).collect()),
        meanwhile: match existing.map(|existing| existing.state.runs()) {
            None => "",
            Some(true) => t!("installs-meanwhile-runs"),
            Some(false) => t!("installs-meanwhile-rests"),
        },
        filled: typed.filled(),
        review: (step == Step::Review).then(|| review(plan, typed, &slots, &inputs, fill)),
        fill: to_fill(plan, typed, fill, &errors),
        then: typed.given("then").map_or(way.as_ref().map_or("", Way::then), |then| Then::read(then).key()),
        crumbs: frame.way(&[(&title, "")]),
        title,
        slots,
        inputs,
        frame,
        errors,
    })
}

/// Whether the person may add connectors where they stand.
fn may_connect(facts: &Facts) -> bool {
    if facts.for_partner() { EditConnectors::held(facts) } else { WorkInAccount::held(facts) }
}

fn times(typed: &Typed) -> Times {
    let [mode, minutes, start, line] = ["mode", "minutes", "start", "line"].map(|name| typed.of(name).to_owned());
    Times { mode, minutes, start, line }
}

/// What is installed stays the release that was seen, though another becomes live meanwhile.
fn with_release(typed: &Typed, plan: &Plan, fixed: bool) -> Typed {
    if fixed { typed.with("release", &plan.release.to_string()) } else { typed.clone() }
}

fn releases(plan: &Plan) -> Vec<(String, String)> {
    if plan.releases.len() < 2 {
        return Vec::new();
    }
    let words = |(number, state): &(i32, String)| match state.as_str() {
        "live" => (number.to_string(), t!("installs-release-live", number = number)),
        _ => (number.to_string(), t!("installs-release-deprecated", number = number)),
    };
    plan.releases.iter().map(words).collect()
}

fn slot_row(
    plan: &Plan,
    typed: &Typed,
    key: &str,
    connector: &str,
    account: &str,
    may_connect: bool,
    errors: &FieldErrors,
) -> SlotRow {
    let field = slot_field(key);
    let known = plan.library.get(connector);
    let options = plan.of_slot(connector).map(|choice| {
        let yes = |holds: bool| if holds { "yes" } else { "no" };
        let (own, ready) = (yes(choice.owner == plan.account), yes(choice.state == "ready"));
        (
            choice.id.to_string(),
            t!("installs-choice", name = choice.name, own = own, owner = choice.owner_name, ready = ready),
        )
    });
    let application = known.map_or(connector, |known| known.name.as_str());
    let add = known.filter(|known| may_connect && known.live.is_some()).map(|known| {
        let back = format!("{account}/install?{}", Plan::coming_back(typed, key).query(Step::Connectors));
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("connector", &known.id.to_string())
            .append_pair("back", &back)
            .finish();
        format!("{account}/connectors/new?{query}")
    });
    SlotRow {
        options: std::iter::once((String::new(), t!("installs-later").to_owned())).chain(options).collect(),
        value: plan.chosen(typed, key, connector),
        label: application.to_owned(),
        hint: t!("installs-slot-hint", key = key),
        error: errors.of(&field).to_owned(),
        add: add.unwrap_or_default(),
        field,
    }
}

fn to_fill(plan: &Plan, typed: &Typed, fill: &[String], errors: &FieldErrors) -> Vec<InputRow> {
    let asked = plan.flow.fields.iter().map(|field| (field, input_field(&field.key)));
    let asked = asked.filter(|(_, name)| fill.contains(name));
    asked.map(|(field, name)| InputRow::of(field, name.clone(), typed.of(&name), errors)).collect()
}

fn review(plan: &Plan, typed: &Typed, slots: &[SlotRow], inputs: &[InputRow], fill: &[String]) -> Review {
    let mut lines = vec![(
        t!("installs-step-template").to_owned(),
        t!("installs-of-release", name = plan.template_name, release = plan.release),
        "",
    )];
    let word = |options: &[(String, String)], value: &str| {
        options.iter().find(|(v, _)| v == value).map_or_else(|| value.to_owned(), |(_, words)| words.clone())
    };
    for slot in slots {
        lines.push((slot.label.clone(), word(&slot.options, &slot.value), Step::Connectors.key()));
    }
    for input in inputs.iter().filter(|input| !fill.contains(&input.field)) {
        lines.push((input.label.clone(), input.words(), Step::Settings.key()));
    }
    let mut open = Vec::new();
    if let Ok(filled) = plan.filled(typed) {
        if let Some(schedule) = &filled.schedule {
            lines.push((t!("installs-schedule").to_owned(), schedule.in_words(plan.zone), Step::Settings.key()));
        }
        lines.push((t!("installs-step-name").to_owned(), filled.name.clone(), Step::Name.key()));
        let chosen: Vec<_> = filled.slots.iter().map(|(key, id)| (key.clone(), id.0)).collect();
        let list = prerequisites::list(plan.account, &plan.flow, &filled.inputs, &plan.choices, &chosen);
        open = list.into_iter().map(|one| one.words).collect();
    }
    Review { lines, open }
}
