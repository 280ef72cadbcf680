//! One connector: its releases, how it signs in, and its name.

use super::{PATH, address, authentication_words, connector_id, crumbs, kind_words, release_address};
use crate::access::Access;
use crate::access::rights::{EditConnectors, ManageConnectors, Right, ViewConnectors};
use crate::accounts::queries as accounts;
use crate::connectors::actions::library;
use crate::connectors::queries::{self, Release};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::people::model::{Version, line};
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::releases::{live_badge, release_badge};
use crate::web::shell::Shell;
use crate::web::times::{When, figure, zone};
use actix_web::{Either, Responder, web};
use askama::Template;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "connectors/show.html")]
struct ConnectorPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    name: String,
    key: String,
    href: String,
    id: String,
    kind: &'static str,
    badge: &'static str,
    state: String,
    installed: String,
    origin: &'static str,
    /// The account that it belongs to, with the address of its page.
    owner: Option<(String, String)>,
    authentication: &'static str,
    /// Empty: nothing to register.
    oauth: bool,
    client: Option<ClientRow>,
    releases: Vec<Row>,
    /// Where methods are looked at: the live release, or the draft.
    methods: String,
    methods_words: String,
    /// Address of the draft, empty when there is none.
    draft: String,
    live: bool,
    may_edit: bool,
    may_manage: bool,
}

struct ClientRow {
    client_id: String,
    scopes: String,
    at: When,
    by: String,
}

struct Row {
    href: String,
    title: String,
    badge: &'static str,
    state: &'static str,
    methods: String,
    made: When,
    made_by: String,
    promoted: Option<When>,
    promoted_by: String,
    notes: String,
}

pub(crate) async fn show(
    access: Access<ViewConnectors, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = connector_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, id)).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<ConnectorPage> {
    let connector = queries::find(tx, id)?;
    let releases = queries::releases(tx, id)?;
    let (now, zone) = (tx.now(), zone(tx.facts().timezone.as_deref().unwrap_or("UTC")));
    let shown = releases.iter().find(|r| r.state == "live").or_else(|| releases.first());
    let authentication = shown.map_or("none", |release| release.authentication.as_str());
    let oauth = releases.iter().any(|r| r.state != "deprecated" && r.authentication == "oauth_code");
    let client = if oauth { queries::client(tx, id)? } else { None };
    let (badge, state) = live_badge(connector.live_release);
    let draft = releases.iter().find(|r| r.is_draft()).map(|r| release_address(id, r.number));
    let installed = connector.installed.unwrap_or(0);
    let account = |id: Uuid| format!("/console/accounts/{id}/connectors");
    let owner = match connector.owner_id {
        Some(id) => accounts::name(tx, AccountId(id))?.map(|name| (name, account(id))),
        None => None,
    };
    Ok(ConnectorPage {
        crumbs: crumbs(&connector, None, ""),
        href: address(id),
        id: id.to_string(),
        kind: kind_words(&connector.kind),
        badge,
        state,
        installed: if installed == 0 { t!("connectors-none-yet").to_owned() } else { figure(installed) },
        owner,
        origin: origin_words(&connector.origin),
        authentication: authentication_words(authentication),
        oauth,
        client: client.map(|client| ClientRow {
            client_id: client.client_id,
            scopes: client.scopes.join(" "),
            at: When::at(client.updated_at, now, zone),
            by: client.updated_by,
        }),
        methods: shown.map(|release| release_address(id, release.number)).unwrap_or_default(),
        methods_words: shown.map(|r| t!("connectors-method-count", n = r.methods)).unwrap_or_default(),
        draft: draft.unwrap_or_default(),
        live: connector.live_release.is_some(),
        releases: releases.into_iter().map(|release| row(id, release, now, zone)).collect(),
        may_edit: EditConnectors::held(tx.facts()),
        may_manage: ManageConnectors::held(tx.facts()),
        shell: Shell::console(tx, PATH, &connector.name),
        name: connector.name,
        key: connector.key,
    })
}

fn row(id: Uuid, release: Release, now: DateTime<Utc>, zone: chrono_tz::Tz) -> Row {
    let (badge, state) = release_badge(&release.state);
    Row {
        href: release_address(id, release.number),
        title: t!("connectors-release-number", number = release.number),
        badge,
        state,
        methods: figure(i64::from(release.methods)),
        made: When::at(release.created_at, now, zone),
        made_by: release.created_by,
        promoted: release.promoted_at.map(|at| When::at(at, now, zone)),
        promoted_by: release.promoted_by.unwrap_or_default(),
        notes: release.notes,
    }
}

fn origin_words(origin: &str) -> &'static str {
    match origin {
        "hand" => t!("connectors-origin-hand"),
        "openapi" => t!("connectors-origin-openapi"),
        other if other.starts_with("catalogue:") => t!("connectors-origin-catalogue"),
        _ => t!("connectors-origin-built-in"),
    }
}

#[derive(Template)]
#[template(path = "connectors/name.html")]
struct NamePage {
    shell: Shell,
    href: String,
    form: NameForm,
    errors: FieldErrors,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NameForm {
    name: String,
    version: String,
}

pub(crate) async fn edit_name(
    access: Access<EditConnectors, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = connector_id(&path)?;
    Ok(Page::new(access.read(move |tx| name_page(tx, id, None, FieldErrors::default())).await?))
}

fn name_page(
    tx: &mut ReadTx<'_, InPartner>,
    id: Uuid,
    form: Option<NameForm>,
    errors: FieldErrors,
) -> AppResult<NamePage> {
    let connector = queries::find(tx, id)?;
    let shell = Shell::console(tx, PATH, t!("connectors-rename"));
    Ok(NamePage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        href: address(id),
        form: form.unwrap_or(NameForm { name: connector.name, version: connector.version.to_string() }),
        errors,
    })
}

pub(crate) async fn rename(
    access: Access<EditConnectors, InPartner>,
    posted: Posted<NameForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let (id, form) = (connector_id(&path)?, posted.form);
    let seen = Version::of(&form.version);
    let outcome = match line(&form.name, 100, t!("connectors-enter-name")) {
        Ok(name) => access.write(move |tx| library::rename(tx, id, &name, seen)).await,
        Err(why) => Err(AppError::invalid("name", why)),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(address(id)).saying(t!("connectors-name-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| name_page(tx, id, Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}
