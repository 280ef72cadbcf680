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
pub(super) mod window;

use crate::access::rights::{
    ChangeConnectors, EditConnectors, ManageConnectors, Mutating, RemoveConnectors, Right, ViewAccount, ViewConnectors,
};
use crate::accounts::pages::head::AccountHead;
use crate::accounts::stand::{self, Section, account_of as account_id, named};
use crate::db::{InAccount, InPartner, ReadTx};
use crate::embedding::model::Way;
use crate::error::AppResult;
use crate::ids::{AccountConnectorId, AccountId};
use crate::web::shell::Shell;
use actix_web::web;
use chrono_tz::Tz;

/// Account and Account Connector of a path.
type Ids = web::Path<(String, String)>;
type Named = (AccountId, AccountConnectorId);

/// Where the pages stand.
pub(super) trait Stand: stand::Stand {
    /// Looks at connectors.
    type Look: Right<In = Self>;
    /// Adds, connects and changes them.
    type Change: Mutating<In = Self>;
    /// Disconnects, stops sharing and removes them: whatever stops cycles.
    type Remove: Mutating<In = Self>;

    /// What surrounds a page about an account's connectors.
    fn around(tx: &mut ReadTx<'_, Self>, account: AccountId, title: &str) -> AppResult<(Shell, Frame)> {
        let (shell, frame) = Self::frame(tx, account, Section::Connectors, title)?;
        let facts = tx.facts();
        let frame = Frame {
            in_console: frame.in_console,
            may_change: frame.live && Self::Change::held(facts),
            may_remove: frame.live && Self::Remove::held(facts),
            head: frame.head,
            crumbs: frame.crumbs,
            here: frame.here,
            zone: frame.zone,
        };
        Ok((shell, frame))
    }
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
}

impl Stand for InAccount {
    type Look = ViewAccount;
    type Change = ChangeConnectors;
    type Remove = RemoveConnectors;
}

/// Address of an account's list of connectors.
fn list_of<P: Stand>(account: AccountId) -> String {
    format!("{}/connectors", P::home(account))
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

/// Whether signing in at an application happens in a tab of its own: an installation that is to be gone on with asks for that
/// (`InlineOAuth`).
fn in_own_tab(back: &str) -> bool {
    let query = back.split_once('?').filter(|(path, _)| path.starts_with("/a/")).map_or("", |(_, query)| query);
    let launch = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "launch");
    launch.and_then(|(_, text)| Way::read(&text)).is_some_and(|way| !way.options.inline)
}

/// The same as a part of an address; empty for none.
fn back_query(back: &str) -> String {
    if back.is_empty() {
        return String::new();
    }
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("back", back).finish();
    format!("?{query}")
}
