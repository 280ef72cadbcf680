//! The cycles that were installed from a template: all of them with the release that each is on, or those that are on
//! others than one. Each can be brought to that one, or to the live one, to go forward or back.

use crate::access::Access;
use crate::access::rights::{EditCycles, Right, ViewCycles};
use crate::cycles::model::State;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::known;
use crate::installs::queries::{self, Those};
use crate::templates::queries as templates;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Either, Responder, web};
use askama::Template;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "installs/installed.html")]
struct InstalledPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    title: String,
    name: String,
    /// Address of the question about many; empty: none can be brought anywhere.
    many: String,
    /// How many there are to be brought.
    all: String,
    /// Those that were brought over and can go back: words, how many, and where that is asked.
    backs: Vec<(String, String, String)>,
    list: List,
}

#[derive(Template)]
#[template(path = "installs/installed.html", block = "table")]
struct InstalledTable {
    many: String,
    all: String,
    list: List,
}

/// One page of them.
struct List {
    /// What a row's link leads to.
    target: i32,
    rows: Vec<Row>,
    previous: String,
    next: String,
}

struct Row {
    id: Uuid,
    href: String,
    name: String,
    account: String,
    release: i32,
    kind: &'static str,
    state: &'static str,
    /// The screen that shows what differs; empty: it is there, or this person may not bring it.
    to: String,
    /// Upgrade, or Roll back; that it is there.
    verb: &'static str,
    /// The verb with what it is done to.
    label: String,
    /// It is on the live release.
    live: bool,
    /// The release that it came from, and the screen on which it goes back; empty: it came from none before.
    back: (i32, String),
}

/// Where those that came to a release are led back to the one before, in words, with how many they are.
pub(crate) fn backs(
    tx: &mut ReadTx<'_, InPartner>,
    template: Uuid,
    by: Option<Uuid>,
) -> AppResult<Vec<(String, String, String)>> {
    let came = queries::came(tx, template, by)?;
    let job = by.map(|job| format!("&job={job}")).unwrap_or_default();
    let one = |(on, from, count): (i32, i32, i64)| {
        let href = format!("/console/templates/{template}/releases/{from}/rollout?on={on}{job}");
        (t!("installs-go-back", from = from), t!("installs-count", n = count), href)
    };
    Ok(came.into_iter().map(one).collect())
}

/// Those on other releases than the one of the address.
pub(crate) async fn others(
    access: Access<EditCycles, InPartner>,
    path: web::Path<(String, String)>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, number): (Uuid, i32) = (known(&path.0)?, known(&path.1)?);
    let paging = paging.0;
    Ok(answer(access.read(move |tx| page(tx, id, Some(number), &paging)).await?, hx))
}

/// All of them.
pub(crate) async fn all(
    access: Access<ViewCycles, InPartner>,
    path: web::Path<String>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, paging): (Uuid, PageQuery) = (known(&path)?, paging.0);
    Ok(answer(access.read(move |tx| page(tx, id, None, &paging)).await?, hx))
}

fn answer(page: InstalledPage, hx: Hx) -> Either<Page<InstalledPage>, Page<InstalledTable>> {
    match hx {
        Hx::Page => Either::Left(Page::new(page)),
        Hx::Fragment => Either::Right(Page::new(InstalledTable { many: page.many, all: page.all, list: page.list })),
    }
}

/// `but`: only those on other releases; without, all, to be brought to the live one.
fn page(tx: &mut ReadTx<'_, InPartner>, id: Uuid, but: Option<i32>, paging: &PageQuery) -> AppResult<InstalledPage> {
    let template = templates::find(tx, id)?;
    if let Some(number) = but
        && templates::release(tx, id, number)?.is_draft()
    {
        return Err(AppError::Conflict(t!("installs-draft").to_owned()));
    }
    let may_edit = EditCycles::held(tx.facts());
    let target = but.or(template.live_release).filter(|_| may_edit);
    let count =
        target.map(|number| queries::count_on_others(tx, id, number, &Those::All)).transpose()?.unwrap_or_default();
    let found = queries::installed(tx, id, but, &Those::All, &paging.from(), paging.rows())?;
    let home = format!("/console/templates/{id}");
    let release = |number: i32| format!("{home}/releases/{number}");
    let here = but.map_or_else(|| home.clone(), release);
    let way = |part: &str| {
        if part.is_empty() { String::new() } else { format!("{here}/cycles?{}", paging.onward(part)) }
    };
    let (previous, next) = (way(&found.previous), way(&found.next));
    let rows = found.rows.into_iter().map(|one| row(one, id, target, template.live_release, may_edit));
    let list = List { target: target.unwrap_or_default(), rows: rows.collect(), previous, next };
    let backs = if may_edit && but.is_none() { backs(tx, id, None)? } else { Vec::new() };
    let (title, whole) = match but {
        Some(number) => (
            t!("installs-on-others", number = number),
            t!("installs-on-others-of", number = number, name = template.name),
        ),
        None => (t!("installs-all", words), t!("installs-all-of", name = template.name)),
    };
    let mut crumbs = vec![
        (t!("installs-templates").to_owned(), "/console/templates".to_owned()),
        (template.name.clone(), home.clone()),
    ];
    crumbs.extend(but.map(|number| (t!("installs-release-n", number = number), here.clone())));
    crumbs.push((t!("installs-all", words), String::new()));
    Ok(InstalledPage {
        shell: Shell::console(tx, "/console/templates", &whole),
        crumbs,
        title,
        name: template.name,
        many: target.filter(|_| count > 0).map(|number| format!("{}/rollout", release(number))).unwrap_or_default(),
        all: figure(count),
        backs,
        list,
    })
}

fn row(one: queries::Installed, template: Uuid, target: Option<i32>, live: Option<i32>, may_edit: bool) -> Row {
    let (kind, state) = State::read(&one.state).badge();
    let account = format!("/console/accounts/{}", one.account_id);
    let release = one.release.unwrap_or_default();
    let (name, of) = (&one.name, &one.account);
    let (verb, label) = match target {
        Some(to) if release < to => {
            (t!("installs-upgrade"), t!("installs-upgrade-one", name = name, account = of, release = to))
        }
        Some(to) if release > to => {
            (t!("installs-roll-back"), t!("installs-roll-back-one", name = name, account = of, release = to))
        }
        _ => ("", String::new()),
    };
    let screen = |to: i32| format!("{account}/install?cycle={}&template={template}&release={to}&step=review", one.id);
    let to = target.filter(|target| *target != release).map(screen).unwrap_or_default();
    let former = one.former.filter(|former| may_edit && *former < release && Some(*former) != target);
    let back = former.map(|former| (former, screen(former))).unwrap_or_default();
    Row {
        id: one.id,
        href: format!("{account}/cycles/{}", one.id),
        name: one.name,
        account: one.account,
        release,
        kind,
        state,
        to,
        verb,
        label,
        live: live == Some(release),
        back,
    }
}
