//! What stands above every page of one account in the console: the way to it, its name and state, its API ID, what
//! can be done with it by this person, and the tabs.

use crate::access::rights::{
    EditAccounts, ManageAccounts, Right, ViewAccountUsers, ViewApiCredentials, ViewAs, ViewAudit, ViewConnectors,
    ViewCycles, ViewEmbedding,
};
use crate::accounts::chain::{self, Chain, Stop};
use crate::accounts::model::DEPTH_MAX;
use crate::db::{Facts, InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::times::figure;
use chrono::{DateTime, Utc};

/// The tab a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Overview,
    SubAccounts,
    People,
    Connectors,
    Cycles,
    Transactions,
    Incidents,
    Reports,
    Limits,
    Branding,
    Api,
    Embedding,
    Audit,
    Details,
}

/// For `templates/accounts/_head.html`: `{{ account::head(self.head, shell.csrf) }}`.
#[derive(Debug, Default)]
pub(crate) struct AccountHead {
    pub id: String,
    pub href: String,
    pub name: String,
    pub api_id: String,
    /// Badge kind and word of its state.
    pub kind: &'static str,
    pub state: &'static str,
    /// (name, href), the account itself last and without href.
    pub crumbs: Vec<(String, String)>,
    /// (text, href, current).
    pub tabs: Vec<(String, String, bool)>,
    pub may: May,
}

/// What this person can do with the account in its present state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct May {
    pub edit: bool,
    pub add_sub_account: bool,
    pub suspend: bool,
    pub resume: bool,
    /// Its expiry date has come: only a later one opens it again.
    pub extend: bool,
    pub move_it: bool,
    pub delete: bool,
    pub restore: bool,
    /// Take all of it along as a file.
    pub export: bool,
    /// Remove it for good before its days in the recycle bin are over.
    pub erase: bool,
    /// See it as its people do.
    pub view: bool,
}

impl May {
    /// True when there is anything for the menu.
    pub fn more(&self) -> bool {
        self.add_sub_account || self.move_it || self.export || self.delete
    }
}

impl AccountHead {
    /// The head, with its chain for the page's own use. One statement.
    ///
    /// # Errors
    /// `NotFound` for an account that is not there.
    pub fn read(tx: &mut ReadTx<'_, InPartner>, account: AccountId, tab: Tab) -> AppResult<(AccountHead, Chain)> {
        let chain = chain::find(tx, account)?;
        Ok((AccountHead::of(tx.facts(), tx.now(), &chain, tab), chain))
    }

    fn of(facts: &Facts, now: DateTime<Utc>, chain: &Chain, tab: Tab) -> AccountHead {
        let account = &chain.account;
        let href = format!("/console/accounts/{}", account.id);
        let mut crumbs = vec![(t!("accounts-accounts").to_owned(), "/console/accounts".to_owned())];
        crumbs.extend(chain.ancestors.iter().map(|a| (a.name.clone(), format!("/console/accounts/{}", a.id))));
        crumbs.push((account.name.clone(), String::new()));
        let (kind, state) = state_of(chain, now);
        AccountHead {
            id: account.id.to_string(),
            name: account.name.clone(),
            api_id: account.api_id.clone(),
            kind,
            state,
            crumbs,
            tabs: tabs(facts, chain, &href, tab),
            may: may(facts, chain, now),
            href,
        }
    }
}

fn tabs(facts: &Facts, chain: &Chain, href: &str, current: Tab) -> Vec<(String, String, bool)> {
    let counted =
        |word: &str, count: i64| if count == 0 { word.to_owned() } else { format!("{word} {}", figure(count)) };
    let mut tabs = Vec::new();
    let mut add = |words: String, part: &str, tab: Tab| tabs.push((words, format!("{href}{part}"), current == tab));
    add(t!("accounts-tab-overview").to_owned(), "", Tab::Overview);
    add(counted(t!("accounts-tab-sub-accounts"), chain.sub_accounts), "/sub-accounts", Tab::SubAccounts);
    if ViewAccountUsers::held(facts) {
        add(counted(t!("accounts-tab-people"), chain.people), "/people", Tab::People);
    }
    if ViewConnectors::held(facts) {
        add(t!("accounts-tab-connectors").to_owned(), "/connectors", Tab::Connectors);
    }
    if ViewCycles::held(facts) {
        add(t!("accounts-tab-cycles", words), "/cycles", Tab::Cycles);
        add(t!("accounts-tab-transactions").to_owned(), "/transactions", Tab::Transactions);
        add(t!("accounts-tab-incidents").to_owned(), "/incidents", Tab::Incidents);
    }
    add(t!("accounts-tab-reports").to_owned(), "/reports", Tab::Reports);
    add(t!("accounts-tab-limits").to_owned(), "/limits", Tab::Limits);
    add(t!("accounts-tab-branding").to_owned(), "/branding", Tab::Branding);
    if ViewApiCredentials::held(facts) {
        add(t!("accounts-tab-api").to_owned(), "/api", Tab::Api);
    }
    if ViewEmbedding::held(facts) {
        add(t!("accounts-tab-embedding").to_owned(), "/embedding", Tab::Embedding);
    }
    if ViewAudit::held(facts) {
        add(t!("accounts-tab-audit").to_owned(), "/audit", Tab::Audit);
    }
    add(t!("accounts-tab-details").to_owned(), "/details", Tab::Details);
    tabs
}

fn may(facts: &Facts, chain: &Chain, now: DateTime<Utc>) -> May {
    let (edit, manage) = (EditAccounts::held(facts), ManageAccounts::held(facts));
    let account = &chain.account;
    if account.standing == "deleted" {
        // What went along is restored with the account it went with.
        let restore = manage && account.deleted_with.is_none();
        return May { restore, export: manage, erase: manage, ..May::default() };
    }
    May {
        edit,
        add_sub_account: edit && account.depth < DEPTH_MAX,
        suspend: manage && account.suspended_at.is_none(),
        resume: manage && account.stop(now) == Some(Stop::Suspended),
        extend: edit && account.stop(now) == Some(Stop::Expired),
        move_it: manage,
        delete: manage,
        restore: false,
        export: manage,
        erase: false,
        view: ViewAs::held(facts) && account.stop(now).is_none() && chain.closed_by(now).is_none(),
    }
}

/// Badge kind and word: what the people of the account meet at this very instant, not what the last chore wrote.
pub(crate) fn state_of(chain: &Chain, now: DateTime<Utc>) -> (&'static str, &'static str) {
    match (chain.account.standing.as_str(), chain.account.stop(now)) {
        ("deleted", _) => ("off", t!("accounts-state-deleted")),
        (_, Some(Stop::Expired)) => ("warn", t!("accounts-state-expired")),
        (_, Some(Stop::Suspended)) => ("info", t!("accounts-state-suspended")),
        (_, None) if chain.closed_by(now).is_some() => ("info", t!("accounts-state-with-parent")),
        (_, None) if chain.failing => ("bad", t!("accounts-state-failing")),
        (_, None) => ("ok", t!("accounts-state-active")),
    }
}
