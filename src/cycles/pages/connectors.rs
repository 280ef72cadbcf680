//! Which Account Connector stands behind each connector of a cycle's flow.

use super::{Below, Ids, below, page_of};
use crate::access::Access;
use crate::accounts::stand::{Stand, named};
use crate::cycles::{queries, slots};
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::Flow;
use crate::ids::{AccountConnectorId, AccountId, CycleId};
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
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

pub(crate) async fn ask<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let page = access.read(move |tx| page(tx, account, id, None, FieldErrors::default()));
    Ok(Page::new(page.await?))
}

pub(crate) async fn choose<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<BTreeMap<String, String>>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let typed = posted.form;
    let wanted: Vec<(String, AccountConnectorId)> = typed
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("slot_")?.to_owned(), value.parse().ok()?)))
        .collect();
    let back = page_of::<P>(account, id);
    match access.write(move |tx| slots::choose(tx, account, id, &wanted)).await {
        Ok(()) => Ok(Either::Left(Redirect::to(back).saying(t!("cycles-connectors-chosen")))),
        Err(AppError::Conflict(why)) => Ok(Either::Left(Redirect::to(back).warning(why))),
        Err(AppError::Invalid(errors)) => {
            let page = access.read(move |tx| page(tx, account, id, Some(typed), errors));
            Ok(Either::Right(Page::refused(page.await?)))
        }
        Err(other) => Err(other),
    }
}

fn page<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    id: CycleId,
    typed: Option<BTreeMap<String, String>>,
    errors: FieldErrors,
) -> AppResult<ConnectorsPage> {
    let Below { shell, crumbs, back, frame, .. } =
        below(tx, account, id, t!("cycles-connectors"), |name| t!("cycles-connectors-of", name = name))?;
    let (flow, _) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    let (choices, chosen) = (slots::choices(tx, account, &flow)?, slots::chosen(tx, account, id)?);
    let slots = flow.slots.iter().map(|slot| {
        let field = format!("slot_{}", slot.key);
        let options = choices.iter().filter(|choice| choice.key == slot.connector);
        let options = options.map(|choice| (choice.id.to_string(), words_of(choice, account)));
        let kept = chosen.iter().find(|(key, _)| *key == slot.key).map(|(_, id)| id.to_string());
        let value = typed.as_ref().and_then(|typed| typed.get(&field).cloned()).or(kept);
        Slot {
            options: std::iter::once((String::new(), t!("cycles-none-yet").to_owned())).chain(options).collect(),
            value: value.unwrap_or_default(),
            label: t!("cycles-slot-label", slot = slot.key),
            hint: t!("cycles-slot-kind", kind = slot.connector),
            error: errors.of(&field).to_owned(),
            field,
        }
    });
    Ok(ConnectorsPage {
        slots: slots.collect(),
        add: format!("{}/connectors", frame.home),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs,
        back,
        errors,
    })
}

/// An Account Connector as it is chosen: its name, whose it is, and how it stands.
fn words_of(choice: &slots::Choice, account: AccountId) -> String {
    let (name, owner) = (&choice.name, &choice.owner_name);
    match (choice.owner == account, choice.state == "ready") {
        (true, true) => name.clone(),
        (true, false) => t!("cycles-option-not-connected", name = name),
        (false, true) => t!("cycles-option-of", name = name, owner = owner),
        (false, false) => t!("cycles-option-of-not-connected", name = name, owner = owner),
    }
}
