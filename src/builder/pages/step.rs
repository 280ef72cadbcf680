//! One step: its form, and the try-out beside it. `saving` takes the form in.

use super::complaints::{all, marks};
use super::meanwhile;
use super::step_view::{self, CaseView, ClauseView, Shown, SingleView, TableView, WayView};
use super::subject::{Opened, Subject, hooks_of};
use super::trying::{Tried, With, tried};
use super::words;
use super::{Frame, shown, step_key};
use crate::access::Access;
use crate::builder::form::Typed;
use crate::builder::form::mapping::{Target, targets};
use crate::builder::form::step::{Ground, Press, can_fail, can_split, pressed, read, written};
use crate::builder::picture::{Picture, look, picture};
use crate::builder::queries::{self, Methods, Recorded, Run};
use crate::builder::sight::Sight;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::{Does, Step};
use crate::outbound::Outbound;
use crate::templates;
use crate::transactions::shown::badge;
use crate::web::forms::Asked;
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::times::month;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, Responder, web};
use askama::Template;
use chrono::Datelike;
use chrono_tz::Tz;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

#[derive(Template)]
#[template(path = "builder/step.html")]
pub(in crate::builder) struct StepPage {
    shell: Shell,
    frame: Frame,
    title: String,
    action: String,
    kind: String,
    what: String,
    icon: &'static str,
    tone: &'static str,
    typed: Typed,
    picture: Picture,
    begins: bool,
    /// Its key stays: the address of a webhook hangs on it.
    keyed: bool,
    /// The webhook's address, and whether a secret is kept for it; none where it is no webhook of a cycle.
    hook: Option<(String, bool)>,
    scheduled: bool,
    /// What a call calls, where another method is chosen, and whether it can be read page by page.
    calls: String,
    description: String,
    other_method: String,
    paged: bool,
    slots: Vec<(String, String)>,
    singles: Vec<SingleView>,
    tables: Vec<TableView>,
    clauses: Vec<ClauseView>,
    cases: Vec<CaseView>,
    ways: Vec<WayView>,
    ends: Vec<(String, String)>,
    picks: Vec<(String, String)>,
    variables: Vec<(String, String)>,
    lookups: Vec<String>,
    names: Vec<String>,
    can_fail: bool,
    can_split: bool,
    can_try: bool,
    sample: String,
    /// Runs whose data can be tried: address, words, whether it is the one that is shown.
    runs: Vec<(String, String, bool)>,
    tried: Tried,
    /// What is wrong with the step: whether it is an error, and what.
    faults: Vec<(bool, String)>,
    words: words::Choices,
    errors: FieldErrors,
    said: String,
    /// Every field of the method was asked for, so that they are shown.
    unfolded: bool,
    /// What is wrong at fields of a form that was not sent.
    standing: FieldErrors,
    /// How the step stood when the form was opened.
    digest: String,
    /// What somebody else saved meanwhile, beside what was typed.
    conflict: Vec<(String, String, String)>,
}

impl StepPage {
    fn get(&self, name: &str) -> &str {
        self.typed.get(name)
    }

    fn error(&self, name: &str) -> &str {
        match self.errors.of(name) {
            "" => self.standing.of(name),
            error => error,
        }
    }

    /// What the filters of expressions do.
    fn filters(&self) -> Vec<(&'static str, &'static str)> {
        crate::mapping::filter_words()
    }

    fn sample_hint(&self) -> &'static str {
        match self.runs.iter().all(|(_, _, shown)| !shown) {
            true if !self.runs.is_empty() => t!("builder-step-sample-examples"),
            true => t!("builder-step-sample-nothing"),
            false => t!("builder-step-sample-run"),
        }
    }

    fn secret_hint(&self, kept: &bool) -> &'static str {
        match kept {
            true => t!("builder-step-secret-kept"),
            false => t!("builder-step-secret-none"),
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::builder) struct Wanted {
    /// The run whose data is tried.
    run: String,
}

/// What the page is made with beside the flow.
#[derive(Clone)]
pub(super) struct Given {
    pub key: String,
    pub run: String,
    pub typed: Option<Typed>,
    pub press: Press,
    pub errors: FieldErrors,
    /// Somebody else changed the step meanwhile.
    pub overtaken: bool,
    /// What was done.
    pub said: String,
    pub outbound: Outbound,
    pub app: web::Data<App>,
}

