//! One template: what it is, whom it is for, and its releases.

use super::ending;
use crate::access::Access;
use crate::access::rights::{Right, ViewCycles};
use crate::accounts::stand::Stand;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::templates::model::Visibility;
use crate::templates::queries::{self, Release};
use crate::templates::shelf::{OfTemplate, Shelf, Standing};
use crate::web::page::Page;
use crate::web::releases::{live_badge, release_badge};
use crate::web::shell::Shell;
use crate::web::times::{When, figure, zone};
use actix_web::Responder;
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
    in_console: bool,
    /// Name of the partner.
    partner: String,
    /// The account that owns it; empty: the partner.
    owner: String,
    /// Its templates; empty: the person may not see cycles.
    owner_href: String,
    name: String,
    description: String,
    folder: String,
    tags: Vec<String>,
    standing: Standing,
    /// It is for chosen accounts, which have a page of their own.
    chosen: bool,
    badge: &'static str,
    state: String,
    installed: String,
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

pub(crate) async fn show<P: Shelf>(access: Access<P::Look, P>, at: OfTemplate) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(move |tx| page(tx, &at)).await?))
}

fn page<P: Shelf>(tx: &mut ReadTx<'_, P>, at: &OfTemplate) -> AppResult<TemplatePage> {
    let id = at.id;
    let template = queries::find(tx, id)?;
    let releases = queries::releases(tx, id)?;
    let installed = queries::installed(tx, id)?;
    let standing = P::standing(tx, &template, at)?;
    let (now, zone) = (tx.now(), zone(tx.facts().timezone.as_deref().unwrap_or("UTC")));
    let (badge, state) = live_badge(template.live_release);
    let draft = releases.iter().find(|r| r.is_draft()).map(|r| at.release(r.number).address());
    let newest = releases.first().map(|release| release.number);
    Ok(TemplatePage {
        shell: P::around(tx, &template.name)?,
        crumbs: ending(at.crumbs(&template.name)),
        href: at.address(),
        id,
        in_console: at.account.is_none(),
        partner: tx.facts().partner_name.clone(),
        owner: template.owner().to_owned(),
        owner_href: template
            .owner_id
            .filter(|_| ViewCycles::held(tx.facts()))
            .map(|owner| format!("{}/templates", InPartner::home(AccountId(owner))))
            .unwrap_or_default(),
        chosen: at.account.is_none() && template.visibility() == Visibility::Accounts,
        badge,
        state,
        installed: match template.installed() {
            0 => t!("templates-none-yet").to_owned(),
            n => t!("templates-count", n = n),
        },
        draft: draft.unwrap_or_default(),
        begin_with: template.live_release.or(newest).map(|number| number.to_string()).unwrap_or_default(),
        releases: releases.into_iter().map(|release| row(at, release, &installed, now, zone)).collect(),
        may_install: template.live_release.is_some() && !standing.install.is_empty(),
        may_edit: P::Make::held(tx.facts()),
        may_manage: P::Rule::held(tx.facts()),
        standing,
        name: template.name,
        description: template.description,
        folder: template.folder,
        tags: template.tags,
        published: template.published,
    })
}

fn row(at: &OfTemplate, release: Release, installed: &[(i32, i64)], now: DateTime<Utc>, zone: chrono_tz::Tz) -> Row {
    let (badge, state) = release_badge(&release.state);
    let count = installed.iter().find(|(number, _)| *number == release.number).map_or(0, |(_, count)| *count);
    Row {
        href: at.release(release.number).address(),
        title: t!("templates-release-n", number = release.number),
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
