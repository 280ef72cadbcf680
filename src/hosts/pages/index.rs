//! The names with their records, how each stands, and the form for another.

use super::{PATH, SETTINGS};
use crate::access::Access;
use crate::access::rights::{ManageSettings, Right, ViewSettings};
use crate::config::Config;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::hosts::model::{LONG_DAYS, State, is_local, proof_record, readable, typed};
use crate::hosts::{actions, queries};
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::times::{When, zone};
use actix_web::{Either, Responder, web};
use askama::Template;
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use std::net::IpAddr;
use url::Host;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "hosts/index.html")]
struct HostsPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 2],
    may_manage: bool,
    rows: Vec<Row>,
    /// What addresses begin with at present.
    address: String,
    /// It is a name of the partner's own.
    own: bool,
    typed: String,
    errors: FieldErrors,
}

/// A record that is to be set in DNS.
struct Record {
    kind: &'static str,
    name: String,
    value: String,
}

/// A name as the page shows it.
struct Row {
    id: Uuid,
    host: String,
    /// With the letters that people typed, where those are others.
    readable: String,
    kind: &'static str,
    state: &'static str,
    main: bool,
    /// It can be made the main one.
    usable: bool,
    /// Nothing is asked about it: it is of this machine.
    local: bool,
    records: Vec<Record>,
    /// What the last check found, in words.
    found: String,
    checked: Option<When>,
    failing: Option<When>,
    /// It has failed for so long that it is no passing fault.
    long: bool,
    verified: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::hosts) struct Form {
    host: String,
}

pub(in crate::hosts) async fn show(
    access: Access<ViewSettings, InPartner>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(move |tx| page(tx, &app.config, String::new(), FieldErrors::default())).await?))
}

pub(in crate::hosts) async fn add(
    access: Access<ManageSettings, InPartner>,
    posted: Posted<Form>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let outcome = match typed(&form.host, &app.config) {
        Ok(host) => {
            let named = host.clone();
            access.write(move |tx| actions::add(tx, &named)).await.map(|()| host)
        }
        Err(why) => Err(AppError::invalid("host", why)),
    };
    match outcome {
        Ok(host) => {
            app.names.forget(&host);
            let said = if is_local(&host) { t!("hosts-ready", host = host) } else { t!("hosts-listed", host = host) };
            Ok(Either::Left(Redirect::to(PATH).saying(said)))
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, &app.config, form.host, errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn page(tx: &mut ReadTx<'_, InPartner>, config: &Config, typed: String, errors: FieldErrors) -> AppResult<HostsPage> {
    let (now, tz) = (tx.now(), zone(&crate::audit::filter::zone_of(tx)));
    let main = queries::main(tx)?;
    let rows = queries::list(tx)?.into_iter().map(|row| shown(row, config, main.as_deref(), now, tz)).collect();
    let shell = Shell::console(tx, SETTINGS, t!("hosts-title"));
    Ok(HostsPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: [(t!("hosts-settings"), SETTINGS), (t!("hosts-title"), "")],
        may_manage: ManageSettings::held(tx.facts()),
        rows,
        address: tx.origin().look.at(main.as_deref()),
        own: main.is_some(),
        typed,
        errors,
    })
}

fn shown(row: queries::Row, config: &Config, main: Option<&str>, now: DateTime<Utc>, tz: Tz) -> Row {
    let standing = row.standing();
    let (kind, state) = standing.state.badge();
    let local = is_local(&row.host);
    let main = main == Some(row.host.as_str());
    let (name, value) = proof_record(&row.host, &row.proof);
    let readable = Some(readable(&row.host)).filter(|readable| *readable != row.host).unwrap_or_default();
    Row {
        id: row.id,
        readable,
        kind,
        state,
        main,
        usable: standing.state == State::Verified && !main,
        local,
        records: if local { Vec::new() } else { vec![here(&row.host, config), Record { kind: "TXT", name, value }] },
        found: row.found().map(|found| found.words()).unwrap_or_default(),
        checked: row.checked_at.map(|at| When::at(at, now, tz)),
        failing: standing.failing_since.map(|at| When::at(at, now, tz)),
        long: standing.failing_since.is_some_and(|since| now - since >= Duration::days(LONG_DAYS)),
        verified: standing.state == State::Verified,
        host: row.host,
    }
}

/// The record that points a name here: an alias, or an address where this service has no name.
fn here(host: &str, config: &Config) -> Record {
    let record = |kind, value: String| Record { kind, name: host.to_owned(), value };
    match config.url.host() {
        Some(Host::Ipv4(address)) => record("A", IpAddr::V4(address).to_string()),
        Some(Host::Ipv6(address)) => record("AAAA", IpAddr::V6(address).to_string()),
        Some(Host::Domain(name)) => record("CNAME", name.to_owned()),
        None => record("CNAME", String::new()),
    }
}
