//! One template: what it is, whom it is for, and its releases.

use super::{PATH, address, crumbs, release_address, template_id};
use crate::access::Access;
use crate::access::rights::{EditCycles, EditTemplates, ManageTemplates, Right, ViewCycles, ViewTemplates};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::jobs::rollouts;
use crate::templates::model::Visibility;
use crate::templates::queries::{self, Release};
use crate::web::page::Page;
use crate::web::releases::{live_badge, release_badge};
use crate::web::shell::Shell;
use crate::web::times::{When, counted, figure, zone};
use actix_web::{Responder, web};
use askama::Template;
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "templates/show.html")]
struct TemplatePage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    href: String,
    id: Uuid,
    name: String,
    description: String,
    folder: String,
    tags: Vec<String>,
    visible: String,
    /// It is for chosen accounts, which have a page of their own.
    chosen: bool,
    badge: &'static str,
    state: String,
    installed: String,
    /// Address of the list of them; empty: there are none, or the person may not see cycles.
    installed_href: String,
    releases: Vec<Row>,
    /// Address of the draft, empty when there is none.
    draft: String,
    /// A draft is begun of this release; none: of nothing.
    begin_with: String,
    may_install: bool,
    may_edit: bool,
    may_manage: bool,
    /// Customers see it.
    published: bool,
    /// Its newest rollout stopped by itself: what it was, why, and its page.
    stopped: Option<(String, String, String)>,
}

struct Row {
    href: String,
    title: String,
    badge: &'static str,
    state: &'static str,
    installed: String,
    made: When,
    made_by: String,
    promoted: Option<When>,
    promoted_by: String,
    notes: String,
}

pub(crate) async fn show(
    access: Access<ViewTemplates, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = template_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, id)).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<TemplatePage> {
    let template = queries::find(tx, id)?;
    let releases = queries::releases(tx, id)?;
    let installed = queries::installed(tx, id)?;
    let (now, zone) = (tx.now(), zone(tx.facts().timezone.as_deref().unwrap_or("UTC")));
    let (badge, state) = live_badge(template.live_release);
    let visibility = template.visibility();
    let visible = match &visibility {
        Visibility::Accounts => match queries::chosen(tx, id)?.len() {
            0 => "Chosen accounts, none yet".to_owned(),
            n => format!(
                "{} with their sub-accounts",
                counted(i64::try_from(n).unwrap_or(i64::MAX), "chosen account", "chosen accounts")
            ),
        },
        other => other.words(),
    };
    let draft = releases.iter().find(|r| r.is_draft()).map(|r| release_address(id, r.number));
    let newest = releases.first().map(|release| release.number);
    let stopped = if ViewCycles::held(tx.facts()) { rollouts::stopped(tx)? } else { Vec::new() };
    let stopped = stopped.into_iter().find(|one| one.template == id.to_string());
    Ok(TemplatePage {
        shell: Shell::console(tx, PATH, &template.name),
        crumbs: crumbs(&template, None, ""),
        href: address(id),
        id,
        chosen: visibility == Visibility::Accounts,
        visible,
        badge,
        state,
        installed: match template.installed() {
            0 => "none yet".to_owned(),
            n => counted(n, "cycle", "cycles"),
        },
        installed_href: match template.installed() {
            n if n > 0 && ViewCycles::held(tx.facts()) => format!("{}/cycles", address(id)),
            _ => String::new(),
        },
        draft: draft.unwrap_or_default(),
        begin_with: template.live_release.or(newest).map(|number| number.to_string()).unwrap_or_default(),
        releases: releases.into_iter().map(|release| row(id, release, &installed, now, zone)).collect(),
        may_install: template.live_release.is_some() && EditCycles::held(tx.facts()),
        may_edit: EditTemplates::held(tx.facts()),
        may_manage: ManageTemplates::held(tx.facts()),
        name: template.name,
        description: template.description,
        folder: template.folder,
        tags: template.tags,
        published: template.published,
        stopped: stopped.map(|one| (one.title, one.problem, format!("/console/jobs/{}", one.job))),
    })
}

fn row(id: Uuid, release: Release, installed: &[(i32, i64)], now: DateTime<Utc>, zone: chrono_tz::Tz) -> Row {
    let (badge, state) = release_badge(&release.state);
    let count = installed.iter().find(|(number, _)| *number == release.number).map_or(0, |(_, count)| *count);
    Row {
        href: release_address(id, release.number),
        title: format!("Release {}", release.number),
        badge,
        state,
        installed: figure(count),
        made: When::at(release.created_at, now, zone),
        made_by: release.created_by,
        promoted: release.promoted_at.map(|at| When::at(at, now, zone)),
        promoted_by: release.promoted_by.unwrap_or_default(),
        notes: release.notes,
    }
}
