//! Pages of Account Connectors, in the console and in an account's own view: one handler for both, written over the
//! place it stands in.

pub(super) mod callback;
pub(super) mod connection;
pub(super) mod doorstep;
pub(super) mod edit;
pub(super) mod index;
pub(super) mod inputs;
mod leave;
pub(super) mod link;
pub(super) mod new;
pub(super) mod questions;
pub(super) mod show;

use crate::access::Addressed;
use crate::access::rights::{
    EditConnectors, ManageConnectors, Mutating, Right, ViewAccount, ViewConnectors, WorkInAccount,
};
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::db::{InAccount, InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountConnectorId, AccountId};
use crate::web::shell::Shell;
use crate::web::times::zone;
use actix_web::http::StatusCode;
use actix_web::web;
use chrono_tz::Tz;

/// Account and Account Connector of a path.
type Ids = web::Path<(String, String)>;
type Named = (AccountId, AccountConnectorId);

fn account_id(path: &str) -> AppResult<AccountId> {
    path.parse().map_err(|_| AppError::NotFound)
}

fn named(path: &Ids) -> AppResult<Named> {
    Ok((account_id(&path.0)?, path.1.parse().map_err(|_| AppError::NotFound)?))
}

/// Where the pages stand.
pub(super) trait Stand: Addressed + Sized {
    /// Looks at connectors.
    type Look: Right<In = Self>;
    /// Adds, connects and changes them.
    type Change: Mutating<In = Self>;
    /// Disconnects, stops sharing and removes them: whatever stops cycles.
    type Remove: Mutating<In = Self>;

    /// What surrounds a page about an account.
    fn frame(tx: &mut ReadTx<'_, Self>, account: AccountId, title: &str) -> AppResult<(Shell, Frame)>;
}

/// What a page says beside its own content.
pub(super) struct Frame {
    pub in_console: bool,
    /// The account's own head and tabs; empty outside of the console.
    pub head: AccountHead,
    /// The way to the list of connectors, which is the last.
    pub crumbs: Vec<(String, String)>,
    /// Address of the list.
    pub here: String,
    pub zone: Tz,
    pub may_change: bool,
    pub may_remove: bool,
}

impl Frame {
    /// The way to something below the list: words and addresses, the last without one.
    fn way(&self, below: &[(&str, &str)]) -> Vec<(String, String)> {
        let below = below.iter().map(|(words, href)| ((*words).to_owned(), (*href).to_owned()));
        self.crumbs.iter().cloned().chain(below).collect()
    }
}

impl Stand for InPartner {
    type Look = ViewConnectors;
    type Change = EditConnectors;
    type Remove = ManageConnectors;

    fn frame(tx: &mut ReadTx<'_, InPartner>, account: AccountId, title: &str) -> AppResult<(Shell, Frame)> {
        let (head, chain) = AccountHead::read(tx, account, Tab::Connectors)?;
        let live = chain.account.standing != "deleted";
        let here = list_of::<InPartner>(account);
        let mut crumbs = head.crumbs.clone();
        if let Some((_, href)) = crumbs.last_mut() {
            head.href.clone_into(href);
        }
        crumbs.push(("Connectors".to_owned(), here.clone()));
        let shell = Shell::console(tx, "/console/accounts", title);
        let frame = Frame {
            in_console: true,
            head,
            crumbs,
            here,
            zone: zone(tx.facts().timezone.as_deref().unwrap_or("UTC")),
            may_change: live && EditConnectors::held(tx.facts()),
            may_remove: live && ManageConnectors::held(tx.facts()),
        };
        Ok((shell, frame))
    }
}

impl Stand for InAccount {
    type Look = ViewAccount;
    type Change = WorkInAccount;
    type Remove = WorkInAccount;

    fn frame(tx: &mut ReadTx<'_, InAccount>, account: AccountId, title: &str) -> AppResult<(Shell, Frame)> {
        let shell = Shell::account(tx, "connectors", title)?;
        let facts = tx.facts();
        let own = facts.timezone.as_deref().or(facts.account_timezone.as_deref());
        let here = list_of::<InAccount>(account);
        let frame = Frame {
            in_console: false,
            head: AccountHead::default(),
            crumbs: vec![("Connectors".to_owned(), here.clone())],
            here,
            zone: zone(own.unwrap_or("UTC")),
            may_change: WorkInAccount::held(facts),
            may_remove: WorkInAccount::held(facts),
        };
        Ok((shell, frame))
    }
}

/// Address of an account's list of connectors.
fn list_of<P: Stand>(account: AccountId) -> String {
    match P::NAME {
        "partner" => format!("/console/accounts/{account}/connectors"),
        _ => format!("/a/{account}/connectors"),
    }
}

/// Address of one Account Connector.
fn page_of<P: Stand>((account, id): Named) -> String {
    format!("{}/{id}", list_of::<P>(account))
}

/// Where one came from to add or connect one, and goes back to; a path of our own, else nothing.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Back {
    back: String,
}

/// A way back as an address or a form names it.
fn way_back(text: &str) -> String {
    crate::web::page::own_path(text).unwrap_or_default().to_owned()
}

/// The same as a part of an address; empty for none.
fn back_query(back: &str) -> String {
    if back.is_empty() {
        return String::new();
    }
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("back", back).finish();
    format!("?{query}")
}

/// For `form::summary`.
fn summary(errors: &FieldErrors) -> Vec<(String, String)> {
    errors.0.iter().map(|e| (e.field.clone(), e.message.clone())).collect()
}

/// The complaint of a refused form and the status it is sent back with; other errors stay errors.
fn complaint(error: AppError) -> AppResult<(FieldErrors, StatusCode)> {
    match error {
        AppError::Invalid(errors) => Ok((errors, StatusCode::UNPROCESSABLE_ENTITY)),
        AppError::Conflict(why) => {
            let mut errors = FieldErrors::default();
            errors.add("", why);
            Ok((errors, StatusCode::CONFLICT))
        }
        other => Err(other),
    }
}
