//! Which Account Connector stands behind each connector of a cycle's flow.

use super::show::ids;
use crate::access::Access;
use crate::access::rights::EditCycles;
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::cycles::{queries, slots};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::Flow;
use crate::ids::{AccountConnectorId, AccountId, CycleId};
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "cycles/connectors.html")]
struct ConnectorsPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    back: String,
    add: String,
    slots: Vec<Slot>,
    errors: FieldErrors,
}

struct Slot {
    field: String,
    label: String,
    hint: String,
    error: String,
    /// (id, words)
    options: Vec<(String, String)>,
    value: String,
}

impl ConnectorsPage {
    fn summary(&self) -> Vec<(String, String)> {
        self.errors.0.iter().map(|e| (format!("slot_{}", e.field), e.message.clone())).collect()
    }
}

pub(crate) async fn ask(
    access: Access<EditCycles, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    let page = access.read(move |tx| page(tx, account, id, None, FieldErrors::default()));
    Ok(Page::new(page.await?))
}

pub(crate) async fn choose(
    access: Access<EditCycles, InPartner>,
    posted: Posted<BTreeMap<String, String>>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    let typed = posted.form;
    let wanted: Vec<(String, AccountConnectorId)> = typed
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("slot_")?.to_owned(), value.parse().ok()?)))
        .collect();
    let back = format!("/console/accounts/{account}/cycles/{id}");
    match access.write(move |tx| slots::choose(tx, account, id, &wanted)).await {
        Ok(()) => Ok(Either::Left(Redirect::to(back).saying("Connectors chosen."))),
        Err(AppError::Conflict(why)) => Ok(Either::Left(Redirect::to(back).warning(why))),
        Err(AppError::Invalid(errors)) => {
            let page = access.read(move |tx| page(tx, account, id, Some(typed), errors));
            Ok(Either::Right(Page::refused(page.await?)))
        }
        Err(other) => Err(other),
    }
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    id: CycleId,
    typed: Option<BTreeMap<String, String>>,
    errors: FieldErrors,
) -> AppResult<ConnectorsPage> {
    let (head, _) = AccountHead::read(tx, account, Tab::Cycles)?;
    let cycle = queries::find(tx, account, id)?;
    let (flow, _) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    let (choices, chosen) = (slots::choices(tx, account, &flow)?, slots::chosen(tx, account, id)?);
    let back = format!("{}/cycles/{id}", head.href);
    let slots = flow.slots.iter().map(|slot| {
        let field = format!("slot_{}", slot.key);
        let options = choices.iter().filter(|choice| choice.key == slot.connector).map(|choice| {
            let whose = if choice.owner == account { String::new() } else { format!(", of {}", choice.owner_name) };
            let state = if choice.state == "ready" { "" } else { ", not connected yet" };
            (choice.id.to_string(), format!("{}{whose}{state}", choice.name))
        });
        let kept = chosen.iter().find(|(key, _)| *key == slot.key).map(|(_, id)| id.to_string());
        let value = typed.as_ref().and_then(|typed| typed.get(&field).cloned()).or(kept);
        Slot {
            options: std::iter::once((String::new(), "None yet".to_owned())).chain(options).collect(),
            value: value.unwrap_or_default(),
            label: format!("“{}”", slot.key),
            hint: format!("A connector of the kind {}.", slot.connector),
            error: errors.of(&slot.key).to_owned(),
            field,
        }
    });
    let shell = Shell::console(tx, "/console/accounts", &format!("Connectors of {}", cycle.name));
    Ok(ConnectorsPage {
        slots: slots.collect(),
        crumbs: vec![(cycle.name, back.clone()), ("Connectors".to_owned(), String::new())],
        add: format!("{}/connectors", head.href),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        back,
        errors,
    })
}