impl Given {
    pub fn new(request: &HttpRequest, app: &web::Data<App>, run: String) -> Given {
        Given {
            key: step_key(request),
            run,
            typed: None,
            press: Press::Rows,
            errors: FieldErrors::default(),
            overtaken: false,
            said: String::new(),
            outbound: app.engine.outbound.clone(),
            app: app.clone(),
        }
    }
}

pub(in crate::builder) async fn show<S: Subject>(
    access: Access<S::Right, S::In>,
    asked: Asked<Wanted>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let subject = S::of(&request)?;
    let given = Given::new(&request, &app, asked.0.run);
    shown(&access, &subject, StatusCode::OK, move |tx, subject, opened| page(tx, subject, &opened, given)).await
}

pub(super) fn own_targets(sight: &Sight<'_>, step: &Step) -> Vec<Target> {
    match &step.does {
        Does::Poll(call) | Does::Action(call) => sight.method(call).map(targets).unwrap_or_default(),
        _ => Vec::new(),
    }
}

pub(super) fn callable(outbound: &Outbound, url: &Url) -> Result<(), String> {
    outbound.check(url).map_err(|why| t!("builder-step-not-callable", why = why.to_string()))
}

pub(super) fn ground<'a>(
    opened: &'a Opened,
    sight: Sight<'a>,
    targets: &'a [Target],
    now: chrono::DateTime<chrono::Utc>,
    callable: &'a dyn Fn(&Url) -> Result<(), String>,
) -> Ground<'a> {
    let schedule = opened.schedule.as_ref().map(Option::as_ref);
    Ground { sight, targets, zone: opened.zone, schedule, now, callable }
}

/// What was recorded of a cycle, or of those that were installed from a template.
fn recorded<S: Subject>(tx: &mut ReadTx<'_, S::In>, subject: &S, run: &str) -> AppResult<(Vec<Run>, Recorded)> {
    let wanted = match run {
        "" => None,
        run => Some(crate::ids::known(run)?),
    };
    match (subject.cycle(), subject.template(tx.facts())) {
        (Some((account, cycle)), _) => queries::recorded(tx, account, cycle, wanted),
        (None, Some(template)) => queries::recorded_of_template(tx, template, wanted),
        (None, None) => Ok((Vec::new(), Recorded::default())),
    }
}

pub(super) fn page<S: Subject>(
    tx: &mut ReadTx<'_, S::In>,
    subject: &S,
    opened: &Opened,
    mut given: Given,
) -> AppResult<StepPage> {
    let flow = &opened.flow;
    let step = flow.step(&given.key).ok_or(AppError::NotFound)?;
    let library = templates::queries::library(tx, opened.account, flow)?;
    let methods: Methods = queries::methods(tx, flow)?;
    let (runs, recorded) = recorded(tx, subject, &given.run)?;
    // What was typed to be tried is seen like what was recorded.
    let mut data = recorded.steps;
    if let Some(Ok(Value::Object(typed))) = given.typed.as_ref().map(|typed| serde_json::from_str(typed.get("sample")))
    {
        data.extend(typed);
    }
    let sight = Sight { flow, methods: &methods, data: &data };
    let own = own_targets(&sight, step);
    let outbound = given.outbound.clone();
    let may_call = |url: &Url| callable(&outbound, url);
    let ground = ground(opened, sight, &own, tx.now(), &may_call);
    let fresh = given.typed.is_none();
    let mut typed = given.typed.take().unwrap_or_else(|| written(&ground, step));
    let digest = match typed.get("digest") {
        "" => meanwhile::digest_of(opened, step),
        digest => digest.to_owned(),
    };
    let conflict = match given.overtaken {
        true => meanwhile::differing(&written(&ground, step), &typed),
        false => Vec::new(),
    };
    let press = if fresh || given.press == Press::Save { given.press } else { pressed(&mut typed, &own) };
    let sample = match typed.has("sample") {
        true => typed.get("sample").to_owned(),
        false => serde_json::to_string_pretty(&sight.sample(step))?,
    };
    let mut found = Tried::default();
    if press == Press::Try {
        let with = With { flow, step, name: &opened.name, zone: opened.zone, now: tx.now() };
        match tried(&with, &typed, &sample) {
            Ok(tried) => found = tried,
            Err(why) => given.errors.add("sample", why),
        }
    }
    let standing = if fresh { standing(&ground, step, &typed) } else { FieldErrors::default() };
    let complaints = all(flow, &library, &methods);
    let mut marks = marks(flow, &library, &complaints, &subject.base());
    marks.current.clone_from(&step.key);
    let at_rows = if fresh { &standing } else { &given.errors };
    let warnings = step_view::warnings(&typed, &step.does, &sight.known(step), &own);
    let view = Shown { typed: &typed, errors: at_rows, warnings, tried: &found };
    let (tone, icon) = look(&step.does);
    let (singles, tables) = (view.singles(&step.does), view.tables(&step.does, &own));
    let (clauses, cases, ways) = (view.clauses(&step.does), view.cases(&step.does), view.ways(&step.does));
    let (description, paged, other_method, slots) = words::call_words(&sight, step, &subject.base());
    let hooks = match &step.does {
        Does::Webhook { .. } => hooks_of(tx, subject, &given.app.vault)?,
        _ => Vec::new(),
    };
    let hook = hooks.into_iter().find(|(of, ..)| *of == step.key).map(|(_, address, secret)| (address, secret));
    let (shell, frame) = Frame::of(tx, subject, opened, "", &step.name, &given.errors)?;
    Ok(StepPage {
        shell,
        frame,
        title: step.name.clone(),
        action: format!("{}/steps/{}", subject.base(), step.key),
        kind: words::kind_of(&step.does),
        what: step.does.words().to_owned(),
        icon,
        tone,
        picture: picture(flow, &marks),
        begins: step.does.begins(),
        keyed: matches!(step.does, Does::Webhook { .. }),
        hook,
        scheduled: opened.schedule.is_some() && matches!(step.does, Does::Start | Does::Poll(_)),
        calls: marks.calls.get(&step.key).cloned().unwrap_or_default(),
        description,
        other_method,
        paged,
        slots,
        can_try: !(singles.is_empty() && tables.is_empty() && clauses.is_empty()),
        singles,
        tables,
        clauses,
        cases,
        ways,
        ends: step_view::ends(flow, step),
        picks: sight.picks(step),
        variables: step_view::variables(flow),
        lookups: flow.lookups.iter().map(|lookup| lookup.name.clone()).collect(),
        names: step_view::names(&sight, step),
        can_fail: can_fail(&step.does),
        can_split: can_split(&step.does),
        sample,
        runs: runs
            .iter()
            .map(|run| {
                let href = format!("{}/steps/{}?run={}#try", subject.base(), step.key, run.id);
                (href, run_words(run, opened.zone), run.id == recorded.id)
            })
            .collect(),
        tried: found,
        faults: complaints
            .iter()
            .filter(|one| one.step.as_ref() == Some(&step.key))
            .map(|one| (one.weight == crate::mapping::model::Weight::Error, one.words.clone()))
            .collect(),
        words: words::choices(),
        unfolded: typed.get("press").ends_with('*'),
        errors: given.errors,
        said: given.said,
        standing,
        digest,
        conflict,
        typed,
    })
}

/// A run as one of several: whose, when to the second, how it went, and the end of its id, so that no two look alike.
fn run_words(run: &Run, zone: Tz) -> String {
    let (_, state) = badge(&run.status, run.warnings);
    let id = run.id.simple().to_string();
    let end = id.get(id.len() - 4..).unwrap_or_default();
    let at = run.started_at.with_timezone(&zone);
    let (day, month, time) = (at.day(), month(at.month0()), at.format("%H:%M:%S").to_string());
    match run.cycle.as_str() {
        "" => t!("builder-step-run", day = day, month = month, time = time, state = state, end = end),
        of => t!("builder-step-run-of", cycle = of, day = day, month = month, time = time, state = state, end = end),
    }
}

/// What is wrong with a step as it is kept, where something was said already.
fn standing(ground: &Ground<'_>, step: &Step, typed: &Typed) -> FieldErrors {
    let mut errors = read(ground, step, typed).err().unwrap_or_default();
    // Only what was said can be wrong already.
    errors.0.retain(|error| {
        let said = |column: &str| !typed.get(&format!("{}-{column}", error.field)).is_empty();
        said("kind") && ["text", "pick", "variable", "table"].iter().any(|column| said(column))
    });
    errors
}
